import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { verifyLedger } from '@owncourse/ledger/verify';
import type { PlaceOrderInput } from '@owncourse/ordering/contract';
import { id, PASSWORD, PUBLIC_PENCE } from '../src/testing/small-world.js';
import { LivelyWorld, NOW } from './fixtures/lively-world.js';
import { WholeDatabase } from './fixtures/whole-database.js';
import type { GraphqlClient } from './graphql-client.js';

/** £1,000 a week, of which the first is in: funded through Sunday 15 March. */
const WEEKLY = 100_000n;
/** The council pays £20 of £27.50 an hour: of two hours £40 from the budget, £15 of their own. */
const CAP = 2000n;
const OWN_PART = 1500n;

interface Shown {
  readonly heldPence: number;
  readonly ownMoney: unknown;
  readonly ownMoneyAgreedPence: number | null;
  readonly ownMoneyAsked: { readonly id: string } | null;
  readonly nextOccurrences: readonly { readonly id: string; readonly ownMoney: unknown }[];
}

let lively: LivelyWorld;
let database: WholeDatabase;
let client: GraphqlClient;
let passwordHash: string;
let holder = -1;
let keys = 0;
let version = 1;

beforeAll(async () => {
  lively = await LivelyWorld.open(0);
  database = await WholeDatabase.open(lively.house.database.superuserUrl);
  passwordHash = await lively.world.identity.hashPassword(PASSWORD);
});

afterAll(async () => {
  expect(await verifyLedger(lively.house.database.auditorUrl)).toMatchObject({ sumPence: 0, breaches: 0, first: null });
  await database.close();
  await lively.house.close();
});

/** Only the cap of 1 March, so that each test begins alike. */
async function freshCards(): Promise<void> {
  await database.superuser.query('alter table rates.rate_item disable trigger published_price_stands');
  await database.superuser.query('alter table rates.rate_card disable trigger published_card_stands');
  await database.superuser.query(
    `delete from rates.rate_item where card_id in (select id from rates.rate_card where lower(valid) > '2020-01-01')`,
  );
  await database.superuser.query(`delete from rates.rate_card where lower(valid) > '2020-01-01'`);
  await database.superuser.query(`update rates.rate_card set valid = daterange('2020-01-01', null)`);
  await database.superuser.query('alter table rates.rate_item enable trigger published_price_stands');
  await database.superuser.query('alter table rates.rate_card enable trigger published_card_stands');
  await publish('2026-03-01', CAP);
}

beforeEach(async () => {
  lively.clock.moveTo(NOW);
  holder += 1;
  await lively.world.moveIn([holder], WEEKLY, passwordHash);
  client = await signIn();
  await freshCards();
});

const key = (): string => `own-money-standing-${(keys += 1)}`;
const person = () => lively.world.actor('holder', holder);
const staff = () => lively.world.actor('provider-staff', 1);

async function publish(validFrom: string, cap: bigint, bankHolidayMultiplier = '1.25'): Promise<void> {
  version += 1;
  await lively.rates.publishRateCard(await lively.world.actor('finance-first'), {
    councilId: lively.world.councilId,
    providerId: lively.world.providerId,
    version,
    validFrom,
    validBefore: null,
    bankHolidayMultiplier,
    cancellationNoticeHours: 24,
    cancellationPercent: '50',
    items: [{ variantId: lively.world.variantId, unit: 'HOUR', kind: 'CAPPED', unitPricePence: cap }],
  });
}

/** Every Thursday and Saturday from 12 March, two hours. */
const place = (agreedOwnMoneyPence: bigint | null, changes: Partial<PlaceOrderInput> = {}): Promise<string> =>
  lively.order(holder, key(), {
    oneOff: null,
    standing: { startsOn: '2026-03-12', weekdays: ['TH', 'SA'] },
    startTime: '10:00',
    shownUnitPricePence: CAP,
    agreedOwnMoneyPence,
    ...changes,
  });

async function standing(): Promise<string> {
  const orderId = await place(OWN_PART);
  await lively.accept(orderId);
  return orderId;
}

/** "03-12 HELD 4000 + 1500 AGREED". */
async function visits(orderId: string, through: string): Promise<string[]> {
  const { rows } = await database.superuser.query<Record<string, string | null>>(
    `select c.on_date::text as day, c.status, c.amount_pence::text as amount, m.agreed_pence::text as own, m.state, m.effective_on::text as own_day
     from ordering.occurrence c left join ledger.own_money m on m.id = c.id
     where c.order_id = $1 and c.on_date <= $2 and not c.replaced order by c.starts_at`,
    [orderId, through],
  );
  for (const row of rows) if (row['own'] !== null) expect(row['own_day']).toBe(row['day']);
  return rows.map(({ day, status, amount, own, state }) =>
    [day?.slice(5), status, amount, ...(own ? ['+', own, state] : [])].join(' '),
  );
}

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

/** Beside the budget, as its holder reads it, from the first visit through a day. */
async function ownMoney(through: string): Promise<readonly Record<string, unknown>[]> {
  const { period } = await (
    await signIn()
  ).ask<{ period: { ownMoney: readonly Record<string, unknown>[] } }>(
    'budget',
    `query ($id: ID!, $to: Date!) { budget(id: $id) { period(from: "2026-03-12", to: $to, by: EFFECTIVE) {
       ownMoney { onDate agreedPence owedPence state } } } }`,
    { id: id('budget', holder), to: through },
  );
  return period.ownMoney;
}

/** Signed in anew: a session ends while the clock is moved. */
const signIn = (): Promise<GraphqlClient> => lively.signInAs(`holder${holder}@first.example`);
const shown = async (orderId: string): Promise<Shown> =>
  (await signIn()).ask<Shown>(
    'order',
    `query ($id: ID!) { order(id: $id) { heldPence ownMoneyAgreedPence ownMoney { agreedPence }
       ownMoneyAsked { id fromOn beforePence ownPence visits } nextOccurrences { id ownMoney { agreedPence owedPence state } } } }`,
    { id: orderId },
  );

async function deliver(orderId: string, on: string, quantity = '2'): Promise<string> {
  const visit = (await lively.ordering.visitsToDeliver(await staff(), on)).find((one) => one.orderId === orderId);
  const note = {
    occurrenceId: visit?.occurrenceId ?? '',
    idempotencyKey: key(),
    workerName: 'Wren',
    place: 'Home',
    startedAt: visit?.startsAt.toISOString() ?? '',
    endedAt: visit?.endsAt.toISOString() ?? '',
    quantity,
  };
  const [deliveryId] = await lively.ordering.recordDeliveries(await staff(), [note], key());
  return deliveryId ?? '';
}

describe('a standing order above the council’s highest price', () => {
  it('is offered with what each visit takes, at the most, and what all of them take', async () => {
    const offer = await client.ask(
      'ownMoneyOffer',
      `query ($person: ID!, $variant: ID!, $days: [Date!]) {
         ownMoneyOffer(personId: $person, variantId: $variant, quantity: "2", onDate: "2026-03-12", days: $days) {
           budgetPence ownPence publicPence allOwnPence instead { provider { id } amountPence } } }`,
      {
        person: id('holder', holder),
        variant: lively.world.variantId,
        days: ['2026-03-12', '2026-03-14', '2026-04-03'],
      },
    );
    // Good Friday takes £5: the council pays a quarter more.
    expect(offer).toEqual({
      budgetPence: 4000,
      ownPence: 1500,
      publicPence: 5500,
      allOwnPence: 3500,
      instead: [{ provider: { id: id('provider', 2) }, amountPence: 5500 }],
    });
  });

  it('holds the budget’s part of the funded weeks and keeps each visit’s own part beside it', async () => {
    const orderId = await place(OWN_PART);
    expect(await visits(orderId, '2026-03-19')).toEqual([
      '03-12 HELD 4000 + 1500 AGREED',
      '03-14 HELD 4000 + 1500 AGREED',
      '03-19 PLANNED 4000 + 1500 AGREED',
    ]);
    expect(await books()).toEqual({ available: WEEKLY - 8000n, committed: 8000n, accrued: 0n, own: 0n });
    const order = await shown(orderId);
    expect(order).toMatchObject({
      heldPence: 8000,
      ownMoney: null,
      ownMoneyAgreedPence: 1500,
      ownMoneyAsked: null,
    });
    expect(order.nextOccurrences[0]?.ownMoney).toEqual({ agreedPence: 1500, owedPence: 0, state: 'AGREED' });
  });

  it('takes a yes to exactly the most that one visit takes, and leaves nothing behind otherwise', async () => {
    const before = await database.digest();
    await expect(place(null)).rejects.toMatchObject({ code: 'NOT_ORDERABLE', details: { reasons: ['ABOVE_CAP'] } });
    for (const agreed of [OWN_PART - 1n, OWN_PART + 1n, 0n])
      await expect(place(agreed)).rejects.toMatchObject({
        code: 'OWN_MONEY_CHANGED',
        details: { agreedPence: String(agreed), ownPence: String(OWN_PART) },
      });
    expect(await database.digest()).toEqual(before);
    // A card to come with a lower cap: its visits take £17, and that is what has to be agreed to.
    await publish('2026-03-26', CAP - 100n);
    await expect(place(OWN_PART)).rejects.toMatchObject({ code: 'OWN_MONEY_CHANGED', details: { ownPence: '1700' } });
    const orderId = await place(1700n);
    expect((await visits(orderId, '2026-03-26')).slice(-2)).toEqual([
      '03-21 PLANNED 4000 + 1500 AGREED',
      '03-26 PLANNED 3800 + 1700 AGREED',
    ]);
  });

  it('takes less on a bank holiday, when the council pays more', async () => {
    const orderId = await place(OWN_PART, { standing: { startsOn: '2026-03-27', weekdays: ['FR'] } });
    expect(await visits(orderId, '2026-04-10')).toEqual([
      '03-27 PLANNED 4000 + 1500 AGREED',
      '04-03 PLANNED 5000 + 500 AGREED',
      '04-10 PLANNED 4000 + 1500 AGREED',
    ]);
  });

  it('is not offered where nothing within the budget is', async () => {
    const { world } = lively;
    const rule = async (value: string) =>
      world.identity.setPolicy(await world.actor('finance-first'), world.councilId, [
        { key: 'offCardRule', value, from: '2026-01-01' },
      ]);
    await rule('refuse');
    await expect(place(OWN_PART)).rejects.toMatchObject({ code: 'NOTHING_WITHIN_BUDGET' });
    await rule('allow');
    expect(await books()).toEqual({ available: WEEKLY, committed: 0n, accrued: 0n, own: 0n });
  });

  it('is nobody’s to agree to but the person’s and whose who may pay for them', async () => {
    const asBroker = async () =>
      lively.ordering.placeOrder(await lively.world.actor('broker'), {
        idempotencyKey: key(),
        personId: id('holder', holder),
        variantId: lively.world.variantId,
        quantity: '2',
        startTime: '10:00',
        standing: { startsOn: '2026-03-12', weekdays: ['TH'] },
        place: 'At home',
        shownUnitPricePence: CAP,
        agreedOwnMoneyPence: OWN_PART,
      });
    await lively.mandate(holder, id('brokerage'), ['VIEW', 'ORDER']);
    await expect(asBroker()).rejects.toMatchObject({ code: 'NO_MANDATE' });
    expect(await books()).toMatchObject({ available: WEEKLY });
    await lively.mandate(holder, id('brokerage'), ['VIEW', 'ORDER', 'PAY']);
    await asBroker();
    expect(await books()).toMatchObject({ committed: 4000n });
  });
});

describe('the visits of such an order', () => {
  it('are held with their own part when money for them comes in, and unfunded with it where there is none', async () => {
    const orderId = await standing();
    await lively.order(holder, key(), {
      oneOff: { date: '2026-03-11' },
      quantity: '44',
      shownUnitPricePence: CAP,
      agreedOwnMoneyPence: 33_000n,
    });
    expect(await books()).toMatchObject({ available: 4000n });
    await database.superuser.query(
      `update ledger.budget_balance set funded_through = '2026-03-22' where budget_id = $1`,
      [id('budget', holder)],
    );
    await lively.ordering.enterHoldWindow();
    expect(await visits(orderId, '2026-03-21')).toEqual([
      '03-12 HELD 4000 + 1500 AGREED',
      '03-14 HELD 4000 + 1500 AGREED',
      '03-19 HELD 4000 + 1500 AGREED',
      '03-21 UNFUNDED 4000 + 1500 AGREED',
    ]);
  });

  it('owe the provider their own part when they are confirmed, less where less was delivered', async () => {
    const orderId = await standing();
    lively.clock.moveTo(new Date('2026-03-14T18:00:00Z'));
    await lively.confirm(holder, await deliver(orderId, '2026-03-12'));
    const less = await deliver(orderId, '2026-03-14', '1.5');
    await lively.confirm(holder, less);
    expect(await visits(orderId, '2026-03-14')).toEqual([
      '03-12 CONFIRMED 4000 + 1500 OWED',
      '03-14 CONFIRMED 4000 + 1500 OWED',
    ]);
    // £40 and three quarters of £40 from the budget; £15 and three quarters of £15 of their own.
    expect(await books()).toMatchObject({ committed: 0n, accrued: 7000n, own: 2625n });
    const list = await (
      await signIn()
    ).ask(
      'ownMoney',
      'query ($person: ID) { ownMoney(personId: $person, from: "2026-03-01", to: "2026-03-15") { onDate owedPence } }',
      { person: id('holder', holder) },
    );
    expect(list).toEqual([
      { onDate: '2026-03-14', owedPence: 1125 },
      { onDate: '2026-03-12', owedPence: 1500 },
    ]);
    const { period } = await (
      await signIn()
    ).ask<{ period: unknown }>(
      'budget',
      `query ($id: ID!) { budget(id: $id) { period(from: "2026-03-12", to: "2026-03-19", by: EFFECTIVE) {
         closing { spentPence } ownMoney { onDate agreedPence owedPence state } } } }`,
      { id: id('budget', holder) },
    );
    expect(period).toEqual({
      closing: { spentPence: 7000 },
      ownMoney: [
        { onDate: '2026-03-12', agreedPence: 1500, owedPence: 1500, state: 'OWED' },
        { onDate: '2026-03-14', agreedPence: 1500, owedPence: 1125, state: 'OWED' },
        { onDate: '2026-03-19', agreedPence: 1500, owedPence: 0, state: 'AGREED' },
      ],
    });
  });

  it('follow a question that comes to less, or to nothing', async () => {
    const orderId = await standing();
    lively.clock.moveTo(new Date('2026-03-14T18:00:00Z'));
    for (const [day, quantity] of [
      ['2026-03-12', '1'],
      ['2026-03-14', '0'],
    ] as const) {
      const deliveryId = await deliver(orderId, day);
      await lively.ordering.disputeDelivery(await person(), {
        deliveryId,
        idempotencyKey: key(),
        reason: 'Left early.',
      });
      await lively.ordering.settleDispute(await staff(), { deliveryId, idempotencyKey: key(), quantity });
      await lively.confirm(holder, deliveryId);
    }
    expect((await visits(orderId, '2026-03-14')).map((words) => words.split(' ').slice(-2).join(' '))).toEqual([
      '1500 OWED',
      '1500 GIVEN_BACK',
    ]);
    expect(await books()).toMatchObject({ committed: 0n, accrued: 2000n, own: 750n });
  });

  it('owe nothing when they are cancelled: a late fee is of the budget’s part alone', async () => {
    const orderId = await standing();
    lively.clock.moveTo(new Date('2026-03-12T08:00:00Z'));
    const [late] = (await shown(orderId)).nextOccurrences;
    await lively.ordering.cancelOrder(await person(), {
      orderId,
      idempotencyKey: key(),
      occurrenceId: late?.id ?? '',
      agreedFeePence: 2000n,
    });
    await lively.ordering.cancelOrder(await person(), {
      orderId,
      idempotencyKey: key(),
      fromOn: '2026-03-19',
      agreedFeePence: 0n,
    });
    expect(await visits(orderId, '2026-03-21')).toEqual([
      '03-12 CANCELLED 4000 + 1500 GIVEN_BACK',
      '03-14 HELD 4000 + 1500 AGREED',
      '03-19 CANCELLED 4000 + 1500 GIVEN_BACK',
      '03-21 CANCELLED 4000 + 1500 GIVEN_BACK',
    ]);
    expect(await books()).toMatchObject({ committed: 4000n, accrued: 2000n, own: 0n });
  });

  it('owe theirs each, when several are confirmed with one press', async () => {
    const orderId = await standing();
    lively.clock.moveTo(new Date('2026-03-14T18:00:00Z'));
    const noted = [await deliver(orderId, '2026-03-12', '1.5'), await deliver(orderId, '2026-03-14')];
    await lively.ordering.confirmDeliveries(await person(), noted, key());
    expect(await ownMoney('2026-03-14')).toEqual([
      { onDate: '2026-03-12', agreedPence: 1500, owedPence: 1125, state: 'OWED' },
      { onDate: '2026-03-14', agreedPence: 1500, owedPence: 1500, state: 'OWED' },
    ]);
    expect(await books()).toMatchObject({ committed: 0n, accrued: 7000n, own: 2625n });
  });

  it('fall away each, when several are cancelled at once, and are not to be paid any more', async () => {
    const orderId = await standing();
    await lively.ordering.cancelOrder(await person(), {
      orderId,
      idempotencyKey: key(),
      fromOn: '2026-03-14',
      agreedFeePence: 0n,
    });
    expect(await ownMoney('2026-03-21')).toEqual([
      { onDate: '2026-03-12', agreedPence: 1500, owedPence: 0, state: 'AGREED' },
      { onDate: '2026-03-14', agreedPence: 1500, owedPence: 0, state: 'GIVEN_BACK' },
      { onDate: '2026-03-19', agreedPence: 1500, owedPence: 0, state: 'GIVEN_BACK' },
      { onDate: '2026-03-21', agreedPence: 1500, owedPence: 0, state: 'GIVEN_BACK' },
    ]);
    // The same beside the visits: of all that were cancelled, none comes with a part that is still to be paid.
    const beside = (await shown(orderId)).nextOccurrences.map((visit) => visit.ownMoney);
    expect(beside.slice(0, 4)).toEqual([
      { agreedPence: 1500, owedPence: 0, state: 'AGREED' },
      ...new Array(3).fill({ agreedPence: 1500, owedPence: 0, state: 'GIVEN_BACK' }),
    ]);
    await lively.ordering.cancelOrder(await person(), { orderId, idempotencyKey: key(), agreedFeePence: 0n });
    expect((await ownMoney('2026-03-21')).map((one) => one['state'])).toEqual(new Array(4).fill('GIVEN_BACK'));
    expect(await books()).toMatchObject({ available: WEEKLY, committed: 0n, accrued: 0n, own: 0n });
  });

  it('have theirs when the plan is made longer, and again after a break', async () => {
    const orderId = await standing();
    await lively.ordering.cancelOrder(await person(), {
      orderId,
      idempotencyKey: key(),
      fromOn: '2026-03-19',
      throughOn: '2026-03-25',
      agreedFeePence: 0n,
    });
    await lively.ordering.resumeOrder(await person(), { orderId, idempotencyKey: key(), fromOn: '2026-03-19' });
    lively.clock.moveTo(new Date('2026-03-20T12:00:00Z'));
    await lively.ordering.extendPlans();
    const all = await visits(orderId, '2026-12-31');
    expect(all.slice(2, 4)).toEqual(['03-19 PLANNED 4000 + 1500 AGREED', '03-21 PLANNED 4000 + 1500 AGREED']);
    expect(all.at(-1)).toBe('09-17 PLANNED 4000 + 1500 AGREED');
  });
});

describe('a plan that first meets a price above the cap long after it was agreed', () => {
  it('asks, and plans nothing of it before the yes; the yes plans what was left out', async () => {
    // Up to here the council pays the whole public price; from 10 September £20 of £27.50.
    await publish('2026-03-02', PUBLIC_PENCE);
    const orderId = await place(null, { shownUnitPricePence: PUBLIC_PENCE });
    await lively.accept(orderId);
    await publish('2026-09-10', CAP);
    expect((await visits(orderId, '2026-12-31')).at(-1)).toBe('09-05 PLANNED 5500');
    lively.clock.moveTo(new Date('2026-03-20T12:00:00Z'));
    await Promise.all([lively.ordering.extendPlans(), lively.ordering.extendPlans()]);
    await lively.ordering.extendPlans();
    expect((await visits(orderId, '2026-12-31')).at(-1)).toBe('09-05 PLANNED 5500');
    client = await signIn();
    const question = { fromOn: '2026-09-10', beforePence: 0, ownPence: Number(OWN_PART), visits: 3 };
    const { ownMoneyAsked } = await shown(orderId);
    expect(ownMoneyAsked).toMatchObject(question);
    const told = await database.superuser.query(
      `select 1 from kernel.outbox where type = 'ordering.own-part-asked' and payload ->> 'orderId' = $1`,
      [orderId],
    );
    expect(told.rowCount).toBe(1);
    await lively.ordering.agreeOwnMoney(await person(), {
      orderId,
      idempotencyKey: key(),
      questionId: ownMoneyAsked?.id ?? '',
      agreedOwnMoneyPence: OWN_PART,
    });
    expect((await visits(orderId, '2026-12-31')).slice(-4)).toEqual([
      '09-05 PLANNED 5500',
      '09-10 PLANNED 4000 + 1500 AGREED',
      '09-12 PLANNED 4000 + 1500 AGREED',
      '09-17 PLANNED 4000 + 1500 AGREED',
    ]);
    lively.clock.moveTo(new Date('2026-03-27T12:00:00Z'));
    await lively.ordering.extendPlans();
    expect((await visits(orderId, '2026-12-31')).at(-1)).toBe('09-24 PLANNED 4000 + 1500 AGREED');
  });
});

describe('changing it', () => {
  const terms = (orderId: string, changes: object = {}) => ({
    orderId,
    idempotencyKey: key(),
    version: 1,
    fromOn: '2026-03-14',
    quantity: '3',
    startTime: '10:00',
    pattern: { weekdays: ['TH', 'SA'] as const },
    place: 'At home',
    shownUnitPricePence: CAP,
    ...changes,
  });

  it('asks for a yes to the new own part, to the penny; a no of the provider puts the old one back', async () => {
    const orderId = await standing();
    expect(await lively.ordering.previewAmendment(await person(), terms(orderId))).toMatchObject({
      eachTimePence: 6000n,
      ownMoneyPence: 2250n,
      weeklyOwnMoneyPence: 4500n,
      promisedMorePence: 2000n,
    });
    for (const agreedOwnMoneyPence of [null, OWN_PART, 2251n])
      await expect(
        lively.ordering.amendOrder(await person(), terms(orderId, { agreedOwnMoneyPence })),
      ).rejects.toMatchObject({ code: 'OWN_MONEY_CHANGED', details: { ownPence: '2250' } });
    expect(await visits(orderId, '2026-03-14')).toEqual([
      '03-12 HELD 4000 + 1500 AGREED',
      '03-14 HELD 4000 + 1500 AGREED',
    ]);
    await lively.ordering.amendOrder(await person(), terms(orderId, { agreedOwnMoneyPence: 2250n }));
    expect(await visits(orderId, '2026-03-19')).toEqual([
      '03-12 HELD 4000 + 1500 AGREED',
      '03-14 HELD 6000 + 2250 AGREED',
      '03-19 PLANNED 6000 + 2250 AGREED',
    ]);
    expect(await books()).toMatchObject({ committed: 10_000n });
    await lively.ordering.answerChange(await staff(), {
      orderId,
      idempotencyKey: key(),
      version: 2,
      accept: false,
      reason: 'No time.',
    });
    expect(await visits(orderId, '2026-03-19')).toEqual([
      '03-12 HELD 4000 + 1500 AGREED',
      '03-14 HELD 4000 + 1500 AGREED',
      '03-19 PLANNED 4000 + 1500 AGREED',
    ]);
    expect((await shown(orderId)).ownMoneyAgreedPence).toBe(1500);
  });

  it('of the place alone leaves all of it; other days take theirs, and days left out give theirs back', async () => {
    const orderId = await standing();
    await lively.ordering.amendOrder(await person(), terms(orderId, { quantity: '2', place: 'At my sister’s' }));
    expect((await shown(orderId)).ownMoneyAgreedPence).toBe(1500);
    await lively.ordering.amendOrder(
      await person(),
      terms(orderId, { version: 2, quantity: '2', pattern: { weekdays: ['TH', 'SU'] }, agreedOwnMoneyPence: OWN_PART }),
    );
    expect(await visits(orderId, '2026-03-19')).toEqual([
      '03-12 HELD 4000 + 1500 AGREED',
      '03-15 HELD 4000 + 1500 AGREED',
      '03-19 PLANNED 4000 + 1500 AGREED',
    ]);
    expect(await books()).toMatchObject({ committed: 8000n });
  });
});

describe('a new card', () => {
  it('with a higher cap lowers the own part without a word, down to nothing', async () => {
    const orderId = await standing();
    await publish('2026-03-14', CAP + 100n);
    await publish('2026-03-19', PUBLIC_PENCE);
    await lively.ordering.repricePlans(2);
    expect(await visits(orderId, '2026-03-19')).toEqual([
      '03-12 HELD 4000 + 1500 AGREED',
      '03-14 HELD 4200 + 1300 AGREED',
      '03-19 PLANNED 5500',
    ]);
    expect((await shown(orderId)).ownMoneyAsked).toBeNull();
    expect(await books()).toMatchObject({ committed: 8200n });
  });

  it('with a lower cap asks once; until the yes the council pays by its card and nobody pays more', async () => {
    const orderId = await standing();
    await publish('2026-03-14', CAP - 100n);
    await lively.ordering.repricePlans(2);
    await lively.ordering.repricePlans(2);
    const waiting = [
      '03-12 HELD 4000 + 1500 AGREED',
      '03-14 HELD 3800 + 1500 AGREED',
      '03-19 PLANNED 3800 + 1500 AGREED',
    ];
    expect(await visits(orderId, '2026-03-19')).toEqual(waiting);
    const { ownMoneyAsked: asked } = await shown(orderId);
    expect(asked).toMatchObject({ fromOn: '2026-03-14', beforePence: 1500, ownPence: 1700 });
    const { rows } = await database.superuser.query(
      `select count(*)::int as events from kernel.outbox where type = 'ordering.own-part-asked' and payload ->> 'orderId' = $1`,
      [orderId],
    );
    expect(rows).toEqual([{ events: 1 }]);
    // Silence never spends anybody's own money.
    lively.clock.moveTo(new Date('2026-03-14T00:00:00Z'));
    await lively.ordering.repricePlans(2);
    expect(await visits(orderId, '2026-03-19')).toEqual(waiting);
    lively.clock.moveTo(NOW);
    const yes = { orderId, idempotencyKey: key(), questionId: asked?.id ?? '', agreedOwnMoneyPence: 1700n };
    await expect(
      lively.ordering.agreeOwnMoney(await person(), { ...yes, agreedOwnMoneyPence: 1699n }),
    ).rejects.toMatchObject({ code: 'OWN_MONEY_CHANGED', details: { ownPence: '1700' } });
    await lively.ordering.agreeOwnMoney(await person(), yes);
    await lively.ordering.agreeOwnMoney(await person(), yes);
    await expect(
      lively.ordering.agreeOwnMoney(await person(), { ...yes, agreedOwnMoneyPence: 1699n }),
    ).rejects.toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' });
    expect(await visits(orderId, '2026-03-19')).toEqual([
      '03-12 HELD 4000 + 1500 AGREED',
      '03-14 HELD 3800 + 1700 AGREED',
      '03-19 PLANNED 3800 + 1700 AGREED',
    ]);
    expect(await shown(orderId)).toMatchObject({ ownMoneyAgreedPence: 1700, ownMoneyAsked: null });
    await expect(
      lively.ordering.agreeOwnMoney(await person(), { ...yes, idempotencyKey: key() }),
    ).rejects.toMatchObject({ code: 'WRONG_STATE' });
    expect(await books()).toMatchObject({ committed: 7800n, own: 0n });
  });

  it('that puts it above the cap for the first time asks: nothing changes before the yes', async () => {
    await publish('2026-03-05', PUBLIC_PENCE);
    const orderId = await place(null, { shownUnitPricePence: PUBLIC_PENCE });
    await lively.accept(orderId);
    await publish('2026-03-14', CAP);
    await lively.ordering.repricePlans(2);
    expect(await visits(orderId, '2026-03-14')).toEqual(['03-12 HELD 5500', '03-14 HELD 5500']);
    const { ownMoneyAsked: asked } = await shown(orderId);
    expect(asked).toMatchObject({ fromOn: '2026-03-14', beforePence: 0, ownPence: 1500 });
    await lively.ordering.agreeOwnMoney(await person(), {
      orderId,
      idempotencyKey: key(),
      questionId: asked?.id ?? '',
      agreedOwnMoneyPence: OWN_PART,
    });
    expect(await visits(orderId, '2026-03-14')).toEqual(['03-12 HELD 5500', '03-14 HELD 4000 + 1500 AGREED']);
    expect(await books()).toMatchObject({ committed: 9500n });
  });

  it('with a lower cap beyond the plan asks when the plan reaches it', async () => {
    const orderId = await standing();
    await publish('2026-09-12', CAP - 100n);
    lively.clock.moveTo(new Date('2026-03-20T12:00:00Z'));
    await lively.ordering.extendPlans();
    expect((await visits(orderId, '2026-09-17')).slice(-3)).toEqual([
      '09-10 PLANNED 4000 + 1500 AGREED',
      '09-12 PLANNED 3800 + 1500 AGREED',
      '09-17 PLANNED 3800 + 1500 AGREED',
    ]);
    expect((await shown(orderId)).ownMoneyAsked).toMatchObject({ fromOn: '2026-09-12', ownPence: 1700, visits: 2 });
  });

  it('can be answered with no: stopping from its day is free until it is answered', async () => {
    const orderId = await standing();
    await publish('2026-03-14', CAP - 100n);
    await lively.ordering.repricePlans(2);
    lively.clock.moveTo(new Date('2026-03-13T22:00:00Z'));
    await lively.ordering.cancelOrder(await person(), {
      orderId,
      idempotencyKey: key(),
      fromOn: '2026-03-14',
      agreedFeePence: 0n,
    });
    expect(await visits(orderId, '2026-03-14')).toEqual([
      '03-12 HELD 4000 + 1500 AGREED',
      '03-14 CANCELLED 3800 + 1500 GIVEN_BACK',
    ]);
    expect((await shown(orderId)).ownMoneyAsked).toBeNull();
  });
});

describe('a trial above the cap', () => {
  it('takes its own part, and what comes of it takes a yes to its own', async () => {
    const orderId = await lively.order(holder, key(), {
      shownUnitPricePence: CAP,
      agreedOwnMoneyPence: OWN_PART,
      meetFirst: { weekdays: ['TH'], quantity: '3', startTime: '10:00' },
    });
    await lively.accept(orderId);
    await lively.confirm(holder, await lively.deliver(holder, orderId));
    expect(await books()).toMatchObject({ accrued: 4000n, own: OWN_PART });
    const { trial } = await client.ask<{ trial: { terms: unknown } }>(
      'order',
      'query ($id: ID!) { order(id: $id) { trial { terms { firstOn unitPricePence eachTimePence ownMoneyPence } } } }',
      { id: orderId },
    );
    expect(trial.terms).toEqual({
      firstOn: '2026-03-12',
      unitPricePence: 2000,
      eachTimePence: 6000,
      ownMoneyPence: 2250,
    });
    const yes = { orderId, idempotencyKey: key(), shownUnitPricePence: CAP };
    await expect(lively.ordering.continueTrial(await person(), yes)).rejects.toMatchObject({ code: 'NOT_ORDERABLE' });
    await expect(
      lively.ordering.continueTrial(await person(), { ...yes, agreedOwnMoneyPence: OWN_PART }),
    ).rejects.toMatchObject({ code: 'OWN_MONEY_CHANGED', details: { ownPence: '2250' } });
    const continued = await lively.ordering.continueTrial(await person(), { ...yes, agreedOwnMoneyPence: 2250n });
    expect(await visits(continued, '2026-03-19')).toEqual([
      '03-12 HELD 6000 + 2250 AGREED',
      '03-19 PLANNED 6000 + 2250 AGREED',
    ]);
  });
});

describe('days of their own price', () => {
  it('cost what they were shown to cost, or nothing is ordered', async () => {
    const fridays = { standing: { startsOn: '2026-03-27', weekdays: ['FR'] as const }, agreedOwnMoneyPence: OWN_PART };
    const goodFriday = (amountPence: bigint) => ({ ...fridays, shownDays: [{ day: '2026-04-03', amountPence }] });
    const orderId = await place(OWN_PART, goodFriday(5000n));
    expect(await visits(orderId, '2026-04-03')).toContain('04-03 PLANNED 5000 + 500 AGREED');
    // The same price of one unit, but bank holidays are one and a half times as dear now.
    await publish('2026-03-20', CAP, '1.5');
    const before = await database.digest();
    await expect(place(OWN_PART, goodFriday(5000n))).rejects.toMatchObject({
      code: 'PRICE_CHANGED',
      details: { unitPricePence: '2000', day: '2026-04-03', shownPence: '5000', pence: '6000' },
    });
    const single = {
      oneOff: { date: '2026-04-03' },
      standing: null,
      shownDays: [{ day: '2026-04-03', amountPence: 5000n }],
    };
    await expect(place(0n, single)).rejects.toMatchObject({ code: 'PRICE_CHANGED', details: { pence: '6000' } });
    expect(await database.digest()).toEqual(before);
    expect(await visits(await place(OWN_PART, goodFriday(6000n)), '2026-04-03')).toContain('04-03 PLANNED 6000');
  });
});
