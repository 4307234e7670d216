import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { verifyLedger } from '@owncourse/ledger/verify';
import { AGREED_PENCE, id } from '../src/testing/small-world.js';
import { LivelyWorld, NOW } from './fixtures/lively-world.js';
import { WholeDatabase } from './fixtures/whole-database.js';

/** £1,000 a week, of which the first is in: funded through Sunday 15 March. */
const WEEKLY = 100_000n;

let lively: LivelyWorld;
let database: WholeDatabase;
let holder = -1;
let keys = 0;
let version = 1;

beforeAll(async () => {
  lively = await LivelyWorld.open(0);
  database = await WholeDatabase.open(lively.house.database.superuserUrl);
});

afterAll(async () => {
  expect(await verifyLedger(lively.house.database.auditorUrl)).toMatchObject({ sumPence: 0, breaches: 0, first: null });
  await database.close();
  await lively.house.close();
});

beforeEach(async () => {
  lively.clock.moveTo(NOW);
  holder += 1;
  await lively.world.moveIn([holder], WEEKLY);
});

const key = (): string => `repricing-${(keys += 1)}`;
const person = () => lively.world.actor('holder', holder);
const refusal = (code: string, details: object = {}) =>
  expect.objectContaining({ code, details: expect.objectContaining(details) });

async function publish(validFrom: string, pence: bigint, bankHolidayMultiplier = '1.5'): Promise<void> {
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
    items: [{ variantId: lively.world.variantId, unit: 'HOUR', kind: 'FIXED', unitPricePence: pence }],
  });
}

async function askPercent(value: number | null): Promise<void> {
  const { world } = lively;
  await world.identity.setPolicy(await world.actor('finance-first'), world.councilId, [
    { key: 'priceRiseAskPercent', value, from: '2026-01-01' },
  ]);
}

/** The first card again, so that each test begins alike. */
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
  await askPercent(null);
}
beforeEach(freshCards);

async function visits(orderId: string, through: string): Promise<string[]> {
  const { rows } = await database.superuser.query<{ day: string; status: string; amount: string }>(
    'select on_date::text as day, status, amount_pence::text as amount from ordering.occurrence where order_id = $1 and on_date <= $2 order by starts_at',
    [orderId, through],
  );
  return rows.map((row) => `${row.day.slice(5)} ${row.status} ${row.amount}`);
}

async function available(): Promise<bigint> {
  const { rows } = await database.superuser.query<{ pence: string }>(
    'select available_pence as pence from ledger.budget_balance where budget_id = $1',
    [id('budget', holder)],
  );
  return BigInt(rows[0]?.pence ?? -1);
}

async function codes(orderId: string): Promise<string[]> {
  const { rows } = await database.superuser.query<{ code: string }>(
    `select code from ordering.order_event where order_id = $1 order by code in ('PLACED', 'ACCEPTED') desc, at, code`,
    [orderId],
  );
  return rows.map((row) => row.code);
}

/** Every Thursday and Saturday, two hours. */
async function standing(): Promise<string> {
  const orderId = await lively.order(holder, key(), {
    oneOff: null,
    standing: { startsOn: '2026-03-12', weekdays: ['TH', 'SA'] },
    startTime: '10:00',
  });
  await lively.accept(orderId);
  return orderId;
}

describe('each visit at the price of its own day', () => {
  it('when it is placed: a card to come counts from its date, a bank holiday has its own price', async () => {
    await publish('2026-03-26', AGREED_PENCE + 100n, '2');
    const orderId = await lively.order(holder, key(), {
      oneOff: null,
      standing: { startsOn: '2026-03-20', weekdays: ['FR'] },
      startTime: '10:00',
    });
    // Good Friday is twice as dear on the new card, 3 May is none; 25 December is past the plan.
    expect(await visits(orderId, '2026-04-10')).toEqual([
      '03-20 PLANNED 4820',
      '03-27 PLANNED 5020',
      '04-03 PLANNED 10040',
      '04-10 PLANNED 5020',
    ]);
  });

  it('when the plan is made longer', async () => {
    const orderId = await standing();
    await publish('2026-09-12', AGREED_PENCE - 10n);
    lively.clock.moveTo(new Date('2026-03-20T12:00:00Z'));
    await lively.ordering.extendPlans();
    expect((await visits(orderId, '2026-09-20')).slice(-3)).toEqual([
      '09-10 PLANNED 4820',
      '09-12 PLANNED 4800',
      '09-17 PLANNED 4800',
    ]);
  });

  it('a single visit on a bank holiday costs what the quotation says, and is billed so', async () => {
    const client = await lively.signInAs('provider@first.example');
    const quote = await client.ask<{ linePence: number }>(
      'quote',
      'query ($input: QuoteInput!) { quote(input: $input) { ... on Quote { linePence price { bankHoliday reasons { code words } } } } }',
      { input: { variantId: lively.world.variantId, quantity: '2', onDate: '2026-04-03' } },
    );
    // Nobody’s budget: the public price has no bank holidays.
    expect(quote).toMatchObject({ linePence: 5500, price: { bankHoliday: null } });
    // A price whose one and a half is no whole penny: the sum is rounded once.
    await publish('2026-04-01', 2411n);
    const orderId = await lively.order(holder, key(), {
      oneOff: { date: '2026-04-03' },
      startTime: '10:00',
      shownUnitPricePence: 2411n,
    });
    expect(await visits(orderId, '2026-04-03')).toEqual(['04-03 HELD 7233']);
    await lively.accept(orderId);
    lively.clock.moveTo(new Date('2026-04-03T18:00:00Z'));
    const staff = await lively.world.actor('provider-staff', 1);
    const visit = (await lively.ordering.visitsToDeliver(staff, '2026-04-03')).find((one) => one.orderId === orderId);
    const note = {
      occurrenceId: visit?.occurrenceId ?? '',
      idempotencyKey: key(),
      workerName: 'Wren',
      place: 'Home',
      startedAt: '2026-04-03T09:00:00Z',
      endedAt: '2026-04-03T10:45:00Z',
      quantity: '1.75',
    };
    const [deliveryId] = await lively.ordering.recordDeliveries(staff, [note], key());
    await lively.confirm(holder, deliveryId ?? '');
    await database.superuser.query('select invoicing.take_billables(array[$1::uuid])', [deliveryId]);
    await database.superuser.query(`select invoicing.make_invoices(array[$1::uuid], '2026-04-03', '2026-04-03')`, [
      lively.world.providerId,
    ]);
    const { rows } = await database.superuser.query(
      'select quantity::text, unit_price_pence::text, line_pence::text, description, match_problems from invoicing.invoice_line where billable_id = $1',
      [deliveryId],
    );
    // 1.75 × £24.11 × 1.5 = £63.28875.
    expect(rows).toEqual([
      {
        quantity: '1.7500',
        unit_price_pence: '2411',
        line_pence: '6329',
        description: 'Help at home, Hour, bank holiday × 1.5',
        match_problems: [],
      },
    ]);
  });
});

describe('a card that is published later', () => {
  it('prices the visits after its date anew; their holds follow by the difference; it is done once', async () => {
    const orderId = await standing();
    expect(await available()).toBe(WEEKLY - 9640n);
    await publish('2026-03-14', AGREED_PENCE + 100n);
    expect(await lively.ordering.repricePlans(2)).toBeGreaterThan(0);
    expect(await visits(orderId, '2026-03-19')).toEqual(['03-12 HELD 4820', '03-14 HELD 5020', '03-19 PLANNED 5020']);
    expect(await available()).toBe(WEEKLY - 9840n);
    expect(await lively.ordering.repricePlans(2)).toBe(0);
    expect((await codes(orderId)).filter((code) => code === 'REPRICED')).toHaveLength(1);
  });

  it('a lower price gives the difference back', async () => {
    const orderId = await standing();
    await publish('2026-03-14', AGREED_PENCE - 100n);
    await lively.ordering.repricePlans(2);
    expect(await visits(orderId, '2026-03-14')).toEqual(['03-12 HELD 4820', '03-14 HELD 4620']);
    expect(await available()).toBe(WEEKLY - 9440n);
  });

  it('what the budget cannot pay for at the new price is unfunded, and held again when there is money', async () => {
    const orderId = await standing();
    await lively.order(holder, key(), { oneOff: { date: '2026-03-11' }, quantity: '37', startTime: '10:00' });
    expect(await available()).toBe(1190n);
    await publish('2026-03-14', AGREED_PENCE + 600n);
    await lively.ordering.repricePlans(2);
    expect(await visits(orderId, '2026-03-14')).toEqual(['03-12 HELD 4820', '03-14 UNFUNDED 6020']);
    expect(await available()).toBe(6010n);
    const { rows } = await database.superuser.query<{ payload: { unfunded: number; visits: number } }>(
      `select payload from kernel.outbox where type = 'ordering.visits-repriced' and payload ->> 'orderId' = $1`,
      [orderId],
    );
    expect(rows[0]?.payload).toMatchObject({
      unfunded: 1,
      unitPriceBeforePence: '2410',
      unitPricePence: '3010',
      fromOn: '2026-03-14',
    });
    await lively.world.ledger.recordInstalment(await lively.world.actor('finance-first'), {
      budgetId: id('budget', holder),
      idempotencyKey: key(),
      amountPence: 10n,
      onDate: '2026-03-10',
    });
    await lively.ordering.enterHoldWindow();
    expect(await visits(orderId, '2026-03-14')).toEqual(['03-12 HELD 4820', '03-14 HELD 6020']);
    expect(await available()).toBe(0n);
  });
});

describe('a rise beyond the council’s policy', () => {
  async function rise(
    orderId: string,
  ): Promise<{ id: string; fromOn: string; unitPricePence: number; answerBy: string } | null> {
    const client = await lively.signInAs('provider@first.example');
    const order = await client.ask<{
      priceRise: { id: string; fromOn: string; unitPricePence: number; answerBy: string } | null;
    }>('order', 'query ($id: ID!) { order(id: $id) { priceRise { id fromOn unitPricePence answerBy } } }', {
      id: orderId,
    });
    return order.priceRise;
  }

  it('asks first: nothing changes until the person agrees', async () => {
    const orderId = await standing();
    await askPercent(4);
    await publish('2026-03-14', 2507n);
    await lively.ordering.repricePlans(2);
    await lively.ordering.repricePlans(2);
    expect(await visits(orderId, '2026-03-19')).toEqual(['03-12 HELD 4820', '03-14 HELD 4820', '03-19 PLANNED 4820']);
    const asked = await rise(orderId);
    expect(asked).toMatchObject({ fromOn: '2026-03-14', unitPricePence: 2507, answerBy: '2026-03-13' });
    const agree = { orderId, idempotencyKey: key(), riseId: asked?.id ?? '' };
    await lively.ordering.agreePriceRise(await person(), agree);
    await lively.ordering.agreePriceRise(await person(), agree);
    await expect(
      lively.ordering.agreePriceRise(await person(), { ...agree, riseId: id('another-rise') }),
    ).rejects.toEqual(refusal('IDEMPOTENCY_CONFLICT'));
    expect(await visits(orderId, '2026-03-19')).toEqual(['03-12 HELD 4820', '03-14 HELD 5014', '03-19 PLANNED 5014']);
    expect(await available()).toBe(WEEKLY - 4820n - 5014n);
    await expect(lively.ordering.agreePriceRise(await person(), { ...agree, idempotencyKey: key() })).rejects.toEqual(
      refusal('WRONG_STATE'),
    );
    await lively.ordering.repricePlans(2);
    expect(await rise(orderId)).toBeNull();
  });

  it('exactly the policy’s percent does not ask', async () => {
    const orderId = await standing();
    await askPercent(10);
    await publish('2026-03-14', 2651n);
    await lively.ordering.repricePlans(2);
    expect(await rise(orderId)).toBeNull();
    expect(await visits(orderId, '2026-03-14')).toEqual(['03-12 HELD 4820', '03-14 HELD 5302']);
  });

  it('stopping from its day is free, however late, until it is answered', async () => {
    const orderId = await standing();
    await askPercent(1);
    await publish('2026-03-14', 3000n);
    await lively.ordering.repricePlans(2);
    lively.clock.moveTo(new Date('2026-03-13T22:00:00Z'));
    expect(await lively.ordering.previewCancellation(await person(), { orderId, fromOn: '2026-03-14' })).toMatchObject({
      feePence: 0n,
      late: [],
    });
    await lively.ordering.cancelOrder(await person(), {
      orderId,
      idempotencyKey: key(),
      fromOn: '2026-03-14',
      agreedFeePence: 0n,
    });
    expect(await available()).toBe(WEEKLY - 4820n);
    expect(await rise(orderId)).toBeNull();
    expect((await codes(orderId)).slice(2).sort()).toEqual(['ENDS', 'PRICE_RISE_ASKED']);
  });

  it('silence until the day before lets the help go on at the new price', async () => {
    const orderId = await standing();
    await askPercent(1);
    await publish('2026-03-14', 3000n);
    await lively.ordering.repricePlans(2);
    lively.clock.moveTo(new Date('2026-03-13T12:00:00Z'));
    await lively.ordering.repricePlans(0);
    expect(await visits(orderId, '2026-03-14')).toEqual(['03-12 HELD 4820', '03-14 HELD 4820']);
    lively.clock.moveTo(new Date('2026-03-14T00:00:00Z'));
    await lively.ordering.repricePlans(0);
    expect(await visits(orderId, '2026-03-14')).toEqual(['03-12 HELD 4820', '03-14 HELD 6000']);
    expect((await codes(orderId)).slice(-2).sort()).toEqual(['PRICE_RISE_SILENT', 'REPRICED']);
  });
});
