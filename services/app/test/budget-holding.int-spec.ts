import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, type Actor } from '@owncourse/kernel/contract';
import { until } from '@owncourse/kernel/testing';
import { BUDGET_LIFE, type BudgetLifePort } from '@owncourse/ledger/contract';
import { verifyLedger } from '@owncourse/ledger/verify';
import pg from 'pg';
import { AGREED_PENCE, id, PUBLIC_PENCE } from '../src/testing/small-world.js';
import { LivelyWorld, NOW, TODAY } from './fixtures/lively-world.js';

const WEEKLY = 100_000;
const TWO_HOURS = 2 * Number(AGREED_PENCE);
const TOMORROW = addDays(TODAY, 1);

let lively: LivelyWorld;
let life: BudgetLifePort;
let finance: Actor;
let superuser: pg.Client;
let keys = 0;

beforeAll(async () => {
  lively = await LivelyWorld.open(5);
  life = lively.house.application.get<BudgetLifePort>(BUDGET_LIFE);
  finance = await lively.world.actor('finance-first');
  superuser = new pg.Client({ connectionString: lively.house.database.superuserUrl });
  await superuser.connect();
});

afterAll(async () => {
  expect(await verifyLedger(lively.house.database.auditorUrl)).toMatchObject({ sumPence: 0, breaches: 0, first: null });
  await superuser.end();
  await lively.house.close();
});

function about(holder: number, fromDate = TODAY) {
  keys += 1;
  return {
    budgetId: lively.world.budgetOf(holder),
    idempotencyKey: `holding-key-${keys}`,
    reason: 'Agreed with her.',
    fromDate,
  };
}

async function delivered(holder: number, key: string): Promise<void> {
  const order = await lively.order(holder, key);
  await lively.accept(order);
  await lively.confirm(holder, await lively.deliver(holder, order));
}

async function asked<Answer>(email: string, field: string, query: string, variables = {}): Promise<Answer> {
  return (await lively.signInAs(email)).ask<Answer>(field, query, variables);
}

describe('funders', () => {
  it('each has an account of what its share bought, from the day that the shares count', async () => {
    await delivered(0, 'before-the-change');
    await life.changeFunders(finance, {
      ...about(0),
      sources: [
        { kind: 'SOCIAL_CARE', weight: 1 },
        { kind: 'NHS', weight: 3 },
      ],
    });
    await delivered(0, 'after-the-change');
    const budget = await asked<{ life: Record<string, unknown> }>(
      'finance@first.example',
      'budget',
      `query ($id: ID!) { budget(id: $id) { fundingSources { kind sharePercent } life {
        funders { fromDate untilDate shares { kind sharePercent } }
        funderAccounts { kind putInPence boughtPence givenBackPence leftPence } } } }`,
      { id: lively.world.budgetOf(0) },
    );
    // The first visit was split when one funder paid for all of it. Both are of the day from which the NHS bears three
    // quarters, so it bears the whole of the second to come nearer to them.
    expect(budget).toEqual({
      fundingSources: [
        { kind: 'NHS', sharePercent: '75' },
        { kind: 'SOCIAL_CARE', sharePercent: '25' },
      ],
      life: {
        funders: [
          { fromDate: addDays(TODAY, -1), untilDate: TODAY, shares: [{ kind: 'SOCIAL_CARE', sharePercent: '100' }] },
          {
            fromDate: TODAY,
            untilDate: null,
            shares: [
              { kind: 'NHS', sharePercent: '75' },
              { kind: 'SOCIAL_CARE', sharePercent: '25' },
            ],
          },
        ],
        funderAccounts: [
          { kind: 'NHS', putInPence: 0, boughtPence: TWO_HOURS, givenBackPence: 0, leftPence: -TWO_HOURS },
          {
            kind: 'SOCIAL_CARE',
            putInPence: WEEKLY,
            boughtPence: TWO_HOURS,
            givenBackPence: 0,
            leftPence: WEEKLY - TWO_HOURS,
          },
        ],
      },
    });
    const council = await asked<{ kind: string; putInPence: number }[]>(
      'finance@first.example',
      'funderAccounts',
      'query ($from: Date!, $to: Date!) { funderAccounts(from: $from, to: $to) { kind putInPence } }',
      { from: '2026-03-01', to: TODAY },
    );
    expect(council).toEqual([
      { kind: 'NHS', putInPence: 0 },
      { kind: 'SOCIAL_CARE', putInPence: 5 * WEEKLY },
    ]);
  });

  it('are never none, and never twice the same', async () => {
    await expect(life.changeFunders(finance, { ...about(0), sources: [] })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    const twice = [
      { kind: 'NHS', weight: 1 },
      { kind: 'NHS', weight: 2 },
    ] as const;
    await expect(life.changeFunders(finance, { ...about(0), sources: twice })).rejects.toMatchObject({
      details: { problems: [{ field: 'sources', message: 'Give each funder one share.' }] },
    });
  });
});

describe('who holds the money', () => {
  it('a mix from a day to come, and who pays follows from the day', async () => {
    await life.changeHolding(finance, {
      ...about(1, '2026-04-01'),
      routes: [
        { route: 'DIRECT_PAYMENT', weeklyPence: 1000n },
        { route: 'INDIVIDUAL_SERVICE_FUND', holderId: lively.world.providerId },
      ],
    });
    const payers = async (day: string): Promise<unknown> =>
      (
        await superuser.query<{ route: string; payer_id: string }>(
          'select route, payer_id from ledger.holding where budget_id = $1 and covers @> $2::date order by 1',
          [lively.world.budgetOf(1), day],
        )
      ).rows;
    expect(await payers('2026-03-31')).toEqual([{ route: 'COUNCIL_MANAGED', payer_id: lively.world.councilId }]);
    expect(await payers('2026-04-01')).toEqual([
      { route: 'DIRECT_PAYMENT', payer_id: id('holder', 1) },
      { route: 'INDIVIDUAL_SERVICE_FUND', payer_id: lively.world.providerId },
    ]);
    await expect(
      life.changeHolding(finance, {
        ...about(1),
        routes: [{ route: 'INDIVIDUAL_SERVICE_FUND', holderId: id('holder', 1) }],
      }),
    ).rejects.toMatchObject({
      details: { problems: [{ field: 'routes', message: 'Choose who holds the money from the list.' }] },
    });
  });

  it('a fund that moves loses nothing, and each provider sees only its own part', async () => {
    const [first, second] = [lively.world.providerId, lively.world.otherProviderId];
    await life.changeHolding(finance, {
      ...about(2),
      routes: [{ route: 'INDIVIDUAL_SERVICE_FUND', holderId: first }],
    });
    const kept = await lively.order(2, 'stays-with-the-first', { oneOff: { date: addDays(TODAY, 3) } });
    const before = await balance(2);
    await life.changeHolding(finance, {
      ...about(2, TOMORROW),
      routes: [{ route: 'INDIVIDUAL_SERVICE_FUND', holderId: second }],
    });
    expect(await balance(2)).toEqual(before);
    lively.clock.moveTo(new Date(`${TOMORROW}T12:00:00Z`));
    await lively.world.ledger.recordInstalment(finance, {
      budgetId: lively.world.budgetOf(2),
      idempotencyKey: 'while-the-second',
      amountPence: 7000n,
      onDate: TOMORROW,
    });
    const held = 'query { fundsHeld { personName fromDate untilDate cameInPence boughtPence leftPence } }';
    const common = { personName: 'Holder 2', boughtPence: 0 };
    expect(await asked('provider@first.example', 'fundsHeld', held)).toEqual([
      { ...common, fromDate: TODAY, untilDate: TOMORROW, cameInPence: 0, leftPence: null },
    ]);
    expect(await asked('other-provider@first.example', 'fundsHeld', held)).toEqual([
      { ...common, fromDate: TOMORROW, untilDate: null, cameInPence: 7000, leftPence: WEEKLY + 7000 - TWO_HOURS },
    ]);
    for (const [organisation, from] of [
      [first, TODAY],
      [second, TOMORROW],
    ] as const)
      expect(await seenBy(organisation, 2)).toEqual({
        holding: [{ from }],
        budget: 0,
        balance: 0,
        transfer: 0,
        decision: 0,
      });
    lively.clock.moveTo(NOW);
    // Without a policy, and with "keep", orders stay.
    await lively.hear();
    expect(await status(kept)).toBe('SUBMITTED');
  });

  it('orders with the provider that the fund leaves end, where the council says so; others stay', async () => {
    await lively.world.identity.setPolicy(finance, lively.world.councilId, [
      { key: 'isfTransferOpenOrders', value: 'end', from: TODAY },
    ]);
    await life.changeHolding(finance, {
      ...about(3),
      routes: [{ route: 'INDIVIDUAL_SERVICE_FUND', holderId: lively.world.providerId }],
    });
    const left = await lively.order(3, 'with-the-first', {
      oneOff: null,
      standing: { startsOn: addDays(TODAY, 1), weekdays: ['WE', 'FR'] },
    });
    const other = await lively.order(3, 'with-the-second', {
      variantId: id('variant', 2),
      shownUnitPricePence: PUBLIC_PENCE,
      oneOff: { date: addDays(TODAY, 3) },
    });
    await life.changeHolding(finance, {
      ...about(3, addDays(TODAY, 2)),
      routes: [{ route: 'INDIVIDUAL_SERVICE_FUND', holderId: lively.world.otherProviderId }],
    });
    await until('The visits after the day were not cancelled.', async () => {
      await lively.worker.readOutbox();
      return (await visits(left)).length <= 1;
    });
    // Tomorrow's visit is before the day; all after it are cancelled, and none is planned any more.
    expect(await visits(left)).toEqual([TOMORROW]);
    await lively.accept(left);
    await lively.ordering.extendPlans();
    expect(await visits(left)).toEqual([TOMORROW]);
    expect(await visits(other)).toEqual([addDays(TODAY, 3)]);
  });
});

async function balance(holder: number): Promise<unknown> {
  return (
    await superuser.query('select available_pence, committed_pence from ledger.budget_balance where budget_id = $1', [
      lively.world.budgetOf(holder),
    ])
  ).rows;
}

async function status(orderId: string): Promise<string> {
  const { rows } = await superuser.query<{ status: string }>('select status from ordering."order" where id = $1', [
    orderId,
  ]);
  return rows[0]?.status ?? '';
}

/** Days of the visits that are not cancelled. */
async function visits(orderId: string): Promise<string[]> {
  const { rows } = await superuser.query<{ day: string }>(
    `select on_date::text as day from ordering.occurrence where order_id = $1 and status <> 'CANCELLED' order by 1`,
    [orderId],
  );
  return rows.map(({ day }) => day);
}

/** What the tables themselves let somebody of an organisation see of a budget. */
async function seenBy(organisationId: string, holder: number): Promise<Record<string, unknown>> {
  const app = new pg.Client({ connectionString: lively.house.database.appUrl });
  await app.connect();
  try {
    await app.query('begin');
    await app.query(`select set_config('app.organisation_id', $1, true), set_config('app.person_id', $2, true)`, [
      organisationId,
      id('provider-staff', 1),
    ]);
    const budget = [lively.world.budgetOf(holder)];
    const count = async (table: string, column = 'budget_id') =>
      (await app.query(`select 1 from ledger.${table} where ${column} = $1`, budget)).rowCount;
    return {
      holding: (await app.query('select lower(covers)::text as from from ledger.holding where budget_id = $1', budget))
        .rows,
      budget: await count('budget', 'id'),
      balance: await count('budget_balance'),
      transfer: await count('transfer'),
      decision: await count('budget_decision'),
    };
  } finally {
    await app.end();
  }
}
