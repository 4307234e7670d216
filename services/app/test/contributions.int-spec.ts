import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Actor, ManualClock } from '@owncourse/kernel/contract';
import { BUDGET_LIFE, type BudgetLifePort } from '@owncourse/ledger/contract';
import { verifyLedger } from '@owncourse/ledger/verify';
import pg from 'pg';
import { id, type SmallWorld } from '../src/testing/small-world.js';
import type { GraphqlClient } from './graphql-client.js';
import { openTestHouse, type TestHouse } from './test-house.js';

/** A Monday at noon; the budgets began four weeks before. */
const NOW = new Date('2026-03-30T12:00:00Z');
const TODAY = '2026-03-30';
const START = '2026-03-02';

const BUDGET = `query ($id: ID!) { budget(id: $id) { availablePence fundedPence contribution {
  weeklyPence netting chargedPence collectedPence overpaidPence reimbursedPence unpaidPence
  request { amountPence leftPence askedOn payBy askedByName }
  assessments { fromOn untilOn weeklyPence netting certain reasons { reason pence } } } } }`;
const ANSWER = `{ __typename ... on ContributionRecorded { budget { availablePence } } ... on NotAllowed { reason } ... on InvalidInput { problems { field } } }`;
const ASSESS = `mutation ($input: RecordContributionAssessmentInput!) { recordContributionAssessment(input: $input) ${ANSWER} }`;
const RECEIVE = `mutation ($input: ContributionSumInput!) { recordContributionReceived(input: $input) ${ANSWER} }`;
const ASK = `mutation ($input: AskForContributionInput!) { askForContribution(input: $input) ${ANSWER} }`;
const REIMBURSE = `mutation ($input: ContributionSumInput!) { reimburseContribution(input: $input) ${ANSWER} }`;

let house: TestHouse;
let world: SmallWorld;
let finance: GraphqlClient;
let officer: Actor;
let superuser: pg.Client;
let budgetId: string;

beforeAll(async () => {
  house = await openTestHouse({ holders: 1, weeklyPence: 10_000n, clock: new ManualClock(NOW) });
  ({ world } = house);
  finance = await house.client('finance@first.example');
  officer = await world.actor('finance-first');
  superuser = new pg.Client({ connectionString: house.database.superuserUrl });
  await superuser.connect();
});

afterAll(async () => {
  expect(await verifyLedger(house.database.auditorUrl)).toMatchObject({ sumPence: 0, breaches: 0, first: null });
  await superuser.end();
  await house.close();
});

/** £100 a week, £30 of it the person's, from four weeks ago to eight weeks after; what is due of the council is in. */
beforeEach(async () => {
  budgetId = randomUUID();
  await open('NET');
});

async function open(netting: 'NET' | 'GROSS'): Promise<void> {
  await world.ledger.openBudget(officer, {
    budgetId,
    councilId: world.councilId,
    personId: id('holder'),
    startsOn: START,
    endsBefore: '2026-05-25',
    weeklyPence: 10_000n,
    paymentIntervalWeeks: 1,
    route: 'DIRECT_PAYMENT',
    payerId: id('holder'),
    fundingSources: [{ kind: 'SOCIAL_CARE', weight: 1 }],
    contributionPence: 3000n,
    netting,
  });
  await world.ledger.postDueInstalments();
}

interface Money {
  readonly availablePence: number;
  readonly contribution: Record<string, unknown> & { readonly assessments: readonly Record<string, unknown>[] };
}

function budget(client = finance): Promise<Money> {
  return client.ask('budget', BUDGET, { id: budgetId });
}

function assess(fromOn: string, weeklyPence: number, netting = 'NET'): Promise<unknown> {
  const input = { budgetId, idempotencyKey: randomUUID(), fromOn, entered: { weeklyPence, netting } };
  return finance.ask('recordContributionAssessment', ASSESS, { input });
}

function sum(mutation: string, field: string, amountPence: number, key: string = randomUUID()): Promise<unknown> {
  return finance.ask(field, mutation, { input: { budgetId, idempotencyKey: key, amountPence, onDate: TODAY } });
}
const receive = (pence: number, key?: string) => sum(RECEIVE, 'recordContributionReceived', pence, key);
const reimburse = (pence: number, key?: string) => sum(REIMBURSE, 'reimburseContribution', pence, key);

/** A decision about the budget, as the finance officer. */
async function decide(field: string, more: Readonly<Record<string, unknown>>): Promise<void> {
  const type = { changeBudgetAmount: 'ChangeBudgetAmountInput', closeBudget: 'CloseBudgetInput' }[field];
  const mutation = `mutation ($input: ${type ?? 'BudgetFromDayInput'}!) { ${field}(input: $input) { __typename } }`;
  const input = { budgetId, idempotencyKey: randomUUID(), reason: 'Agreed at the review.', ...more };
  expect(await finance.ask(field, mutation, { input })).toEqual({ __typename: 'BudgetDecided' });
}

/** What is still to come in, by day: the council's part and the person's. */
async function plan(): Promise<Record<string, [number, number]>> {
  const { rows } = await superuser.query<{ day: string; council: number; own: number }>(
    `select due_on::text as day, coalesce(sum(amount_pence) filter (where kind = 'INSTALMENT'), 0)::int as council,
       coalesce(sum(amount_pence) filter (where kind = 'CONTRIBUTION'), 0)::int as own
     from ledger.instalment where budget_id = $1 and posted_at is null group by due_on order by due_on`,
    [budgetId],
  );
  return Object.fromEntries(rows.map((row) => [row.day, [row.council, row.own]]));
}

/** All that the council has put in and will, pence. */
async function councilPuts(): Promise<number> {
  const { rows } = await superuser.query<{ pence: number }>(
    "select sum(amount_pence)::int as pence from ledger.instalment where budget_id = $1 and kind <> 'CONTRIBUTION'",
    [budgetId],
  );
  return rows[0]?.pence ?? 0;
}

describe('what a person pays towards a net budget', () => {
  it('is charged week by week, and unpaid stops nothing', async () => {
    expect(await budget()).toMatchObject({
      // Five weeks of the council's £70 are in; of the person's £30 nothing is.
      availablePence: 35_000,
      contribution: {
        weeklyPence: 3000,
        netting: 'NET',
        chargedPence: 15_000,
        collectedPence: 0,
        overpaidPence: 0,
        reimbursedPence: 0,
        unpaidPence: 15_000,
      },
    });
    expect(await (await house.client('holder0@first.example')).ask('budget', BUDGET, { id: budgetId })).toMatchObject({
      contribution: { unpaidPence: 15_000 },
    });
  });

  it('comes in against the oldest due; a part of a week leaves the rest of it due', async () => {
    await receive(7000, 'seventy-pounds');
    await receive(7000, 'seventy-pounds');
    expect(await budget()).toMatchObject({
      availablePence: 42_000,
      contribution: { collectedPence: 7000, unpaidPence: 8000, overpaidPence: 0 },
    });
    expect(await plan()).toMatchObject({
      '2026-03-16': [0, 2000],
      '2026-03-23': [0, 3000],
      '2026-04-06': [7000, 3000],
    });
  });

  it('that is paid too much is seen, and given back once, never more', async () => {
    await receive(20_000);
    expect(await budget()).toMatchObject({
      availablePence: 55_000,
      contribution: { collectedPence: 20_000, overpaidPence: 5000, unpaidPence: 0 },
    });
    expect(await reimburse(5001)).toEqual({ __typename: 'NotAllowed', reason: 'MORE_THAN_OVERPAID' });
    const [once, again] = [await reimburse(5000, 'give-it-back'), await reimburse(5000, 'give-it-back')];
    expect(once).toMatchObject({ __typename: 'ContributionRecorded' });
    expect(again).toEqual(once);
    expect(await reimburse(4999, 'give-it-back')).toEqual({ __typename: 'IdempotencyConflict' });
    expect(await reimburse(1)).toEqual({ __typename: 'NotAllowed', reason: 'MORE_THAN_OVERPAID' });
    expect(await budget()).toMatchObject({
      availablePence: 50_000,
      contribution: { collectedPence: 20_000, reimbursedPence: 5000, overpaidPence: 0, unpaidPence: 0 },
    });
    // The weeks to come are still to be paid.
    expect(await plan()).toMatchObject({ '2026-04-06': [7000, 3000], '2026-05-18': [7000, 3000] });
  });

  it('two officers who give the same sum back at once: one does', async () => {
    await receive(20_000);
    const answers = (await Promise.all(Array.from({ length: 8 }, () => reimburse(5000)))) as { __typename: string }[];
    expect(answers.filter((one) => one.__typename === 'ContributionRecorded')).toHaveLength(1);
    expect(await budget()).toMatchObject({ availablePence: 50_000, contribution: { reimbursedPence: 5000 } });
  });
});

describe('what is still to pay', () => {
  const ask = (amountPence: number, key: string = randomUUID()) =>
    finance.ask('askForContribution', ASK, { input: { budgetId, idempotencyKey: key, amountPence } });
  const request = async () => (await budget()).contribution['request'];

  it('is asked for by an officer, once for each press; what comes in since makes it less, and then it is gone', async () => {
    expect(await request()).toBeNull();
    await receive(1000);
    expect(await ask(14_001)).toMatchObject({ __typename: 'InvalidInput', problems: [{ field: 'amountPence' }] });
    expect(await ask(0)).toMatchObject({ __typename: 'InvalidInput', problems: [{ field: 'amountPence' }] });
    expect(await request()).toBeNull();
    await Promise.all(['pressed-twice', 'pressed-twice'].map((one) => ask(14_000, one)));
    const asked = { amountPence: 14_000, askedOn: TODAY, payBy: '2026-04-27' };
    expect(await request()).toMatchObject({ ...asked, leftPence: 14_000 });
    const told = `select payload - 'requestId' as payload from kernel.outbox where type = 'ledger.contribution-asked' and payload ->> 'budgetId' = $1`;
    expect((await superuser.query(told, [budgetId])).rows).toEqual([
      { payload: { budgetId, personId: id('holder'), pence: '14000', payBy: '2026-04-27' } },
    ]);
    // Nothing moved.
    expect(await budget()).toMatchObject({ availablePence: 36_000, contribution: { unpaidPence: 14_000 } });
    await receive(9000);
    expect(await request()).toMatchObject({ ...asked, leftPence: 5000 });
    await ask(5000);
    await receive(2000);
    expect(await request()).toMatchObject({ amountPence: 5000, leftPence: 3000 });
    await receive(3000);
    expect(await request()).toBeNull();
    expect(await ask(1)).toMatchObject({ __typename: 'InvalidInput' });
  });

  it('is never more than is owed: a pause that reaches back takes it down, and asks for nothing', async () => {
    await ask(15_000);
    await decide('pauseBudget', { fromDate: '2026-03-09' });
    expect(await request()).toMatchObject({ amountPence: 15_000, leftPence: 3000 });
  });

  it('follows the council’s own days to pay', async () => {
    await world.identity.setPolicy(officer, world.councilId, [{ key: 'contributionPayDays', value: 14, from: TODAY }]);
    await ask(100);
    expect(await request()).toMatchObject({ payBy: '2026-04-13' });
  });
});

describe('a dated result', () => {
  it('changes what is to come and nothing before, and the budget stays as it was', async () => {
    expect(await assess('2026-04-13', 4000)).toMatchObject({ __typename: 'ContributionRecorded' });
    expect(await plan()).toEqual({
      ...Object.fromEntries(['03-02', '03-09', '03-16', '03-23', '03-30'].map((day) => [`2026-${day}`, [0, 3000]])),
      '2026-04-06': [7000, 3000],
      ...Object.fromEntries(
        ['04-13', '04-20', '04-27', '05-04', '05-11', '05-18'].map((day) => [`2026-${day}`, [6000, 4000]]),
      ),
    });
    const { contribution } = await budget();
    expect(contribution).toMatchObject({ weeklyPence: 3000, chargedPence: 15_000 });
    expect(contribution.assessments).toEqual([
      {
        fromOn: '2026-04-13',
        untilOn: '2026-05-24',
        weeklyPence: 4000,
        netting: 'NET',
        certain: true,
        reasons: [{ reason: 'ENTERED', pence: 4000 }],
      },
      { fromOn: START, untilOn: '2026-04-12', weeklyPence: 3000, netting: 'NET', certain: true, reasons: [] },
    ]);
  });

  it('that lowers past weeks: the council adds what it now owes, what the person paid too much is seen', async () => {
    await receive(9000);
    expect(await assess('2026-03-09', 1000)).toMatchObject({ __typename: 'ContributionRecorded' });
    // £350 from the council, £90 from the person, and £20 a week more from the council for four weeks.
    expect(await budget()).toMatchObject({
      availablePence: 35_000 + 9000 + 8000,
      // £30 and four times £10; three weeks' £30 were paid.
      contribution: {
        weeklyPence: 1000,
        chargedPence: 7000,
        collectedPence: 9000,
        overpaidPence: 2000,
        unpaidPence: 0,
      },
    });
    expect(await plan()).toMatchObject({ '2026-04-06': [9000, 1000] });
  });

  it('splits a week that has begun, to the penny', async () => {
    expect(await assess('2026-04-09', 1000)).toMatchObject({ __typename: 'ContributionRecorded' });
    // Three days at £30 a week and four at £10: £12.86 and £5.71.
    expect(await plan()).toMatchObject({ '2026-04-06': [10_000 - 1857, 1857], '2026-04-13': [9000, 1000] });
  });

  it('from today on in a week already funded: the council takes its part off the next weeks', async () => {
    expect(await assess(TODAY, 8000)).toMatchObject({ __typename: 'ContributionRecorded' });
    // The council paid £70 for this week and owed £20: £50 come off the £20 of each week after.
    expect(await plan()).toMatchObject({
      '2026-03-30': [0, 8000],
      '2026-04-06': [0, 8000],
      '2026-04-13': [0, 8000],
      '2026-04-20': [1000, 8000],
      '2026-04-27': [2000, 8000],
    });
    expect(await budget()).toMatchObject({ contribution: { chargedPence: 12_000 + 8000 } });
  });

  it('lowered below what came in and raised part of the way: the council pays the difference once', async () => {
    await receive(15_000);
    await assess(TODAY, 1000);
    // £20 less of the person's for this week: the council adds them.
    expect(await budget()).toMatchObject({
      availablePence: 52_000,
      contribution: { chargedPence: 13_000, overpaidPence: 2000, unpaidPence: 0 },
    });
    expect(await plan()).toMatchObject({ '2026-04-06': [9000, 1000] });
    await assess(TODAY, 2000);
    // £10 of it was too much now: off its next week. Nothing more came in.
    expect(await budget()).toMatchObject({
      availablePence: 52_000,
      contribution: { chargedPence: 14_000, overpaidPence: 1000, unpaidPence: 0 },
    });
    expect(await plan()).toMatchObject({ '2026-04-06': [7000, 2000], '2026-04-13': [8000, 2000] });
    await reimburse(1000);
    await assess(TODAY, 3000);
    // What was given back is due again, and the council has put in £20 too much.
    expect(await budget()).toMatchObject({
      availablePence: 51_000,
      contribution: { chargedPence: 15_000, collectedPence: 15_000, reimbursedPence: 1000, unpaidPence: 1000 },
    });
    expect(await plan()).toMatchObject({
      '2026-03-30': [0, 1000],
      '2026-04-06': [5000, 3000],
      '2026-04-13': [7000, 3000],
    });
    await assess(TODAY, 3000);
    expect(await plan()).toMatchObject({ '2026-03-30': [0, 1000], '2026-04-06': [5000, 3000] });
    await receive(1000);
    expect(await plan()).not.toHaveProperty('2026-03-30');
    // £520 are there and £80 of next week to come: six weeks of £100.
    expect(await budget()).toMatchObject({
      availablePence: 52_000,
      contribution: { unpaidPence: 0, overpaidPence: 0 },
    });
  });

  it('raised and lowered again, in any order: the person and the council come to the budget, to the penny', async () => {
    const asPlanned = [await plan(), await budget()] as const;
    await assess(TODAY, 8000);
    await assess(TODAY, 3000);
    expect(await plan()).toEqual(asPlanned[0]);
    expect((await budget()).availablePence).toBe(asPlanned[1].availablePence);
    await receive(14_000);
    for (const weeklyPence of [1000, 8500, 0, 3333, 2999, 7001, 1234]) {
      await assess(TODAY, weeklyPence);
      const { contribution } = await budget();
      expect(contribution).toMatchObject({ weeklyPence, chargedPence: 12_000 + weeklyPence });
      const own = 12_000 + weeklyPence * 8;
      // Twelve weeks of £100, whoever pays them.
      expect({ weeklyPence, council: await councilPuts() }).toEqual({ weeklyPence, council: 120_000 - own });
    }
  });

  it('never charges more for days that are past, nor more than the budget', async () => {
    const before = [await plan(), await budget()];
    expect(await assess('2026-03-29', 3001)).toMatchObject({
      __typename: 'InvalidInput',
      problems: [{ field: 'fromOn' }],
    });
    expect(await assess(TODAY, 10_001)).toMatchObject({
      __typename: 'InvalidInput',
      problems: [{ field: 'weeklyPence' }],
    });
    expect(await assess('2027-01-01', 0)).toMatchObject({ __typename: 'NotAllowed', reason: 'OUTSIDE_BUDGET_PERIOD' });
    expect([await plan(), await budget()]).toEqual(before);
  });

  it('is not charged for paused days, to the penny, and gives back what was charged when the pause reaches back', async () => {
    await receive(9000);
    // Thursday 19 March: five weeks were asked for, £30 each; three days of the third week and none after.
    await decide('pauseBudget', { fromDate: '2026-03-19' });
    expect(await budget()).toMatchObject({
      availablePence: 44_000,
      contribution: { chargedPence: 7286, collectedPence: 9000, overpaidPence: 1714, unpaidPence: 0 },
    });
    expect(await plan()).toEqual({});
    expect(await reimburse(1715)).toEqual({ __typename: 'NotAllowed', reason: 'MORE_THAN_OVERPAID' });
    // From tomorrow: six days of this week, and what was paid too much before counts towards them.
    await decide('restartBudget', { fromDate: '2026-03-31' });
    expect(await budget()).toMatchObject({ contribution: { chargedPence: 9857, overpaidPence: 0, unpaidPence: 857 } });
    expect(await plan()).toMatchObject({
      '2026-04-06': [0, 3000],
      '2026-04-13': [2000, 3000],
      '2026-04-20': [7000, 3000],
    });
    // 72 of the 84 days, at £10 a day.
    expect(await councilPuts()).toBe(72_000);
  });

  it('is not asked for past days of a pause that is taken back: the council pays those', async () => {
    await decide('pauseBudget', { fromDate: '2026-03-16' });
    expect(await budget()).toMatchObject({ contribution: { chargedPence: 6000, unpaidPence: 6000 } });
    await decide('restartBudget', { fromDate: '2026-03-16' });
    expect(await budget()).toMatchObject({ contribution: { chargedPence: 9000, unpaidPence: 9000 } });
    expect((await budget()).contribution.assessments).toMatchObject([
      { fromOn: TODAY, untilOn: '2026-05-24', weeklyPence: 3000 },
      { fromOn: '2026-03-16', untilOn: '2026-03-29', weeklyPence: 0 },
      { fromOn: START, untilOn: '2026-03-15', weeklyPence: 3000 },
    ]);
    // Two weeks of £30 more with its next instalments.
    expect(await plan()).toMatchObject({ '2026-04-06': [13_000, 3000], '2026-04-13': [7000, 3000] });
  });

  it('never asks more than the amount of each day: a cut below it charges the week that has begun anew', async () => {
    await decide('changeBudgetAmount', { fromDate: '2026-04-02', weeklyPence: 1400 });
    // Three days at £30 and four at £14 a week: £12.86 and £8.00.
    expect(await budget()).toMatchObject({ contribution: { chargedPence: 12_000 + 2086, unpaidPence: 14_086 } });
    expect(await plan()).toMatchObject({ '2026-03-30': [0, 2086], '2026-04-06': [0, 1400] });
    await decide('changeBudgetAmount', { fromDate: '2026-04-02', weeklyPence: 10_000 });
    expect(await budget()).toMatchObject({ contribution: { chargedPence: 15_000, unpaidPence: 15_000 } });
    expect(await plan()).toMatchObject({ '2026-03-30': [0, 3000], '2026-04-06': [7000, 3000] });
  });

  it('ends with the budget', async () => {
    await receive(3000);
    await decide('closeBudget', { fromDate: '2026-03-11', cause: 'MOVED' });
    // A week and two days.
    expect(await budget()).toMatchObject({
      contribution: { chargedPence: 3857, collectedPence: 3000, unpaidPence: 857 },
    });
  });

  it('that an older rule charged for paused days is mended once, by the job', async () => {
    await superuser.query(
      `insert into ledger.budget_pause select council_id, id, daterange('2026-03-16', null) from ledger.budget where id = $1`,
      [budgetId],
    );
    await superuser.query(`update ledger.budget set plan_is_old = true, status = 'PAUSED' where id = $1`, [budgetId]);
    const life = house.application.get<BudgetLifePort>(BUDGET_LIFE);
    await Promise.all([life.planAhead(), life.planAhead()]);
    expect(await budget()).toMatchObject({ contribution: { chargedPence: 6000, unpaidPence: 6000 } });
    expect(await plan()).toEqual({ '2026-03-02': [0, 3000], '2026-03-09': [0, 3000] });
    const { rows } = await superuser.query('select plan_is_old as old from ledger.budget where id = $1', [budgetId]);
    expect(rows).toEqual([{ old: false }]);
  });

  it('worked out by the council’s policy of that day, with its reasons', async () => {
    const means = { disposableIncomePence: 29_470, capitalPence: 500_000 };
    const workOut = (onDate: string) =>
      finance.ask(
        'workOutContribution',
        `query ($budgetId: ID!, $onDate: Date!, $means: ContributionMeansInput!) { workOutContribution(budgetId: $budgetId, onDate: $onDate, means: $means) {
           __typename ... on WorkedOutContribution { weeklyPence netting certain reasons { reason pence } } ... on NotAllowed { reason } } }`,
        { budgetId, onDate, means },
      );
    expect(await workOut('2026-04-06')).toEqual({ __typename: 'NotAllowed', reason: 'POLICY_INCOMPLETE' });
    await world.identity.setPolicy(officer, world.councilId, [
      { key: 'percentOfDisposableIncome', value: 50, from: '2026-04-06' },
      { key: 'capitalLimit', value: { kind: 'none' }, from: '2026-04-06' },
      { key: 'weeklyCap', value: null, from: '2026-04-06' },
      { key: 'chargesHomecare', value: true, from: '2026-04-06' },
      { key: 'netOrGross', value: 'net', from: '2026-04-06' },
    ]);
    const reasons = [
      { reason: 'SHARE_OF_INCOME', pence: 14_735 },
      { reason: 'LIMITED_TO_BUDGET', pence: 10_000 },
      { reason: 'CAP_UNKNOWN', pence: 10_000 },
    ];
    const result = { weeklyPence: 10_000, netting: 'NET', certain: false, reasons };
    expect(await workOut('2026-04-06')).toEqual({ __typename: 'WorkedOutContribution', ...result });
    expect(await workOut('2026-04-05')).toEqual({ __typename: 'NotAllowed', reason: 'POLICY_INCOMPLETE' });
    expect(
      await finance.ask('recordContributionAssessment', ASSESS, {
        input: { budgetId, idempotencyKey: randomUUID(), fromOn: '2026-04-06', means },
      }),
    ).toMatchObject({ __typename: 'ContributionRecorded' });
    expect((await budget()).contribution.assessments[0]).toMatchObject({ fromOn: '2026-04-06', ...result });
    // Nobody keeps what the person has.
    const { rows } = await superuser.query<{ kept: string }>(
      'select r::text as kept from ledger.contribution_result r where budget_id = $1',
      [budgetId],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.kept).not.toContain('29470');
    expect(rows[0]?.kept).not.toContain('500000');
  });
});

describe('a gross budget', () => {
  it('is paid whole by the council; what it collects itself never enters the budget', async () => {
    budgetId = randomUUID();
    await open('GROSS');
    await receive(16_000);
    expect(await budget()).toMatchObject({
      availablePence: 50_000,
      contribution: { netting: 'GROSS', chargedPence: 15_000, collectedPence: 16_000, overpaidPence: 1000 },
    });
    expect(await reimburse(1000)).toMatchObject({ __typename: 'ContributionRecorded' });
    expect(await budget()).toMatchObject({
      availablePence: 50_000,
      contribution: { reimbursedPence: 1000, overpaidPence: 0, unpaidPence: 0 },
    });
  });

  it('turned net from a day: from then on the person’s part comes in beside the council’s', async () => {
    budgetId = randomUUID();
    await open('GROSS');
    await assess('2026-04-06', 3000, 'NET');
    expect(await plan()).toMatchObject({ '2026-04-06': [7000, 3000], '2026-05-18': [7000, 3000] });
    expect(await budget()).toMatchObject({
      availablePence: 50_000,
      contribution: { netting: 'GROSS', chargedPence: 15_000 },
    });
  });
});
