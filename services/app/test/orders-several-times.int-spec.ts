import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { until } from '@owncourse/kernel/testing';
import { verifyLedger } from '@owncourse/ledger/verify';
import type { AmendOrderInput, PlaceOrderInput } from '@owncourse/ordering/contract';
import pg from 'pg';
import { AGREED_PENCE, id } from '../src/testing/small-world.js';
import { LivelyWorld, NOW } from './fixtures/lively-world.js';
import { WholeDatabase } from './fixtures/whole-database.js';

/** £1,000 a week, of which the first is in: funded through Sunday 15 March. */
const WEEKLY = 100_000n;
const EVERY_DAY = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
/** One hour at 8:00, half an hour at 13:00, an hour and a half at 21:00: £24.10, £12.05 and £36.15. */
const DAY_PENCE = 7230n;

let lively: LivelyWorld;
let database: WholeDatabase;
let holder = -1;
let keys = 0;

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

const key = (): string => `several-${(keys += 1)}`;
const person = () => lively.world.actor('holder', holder);
const staff = () => lively.world.actor('provider-staff', 1);
const refusal = (code: string, details: object = {}) =>
  expect.objectContaining({ code, details: expect.objectContaining(details) });
const invalid = (field: string, says: RegExp) =>
  refusal('INVALID_INPUT', { problems: [{ field, message: expect.stringMatching(says) }] });

interface Visit {
  readonly id: string;
  readonly day: string;
  readonly hour: string;
  readonly status: string;
  readonly quantity: string;
  readonly amount: string;
}

async function rows(orderId: string, from: string, through: string): Promise<Visit[]> {
  const { rows: found } = await database.superuser.query<Visit>(
    `select id, on_date::text as day, to_char(starts_at at time zone 'Europe/London', 'HH24:MI') as hour, status, trim_scale(quantity)::text as quantity, amount_pence::text as amount
     from ordering.occurrence where order_id = $1 and on_date between $2 and $3 and not (status = 'CANCELLED' and replaced) order by starts_at`,
    [orderId, from, through],
  );
  return found;
}

async function visits(orderId: string, from: string, through = from): Promise<string[]> {
  return (await rows(orderId, from, through)).map(
    (row) => `${row.day.slice(5)} ${row.hour} ${row.quantity} ${row.status} ${row.amount}`,
  );
}

async function left(): Promise<{ available: bigint; committed: bigint }> {
  const { rows: found } = await database.superuser.query<{ available: string; committed: string }>(
    'select available_pence as available, committed_pence as committed from ledger.budget_balance where budget_id = $1',
    [id('budget', holder)],
  );
  return { available: BigInt(found[0]?.available ?? -1), committed: BigInt(found[0]?.committed ?? -1) };
}

const daily = (changes: Partial<PlaceOrderInput> = {}): Partial<PlaceOrderInput> => ({
  oneOff: null,
  standing: { startsOn: '2026-03-11', weekdays: EVERY_DAY },
  quantity: '1',
  startTime: '08:00',
  moreTimes: [
    { startTime: '21:00', quantity: '1.5' },
    { startTime: '13:00', quantity: '0.5' },
  ],
  place: 'At home',
  note: null,
  ...changes,
});

async function standing(accept = true): Promise<string> {
  const orderId = await lively.order(holder, key(), daily());
  if (accept) await lively.accept(orderId);
  return orderId;
}

const terms = (orderId: string, changes: Partial<AmendOrderInput> = {}): AmendOrderInput => ({
  orderId,
  idempotencyKey: key(),
  version: 1,
  fromOn: '2026-03-14',
  quantity: '1',
  startTime: '08:00',
  pattern: { weekdays: EVERY_DAY },
  endsOn: null,
  place: 'At home',
  note: null,
  shownUnitPricePence: AGREED_PENCE,
  ...changes,
});

async function amend(input: AmendOrderInput): Promise<void> {
  await lively.ordering.amendOrder(await person(), input);
}

interface Shown {
  readonly whenInWords: string;
  readonly startTime: string;
  readonly times: readonly { startTime: string; endTime: string; quantity: string; linePence: number }[];
  readonly extraVisits: readonly { day: string; startTime: string; quantity: string }[];
  readonly versions: readonly { version: number; answer: string; changes: string[] }[];
}

async function shown(orderId: string): Promise<Shown> {
  const client = await lively.signInAs('provider@first.example');
  return client.ask<Shown>(
    'order',
    `query ($id: ID!) { order(id: $id) { whenInWords startTime times { startTime endTime quantity linePence }
       extraVisits { day startTime quantity } versions { version answer changes } } }`,
    { id: orderId },
  );
}

describe('ordering several times a day at once', () => {
  it('each is a visit of its own, priced and held for itself, in one order with one answer', async () => {
    const orderId = await standing();
    expect(await left()).toEqual({ available: WEEKLY - 5n * DAY_PENCE, committed: 5n * DAY_PENCE });
    expect(await visits(orderId, '2026-03-15', '2026-03-16')).toEqual([
      '03-15 08:00 1 HELD 2410',
      '03-15 13:00 0.5 HELD 1205',
      '03-15 21:00 1.5 HELD 3615',
      '03-16 08:00 1 PLANNED 2410',
      '03-16 13:00 0.5 PLANNED 1205',
      '03-16 21:00 1.5 PLANNED 3615',
    ]);
    expect(await shown(orderId)).toMatchObject({
      whenInWords:
        'Every Monday, Tuesday, Wednesday, Thursday, Friday, Saturday and Sunday, 8am to 9am, 1pm to 1:30pm and 9pm to 10:30pm',
      startTime: '08:00',
      times: [
        { startTime: '08:00', endTime: '09:00', quantity: '1', linePence: 2410 },
        { startTime: '13:00', endTime: '13:30', quantity: '0.5', linePence: 1205 },
        { startTime: '21:00', endTime: '22:30', quantity: '1.5', linePence: 3615 },
      ],
      extraVisits: [],
      versions: [{ version: 1, answer: 'WITH_ORDER' }],
    });
    // Both sides of the change to summer time, at the hours of the wall clock.
    expect((await visits(orderId, '2026-03-28', '2026-03-29')).map((line) => line.slice(0, 11))).toEqual(
      ['03-28', '03-29'].flatMap((day) => ['08:00', '13:00', '21:00'].map((hour) => `${day} ${hour}`)),
    );
    // Good Friday at one and a half times, each rounded for itself.
    expect((await visits(orderId, '2026-04-03')).map((line) => line.split(' ').at(-1))).toEqual([
      '3615',
      '1808',
      '5423',
    ]);
  });

  it('its times are the person’s and the provider’s to read, and nobody else’s', async () => {
    const orderId = await standing();
    const app = new pg.Client({ connectionString: lively.house.database.appUrl });
    await app.connect();
    const seen = async (people: string, organisation: string): Promise<number | null> => {
      await app.query('begin');
      await app.query(`select set_config('app.people', $1, true), set_config('app.organisation_id', $2, true)`, [
        `{${people}}`,
        organisation,
      ]);
      const { rowCount } = await app.query('select 1 from ordering.order_time where order_id = $1', [orderId]);
      await app.query('rollback');
      return rowCount;
    };
    expect(await seen(id('holder', holder), '')).toBe(2);
    expect(await seen(id('other-holder'), lively.world.providerId)).toBe(2);
    expect(await seen(id('other-holder'), lively.world.otherProviderId)).toBe(0);
    await app.end();
  });

  it('the plan is extended by whole days, and once', async () => {
    const orderId = await standing();
    lively.clock.moveTo(new Date('2026-03-20T12:00:00Z'));
    await lively.ordering.extendPlans();
    await lively.ordering.extendPlans();
    expect(await visits(orderId, '2026-09-18')).toEqual([
      '09-18 08:00 1 PLANNED 2410',
      '09-18 13:00 0.5 PLANNED 1205',
      '09-18 21:00 1.5 PLANNED 3615',
    ]);
    expect(await rows(orderId, '2026-03-11', '2026-09-18')).toHaveLength(3 * 192);
  });

  it.each<[string, Partial<PlaceOrderInput>, string, RegExp]>([
    [
      'one into another',
      { moreTimes: [{ startTime: '08:30', quantity: '1' }] },
      'moreTimes[0].startTime',
      /before another/,
    ],
    [
      'no such time',
      { moreTimes: [{ startTime: '24:00', quantity: '1' }] },
      'moreTimes[0].startTime',
      /a time such as/,
    ],
    ['too little', { moreTimes: [{ startTime: '13:00', quantity: '0.25' }] }, 'moreTimes[0].quantity', /The least/],
    ['nothing', { moreTimes: [{ startTime: '13:00', quantity: '0' }] }, 'moreTimes[0].quantity', /more than zero/],
    ['of a single visit', { standing: null, oneOff: { date: '2026-03-12' } }, 'moreTimes', /Only help that repeats/],
  ])('%s is refused by field, and leaves nothing', async (_what, changes, field, says) => {
    const before = await database.digest();
    await expect(lively.order(holder, key(), daily(changes))).rejects.toEqual(invalid(field, says));
    expect(await database.digest()).toEqual(before);
  });

  it('days of their own price cost what was shown for all visits of the day', async () => {
    const goodFriday = { day: '2026-04-03', amountPence: 3615n + 1808n + 5423n };
    await expect(
      lively.order(holder, key(), daily({ shownDays: [{ ...goodFriday, amountPence: 3615n }] })),
    ).rejects.toEqual(refusal('PRICE_CHANGED', { day: '2026-04-03', shownPence: '3615', pence: '10846' }));
    await lively.order(holder, key(), daily({ shownDays: [goodFriday] }));
  });

  it('the council’s limits count the dearest visit, and all of the week', async () => {
    const { world } = lively;
    const finance = await world.actor('finance-first');
    const policy = (key: 'approvalLimitPence' | 'approvalWeeklyLimitPence', value: number) =>
      world.identity.setPolicy(finance, world.councilId, [{ key, value, from: '2026-03-10' }]);
    const reasons = async (orderId: string): Promise<unknown[]> =>
      (
        await database.superuser.query<{ code: string; details: object }>(
          'select code, details from ordering.approval_reason where order_id = $1 order by code',
          [orderId],
        )
      ).rows;
    // The first visit of the day alone is below both.
    await policy('approvalLimitPence', 3614);
    await policy('approvalWeeklyLimitPence', Number(7n * DAY_PENCE) - 1);
    expect(await reasons(await standing(false))).toEqual([
      { code: 'OVER_LIMIT', details: { limitPence: '3614', pence: '3615' } },
      { code: 'OVER_WEEKLY_LIMIT', details: { limitPence: '50609', pence: '50610' } },
    ]);
    await policy('approvalLimitPence', 1_000_000);
    await policy('approvalWeeklyLimitPence', 10_000_000);
    await lively.world.moveIn([(holder += 1)], WEEKLY);
    expect(await reasons(await standing(false))).toEqual([]);
  });
});

describe('changing one that comes several times a day', () => {
  it('keeps the times it is not told about; a time more is held for what is held', async () => {
    const orderId = await standing();
    const ids = (await rows(orderId, '2026-03-14', '2026-03-14')).map((visit) => visit.id);
    await amend(terms(orderId, { quantity: '2' }));
    expect(await visits(orderId, '2026-03-13', '2026-03-14')).toEqual([
      '03-13 08:00 1 HELD 2410',
      '03-13 13:00 0.5 HELD 1205',
      '03-13 21:00 1.5 HELD 3615',
      '03-14 08:00 2 HELD 4820',
      '03-14 13:00 0.5 HELD 1205',
      '03-14 21:00 1.5 HELD 3615',
    ]);
    expect((await rows(orderId, '2026-03-14', '2026-03-14')).map((visit) => visit.id)).toEqual(ids);
    const four = {
      version: 2,
      quantity: '2',
      moreTimes: [
        { startTime: '13:00', quantity: '0.5' },
        { startTime: '17:00', quantity: '1' },
        { startTime: '21:00', quantity: '1.5' },
      ],
    };
    expect(await lively.ordering.previewAmendment(await person(), terms(orderId, four))).toMatchObject({
      eachTimePence: 4820n,
      eachDayPence: 4820n + 1205n + 2410n + 3615n,
      weeklyBeforePence: 7n * 9640n,
      weeklyAfterPence: 7n * 12_050n,
      promisedMorePence: 2n * 2410n,
      visitsDropped: 0,
      specialDays: [
        { day: '2026-04-03', amountPence: 7230n + 1808n + 3615n + 5423n },
        { day: '2026-04-06' },
        { day: '2026-05-04' },
        { day: '2026-05-25' },
        { day: '2026-08-31' },
      ],
    });
    await amend(terms(orderId, four));
    expect((await shown(orderId)).versions.at(-1)).toEqual({
      version: 3,
      answer: 'ASKED',
      changes: [
        '2 hours at 8am, 0.5 hours at 1pm and 1.5 hours at 9pm → 2 hours at 8am, 0.5 hours at 1pm, 1 hour at 5pm and 1.5 hours at 9pm',
      ],
    });
    expect(await left()).toEqual({
      available: WEEKLY - 3n * DAY_PENCE - 2n * 12_050n,
      committed: 3n * DAY_PENCE + 2n * 12_050n,
    });
  });

  it('one time taken out gives back its visits alone; a no of the provider puts them back', async () => {
    const orderId = await standing();
    await amend(terms(orderId, { moreTimes: [{ startTime: '21:00', quantity: '1.5' }] }));
    expect(await visits(orderId, '2026-03-14')).toEqual(['03-14 08:00 1 HELD 2410', '03-14 21:00 1.5 HELD 3615']);
    expect(await left()).toEqual({ available: WEEKLY - 5n * DAY_PENCE + 2410n, committed: 5n * DAY_PENCE - 2410n });
    await lively.ordering.answerChange(await staff(), {
      orderId,
      idempotencyKey: key(),
      version: 2,
      accept: false,
      reason: 'We need lunch too.',
    });
    expect(await visits(orderId, '2026-03-14')).toEqual([
      '03-14 08:00 1 HELD 2410',
      '03-14 13:00 0.5 HELD 1205',
      '03-14 21:00 1.5 HELD 3615',
    ]);
    expect(await left()).toEqual({ available: WEEKLY - 5n * DAY_PENCE, committed: 5n * DAY_PENCE });
    expect((await shown(orderId)).times).toHaveLength(3);
  });

  it('a visit that was cancelled or delivered takes no other of its day along, and is not planned again', async () => {
    const orderId = await standing();
    const lunch = (await rows(orderId, '2026-03-14', '2026-03-14'))[1];
    await lively.ordering.cancelOrder(await person(), {
      orderId,
      occurrenceId: lunch?.id ?? '',
      idempotencyKey: key(),
      agreedFeePence: 0n,
    });
    expect(await left()).toEqual({ available: WEEKLY - 5n * DAY_PENCE + 1205n, committed: 5n * DAY_PENCE - 1205n });
    lively.clock.moveTo(new Date('2026-03-11T09:30:00Z'));
    const [morning] = (await lively.ordering.visitsToDeliver(await staff(), '2026-03-11')).filter(
      (visit) => visit.orderId === orderId,
    );
    const [deliveryId] = await lively.ordering.recordDeliveries(
      await staff(),
      [
        {
          occurrenceId: morning?.occurrenceId ?? '',
          idempotencyKey: key(),
          workerName: 'Wren',
          place: 'At home',
          startedAt: '2026-03-11T08:00:00Z',
          endedAt: '2026-03-11T09:00:00Z',
          quantity: '1',
        },
      ],
      key(),
    );
    await lively.confirm(holder, deliveryId ?? '');
    // Longer evenings from today: the morning stays as it was delivered, the lunch of Saturday stays cancelled.
    await amend(
      terms(orderId, {
        fromOn: '2026-03-11',
        moreTimes: [
          { startTime: '13:00', quantity: '0.5' },
          { startTime: '21:00', quantity: '2' },
        ],
      }),
    );
    expect(await visits(orderId, '2026-03-11')).toEqual([
      '03-11 08:00 1 CONFIRMED 2410',
      '03-11 13:00 0.5 HELD 1205',
      '03-11 21:00 2 HELD 4820',
    ]);
    expect(await visits(orderId, '2026-03-14')).toEqual([
      '03-14 08:00 1 HELD 2410',
      '03-14 13:00 0.5 CANCELLED 1205',
      '03-14 21:00 2 HELD 4820',
    ]);
  });

  it('a break takes all times of its days, and starting again brings all of them back', async () => {
    const orderId = await standing();
    await lively.ordering.cancelOrder(await person(), {
      orderId,
      fromOn: '2026-03-13',
      throughOn: '2026-03-14',
      idempotencyKey: key(),
      agreedFeePence: 0n,
    });
    expect(await left()).toEqual({ available: WEEKLY - 3n * DAY_PENCE, committed: 3n * DAY_PENCE });
    await lively.ordering.resumeOrder(await person(), { orderId, idempotencyKey: key(), fromOn: '2026-03-14' });
    expect(await left()).toEqual({ available: WEEKLY - 4n * DAY_PENCE, committed: 4n * DAY_PENCE });
    expect((await visits(orderId, '2026-03-14')).filter((line) => line.includes('HELD'))).toHaveLength(3);
  });
});

describe('a single visit beside the pattern', () => {
  /** Every Thursday from 12 March, two hours from 10:00, accepted. */
  const thursdays = async (): Promise<string> => {
    const orderId = await lively.order(holder, key(), {
      oneOff: null,
      standing: { startsOn: '2026-03-12', weekdays: ['TH'] },
      startTime: '10:00',
      place: 'At home',
      note: null,
    });
    await lively.accept(orderId);
    return orderId;
  };
  const onThursdays = (orderId: string, changes: Partial<AmendOrderInput> = {}): AmendOrderInput =>
    terms(orderId, {
      quantity: '2',
      startTime: '10:00',
      pattern: { weekdays: ['TH'] },
      fromOn: '2026-03-12',
      ...changes,
    });
  const saturday = { date: '2026-03-14', startTime: '15:00', quantity: '1' };
  const later = { date: '2026-03-24', startTime: '09:00', quantity: '1.5' };

  it('is a new version with its own money held, asked of the provider, kept by later changes', async () => {
    const orderId = await thursdays();
    expect(await left()).toEqual({ available: WEEKLY - 4820n, committed: 4820n });
    const wanted = onThursdays(orderId, { extraVisits: [later, saturday] });
    expect(await lively.ordering.previewAmendment(await person(), wanted)).toMatchObject({
      promisedMorePence: 2410n,
      visitsAdded: 2,
      visitsDropped: 0,
      asksProvider: true,
    });
    await amend(wanted);
    expect(await left()).toEqual({ available: WEEKLY - 7230n, committed: 7230n });
    expect(await visits(orderId, '2026-03-12', '2026-03-26')).toEqual([
      '03-12 10:00 2 HELD 4820',
      '03-14 15:00 1 HELD 2410',
      '03-19 10:00 2 PLANNED 4820',
      '03-24 09:00 1.5 PLANNED 3615',
      '03-26 10:00 2 PLANNED 4820',
    ]);
    const { extraVisits, versions, whenInWords } = await shown(orderId);
    expect(whenInWords).toBe('Every Thursday, 10am to noon');
    expect(extraVisits).toEqual([
      { day: '2026-03-14', startTime: '15:00', quantity: '1' },
      { day: '2026-03-24', startTime: '09:00', quantity: '1.5' },
    ]);
    expect(versions.at(-1)).toEqual({
      version: 2,
      answer: 'ASKED',
      changes: [
        'Added a visit on Saturday 14 March, 3pm to 4pm (1 hour)',
        'Added a visit on Tuesday 24 March, 9am to 10:30am (1.5 hours)',
      ],
    });
    // Another change does not speak of them.
    await amend(onThursdays(orderId, { version: 2, fromOn: '2026-03-19', quantity: '1' }));
    expect(await visits(orderId, '2026-03-14', '2026-03-24')).toEqual([
      '03-14 15:00 1 HELD 2410',
      '03-19 10:00 1 PLANNED 2410',
      '03-24 09:00 1.5 PLANNED 3615',
    ]);
    // Taken out again, with its money.
    await amend(onThursdays(orderId, { version: 3, quantity: '1', extraVisits: [later] }));
    expect(await left()).toEqual({ available: WEEKLY - 2410n, committed: 2410n });
    expect(await visits(orderId, '2026-03-14')).toEqual([]);
  });

  it('goes with a no of the provider, and stays cancelled once it was', async () => {
    const orderId = await thursdays();
    await amend(onThursdays(orderId, { extraVisits: [saturday] }));
    await lively.ordering.answerChange(await staff(), {
      orderId,
      idempotencyKey: key(),
      version: 2,
      accept: false,
      reason: 'Nobody is free.',
    });
    expect(await left()).toEqual({ available: WEEKLY - 4820n, committed: 4820n });
    expect(await shown(orderId)).toMatchObject({ extraVisits: [] });
    await amend(onThursdays(orderId, { version: 3, extraVisits: [saturday] }));
    const [extra] = await rows(orderId, '2026-03-14', '2026-03-14');
    await lively.ordering.cancelOrder(await person(), {
      orderId,
      occurrenceId: extra?.id ?? '',
      idempotencyKey: key(),
      agreedFeePence: 0n,
    });
    await amend(onThursdays(orderId, { version: 4, quantity: '1' }));
    expect(await visits(orderId, '2026-03-14')).toEqual(['03-14 15:00 1 CANCELLED 2410']);
    expect(await left()).toEqual({ available: WEEKLY - 2410n, committed: 2410n });
  });

  it('leaves no hole in the plan that goes on after it', async () => {
    const orderId = await thursdays();
    // The last day that is planned now is 8 September, a Tuesday.
    await amend(onThursdays(orderId, { extraVisits: [{ ...saturday, date: '2026-09-08' }] }));
    lively.clock.moveTo(new Date('2026-03-24T12:00:00Z'));
    await lively.ordering.extendPlans();
    expect((await visits(orderId, '2026-09-01', '2026-09-22')).map((line) => line.slice(0, 5))).toEqual([
      '09-03',
      '09-08',
      '09-10',
      '09-17',
    ]);
  });

  it('is refused by field where the plan has no place for it, and leaves nothing', async () => {
    const orderId = await thursdays();
    await lively.ordering.cancelOrder(await person(), {
      orderId,
      fromOn: '2026-04-01',
      throughOn: '2026-04-10',
      idempotencyKey: key(),
      agreedFeePence: 0n,
    });
    const before = await database.digest();
    const refused = async (extra: Partial<typeof saturday>, field: string, says: RegExp): Promise<void> => {
      const extraVisits = [{ ...saturday, ...extra }];
      await expect(amend(onThursdays(orderId, { extraVisits }))).rejects.toEqual(invalid(field, says));
    };
    await refused({ date: '2026-03-11' }, 'extraVisits[0].date', /not before the change/);
    await refused({ date: '2026-09-09' }, 'extraVisits[0].date', /next 26 weeks/);
    await refused({ date: '2026-04-04' }, 'extraVisits[0].date', /has a break then/);
    await refused({ date: '2026-03-19', startTime: '11:30' }, 'extraVisits[0].startTime', /a visit at that time/);
    await refused({ quantity: '0.25' }, 'extraVisits[0].quantity', /The least/);
    expect(await database.digest()).toEqual(before);
  });

  it('counts in the council’s weekly limit', async () => {
    const orderId = await thursdays();
    const { world } = lively;
    const finance = await world.actor('finance-first');
    const limit = (value: number) =>
      world.identity.setPolicy(finance, world.councilId, [
        { key: 'approvalWeeklyLimitPence', value, from: '2026-03-10' },
      ]);
    await limit(7229);
    await expect(amend(onThursdays(orderId, { extraVisits: [saturday] }))).rejects.toEqual(
      refusal('OVER_APPROVAL_LIMIT'),
    );
    await limit(7230);
    await amend(onThursdays(orderId, { extraVisits: [saturday] }));
    await limit(10_000_000);
  });
});

describe('a price list to come', () => {
  it('a new card prices each visit from its day, and its hold follows', async () => {
    const orderId = await standing();
    await lively.rates.publishRateCard(await lively.world.actor('finance-first'), {
      councilId: lively.world.councilId,
      providerId: lively.world.providerId,
      version: 2,
      validFrom: '2026-03-15',
      validBefore: null,
      bankHolidayMultiplier: '1.5',
      cancellationNoticeHours: 24,
      cancellationPercent: '50',
      items: [{ variantId: lively.world.variantId, unit: 'HOUR', kind: 'FIXED', unitPricePence: AGREED_PENCE + 1n }],
    });
    await lively.ordering.repricePlans(2);
    expect(await visits(orderId, '2026-03-14', '2026-03-15')).toEqual([
      '03-14 08:00 1 HELD 2410',
      '03-14 13:00 0.5 HELD 1205',
      '03-14 21:00 1.5 HELD 3615',
      '03-15 08:00 1 HELD 2411',
      '03-15 13:00 0.5 HELD 1206',
      '03-15 21:00 1.5 HELD 3617',
    ]);
    expect(await left()).toEqual({ available: WEEKLY - 5n * DAY_PENCE - 4n, committed: 5n * DAY_PENCE + 4n });
  });
});

describe('the invoice of a day with several visits', () => {
  it('says at what time each was, and nothing of it for the only visit of a day', async () => {
    const today = { startsOn: '2026-03-10', endsOn: '2026-03-10', weekdays: ['TU'] as const };
    const orderId = await lively.order(
      holder,
      key(),
      daily({ standing: today, moreTimes: [{ startTime: '10:00', quantity: '0.5' }] }),
    );
    await lively.accept(orderId);
    const single = await lively.order(holder, key(), { startTime: '09:00', quantity: '1' });
    await lively.accept(single);
    const provider = await staff();
    const due = (await lively.ordering.visitsToDeliver(provider, '2026-03-10')).filter(
      (visit) => visit.orderId === orderId || visit.orderId === single,
    );
    const notes = await lively.ordering.recordDeliveries(
      provider,
      due.map((visit) => ({
        occurrenceId: visit.occurrenceId,
        idempotencyKey: key(),
        workerName: 'Wanda Worker',
        place: 'At home',
        startedAt: visit.startsAt.toISOString(),
        endedAt: visit.endsAt.toISOString(),
        quantity: visit.quantity,
      })),
      key(),
    );
    await lively.ordering.confirmDeliveries(await person(), notes, key());
    const found = await until('Not every visit is on an invoice.', async () => {
      await lively.worker.readOutbox();
      const { rows: lines } = await database.superuser.query<{ line: string }>(
        `select l.on_date || ' ' || l.description || ' ' || l.line_pence as line from invoicing.invoice_line l
         where l.order_id = any ($1) order by 1`,
        [[orderId, single]],
      );
      return lines.length >= 3 && lines.map(({ line }) => line);
    });
    expect(found).toEqual([
      '2026-03-10 Help at home, Hour 2410',
      '2026-03-10 Help at home, Hour, at 08:00 2410',
      '2026-03-10 Help at home, Hour, at 10:00 1205',
    ]);
  });
});
