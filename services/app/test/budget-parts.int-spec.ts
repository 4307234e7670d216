import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, type Actor } from '@owncourse/kernel/contract';
import { until } from '@owncourse/kernel/testing';
import { BUDGET_LIFE, type BudgetLifePort } from '@owncourse/ledger/contract';
import { verifyLedger } from '@owncourse/ledger/verify';
import pg from 'pg';
import { AGREED_PENCE, id, PUBLIC_PENCE } from '../src/testing/small-world.js';
import { LivelyWorld, TODAY } from './fixtures/lively-world.js';

const TWO_HOURS = 2 * Number(AGREED_PENCE);
/** £1,000 for seven days came in yesterday; six of them are from today on. */
const WEEKLY = 100_000;
/** £280 a week come to £240 for six days. */
const SUM = 28_000;
const SIX_DAYS = 24_000;

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
  const budgetId = lively.world.budgetOf(holder);
  return { budgetId, idempotencyKey: `parts-key-${keys}`, reason: 'Agreed with her.', fromDate };
}

const direct = { route: 'DIRECT_PAYMENT', weeklyPence: BigInt(SUM) } as const;
const fund = (holderId: string) => ({ route: 'INDIVIDUAL_SERVICE_FUND', holderId }) as const;

async function asked<Answer>(email: string, field: string, query: string, variables = {}): Promise<Answer> {
  return (await lively.signInAs(email)).ask<Answer>(field, query, variables);
}

const PARTS = `query ($id: ID!, $provider: ID!) { budget(id: $id) { availablePence committedPence
  parts { route holderName weeklyPence availablePence committedPence owedPence isOver shortOn } partFor(providerId: $provider) { route availablePence } } }`;

function parts(holder: number, provider = lively.world.providerId): Promise<Record<string, unknown>> {
  return asked(`holder${holder}@first.example`, 'budget', PARTS, { id: lively.world.budgetOf(holder), provider });
}

const EFFECT = `query ($input: HoldingEffectInput!) { holdingEffect(input: $input) { __typename
  ... on HoldingEffect { parts { route weeklyPence isOver hasPence getsPence } } ... on InvalidInput { problems { field message } } } }`;

describe('a budget that is held in parts', () => {
  it('is shown to the officer first, and changes nothing by that', async () => {
    const input = {
      budgetId: lively.world.budgetOf(0),
      fromDate: TODAY,
      routes: [{ route: 'DIRECT_PAYMENT', weeklyPence: SUM }, fund(lively.world.providerId)],
    };
    expect(await asked('finance@first.example', 'holdingEffect', EFFECT, { input })).toEqual({
      __typename: 'HoldingEffect',
      parts: [
        { route: 'DIRECT_PAYMENT', weeklyPence: SUM, isOver: false, hasPence: 0, getsPence: SIX_DAYS },
        {
          route: 'INDIVIDUAL_SERVICE_FUND',
          weeklyPence: null,
          isOver: false,
          hasPence: 0,
          getsPence: WEEKLY - SIX_DAYS,
        },
        { route: 'COUNCIL_MANAGED', weeklyPence: null, isOver: true, hasPence: WEEKLY, getsPence: 0 },
      ],
    });
    const tooMuch = {
      ...input,
      routes: [{ route: 'DIRECT_PAYMENT', weeklyPence: WEEKLY + 1 }, fund(lively.world.providerId)],
    };
    expect(await asked('finance@first.example', 'holdingEffect', EFFECT, { input: tooMuch })).toEqual({
      __typename: 'InvalidInput',
      problems: [
        {
          field: 'routes',
          message: 'The weekly sums come to £1,000.01 and the council pays £1,000 a week. Make them less.',
        },
      ],
    });
    expect(await parts(0)).toMatchObject({ availablePence: WEEKLY, parts: [], partFor: null });
  });

  it('pays each provider from the part that is to pay it, and the person reads one sum and how it is held', async () => {
    const { providerId, otherProviderId } = lively.world;
    await life.changeHolding(finance, { ...about(0), routes: [direct, fund(providerId)] });
    await lively.order(0, 'from-the-fund');
    await lively.order(0, 'from-the-rest-of-the-world', {
      variantId: id('variant', 2),
      shownUnitPricePence: PUBLIC_PENCE,
      oneOff: { date: addDays(TODAY, 3) },
    });
    const other = 2 * Number(PUBLIC_PENCE);
    expect(await parts(0, otherProviderId)).toEqual({
      availablePence: WEEKLY - TWO_HOURS - other,
      committedPence: TWO_HOURS + other,
      parts: [
        {
          route: 'DIRECT_PAYMENT',
          holderName: 'Holder 0',
          weeklyPence: SUM,
          availablePence: SIX_DAYS - other,
          committedPence: other,
          owedPence: 0,
          isOver: false,
          shortOn: null,
        },
        expect.objectContaining({
          route: 'INDIVIDUAL_SERVICE_FUND',
          weeklyPence: null,
          availablePence: WEEKLY - SIX_DAYS - TWO_HOURS,
          committedPence: TWO_HOURS,
        }),
        expect.objectContaining({ route: 'COUNCIL_MANAGED', availablePence: 0, isOver: true }),
      ],
      partFor: { route: 'DIRECT_PAYMENT', availablePence: SIX_DAYS - other },
    });
    expect(await parts(0, providerId)).toMatchObject({ partFor: { route: 'INDIVIDUAL_SERVICE_FUND' } });
  });

  it('refuses what its part cannot pay, says which part, and orders nothing', async () => {
    const answer = await asked(
      'holder0@first.example',
      'placeOrder',
      `mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { __typename
        ... on BudgetShortfall { message neededPence availablePence partRoute elsewherePence } } }`,
      {
        input: {
          idempotencyKey: 'more-than-the-part-has',
          personId: id('holder', 0),
          variantId: id('variant', 2),
          quantity: '12',
          startTime: '08:00',
          oneOff: { date: addDays(TODAY, 4) },
          place: 'At home',
          shownUnitPricePence: Number(PUBLIC_PENCE),
        },
      },
    );
    const left = SIX_DAYS - 2 * Number(PUBLIC_PENCE);
    expect(answer).toEqual({
      __typename: 'BudgetShortfall',
      message: 'There is not enough left in the part of the budget that pays for this.',
      neededPence: 12 * Number(PUBLIC_PENCE),
      availablePence: left,
      partRoute: 'DIRECT_PAYMENT',
      elsewherePence: WEEKLY - SIX_DAYS - TWO_HOURS,
    });
    expect(await parts(0)).toMatchObject({ parts: [{ availablePence: left }, {}, {}] });
  });

  it('is invoiced to whoever holds the part that paid', async () => {
    const { providerId, councilId } = lively.world;
    await life.changeHolding(finance, { ...about(1), routes: [direct, fund(providerId)] });
    await life.changeHolding(finance, {
      ...about(2),
      routes: [{ route: 'COUNCIL_MANAGED', weeklyPence: BigInt(SUM) }, { route: 'DIRECT_PAYMENT' }],
    });
    const payer = async (holder: number, key: string): Promise<unknown> => {
      const order = await lively.order(holder, key);
      await lively.accept(order);
      await lively.confirm(holder, await lively.deliver(holder, order));
      return until('No invoice was made.', async () => {
        await lively.worker.readOutbox();
        const { rows } = await superuser.query<object>(
          'select i.payer_kind, i.payer_id from invoicing.invoice i join invoicing.invoice_line l on l.invoice_id = i.id where l.order_id = $1',
          [order],
        );
        return rows[0];
      });
    };
    expect(await payer(1, 'fund-pays')).toEqual({ payer_kind: 'ORGANISATION', payer_id: providerId });
    expect(await payer(2, 'council-pays')).toEqual({ payer_kind: 'COUNCIL', payer_id: councilId });
  });

  it('has its invoice approved and credited in its own part', async () => {
    const { rows } = await superuser.query<{ id: string; order_id: string }>(
      `select i.id, l.order_id from invoicing.invoice i join invoicing.invoice_line l on l.invoice_id = i.id where l.budget_id = $1`,
      [lively.world.budgetOf(2)],
    );
    const [invoice] = rows;
    await lively.invoicing.approveInvoices(finance, {
      invoiceIds: [invoice?.id ?? ''],
      idempotencyKey: 'approve-of-part',
    });
    const invoiced = async (): Promise<unknown> =>
      (
        await superuser.query(
          'select route, available_pence::int as available, accrued_pence::int as accrued, invoiced_pence::int as invoiced from ledger.part_balance where budget_id = $1 order by route',
          [lively.world.budgetOf(2)],
        )
      ).rows;
    expect(await invoiced()).toEqual([
      { route: 'COUNCIL_MANAGED', available: SIX_DAYS - TWO_HOURS, accrued: 0, invoiced: TWO_HOURS },
      { route: 'DIRECT_PAYMENT', available: WEEKLY - SIX_DAYS, accrued: 0, invoiced: 0 },
    ]);
    await lively.creditNote(2, invoice?.order_id ?? '');
    expect(await invoiced()).toEqual([
      { route: 'COUNCIL_MANAGED', available: SIX_DAYS - TWO_HOURS / 2, accrued: 0, invoiced: TWO_HOURS / 2 },
      { route: 'DIRECT_PAYMENT', available: WEEKLY - SIX_DAYS, accrued: 0, invoiced: 0 },
    ]);
  });

  it('offers for urgent care what some part of it can pay, and nothing else', async () => {
    const { otherProviderId } = lively.world;
    const ask = `query ($id: ID!) { urgentOptions(personId: $id, supportType: "help-at-home") { service { provider { id } } } }`;
    const providers = async (): Promise<string[]> => {
      const options = await asked<{ service: { provider: { id: string } } }[]>(
        'approver@first.example',
        'urgentOptions',
        ask,
        { id: id('holder', 4) },
      );
      return [...new Set(options.map(({ service }) => service.provider.id))].toSorted();
    };
    const all = await providers();
    expect(all).toContain(lively.world.providerId);
    await life.changeHolding(finance, { ...about(4), routes: [direct, fund(otherProviderId)] });
    expect(await providers()).toEqual(all);
    // Once all of it is held by one provider, nobody else can be paid from it.
    await life.changeHolding(finance, { ...about(4), routes: [fund(otherProviderId)] });
    expect(await providers()).toEqual(all.filter((provider) => provider === otherProviderId));
  });

  it('of two funds shows each provider its own, and nothing of the other', async () => {
    const { providerId, otherProviderId } = lively.world;
    await life.changeHolding(finance, {
      ...about(3),
      routes: [{ ...fund(providerId), weeklyPence: BigInt(SUM) }, fund(otherProviderId)],
    });
    await lively.order(3, 'from-its-own-fund');
    const held = 'query { fundsHeld { personName fromDate leftPence } }';
    const own = async (email: string): Promise<unknown> =>
      (await asked<{ personName: string }[]>(email, 'fundsHeld', held)).filter(
        ({ personName }) => personName === 'Holder 3',
      );
    const common = { personName: 'Holder 3', fromDate: TODAY };
    expect(await own('provider@first.example')).toEqual([{ ...common, leftPence: SIX_DAYS - TWO_HOURS }]);
    expect(await own('other-provider@first.example')).toEqual([{ ...common, leftPence: WEEKLY - SIX_DAYS }]);
    const app = new pg.Client({ connectionString: lively.house.database.appUrl });
    await app.connect();
    try {
      await app.query('begin');
      await app.query(`select set_config('app.organisation_id', $1, true)`, [providerId]);
      const budget = [lively.world.budgetOf(3)];
      expect((await app.query('select payer_id from ledger.holding where budget_id = $1', budget)).rows).toEqual([
        { payer_id: providerId },
      ]);
      for (const table of ['part_balance', 'split_change', 'budget_balance', 'transfer'])
        expect((await app.query(`select 1 from ledger.${table} where budget_id = $1`, budget)).rowCount).toBe(0);
    } finally {
      await app.end();
    }
  });
});
