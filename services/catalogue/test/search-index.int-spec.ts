import { CatalogueIndex } from '../src/persistence/catalogue-index.js';
import { searchContract } from './fixtures/search-contract.js';
import type { OpenEngine } from './fixtures/search-engines.js';

/** The index itself, without Postgres to fall back on: one at a time it has to answer everything. */
const onIndex: OpenEngine = async ({ database }) => {
  const index = new CatalogueIndex(database, 0);
  index.load();
  await index.loaded();
  return {
    port: {
      async search(queries, request) {
        await index.loaded(); // after many changes at once it is loaded anew
        const answer = await index.search(queries, request);
        if (!answer) throw new Error('The index did not answer.');
        return answer;
      },
    },
  };
};

searchContract('the index in the process', onIndex);
