import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ManualClock, Refusal } from '@owncourse/kernel/contract';
import { BANK, type BankPort, SPENDING, type SpendingPort } from '@owncourse/ledger/contract';
import { verifyLedger } from '@owncourse/ledger/verify';
import pg from 'pg';
import { type SmallWorld } from '../src/testing/small-world.js';
import { openDirectPayment } from './fixtures/direct-payment.js';
import { openTestHouse, type TestHouse } from './test-house.js';

const NOW = new Date('2026-04-08T12:00:00Z');
const TIMES = 12;
const CSV = `Date,Details,Amount\n${Array.from({ length: 6 }, () => '01/04/2026,ANN BAKER,-10.00').join('\n')}\n`;

let house: TestHouse;
let world: SmallWorld;
let bank: BankPort;
let spending: SpendingPort;
let superuser: pg.Client;
let budgetId: string;

beforeAll(async () => {
  house = await openTestHouse({ holders: 1, weeklyPence: 10_000n, clock: new ManualClock(NOW) });
  ({ world } = house);
  bank = house.application.get<BankPort>(BANK);
  spending = house.application.get<SpendingPort>(SPENDING);
  superuser = new pg.Client({ connectionString: house.database.superuserUrl });
  await superuser.connect();
});

afterAll(async () => {
  expect(await verifyLedger(house.database.auditorUrl)).toMatchObject({ sumPence: 0, breaches: 0, first: null });
  await superuser.end();
  await house.close();
});

beforeEach(async () => {
  budgetId = await openDirectPayment(world, '2026-03-30');
});

async function bring(file = CSV): Promise<number> {
  const found = await bank.importStatement(await world.actor('holder'), {
    budgetId,
    idempotencyKey: randomUUID(),
    file,
  });
  return 'newLines' in found ? found.newLines : -1;
}

async function record(bankLineId: string | null = null): Promise<string> {
  return spending.recordExpense(await world.actor('holder'), {
    budgetId,
    idempotencyKey: randomUUID(),
    kind: 'WAGES',
    payee: 'Ann Baker',
    spentOn: '2026-04-01',
    amountPence: 1000n,
    bankLineId,
  });
}

async function explain(lineId: string, entryId: string): Promise<string> {
  const input = { lineId, idempotencyKey: randomUUID(), kind: 'EXPENSE', entryId } as const;
  return bank.explainLine(await world.actor('holder'), input);
}

async function openLines(): Promise<string[]> {
  return (await bank.openLines(await world.actor('holder'), budgetId)).map((line) => line.id);
}

/** How each of them ended: "done", or the code of its refusal. */
async function ends(works: readonly (() => Promise<unknown>)[]): Promise<string[]> {
  const ended = await Promise.allSettled(works.map((work) => work()));
  return ended.map((one) => {
    if (one.status === 'fulfilled') return 'done';
    if (one.reason instanceof Refusal) return one.reason.code;
    throw one.reason;
  });
}

async function count(sql: string): Promise<number> {
  const { rows } = await superuser.query<{ count: number }>(`select count(*)::int as count from ${sql}`, [budgetId]);
  return rows[0]?.count ?? -1;
}

const held = 'ledger.bank_explanation where budget_id = $1 and undone_at is null';

describe('bank lines under fire', () => {
  it('one file brought many times at once, and others that overlap it: each line once', async () => {
    const shorter = CSV.split('\n').slice(0, 4).join('\n');
    const brought = await Promise.all(Array.from({ length: TIMES }, (_, turn) => bring(turn % 2 ? CSV : shorter)));
    expect(brought.reduce((sum, one) => sum + one, 0)).toBe(6);
    expect(await count('ledger.bank_line where budget_id = $1')).toBe(6);
  });

  it('one expense pressed for many lines, and many for one: one of each', async () => {
    await bring();
    const lines = await openLines();
    const expenses = [await record(), await record()];
    const [line = ''] = lines;
    const answers = await ends([
      ...lines.map((one) => () => explain(one, expenses[0] ?? '')),
      ...expenses.map((one) => () => explain(line, one)),
    ]);
    expect(new Set(answers)).toEqual(new Set(['done', 'WRONG_STATE']));
    const { rows } = await superuser.query<{ line_id: string; entry_id: string }>(
      `select line_id, entry_id from ${held}`,
      [budgetId],
    );
    expect(rows).toHaveLength(answers.filter((one) => one === 'done').length);
    expect(new Set(rows.map((row) => row.line_id)).size).toBe(rows.length);
    expect(new Set(rows.map((row) => row.entry_id)).size).toBe(rows.length);
  });

  it('one line written down many times at once: one expense', async () => {
    await bring();
    const [line = ''] = await openLines();
    const answers = await ends(Array.from({ length: TIMES }, () => () => record(line)));
    expect(answers.filter((one) => one === 'done')).toHaveLength(1);
    expect(answers.filter((one) => one === 'WRONG_STATE')).toHaveLength(TIMES - 1);
    expect(await count('ledger.expense where budget_id = $1')).toBe(1);
    expect(await count(held)).toBe(1);
  });

  it.each(['the line first', 'the reversal first'])(
    'an expense that is put back while it is pressed for a line explains none: %s',
    async (order) => {
      await bring();
      const [line = ''] = await openLines();
      const expenseId = await record();
      const actor = await world.actor('holder');
      const press = (): Promise<string> => explain(line, expenseId);
      const back = (): Promise<string> =>
        spending.reverseExpense(actor, { expenseId, idempotencyKey: randomUUID(), reason: 'Twice' });
      const answers = await ends(order === 'the line first' ? [press, back] : [back, press]);
      expect(answers.filter((one) => one !== 'done' && one !== 'NOT_FOUND')).toEqual([]);
      expect(await count(held)).toBe(0);
    },
  );

  it('a line explained and taken back many times at once ends as one or the other, whole', async () => {
    await bring();
    const [line = ''] = await openLines();
    const expenseId = await record();
    const actor = await world.actor('holder');
    const undo = (): Promise<string> => bank.undoExplanation(actor, { lineId: line, idempotencyKey: randomUUID() });
    const answers = await ends(
      Array.from({ length: TIMES }, (_, turn) => (turn % 2 ? undo : () => explain(line, expenseId))),
    );
    expect(answers.filter((one) => one !== 'done' && one !== 'WRONG_STATE')).toEqual([]);
    const made = await count('ledger.bank_explanation where budget_id = $1');
    const undone = await count('ledger.bank_explanation where budget_id = $1 and undone_at is not null');
    expect([made + undone, made - undone]).toEqual([answers.filter((one) => one === 'done').length, await count(held)]);
  });
});
