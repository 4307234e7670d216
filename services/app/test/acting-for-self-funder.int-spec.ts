import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { verifyInvoices } from '@owncourse/invoicing/verify';
import { addDays } from '@owncourse/kernel/contract';
import { verifyLedger } from '@owncourse/ledger/verify';
import { JOINT_ORDERS, type JointOrdersPort } from '@owncourse/ordering/contract';
import { id, PUBLIC_PENCE } from '../src/testing/small-world.js';
import { TODAY } from './fixtures/lively-world.js';
import { ALL, MotherAndDaughter, TWO_HOURS } from './fixtures/mother-and-daughter.js';

const CREATE = 'POST /v1/payment_intents';
const ORDER = 'query ($id: ID!) { order(id: $id) { status onBehalf placedByName ownPurchase { asksToStartEarly } } }';
const ACTS = '{ actsForMe(first: 5) { edges { node { actorName pence order { id } } } } }';
const CARD = 'query ($for: ID) { myCard(forPersonId: $for) { charges { state paidPence } } }';

let world: MotherAndDaughter;

beforeAll(async () => {
  world = await MotherAndDaughter.open();
});

afterAll(async () => {
  const { auditorUrl } = world.cards.lively.house.database;
  expect(await verifyLedger(auditorUrl)).toMatchObject({ sumPence: 0, breaches: 0, first: null });
  expect(await verifyInvoices(auditorUrl)).toMatchObject({ breaches: 0 });
  await world.cards.close();
});

beforeEach(() => world.newMother());

/** Refused, and nothing is there that was not there before: no order, no purse, no hold, no request to the card company. */
async function refused(doing: () => Promise<unknown>, answer: Readonly<Record<string, unknown>>): Promise<void> {
  const [before, asked] = [await world.cards.database.digest(), world.cards.fake.made(CREATE)];
  await expect(doing()).rejects.toMatchObject(answer);
  expect(await world.cards.database.digest()).toEqual(before);
  expect(world.cards.fake.made(CREATE)).toBe(asked);
}

describe('a person who pays for themselves names somebody', () => {
  it('who orders with their card at the public price; the person reads who did what, and ends it', async () => {
    const { id: mandateId = '' } = await world.give();
    const daughter = await world.cards.lively.signInAs('daughter@first.example');
    const orderId = await world.place();
    const seen = {
      status: 'SUBMITTED',
      onBehalf: true,
      placedByName: 'The daughter',
      ownPurchase: { asksToStartEarly: true },
    };
    expect(await daughter.ask('order', ORDER, { id: orderId })).toEqual(seen);
    expect(await world.mother.ask('order', ORDER, { id: orderId })).toEqual(seen);
    expect(await world.mother.ask('actsForMe', ACTS)).toEqual({
      edges: [{ node: { actorName: 'The daughter', pence: Number(TWO_HOURS), order: { id: orderId } } }],
    });
    expect(
      await world.cards.query(
        'select person_id, agreed_pence::text as agreed from ledger.own_money m join ledger.hold h on h.id = m.id where h.order_id = $1',
        [orderId],
      ),
    ).toEqual([{ person_id: world.motherId, agreed: TWO_HOURS.toString() }]);
    await world.end(mandateId);
    expect(await daughter.ask('order', ORDER, { id: orderId })).toBeNull();
    await refused(() => world.place(), { code: 'NO_MANDATE' });
    // What was ordered goes on.
    expect(await world.mother.ask('order', ORDER, { id: orderId })).toEqual(seen);
  });

  it('confirms the visit, is paid by the person’s card, and reads the payment only where they may pay', async () => {
    await world.give();
    await world.give({ actorEmail: 'son@first.example', scopes: ['VIEW', 'CONFIRM'] });
    const orderId = await world.place();
    await world.cards.lively.accept(orderId);
    const deliveryId = await world.cards.lively.deliver(0, orderId);
    await world.cards.lively.ordering.confirmDeliveries(await world.actor('son'), [deliveryId], world.cards.key());
    const chargeId = await world.cards.noted(orderId, 'owed_pence > 0');
    await world.cards.cards.work();
    expect(await world.cards.charge(chargeId)).toMatchObject({ state: 'PAID', paid: TWO_HOURS.toString() });
    const asked = { for: world.motherId };
    const daughter = await world.cards.lively.signInAs('daughter@first.example');
    expect(await daughter.ask('myCard', CARD, asked)).toMatchObject({
      charges: [{ state: 'PAID', paidPence: Number(TWO_HOURS) }],
    });
    expect(await (await world.cards.lively.signInAs('son@first.example')).ask('myCard', CARD, asked)).toBeNull();
  });

  it('cancels in the days to change one’s mind, and nothing is taken', async () => {
    await world.give();
    const orderId = await world.place();
    await world.cards.lively.accept(orderId);
    const asked = world.cards.fake.made(CREATE);
    const cancel = { orderId, idempotencyKey: world.cards.key(), agreedFeePence: 0n };
    await world.cards.lively.ordering.cancelOrder(await world.actor('daughter'), cancel);
    await world.cards.cards.work();
    expect(world.cards.fake.made(CREATE)).toBe(asked);
    expect(await world.mother.ask('order', ORDER, { id: orderId })).toMatchObject({ status: 'CANCELLED' });
  });

  it('and with no council nobody sees papers: other permissions are refused with what to do', async () => {
    for (const type of ['ATTORNEY', 'DEPUTY', 'TRUSTEE', 'AUTHORISED_PERSON']) {
      expect(await world.give({ type })).toEqual({
        __typename: 'InvalidInput',
        problems: [
          {
            field: 'type',
            message:
              'No council looks after you here, so nobody can see the papers for this. Choose somebody you know, or a broker. An attorney or deputy cannot be put down here yet: they can ring providers and show them their papers.',
          },
        ],
      });
    }
    await refused(() => world.place(), { code: 'NO_MANDATE' });
  });
});

describe('nothing is ordered', () => {
  it.each([
    ['without the permission to order', { scopes: ['VIEW', 'CONFIRM', 'PAY'] }],
    ['without the permission to pay: all of it is the person’s own money', { scopes: ['VIEW', 'ORDER', 'CONFIRM'] }],
    ['before it starts', { startsOn: addDays(TODAY, 1) }],
  ])('%s', async (_what, terms) => {
    await world.give(terms);
    await refused(() => world.place(), { code: 'NO_MANDATE' });
  });

  it('above the limit of one order, and of one month', async () => {
    const one = TWO_HOURS - 1n;
    await world.give({ perOrderLimitPence: Number(one) });
    await refused(() => world.place(), {
      code: 'OVER_ORDER_LIMIT',
      details: { limitPence: one.toString(), amountPence: TWO_HOURS.toString() },
    });
    await world.newMother();
    await world.give({ perMonthLimitPence: Number(2n * TWO_HOURS - 1n) });
    await world.place();
    await refused(() => world.place(), {
      code: 'OVER_MONTH_LIMIT',
      details: { usedPence: TWO_HOURS.toString(), amountPence: TWO_HOURS.toString() },
    });
  });

  it('more of what the person ordered, by somebody who may not pay; less costs nobody anything', async () => {
    await world.give({ actorEmail: 'son@first.example', scopes: ['VIEW', 'ORDER'] });
    const day = addDays(TODAY, 3);
    const mother = await world.actor('mother', world.number);
    const { ordering } = world.cards.lively;
    const { orderId } = await ordering.placeOrder(mother, world.input({ oneOff: { date: day } }));
    await world.cards.lively.accept(orderId);
    const son = await world.actor('son');
    const amend = (quantity: string) =>
      ordering.amendOrder(son, {
        orderId,
        idempotencyKey: world.cards.key(),
        version: 1,
        fromOn: day,
        quantity,
        startTime: '08:00',
        place: 'Her house',
        shownUnitPricePence: PUBLIC_PENCE,
      });
    await refused(() => amend('3'), { code: 'NO_MANDATE' });
    await amend('1');
    expect(
      await world.cards.query('select planned_pence::text as planned from ledger.hold where order_id = $1', [orderId]),
    ).toEqual([{ planned: PUBLIC_PENCE.toString() }]);
  });

  it('unless whoever orders said that they read the person’s rights', async () => {
    await world.give();
    await refused(() => world.place('daughter', { ownPurchase: null }), { code: 'INVALID_INPUT' });
  });

  it('without a card; and who may not pay learns nothing of it', async () => {
    await world.newMother(false);
    await world.give();
    await world.give({ actorEmail: 'son@first.example', scopes: ['VIEW', 'ORDER'] });
    await refused(() => world.place(), { code: 'NO_CARD' });
    await refused(() => world.place('son'), { code: 'NO_MANDATE' });
  });

  it('by somebody who acts for another mother, by a stranger, and by the officers of a council', async () => {
    const other = world.motherId;
    await world.give();
    await world.newMother();
    await world.give({ actorEmail: 'son@first.example' });
    await refused(() => world.place('daughter'), { code: 'NO_MANDATE' });
    await refused(() => world.place('son', { personId: other }), { code: 'NO_MANDATE' });
    await refused(() => world.place('stranger'), { code: 'NO_MANDATE' });
    await refused(() => world.place('finance-first'), { code: 'NO_MANDATE' });
    const orderId = await world.place('son');
    const daughter = await world.cards.lively.signInAs('daughter@first.example');
    expect(await daughter.ask('order', ORDER, { id: orderId })).toBeNull();
  });

  it.each([
    ['CAPACITY_LOST', 'NEEDS_CAPACITY', ['NOMINEE', 'BROKER']],
    ['DIED', 'PERSON_HAS_DIED', null],
  ])('once it is written down that %s', async (kind, reason, types) => {
    await world.give();
    // No council looks after her; one that comes to know her writes it down.
    const { lively } = world.cards;
    await world.cards.query(
      `select identity.record_life($1, gen_random_uuid(), $2, $3, $4, 'The papers', $5::text[], $6, $7)`,
      [lively.world.councilId, world.motherId, kind, TODAY, types, lively.clock.now(), id('finance-first')],
    );
    await refused(() => world.place(), { code: 'NO_MANDATE' });
    expect(await world.give({ scopes: ['VIEW', 'ORDER'] })).toMatchObject({ __typename: 'NotAllowed', reason });
  });

  it('from a provider of one’s own: no council is there to look at it', async () => {
    await world.give({ actorEmail: 'provider@first.example' });
    await refused(async () => world.cards.lively.ordering.placeOrder(await world.cards.staff(), world.input()), {
      code: 'UNDECLARED_CONFLICT',
    });
    await world.newMother();
    await world.give({ actorEmail: 'provider@first.example', declaredConflict: 'My nephew works there.' });
    await refused(async () => world.cards.lively.ordering.placeOrder(await world.cards.staff(), world.input()), {
      code: 'CONFLICT_WITHOUT_COUNCIL',
    });
  });
});

describe('sent twice', () => {
  it('is one order, also once the permission’s limit is used up by it', async () => {
    await world.give({ perMonthLimitPence: Number(TWO_HOURS) });
    const idempotencyKey = world.cards.key();
    const [first, second] = await Promise.all([
      world.place('daughter', { idempotencyKey }),
      world.place('daughter', { idempotencyKey }),
    ]);
    expect(second).toBe(first);
    expect(await world.place('daughter', { idempotencyKey })).toBe(first);
    const [made] = await world.cards.query<{ orders: string }>(
      'select count(*)::text as orders from ordering."order" where participant_ids = array[$1::uuid]',
      [world.motherId],
    );
    expect(made).toEqual({ orders: '1' });
  });
});

describe('two who may act only together', () => {
  const joint = () => world.cards.lively.house.application.get<JointOrdersPort>(JOINT_ORDERS);
  const together = (scopes: readonly string[] = ALL) =>
    Promise.all(
      ['daughter', 'son'].map((name) => world.give({ actorEmail: `${name}@first.example`, joint: true, scopes })),
    );

  it('order with both their yes, and neither alone', async () => {
    await together();
    await refused(() => world.place(), { code: 'JOINT_MANDATE' });
    const input = world.input({ oneOff: { date: addDays(TODAY, 3) } });
    const jointOrderId = await joint().propose(await world.actor('daughter'), input);
    const [asked] = await world.cards.query<{ orders: string }>(
      'select count(*)::text as orders from ordering."order" where participant_ids = array[$1::uuid]',
      [world.motherId],
    );
    expect(asked).toEqual({ orders: '0' });
    await joint().answer(await world.actor('son'), {
      jointOrderId,
      idempotencyKey: world.cards.key(),
      yes: true,
    });
    const orders = await world.cards.query(
      `select o.status, p.asks_to_start_early as early from ordering."order" o join ordering.own_purchase p on p.order_id = o.id
       where o.participant_ids = array[$1::uuid]`,
      [world.motherId],
    );
    expect(orders).toEqual([{ status: 'SUBMITTED', early: true }]);
  });

  it('ask nobody where one of them may not pay', async () => {
    await together(['VIEW', 'ORDER']);
    await refused(
      async () => joint().propose(await world.actor('daughter'), world.input({ oneOff: { date: addDays(TODAY, 3) } })),
      { code: 'NO_MANDATE' },
    );
  });
});
