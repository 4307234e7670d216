import { describe, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { ManualClock } from '@owncourse/kernel/contract';
import { Meilisearch } from 'meilisearch';
import { IndexedSearch } from '../src/persistence/indexed-search.js';
import { MeiliSearch } from '../src/persistence/meilisearch/meili-search.js';
import { NOW } from './fixtures/catalogue-house.js';
import { MeiliStandIn } from './fixtures/meili-stand-in.js';
import { searchContract } from './fixtures/search-contract.js';
import type { OpenEngine } from './fixtures/search-engines.js';

const url = process.env['MEILI_TEST_URL'];
const key = process.env['MEILI_TEST_KEY'] ?? null;

/** A real server, in an index of its own. */
const onMeilisearch: OpenEngine = ({ database }) => {
  const indexUid = `owncourse-test-${randomUUID()}`;
  const meili = new MeiliSearch(database, new ManualClock(NOW), { url: url ?? '', key, indexUid });
  const search = new IndexedSearch(database, meili.words);
  return {
    port: search,
    async settled() {
      search.index.load();
      await search.index.loaded();
      await meili.follower.follow();
    },
    async close() {
      const server = new Meilisearch({ host: url ?? '', ...(key === null ? {} : { apiKey: key }) });
      await server.deleteIndex(indexUid).waitTask();
    },
  };
};

if (url) searchContract('Meilisearch', onMeilisearch);
else
  describe('search by Meilisearch', () =>
    it.todo('passes the suite of all engines: set MEILI_TEST_URL (and MEILI_TEST_KEY)'));

/** A server that finds nothing, ever: everything must still be found. It says nothing about Meilisearch itself. */
const onServerThatFindsNothing: OpenEngine = async ({ database }) => {
  const standIn = await MeiliStandIn.open();
  const meili = new MeiliSearch(database, new ManualClock(NOW), standIn.place);
  const search = new IndexedSearch(database, meili.words);
  return {
    port: search,
    async settled() {
      search.index.load();
      await search.index.loaded();
      await meili.follower.follow();
    },
    close: () => standIn.close(),
  };
};

searchContract('the index in the process beside a search server that finds nothing', onServerThatFindsNothing);
