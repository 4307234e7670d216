import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AGREED_PENCE, id, PASSWORD, PUBLIC_PENCE } from '../src/testing/small-world.js';
import { asSuperuser } from './fixtures/as-superuser.js';
import { openTestHouse, type TestHouse } from './test-house.js';

const SEARCH = `query ($search: ServiceSearchInput, $for: ID) { services(search: $search, first: 20) {
  totalCount pageInfo { hasNextPage endCursor }
  facets { supportTypes { value count } wards { value count } units { value count } priceBands { value count } kinds { value count }
    languages { value count } workers { value count } accessNeeds { value count } starts { value count } ratings { value count } cqcRatings { value count } }
  edges { cursor distanceMiles place { postcodeDistrict latitude longitude } node { ... on Service {
    id name fromUnit fromPrice(forPersonId: $for) { unitPricePence publicUnitPricePence ownMoneyPence kind orderable reasons { code words } }
    variants { id publicPricePence price(forPersonId: $for) { unitPricePence publicUnitPricePence kind } } } } } } }`;
const SORTS = ['BEST_MATCH', 'NEAREST', 'PRICE_LOW_TO_HIGH', 'RATING'] as const;
/** Nobody's id. */
const NOBODYS = '0b5a9e6c-0000-7000-8000-00000000beef';
/** May not see what the first council has agreed with Kind Hands. */
const STRANGERS = [
  null,
  'selffunder@first.example',
  'broker@first.example',
  'other-provider@first.example',
  'moderator@first.example',
  'finance@second.example',
  'caremanager@second.example',
] as const;

/** An answer as it came, without what is different every time. */
interface Answer {
  readonly body: string;
  readonly caching: string | null;
  readonly tag: string | null;
}

describe('an agreed price, over the wire', () => {
  let house: TestHouse;
  const cookies = new Map<string | null, string>([[null, '']]);

  beforeAll(async () => {
    house = await openTestHouse({ holders: 1, weeklyPence: 100_000n });
    for (const email of [...STRANGERS, 'holder0@first.example']) {
      if (email === null) continue;
      const reply = await fetch(`${house.origin}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          query:
            'mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) { __typename } }',
          variables: { email, password: PASSWORD },
        }),
      });
      expect(await reply.text()).toContain('SignedIn');
      cookies.set(email, reply.headers.getSetCookie()[0]?.split(';')[0] ?? '');
    }
  });
  afterAll(() => house.close());

  async function ask(email: string | null, variables: Record<string, unknown>): Promise<Answer> {
    const reply = await fetch(`${house.origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: cookies.get(email) ?? '' },
      body: JSON.stringify({ query: SEARCH, variables }),
    });
    expect(reply.status).toBe(200);
    return { body: await reply.text(), caching: reply.headers.get('cache-control'), tag: reply.headers.get('etag') };
  }

  /** Every way of asking, by order, by bounds around both prices, and for somebody. */
  async function everything(email: string | null, forPersonId: string | null): Promise<string[]> {
    const bodies: string[] = [];
    const put = async (search: Record<string, unknown>): Promise<void> => {
      bodies.push((await ask(email, { search: { ...search, forPersonId }, for: forPersonId })).body);
    };
    for (const sort of SORTS) await put({ sort, postcode: 'MB1' });
    for (const pence of [AGREED_PENCE, PUBLIC_PENCE].map(Number))
      for (const bound of [pence - 1, pence, pence + 1]) {
        await put({ maximumPricePence: bound });
        await put({ minimumPricePence: bound, unit: 'HOUR' });
      }
    return bodies;
  }

  async function withoutCards<Value>(work: () => Promise<Value>): Promise<Value> {
    const set = (published: boolean) =>
      asSuperuser(house.database.superuserUrl, async (client) => {
        await client.query('alter table rates.rate_card disable trigger published_card_stands');
        await client.query('update rates.rate_card set status = $1', [published ? 'PUBLISHED' : 'WITHDRAWN']);
        await client.query('alter table rates.rate_card enable trigger published_card_stands');
      });
    await set(false);
    try {
      return await work();
    } finally {
      await set(true);
    }
  }

  it('is shown to the one whom it is for, and comes first where the lowest is', async () => {
    const { body, caching, tag } = await ask('holder0@first.example', { search: { sort: 'PRICE_LOW_TO_HIGH' } });
    expect(body).toContain(`"unitPricePence":${AGREED_PENCE}`);
    // Nothing on the way may keep it.
    expect(caching).toBe('no-store');
    expect(tag).toBeNull();
  });

  it.each(STRANGERS)('is in nothing that is sent to %s, whoever they ask for', async (email) => {
    const before = await withoutCards(() => everything(email, null));
    expect(await everything(email, null)).toEqual(before);
    for (const body of before) {
      expect(body).not.toContain(String(AGREED_PENCE));
      expect(body).not.toContain('"errors"');
    }
    // Asking for a person says nothing of them, not even whether there is such a person.
    const forNobody = await everything(email, NOBODYS);
    expect(await everything(email, id('holder', 0))).toEqual(forNobody);
    expect(await withoutCards(() => everything(email, id('holder', 0)))).toEqual(forNobody);
    for (const body of forNobody) expect(body).not.toContain(String(AGREED_PENCE));
  });

  it('is in no answer that something on the way may keep', async () => {
    for (const email of STRANGERS) {
      const { caching, tag } = await ask(email, { search: {} });
      expect([caching === null || caching.includes('no-store'), tag]).toEqual([true, null]);
    }
  });
});
