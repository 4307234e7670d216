import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Actor, addDays } from '@owncourse/kernel/contract';
import { BUDGET_CLOSED, BUDGET_LIFE, type BudgetLifePort } from '@owncourse/ledger/contract';
import { verifyInvoices } from '@owncourse/invoicing/verify';
import { verifyLedger } from '@owncourse/ledger/verify';
import pg from 'pg';
import { LivelyWorld, NOW, TODAY } from './fixtures/lively-world.js';
import { outcome } from './fixtures/two-at-once.js';

const WEEKLY = 100_000;
const ROUNDS = 4;

let lively: LivelyWorld;
let life: BudgetLifePort;
let finance: Actor;
let second: Actor;
let superuser: pg.Client;

beforeAll(async () => {
  lively = await LivelyWorld.open(2 * ROUNDS + 1);
  life = lively.house.application.get<BudgetLifePort>(BUDGET_LIFE);
  finance = await lively.world.actor('finance-first');
  second = await lively.world.actor('finance2-first');
  superuser = new pg.Client({ connectionString: lively.house.database.superuserUrl });
  await superuser.connect();
});

afterAll(async () => {
  expect(await verifyInvoices(lively.house.database.auditorUrl)).toMatchObject({ breaches: 0, first: null });
  expect(await verifyLedger(lively.house.database.auditorUrl)).toMatchObject({ sumPence: 0, breaches: 0, first: null });
  await superuser.end();
  await lively.house.close();
});

const about = (holder: number, key: string) => ({
  budgetId: lively.world.budgetOf(holder),
  idempotencyKey: `${key}-of-${holder}`,
  reason: 'Decided at once.',
});

async function balance(holder: number): Promise<Record<string, unknown>> {
  const { rows } = await superuser.query<Record<string, unknown>>(
    'select available_pence::int as available from ledger.budget_balance where budget_id = $1',
    [lively.world.budgetOf(holder)],
  );
  return rows[0] ?? {};
}

const rounds = Array.from({ length: ROUNDS }, (_, round) => round);

/** Decisions beside orders, and beside each other where one ends the other, are in budget-pairs.race-spec.ts. */
describe('decisions beside other things', () => {
  it.each(rounds)(
    'two officers at once who saw the same: one decides, the other hears of it (round %s)',
    async (round) => {
      const holder = round;
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
      expect(await balance(holder)).toEqual({ available: risen ? WEEKLY + 60_000 : WEEKLY - 60_000 });
    },
  );

  it('two jobs at once that end the same budget: it closes once, gives back once and is told once', async () => {
    const holder = 2 * ROUNDS;
    const budgetId = lively.world.budgetOf(holder);
    await life.closeBudget(finance, { ...about(holder, 'close'), fromDate: addDays(TODAY, 1), cause: 'MOVED' });
    lively.clock.moveTo(new Date(`${addDays(TODAY, 1)}T09:00:00Z`));
    // Both look at the budget before either can touch its money.
    const other = new pg.Client({ connectionString: lively.house.database.superuserUrl });
    await other.connect();
    await other.query('begin');
    await other.query('select 1 from ledger.budget_balance where budget_id = $1 for update', [budgetId]);
    const both = [life.followDays(), life.followDays()];
    for (let waiting = 0; waiting < 2;) {
      const { rows } = await superuser.query<{ waiting: number }>(
        `select count(*)::int as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      waiting = rows[0]?.waiting ?? 0;
    }
    await other.query('commit');
    await other.end();
    await Promise.all(both);
    lively.clock.moveTo(NOW);
    const { rows } = await superuser.query(
      `select b.status, v.available_pence::int as available, v.reclaimed_pence::int as reclaimed,
         (select count(*)::int from ledger.transfer t where t.budget_id = b.id and t.kind = 'RECLAIMED') as given_back,
         (select count(*)::int from kernel.outbox e where e.type = $2 and e.payload ->> 'budgetId' = b.id::text) as told
       from ledger.budget b join ledger.budget_balance v on v.budget_id = b.id where b.id = $1`,
      [budgetId, BUDGET_CLOSED],
    );
    expect(rows).toEqual([{ status: 'CLOSED', available: 0, reclaimed: WEEKLY, given_back: 1, told: 1 }]);
  });

  it.each(rounds)(
    'a step and the instalments of the day: whoever is first, the days add up (round %s)',
    async (round) => {
      const holder = ROUNDS + round;
      lively.clock.moveTo(new Date('2026-03-16T09:00:00Z'));
      const [changed] = await Promise.all([
        outcome(life.changeAmount(finance, { ...about(holder, 'step'), fromDate: '2026-03-16', weeklyPence: 70_000n })),
        outcome(lively.world.ledger.postDueInstalments()),
        outcome(lively.world.ledger.postDueInstalments()),
      ]);
      await lively.world.ledger.postDueInstalments();
      lively.clock.moveTo(NOW);
      expect(changed).toBe('DONE');
      expect(await balance(holder)).toEqual({ available: WEEKLY + 70_000 });
    },
  );
});
