import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { addDays, formatQuantity, linePence } from '@owncourse/kernel/contract';
import { verifyLedger } from '@owncourse/ledger/verify';
import type { PlaceOrderInput } from '@owncourse/ordering/contract';
import fc from 'fast-check';
import { id, PASSWORD, PUBLIC_PENCE } from '../src/testing/small-world.js';
import { LivelyWorld, NOW, TODAY } from './fixtures/lively-world.js';
import { orderOf, takeCall } from './fixtures/telephone-world.js';
import { WholeDatabase } from './fixtures/whole-database.js';
import type { GraphqlClient } from './graphql-client.js';

const WEEKLY = 100_000n;
/** The council pays £20 of £27.50 an hour. Two hours: £40 from the budget, £15 of their own. */
const CAP = 2000n;
const BUDGET_PART = 4000n;
const OWN_PART = 1500n;

const OFFER = `query ($person: ID!, $variant: ID!, $quantity: Quantity!, $day: Date!) {
  ownMoneyOffer(personId: $person, variantId: $variant, quantity: $quantity, onDate: $day) {
    budgetPence ownPence publicPence instead { provider { id } amountPence } } }`;
const ORDER =
  'query ($id: ID!) { order(id: $id) { heldPence ownMoney { onDate agreedPence owedPence state order { id } } } }';
const LIST = `query ($person: ID) { ownMoney(personId: $person, from: "2026-03-01", to: "2026-03-31") { order { id } owedPence state } }`;

interface Shown {
  readonly heldPence: number;
  readonly ownMoney: Readonly<Record<string, unknown>> | null;
}

let lively: LivelyWorld;
let database: WholeDatabase;
let client: GraphqlClient;
let passwordHash: string;
let holder = -1;
let keys = 0;

beforeAll(async () => {
  lively = await LivelyWorld.open(0);
  database = await WholeDatabase.open(lively.house.database.superuserUrl);
  passwordHash = await lively.world.identity.hashPassword(PASSWORD);
  await publish(2, '2026-03-01', CAP);
});

afterAll(async () => {
  expect(await verifyLedger(lively.house.database.auditorUrl)).toMatchObject({ sumPence: 0, breaches: 0, first: null });
  await database.close();
  await lively.house.close();
});

beforeEach(async () => {
  lively.clock.moveTo(NOW);
  holder += 1;
  await lively.world.moveIn([holder], WEEKLY, passwordHash);
  client = await lively.signInAs(`holder${holder}@first.example`);
});

const key = (): string => `own-money-${(keys += 1)}`;
const person = () => lively.world.actor('holder', holder);
const staff = () => lively.world.actor('provider-staff', 1);

async function publish(version: number, validFrom: string, cap: bigint): Promise<void> {
  await lively.rates.publishRateCard(await lively.world.actor('finance-first'), {
    councilId: lively.world.councilId,
    providerId: lively.world.providerId,
    version,
    validFrom,
    validBefore: null,
    bankHolidayMultiplier: '1.25',
    cancellationNoticeHours: 24,
    cancellationPercent: '50',
    items: [{ variantId: lively.world.variantId, unit: 'HOUR', kind: 'CAPPED', unitPricePence: cap }],
  });
}

async function offCard(rule: 'allow' | 'refuse'): Promise<void> {
  const { world } = lively;
  await world.identity.setPolicy(await world.actor('finance-first'), world.councilId, [
    { key: 'offCardRule', value: rule, from: '2026-01-01' },
  ]);
}

const place = (agreedOwnMoneyPence: bigint | null, changes: Partial<PlaceOrderInput> = {}): Promise<string> =>
  lively.order(holder, key(), { shownUnitPricePence: CAP, agreedOwnMoneyPence, ...changes });
const offer = (day = TODAY, quantity = '2', as = client): Promise<unknown> =>
  as.ask('ownMoneyOffer', OFFER, { person: id('holder', holder), variant: lively.world.variantId, quantity, day });
const shown = (orderId: string, as = client): Promise<Shown> => as.ask<Shown>('order', ORDER, { id: orderId });

async function books(): Promise<{ available: bigint; committed: bigint; accrued: bigint; own: bigint }> {
  const { rows } = await database.superuser.query<Record<string, string>>(
    `select available_pence as available, committed_pence as committed, accrued_pence as accrued,
       (select coalesce(sum(t.amount_pence), 0) from ledger.transfer t join ledger.own_money m on m.id = t.hold_id
        where t.to_kind = 'provider_payable' and t.from_kind = 'card_clearing' and t.budget_id is null and m.person_id = $2) as own
     from ledger.budget_balance where budget_id = $1`,
    [id('budget', holder), id('holder', holder)],
  );
  const of = (name: string): bigint => BigInt(rows[0]?.[name] ?? -1);
  return { available: of('available'), committed: of('committed'), accrued: of('accrued'), own: of('own') };
}

describe('above the council’s highest price', () => {
  it('says what the budget pays, what is their own, and who would do it for the budget’s money', async () => {
    expect(await offer()).toEqual({
      budgetPence: Number(BUDGET_PART),
      ownPence: Number(OWN_PART),
      publicPence: Number(PUBLIC_PENCE * 2n),
      instead: [{ provider: { id: id('provider', 2) }, amountPence: Number(PUBLIC_PENCE * 2n) }],
    });
    expect(await offer(TODAY, '0.3333')).toMatchObject({ budgetPence: 667, ownPence: 250, publicPence: 917 });
    expect(await offer(TODAY, '2', await lively.signInAs('provider@first.example'))).toBeNull();
  });

  it('cannot be ordered without a yes to the own part, nor with a yes to another sum', async () => {
    const before = await database.digest();
    await expect(place(null)).rejects.toMatchObject({ code: 'NOT_ORDERABLE', details: { reasons: ['ABOVE_CAP'] } });
    for (const agreed of [OWN_PART - 1n, OWN_PART + 1n, 0n])
      await expect(place(agreed)).rejects.toMatchObject({
        code: 'OWN_MONEY_CHANGED',
        details: { agreedPence: String(agreed), ownPence: String(OWN_PART) },
      });
    await expect(place(-1n)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(place(OWN_PART, { shownUnitPricePence: PUBLIC_PENCE })).rejects.toMatchObject({
      code: 'PRICE_CHANGED',
    });
    expect(await database.digest()).toEqual(before);
  });

  it('is not offered where nothing within the budget is', async () => {
    await offCard('refuse');
    expect(await offer()).toBeNull();
    await expect(place(OWN_PART)).rejects.toMatchObject({ code: 'NOTHING_WITHIN_BUDGET' });
    await offCard('allow');
    expect(await books()).toEqual({ available: WEEKLY, committed: 0n, accrued: 0n, own: 0n });
  });

  it('is nobody’s to agree to but the person’s and whose who may pay for them', async () => {
    await lively.mandate(holder, id('brokerage'), ['VIEW', 'ORDER']);
    const asBroker = async () =>
      lively.ordering.placeOrder(await lively.world.actor('broker'), {
        idempotencyKey: key(),
        personId: id('holder', holder),
        variantId: lively.world.variantId,
        quantity: '2',
        startTime: '08:00',
        oneOff: { date: TODAY },
        place: 'At home',
        shownUnitPricePence: CAP,
        agreedOwnMoneyPence: OWN_PART,
      });
    await expect(asBroker()).rejects.toMatchObject({ code: 'NO_MANDATE' });
    expect(await books()).toMatchObject({ available: WEEKLY });
    await lively.mandate(holder, id('brokerage'), ['VIEW', 'ORDER', 'PAY']);
    await asBroker();
    expect(await books()).toMatchObject({ committed: BUDGET_PART });
  });

  it('is read out in a telephone call, and takes the word on paying there too: an officer’s right does not reach to it', async () => {
    const { world, ordering } = lively;
    const inCall = (callId: string) => ({
      ...orderOf(lively, holder, key(), callId),
      shownUnitPricePence: CAP,
      agreedOwnMoneyPence: OWN_PART,
    });
    const officer = await world.actor('caremanager-first');
    const ofOfficer = await takeCall(lively, holder, key());
    await expect(ordering.orderReadBack(officer, inCall(ofOfficer), ofOfficer)).rejects.toMatchObject({
      code: 'NO_MANDATE',
    });
    await expect(ordering.placeOrder(officer, inCall(ofOfficer))).rejects.toMatchObject({ code: 'NO_MANDATE' });
    expect(await books()).toMatchObject({ available: WEEKLY });
    await lively.mandate(holder, id('brokerage'), ['VIEW', 'ORDER', 'PAY']);
    const broker = await world.actor('broker');
    const ofBroker = await takeCall(lively, holder, key(), {}, ['broker']);
    expect(await ordering.orderReadBack(broker, inCall(ofBroker), ofBroker)).toContain(
      'It costs £55. £40 of that comes out of your budget. £15 is your own money.',
    );
    expect(await books()).toMatchObject({ available: WEEKLY });
    await ordering.placeOrder(broker, inCall(ofBroker));
    expect(await books()).toMatchObject({ available: WEEKLY - BUDGET_PART, committed: BUDGET_PART, own: 0n });
    // The letter tells the parts as they were read out.
    await ordering.endTelephoneCall(broker, { callId: ofBroker, idempotencyKey: key() });
    const { rows } = await database.superuser.query<{ content: { facts: [string, string][] } }>(
      'select content from ordering.letter where call_id = $1',
      [ofBroker],
    );
    expect(rows[0]?.content.facts.filter(([name]) => /Price|budget|Own/.test(name))).toEqual([
      ['Price', '£55'],
      ['From the budget', '£40'],
      ['Own money', '£15, paid apart'],
    ]);
  });
});

describe('a visit that is partly paid with own money', () => {
  it('holds the budget’s part alone, and owes the own part once the visit is confirmed', async () => {
    const orderId = await place(OWN_PART);
    const agreed = { onDate: TODAY, agreedPence: 1500, owedPence: 0, state: 'AGREED', order: { id: orderId } };
    expect(await shown(orderId)).toEqual({ heldPence: Number(BUDGET_PART), ownMoney: agreed });
    expect(await books()).toEqual({ available: WEEKLY - BUDGET_PART, committed: BUDGET_PART, accrued: 0n, own: 0n });
    await lively.accept(orderId);
    const deliveryId = await lively.deliver(holder, orderId);
    expect(await books()).toMatchObject({ own: 0n });
    await lively.confirm(holder, deliveryId);
    expect(await books()).toEqual({
      available: WEEKLY - BUDGET_PART,
      committed: 0n,
      accrued: BUDGET_PART,
      own: OWN_PART,
    });
    const owed = { ...agreed, owedPence: 1500, state: 'OWED' };
    expect(await shown(orderId)).toEqual({ heldPence: 0, ownMoney: owed });
    // The provider reads it beside its order; other providers, and other people, nothing.
    const provider = await lively.signInAs('provider@first.example');
    expect((await shown(orderId, provider)).ownMoney).toEqual(owed);
    const one = { order: { id: orderId }, owedPence: 1500, state: 'OWED' };
    expect(await client.ask('ownMoney', LIST, { person: id('holder', holder) })).toEqual([one]);
    expect(await provider.ask('ownMoney', LIST)).toContainEqual(one);
    const others = await lively.signInAs('other-provider@first.example');
    expect(await others.ask('ownMoney', LIST, { person: id('holder', holder) })).toEqual([]);
    expect(await others.ask('ownMoney', LIST)).toEqual([]);
    // What the council is billed is the budget's part.
    await lively.hear();
    const { rows } = await database.superuser.query(
      'select line_pence::int as pence from invoicing.invoice_line where billable_id = $1',
      [deliveryId],
    );
    expect(rows).toEqual([{ pence: Number(BUDGET_PART) }]);
  });

  it('is less on a bank holiday, when the council pays more', async () => {
    const goodFriday = '2026-04-03';
    // £20 an hour, a quarter more on that day; the public price stays.
    expect(await offer(goodFriday)).toMatchObject({ budgetPence: 5000, ownPence: 500, publicPence: 5500 });
    await expect(place(OWN_PART, { oneOff: { date: goodFriday } })).rejects.toMatchObject({
      code: 'OWN_MONEY_CHANGED',
      details: { ownPence: '500' },
    });
    const orderId = await place(500n, { oneOff: { date: goodFriday } });
    expect(await shown(orderId)).toMatchObject({ heldPence: 5000, ownMoney: { agreedPence: 500, state: 'AGREED' } });
  });

  it('takes the same part of it where less was delivered', async () => {
    const orderId = await place(OWN_PART);
    await lively.accept(orderId);
    await lively.confirm(holder, await lively.deliver(holder, orderId, '1.5'));
    expect(await books()).toEqual({ available: WEEKLY - 3000n, committed: 0n, accrued: 3000n, own: 1125n });
    expect((await shown(orderId)).ownMoney).toMatchObject({ agreedPence: 1500, owedPence: 1125, state: 'OWED' });
  });

  it('follows what a question about the visit comes to', async () => {
    for (const [quantity, budget, own, state] of [
      ['1', 2000n, 750n, 'OWED'],
      ['0', 0n, 0n, 'GIVEN_BACK'],
    ] as const) {
      holder += 1;
      await lively.world.moveIn([holder], WEEKLY, passwordHash);
      client = await lively.signInAs(`holder${holder}@first.example`);
      const orderId = await place(OWN_PART);
      await lively.accept(orderId);
      const deliveryId = await lively.deliver(holder, orderId);
      const asked = { deliveryId, idempotencyKey: key(), reason: 'They left early.' };
      await lively.ordering.disputeDelivery(await person(), asked);
      await lively.ordering.settleDispute(await staff(), { deliveryId, idempotencyKey: key(), quantity });
      await lively.confirm(holder, deliveryId);
      expect(await books()).toEqual({ available: WEEKLY - budget, committed: 0n, accrued: budget, own });
      expect((await shown(orderId)).ownMoney).toMatchObject({ owedPence: Number(own), state });
    }
  });

  it('is owed by silence too', async () => {
    const orderId = await place(OWN_PART);
    await lively.accept(orderId);
    await lively.deliver(holder, orderId);
    lively.clock.moveTo(new Date(`${addDays(TODAY, 40)}T12:00:00Z`));
    await lively.ordering.confirmSilent();
    expect(await books()).toMatchObject({ accrued: BUDGET_PART, own: OWN_PART });
  });

  it('owes nothing when it is cancelled or declined, and no fee takes from the own part', async () => {
    const cancelled = await place(OWN_PART, { oneOff: { date: addDays(TODAY, 3) } });
    await lively.ordering.cancelOrder(await person(), {
      orderId: cancelled,
      idempotencyKey: key(),
      agreedFeePence: 0n,
    });
    const declined = await place(OWN_PART);
    await lively.ordering.declineOrder(await staff(), { orderId: declined, idempotencyKey: key(), reason: 'Full.' });
    const late = await place(OWN_PART, { startTime: '20:00' });
    await lively.accept(late);
    await lively.ordering.cancelOrder(await person(), {
      orderId: late,
      idempotencyKey: key(),
      agreedFeePence: BUDGET_PART / 2n,
    });
    for (const orderId of [cancelled, declined, late])
      expect((await shown(orderId)).ownMoney).toMatchObject({ owedPence: 0, state: 'GIVEN_BACK' });
    expect(await books()).toEqual({ available: WEEKLY - 2000n, committed: 0n, accrued: 2000n, own: 0n });
  });

  it('asks for a new yes when its day, length or price becomes another', async () => {
    const orderId = await place(OWN_PART, { oneOff: { date: addDays(TODAY, 3) } });
    const change = {
      orderId,
      version: 1,
      fromOn: addDays(TODAY, 4),
      startTime: '08:00',
      place: 'At home',
      shownUnitPricePence: CAP,
    };
    for (const [quantity, agreedOwnMoneyPence, ownPence] of [
      ['3', null, '2250'],
      ['3', OWN_PART, '2250'],
      ['1', OWN_PART, '750'],
    ] as const)
      await expect(
        lively.ordering.amendOrder(await person(), { ...change, quantity, agreedOwnMoneyPence, idempotencyKey: key() }),
      ).rejects.toMatchObject({ code: 'OWN_MONEY_CHANGED', details: { ownPence } });
    expect((await shown(orderId)).ownMoney).toMatchObject({ onDate: addDays(TODAY, 3), agreedPence: 1500 });
    const wanted = { ...change, quantity: '3', idempotencyKey: key() };
    expect(await lively.ordering.previewAmendment(await person(), wanted)).toMatchObject({
      eachTimePence: 6000n,
      ownMoneyPence: 2250n,
      weeklyOwnMoneyPence: 2250n,
      promisedMorePence: 2000n,
    });
    await lively.ordering.amendOrder(await person(), { ...wanted, agreedOwnMoneyPence: 2250n });
    expect(await shown(orderId)).toMatchObject({
      heldPence: 6000,
      ownMoney: { onDate: addDays(TODAY, 4), agreedPence: 2250, state: 'AGREED' },
    });
    // Where the council pays all of it, nothing is left to pay oneself, and nobody has to say so.
    await publish(3, addDays(TODAY, 5), PUBLIC_PENCE);
    await lively.ordering.amendOrder(await person(), {
      ...change,
      version: 2,
      quantity: '2',
      fromOn: addDays(TODAY, 6),
      shownUnitPricePence: PUBLIC_PENCE,
      idempotencyKey: key(),
    });
    expect(await shown(orderId)).toEqual({ heldPence: 5500, ownMoney: null });
    await expect(place(OWN_PART, { oneOff: { date: addDays(TODAY, 6) } })).rejects.toMatchObject({
      code: 'PRICE_CHANGED',
    });
    await expect(
      place(OWN_PART, { oneOff: { date: addDays(TODAY, 6) }, shownUnitPricePence: PUBLIC_PENCE }),
    ).rejects.toMatchObject({ code: 'OWN_MONEY_CHANGED', details: { ownPence: '0' } });
  });
});

describe('the books of own money', () => {
  it('name what was changed', async () => {
    const orderId = await place(OWN_PART);
    await lively.accept(orderId);
    await lively.confirm(holder, await lively.deliver(holder, orderId));
    await database.superuser.query('update ledger.own_money set owed_pence = owed_pence - 1 where order_id = $1', [
      orderId,
    ]);
    expect(await verifyLedger(lively.house.database.auditorUrl)).toMatchObject({
      breaches: 1,
      first: expect.stringContaining('is OWED with 1499 pence owed, its transfers say 1500'),
    });
    await database.superuser.query('update ledger.own_money set owed_pence = owed_pence + 1 where order_id = $1', [
      orderId,
    ]);
  });

  it('both parts come to the public price, each rounded once, for any quantity and prices', async () => {
    const lines = fc.sample(
      fc.record({
        quantity: fc.bigInt({ min: 1n, max: 2_000_000n }),
        publicPence: fc.bigInt({ min: 0n, max: 1_000_000n }),
        capPence: fc.bigInt({ min: 0n, max: 1_000_000n }),
      }),
      { numRuns: 2000, seed: 3 },
    );
    const { rows } = await database.superuser.query<{ own: string }>(
      `select ordering.own_part(quantity, public, budget)::text as own
       from unnest($1::numeric[], $2::bigint[], $3::bigint[]) with ordinality as l (quantity, public, budget, at) order by at`,
      [
        lines.map((line) => formatQuantity(line.quantity)),
        lines.map((line) => line.publicPence.toString()),
        lines.map((line) => linePence(line.quantity, line.capPence).toString()),
      ],
    );
    lines.forEach(({ quantity, publicPence, capPence }, index) => {
      const whole = linePence(quantity, publicPence);
      const budget = linePence(quantity, capPence);
      const own = BigInt(rows[index]?.own ?? -1);
      expect(own).toBe(budget >= whole ? 0n : whole - budget);
      if (capPence <= publicPence) expect(budget + own).toBe(whole);
    });
  });
});
