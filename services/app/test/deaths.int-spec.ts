import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { addDays, appendEvent, Database, NOBODY } from '@owncourse/kernel/contract';
import { BUDGET_LIFE, type BudgetLifePort, SYSTEM_ACTOR_ID } from '@owncourse/ledger/contract';
import { verifyLedger } from '@owncourse/ledger/verify';
import { id } from '../src/testing/small-world.js';
import { LivelyWorld, NOW, TODAY } from './fixtures/lively-world.js';
import { WholeDatabase } from './fixtures/whole-database.js';

const WEEKLY = 100_000n;
const VISIT = 4820;
const DAY = 86_400_000;
const TOMORROW = addDays(TODAY, 1);

let lively: LivelyWorld;
let database: WholeDatabase;
let holder = -1;

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
  await lively.world.moveIn([holder], WEEKLY, await lively.world.identity.hashPassword('correct horse'));
});

const life = (): BudgetLifePort => lively.house.application.get(BUDGET_LIFE);
const budget = (): string => lively.world.budgetOf(holder);

async function rows<Row extends object>(sql: string, values: readonly unknown[]): Promise<Row[]> {
  return (await database.superuser.query<Row & Record<string, unknown>>(sql, [...values])).rows;
}

async function died(): Promise<void> {
  await lively.ordering.enterInterruption(await lively.world.actor('caremanager-first'), {
    personId: id('holder', holder),
    kind: 'DEATH',
    fromOn: TODAY,
    agreedFeePence: 0n,
    idempotencyKey: `death-of-holder-${holder}`,
  });
}

const closings = () =>
  rows<object>(
    `select c.from_on::text as from_on, c.cause, c.decided_by, d.reason from ledger.budget_closing c
     join ledger.budget_decision d on d.budget_id = c.budget_id and d.kind = 'CLOSING' where c.budget_id = $1`,
    [budget()],
  );

async function events(): Promise<string[]> {
  const found = await rows<{ type: string }>(
    `select type from kernel.outbox where payload ->> 'budgetId' = $1 and type like 'ledger.budget-clos%' order by position`,
    [budget()],
  );
  return found.map((row) => row.type);
}

const balance = async () =>
  (
    await rows<object>(
      `select b.status, v.available_pence::int as available, v.committed_pence::int as committed from ledger.budget b
       join ledger.budget_balance v on v.budget_id = b.id where b.id = $1`,
      [budget()],
    )
  )[0];

/** As if a death were told by somebody else, or once more. */
async function told(diedOn: string): Promise<void> {
  await lively.house.application.get(Database).transaction(NOBODY, (queries) =>
    appendEvent(queries, {
      id: randomUUID(),
      type: 'ordering.person-died',
      version: 1,
      councilId: lively.world.councilId,
      payload: { personId: id('holder', holder), diedOn },
      occurredAt: NOW,
    }),
  );
}

function closeByHand(fromDate: string): Promise<string> {
  return lively.world.actor('finance-first').then((officer) =>
    life().closeBudget(officer, {
      budgetId: budget(),
      idempotencyKey: `moved-away-${holder}`,
      reason: 'Moved away.',
      fromDate,
      cause: 'MOVED',
    }),
  );
}

describe('a death that was entered with the visits', () => {
  it('ends the budget from the day after, once, in plain words; a visit of the day itself can still be paid for', async () => {
    const orderId = await lively.order(holder, 'of-the-day');
    await lively.accept(orderId);
    await died();
    await lively.hear();
    await told(TODAY);
    await told(addDays(TODAY, -1));
    await lively.hear();
    const closing = {
      from_on: TOMORROW,
      cause: 'DEATH',
      decided_by: SYSTEM_ACTOR_ID,
      reason: 'The person has died. The budget ends the day after.',
    };
    expect(await closings()).toEqual([closing]);
    expect(await events()).toEqual(['ledger.budget-closing']);
    // The visit of the day itself may still be entered.
    expect(await balance()).toEqual({ status: 'ACTIVE', available: 100_000 - VISIT, committed: VISIT });
    await expect(lively.order(holder, 'too-late', { oneOff: { date: TOMORROW } })).rejects.toMatchObject({
      code: 'NO_BUDGET',
    });
    const finance = await lively.signInAs('finance@first.example');
    const shown = await finance.ask<{ life: { decisions: object[] } }>(
      'budget',
      'query ($id: ID!) { budget(id: $id) { life { decisions { kind decidedByName reason } } } }',
      { id: budget() },
    );
    expect(shown.life.decisions).toEqual([{ kind: 'CLOSING', decidedByName: 'Owncourse', reason: closing.reason }]);
    await lively.deliver(holder, orderId);
    lively.clock.moveTo(new Date(NOW.getTime() + DAY));
    await life().followDays();
    expect(await balance()).toMatchObject({ status: 'CLOSING', committed: VISIT });
  });

  it('gives everything back at once where nothing is promised and the death is past', async () => {
    // Longer ago than a decision may reach back, and before the budget began: its first day stays.
    await told('2025-01-01');
    await lively.hear();
    expect(await closings()).toMatchObject([{ cause: 'DEATH', decided_by: SYSTEM_ACTOR_ID }]);
    expect(await balance()).toEqual({ status: 'CLOSED', available: 0, committed: 0 });
    expect(await events()).toEqual(['ledger.budget-closing', 'ledger.budget-closed']);
  });

  it('ends a budget once while an officer ends it too', async () => {
    await told(TODAY);
    const [, byHand] = await Promise.allSettled([lively.worker.readOutbox(), closeByHand(TOMORROW)]);
    if (byHand.status === 'rejected') expect(byHand.reason).toMatchObject({ code: 'BUDGET_CLOSED' });
    await lively.hear();
    expect((await closings()).length).toBe(1);
    expect(await events()).toEqual(['ledger.budget-closing']);
  });

  it('leaves a budget alone that is ending already', async () => {
    await closeByHand(addDays(TODAY, 7));
    await died();
    await lively.hear();
    expect(await closings()).toMatchObject([{ from_on: addDays(TODAY, 7), cause: 'MOVED', reason: 'Moved away.' }]);
    expect(await events()).toEqual(['ledger.budget-closing']);
  });
});
