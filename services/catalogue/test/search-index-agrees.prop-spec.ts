import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '@owncourse/kernel/contract';
import fc from 'fast-check';
import type { SearchAnswer, SearchSortName } from '../src/contract/index.js';
import { CatalogueIndex } from '../src/persistence/catalogue-index.js';
import { PostgresSearch } from '../src/persistence/postgres-search.js';
import { CatalogueHouse } from './fixtures/catalogue-house.js';
import type { OpenEngine } from './fixtures/search-engines.js';
import { TYPES } from './fixtures/search-filters.js';

const CATALOGUES = 5;
const SEARCHES = 40;
const PAGE = 4;
/** Words of one stem, short ones, one with an apostrophe, some with accents, numbers, and some that say nothing. */
const VOCABULARY =
  'garden gardening gardener weeds Mum’s mother café naïve 24 hour hours care caring carer the and of swim swimming dog dogs walk o’clock tea-time'.split(
    ' ',
  );

const text = fc.array(fc.constantFrom(...VOCABULARY), { minLength: 1, maxLength: 9 }).map((words) => words.join(' '));
const catalogue = fc.array(
  fc.record({
    name: text,
    summary: text,
    description: text,
    type: fc.constantFrom(...TYPES),
    pence: fc.bigInt(0n, 6000n),
  }),
  { minLength: 10, maxLength: 24 },
);
/** Whole words, halves, and words with a letter too many. */
const typed = fc
  .array(
    fc
      .tuple(fc.constantFrom(...VOCABULARY), fc.constantFrom('', '', '', 'half', 'extra'))
      .map(([word, harm]) =>
        harm === 'half'
          ? word.slice(0, Math.ceil(word.length / 2))
          : harm === 'extra'
            ? `${word.slice(0, 2)}x${word.slice(2)}`
            : word,
      ),
    { minLength: 1, maxLength: 4 },
  )
  .map((words) => words.join(' '));
const search = fc.record({
  words: typed,
  sort: fc.constantFrom<SearchSortName>('BEST_MATCH', 'BEST_MATCH', 'NEAREST', 'PRICE_LOW_TO_HIGH', 'RATING'),
  postcode: fc.option(fc.constantFrom('NO1', 'SO2', 'ZZ9')),
  withinMiles: fc.option(fc.integer({ min: 1, max: 80 })),
  funded: fc.boolean(),
});

/** What both say of a search; a card is only the index's. */
function comparable(answer: SearchAnswer): unknown {
  return {
    ...answer,
    hits: answer.hits.map(({ id, kind, miles, sortKey, lot }) => ({
      id,
      kind,
      miles,
      lot,
      sortKey: Number(sortKey),
    })),
  };
}

describe('the index in the process', () => {
  let house: CatalogueHouse;
  let holder: Actor;
  let answered = 0;
  const postgres = new PostgresSearch();

  /** Asks both and compares them, whatever is asked. */
  const both: OpenEngine = async ({ database }) => {
    const index = new CatalogueIndex(database, 0);
    index.load();
    await index.loaded();
    return {
      port: {
        async search(queries, request) {
          const answer = await index.search(queries, request);
          if (!answer) throw new Error('The index did not answer.');
          expect(comparable(answer)).toEqual(comparable(await postgres.search(queries, request)));
          if (answer.totalCount > 0) answered += 1;
          return answer;
        },
      },
    };
  };

  beforeAll(async () => {
    house = await CatalogueHouse.open(both);
    holder = house.funded(house.north);
    await house.policy(house.north, 'offCardRule', 'allow');
    await house.catalogue.importSynonyms(house.operator, [
      { phrase: 'walkies', supportTypeSlug: TYPES[0] },
      { phrase: 'dog walk', supportTypeSlug: TYPES[1] },
    ]);
  });
  afterAll(() => house.close());

  it('finds what Postgres finds, in its order, page after page, whatever is said', async () => {
    await fc.assert(
      fc.asyncProperty(
        catalogue,
        fc.array(search, { minLength: SEARCHES, maxLength: SEARCHES }),
        async (content, searches) => {
          await house.owner.query('delete from catalogue.search_document');
          const providerId = await house.provider();
          const services = content.map((one) => ({
            pence: one.pence,
            input: house.serviceInput(providerId, { ...one, supportTypeSlug: one.type }),
          }));
          await house.catalogue.importServices(
            house.operator,
            services.map(({ input }) => input),
          );
          await house.catalogue.importVariants(
            house.operator,
            services.map(({ input, pence }) => house.variantInput(input.id, pence)),
          );
          for (const { funded, ...input } of searches) {
            const seen: string[] = [];
            for (let after: string | null = null; ;) {
              const page: SearchAnswer = await house.search({ ...input, first: PAGE, after }, funded ? holder : null);
              seen.push(...page.hits.map(({ id }) => id));
              const last = page.hits.at(-1);
              if (!page.hasNextPage || !last) break;
              after = Buffer.from(JSON.stringify([last.sortKey, last.lot, last.id])).toString('base64url');
            }
            expect(new Set(seen).size).toBe(seen.length);
          }
        },
      ),
      { numRuns: CATALOGUES },
    );
    expect(answered).toBeGreaterThan((CATALOGUES * SEARCHES) / 2);
  });
});
