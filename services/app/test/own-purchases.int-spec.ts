import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { verifyInvoices } from '@owncourse/invoicing/verify';
import { addDays, shortReference, writePounds } from '@owncourse/kernel/contract';
import { until } from '@owncourse/kernel/testing';
import { verifyLedger } from '@owncourse/ledger/verify';
import { BASKETS, type BasketsPort, type PlaceOrderInput } from '@owncourse/ordering/contract';
import { id, PUBLIC_PENCE } from '../src/testing/small-world.js';
import { CardWorld } from './fixtures/card-world.js';
import { TODAY } from './fixtures/lively-world.js';
import { GraphqlClient } from './graphql-client.js';

/** A representative of nobody, without a budget: what they buy, they pay themselves. */
const SELF = id('self-funder');
const TWO_HOURS = 2n * PUBLIC_PENCE;
const OWN_PURCHASE = { rightsRead: true, asksToStartEarly: true };
const CREATE = 'POST /v1/payment_intents';

let world: CardWorld;

const self = () => world.lively.world.actor('self-funder');

async function place(changes: Partial<PlaceOrderInput> = {}): Promise<string> {
  const { orderId } = await world.lively.ordering.placeOrder(await self(), {
    idempotencyKey: world.key(),
    personId: SELF,
    variantId: world.lively.world.variantId,
    quantity: '2',
    startTime: '08:00',
    oneOff: { date: TODAY },
    place: 'My house',
    shownUnitPricePence: PUBLIC_PENCE,
    ownPurchase: OWN_PURCHASE,
    ...changes,
  });
  return orderId;
}

async function deliver(orderId: string, quantity = '2'): Promise<string> {
  await world.lively.accept(orderId);
  return world.lively.deliver(0, orderId, quantity);
}

async function confirm(deliveryId: string): Promise<void> {
  await world.lively.ordering.confirmDeliveries(await self(), [deliveryId], `confirm-${deliveryId}`);
}

interface OwnSeen {
  readonly state: string;
  readonly agreed: string;
  readonly owed: string;
  readonly hold: string;
  readonly planned: string;
  readonly remaining: string;
}

const ownOf = (orderId: string): Promise<OwnSeen[]> =>
  world.query(
    `select m.state, m.agreed_pence::text as agreed, m.owed_pence::text as owed, h.state as hold, h.planned_pence::text as planned, h.remaining_pence::text as remaining
     from ledger.hold h left join ledger.own_money m on m.id = h.id where h.order_id = $1 order by h.effective_on, h.id`,
    [orderId],
  );

const transfersOf = (orderId: string): Promise<{ kind: string; pence: string; budget_id: string | null }[]> =>
  world.query(
    'select kind, amount_pence::text as pence, budget_id from ledger.transfer where order_id = $1 order by position',
    [orderId],
  );

const seen = (changes: Partial<OwnSeen> = {}): OwnSeen => ({
  state: 'AGREED',
  agreed: TWO_HOURS.toString(),
  owed: '0',
  hold: 'HELD',
  planned: TWO_HOURS.toString(),
  remaining: TWO_HOURS.toString(),
  ...changes,
});

async function keepCard(): Promise<void> {
  const url = await world.cards.startKeepingCard(await self(), { idempotencyKey: world.key() });
  await world.cards.settlePage(await self(), (await world.visit(url)) ?? '');
}

beforeAll(async () => {
  world = await CardWorld.open();
});

afterAll(async () => {
  const { auditorUrl } = world.lively.house.database;
  expect(await verifyLedger(auditorUrl)).toMatchObject({ sumPence: 0, breaches: 0, first: null });
  expect(await verifyInvoices(auditorUrl)).toMatchObject({ breaches: 0 });
  await world.close();
});

describe('before an order', () => {
  it('a provider that takes no cards, and a person without a card, are named; nothing is written', async () => {
    const before = await world.database.digest();
    await expect(place()).rejects.toMatchObject({ code: 'PROVIDER_NOT_READY' });
    expect(await world.database.digest()).toEqual(before);
    await world.onboarded();
    const later = await world.database.digest();
    await expect(place()).rejects.toMatchObject({ code: 'NO_CARD' });
    expect(await world.database.digest()).toEqual(later);
  });

  it.each<[string, Partial<PlaceOrderInput>, string[]]>([
    ['rights', { ownPurchase: null }, ['ownPurchase.rightsRead', 'ownPurchase.asksToStartEarly']],
    [
      'rights that were not read',
      { ownPurchase: { rightsRead: false, asksToStartEarly: true } },
      ['ownPurchase.rightsRead'],
    ],
    [
      'a start within the days to change their mind that they did not ask for',
      { ownPurchase: { rightsRead: true, asksToStartEarly: false }, oneOff: { date: addDays(TODAY, 21) } },
      ['ownPurchase.asksToStartEarly'],
    ],
    ['a part that would be a budget’s', { agreedOwnMoneyPence: 100n }, ['agreedOwnMoneyPence']],
  ])('it needs a word about %s; nothing is written', async (_what, changes, fields) => {
    await keepCard();
    const before = await world.database.digest();
    await expect(place(changes)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      details: { problems: fields.map((field) => expect.objectContaining({ field }) as unknown) },
    });
    expect(await world.database.digest()).toEqual(before);
  });

  it('the price is the public one, and another is refused', async () => {
    await expect(place({ shownUnitPricePence: PUBLIC_PENCE - 100n })).rejects.toMatchObject({ code: 'PRICE_CHANGED' });
  });

  it('nobody else orders on their money', async () => {
    await expect(
      world.lively.ordering.placeOrder(await world.lively.world.actor('broker'), {
        idempotencyKey: world.key(),
        personId: SELF,
        variantId: world.lively.world.variantId,
        quantity: '2',
        startTime: '08:00',
        oneOff: { date: TODAY },
        place: 'Here',
        shownUnitPricePence: PUBLIC_PENCE,
        ownPurchase: OWN_PURCHASE,
      }),
    ).rejects.toMatchObject({ code: 'NO_MANDATE' });
  });
});

describe('an order with one’s own money alone', () => {
  it('holds its price as own money, posts nothing and shows nobody a budget', async () => {
    const orderId = await place();
    expect(await ownOf(orderId)).toEqual([seen()]);
    expect(await transfersOf(orderId)).toEqual([]);
    const client = await world.lively.signInAs('selffunder@first.example');
    expect(await client.ask('budgets', '{ budgets(first: 5) { edges { node { id } } totalCount } }')).toEqual({
      edges: [],
      totalCount: 0,
    });
    expect(
      await client.ask(
        'order',
        `{ order(id: "${orderId}") { status lines { priceKind linePence } ownPurchase { asksToStartEarly agreedAt changeMindUntil } } }`,
      ),
    ).toEqual({
      status: 'SUBMITTED',
      lines: [{ priceKind: 'PUBLIC', linePence: Number(TWO_HOURS) }],
      ownPurchase: { asksToStartEarly: true, agreedAt: null, changeMindUntil: null },
    });
    const finance = await world.lively.signInAs('finance@first.example');
    expect(await finance.ask('order', `{ order(id: "${orderId}") { status } }`)).toBeNull();
  });

  it('is one order when it is sent twice at once, also after the card is gone', async () => {
    const input = { idempotencyKey: world.key() };
    const [first, second] = await Promise.all([place(input), place(input)]);
    expect(second).toBe(first);
    await world.cards.removeCard(await self(), { idempotencyKey: world.key() });
    expect(await place(input)).toBe(first);
    await expect(place()).rejects.toMatchObject({ code: 'NO_CARD' });
    await keepCard();
    expect(await ownOf(first)).toEqual([seen()]);
  });

  it('with the provider’s yes the person is told by mail how long they can change their mind, whatever they chose', async () => {
    const client = await world.lively.signInAs('selffunder@first.example');
    await client.ask(
      'setMessagePreferences',
      'mutation { setMessagePreferences(preferences: [{ topic: ORDERS, mail: NEVER }]) { __typename } }',
    );
    const orderId = await place();
    await world.lively.accept(orderId);
    const told = async () =>
      world.query<{ facts: { until: string }; mailed: boolean }>(
        `select m.facts, exists (select 1 from messages.mail l where l.message_id = m.id) as mailed from messages.message m
         where m.kind = 'OWN_PURCHASE_AGREED' and m.person_id = $1 and m.facts ->> 'orderId' = $2`,
        [SELF, orderId],
      );
    await until('Nobody was told that it is agreed.', async () => {
      await world.lively.worker.readOutbox();
      return (await told()).length > 0;
    });
    expect(await told()).toEqual([
      expect.objectContaining({ mailed: true, facts: expect.objectContaining({ until: addDays(TODAY, 14) }) }),
    ]);
    expect(await client.ask('order', `{ order(id: "${orderId}") { ownPurchase { changeMindUntil } } }`)).toEqual({
      ownPurchase: { changeMindUntil: addDays(TODAY, 14) },
    });
  });

  it('is owed when the visit is confirmed, paid by card, and no council or budget gets an invoice of it', async () => {
    const orderId = await place();
    await confirm(await deliver(orderId));
    expect(await ownOf(orderId)).toEqual([
      seen({ state: 'OWED', owed: TWO_HOURS.toString(), hold: 'CLOSED', remaining: '0' }),
    ]);
    expect(await transfersOf(orderId)).toEqual([{ kind: 'OWN_MONEY', pence: TWO_HOURS.toString(), budget_id: null }]);
    const chargeId = await world.noted(orderId, 'owed_pence > 0');
    await world.cards.work();
    expect(await world.charge(chargeId)).toEqual({
      state: 'PAID',
      owed: TWO_HOURS.toString(),
      paid: TWO_HOURS.toString(),
      back: '0',
    });
    expect(world.paidOutside(chargeId)).toBe(Number(TWO_HOURS));
    const [made] = await world.query<{ piled: string; lines: string }>(
      `select (select count(*) from invoicing.billable_item b where b.order_id = $1)::text as piled, (select count(*) from invoicing.invoice_line l where l.order_id = $1)::text as lines`,
      [orderId],
    );
    expect(made).toEqual({ piled: '0', lines: '0' });
  });

  it('is rated, and the moderator of any council looks at it', async () => {
    const orderId = await place();
    await confirm(await deliver(orderId));
    const ratingId = await world.lively.ratings.rateOrder(await self(), {
      orderId,
      idempotencyKey: world.key(),
      scores: { onTime: 5, asAgreed: 5, dignity: 5, outcomes: 4, chooseAgain: 5 },
      comment: 'They were kind.',
    });
    const moderator = await world.lively.signInAs('moderator@first.example');
    const waiting = await moderator.ask<{ id: string }[]>('ratingsToModerate', '{ ratingsToModerate { id } }');
    expect(waiting.map((one) => one.id)).toContain(ratingId);
  });

  it('costs less where less was delivered', async () => {
    const orderId = await place();
    await confirm(await deliver(orderId, '1'));
    expect(await ownOf(orderId)).toEqual([
      seen({ state: 'OWED', owed: PUBLIC_PENCE.toString(), hold: 'CLOSED', remaining: '0' }),
    ]);
  });

  it('costs nothing where it is cancelled, and nothing is taken', async () => {
    const orderId = await place();
    await world.lively.accept(orderId);
    const asked = world.fake.made(CREATE);
    await world.lively.ordering.cancelOrder(await self(), { orderId, idempotencyKey: world.key(), agreedFeePence: 0n });
    expect(await ownOf(orderId)).toEqual([seen({ state: 'GIVEN_BACK', hold: 'CLOSED', remaining: '0' })]);
    await world.cards.work();
    expect(world.fake.made(CREATE)).toBe(asked);
    expect(await transfersOf(orderId)).toEqual([]);
  });

  it('a question about a paid visit gives money back to the card, and no council is asked to decide', async () => {
    const orderId = await place();
    const deliveryId = await deliver(orderId);
    await confirm(deliveryId);
    const chargeId = await world.noted(orderId, 'owed_pence > 0');
    await world.cards.work();
    const person = await self();
    await world.lively.ordering.disputeDelivery(person, {
      deliveryId,
      idempotencyKey: world.key(),
      reason: 'They left after an hour.',
    });
    const [thread] = await world.query<{ id: string }>('select id from ordering.dispute where delivery_id = $1', [
      deliveryId,
    ]);
    const disputeId = thread?.id ?? '';
    await expect(
      world.lively.ordering.askCouncil(person, { disputeId, idempotencyKey: world.key() }),
    ).rejects.toMatchObject({ code: 'NO_COUNCIL_PAYS' });
    await world.lively.ordering.settleDispute(await world.staff(), {
      deliveryId,
      idempotencyKey: world.key(),
      quantity: '1',
    });
    await world.lively.ordering.closeDispute(person, {
      disputeId,
      idempotencyKey: world.key(),
      agreedPence: PUBLIC_PENCE,
    });
    await world.noted(orderId, `owed_pence = ${PUBLIC_PENCE.toString()}`);
    await world.cards.work();
    expect(await world.charge(chargeId)).toMatchObject({ paid: TWO_HOURS.toString(), back: PUBLIC_PENCE.toString() });
    expect(await transfersOf(orderId)).toEqual([
      { kind: 'OWN_MONEY', pence: TWO_HOURS.toString(), budget_id: null },
      { kind: 'OWN_MONEY_CREDITED', pence: PUBLIC_PENCE.toString(), budget_id: null },
    ]);
  });
});

describe('what is held about it', () => {
  /** Cells by their heads. */
  async function fileOf(client: GraphqlClient): Promise<Readonly<Record<string, string>>[]> {
    const answer = await client.get('/files/my-purchases.csv');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    const [heads = [], ...rows] = (await answer.text())
      .replace('\uFEFF', '')
      .trim()
      .split('\r\n')
      .map((line) => line.slice(1, -1).split('","'));
    return rows.map((cells) => Object.fromEntries(heads.map((head, place) => [head, cells[place] ?? ''])));
  }
  const filled = (row: Readonly<Record<string, string>> | undefined) =>
    Object.fromEntries(Object.entries(row ?? {}).filter(([, cell]) => cell !== ''));

  it('is a file for the person alone: the basket, each order and its visits', async () => {
    const at = world.lively.clock.now().toISOString();
    await world.lively.house.application
      .get<BasketsPort>(BASKETS)
      .put(await self(), { idempotencyKey: world.key(), variantId: world.lively.world.variantId, quantity: '1.5' });
    const orderId = await place({ note: '=Please "ring"', place: 'At home' });
    const deliveryId = await deliver(orderId, '1');
    await confirm(deliveryId);
    const client = await world.lively.signInAs('selffunder@first.example');
    const rows = await fileOf(client);
    const [first] = rows;
    expect(filled(first)).toEqual({
      what: 'In your basket',
      service: 'Help at home, Hour',
      provider: 'Kind Hands',
      'how much': '1.5',
      'price of one': writePounds(PUBLIC_PENCE),
      'put in or ordered at': at,
    });
    const order = shortReference(orderId);
    const same = { order, service: 'Help at home', provider: 'Kind Hands', day: TODAY };
    const found = rows.filter((row) => row['order'] === order);
    expect(found).toHaveLength(2);
    expect(filled(found[0])).toEqual({
      ...same,
      what: 'Order',
      'how much': '2',
      'price of one': writePounds(PUBLIC_PENCE),
      sum: writePounds(TWO_HOURS),
      'where it stands': 'done',
      place: 'At home',
      // A spreadsheet reads it as text.
      'your note': `'=Please ""ring""`,
      'put in or ordered at': at,
      'you read your rights at': at,
      'you asked to begin within 14 days': 'yes',
      'the provider said yes at': at,
    });
    expect(filled(found[1])).toMatchObject({
      ...same,
      what: 'Visit',
      'how much': '1',
      'price of one': writePounds(PUBLIC_PENCE),
      sum: writePounds(PUBLIC_PENCE),
      'where it stands': 'confirmed',
      'confirmed at': at,
    });
    const counted = await world.query<{ n: number }>(
      'select count(*)::int as n from ordering.own_purchase where person_id = $1',
      [SELF],
    );
    expect(rows.filter((row) => row['what'] === 'Order')).toHaveLength(counted[0]?.n ?? 0);
  });

  it('is nobody else’s: others get a file without a line, and strangers none', async () => {
    // Two who see the same orders otherwise, and one who sees money.
    for (const other of ['provider@first.example', 'broker@first.example', 'finance@first.example'])
      expect(await fileOf(await world.lively.signInAs(other))).toEqual([]);
    expect((await new GraphqlClient(world.lively.house.origin).get('/files/my-purchases.csv')).status).toBe(404);
  });

  it('is in the file of everything, with the card by its last four figures and without any key of the card company', async () => {
    const client = await world.lively.signInAs('selffunder@first.example');
    const answer = await client.get('/files/everything-about-me.zip');
    expect(answer.status).toBe(200);
    const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
    const rowsOf = (name: string): Record<string, unknown>[] =>
      JSON.parse(strFromU8(files[`${name}.json`] ?? new Uint8Array())) as Record<string, unknown>[];
    expect(rowsOf('cards').filter(({ removedAt }) => removedAt === null)).toMatchObject([
      { brand: 'visa', lastFour: '4242' },
    ]);
    expect(rowsOf('basket')).toMatchObject([{ variantId: world.lively.world.variantId, quantity: '1.5000' }]);
    const orders = rowsOf('orders').filter((order) => order['rightsReadAt'] !== null);
    expect(orders.length).toBeGreaterThan(3);
    const paid = rowsOf('card-moves').filter(({ kind, state }) => kind === 'PAYMENT' && state === 'PAID');
    const sum = (rows: Record<string, unknown>[], key: string) => rows.reduce((all, row) => all + Number(row[key]), 0);
    expect(sum(paid, 'sumPence')).toBe(sum(rowsOf('card-payments'), 'paidPence'));
    expect(rowsOf('card-moves').map(({ kind }) => kind)).toContain('REFUND');
    const all = Object.values(files)
      .map((content) => strFromU8(content))
      .join('\n');
    expect(all).not.toMatch(/\b(pm|cus|pi|re|cs|acct|seti)_\w/);
    expect(Object.keys(files)).not.toContain('budgets.json');
  });
});

describe('a standing order with one’s own money', () => {
  const weekly = (changes: Partial<PlaceOrderInput> = {}): Promise<string> =>
    place({
      oneOff: null,
      standing: { startsOn: addDays(TODAY, 1), weekdays: ['WE'] },
      startTime: '10:00',
      ...changes,
    });

  it('holds each of 26 weeks at once, and goes on by itself', async () => {
    const orderId = await weekly();
    const held = await ownOf(orderId);
    expect(held).toHaveLength(26);
    expect(new Set(held.map((one) => JSON.stringify(one)))).toEqual(new Set([JSON.stringify(seen())]));
    await world.lively.accept(orderId);
    world.later(2 * 7 * 1440);
    await world.lively.ordering.extendPlans();
    await world.lively.ordering.enterHoldWindow();
    const later = await ownOf(orderId);
    expect(later).toHaveLength(28);
    expect(later.at(-1)).toEqual(seen());
    world.later(-2 * 7 * 1440);
    expect(await transfersOf(orderId)).toEqual([]);
  });

  it('a change changes what each visit will cost, and the last day gives the rest back', async () => {
    const orderId = await weekly();
    await world.lively.accept(orderId);
    await world.lively.ordering.amendOrder(await self(), {
      orderId,
      idempotencyKey: world.key(),
      version: 1,
      fromOn: addDays(TODAY, 8),
      quantity: '1',
      startTime: '10:00',
      place: 'My house',
      pattern: { weekdays: ['WE', 'FR'] },
      shownUnitPricePence: PUBLIC_PENCE,
    });
    const half = seen({
      agreed: PUBLIC_PENCE.toString(),
      planned: PUBLIC_PENCE.toString(),
      remaining: PUBLIC_PENCE.toString(),
    });
    const changed = await ownOf(orderId);
    expect(changed[0]).toEqual(seen());
    expect(new Set(changed.slice(1).map((one) => JSON.stringify(one)))).toEqual(new Set([JSON.stringify(half)]));
    expect(changed.length).toBeGreaterThan(50);
    await world.lively.ordering.cancelOrder(await self(), { orderId, idempotencyKey: world.key(), agreedFeePence: 0n });
    expect(new Set((await ownOf(orderId)).map(({ state, hold }) => `${state}/${hold}`))).toEqual(
      new Set(['GIVEN_BACK/CLOSED']),
    );
    expect(await transfersOf(orderId)).toEqual([]);
  });

  it('a trial visit can be followed by it', async () => {
    const trial = await place({ meetFirst: { weekdays: ['MO'] } });
    await confirm(await deliver(trial));
    const go = { orderId: trial, idempotencyKey: world.key(), shownUnitPricePence: PUBLIC_PENCE };
    await expect(world.lively.ordering.continueTrial(await self(), go)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    const orderId = await world.lively.ordering.continueTrial(await self(), { ...go, ownPurchase: OWN_PURCHASE });
    expect((await ownOf(orderId))[0]).toEqual(seen());
  });
});

describe('a basket in one go', () => {
  const LATER = addDays(TODAY, 2);
  const ORDER = `mutation ($input: OrderBasketInput!) { orderBasket(input: $input) { __typename
    ... on BasketOrdered { orders { id startsOn startTime } } ... on NotAllowed { reason } ... on PriceChanged { unitPricePence }
    ... on InvalidInput { problems { field } } } }`;
  const line = (variant: string, changes: Readonly<Record<string, unknown>> = {}) => ({
    variantId: variant,
    quantity: '2',
    date: LATER,
    startTime: '09:00',
    shownUnitPricePence: Number(PUBLIC_PENCE),
    ...changes,
  });
  const inputOf = (changes: Readonly<Record<string, unknown>> = {}) => ({
    idempotencyKey: world.key(),
    lines: [line(world.lively.world.variantId)],
    place: 'My house',
    ownPurchase: OWN_PURCHASE,
    ...changes,
  });
  let client: GraphqlClient;
  beforeAll(async () => {
    client = await world.lively.signInAs('selffunder@first.example');
  });
  const order = (input: unknown, who = client): Promise<Record<string, unknown>> =>
    who.ask('orderBasket', ORDER, { input });
  const ordersOf = async (): Promise<number> => (await world.query('select 1 from ordering.own_purchase')).length;

  it('is ordered once, and out of the basket: ordered twice with one key, or by two at once, is ordered once', async () => {
    await client.ask(
      'putInBasket',
      'mutation ($input: PutInBasketInput!) { putInBasket(input: $input) { __typename } }',
      { input: { idempotencyKey: world.key(), variantId: world.lively.world.variantId, quantity: '2' } },
    );
    const before = await ordersOf();
    const input = inputOf();
    const [first, second] = await Promise.all([order(input), order(input)]);
    expect(first).toMatchObject({ __typename: 'BasketOrdered', orders: [{ startsOn: LATER, startTime: '09:00' }] });
    expect(second).toEqual(first);
    expect(await order(input)).toEqual(first);
    expect(await ordersOf()).toBe(before + 1);
    expect(await world.query('select 1 from ordering.basket_line where person_id = $1', [SELF])).toEqual([]);
    expect(await order({ ...input, place: 'Elsewhere' })).toMatchObject({ __typename: 'IdempotencyConflict' });
  });

  it('is ordered whole or not at all, and says which line is wrong', async () => {
    const good = line(world.lively.world.variantId);
    const before = await world.database.digest();
    expect(
      await order(
        inputOf({
          lines: [line(world.lively.world.variantId, { date: addDays(TODAY, -1), startTime: '25:00' })],
          place: '',
          ownPurchase: { rightsRead: false, asksToStartEarly: true },
        }),
      ),
    ).toEqual({
      __typename: 'InvalidInput',
      problems: [{ field: 'lines.0.date' }, { field: 'lines.0.startTime' }, { field: 'place' }],
    });
    expect(await order(inputOf({ lines: [good, line(id('nothing'))] }))).toMatchObject({ reason: 'NOT_FOUND' });
    expect(await order(inputOf({ lines: [good, good] }))).toMatchObject({ problems: [{ field: 'lines' }] });
    expect(await order(inputOf({ lines: [] }))).toMatchObject({ problems: [{ field: 'lines' }] });
    expect(await order(inputOf({ ownPurchase: { rightsRead: false, asksToStartEarly: false } }))).toMatchObject({
      problems: [{ field: 'ownPurchase.rightsRead' }, { field: 'ownPurchase.asksToStartEarly' }],
    });
    expect(
      await order(inputOf({ lines: [line(world.lively.world.variantId, { shownUnitPricePence: 1 })] })),
    ).toMatchObject({ __typename: 'PriceChanged', unitPricePence: Number(PUBLIC_PENCE) });
    expect(await world.database.digest()).toEqual(before);
  });

  it('is nobody else’s to order', async () => {
    const others = await Promise.all(
      ['provider@first.example', 'finance@first.example', 'group@first.example'].map((email) =>
        world.lively.signInAs(email),
      ),
    );
    const before = await world.database.digest();
    for (const other of others)
      expect(await order(inputOf(), other)).toMatchObject({ __typename: 'NotAllowed', reason: 'NOT_PERMITTED' });
    expect(await world.database.digest()).toEqual(before);
  });
});
