import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, ManualClock } from '@owncourse/kernel/contract';
import { BUDGET_LIFE, type BudgetLifePort } from '@owncourse/ledger/contract';
import { ORDERING, type OrderingPort } from '@owncourse/ordering/contract';
import pg from 'pg';
import { AGREED_PENCE, id, type SmallWorld } from '../src/testing/small-world.js';
import { asked } from './fixtures/asked-of-the-database.js';
import type { GraphqlClient } from './graphql-client.js';
import { openTestHouse, type TestHouse } from './test-house.js';

/** A Tuesday. */
const TODAY = '2026-03-10';
const noon = (day: string): Date => new Date(`${day}T12:00:00Z`);
const contributing = id('contributing-budget');
const lowered = id('lowered-budget');

const SHORT_WEEK = `query ($id: ID!) { budget(id: $id) { projection { weekStarting } shortWeek {
  weekStarting onDate missingPence missingInAllPence
  mends { __typename ... on AskForSum { pence byDate } ... on AskForMoreEachWeek { pence fromWeekStarting }
    ... on FewerVisits { orderId about visitsAWeek usualVisitsAWeek fromWeekStarting } } } } }`;
const LIST = `query ($after: String, $first: Int = 1) { budgetsRunningShort(first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor }
  edges { node { weekStarting onDate missingPence missingInAllPence budget { id person { name } } } } } }`;

interface Told {
  readonly projection: readonly { weekStarting: string }[];
  readonly shortWeek: Record<string, unknown> | null;
}

let clock: ManualClock;
let house: TestHouse;
let world: SmallWorld;
let superuser: pg.Client;
let finance: GraphqlClient;
let holder: GraphqlClient;

interface Terms {
  readonly id: string;
  readonly holder: number;
  readonly weeklyPence: bigint;
  readonly contributionPence: bigint;
  readonly endsBefore: string | null;
  readonly visitsFrom: string;
}

/** A budget that begins today, and two visits of £48.20 on it each week, Tuesdays and Thursdays. */
async function budgetWithVisits({ id: budget, holder: number, visitsFrom, ...terms }: Terms): Promise<void> {
  await world.ledger.openBudget(await world.actor('finance-first'), {
    ...terms,
    budgetId: budget,
    councilId: world.councilId,
    personId: id('holder', number),
    startsOn: TODAY,
    paymentIntervalWeeks: 1,
    route: 'COUNCIL_MANAGED',
    payerId: world.councilId,
    fundingSources: [{ kind: 'SOCIAL_CARE', weight: 1 }],
    netting: 'NET',
  });
  await world.ledger.postDueInstalments();
  await house.application.get<OrderingPort>(ORDERING).placeOrder(await world.actor('holder', number), {
    idempotencyKey: `visits-of-${budget}`,
    personId: id('holder', number),
    budgetId: budget,
    variantId: world.variantId,
    quantity: '2',
    startTime: '09:00',
    standing: { startsOn: visitsFrom, endsOn: null, weekdays: ['TU', 'TH'], everyWeeks: 1 },
    place: 'At home',
    shownUnitPricePence: AGREED_PENCE,
  });
}

beforeAll(async () => {
  clock = new ManualClock(noon(TODAY));
  house = await openTestHouse({ holders: 2, weeklyPence: 50_000n, clock });
  ({ world } = house);
  superuser = new pg.Client({ connectionString: house.database.superuserUrl });
  await superuser.connect();
  finance = await house.client('finance@first.example');
  holder = await house.client('holder0@first.example');
  // £72.66 from the council and £24.10 of the person's own, which never comes, for ten weeks.
  await budgetWithVisits({
    id: contributing,
    holder: 0,
    weeklyPence: 9676n,
    contributionPence: 2410n,
    endsBefore: addDays(TODAY, 70),
    visitsFrom: '2026-03-12',
  });
  // Exactly what the visits cost, without end.
  await budgetWithVisits({
    id: lowered,
    holder: 1,
    weeklyPence: 9640n,
    contributionPence: 0n,
    endsBefore: null,
    visitsFrom: '2026-03-17',
  });
});

afterAll(async () => {
  await superuser.end();
  await house.close();
});

const life = (): BudgetLifePort => house.application.get<BudgetLifePort>(BUDGET_LIFE);

const told = (client = holder, budget = contributing): Promise<Told> =>
  client.ask<Told>('budget', SHORT_WEEK, { id: budget });

/** The ids by which warnings of a budget wait, or are taken away. */
async function warningsOf(budget: string, type = 'ledger.short-week-ahead'): Promise<string[]> {
  const { rows } = await superuser.query<{ id: string }>(
    `select payload ->> 'warningId' as id from kernel.outbox where type = $1 and payload ->> 'budgetId' = $2 order by position`,
    [type, budget],
  );
  return rows.map((row) => row.id);
}

async function announced(): Promise<unknown[]> {
  const { rows } = await superuser.query<{ payload: unknown }>(
    `select payload from kernel.outbox where type = 'ledger.short-week-ahead' order by position`,
  );
  return rows.map((row) => row.payload);
}

describe('a week that will run short', () => {
  it('is none while everything is expected to come', async () => {
    expect((await told()).shortWeek).toBeNull();
    expect(await world.ledger.noteShortWeeks()).toEqual({ short: 0, announced: 0 });
    expect(await finance.ask('budgetsRunningShort', LIST, {})).toMatchObject({ totalCount: 0, edges: [] });
    expect(await announced()).toEqual([]);
  });

  it('looks no further than the budget’s end', async () => {
    expect((await told()).projection.map((week) => week.weekStarting)).toEqual(
      Array.from({ length: 11 }, (_, week) => addDays('2026-03-09', week * 7)),
    );
  });

  it('is named months ahead, with three things that would mend it, when less money will come', async () => {
    // £20 less each week from 7 April.
    await life().changeAmount(await world.actor('finance-first'), {
      budgetId: lowered,
      idempotencyKey: 'less-from-april',
      reason: 'Your needs were looked at again.',
      fromDate: '2026-04-07',
      weeklyPence: 7640n,
    });
    const client = await house.client('holder1@first.example');
    const order = await superuser.query<{ order_id: string }>('select order_id from ledger.hold where budget_id = $1', [
      lowered,
    ]);
    // One week's money too many to begin with lasts until 7 May; £20 a week for 17 weeks more is missing by September.
    expect((await told(client, lowered)).shortWeek).toEqual({
      weekStarting: '2026-05-04',
      onDate: '2026-05-07',
      missingPence: 360,
      missingInAllPence: 34_360,
      mends: [
        { __typename: 'AskForSum', pence: 34_360, byDate: '2026-05-07' },
        { __typename: 'AskForMoreEachWeek', pence: 1375, fromWeekStarting: '2026-03-16' },
        {
          __typename: 'FewerVisits',
          orderId: order.rows[0]?.order_id,
          about: 'Help at home (Kind Hands)',
          visitsAWeek: 1,
          usualVisitsAWeek: 2,
          fromWeekStarting: '2026-05-04',
        },
      ],
    });
  });

  it('is announced once, whoever looks however often, and listed for the finance officer alone', async () => {
    const together = await Promise.all([1, 2, 3].map(() => world.ledger.noteShortWeeks()));
    expect(together.reduce((sum, one) => sum + one.announced, 0)).toBe(1);
    expect(await world.ledger.noteShortWeeks()).toEqual({ short: 1, announced: 0 });
    expect(await announced()).toEqual([
      {
        budgetId: lowered,
        personId: id('holder', 1),
        warningId: expect.any(String),
        weekStarting: '2026-05-04',
        onDate: '2026-05-07',
        missingPence: '360',
        missingInAllPence: '34360',
      },
    ]);
    const listed = await finance.ask('budgetsRunningShort', LIST, {});
    expect(listed).toMatchObject({
      totalCount: 1,
      edges: [
        {
          node: {
            weekStarting: '2026-05-04',
            onDate: '2026-05-07',
            missingPence: 360,
            missingInAllPence: 34_360,
            budget: { id: lowered, person: { name: 'Holder 1' } },
          },
        },
      ],
    });
    for (const stranger of ['holder0@first.example', 'finance@second.example', 'provider@first.example'])
      expect(await (await house.client(stranger)).ask('budgetsRunningShort', LIST, {})).toMatchObject({
        totalCount: 0,
        edges: [],
      });
  });

  it('is named when the person’s own part stays away and a visit has no money', async () => {
    for (const tuesday of ['2026-03-17', '2026-03-24', '2026-03-31']) {
      clock.moveTo(noon(tuesday));
      await world.ledger.postDueInstalments();
      await house.application.get<OrderingPort>(ORDERING).enterHoldWindow();
    }
    // Everybody's session has ended meanwhile.
    holder = await house.client('holder0@first.example');
    finance = await house.client('finance@first.example');
    // 4 × £72.66 came, six visits are promised: £1.44 is left, £24.10 may come today, and Thursday's visit is unfunded.
    expect((await told()).shortWeek).toEqual({
      weekStarting: '2026-03-30',
      onDate: '2026-04-02',
      missingPence: 2266,
      missingInAllPence: 2266,
      mends: [{ __typename: 'AskForSum', pence: 2266, byDate: '2026-04-02' }],
    });
    expect(await world.ledger.noteShortWeeks()).toEqual({ short: 2, announced: 1 });
    const first = await finance.ask<{ pageInfo: { endCursor: string } }>('budgetsRunningShort', LIST, {});
    expect(first).toMatchObject({ totalCount: 2, edges: [{ node: { budget: { id: contributing } } }] });
    expect(await finance.ask('budgetsRunningShort', LIST, { after: first.pageInfo.endCursor })).toMatchObject({
      edges: [{ node: { budget: { id: lowered } } }],
      pageInfo: { hasNextPage: false },
    });
    // Two rows cost as many statements as one.
    const [one, two] = [
      await asked(() => finance.ask('budgetsRunningShort', LIST, { first: 1 })),
      await asked(() => finance.ask('budgetsRunningShort', LIST, { first: 2 })),
    ];
    expect(two.statements).toBe(one.statements);
  });

  it('is cleared when it is mended, and its warning is taken away', async () => {
    const warnings = await warningsOf(contributing);
    expect(warnings).toHaveLength(1);
    await world.ledger.recordInstalment(await world.actor('finance-first'), {
      budgetId: contributing,
      idempotencyKey: 'what-was-asked-for',
      amountPence: 2266n,
      onDate: '2026-03-31',
    });
    expect((await told()).shortWeek).toBeNull();
    expect(await world.ledger.noteShortWeeks()).toEqual({ short: 1, announced: 0 });
    const { rows } = await superuser.query<{ budget_id: string; over: boolean }>(
      'select budget_id, cleared_at is not null as over from ledger.short_week order by week_starting',
    );
    expect(rows).toEqual([
      { budget_id: contributing, over: true },
      { budget_id: lowered, over: false },
    ]);
    expect(await announced()).toHaveLength(2);
    expect(await warningsOf(contributing, 'ledger.short-week-over')).toEqual(warnings);
    expect(await warningsOf(lowered, 'ledger.short-week-over')).toEqual([]);
    // A second look has nothing new to take away.
    expect(await world.ledger.noteShortWeeks()).toEqual({ short: 1, announced: 0 });
    expect(await warningsOf(contributing, 'ledger.short-week-over')).toHaveLength(1);
  });

  it('is warned of once more when a week that was mended runs short again, as a warning of its own', async () => {
    await superuser.query('update ledger.short_week set cleared_at = seen_at where budget_id = $1', [lowered]);
    expect(await world.ledger.noteShortWeeks()).toEqual({ short: 1, announced: 1 });
    expect(await world.ledger.noteShortWeeks()).toEqual({ short: 1, announced: 0 });
    const [first, second, ...more] = await warningsOf(lowered);
    expect(second).toMatch(/^[0-9a-f-]{36}$/);
    expect(second).not.toBe(first);
    expect(more).toEqual([]);
  });

  it('is none while nobody visits: in a pause', async () => {
    const officer = await world.actor('finance-first');
    await life().pauseBudget(officer, {
      budgetId: lowered,
      idempotencyKey: 'away-from-may',
      reason: 'In hospital.',
      fromDate: '2026-04-01',
    });
    const client = await house.client('holder1@first.example');
    expect((await told(client, lowered)).shortWeek).toBeNull();
    expect(await world.ledger.noteShortWeeks()).toEqual({ short: 0, announced: 0 });
    expect(await warningsOf(lowered, 'ledger.short-week-over')).toEqual((await warningsOf(lowered)).slice(1));
    clock.moveTo(noon('2026-04-02'));
    await life().followDays();
    const later = await house.client('holder1@first.example');
    expect((await told(later, lowered)).shortWeek).toBeNull();
    holder = await house.client('holder0@first.example');
  });

  it('costs, with the 26 weeks and a page of the statement, fewer than five waits for the database', async () => {
    const whole = `query ($id: ID!) { budget(id: $id) { availablePence projection { weekStarting leftPence short }
      shortWeek { weekStarting mends { __typename } } statement(first: 100) { edges { node { kind amountPence } } } } }`;
    expect(await holder.ask('budget', whole, { id: contributing })).toMatchObject({
      availablePence: 2410,
      projection: { length: 8 },
      statement: { edges: { length: 11 } },
    });
    const { waits } = await asked(() => holder.ask('budget', whole, { id: contributing }));
    expect(waits).toBeGreaterThan(1);
    expect(waits).toBeLessThan(5);
  });
});
