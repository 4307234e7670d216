import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, type Actor } from '@owncourse/kernel/contract';
import { BUDGET_LIFE, type BudgetLifePort } from '@owncourse/ledger/contract';
import { verifyInvoices } from '@owncourse/invoicing/verify';
import { until } from '@owncourse/kernel/testing';
import { verifyLedger } from '@owncourse/ledger/verify';
import pg from 'pg';
import { AGREED_PENCE } from '../src/testing/small-world.js';
import { LivelyWorld, NOW, TODAY } from './fixtures/lively-world.js';

/** Budgets begin on 9 March at £1,000 a week; the first week, up to the 15th, is in. */
const WEEKLY = 100_000;
const TWO_HOURS = 2 * Number(AGREED_PENCE);

let lively: LivelyWorld;
let life: BudgetLifePort;
let finance: Actor;
let approver: Actor;
let superuser: pg.Client;
let keys = 0;

beforeAll(async () => {
  lively = await LivelyWorld.open(12);
  life = lively.house.application.get<BudgetLifePort>(BUDGET_LIFE);
  finance = await lively.world.actor('finance-first');
  approver = await lively.world.actor('approver-first');
  superuser = new pg.Client({ connectionString: lively.house.database.superuserUrl });
  await superuser.connect();
});

afterAll(async () => {
  expect(await verifyInvoices(lively.house.database.auditorUrl)).toMatchObject({ breaches: 0, first: null });
  expect(await verifyLedger(lively.house.database.auditorUrl)).toMatchObject({ sumPence: 0, breaches: 0, first: null });
  await superuser.end();
  await lively.house.close();
});

function about(holder: number, reason = 'Agreed at the review.') {
  keys += 1;
  return { budgetId: lively.world.budgetOf(holder), idempotencyKey: `life-key-${keys}`, reason };
}

async function rows<Row extends pg.QueryResultRow>(sql: string, holder: number): Promise<Row[]> {
  return (await superuser.query<Row>(sql, [lively.world.budgetOf(holder)])).rows;
}

interface Now {
  readonly available: number;
  readonly recoverable: number;
  readonly reclaimed: number;
  readonly committed: number;
  readonly status: string;
}

async function now(holder: number): Promise<Now> {
  const [found] = await rows<{ [name in keyof Now]: string }>(
    `select v.available_pence as available, v.recoverable_pence as recoverable, v.reclaimed_pence as reclaimed, v.committed_pence as committed, b.status
     from ledger.budget_balance v join ledger.budget b on b.id = v.budget_id where b.id = $1`,
    holder,
  );
  if (!found) throw new Error('There is no such budget.');
  return {
    available: Number(found.available),
    recoverable: Number(found.recoverable),
    reclaimed: Number(found.reclaimed),
    committed: Number(found.committed),
    status: found.status,
  };
}

async function toCome(holder: number, count: number): Promise<(readonly [string, number])[]> {
  const found = await rows<{ due: string; pence: string }>(
    `select due_on::text as due, amount_pence as pence from ledger.instalment where budget_id = $1 and posted_at is null order by due_on limit ${count}`,
    holder,
  );
  return found.map(({ due, pence }) => [due, Number(pence)] as const);
}

async function events(holder: number): Promise<string[]> {
  const found = await rows<{ type: string }>(
    `select type from kernel.outbox where payload ->> 'budgetId' = $1::text and type like 'ledger.%' order by position`,
    holder,
  );
  return found.map(({ type }) => type.replace('ledger.', ''));
}

async function onDay<Result>(day: string, work: () => Promise<Result>): Promise<Result> {
  lively.clock.moveTo(new Date(`${day}T12:00:00Z`));
  try {
    return await work();
  } finally {
    lively.clock.moveTo(NOW);
  }
}

describe('another weekly amount', () => {
  it('from a day to come: posted money stays, what is to come is planned anew', async () => {
    await life.changeAmount(finance, { ...about(0), fromDate: '2026-03-23', weeklyPence: 70_000n });
    await life.changeAmount(finance, { ...about(0), fromDate: '2026-04-01', weeklyPence: 140_000n });
    expect(await now(0)).toMatchObject({ available: WEEKLY, recoverable: 0 });
    // 30 and 31 March at £700, 1 to 5 April at £1,400.
    expect(await toCome(0, 4)).toEqual([
      ['2026-03-16', 100_000],
      ['2026-03-23', 70_000],
      ['2026-03-30', 120_000],
      ['2026-04-06', 140_000],
    ]);
    expect(await events(0)).toEqual(['budget-amount-changed', 'budget-amount-changed']);
  });

  it('a backdated rise brings the difference of the days already paid for, once', async () => {
    const input = { ...about(1), fromDate: TODAY, weeklyPence: 170_000n };
    await life.changeAmount(finance, input);
    await life.changeAmount(finance, input);
    // Six of the seven days at £100 a day more.
    expect(await now(1)).toMatchObject({ available: WEEKLY + 60_000, recoverable: 0 });
    expect(await toCome(1, 1)).toEqual([['2026-03-16', 170_000]]);
    await expect(life.changeAmount(finance, { ...input, weeklyPence: 1n })).rejects.toMatchObject({
      code: 'IDEMPOTENCY_CONFLICT',
    });
  });

  it('a backdated cut takes at most what is available; the rest is owed, and a later rise clears it first', async () => {
    await lively.order(2, 'nearly-all', { quantity: '20', startTime: '09:00' });
    const left = WEEKLY - 10 * TWO_HOURS;
    expect(await now(2)).toMatchObject({ available: left });
    await life.changeAmount(finance, { ...about(2), fromDate: '2026-03-09', weeklyPence: 0n });
    expect(await now(2)).toMatchObject({ available: 0, recoverable: WEEKLY - left, committed: 10 * TWO_HOURS });
    expect(await toCome(2, 1)).toEqual([]);
    await life.changeAmount(finance, { ...about(2), fromDate: '2026-03-09', weeklyPence: 90_000n });
    expect(await now(2)).toMatchObject({ available: 90_000 - (WEEKLY - left), recoverable: 0 });
  });

  it('reaches back no further than the council allows, and never without a reason', async () => {
    await lively.world.identity.setPolicy(finance, lively.world.councilId, [
      { key: 'backdateDays', value: 0, from: TODAY },
    ]);
    const asked = { ...about(3), fromDate: '2026-03-09', weeklyPence: 90_000n };
    await expect(life.changeAmount(finance, asked)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      details: { problems: [{ field: 'fromDate', message: expect.stringContaining('at most 0 days ago') }] },
    });
    await lively.world.identity.setPolicy(finance, lively.world.councilId, [
      { key: 'backdateDays', value: 84, from: TODAY },
    ]);
    await expect(life.changeAmount(finance, { ...asked, reason: '  ' })).rejects.toMatchObject({
      details: { problems: [{ field: 'reason', message: 'Say why. The person reads it.' }] },
    });
    expect(await now(3)).toMatchObject({ available: WEEKLY });
    expect(await rows('select 1 from ledger.budget_decision where budget_id = $1', 3)).toEqual([]);
  });

  it('says so when another officer decided something in between', async () => {
    await life.changeAmount(finance, { ...about(3), fromDate: TODAY, weeklyPence: 100_000n, lastDecisionId: null });
    await expect(
      life.changeAmount(finance, { ...about(3), fromDate: TODAY, weeklyPence: 50_000n, lastDecisionId: null }),
    ).rejects.toMatchObject({ code: 'WRONG_STATE' });
    expect(await now(3)).toMatchObject({ available: WEEKLY });
  });

  it('a yearly sum comes on its day each year', async () => {
    await life.addYearlySum(finance, { ...about(4, 'A week away.'), firstOn: TODAY, amountPence: 50_000n });
    await lively.world.ledger.postDueInstalments();
    expect(await now(4)).toMatchObject({ available: WEEKLY + 50_000 });
    const yearly = await rows<{ due: string }>(
      `select due_on::text as due from ledger.instalment where budget_id = $1 and kind = 'YEARLY' order by due_on`,
      4,
    );
    expect(yearly.map(({ due }) => due)).toEqual(['2026-03-10', '2027-03-10']);
  });

  it('a yearly sum ends from a day: what came in stays whole, and no more comes', async () => {
    const yearlySums = (holder: number) =>
      rows<{ id: string; ended: string | null }>(
        'select id, ended_from::text as ended from ledger.yearly_sum where budget_id = $1 order by first_on',
        holder,
      );
    const dues = async (holder: number) =>
      (
        await rows<{ due: string }>(
          `select due_on::text as due from ledger.instalment where budget_id = $1 and kind = 'YEARLY' order by due_on`,
          holder,
        )
      ).map(({ due }) => due);
    const [sum] = await yearlySums(4);
    const end = (fromDate: string, yearlySumId = sum?.id ?? '') => ({ ...about(4), yearlySumId, fromDate });
    await expect(life.endYearlySum(finance, end(TODAY))).rejects.toMatchObject({
      details: { problems: [{ field: 'fromDate', message: expect.stringContaining('has come in already') }] },
    });
    await expect(life.endYearlySum(finance, end('2026-03-09'))).rejects.toMatchObject({
      details: { problems: [{ field: 'fromDate', message: expect.stringContaining('today or a later day') }] },
    });
    await expect(
      life.endYearlySum(finance, { ...end('2026-06-01'), budgetId: lively.world.budgetOf(3) }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await dues(4)).toEqual(['2026-03-10', '2027-03-10']);
    const input = end('2026-06-01');
    await life.endYearlySum(finance, input);
    await life.endYearlySum(finance, input);
    expect(await dues(4)).toEqual(['2026-03-10']);
    expect(await now(4)).toMatchObject({ available: WEEKLY + 50_000, recoverable: 0 });
    expect(await events(4)).toEqual(['yearly-sum-ended']);
    // Only ever earlier.
    await expect(life.endYearlySum(finance, end('2026-06-01'))).rejects.toMatchObject({ code: 'WRONG_STATE' });
    await life.endYearlySum(finance, end('2026-05-01'));
    expect(await yearlySums(4)).toMatchObject([{ ended: '2026-05-01' }]);
    // One that has not come in at all never comes.
    await life.addYearlySum(finance, { ...about(4), firstOn: '2026-07-01', lastOn: '2026-07-01', amountPence: 700n });
    expect(await dues(4)).toEqual(['2026-03-10', '2026-07-01']);
    const once = (await yearlySums(4))[1]?.id ?? '';
    await expect(life.endYearlySum(finance, end('2026-07-02', once))).rejects.toMatchObject({ code: 'WRONG_STATE' });
    await life.endYearlySum(finance, end('2026-07-01', once));
    expect(await dues(4)).toEqual(['2026-03-10']);
  });

  it('a budget without an end is planned on, long after its first two years', async () => {
    await onDay('2028-06-01', async () => {
      await life.planAhead();
      await life.planAhead();
    });
    const [last] = await rows<{ through: string; count: string }>(
      `select max(covers_through)::text as through, count(distinct due_on) as count from ledger.instalment where budget_id = $1 and kind = 'INSTALMENT'`,
      5,
    );
    expect(last).toEqual({ through: addDays('2028-06-01', 727), count: '221' });
  });
});

describe('closing', () => {
  it('waits for what is promised, then gives what is left back to each funder by its share', async () => {
    await superuser.query(
      `insert into ledger.funding_source select council_id, id, 'NHS', 2, daterange('2026-03-09', null) from ledger.budget where id = $1`,
      [lively.world.budgetOf(7)],
    );
    const order = await lively.order(7, 'still-to-come', { oneOff: { date: addDays(TODAY, 1) } });
    await life.setSumApart(finance, {
      ...about(7, 'Last wages.'),
      kind: 'EMPLOYER',
      amountPence: 10_000n,
    });
    await life.closeBudget(finance, { ...about(7, 'Moved away.'), fromDate: TODAY, cause: 'MOVED' });
    expect(await now(7)).toMatchObject({ status: 'CLOSING', available: WEEKLY - TWO_HOURS, reclaimed: 0 });
    expect(await toCome(7, 1)).toEqual([]);
    await expect(lively.order(7, 'too-late')).rejects.toMatchObject({ code: 'NO_BUDGET' });
    await life.followDays();
    expect(await now(7)).toMatchObject({ status: 'CLOSING', reclaimed: 0 });
    await lively.ordering.declineOrder(await lively.world.actor('provider-staff', 1), {
      orderId: order,
      idempotencyKey: 'decline-because-closing',
      reason: 'Moved away.',
    });
    await life.followDays();
    await life.followDays();
    expect(await now(7)).toMatchObject({ status: 'CLOSED', available: 10_000, reclaimed: 90_000, committed: 0 });
    expect(
      await rows(
        `select a.funding_kind as kind, t.amount_pence as pence from ledger.transfer t join ledger.account a on a.id = t.to_account
         where t.budget_id = $1 and t.kind = 'RECLAIMED' order by 1`,
        7,
      ),
    ).toEqual([
      { kind: 'NHS', pence: '60000' },
      { kind: 'SOCIAL_CARE', pence: '30000' },
    ]);
    expect(await events(7)).toEqual(['budget-closing', 'budget-closed']);
    await expect(life.pauseBudget(finance, { ...about(7), fromDate: TODAY })).rejects.toMatchObject({
      code: 'BUDGET_CLOSED',
    });
  });
});

describe('orders of a budget that ends', () => {
  it('end with it, without a fee, and then it closes', async () => {
    const standing = await lively.order(5, 'goes-on-and-on', {
      oneOff: null,
      standing: { startsOn: addDays(TODAY, 1), weekdays: ['WE', 'FR'] },
    });
    await lively.accept(standing);
    expect(await now(5)).toMatchObject({ committed: 2 * TWO_HOURS });
    await life.closeBudget(finance, { ...about(5, 'She died.'), fromDate: TODAY, cause: 'DEATH' });
    await until('What was promised was not set free.', async () => {
      await lively.worker.readOutbox();
      return (await now(5)).committed <= 0;
    });
    await life.followDays();
    expect(await now(5)).toEqual({
      status: 'CLOSED',
      available: 0,
      committed: 0,
      recoverable: 0,
      reclaimed: WEEKLY,
    });
    expect(
      (
        await superuser.query(
          `select o.status, (select count(*)::int from ordering.occurrence c where c.order_id = o.id and c.status <> 'CANCELLED') as going, (select coalesce(sum(c.fee_pence), 0)::int from ordering.occurrence c where c.order_id = o.id) as fees
           from ordering."order" o where o.id = $1`,
          [standing],
        )
      ).rows,
    ).toEqual([{ status: 'CANCELLED', going: 0, fees: 0 }]);
  });
});

describe('contingency', () => {
  it('only an approver opens it, a part at a time, and never more than there is', async () => {
    await life.setSumApart(finance, { ...about(8, 'For a bad week.'), kind: 'CONTINGENCY', amountPence: 30_000n });
    expect(await now(8)).toMatchObject({ available: WEEKLY });
    await expect(life.openContingency(finance, { ...about(8), amountPence: 1n })).rejects.toMatchObject({
      code: 'NOT_PERMITTED',
    });
    await life.openContingency(approver, { ...about(8, 'Her daughter is ill.'), amountPence: 20_000n });
    expect(await now(8)).toMatchObject({ available: WEEKLY + 20_000 });
    await expect(life.openContingency(approver, { ...about(8), amountPence: 10_001n })).rejects.toMatchObject({
      code: 'CONTINGENCY_SHORT',
      details: { leftPence: '10000' },
    });
    expect(await now(8)).toMatchObject({ available: WEEKLY + 20_000 });
  });
});

describe('money over the reserve', () => {
  it('is proposed once, told before, and taken only after the notice, never what orders have used', async () => {
    await lively.world.identity.setPolicy(finance, lively.world.councilId, [
      { key: 'reserveWeeks', value: 1, from: TODAY },
      { key: 'reclaimNoticeDays', value: 14, from: TODAY },
    ]);
    await lively.world.ledger.recordInstalment(finance, {
      budgetId: lively.world.budgetOf(9),
      idempotencyKey: 'much-more',
      amountPence: 40_000n,
      onDate: TODAY,
    });
    await life.proposeReclaims();
    await life.proposeReclaims();
    const proposed = await rows<{ id: string; pence: string; from: string }>(
      'select id, proposed_pence as pence, decide_from::text as from from ledger.reclaim where budget_id = $1',
      9,
    );
    expect(proposed).toEqual([{ id: expect.any(String), pence: '40000', from: '2026-03-24' }]);
    const reclaimId = proposed[0]?.id ?? '';
    const decide = (takePence: bigint, key: string) =>
      life.decideReclaim(finance, { reclaimId, idempotencyKey: key, reason: 'More than eight weeks.', takePence });
    await expect(decide(40_000n, 'too-early-a-word')).rejects.toMatchObject({
      code: 'NOTICE_NOT_OVER',
      details: { decideFrom: '2026-03-24' },
    });
    const holder = await lively.world.actor('holder', 9);
    await life.disagreeWithReclaim(holder, {
      reclaimId,
      idempotencyKey: 'i-do-not-agree',
      words: 'I am saving for a hoist.',
    });
    await expect(
      life.disagreeWithReclaim(await lively.world.actor('holder', 8), {
        reclaimId,
        idempotencyKey: 'not-mine-to-say',
        words: 'No.',
      }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await lively.order(9, 'uses-some-of-it');
    await onDay('2026-03-24', async () => {
      await expect(decide(40_000n, 'after-the-notice')).rejects.toMatchObject({
        code: 'RECLAIM_TOO_MUCH',
        details: { mostPence: String(40_000 - TWO_HOURS) },
      });
      await decide(30_000n, 'after-the-notice-less');
    });
    expect(await now(9)).toMatchObject({ available: WEEKLY + 10_000 - TWO_HOURS, reclaimed: 30_000 });
    expect(await events(9)).toEqual(['reclaim-proposed', 'reclaim-decided']);
    // Not asked again while the reserve of a week lasts.
    await onDay('2026-03-30', () => life.proposeReclaims());
    expect(await rows('select 1 from ledger.reclaim where budget_id = $1', 9)).toHaveLength(1);
    await expect(onDay('2026-03-25', () => decide(1n, 'a-second-word'))).rejects.toMatchObject({ code: 'WRONG_STATE' });
  });

  it('is never what planned visits need', async () => {
    await lively.world.ledger.recordInstalment(finance, {
      budgetId: lively.world.budgetOf(10),
      idempotencyKey: 'more-for-ten',
      amountPence: 60_000n,
      onDate: TODAY,
    });
    // Four visits of £482, and one more instalment of £1,000: £672 will be left, less than the reserve of a week.
    await lively.order(10, 'every-week', {
      oneOff: null,
      quantity: '20',
      standing: { startsOn: addDays(TODAY, 7), endsOn: addDays(TODAY, 28), weekdays: ['TU'] },
    });
    await life.changeAmount(finance, { ...about(10), fromDate: '2026-03-23', weeklyPence: 0n });
    await life.proposeReclaims();
    expect(await rows('select 1 from ledger.reclaim where budget_id = $1', 10)).toEqual([]);
  });

  it('is left where it is by an officer’s word, with the reason', async () => {
    await lively.world.ledger.recordInstalment(finance, {
      budgetId: lively.world.budgetOf(11),
      idempotencyKey: 'more-for-eleven',
      amountPence: 5000n,
      onDate: TODAY,
    });
    await life.proposeReclaims();
    const [one] = await rows<{ id: string }>('select id from ledger.reclaim where budget_id = $1', 11);
    await life.decideReclaim(finance, {
      reclaimId: one?.id ?? '',
      idempotencyKey: 'leave-it-there',
      reason: 'Saved for a holiday.',
      takePence: 0n,
    });
    expect(await now(11)).toMatchObject({ available: WEEKLY + 5000, reclaimed: 0 });
    expect(await rows('select status, reason from ledger.reclaim where budget_id = $1', 11)).toEqual([
      { status: 'LEFT', reason: 'Saved for a holiday.' },
    ]);
  });
});

describe('pause and restart', () => {
  it('stops money and new orders, keeps what is promised, and gives no day twice', async () => {
    await lively.order(6, 'before-the-pause');
    await life.pauseBudget(finance, { ...about(6, 'In hospital.'), fromDate: '2026-03-12' });
    expect(await now(6)).toMatchObject({ status: 'ACTIVE' });
    await onDay('2026-03-12', () => life.followDays());
    expect(await now(6)).toMatchObject({ status: 'PAUSED', available: WEEKLY - TWO_HOURS, committed: TWO_HOURS });
    await expect(lively.order(6, 'in-the-pause')).rejects.toMatchObject({ code: 'BUDGET_CLOSED' });
    await onDay('2026-03-20', () => lively.world.ledger.postDueInstalments());
    expect(await now(6)).toMatchObject({ available: WEEKLY - TWO_HOURS });
    await onDay('2026-03-20', () =>
      life.restartBudget(finance, { ...about(6, 'Home again.'), fromDate: '2026-03-20' }),
    );
    expect(await now(6)).toMatchObject({ status: 'ACTIVE' });
    // 12 to 15 March were paid for and not used; 20 to 22 March use three of those four days.
    expect(await toCome(6, 2)).toEqual([
      ['2026-03-23', 85_714],
      ['2026-03-30', 100_000],
    ]);
    expect(await events(6)).toEqual(['budget-paused', 'budget-restarted']);
    await expect(life.restartBudget(finance, { ...about(6), fromDate: '2026-03-21' })).rejects.toMatchObject({
      code: 'WRONG_STATE',
    });
  });
});
