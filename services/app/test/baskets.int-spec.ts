import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CARD_READINESS, type CardReadiness, ORDERING, type OrderingPort } from '@owncourse/ordering/contract';
import { Refusal } from '@owncourse/kernel/contract';
import { id, PUBLIC_PENCE } from '../src/testing/small-world.js';
import { LivelyWorld, NOW } from './fixtures/lively-world.js';
import { WholeDatabase } from './fixtures/whole-database.js';
import { GraphqlClient } from './graphql-client.js';

const FIELDS = `__typename ... on Basket { totalPence goneVariantIds parts { provider { id } totalPence cardReadiness
  lines { service { id } variant { id } quantity unitPricePence totalPence } } }
  ... on NotAllowed { reason } ... on InvalidInput { problems { field message } }`;
const PUT = `mutation ($input: PutInBasketInput!) { putInBasket(input: $input) { ${FIELDS} } }`;
const TAKE = `mutation ($input: TakeFromBasketInput!) { takeFromBasket(input: $input) { ${FIELDS} } }`;
const READ = `{ basket { totalPence goneVariantIds parts { provider { id } totalPence cardReadiness
  lines { service { id } variant { id } quantity unitPricePence totalPence } } } }`;

let lively: LivelyWorld;
let database: WholeDatabase;
let client: GraphqlClient;
let keys = 0;

beforeAll(async () => {
  lively = await LivelyWorld.open(1);
  database = await WholeDatabase.open(lively.house.database.superuserUrl);
  client = await lively.signInAs('selffunder@first.example');
});

afterAll(async () => {
  await database.close();
  await lively.house.close();
});

beforeEach(() => database.superuser.query('delete from ordering.basket_line'));

const key = (): string => `basket-${(keys += 1)}`;
type Answer = Readonly<Record<string, unknown>>;

function put(changes: Answer = {}, who = client): Promise<Answer> {
  const input = { idempotencyKey: key(), variantId: id('variant', 1), quantity: '2', ...changes };
  return who.ask('putInBasket', PUT, { input });
}

function take(variantIds: readonly string[], idempotencyKey = key()): Promise<Answer> {
  return client.ask('takeFromBasket', TAKE, { input: { idempotencyKey, variantIds } });
}

async function lines(): Promise<unknown[]> {
  const { rows } = await database.superuser.query<Record<string, unknown>>(
    'select person_id, variant_id, quantity::float8 as quantity from ordering.basket_line order by person_id, variant_id',
  );
  return rows;
}

const one = (quantity: number) => ({ person_id: id('self-funder'), variant_id: id('variant', 1), quantity });

describe('the basket of somebody who pays themselves', () => {
  it('shows public prices by provider and in all, and orders and pays nothing', async () => {
    const pence = 2 * Number(PUBLIC_PENCE);
    const basket = {
      totalPence: pence,
      goneVariantIds: [],
      parts: [
        {
          provider: { id: id('provider', 1) },
          totalPence: pence,
          cardReadiness: 'NOT_SET_UP',
          lines: [
            {
              service: { id: id('service', 1) },
              variant: { id: id('variant', 1) },
              quantity: '2',
              unitPricePence: Number(PUBLIC_PENCE),
              totalPence: pence,
            },
          ],
        },
      ],
    };
    const before = await database.digest();
    expect(await put()).toEqual({ __typename: 'Basket', ...basket });
    expect(await client.ask('basket', READ)).toEqual(basket);
    const after = await database.digest();
    const changed = Object.keys(after).filter((table) => after[table] !== before[table]);
    expect(changed.sort()).toEqual(['kernel.idempotency', 'ordering.basket_line']);
  });

  it('put in twice with one key, or by two at once, is one line', async () => {
    const idempotencyKey = key();
    const twice = await Promise.all([put({ idempotencyKey }), put({ idempotencyKey })]);
    expect(twice.map((answer) => answer['__typename'])).toEqual(['Basket', 'Basket']);
    expect(await lines()).toEqual([one(2)]);
    await Promise.all([put({ quantity: '3' }), put({ quantity: '3' })]);
    expect(await lines()).toEqual([one(3)]);
    expect(await put({ idempotencyKey, quantity: '4' })).toMatchObject({ __typename: 'IdempotencyConflict' });
    expect(await lines()).toEqual([one(3)]);
  });

  it('taken out twice is out, and what was put in since stays', async () => {
    await put();
    const sent = key();
    expect(await take([id('variant', 1)], sent)).toMatchObject({ parts: [], totalPence: 0 });
    expect(await lines()).toEqual([]);
    await put();
    expect(await take([id('variant', 1)], sent)).toMatchObject({ __typename: 'Basket' });
    expect(await lines()).toEqual([one(2)]);
    expect(await take([id('variant', 2)])).toMatchObject({ __typename: 'Basket' });
    expect(await lines()).toEqual([one(2)]);
  });

  it.each([
    ['nothing', { quantity: '0' }, { __typename: 'InvalidInput' }],
    ['no number', { quantity: 'two' }, { __typename: 'InvalidInput' }],
    ['what is not on sale', { variantId: id('nothing') }, { reason: 'NOT_FOUND' }],
    ['no id', { variantId: 'variant' }, { reason: 'NOT_FOUND' }],
  ])('refuses %s and keeps what it had', async (_what, changes, answer) => {
    await put();
    expect(await put(changes)).toMatchObject(answer);
    expect(await lines()).toEqual([one(2)]);
  });

  it('holds 30 things, also of two that come at once', async () => {
    await database.superuser.query(
      `insert into ordering.basket_line select $1, gen_random_uuid(), 1, $2 from generate_series(1, 30)`,
      [id('self-funder'), NOW],
    );
    expect(await put()).toMatchObject({ __typename: 'NotAllowed', reason: 'BASKET_FULL' });
    await database.superuser.query(
      `delete from ordering.basket_line where variant_id in (select variant_id from ordering.basket_line limit 1)`,
    );
    await Promise.all([put(), put({ quantity: '3' })]);
    expect(await lines()).toHaveLength(30);
    // What is not on sale is named, and costs nothing.
    const basket = await client.ask<{ goneVariantIds: unknown[]; parts: unknown[] }>('basket', READ);
    expect([basket.goneVariantIds.length, basket.parts.length]).toEqual([29, 1]);
  });

  it('is nobody else’s: not the provider’s, not an officer’s, not the auditor’s', async () => {
    await put();
    for (const email of ['holder0@first.example', 'provider@first.example', 'finance@first.example']) {
      const other = await lively.signInAs(email);
      expect(await other.ask('basket', READ)).toBeNull();
      expect(await put({}, other)).toMatchObject({ __typename: 'NotAllowed', reason: 'NOT_PERMITTED' });
    }
    const { rows } = await database.superuser.query(
      `select p.polname from pg_policy p where p.polrelid = 'ordering.basket_line'::regclass order by 1`,
    );
    expect(rows).toEqual([{ polname: 'app_reads' }, { polname: 'owner_functions' }]);
    await database.superuser.query('begin');
    await database.superuser.query('set local role owncourse_app');
    await database.superuser.query(`select set_config('app.person_id', $1, true)`, [id('holder', 0)]);
    expect((await database.superuser.query('select 1 from ordering.basket_line')).rows).toEqual([]);
    await database.superuser.query(`select set_config('app.person_id', $1, true)`, [id('self-funder')]);
    expect((await database.superuser.query('select 1 from ordering.basket_line')).rows).toHaveLength(1);
    await database.superuser.query('rollback');
    expect(await lines()).toEqual([one(2)]);
  });
});

describe('ordering with one’s own money', () => {
  it.each<[CardReadiness, string]>([
    ['NOT_SET_UP', 'CARD_PAYMENT_NOT_SET_UP'],
    ['NO_CARD', 'NO_CARD'],
    ['PROVIDER_NOT_READY', 'PROVIDER_NOT_READY'],
    // Their rights come next; own-purchases.int-spec.ts orders.
    ['READY', 'INVALID_INPUT'],
  ])('with a card that is %s is refused %s, and nothing is written', async (readiness, code) => {
    const asked: unknown[] = [];
    const port = lively.house.application.get<{ ready: unknown }>(CARD_READINESS);
    const usual = port.ready;
    port.ready = (...who: unknown[]) => {
      asked.push(who);
      return Promise.resolve(readiness);
    };
    const before = await database.digest();
    const placing = lively.house.application
      .get<OrderingPort>(ORDERING)
      .placeOrder(await lively.world.actor('self-funder'), {
        idempotencyKey: key(),
        personId: id('self-funder'),
        variantId: id('variant', 1),
        quantity: '1',
        startTime: '09:00',
        oneOff: { date: '2026-03-12' },
        place: 'Here',
        shownUnitPricePence: PUBLIC_PENCE,
      });
    await expect(placing).rejects.toMatchObject({ code } satisfies Partial<Refusal>);
    port.ready = usual;
    expect(asked).toEqual([[id('self-funder'), id('provider', 1)]]);
    expect(await database.digest()).toEqual(before);
  });
});

describe('the law’s capital limits', () => {
  const HELP = `query ($postcode: String) { capitalHelp(postcode: $postcode) { upperPence lowerPence since council { name } } }`;

  it.each([
    ['of no postcode', null, null],
    ['of one that is not known', 'ZZ9 9ZZ', null],
    ['of a whole postcode', 'mb1 1aa', { name: 'first council' }],
    ['of half of one', 'MB1', { name: 'first council' }],
  ])('are told to anybody with the council %s, and nothing is kept', async (_what, postcode, council) => {
    const nobody = new GraphqlClient(lively.house.origin);
    const before = await database.digest();
    expect(await nobody.ask('capitalHelp', HELP, { postcode })).toEqual({
      upperPence: 2_325_000,
      lowerPence: 1_425_000,
      since: '2010-04-01',
      council,
    });
    expect(await database.digest()).toEqual(before);
  });

  it('are not known before there were any', async () => {
    lively.clock.moveTo(new Date('2009-06-01T12:00:00Z'));
    expect(await new GraphqlClient(lively.house.origin).ask('capitalHelp', HELP)).toBeNull();
    lively.clock.moveTo(NOW);
  });
});
