import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SearchHit, SearchRequest } from '../src/contract/index.js';
import { IndexedSearch } from '../src/persistence/indexed-search.js';
import { PostgresSearch } from '../src/persistence/postgres-search.js';
import { CatalogueHouse } from './fixtures/catalogue-house.js';

const WRITERS = 4;
const TURNS = 15;

describe('the index in the process, while the catalogue changes', () => {
  let house: CatalogueHouse;
  let search: IndexedSearch;
  let asked: SearchRequest | null = null;
  beforeAll(async () => {
    house = await CatalogueHouse.open(({ database }) => {
      search = new IndexedSearch(database);
      return {
        port: {
          search(queries, request) {
            asked = request;
            return search.search(queries, request);
          },
        },
      };
    });
    await house.service(1000n, { name: 'Always there' });
    search.index.load();
    await search.index.loaded();
  });
  afterAll(() => house.close());

  it('shows each writer what it has just written, and never what it has just taken away', async () => {
    const holder = house.funded(house.north);
    await Promise.all(
      Array.from({ length: WRITERS }, async (_, writer) => {
        const providerId = await house.provider({ name: `Provider ${writer}` });
        const input = house.serviceInput(providerId, { name: `zither${writer}` });
        const variant = house.variantInput(input.id, 500n);
        for (let turn = 0; turn < TURNS; turn += 1) {
          const pence = BigInt(1000 + turn);
          await house.catalogue.importServices(house.operator, [{ ...input, status: 'PUBLISHED' }]);
          await house.catalogue.importVariants(house.operator, [{ ...variant, publicUnitPricePence: pence }]);
          for (const reader of [null, holder]) {
            const exactly = { words: `zither${writer}`, minimumPricePence: pence, maximumPricePence: pence };
            expect(await house.found(exactly, reader)).toEqual([input.id]);
          }
          await house.catalogue.importServices(house.operator, [{ ...input, status: 'RETIRED' }]);
          expect(await house.found({ words: `zither${writer}`, first: 100 })).not.toContain(input.id);
        }
      }),
    );
    // Not all from Postgres.
    expect(search.answered.index).toBeGreaterThan(WRITERS);
  });

  it('ends up with what is in the books', async () => {
    const before = search.answered.index;
    const answer = await house.search({ first: 100, sort: 'PRICE_LOW_TO_HIGH' }, house.funded(house.north));
    expect(search.answered.index).toBe(before + 1);
    const reads = house.database.reads();
    const books = await new PostgresSearch().search(reads, asked!).finally(() => reads.close());
    const shown = ({ id, sortKey, lot }: SearchHit) => ({ id, lot, sortKey: Number(sortKey) });
    expect(answer.hits.map(shown)).toEqual(books.hits.map(shown));
    expect({ ...answer, hits: [] }).toEqual({ ...books, hits: [] });
    expect(answer.hits.length).toBeGreaterThan(0);
  });

  it('takes a council’s new prices at once, for nobody else', async () => {
    const reader = house.funded(house.south);
    const { id, variantId } = await house.service(3000n, { name: 'Priced anew' });
    const cheap = { words: 'priced anew', maximumPricePence: 2000n };
    expect(await house.found(cheap, reader)).toEqual([]);
    await house.agree(house.south, [{ variantId, unit: 'HOUR', kind: 'FIXED', pence: 1900n }]);
    expect(await house.found(cheap, reader)).toEqual([id]);
    expect(await house.found(cheap, house.funded(house.north))).toEqual([]);
    expect(await house.found(cheap)).toEqual([]);
  });
});
