import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '@owncourse/kernel/contract';
import type { SearchAnswer, SearchInput } from '../src/contract/index.js';
import { CatalogueHouse, somebody } from './fixtures/catalogue-house.js';

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

  it('change nothing, by any filter, order or facet, for anybody else', async () => {
    const strangers: (Actor | null)[] = [
      null,
      house.funded(house.south),
      somebody(),
      house.officer(house.north, 'COMMISSIONER'),
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
    const searches: SearchInput[] = [];
    for (const forPersonId of [null, holder.personId, somebody().personId, 'nobody']) {
      for (const sort of ['BEST_MATCH', 'NEAREST', 'PRICE_LOW_TO_HIGH', 'RATING'] as const) {
        for (const words of [null, 'cleaning']) {
          searches.push({ sort, words, forPersonId, postcode: 'NO1' });
          for (const bound of [999n, 1000n, 1001n, 1999n, 2000n, 2999n, 3000n]) {
            searches.push(
              { sort, words, forPersonId, minimumPricePence: bound },
              { sort, words, forPersonId, maximumPricePence: bound, unit: 'HOUR' },
            );
          }
        }
      }
    }
    // What the same searches gave to nobody before there was any agreed price.
    const before = await answers(null, searches, true);
    for (const stranger of strangers) expect(await answers(stranger, searches, false)).toEqual(before);
  });

  async function answers(
    reader: Actor | null,
    searches: readonly SearchInput[],
    withoutCard: boolean,
  ): Promise<SearchAnswer[]> {
    if (withoutCard)
      await house.owner.query(
        `alter table rates.rate_card disable trigger user; update rates.rate_card set status = 'WITHDRAWN'`,
      );
    const given: SearchAnswer[] = [];
    for (const search of searches) given.push(await house.search(search, reader));
    if (withoutCard)
      await house.owner.query(
        `update rates.rate_card set status = 'PUBLISHED'; alter table rates.rate_card enable trigger user`,
      );
    return given;
  }
});
