import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ManualClock } from '@owncourse/kernel/contract';
import { verifyLedger } from '@owncourse/ledger/verify';
import { id, type SmallWorld } from '../src/testing/small-world.js';
import { openDirectPayment } from './fixtures/direct-payment.js';
import type { GraphqlClient } from './graphql-client.js';
import { openTestHouse, type TestHouse } from './test-house.js';

const NOW = new Date('2026-03-30T12:00:00Z');
/** A Monday; £400 for four weeks came that day. */
const TODAY = '2026-03-30';
const REFUSED = `... on NotAllowed { reason } ... on InvalidInput { problems { field } }`;
const REGULAR = `id payee kind { code } steps { from amountPence every } overdueOn nextOn nextPence endsOn`;
const ANSWER = `__typename ${REFUSED} ... on RegularExpense { ${REGULAR} }`;
const PLAN = `mutation ($input: PlanRegularExpenseInput!) { planRegularExpense(input: $input) { ${ANSWER} } }`;
const CHANGE = `mutation ($input: ChangeRegularExpenseInput!) { changeRegularExpense(input: $input) { ${ANSWER} } }`;
const END = `mutation ($input: EndRegularExpenseInput!) { endRegularExpense(input: $input) { ${ANSWER} } }`;
const RECORD = `mutation ($input: RecordExpenseInput!) { recordExpense(input: $input) { __typename ${REFUSED} ... on Expense { id } } }`;
const REVERSE = `mutation ($input: ReverseExpenseInput!) { reverseExpense(input: $input) { __typename } }`;
const BUDGET = `query ($id: ID!) { budget(id: $id) { availablePence regularExpenses { ${REGULAR} }
  projection { weekStarting plannedPence regularPence leftPence short } shortWeek { onDate missingPence } } }`;

interface Week {
  readonly weekStarting: string;
  readonly plannedPence: number;
  readonly regularPence: number;
  readonly leftPence: number;
  readonly short: boolean;
}
interface Budget {
  readonly availablePence: number;
  readonly regularExpenses: readonly { readonly id: string }[];
  readonly projection: readonly Week[];
  readonly shortWeek: { readonly onDate: string; readonly missingPence: number } | null;
}
interface Answer {
  readonly __typename: string;
  readonly id: string;
}

let clock: ManualClock;
let house: TestHouse;
let world: SmallWorld;
let holder: GraphqlClient;
let budgetId: string;

beforeAll(async () => {
  clock = new ManualClock(NOW);
  house = await openTestHouse({ holders: 2, weeklyPence: 10_000n, clock });
  ({ world } = house);
  holder = await house.client('holder0@first.example');
});

afterAll(async () => {
  expect(await verifyLedger(house.database.auditorUrl)).toMatchObject({ sumPence: 0, breaches: 0, first: null });
  await house.close();
});

beforeEach(async () => {
  budgetId = await openDirectPayment(world, TODAY);
});

function plan(change: Record<string, unknown> = {}, client = holder): Promise<Answer> {
  const whole = { budgetId, idempotencyKey: randomUUID(), kind: 'WAGES', payee: 'Ann Baker', amountPence: 9000 };
  return client.ask('planRegularExpense', PLAN, {
    input: { ...whole, every: 'WEEK', firstOn: '2026-04-01', ...change },
  });
}

function record(change: Record<string, unknown> = {}): Promise<Answer> {
  const whole = { budgetId, idempotencyKey: randomUUID(), kind: 'WAGES', payee: 'ann baker', amountPence: 9100 };
  return holder.ask('recordExpense', RECORD, { input: { ...whole, spentOn: TODAY, ...change } });
}

/** A session does not outlive weeks. */
async function moveTo(instant: string): Promise<void> {
  clock.moveTo(new Date(instant));
  holder = await house.client('holder0@first.example');
}

function budget(): Promise<Budget> {
  return holder.ask('budget', BUDGET, { id: budgetId });
}

function weeks({ projection }: Budget, many: number): number[][] {
  return projection.slice(0, many).map((week) => [week.regularPence, week.leftPence]);
}

describe('what is paid again and again', () => {
  it('counts in each of the weeks to come and moves no money', async () => {
    const key = randomUUID();
    const first = await plan({ idempotencyKey: key });
    expect(first).toEqual({
      __typename: 'RegularExpense',
      id: first.id,
      payee: 'Ann Baker',
      kind: { code: 'WAGES' },
      steps: [{ from: '2026-04-01', amountPence: 9000, every: 'WEEK' }],
      overdueOn: [],
      nextOn: '2026-04-01',
      nextPence: 9000,
      endsOn: null,
    });
    expect(await plan({ idempotencyKey: key })).toEqual(first);
    const found = await budget();
    expect(found).toMatchObject({ availablePence: 40_000, shortWeek: null });
    expect(weeks(found, 3)).toEqual([
      [9000, 31_000],
      [9000, 22_000],
      [9000, 13_000],
    ]);
    expect(found.projection.every((week) => week.plannedPence === 9000 && !week.short)).toBe(true);
  });

  it('names the week that it makes run short, and still refuses no order', async () => {
    await plan({ amountPence: 15_000 });
    expect(await budget()).toMatchObject({ shortWeek: { onDate: '2026-04-15', missingPence: 5000 } });
  });

  it('is replaced by what is written down for its day, in whatever sum, and comes back when that is put back', async () => {
    await plan();
    const { id: expenseId } = await record();
    const paid = await budget();
    expect(weeks(paid, 2)).toEqual([
      [0, 30_900],
      [9000, 21_900],
    ]);
    // Somebody else, or for something else, is no wage of hers.
    await record({ payee: 'Bob', amountPence: 100 });
    await record({ kind: 'PETROL', amountPence: 100 });
    expect(weeks(await budget(), 2)).toEqual([
      [0, 30_700],
      [9000, 21_700],
    ]);
    // A second one of the same week is no second day's.
    await record({ amountPence: 100 });
    expect(weeks(await budget(), 2)).toEqual([
      [0, 30_600],
      [9000, 21_600],
    ]);
    await holder.ask('reverseExpense', REVERSE, {
      input: { expenseId, idempotencyKey: randomUUID(), reason: 'Twice' },
    });
    expect(weeks(await budget(), 2)).toEqual([
      [9000, 30_700],
      [9000, 21_700],
    ]);
  });

  it('falls on the last of a shorter month, and once a year', async () => {
    await plan({ every: 'MONTH', firstOn: '2026-05-31', amountPence: 100 });
    await plan({ every: 'YEAR', firstOn: '2026-06-10', amountPence: 9000, payee: 'Insurer', kind: 'INSURANCE' });
    const found = (await budget()).projection.filter((week) => week.regularPence > 0);
    expect(found.map((week) => [week.weekStarting, week.regularPence])).toEqual([
      ['2026-05-25', 100],
      ['2026-06-08', 9000],
      ['2026-06-29', 100],
      ['2026-07-27', 100],
      ['2026-08-31', 100],
    ]);
  });

  it('changes from a day and ends; what was before stays', async () => {
    const { id: regularId } = await plan();
    const change = (input: Record<string, unknown>): Promise<Answer> =>
      holder.ask('changeRegularExpense', CHANGE, {
        input: { id: regularId, idempotencyKey: randomUUID(), amountPence: 5000, every: 'TWO_WEEKS', ...input },
      });
    expect(await change({ firstOn: '2026-04-08' })).toMatchObject({
      id: regularId,
      steps: [
        { from: '2026-04-01', amountPence: 9000, every: 'WEEK' },
        { from: '2026-04-08', amountPence: 5000, every: 'TWO_WEEKS' },
      ],
    });
    expect(weeks(await budget(), 4).map(([regular]) => regular)).toEqual([9000, 5000, 0, 5000]);
    const end = (lastOn: string): Promise<Answer> =>
      holder.ask('endRegularExpense', END, { input: { id: regularId, idempotencyKey: randomUUID(), lastOn } });
    expect(await end('2026-04-12')).toMatchObject({ endsOn: '2026-04-12' });
    expect(await change({ firstOn: '2026-04-20' })).toEqual({ __typename: 'NotAllowed', reason: 'WRONG_STATE' });
    expect(weeks(await budget(), 4).map(([regular]) => regular)).toEqual([9000, 5000, 0, 0]);
    // Before it began: as if it had never been.
    expect(await end('2026-03-29')).toMatchObject({ __typename: 'RegularExpense', steps: [], nextOn: null });
    expect((await budget()).regularExpenses).toEqual([]);
    expect(await end('2026-04-12')).toEqual({ __typename: 'NotAllowed', reason: 'WRONG_STATE' });
  });

  it.each<[string, Record<string, unknown>, object]>([
    ['yesterday', { firstOn: '2026-03-29' }, { __typename: 'InvalidInput', problems: [{ field: 'firstOn' }] }],
    ['400 years', { firstOn: '2426-03-29' }, { __typename: 'InvalidInput', problems: [{ field: 'firstOn' }] }],
    ['an end before it', { lastOn: '2026-03-31' }, { __typename: 'InvalidInput', problems: [{ field: 'lastOn' }] }],
    [
      'nothing, to nobody',
      { amountPence: 0, payee: ' ' },
      { __typename: 'InvalidInput', problems: [{ field: 'payee' }, { field: 'amountPence' }] },
    ],
    ['a kind that is none', { kind: 'BRIBES' }, { __typename: 'InvalidInput', problems: [{ field: 'kind' }] }],
    [
      'a budget that the council holds',
      { budgetId: id('budget', 0) },
      { __typename: 'NotAllowed', reason: 'NOT_HELD_BY_PERSON' },
    ],
    ['somebody else’s', { budgetId: id('budget', 1) }, { __typename: 'NotAllowed', reason: 'NOT_FOUND' }],
  ])('is not planned for %s', async (_name, change, answer) => {
    expect(await plan(change)).toEqual(answer);
    expect((await budget()).regularExpenses).toEqual([]);
  });

  it('is nobody else’s to change', async () => {
    const { id: regularId } = await plan();
    const input = { id: regularId, idempotencyKey: randomUUID() };
    for (const email of ['holder1@first.example', 'finance@second.example']) {
      const stranger = await house.client(email);
      for (const [name, mutation, rest] of [
        ['changeRegularExpense', CHANGE, { firstOn: TODAY, amountPence: 1, every: 'WEEK' }],
        ['endRegularExpense', END, { lastOn: TODAY }],
      ] as const)
        expect(await stranger.ask(name, mutation, { input: { ...input, ...rest } })).toEqual({
          __typename: 'NotAllowed',
          reason: 'NOT_FOUND',
        });
    }
    expect((await budget()).regularExpenses).toHaveLength(1);
  });

  it('twenty payments of one week at once take one day’s place', async () => {
    await plan({ amountPence: 1000 });
    await Promise.all(Array.from({ length: 20 }, () => record({ amountPence: 10 })));
    expect(weeks(await budget(), 2)).toEqual([
      [0, 39_800],
      [1000, 38_800],
    ]);
  });

  it('that nobody wrote down counts today, and after the council’s days no more', async () => {
    await plan({ amountPence: 1000, lastOn: '2026-04-12' });
    await moveTo('2026-04-15T12:00:00Z');
    const late = await budget();
    expect(late.regularExpenses).toMatchObject([
      { overdueOn: ['2026-04-01', '2026-04-08'], nextOn: null, endsOn: '2026-04-12' },
    ]);
    expect(weeks(late, 2)).toEqual([
      [2000, 38_000],
      [0, 38_000],
    ]);
    await moveTo('2026-05-02T12:00:00Z');
    expect(await budget()).toMatchObject({ regularExpenses: [{ overdueOn: ['2026-04-08'] }] });
    await moveTo('2026-05-09T12:00:00Z');
    expect((await budget()).regularExpenses).toEqual([]);
  });
});
