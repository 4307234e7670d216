import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Actor, NIL_ID, type Queries, rowScope } from '@owncourse/kernel/contract';
import type { SearchAnswer, SearchInput } from '../src/contract/index.js';
import { cursorOf } from '../src/use-cases/search-catalogue.js';
import { CatalogueHouse, somebody } from './fixtures/catalogue-house.js';

const SORTS = ['BEST_MATCH', 'NEAREST', 'PRICE_LOW_TO_HIGH', 'RATING'] as const;
/** One of each filter, alone and beside a price. */
const FILTERS: readonly SearchInput[] = [
  { languages: ['English'] },
  { worker: 'women-available', maximumPricePence: 1500n },
  { accessNeeds: ['Hearing loop'], maximumPricePence: 1500n },
  { canStart: 'NOW', minimumPricePence: 2500n },
  { minimumRating: 1, maximumPricePence: 1500n },
  { cqcRatings: ['Good'], unit: 'HOUR' },
  { languages: ['English'], maximumPricePence: 1500n },
];

describe('agreed prices in search', () => {
  let house: CatalogueHouse;
  let cheapForNorth: string;
  let plain: string;
  let holder: Actor;

  beforeAll(async () => {
    house = await CatalogueHouse.open();
    const wardIds = [...house.north.wardIds, ...house.south.wardIds];
    const agreed = await house.service(3000n, { name: 'Agreed cleaning', wardIds });
    cheapForNorth = agreed.id;
    ({ id: plain } = await house.service(2000n, { name: 'Plain cleaning', wardIds }));
    await house.agree(house.north, [{ variantId: agreed.variantId, unit: 'HOUR', kind: 'FIXED', pence: 1000n }]);
    await house.policy(house.north, 'offCardRule', 'allow');
    holder = house.funded(house.north);
    await house.owner.query(`insert into identity.person (id, name) values ($1, 'Ada')`, [holder.personId]);
    await house.owner.query(`select identity.add_clients($1, $2)`, [
      house.north.id,
      JSON.stringify([
        {
          personId: holder.personId,
          wardId: house.north.wardIds[0],
          careGroup: 'older-people',
          ageBand: '75-84',
          careManagerId: null,
          startsOn: '2020-01-01',
          endsBefore: null,
        },
      ]),
    ]);
  });
  afterAll(() => house.close());

  it('order, filter and count at the price of the one who is funded', async () => {
    expect(await house.found({ sort: 'PRICE_LOW_TO_HIGH' }, holder)).toEqual([cheapForNorth, plain]);
    expect(await house.found({ maximumPricePence: 1500n }, holder)).toEqual([cheapForNorth]);
    expect(await house.found({ minimumPricePence: 2500n }, holder)).toEqual([]);
    const facets = (await house.search({}, holder)).facets;
    expect(facets?.priceBands.map((band) => [band.value, band.count])).toEqual([
      ['1000-1999', 1],
      ['2000-2999', 1],
    ]);
  });

  it('stand for those who act for that person too, and only with a right to', async () => {
    const broker: Actor = {
      ...somebody(),
      roles: ['BROKER'],
      mandates: [{ id: somebody().personId, personId: holder.personId, scopes: ['VIEW'] }],
    };
    const careManager: Actor = { ...house.officer(house.north, 'CARE_MANAGER'), assignedPeople: [holder.personId] };
    const search = { sort: 'PRICE_LOW_TO_HIGH', forPersonId: holder.personId } as const;
    expect(await house.found(search, broker)).toEqual([cheapForNorth, plain]);
    expect(await house.found(search, careManager)).toEqual([cheapForNorth, plain]);
    expect(await house.found({ sort: 'PRICE_LOW_TO_HIGH' }, broker)).toEqual([plain, cheapForNorth]);
  });

  /** Everybody who may not see what the north has agreed. */
  function strangers(): (Actor | null)[] {
    return [
      null,
      house.funded(house.south),
      somebody(),
      house.officer(house.north, 'COMMISSIONER'),
      house.officer(house.south, 'FINANCE_OFFICER'),
      { ...house.officer(house.north, 'CARE_MANAGER'), assignedPeople: [somebody().personId] },
      {
        ...somebody(),
        roles: ['BROKER'],
        mandates: [{ id: somebody().personId, personId: somebody().personId, scopes: ['VIEW'] }],
      },
      {
        ...somebody(),
        roles: ['BROKER'],
        mandates: [{ id: somebody().personId, personId: holder.personId, scopes: ['PAY'] }],
      },
    ];
  }

  it('change nothing, by any filter, order or facet, for anybody else', async () => {
    const searches: SearchInput[] = [];
    for (const forPersonId of [null, holder.personId, somebody().personId, 'nobody']) {
      for (const sort of SORTS) {
        for (const words of [null, 'cleaning']) {
          searches.push({ sort, words, forPersonId, postcode: 'NO1' });
          if (sort === 'NEAREST' || sort === 'RATING') continue;
          for (const bound of [999n, 1000n, 1001n, 1999n, 2000n, 2999n, 3000n]) {
            searches.push(
              { sort, words, forPersonId, minimumPricePence: bound },
              { sort, words, forPersonId, maximumPricePence: bound, unit: 'HOUR' },
            );
          }
        }
        for (const filter of FILTERS) searches.push({ sort, forPersonId, ...filter });
      }
    }
    // What the same searches gave to nobody before there was any agreed price.
    const before = await withoutCards(() => answers(null, searches));
    for (const stranger of strangers()) expect(await answers(stranger, searches)).toEqual(before);
  });

  it('are not in the order of the pages, nor in the places where a page begins', async () => {
    const pages = async (reader: Actor | null, forPersonId: string | null): Promise<string[]> => {
      const told: string[] = [];
      for (const sort of SORTS) {
        let after: string | null = null;
        do {
          const page: SearchAnswer = await house.search({ sort, first: 1, after, forPersonId }, reader);
          told.push(JSON.stringify(page));
          const last = page.hits.at(-1);
          after = page.hasNextPage && last ? cursorOf(last) : null;
        } while (after !== null);
      }
      // Made up by hand, around every price there is.
      for (const pence of [999, 1000, 1001, 1999, 2000, 2001, 2999, 3000, 3001]) {
        const after = cursorOf({ sortKey: String(pence), lot: '0', id: NIL_ID, kind: 'PAID', miles: null });
        told.push(JSON.stringify(await house.search({ sort: 'PRICE_LOW_TO_HIGH', after, forPersonId }, reader)));
      }
      return told;
    };
    const before = await withoutCards(() => pages(null, null));
    for (const stranger of strangers())
      for (const forPersonId of [null, holder.personId]) expect(await pages(stranger, forPersonId)).toEqual(before);
    expect(await pages(holder, null)).not.toEqual(before);
  });

  it('are not found by halving: whoever narrows the bounds comes to the price that they would pay', async () => {
    const narrowed = async (reader: Actor | null, forPersonId: string | null): Promise<bigint> => {
      let [least, most] = [0n, 10_000n];
      while (least < most) {
        const middle = (least + most) / 2n;
        const found = await house.found({ maximumPricePence: middle, forPersonId }, reader);
        if (found.includes(cheapForNorth)) most = middle;
        else least = middle + 1n;
      }
      return least;
    };
    expect(await narrowed(holder, null)).toBe(1000n);
    for (const stranger of strangers()) expect(await narrowed(stranger, holder.personId)).toBe(3000n);
  });

  it('cost a stranger no statement and no row more: the work is the same as if there were none', async () => {
    // Seeing is by the same statements with the same values, in the same plan over as many rows; so it takes as long.
    const watched = async (reader: Actor | null, forPersonId: string | null): Promise<string[]> => {
      const told: string[] = [];
      for (const sort of SORTS)
        for (const filter of [{}, ...FILTERS]) {
          const reads = house.database.reads(rowScope(reader));
          const queries: Queries = {
            query: async (statement, values) => {
              told.push(JSON.stringify([statement, values]));
              if (statement.text.includes('catalogue.search_document'))
                told.push(...(await planOf(reads, statement.text, values ?? [])));
              return reads.query(statement, values);
            },
          };
          await house.searching.run(reader, queries, { sort, forPersonId, ...filter });
          await reads.close();
        }
      return told;
    };
    const before = await withoutCards(() => watched(null, null));
    expect(before.length).toBeGreaterThan(100);
    const southern = house.funded(house.south);
    for (const stranger of [null, somebody()])
      for (const forPersonId of [null, holder.personId, somebody().personId])
        expect(await watched(stranger, forPersonId)).toEqual(before);
    expect(await watched(southern, holder.personId)).toEqual(before);
    expect(await watched(southern, null)).toEqual(await withoutCards(() => watched(southern, null)));
    expect(await watched(holder, null)).not.toEqual(before);
  });

  /** What the database did, row by row; without times and without where it lay in memory. */
  async function planOf(queries: Queries, text: string, values: readonly unknown[]): Promise<string[]> {
    const explain = `explain (analyze, costs off, timing off, summary off, buffers off) ${text}`;
    return (await queries.query<{ 'QUERY PLAN': string }>({ name: '', text: explain }, values)).map((row) =>
      row['QUERY PLAN'].replace(/(Memory|Disk|Storage|Usage): .*/, '$1'),
    );
  }

  /** Each answer to the letter. */
  async function answers(reader: Actor | null, searches: readonly SearchInput[]): Promise<string[]> {
    const given: string[] = [];
    for (const search of searches) given.push(JSON.stringify(await house.search(search, reader)));
    return given;
  }

  /** As it is where no council has agreed anything. */
  async function withoutCards<Value>(work: () => Promise<Value>): Promise<Value> {
    await house.owner.query(
      `alter table rates.rate_card disable trigger published_card_stands; update rates.rate_card set status = 'WITHDRAWN'`,
    );
    try {
      return await work();
    } finally {
      await house.owner.query(
        `update rates.rate_card set status = 'PUBLISHED'; alter table rates.rate_card enable trigger published_card_stands`,
      );
    }
  }
});
