import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { GrantMandate } from '@owncourse/identity/contract';
import { addDays, type Refusal } from '@owncourse/kernel/contract';
import { verifyLedger } from '@owncourse/ledger/verify';
import { AGREED_PENCE, id, PASSWORD, PUBLIC_PENCE } from '../src/testing/small-world.js';
import { LivelyWorld, NOW, TODAY } from './fixtures/lively-world.js';
import { WholeDatabase } from './fixtures/whole-database.js';
import type { GraphqlClient } from './graphql-client.js';

const PLACE = `mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) {
  __typename ... on Order { id onBehalf placedByName } ... on NotAllowed { reason } } }`;
const TWO_HOURS = 2n * AGREED_PENCE;

interface Placed {
  readonly __typename: string;
  readonly id?: string;
  readonly reason?: string;
}

let lively: LivelyWorld;
let broker: GraphqlClient;
let database: WholeDatabase;

beforeAll(async () => {
  lively = await LivelyWorld.open(6);
  broker = await lively.signInAs('broker@first.example');
  database = await WholeDatabase.open(lively.house.database.superuserUrl);
});

afterAll(async () => {
  expect(await verifyLedger(lively.house.database.auditorUrl)).toMatchObject({ sumPence: 0, breaches: 0, first: null });
  await database.close();
  await lively.house.close();
});

interface Limits {
  readonly scopes?: readonly ('VIEW' | 'ORDER' | 'CONFIRM')[];
  readonly perOrderLimitPence?: bigint;
  readonly perMonthLimitPence?: bigint;
}

async function permit(holder: number, limits: Limits = {}): Promise<string> {
  return lively.world.identity.grantMandateWithEvidence(
    await lively.world.actor('finance-first'),
    lively.world.councilId,
    {
      personId: id('holder', holder),
      actorOrganisationId: id('brokerage'),
      type: 'BROKER',
      scopes: ['VIEW', 'ORDER'],
      startsOn: TODAY,
      evidence: 'The signed form was seen.',
      ...limits,
    },
  );
}

function place(holder: number, key: string, changes: Readonly<Record<string, unknown>> = {}): Promise<Placed> {
  return placeAs(broker, holder, key, changes);
}

function placeAs(
  client: GraphqlClient,
  holder: number,
  key: string,
  changes: Readonly<Record<string, unknown>>,
): Promise<Placed> {
  const input = {
    idempotencyKey: key,
    personId: id('holder', holder),
    variantId: id('variant', 1),
    quantity: '2',
    startTime: '09:00',
    oneOff: { date: '2026-03-12' },
    place: 'At home',
    shownUnitPricePence: Number(AGREED_PENCE),
    ...changes,
  };
  return client.ask<Placed>('placeOrder', PLACE, { input });
}

function reasons(placed: readonly Placed[]): string[] {
  return placed.map((one) => one.reason ?? one.__typename).sort();
}

describe('a broker for a person', () => {
  it('cannot order without a mandate, nor with one that only lets them look', async () => {
    expect(await place(0, 'without-one')).toEqual({ __typename: 'NotAllowed', reason: 'NO_MANDATE' });
    await permit(0, { scopes: ['VIEW'] });
    expect(await place(0, 'only-looking')).toEqual({ __typename: 'NotAllowed', reason: 'NO_MANDATE' });
  });

  it('ten orders at once under a month’s limit for three: exactly three', async () => {
    await permit(1, { perMonthLimitPence: 3n * TWO_HOURS + TWO_HOURS / 2n });
    const placed = await Promise.all(Array.from({ length: 10 }, (_, number) => place(1, `one-of-ten-${number}`)));
    expect(reasons(placed)).toEqual([...Array<string>(7).fill('OVER_MONTH_LIMIT'), ...Array<string>(3).fill('Order')]);
    const order = placed.find((one) => one.__typename === 'Order');
    expect(order).toMatchObject({ onBehalf: true, placedByName: 'Bo Broker' });
  });

  it('a request that used the limit up is still answered as the first time', async () => {
    await permit(2, { perMonthLimitPence: TWO_HOURS });
    const first = await place(2, 'the-only-one');
    expect(first.__typename).toBe('Order');
    expect(await place(2, 'the-only-one')).toEqual(first);
    expect(reasons([await place(2, 'the-next-one')])).toEqual(['OVER_MONTH_LIMIT']);
    expect(reasons([await place(2, 'the-only-one', { quantity: '1' })])).toEqual(['OVER_MONTH_LIMIT']);
  });

  it('one order’s limit counts what an order for every week takes in its first 31 days', async () => {
    const weekly = (days: number) => ({
      oneOff: null,
      standing: { startsOn: TODAY, endsOn: addDays(TODAY, days), weekdays: ['TU'] },
    });
    await permit(3, { perOrderLimitPence: 4n * TWO_HOURS });
    expect(reasons([await place(3, 'five-visits', weekly(28))])).toEqual(['OVER_ORDER_LIMIT']);
    expect(reasons([await place(3, 'four-visits', weekly(27))])).toEqual(['Order']);
  });

  it('an ended mandate ends at the next request, and an order that is being placed meanwhile stands or falls whole', async () => {
    const mandateId = await permit(4);
    expect(reasons([await place(4, 'before-it-ends')])).toEqual(['Order']);
    const holder = await lively.signInAs('holder4@first.example');
    const end = holder.ask<{ __typename: string }>(
      'endMandate',
      'mutation ($id: ID!) { endMandate(mandateId: $id) { __typename } }',
      { id: mandateId },
    );
    const placed = await Promise.all(Array.from({ length: 10 }, (_, number) => place(4, `while-it-ends-${number}`)));
    expect((await end).__typename).toBe('Mandate');
    expect(reasons([await place(4, 'after-it-ended')])).toEqual(['NO_MANDATE']);
    expect(reasons(placed).filter((one) => one !== 'Order' && one !== 'NO_MANDATE')).toEqual([]);
    // Whoever was told of an order has it, with its money; whoever was refused left nothing.
    const told = placed.flatMap((one) => one.id ?? []);
    const { rows } = await database.superuser.query<{ ids: string[]; held: number; holds: number; keys: number }>(
      `select (select array_agg(o.id::text order by o.id) from ordering."order" o where o.participant_ids = array[$1::uuid] and o.placed_by = $2) as ids,
         (select committed_pence::int from ledger.budget_balance where budget_id = $3) as held,
         (select count(*)::int from ledger.hold where budget_id = $3) as holds,
         (select count(*)::int from kernel.idempotency where key like 'while-it-ends-%') as keys`,
      [id('holder', 4), id('broker'), id('budget', 4)],
    );
    expect(rows).toEqual([
      {
        ids: expect.arrayContaining(told),
        held: (told.length + 1) * Number(TWO_HOURS),
        holds: told.length + 1,
        keys: told.length,
      },
    ]);
    const open = await broker.ask<{ edges: unknown[] }>(
      'orders',
      'query ($id: ID!) { orders(filter: { personId: $id }) { edges { cursor } } }',
      { id: id('holder', 4) },
    );
    expect(open.edges).toEqual([]);
  });

  it('a mandate ends with its last London day', async () => {
    const mandate = {
      personId: id('holder', 5),
      actorOrganisationId: id('brokerage'),
      type: 'BROKER',
      scopes: ['VIEW', 'ORDER'],
      startsOn: TODAY,
      endsOn: TODAY,
      evidence: 'Seen.',
    } as const;
    await lively.world.identity.grantMandateWithEvidence(
      await lively.world.actor('finance-first'),
      lively.world.councilId,
      mandate,
    );
    lively.clock.moveTo(new Date('2026-03-10T23:59:59.999Z'));
    expect(reasons([await place(5, 'on-the-last-day')])).toEqual(['Order']);
    lively.clock.moveTo(new Date('2026-03-11T00:00:00.000Z'));
    broker = await lively.signInAs('broker@first.example');
    expect(reasons([await place(5, 'on-the-day-after')])).toEqual(['NO_MANDATE']);
    lively.clock.moveTo(NOW);
  });
});

describe('a representative for a person', () => {
  const REPRESENTATIVE = id('representative');
  let representative: GraphqlClient;

  async function asRepresentative(
    holder: number,
    key: string,
    changes: Readonly<Record<string, unknown>> = {},
  ): Promise<Placed> {
    return placeAs(representative, holder, key, changes);
  }

  async function give(holder: number, terms: Partial<GrantMandate> = {}): Promise<string> {
    return lively.world.identity.grantMandateWithEvidence(
      await lively.world.actor('finance-first'),
      lively.world.councilId,
      {
        personId: id('holder', holder),
        actorPersonId: REPRESENTATIVE,
        type: 'ATTORNEY',
        scopes: ['VIEW', 'ORDER', 'CONFIRM'],
        startsOn: TODAY,
        evidence: 'The registered papers were seen.',
        ...terms,
      },
    );
  }

  beforeAll(async () => {
    await lively.world.identity.registerPeople(await lively.world.actor('operator'), [
      {
        id: REPRESENTATIVE,
        name: 'Rae Representative',
        email: 'rae@first.example',
        passwordHash: await lively.world.identity.hashPassword(PASSWORD),
        roles: [{ role: 'REPRESENTATIVE' }, { role: 'PROVIDER_ORDERS', organisationId: lively.world.otherProviderId }],
      },
    ]);
    representative = await lively.signInAs('rae@first.example');
  });

  it('ten orders at once under a month’s limit for three: exactly three, and the sum says so', async () => {
    const mandateId = await give(4, { perMonthLimitPence: 3n * TWO_HOURS });
    const placed = await Promise.all(
      Array.from({ length: 10 }, (_, number) => asRepresentative(4, `rae-of-ten-${number}`)),
    );
    expect(reasons(placed)).toEqual([...Array<string>(7).fill('OVER_MONTH_LIMIT'), ...Array<string>(3).fill('Order')]);
    const me = await representative.ask<{ actsFor: { id: string; usedThisMonthPence: number }[] }>(
      'me',
      'query { me { actsFor { id usedThisMonthPence } } }',
    );
    expect(me.actsFor).toContainEqual({ id: mandateId, usedThisMonthPence: Number(3n * TWO_HOURS) });
  });

  it('three changes at once under a month’s limit that has room for one: exactly one', async () => {
    const room = 4n * AGREED_PENCE;
    await give(1, { perMonthLimitPence: room });
    const orders: string[] = [];
    for (const number of [0, 1, 2]) {
      const placed = await asRepresentative(1, `to-change-${number}`, { quantity: '1' });
      orders.push(placed.id ?? '');
    }
    const { ordering, world } = lively;
    const actor = await world.actor('representative');
    const change = (orderId: string, key: string) =>
      ordering.amendOrder(actor, {
        orderId,
        idempotencyKey: key,
        version: 1,
        fromOn: '2026-03-12',
        quantity: '2',
        startTime: '09:00',
        place: 'At home',
        shownUnitPricePence: AGREED_PENCE,
      });
    const changed = await Promise.allSettled(orders.map((orderId, number) => change(orderId, `change-it-${number}`)));
    expect(
      changed.map((one) => (one.status === 'fulfilled' ? 'changed' : (one.reason as Refusal).code)).sort(),
    ).toEqual(['OVER_MONTH_LIMIT', 'OVER_MONTH_LIMIT', 'changed']);
    const me = await representative.ask<{ actsFor: { person: { id: string }; usedThisMonthPence: number }[] }>(
      'me',
      'query { me { actsFor { person { id } usedThisMonthPence } } }',
    );
    expect(me.actsFor.find((one) => one.person.id === id('holder', 1))?.usedThisMonthPence).toBe(Number(room));
  });

  it('neither orders nor confirms alone under a joint mandate, and nothing is left behind', async () => {
    await give(3, { joint: true });
    const order = await lively.order(3, 'for-joint');
    await lively.accept(order);
    const delivery = await lively.deliver(3, order);
    expect(await asRepresentative(3, 'alone')).toEqual({ __typename: 'NotAllowed', reason: 'JOINT_MANDATE' });
    expect(
      await representative.ask(
        'confirmDelivery',
        `mutation ($id: ID!) { confirmDelivery(deliveryId: $id, idempotencyKey: "alone-confirm") { __typename ... on NotAllowed { reason } } }`,
        { id: delivery },
      ),
    ).toEqual({ __typename: 'NotAllowed', reason: 'JOINT_MANDATE' });
    const holder = await lively.signInAs('holder3@first.example');
    const note = await holder.ask<{ status: string }[]>('deliveries', 'query { deliveries(first: 50) { id status } }');
    expect(note.filter((one) => one.status === 'CONFIRMED')).toEqual([]);
  });

  it('orders from an employer of theirs only where it was declared, and then the council looks first', async () => {
    const mandateId = await give(2);
    // Rae works for Other Hands, whose price is the public one.
    const there = { variantId: id('variant', 2), shownUnitPricePence: Number(PUBLIC_PENCE) };
    expect(await asRepresentative(2, 'undeclared', there)).toEqual({
      __typename: 'NotAllowed',
      reason: 'UNDECLARED_CONFLICT',
    });
    const seen = await lively.signInAs('holder2@first.example');
    const before = await seen.ask<{ totalCount: number }>('orders', 'query { orders { totalCount } }');
    await lively.world.identity.declareConflict(
      await lively.world.actor('holder', 2),
      mandateId,
      'I know that Rae works there.',
    );
    const [first, again] = await Promise.all([
      asRepresentative(2, 'declared', there),
      asRepresentative(2, 'declared', there),
    ]);
    expect(first.__typename).toBe('Order');
    expect(again).toEqual(first);
    const after = await seen.ask<{ totalCount: number }>('orders', 'query { orders { totalCount } }');
    expect(after.totalCount).toBe(before.totalCount + 1);
    expect(await statusOf(seen, first.id)).toBe('AWAITING_APPROVAL');
    // From anybody else there is nothing to declare.
    const elsewhere = await asRepresentative(2, 'elsewhere');
    expect(elsewhere.__typename).toBe('Order');
    expect(await statusOf(seen, elsewhere.id)).toBe('SUBMITTED');
  });
});

async function statusOf(client: GraphqlClient, orderId: string | undefined): Promise<unknown> {
  const order = await client.ask<{ status: string }>('order', 'query ($id: ID!) { order(id: $id) { status } }', {
    id: orderId,
  });
  return order.status;
}
