import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Actor, Refusal } from '@owncourse/kernel/contract';
import { BUDGET_LIFE, type BudgetLifePort } from '@owncourse/ledger/contract';
import { verifyLedger } from '@owncourse/ledger/verify';
import pg from 'pg';
import { AGREED_PENCE } from '../src/testing/small-world.js';
import { LivelyWorld, NOW, TODAY } from './fixtures/lively-world.js';

const WEEKLY = 100_000;
const TWENTY_HOURS = 20 * Number(AGREED_PENCE);
const ROUNDS = 4;

let lively: LivelyWorld;
let life: BudgetLifePort;
let finance: Actor;
let second: Actor;
let superuser: pg.Client;

beforeAll(async () => {
  lively = await LivelyWorld.open(4 * ROUNDS);
  life = lively.house.application.get<BudgetLifePort>(BUDGET_LIFE);
  finance = await lively.world.actor('finance-first');
  second = await lively.world.actor('finance2-first');
  superuser = new pg.Client({ connectionString: lively.house.database.superuserUrl });
  await superuser.connect();
  await lively.world.identity.setPolicy(finance, lively.world.councilId, [
    { key: 'reserveWeeks', value: 0, from: TODAY },
    { key: 'reclaimNoticeDays', value: 0, from: TODAY },
  ]);
});

afterAll(async () => {
  expect(await verifyLedger(lively.house.database.auditorUrl)).toMatchObject({ sumPence: 0, breaches: 0, first: null });
  await superuser.end();
  await lively.house.close();
});

const about = (holder: number, key: string) => ({
  budgetId: lively.world.budgetOf(holder),
  idempotencyKey: `${key}-of-${holder}`,
  reason: 'Decided at once.',
});

/** What became of it: DONE, or the refusal's code. */
async function outcome(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'DONE';
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

async function balance(holder: number): Promise<Record<string, unknown>> {
  const { rows } = await superuser.query<Record<string, unknown>>(
    `select b.status, v.available_pence::int as available, v.committed_pence::int as committed, v.reclaimed_pence::int as reclaimed
     from ledger.budget b join ledger.budget_balance v on v.budget_id = b.id where b.id = $1`,
    [lively.world.budgetOf(holder)],
  );
  return rows[0] ?? {};
}

const rounds = Array.from({ length: ROUNDS }, (_, round) => round);

describe('decisions beside other things', () => {
  it.each(rounds)('reclaim and an order: the order is never left without its money (round %s)', async (round) => {
    await life.proposeReclaims();
    const { rows } = await superuser.query<{ id: string }>('select id from ledger.reclaim where budget_id = $1', [
      lively.world.budgetOf(round),
    ]);
    const [order, reclaim] = await Promise.all([
      outcome(lively.order(round, 'beside-a-reclaim', { quantity: '20', startTime: '09:00' })),
      outcome(
        life.decideReclaim(finance, {
          reclaimId: rows[0]?.id ?? '',
          idempotencyKey: `take-all-of-${round}`,
          reason: 'It is over.',
          takePence: BigInt(WEEKLY),
        }),
      ),
    ]);
    const took = reclaim === 'DONE';
    expect([order, reclaim]).toEqual(took ? ['BUDGET_SHORTFALL', 'DONE'] : ['DONE', 'RECLAIM_TOO_MUCH']);
    expect(await balance(round)).toMatchObject(
      took
        ? { available: 0, committed: 0, reclaimed: WEEKLY }
        : { available: WEEKLY - TWENTY_HOURS, committed: TWENTY_HOURS, reclaimed: 0 },
    );
  });

  it.each(rounds)('close and an order: held before the end, or not at all (round %s)', async (round) => {
    const holder = ROUNDS + round;
    const [order, closed] = await Promise.all([
      outcome(lively.order(holder, 'beside-the-end', { quantity: '20', startTime: '09:00' })),
      outcome(life.closeBudget(finance, { ...about(holder, 'close'), fromDate: TODAY, cause: 'MOVED' })),
    ]);
    expect(closed).toBe('DONE');
    await life.followDays();
    if (order === 'DONE')
      expect(await balance(holder)).toEqual({
        status: 'CLOSING',
        available: WEEKLY - TWENTY_HOURS,
        committed: TWENTY_HOURS,
        reclaimed: 0,
      });
    else {
      expect(['BUDGET_CLOSED', 'NO_BUDGET', 'OUTSIDE_BUDGET_PERIOD']).toContain(order);
      expect(await balance(holder)).toEqual({ status: 'CLOSED', available: 0, committed: 0, reclaimed: WEEKLY });
    }
  });

  it.each(rounds)(
    'two officers at once who saw the same: one decides, the other hears of it (round %s)',
    async (round) => {
      const holder = 2 * ROUNDS + round;
      const change = (actor: Actor, key: string, weeklyPence: bigint) =>
        outcome(
          life.changeAmount(actor, { ...about(holder, key), fromDate: TODAY, weeklyPence, lastDecisionId: null }),
        );
      const answers = await Promise.all([
        change(finance, 'first', 170_000n),
        change(second, 'second', 30_000n),
        change(finance, 'first', 170_000n),
      ]);
      expect([...new Set(answers)].sort()).toEqual(['DONE', 'WRONG_STATE']);
      const { rows } = await superuser.query('select 1 from ledger.budget_decision where budget_id = $1', [
        lively.world.budgetOf(holder),
      ]);
      expect(rows).toHaveLength(1);
      // Six of seven days at £100 more or £100 less a day.
      const risen = answers[0] === 'DONE';
      expect(await balance(holder)).toMatchObject({ available: risen ? WEEKLY + 60_000 : WEEKLY - 60_000 });
    },
  );

  it.each(rounds)(
    'a step and the instalments of the day: whoever is first, the days add up (round %s)',
    async (round) => {
      const holder = 3 * ROUNDS + round;
      lively.clock.moveTo(new Date('2026-03-16T09:00:00Z'));
      const [changed] = await Promise.all([
        outcome(life.changeAmount(finance, { ...about(holder, 'step'), fromDate: '2026-03-16', weeklyPence: 70_000n })),
        outcome(lively.world.ledger.postDueInstalments()),
        outcome(lively.world.ledger.postDueInstalments()),
      ]);
      await lively.world.ledger.postDueInstalments();
      lively.clock.moveTo(NOW);
      expect(changed).toBe('DONE');
      expect(await balance(holder)).toMatchObject({ available: WEEKLY + 70_000 });
    },
  );
});
