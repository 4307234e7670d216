import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { addDays, type Actor } from '@owncourse/kernel/contract';
import { BUDGET_LIFE, type BudgetLifePort } from '@owncourse/ledger/contract';
import { verifyLedger } from '@owncourse/ledger/verify';
import pg from 'pg';
import { AGREED_PENCE } from '../src/testing/small-world.js';
import { LivelyWorld, TODAY } from './fixtures/lively-world.js';

const TWO_HOURS = 2 * Number(AGREED_PENCE);
/** £1,000 for seven days came in yesterday; six of them are from today on. £280 a week come to £240 for those. */
const [WEEKLY, SUM, SIX_DAYS] = [100_000, 28_000, 24_000];
const FAR = addDays(TODAY, 60);

let lively: LivelyWorld;
let life: BudgetLifePort;
let finance: Actor;
let keys = 0;

beforeAll(async () => {
  lively = await LivelyWorld.open(3);
  life = lively.house.application.get<BudgetLifePort>(BUDGET_LIFE);
  finance = await lively.world.actor('finance-first');
  for (const holder of [0, 1]) {
    await life.changeHolding(finance, {
      ...about(holder),
      fromDate: TODAY,
      routes: [
        { route: 'DIRECT_PAYMENT', weeklyPence: BigInt(SUM) },
        { route: 'INDIVIDUAL_SERVICE_FUND', holderId: lively.world.providerId },
      ],
    });
  }
  await lively.order(0, 'from-the-fund');
});

afterAll(async () => {
  expect(await verifyLedger(lively.house.database.auditorUrl)).toMatchObject({ sumPence: 0, breaches: 0, first: null });
  await lively.house.close();
});

function about(holder: number) {
  keys += 1;
  return { budgetId: lively.world.budgetOf(holder), idempotencyKey: `part-key-${keys}`, reason: 'Agreed with her.' };
}

async function ask<Answer>(email: string, field: string, query: string, variables = {}): Promise<Answer> {
  return (await lively.signInAs(email)).ask<Answer>(field, query, variables);
}

interface Part {
  readonly route: string;
  readonly holderName: string;
  readonly wentBackPence: number;
  readonly closing: { readonly leftPence: number };
  readonly lines: readonly { readonly words: string }[];
}
interface Answer {
  readonly period: { readonly isFinal: boolean; readonly wentBackPence: number; readonly parts: readonly Part[] };
  readonly partsOn: readonly Record<string, unknown>[];
}

const FIGURES = '{ leftPence promisedPence spentPence }';
const ACCOUNT = `opening ${FIGURES} closing ${FIGURES} cameInPence wentBackPence movedHerePence movedAwayPence lines { kind words leftPence actorName }`;
const PERIOD = `query ($id: ID!, $from: Date!, $to: Date!) { budget(id: $id) { partsOn(on: $to) { route holderName leftPence promisedPence spentPence }
  period(from: $from, to: $to) { isFinal wentBackPence parts { route holderName ${ACCOUNT} } } } }`;
const FUND = `query ($id: ID!, $from: Date!, $to: Date!) { fund(id: $id) { personName leftPence period(from: $from, to: $to) { holderName ${ACCOUNT} } } }`;

function period(holder: number, email = `holder${holder}@first.example`): Promise<Answer> {
  return ask(email, 'budget', PERIOD, { id: lively.world.budgetOf(holder), from: addDays(TODAY, -7), to: FAR });
}

function fund(email: string, holder = 0): Promise<unknown> {
  return ask(email, 'fund', FUND, { id: `${lively.world.budgetOf(holder)}-${TODAY}`, from: TODAY, to: FAR });
}

async function file(email: string, path: string): Promise<{ status: number; body: Buffer }> {
  const query = `mutation { signIn(email: "${email}", password: "correct horse") { __typename } }`;
  const signIn = await fetch(`${lively.house.origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  await signIn.arrayBuffer();
  const cookie = signIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const reply = await fetch(`${lively.house.origin}/files/${path}from=${TODAY}&to=${FAR}`, { headers: { cookie } });
  return { status: reply.status, body: Buffer.from(await reply.arrayBuffer()) };
}

describe('a statement of a divided budget', () => {
  it('has an account of each part, for the person and for finance', async () => {
    const { parts } = (await period(0)).period;
    expect(parts).toEqual([
      {
        route: 'DIRECT_PAYMENT',
        holderName: 'Holder 0',
        opening: { leftPence: 0, promisedPence: 0, spentPence: 0 },
        closing: { leftPence: SIX_DAYS, promisedPence: 0, spentPence: 0 },
        cameInPence: 0,
        wentBackPence: 0,
        movedHerePence: SIX_DAYS,
        movedAwayPence: 0,
        lines: [
          expect.objectContaining({
            kind: 'MOVED_HERE',
            words:
              '£240 came from another part of the budget, because it was divided anew. You have £240 left in this part.',
          }),
        ],
      },
      expect.objectContaining({
        route: 'INDIVIDUAL_SERVICE_FUND',
        closing: { leftPence: WEEKLY - SIX_DAYS - TWO_HOURS, promisedPence: TWO_HOURS, spentPence: 0 },
        movedHerePence: WEEKLY - SIX_DAYS,
      }),
      expect.objectContaining({
        route: 'COUNCIL_MANAGED',
        closing: { leftPence: 0, promisedPence: 0, spentPence: 0 },
        cameInPence: WEEKLY,
        movedAwayPence: WEEKLY,
      }),
    ]);
    const officers = await period(0, 'finance@first.example');
    expect(officers.period.parts).toEqual(parts);
    expect(officers.partsOn.map(({ route, leftPence }) => [route, leftPence])).toEqual([
      ['DIRECT_PAYMENT', SIX_DAYS],
      ['INDIVIDUAL_SERVICE_FUND', WEEKLY - SIX_DAYS - TWO_HOURS],
    ]);
  });

  it('has none where a budget is held in one way', async () => {
    expect(await period(2)).toMatchObject({ partsOn: [], period: { isFinal: false, parts: [] } });
  });

  it('asks for all parts in one statement, whatever happened in them', async () => {
    const queries = jest.spyOn(pg.Client.prototype, 'query');
    const count = async (): Promise<number> => {
      queries.mockClear();
      await period(0);
      return queries.mock.calls.filter(([sent]) =>
        /^(ledger|ordering|catalogue)\./.test((sent as unknown as { name?: string }).name ?? ''),
      ).length;
    };
    const few = await count();
    for (let turn = 0; turn < 4; turn += 1)
      await lively.order(0, `more-${turn}`, { oneOff: { date: addDays(TODAY, 2) } });
    expect(await count()).toBe(few);
    // The budget, its period, the parts of the period and of the day; orders; services.
    expect(few).toBeLessThanOrEqual(6);
    queries.mockRestore();
  });

  it('is a table with rows and columns of each part’s own, and a PDF with a table of each', async () => {
    const budget = `budgets/${lively.world.budgetOf(1)}`;
    const csv = await file('holder1@first.example', `${budget}/statement.csv?`);
    const rows = csv.body.toString('utf8').trimEnd().split('\r\n');
    expect(rows[0]).toMatch(/,"Part of the budget","Sum in the part \(pounds\)","Left in the part \(pounds\)"$/);
    const last = rows.findIndex((row) => row.includes('"Left at the end"'));
    expect(rows[last]).toBe(`"${FAR}","","","Left at the end","",1000.00,"","","","",""`);
    expect(rows.filter((row) => row.includes('"Left at the end"')).slice(1)).toEqual([
      `"${FAR}","","","Left at the end","","","","","Paid to Holder 1","",240.00`,
      `"${FAR}","","","Left at the end","","","","","Held by Kind Hands","",760.00`,
      expect.stringMatching(/"Held by .*","",0\.00$/),
    ]);
    const pdf = (await file('holder1@first.example', `${budget}/statement.pdf?`)).body.toString('latin1');
    // Figures and lines of the whole, and of each of three parts; the budget itself had no line in these days.
    expect(pdf.match(/\/S \/Table\n/g)?.length).toBeGreaterThanOrEqual(6);
  });
});

describe('the account of a fund', () => {
  it('is its provider’s: its own part, with nothing of who did what', async () => {
    const answer = (await fund('provider@first.example', 1)) as { period: { lines: { actorName: null }[] } };
    expect(answer).toMatchObject({
      personName: 'Holder 1',
      leftPence: WEEKLY - SIX_DAYS,
      period: {
        holderName: 'Kind Hands',
        opening: { leftPence: 0, promisedPence: 0, spentPence: 0 },
        closing: { leftPence: WEEKLY - SIX_DAYS, promisedPence: 0, spentPence: 0 },
        movedHerePence: WEEKLY - SIX_DAYS,
      },
    });
    expect(answer.period.lines.map(({ actorName }) => actorName)).toEqual([null]);
    const csv = await file('provider@first.example', `funds/${lively.world.budgetOf(1)}-${TODAY}/statement.csv?`);
    expect(csv.body.toString('utf8').trimEnd().split('\r\n').at(-1)).toBe(`"${FAR}","","Left at the end","",760.00`);
    const pdf = await file('provider@first.example', `funds/${lively.world.budgetOf(1)}-${TODAY}/statement.pdf?`);
    expect([pdf.status, pdf.body.toString('latin1').includes('/Marked true')]).toEqual([200, true]);
  });

  it.each(['other-provider@first.example', 'holder0@first.example', 'finance@first.example', 'finance@second.example'])(
    'is nothing to %s',
    async (email) => {
      expect(await fund(email)).toBeNull();
      const path = `funds/${lively.world.budgetOf(0)}-${TODAY}/statement.csv?`;
      expect((await file(email, path)).status).toBe(404);
    },
  );
});

describe('the final statement', () => {
  it('names each part and what went back from it', async () => {
    await life.closeBudget(finance, { ...about(1), fromDate: TODAY, cause: 'MOVED' });
    await life.followDays();
    await life.followDays();
    const { period: told } = await period(1);
    expect([told.isFinal, told.wentBackPence]).toEqual([true, WEEKLY]);
    expect(told.parts.map((part) => [part.route, part.wentBackPence, part.closing.leftPence])).toEqual([
      ['DIRECT_PAYMENT', SIX_DAYS, 0],
      ['INDIVIDUAL_SERVICE_FUND', WEEKLY - SIX_DAYS, 0],
      ['COUNCIL_MANAGED', 0, 0],
    ]);
    expect(told.parts[0]?.lines.at(-1)?.words).toBe(
      '£240 that was over went back to who paid it in. You have £0 left in this part.',
    );
  });
});
