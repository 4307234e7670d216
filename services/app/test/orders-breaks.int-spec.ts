import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { until } from '@owncourse/kernel/testing';
import { verifyLedger } from '@owncourse/ledger/verify';
import type { CancelOrderInput } from '@owncourse/ordering/contract';
import { AGREED_PENCE, id } from '../src/testing/small-world.js';
import { LivelyWorld, NOW } from './fixtures/lively-world.js';
import { WholeDatabase } from './fixtures/whole-database.js';

const WEEKLY = 100_000n;

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

const key = (): string => `breaks-${(keys += 1)}`;
const person = () => lively.world.actor('holder', holder);
const refusal = (code: string, details: object = {}) =>
  expect.objectContaining({ code, details: expect.objectContaining(details) });
const invalid = (field: string) => refusal('INVALID_INPUT', { problems: [expect.objectContaining({ field })] });

async function visits(orderId: string, through: string): Promise<string[]> {
  const { rows } = await database.superuser.query<{ day: string; status: string; amount: string; fee: string }>(
    `select on_date::text as day, status, amount_pence::text as amount, fee_pence::text as fee
     from ordering.occurrence where order_id = $1 and on_date <= $2 and not (status = 'CANCELLED' and replaced) order by starts_at`,
    [orderId, through],
  );
  return rows.map((row) => `${row.day} ${row.status} ${row.status === 'CANCELLED' ? row.fee : row.amount}`);
}

async function available(): Promise<bigint> {
  const { rows } = await database.superuser.query<{ pence: string }>(
    'select available_pence as pence from ledger.budget_balance where budget_id = $1',
    [id('budget', holder)],
  );
  return BigInt(rows[0]?.pence ?? -1);
}

async function statusOf(orderId: string): Promise<string> {
  return (
    (await database.superuser.query<{ status: string }>('select status from ordering."order" where id = $1', [orderId]))
      .rows[0]?.status ?? ''
  );
}

/** Every day at 10:00 from Wednesday 11 March, one hour at £24.10; the fee is half with less than 24 hours' notice. */
async function everyDay(): Promise<string> {
  const orderId = await lively.order(holder, key(), {
    oneOff: null,
    standing: { startsOn: '2026-03-11', weekdays: ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] },
    startTime: '10:00',
    quantity: '1',
  });
  await lively.accept(orderId);
  return orderId;
}

async function cancel(orderId: string, changes: Partial<CancelOrderInput>): Promise<void> {
  await lively.ordering.cancelOrder(await person(), { orderId, idempotencyKey: key(), agreedFeePence: 0n, ...changes });
}
const preview = async (orderId: string, changes: Partial<CancelOrderInput>) =>
  lively.ordering.previewCancellation(await person(), { orderId, ...changes });

describe('a break from one day through another', () => {
  it('costs the late visits’ fee, which is shown and agreed; the rest comes back; later visits stay', async () => {
    const orderId = await everyDay();
    // Noon on Tuesday: Wednesday 10:00 is 22 hours away, Thursday 46.
    const days = { fromOn: '2026-03-11', throughOn: '2026-03-13' };
    expect(await preview(orderId, days)).toEqual({
      visits: 3,
      firstOn: '2026-03-11',
      lastOn: '2026-03-13',
      feePence: 1205n,
      givenBackPence: 6025n,
      late: [{ day: '2026-03-11', feePence: 1205n }],
    });
    await expect(cancel(orderId, days)).rejects.toEqual(refusal('FEE_CHANGED', { feePence: '1205' }));
    await cancel(orderId, { ...days, agreedFeePence: 1205n });
    expect(await visits(orderId, '2026-03-14')).toEqual([
      '2026-03-11 CANCELLED 1205',
      '2026-03-12 CANCELLED 0',
      '2026-03-13 CANCELLED 0',
      '2026-03-14 HELD 2410',
    ]);
    expect(await available()).toBe(WEEKLY - 1205n - 2n * 2410n);
    expect(await statusOf(orderId)).toBe('ACCEPTED');
  });

  it.each([
    ['one millisecond late', '2026-03-10T10:00:00.001Z', 1205n],
    ['exactly at the boundary', '2026-03-10T10:00:00.000Z', 0n],
  ])('%s', async (_what, now, fee) => {
    const orderId = await everyDay();
    lively.clock.moveTo(new Date(now));
    const days = { fromOn: '2026-03-11', throughOn: '2026-03-11' };
    expect((await preview(orderId, days)).feePence).toBe(fee);
    await cancel(orderId, { ...days, agreedFeePence: fee });
    expect(await visits(orderId, '2026-03-11')).toEqual([`2026-03-11 CANCELLED ${fee}`]);
  });

  it('beyond the plan is kept when the plan is made, and by a change', async () => {
    const orderId = await everyDay();
    const days = { fromOn: '2026-09-01', throughOn: '2026-09-20' };
    await cancel(orderId, days);
    lively.clock.moveTo(new Date('2026-04-01T12:00:00Z'));
    await lively.ordering.extendPlans();
    const { rows } = await database.superuser.query<{ open: number; last: string }>(
      `select count(*) filter (where on_date between '2026-09-01' and '2026-09-20')::int as open, max(on_date)::text as last
       from ordering.occurrence where order_id = $1 and status <> 'CANCELLED'`,
      [orderId],
    );
    expect(rows[0]).toEqual({ open: 0, last: '2026-09-30' });
    await lively.ordering.amendOrder(await person(), {
      orderId,
      idempotencyKey: key(),
      version: 1,
      fromOn: '2026-08-30',
      quantity: '1.5',
      startTime: '10:00',
      pattern: { weekdays: ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] },
      place: 'At home',
      shownUnitPricePence: AGREED_PENCE,
    });
    expect((await visits(orderId, '2026-09-22')).slice(-5)).toEqual([
      '2026-09-06 CANCELLED 0',
      '2026-09-07 CANCELLED 0',
      '2026-09-08 CANCELLED 0',
      '2026-09-21 PLANNED 3615',
      '2026-09-22 PLANNED 3615',
    ]);
  });

  it('ends early: the days left out come back at their price, once', async () => {
    const orderId = await everyDay();
    await cancel(orderId, { fromOn: '2026-03-12', throughOn: '2026-03-20' });
    const before = await available();
    await lively.ordering.resumeOrder(await person(), { orderId, idempotencyKey: key(), fromOn: '2026-03-14' });
    expect((await visits(orderId, '2026-03-16')).map((line) => line.slice(5))).toEqual([
      '03-11 HELD 2410',
      '03-12 CANCELLED 0',
      '03-13 CANCELLED 0',
      '03-14 HELD 2410',
      '03-15 HELD 2410',
      '03-16 PLANNED 2410',
    ]);
    expect(await available()).toBe(before - 2n * 2410n);
    await expect(
      lively.ordering.resumeOrder(await person(), { orderId, idempotencyKey: key(), fromOn: '2026-03-14' }),
    ).rejects.toEqual(invalid('fromOn'));
  });
});

describe('a visit that is called off too late and wanted after all', () => {
  /** The visit is made, entered, confirmed and invoiced. */
  async function made(orderId: string, day: string): Promise<void> {
    lively.clock.moveTo(new Date(`${day}T14:00:00Z`));
    const staff = await lively.world.actor('provider-staff', 1);
    const open = await lively.ordering.visitsToDeliver(staff, day);
    const visit = open.find((one) => one.orderId === orderId && one.onDate === day);
    if (!visit) throw new Error(`Order ${orderId} has no visit that day.`);
    const note = {
      occurrenceId: visit.occurrenceId,
      idempotencyKey: key(),
      workerName: 'Wilma Worker',
      place: 'At home',
      startedAt: visit.startsAt.toISOString(),
      endedAt: visit.endsAt.toISOString(),
      quantity: '1',
    };
    const [deliveryId = ''] = await lively.ordering.recordDeliveries(staff, [note], note.idempotencyKey);
    await lively.confirm(holder, deliveryId);
  }
  function invoicedLines(orderId: string, count: number): Promise<string[]> {
    return until(`There are not ${count} lines.`, async () => {
      await lively.worker.readOutbox();
      const lines = await invoiced(orderId);
      return lines.length >= count && lines;
    });
  }
  /** The fee first. */
  async function invoiced(orderId: string): Promise<string[]> {
    const { rows } = await database.superuser.query<{ line: string }>(
      `select concat_ws(' ', l.kind, l.line_pence, l.match_problems) as line from invoicing.invoice_line l
       where l.order_id = $1 order by l.kind desc`,
      [orderId],
    );
    return rows.map(({ line }) => line);
  }

  it.each([
    ['together', false, ['FEE 1205 {DUPLICATE_VISIT}', 'DELIVERY 2410 {DUPLICATE_VISIT}']],
    ['the fee before', true, ['FEE 1205 {}', 'DELIVERY 2410 {DUPLICATE_VISIT}']],
  ])('has a fee and a visit at the same time, which is named on the invoice: %s', async (_when, feeFirst, lines) => {
    const orderId = await everyDay();
    const [first] = (
      await database.superuser.query<{ id: string }>(
        `select id from ordering.occurrence where order_id = $1 and on_date = '2026-03-11'`,
        [orderId],
      )
    ).rows;
    await cancel(orderId, { occurrenceId: first?.id ?? '', agreedFeePence: 1205n });
    await lively.ordering.resumeOrder(await person(), { orderId, idempotencyKey: key(), fromOn: '2026-03-11' });
    expect(await visits(orderId, '2026-03-11')).toEqual(['2026-03-11 HELD 2410']);
    if (feeFirst) {
      // A fee is invoiced on the day of its visit.
      lively.clock.moveTo(new Date('2026-03-11T07:00:00Z'));
      expect(await invoicedLines(orderId, 1)).toEqual(lines.slice(0, 1));
    }
    await made(orderId, '2026-03-11');
    expect(await invoicedLines(orderId, 2)).toEqual(lines);
  });

  it('what was free and came back is one visit, with nothing to name', async () => {
    const orderId = await everyDay();
    const [second] = (
      await database.superuser.query<{ id: string }>(
        `select id from ordering.occurrence where order_id = $1 and on_date = '2026-03-12'`,
        [orderId],
      )
    ).rows;
    await cancel(orderId, { occurrenceId: second?.id ?? '' });
    await lively.ordering.resumeOrder(await person(), { orderId, idempotencyKey: key(), fromOn: '2026-03-12' });
    await made(orderId, '2026-03-12');
    expect(await invoicedLines(orderId, 1)).toEqual(['DELIVERY 2410 {}']);
  });
});

describe('the rest from a day on', () => {
  it('ends the plan the day before; the visits before it stay, and nothing is planned after it', async () => {
    const orderId = await everyDay();
    await cancel(orderId, { fromOn: '2026-03-14' });
    expect(await visits(orderId, '2026-03-16')).toEqual([
      '2026-03-11 HELD 2410',
      '2026-03-12 HELD 2410',
      '2026-03-13 HELD 2410',
      '2026-03-14 CANCELLED 0',
      '2026-03-15 CANCELLED 0',
      '2026-03-16 CANCELLED 0',
    ]);
    expect(await available()).toBe(WEEKLY - 3n * 2410n);
    lively.clock.moveTo(new Date('2026-04-20T12:00:00Z'));
    await lively.ordering.extendPlans();
    const { rows } = await database.superuser.query<{ open: number }>(
      `select count(*)::int as open from ordering.occurrence where order_id = $1 and status <> 'CANCELLED'`,
      [orderId],
    );
    expect(rows[0]?.open).toBe(3);
    expect(await statusOf(orderId)).toBe('ACCEPTED');
  });

  it('from before the first visit is the whole of it', async () => {
    const orderId = await everyDay();
    await cancel(orderId, { fromOn: '2026-03-10', agreedFeePence: 1205n });
    expect(await statusOf(orderId)).toBe('CANCELLED');
    expect(await available()).toBe(WEEKLY - 1205n);
  });
});

it('one visit that was cancelled does not come back with a change', async () => {
  const orderId = await everyDay();
  const { rows } = await database.superuser.query<{ id: string }>(
    `select id from ordering.occurrence where order_id = $1 and on_date = '2026-03-13'`,
    [orderId],
  );
  await cancel(orderId, { occurrenceId: rows[0]?.id ?? '' });
  await lively.ordering
    .amendOrder(await person(), {
      orderId,
      idempotencyKey: key(),
      version: 1,
      fromOn: '2026-03-12',
      quantity: '2',
      startTime: '10:00',
      pattern: { weekdays: ['TH', 'FR'] },
      place: 'At home',
      shownUnitPricePence: AGREED_PENCE,
    })
    .catch((error: unknown) => error);
  expect(await visits(orderId, '2026-03-20')).toEqual([
    '2026-03-11 HELD 2410',
    '2026-03-12 HELD 4820',
    '2026-03-13 CANCELLED 0',
    '2026-03-19 PLANNED 4820',
    '2026-03-20 PLANNED 4820',
  ]);
});

it('what is typed wrongly is named', async () => {
  const orderId = await everyDay();
  const before = await database.digest();
  const wrong: readonly (readonly [Partial<CancelOrderInput>, unknown])[] = [
    [{ fromOn: '2026-03-09' }, invalid('fromOn')],
    [{ fromOn: '2426-03-09' }, invalid('fromOn')],
    [{ fromOn: '2026-03-13', throughOn: '2026-03-12' }, invalid('throughOn')],
    [{ throughOn: '2026-03-12' }, invalid('fromOn')],
    [{ fromOn: '2026-03-13', occurrenceId: id('nothing') }, invalid('fromOn')],
    [{ occurrenceId: id('nothing') }, refusal('WRONG_STATE')],
    [{ occurrenceId: 'visit' }, refusal('NOT_FOUND')],
  ];
  for (const [changes, expected] of wrong) {
    await expect(cancel(orderId, changes)).rejects.toEqual(expected);
    await expect(preview(orderId, changes)).rejects.toEqual(expected);
  }
  expect(await database.digest()).toEqual(before);
});
