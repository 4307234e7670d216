import { inflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { addDays } from '@owncourse/kernel/contract';
import pg from 'pg';
import { asked } from './fixtures/asked-of-the-database.js';
import { LivelyWorld, TODAY } from './fixtures/lively-world.js';
import type { GraphqlClient } from './graphql-client.js';

interface Figures {
  readonly leftPence: number;
  readonly promisedPence: number;
  readonly spentPence: number;
}
interface Period {
  readonly opening: Figures;
  readonly closing: Figures;
  readonly cameInPence: number;
  readonly wentBackPence: number;
  readonly lines: readonly { readonly leftPence: number; readonly words: string; readonly kind: string }[];
}

const figures = '{ leftPence promisedPence spentPence }';
const PERIOD = `query ($id: ID!, $from: Date!, $to: Date!, $by: StatementDay!) { budget(id: $id) { availablePence committedPence spentPence
  balanceOn(on: $to, by: $by) ${figures}
  period(from: $from, to: $to, by: $by) { opening ${figures} closing ${figures} cameInPence wentBackPence lines { leftPence words kind } } } }`;
const BY = ['RECORDED', 'EFFECTIVE'] as const;
const together = (one: Figures) => one.leftPence + one.promisedPence + one.spentPence;

let lively: LivelyWorld;
let holder: GraphqlClient;
let cookie: string;

beforeAll(async () => {
  lively = await LivelyWorld.open(2);
  await lively.live(0);
  holder = await lively.signInAs('holder0@first.example');
  cookie = await cookieOf('holder0@first.example');
});

afterAll(() => lively.house.close());

/** Reads the whole answer: a connection whose answer nobody reads is never given back. */
async function fetched(path: string, init: RequestInit = {}): Promise<{ reply: Response; body: Buffer }> {
  const reply = await fetch(`${lively.house.origin}${path}`, init);
  return { reply, body: Buffer.from(await reply.arrayBuffer()) };
}

async function cookieOf(email: string): Promise<string> {
  const query = `mutation { signIn(email: "${email}", password: "correct horse") { __typename } }`;
  const { reply } = await fetched('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return reply.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

interface Answer extends Figures {
  readonly availablePence: number;
  readonly committedPence: number;
  readonly balanceOn: Figures;
  readonly period: Period;
}

function ask(from: string, to: string, by: (typeof BY)[number]): Promise<Answer> {
  return holder.ask('budget', PERIOD, { id: lively.world.budgetOf(0), from, to, by });
}

describe('a statement', () => {
  it.each(BY)('of any time adds up to the penny, and one begins where the other ended: %s', async (by) => {
    // A visit that was agreed on today and is in three days stands on other days by its two clocks.
    const edges = [-40, -1, 0, 1, 2, 3, 4, 60].map((days) => addDays(TODAY, days));
    let before: Figures | null = null;
    for (const [index, from] of edges.entries()) {
      const to = addDays(edges[index + 1] ?? addDays(from, 300), -1);
      const { period, balanceOn } = await ask(from, to, by);
      const { opening, closing, lines } = period;
      expect(together(opening) + period.cameInPence - period.wentBackPence).toBe(together(closing));
      expect(lines.at(-1)?.leftPence ?? opening.leftPence).toBe(closing.leftPence);
      expect(balanceOn).toEqual(closing);
      if (before) expect(opening).toEqual(before);
      else expect(opening).toEqual({ leftPence: 0, promisedPence: 0, spentPence: 0 });
      before = closing;
    }
    const { availablePence, committedPence, spentPence } = await ask(TODAY, TODAY, by);
    expect(before).toEqual({ leftPence: availablePence, promisedPence: committedPence, spentPence });
  });

  it('says which day counts: what is agreed today for a later day', async () => {
    const later = addDays(TODAY, 3);
    const [written, meant] = [await ask(later, later, 'RECORDED'), await ask(later, later, 'EFFECTIVE')];
    expect(written.period.lines).toEqual([]);
    expect(meant.period.lines.map(({ kind }) => kind)).toContain('HELD');
  });

  it.each([
    ['2026-03-10', '2026-03-09'],
    ['2020-01-01', '2026-03-09'],
  ])('from %s to %s is refused', async (from, to) => {
    const reply = await holder.send(PERIOD, { id: lively.world.budgetOf(0), from, to, by: 'RECORDED' });
    expect(reply.errors?.[0]?.extensions?.code).toBe('INVALID_INPUT');
  });

  it('of a year takes as many statements with many lines as with few', async () => {
    const queries = jest.spyOn(pg.Client.prototype, 'query');
    const count = async (): Promise<number> => {
      queries.mockClear();
      await ask('2026-01-01', '2026-12-31', 'RECORDED');
      const own = /^(ledger|ordering|catalogue)\./;
      return queries.mock.calls.filter(([sent]) => own.test((sent as unknown as { name?: string }).name ?? '')).length;
    };
    const few = await count();
    for (let turn = 0; turn < 8; turn += 1)
      await lively.order(0, `more-${turn}`, { oneOff: { date: addDays(TODAY, 1) } });
    expect(await count()).toBe(few);
    // The budget; its figures and lines together, twice (balanceOn is a period of its own); orders; services; providers.
    expect(few).toBeLessThanOrEqual(6);
    queries.mockRestore();
    const { waits } = await asked(() => ask('2026-01-01', '2026-12-31', 'RECORDED'));
    expect(waits).toBeGreaterThan(1);
    expect(waits).toBeLessThan(5);
  });

  it('with the 26 weeks to come is fewer than five waits for the database', async () => {
    const whole = `query ($id: ID!) { budget(id: $id) { availablePence projection { leftPence short } } }`;
    let answer: unknown;
    const { waits } = await asked(async () => {
      answer = await holder.ask('budget', whole, { id: lively.world.budgetOf(0) });
    });
    expect(answer).toMatchObject({ projection: { length: 26 } });
    expect(waits).toBeGreaterThan(1);
    expect(waits).toBeLessThan(5);
  });
});

describe('a statement as a file', () => {
  const get = (file: string, headers: Record<string, string> = { cookie }) =>
    fetched(`/files/budgets/${lively.world.budgetOf(0)}/${file}from=2026-03-01&to=2026-03-31`, { headers });

  it('is a table that begins and ends with what was left, and holds no formula', async () => {
    const { reply, body } = await get('statement.csv?');
    expect([reply.status, reply.headers.get('content-type'), reply.headers.get('cache-control')]).toEqual([
      200,
      'text/csv; charset=utf-8',
      'private, no-store',
    ]);
    const rows = body.toString('utf8').trimEnd().split('\r\n');
    const { period } = await ask('2026-03-01', '2026-03-31', 'RECORDED');
    expect(rows[0]).toBe(
      '\uFEFF"Day","Written down on","For","What happened","Sum (pounds)","Left after it (pounds)","Own money agreed, not from the budget (pounds)","Own money owed, not from the budget (pounds)"',
    );
    expect(rows).toHaveLength(period.lines.length + 3);
    expect(rows[1]).toBe('"2026-03-01","","","Left at the start","",0.00,"",""');
    expect(rows.at(-1)).toBe(
      `"2026-03-31","","","Left at the end","",${(period.closing.leftPence / 100).toFixed(2)},"",""`,
    );
  });

  it('is a tagged PDF, in large print too', async () => {
    for (const print of ['', 'print=large&']) {
      const { reply, body } = await get(`statement.pdf?${print}`);
      const pdf = body.toString('latin1');
      expect(reply.headers.get('content-type')).toBe('application/pdf');
      expect(pdf).toContain('/Marked true');
      expect(pdf.match(/\/S \/Table\n/g)).toHaveLength(2);
      const streams = [...pdf.matchAll(/\/FlateDecode\s*>>\s*stream\n([\s\S]*?)\nendstream/g)];
      const drawn = streams
        .map((one) => inflateSync(Buffer.from(one[1] ?? '', 'latin1')).toString('latin1'))
        .join('\n');
      const sizes = [...drawn.matchAll(/\/F\d+ ([\d.]+) Tf/g)].map((found) => Number(found[1]));
      expect(Math.min(...sizes)).toBe(print ? 18 : 10);
    }
  });

  it('tells own money apart, in rows and columns of its own', async () => {
    await lively.rates.publishRateCard(await lively.world.actor('finance-first'), {
      councilId: lively.world.councilId,
      providerId: lively.world.providerId,
      version: 2,
      validFrom: '2026-03-01',
      validBefore: null,
      bankHolidayMultiplier: '1',
      cancellationNoticeHours: 24,
      cancellationPercent: '50',
      items: [{ variantId: lively.world.variantId, unit: 'HOUR', kind: 'CAPPED', unitPricePence: 2000n }],
    });
    const capped = { shownUnitPricePence: 2000n, agreedOwnMoneyPence: 1500n };
    const orderId = await lively.order(1, 'own-money', capped);
    await lively.accept(orderId);
    await lively.confirm(1, await lively.deliver(1, orderId));
    await lively.order(1, 'own-money-later', { ...capped, oneOff: { date: addDays(TODAY, 3) } });
    const file = (name: string) =>
      cookieOf('holder1@first.example').then((own) =>
        fetched(`/files/budgets/${lively.world.budgetOf(1)}/${name}?from=2026-03-01&to=2026-03-31`, {
          headers: { cookie: own },
        }),
      );
    const rows = (await file('statement.csv')).body.toString('utf8').trimEnd().split('\r\n');
    const last = rows.findIndex((row) => row.includes('Left at the end'));
    // Two visits of £40 from the budget: nothing of the own £15 is in its columns.
    expect(rows[last]).toBe('"2026-03-31","","","Left at the end","",920.00,"",""');
    expect(rows.slice(last + 1)).toEqual([
      `"2026-03-10","","2026-03-10","Help at home with Kind Hands: own money, owed to the provider","","",15.00,15.00`,
      `"2026-03-13","","2026-03-13","Help at home with Kind Hands: own money, agreed, not owed yet","","",15.00,0.00`,
    ]);
    // The budget's two tables, and one of own money.
    const pdf = (await file('statement.pdf')).body.toString('latin1');
    expect(pdf.match(/\/S \/Table\n/g)).toHaveLength(3);
  });

  it('is nobody else’s: not signed in, another person, another council', async () => {
    expect((await get('statement.csv?', {})).reply.status).toBe(404);
    expect((await get('statement.exe?')).reply.status).toBe(404);
    const as = async (email: string): Promise<number> =>
      (await get('statement.pdf?', { cookie: await cookieOf(email) })).reply.status;
    for (const email of ['holder1@first.example', 'finance@second.example', 'provider@first.example'])
      expect([email, await as(email)]).toEqual([email, 404]);
    expect(await as('finance@first.example')).toBe(200);
  });
});
