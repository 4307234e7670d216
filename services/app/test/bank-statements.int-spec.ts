import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ManualClock } from '@owncourse/kernel/contract';
import { verifyLedger } from '@owncourse/ledger/verify';
import pg from 'pg';
import { id, type SmallWorld } from '../src/testing/small-world.js';
import { openDirectPayment } from './fixtures/direct-payment.js';
import type { GraphqlClient } from './graphql-client.js';
import { openTestHouse, type TestHouse } from './test-house.js';

const NOW = new Date('2026-04-08T12:00:00Z');
/** A Monday; £400 for four weeks came that day. */
const FIRST = '2026-03-30';
const REFUSED = `... on NotAllowed { reason } ... on InvalidInput { problems { field } }`;
const IMPORT = `mutation ($input: ImportBankStatementInput!) { importBankStatement(input: $input) { __typename ${REFUSED}
  ... on BankStatementImported { newLines knownLines leftOut budget { id openBankLines } } ... on BankFileProblems { problems { row column value remedy } } } }`;
const LINE = `id on words amountPence kind expense { id payee } proposals { kind entryId on amountPence payee wordsMatch }`;
const EXPLAIN = `mutation ($input: ExplainBankLineInput!) { explainBankLine(input: $input) { __typename ${REFUSED} ... on BankLine { ${LINE} } } }`;
const UNDO = `mutation ($input: UndoBankExplanationInput!) { undoBankExplanation(input: $input) { __typename ${REFUSED} ... on BankLine { kind } } }`;
const RECORD = `mutation ($input: RecordExpenseInput!) { recordExpense(input: $input) { __typename ${REFUSED} ... on Expense { id } } }`;
const REVERSE = `mutation ($input: ReverseExpenseInput!) { reverseExpense(input: $input) { __typename ${REFUSED} } }`;
const BUDGET = `query ($id: ID!) { budget(id: $id) { availablePence openBankLines
  bankStatements { from to accountEnding openingPence closingPence lineCount newCount }
  bankLines(first: 50) { edges { node { ${LINE} } } } } }`;
const BANK = `query ($id: ID!, $from: Date!, $to: Date!) { budget(id: $id) { bank(from: $from, to: $to) { coveredFrom coveredTo openingPence closingPence inPence outPence
  explainedCount explainedPence openCount openPence asideCount asidePence booksPence unseenCount unseenPence differencePence otherDaysPence missingPence } } }`;

interface Line {
  readonly id: string;
  readonly on: string;
  readonly words: string;
  readonly amountPence: number;
  readonly kind: string | null;
  readonly expense: { readonly id: string } | null;
  readonly proposals: readonly { readonly kind: string; readonly entryId: string; readonly wordsMatch: boolean }[];
}
interface Answer {
  readonly __typename: string;
  readonly id: string;
  readonly reason?: string;
}

let house: TestHouse;
let world: SmallWorld;
let holder: GraphqlClient;
let finance: GraphqlClient;
let broker: GraphqlClient;
let superuser: pg.Client;
let budgetId: string;

beforeAll(async () => {
  house = await openTestHouse({ holders: 2, weeklyPence: 10_000n, clock: new ManualClock(NOW) });
  ({ world } = house);
  [holder, finance, broker] = (await Promise.all(
    ['holder0@first.example', 'finance@first.example', 'broker@first.example'].map((email) => house.client(email)),
  )) as [GraphqlClient, GraphqlClient, GraphqlClient];
  superuser = new pg.Client({ connectionString: house.database.superuserUrl });
  await superuser.connect();
});

afterAll(async () => {
  expect(await verifyLedger(house.database.auditorUrl)).toMatchObject({ sumPence: 0, breaches: 0, first: null });
  await superuser.end();
  await house.close();
});

beforeEach(async () => {
  budgetId = await openDirectPayment(world, FIRST);
});

const CSV = [
  'Account number,12345678',
  'Date,Description,Paid out,Paid in,Balance',
  '30/03/2026,FIRST COUNCIL DP,,400.00,400.00',
  '01/04/2026,FPS ANN BAKER WAGES,£48.20,,351.80',
  '03/04/2026,CARD 4929123456789012 CORNER SHOP,5.00,,346.80',
  '03/04/2026,CARD 4929123456789012 CORNER SHOP,5.00,,341.80',
].join('\n');

function send(file = CSV, client = holder, change: Record<string, unknown> = {}): Promise<Answer> {
  return client.ask('importBankStatement', IMPORT, {
    input: { budgetId, idempotencyKey: randomUUID(), file, ...change },
  });
}

function record(change: Record<string, unknown> = {}): Promise<Answer> {
  const whole = { budgetId, idempotencyKey: randomUUID(), kind: 'WAGES', payee: 'Ann Baker', spentOn: '2026-03-31' };
  return holder.ask('recordExpense', RECORD, { input: { ...whole, amountPence: 4820, ...change } });
}

function explain(line: Line | undefined, change: Record<string, unknown> = {}, client = holder): Promise<Answer> {
  const [proposal] = line?.proposals ?? [];
  const said = { kind: proposal?.kind, entryId: proposal?.entryId };
  return client.ask('explainBankLine', EXPLAIN, {
    input: { lineId: line?.id, idempotencyKey: randomUUID(), ...said, ...change },
  });
}

async function lines(client = holder): Promise<Line[]> {
  const { bankLines } = await client.ask<{ bankLines: { edges: { node: Line }[] } }>('budget', BUDGET, {
    id: budgetId,
  });
  return bankLines.edges.map(({ node }) => node);
}

async function lineOf(words: string): Promise<Line> {
  const found = (await lines()).find((line) => line.words.includes(words));
  if (!found) throw new Error(`No line says ${words}.`);
  return found;
}

describe('a bank statement', () => {
  it('brings each line once, two equal ones both, and of the account four digits', async () => {
    const key = randomUUID();
    const first = await send(CSV, holder, { idempotencyKey: key });
    expect(first).toEqual({
      __typename: 'BankStatementImported',
      newLines: 4,
      knownLines: 0,
      leftOut: 0,
      budget: { id: budgetId, openBankLines: 4 },
    });
    expect(await send(CSV, holder, { idempotencyKey: key })).toEqual(first);
    expect(await send('Date,Details,Amount\n01/04/2026,A,-1.00', holder, { idempotencyKey: key })).toEqual({
      __typename: 'IdempotencyConflict',
    });
    // The same file with a mark and other line ends, and one that overlaps and goes on.
    expect(await send(`\uFEFF${CSV.replaceAll('\n', '\r\n')}`)).toMatchObject({ newLines: 0, knownLines: 4 });
    expect(
      await send(
        [
          'Account number,12345678',
          'Date,Description,Paid out,Paid in,Balance',
          '03/04/2026,CARD 4929123456789012 CORNER SHOP,5.00,,346.80',
          '03/04/2026,CARD 4929123456789012 CORNER SHOP,5.00,,341.80',
          '07/04/2026,PETROL STATION,20.00,,321.80',
        ].join('\n'),
      ),
    ).toMatchObject({ newLines: 1, knownLines: 2 });
    expect(await holder.ask('budget', BUDGET, { id: budgetId })).toMatchObject({
      availablePence: 40_000,
      openBankLines: 5,
      bankStatements: [
        { from: '2026-04-03', to: '2026-04-07', openingPence: 35_180, closingPence: 32_180, lineCount: 3, newCount: 1 },
        { from: '2026-03-30', to: '2026-04-03', openingPence: 0, closingPence: 34_180, lineCount: 4, newCount: 4 },
      ],
    });
    expect((await lines()).map(({ on, amountPence }) => [on, amountPence])).toEqual([
      ['2026-04-07', -2000],
      ['2026-04-03', -500],
      ['2026-04-03', -500],
      ['2026-04-01', -4820],
      ['2026-03-30', 40_000],
    ]);
    const { rows } = await superuser.query<{ kept: string }>(
      `select string_agg(l::text || s::text, ' ') as kept from ledger.bank_line l join ledger.bank_statement s on s.id = l.statement_id where l.budget_id = $1`,
      [budgetId],
    );
    expect(rows[0]?.kept).toContain('5678');
    for (const number of ['12345678', '4929123456789012']) expect(rows[0]?.kept).not.toContain(number);
  });

  it('with a row that is wrong brings nothing, and names row, column, value and what to do', async () => {
    expect(await send(`${CSV}\n31/02/2026,LATE,5.00,,336.80`)).toEqual({
      __typename: 'BankFileProblems',
      problems: [{ row: 7, column: 'Date', value: '31/02/2026', remedy: 'Write the day as 04/03/2026 or 2026-03-04.' }],
    });
    expect(await send(' ')).toEqual({ __typename: 'InvalidInput', problems: [{ field: 'file' }] });
    expect(await holder.ask('budget', BUDGET, { id: budgetId })).toMatchObject({
      openBankLines: 0,
      bankStatements: [],
      bankLines: { edges: [] },
    });
  });

  it('is the holder’s, whoever may pay for them, and the council’s to bring; nobody else sees a line', async () => {
    expect(await send(CSV, finance)).toMatchObject({ newLines: 4 });
    const [line] = await lines();
    const other = await house.client('holder1@first.example');
    for (const stranger of [other, await house.client('finance@second.example')]) {
      expect(await send(CSV, stranger)).toEqual({ __typename: 'NotAllowed', reason: 'NOT_FOUND' });
      expect(
        await stranger.ask('bankLine', `query ($id: ID!) { bankLine(id: $id) { ${LINE} } }`, { id: line?.id }),
      ).toBeNull();
      expect(await explain(line, { kind: 'NOT_THIS_BUDGET', entryId: null }, stranger)).toEqual({
        __typename: 'NotAllowed',
        reason: 'NOT_FOUND',
      });
    }
    // An officer brings a file and looks; what a line of the person's own account is, they do not say.
    expect(await explain(line, { kind: 'NOT_THIS_BUDGET', entryId: null }, finance)).toEqual({
      __typename: 'NotAllowed',
      reason: 'NOT_PERMITTED',
    });
    expect(await finance.ask('bankLine', 'query ($id: ID!) { bankLine(id: $id) { words } }', { id: line?.id })).toEqual(
      { words: 'CARD ••••9012 CORNER SHOP' },
    );
    const { rows } = await superuser.query('select officer_id, what from identity.look_up where person_id = $1', [
      id('holder'),
    ]);
    expect(rows).toContainEqual({ officer_id: id('finance-first'), what: 'BUDGET' });
    const grant = (scopes: readonly ('VIEW' | 'PAY')[]) =>
      world.actor('finance-first').then((officer) =>
        world.identity.grantMandateWithEvidence(officer, world.councilId, {
          personId: id('holder'),
          actorOrganisationId: id('brokerage'),
          type: 'BROKER',
          scopes,
          startsOn: '2026-04-08',
          evidence: 'The signed form was seen.',
        }),
      );
    const view = await grant(['VIEW']);
    expect(await explain(line, { kind: 'NOT_THIS_BUDGET', entryId: null }, broker)).toEqual({
      __typename: 'NotAllowed',
      reason: 'NO_MANDATE',
    });
    const pay = await grant(['VIEW', 'PAY']);
    expect(await explain(line, { kind: 'NOT_THIS_BUDGET', entryId: null }, broker)).toMatchObject({
      __typename: 'BankLine',
      kind: 'NOT_THIS_BUDGET',
    });
    const { rows: said } = await superuser.query(
      'select made_by, on_behalf_of, mandate_id from ledger.bank_explanation where line_id = $1',
      [line?.id],
    );
    expect(said).toEqual([{ made_by: id('broker'), on_behalf_of: id('holder'), mandate_id: pay }]);
    for (const ended of [view, pay]) await world.identity.endMandate(await world.actor('holder'), ended);
  });

  it('stands in tables that show nothing to an app that has not said for whom it asks', async () => {
    await send();
    const [line] = await lines();
    await explain(line, { kind: 'NOT_THIS_BUDGET', entryId: null });
    const app = new pg.Client({ connectionString: house.database.appUrl });
    await app.connect();
    try {
      for (const table of ['bank_statement', 'bank_line', 'bank_explanation']) {
        const sql = `select count(*)::int as count from ledger.${table}`;
        const { rows: seen } = await app.query(sql);
        const { rows: there } = await superuser.query<{ count: number }>(sql);
        expect([table, seen, (there[0]?.count ?? 0) > 0]).toEqual([table, [{ count: 0 }], true]);
        await expect(app.query(`delete from ledger.${table}`)).rejects.toMatchObject({ code: '42501' });
      }
    } finally {
      await app.end();
    }
  });

  it('in OFX and QIF comes in too, each line once, by the bank’s own number where there is one', async () => {
    const payment = (id: string, day: string, sum: string, name: string) =>
      `<STMTTRN><DTPOSTED>${day}<TRNAMT>${sum}<FITID>${id}<NAME>${name}</STMTTRN>`;
    const ofx = (...payments: readonly string[]) =>
      `OFXHEADER:100\n\n<OFX><CURDEF>GBP<ACCTID>40414212345678<BANKTRANLIST>${payments.join('\n')}</BANKTRANLIST></OFX>`;
    const [council, wages] = [
      payment('1', '20260330', '400.00', 'FIRST COUNCIL DP'),
      payment('2', '20260401', '-48.20', 'ANN BAKER'),
    ];
    expect(await send(ofx(council, wages, wages))).toMatchObject({ newLines: 2, knownLines: 0 });
    // The same payment, said in other words in a later file; and another one of the same sum and day.
    const later = ofx(wages.replace('ANN BAKER', 'ANN BAKER WAGES'), payment('3', '20260401', '-48.20', 'ANN BAKER'));
    expect(await send(later)).toMatchObject({ newLines: 1, knownLines: 1 });
    const qif = "!Type:Bank\nD03/04'26\nT-5.00\nPCORNER SHOP\n^\n";
    expect(await send(qif)).toMatchObject({ newLines: 1 });
    expect(await send(`${qif}\n`)).toMatchObject({ newLines: 0, knownLines: 1 });
    expect((await lines()).map(({ on, amountPence, words }) => [on, amountPence, words]).sort()).toEqual([
      ['2026-03-30', 40_000, 'FIRST COUNCIL DP'],
      ['2026-04-01', -4820, 'ANN BAKER'],
      ['2026-04-01', -4820, 'ANN BAKER'],
      ['2026-04-03', -500, 'CORNER SHOP'],
    ]);
    expect(await send(ofx(payment('4', '20260402', '-1e3', 'SHOP')))).toMatchObject({
      __typename: 'BankFileProblems',
      problems: [{ row: 3, column: 'TRNAMT', value: '-1e3' }],
    });
    expect(await lines()).toHaveLength(4);
  });

  it('of money that the council holds is an officer’s to bring and to explain, and the person reads it', async () => {
    const managed = id('budget', 0);
    const file = 'Date,Details,Amount\n08/04/2026,SOMETHING ELSE,-1.00';
    expect(await send(file, finance, { budgetId: managed })).toMatchObject({ newLines: 1 });
    const linesOf = async (client: GraphqlClient) =>
      (await client.ask<{ bankLines: { edges: { node: Line }[] } }>('budget', BUDGET, { id: managed })).bankLines.edges;
    const [line] = await linesOf(holder);
    expect(line?.node).toMatchObject({ words: 'SOMETHING ELSE', kind: null });
    const said = { kind: 'NOT_THIS_BUDGET', entryId: null };
    expect(await explain(line?.node, said, finance)).toMatchObject({ kind: 'NOT_THIS_BUDGET' });
    expect(await explain(line?.node, said, finance)).toEqual({ __typename: 'NotAllowed', reason: 'WRONG_STATE' });
    expect((await linesOf(holder))[0]?.node.kind).toBe('NOT_THIS_BUDGET');
    const input = { lineId: line?.node.id, idempotencyKey: randomUUID() };
    expect(await finance.ask('undoBankExplanation', UNDO, { input })).toMatchObject({ kind: null });
    // Of the person's own account only the person says it.
    await send();
    const own = await lineOf('CORNER SHOP');
    expect(await explain(own, said, finance)).toEqual({ __typename: 'NotAllowed', reason: 'NOT_PERMITTED' });
    expect(await lineOf('CORNER SHOP')).toMatchObject({ kind: null });
  });

  it('is not brought by the person where the council holds the money', async () => {
    const csv = 'Date,Details,Amount\n08/04/2026,WAGES,-1.00';
    expect(await send(csv, holder, { budgetId: id('budget', 0) })).toEqual({
      __typename: 'NotAllowed',
      reason: 'NOT_HELD_BY_PERSON',
    });
  });
});

describe('what a line is', () => {
  it('is proposed by sum, day and words, and said with one press; then both are taken', async () => {
    const { id: other } = await record({ payee: 'Somebody Else', spentOn: '2026-04-01' });
    const { id: expenseId } = await record();
    // Too long ago, another sum.
    await record({ spentOn: '2026-03-30', amountPence: 4821 });
    await send();
    const line = await lineOf('ANN BAKER');
    expect(line.proposals).toEqual([
      {
        kind: 'EXPENSE',
        entryId: expenseId,
        on: '2026-03-31',
        amountPence: -4820,
        payee: 'Ann Baker',
        wordsMatch: true,
      },
      {
        kind: 'EXPENSE',
        entryId: other,
        on: '2026-04-01',
        amountPence: -4820,
        payee: 'Somebody Else',
        wordsMatch: false,
      },
    ]);
    expect(await explain(line)).toMatchObject({ kind: 'EXPENSE', expense: { id: expenseId }, proposals: [] });
    expect(await explain(line, { entryId: other })).toEqual({ __typename: 'NotAllowed', reason: 'WRONG_STATE' });
    // No money moved.
    expect(await holder.ask('budget', BUDGET, { id: budgetId })).toMatchObject({
      availablePence: 40_000 - 2 * 4820 - 4821,
      openBankLines: 3,
    });
    const undo = (): Promise<Answer> =>
      holder.ask('undoBankExplanation', UNDO, { input: { lineId: line.id, idempotencyKey: randomUUID() } });
    expect(await undo()).toEqual({ __typename: 'BankLine', kind: null });
    expect(await undo()).toEqual({ __typename: 'NotAllowed', reason: 'WRONG_STATE' });
    expect((await lineOf('ANN BAKER')).proposals).toHaveLength(2);
  });

  it('follows the council’s days', async () => {
    await record({ spentOn: '2026-03-30' });
    await send();
    expect((await lineOf('ANN BAKER')).proposals).toHaveLength(1);
    await world.identity.setPolicy(await world.actor('finance-first'), world.councilId, [
      { key: 'bankMatchDays', value: 1, from: '2026-04-07' },
    ]);
    expect((await lineOf('ANN BAKER')).proposals).toEqual([]);
    await world.identity.setPolicy(await world.actor('finance-first'), world.councilId, [
      { key: 'bankMatchDays', value: 5, from: '2026-04-08' },
    ]);
  });

  it('can be the council’s payment, and one line’s alone', async () => {
    await send();
    const line = await lineOf('COUNCIL');
    expect(line.proposals).toMatchObject([{ kind: 'COUNCIL', on: '2026-03-30', amountPence: 40_000, payee: null }]);
    expect(await explain(line)).toMatchObject({ kind: 'COUNCIL', expense: null });
    await send('Date,Details,Amount\n30/03/2026,AGAIN,400.00\n');
    expect((await lineOf('AGAIN')).proposals).toEqual([]);
  });

  it('can be a payment that is written down from it: all or nothing, once', async () => {
    await send();
    const line = await lineOf('ANN BAKER');
    expect(await record({ bankLineId: line.id, amountPence: 4819 })).toEqual({
      __typename: 'NotAllowed',
      reason: 'BANK_SUM_DIFFERS',
    });
    const { id: expenseId } = await record({ bankLineId: line.id, spentOn: '2026-04-01' });
    expect(await record({ bankLineId: line.id })).toEqual({ __typename: 'NotAllowed', reason: 'WRONG_STATE' });
    expect(await holder.ask('budget', BUDGET, { id: budgetId })).toMatchObject({ availablePence: 40_000 - 4820 });
    expect(await lineOf('ANN BAKER')).toMatchObject({ kind: 'EXPENSE', expense: { id: expenseId } });
    // Put back, it explains the line no more.
    await holder.ask('reverseExpense', REVERSE, {
      input: { expenseId, idempotencyKey: randomUUID(), reason: 'Twice' },
    });
    expect(await lineOf('ANN BAKER')).toMatchObject({ kind: null, expense: null, proposals: [] });
  });

  it('is refused with the wrong sum, for what is not there, and with no entry', async () => {
    const { id: expenseId } = await record({ amountPence: 100 });
    await send();
    const line = await lineOf('ANN BAKER');
    for (const [change, reason] of [
      [{ kind: 'EXPENSE', entryId: expenseId }, 'BANK_SUM_DIFFERS'],
      [{ kind: 'EXPENSE', entryId: randomUUID() }, 'NOT_FOUND'],
      [{ kind: 'COUNCIL', entryId: expenseId }, 'NOT_FOUND'],
    ] as const)
      expect(await explain(line, change)).toEqual({ __typename: 'NotAllowed', reason });
    expect(await explain(line, { kind: 'EXPENSE', entryId: null })).toEqual({
      __typename: 'InvalidInput',
      problems: [{ field: 'entryId' }],
    });
    expect(await lineOf('ANN BAKER')).toMatchObject({ kind: null });
  });
});

describe('bank and books beside each other', () => {
  const days = (from: string, to: string) => holder.ask<{ bank: object }>('budget', BANK, { id: budgetId, from, to });

  it('name why they differ, to the penny', async () => {
    await record();
    await record({ amountPence: 700, payee: 'Cash', spentOn: '2026-04-02' });
    await send();
    await explain(await lineOf('COUNCIL'));
    await explain(await lineOf('ANN BAKER'));
    const [, shop] = (await lines()).filter(({ words }) => words.includes('SHOP'));
    await explain(shop, { kind: 'NOT_THIS_BUDGET', entryId: null });
    expect((await days('2026-03-30', '2026-04-08')).bank).toEqual({
      coveredFrom: '2026-03-30',
      coveredTo: '2026-04-03',
      openingPence: 0,
      closingPence: 34_180,
      inPence: 40_000,
      outPence: 5820,
      explainedCount: 2,
      explainedPence: 35_180,
      openCount: 1,
      openPence: -500,
      asideCount: 1,
      asidePence: -500,
      booksPence: 40_000 - 4820 - 700,
      unseenCount: 1,
      unseenPence: -700,
      differencePence: -300,
      otherDaysPence: 0,
      missingPence: 0,
    });
    // The wages left the bank in April and are written down for March.
    expect((await days('2026-04-01', '2026-04-02')).bank).toMatchObject({
      openingPence: 40_000,
      closingPence: 35_180,
      booksPence: -700,
      differencePence: -4120,
      unseenPence: -700,
      otherDaysPence: -4820,
      missingPence: 0,
    });
  });

  it('say where a file is missing between two', async () => {
    await send('Date,Details,Amount,Balance\n30/03/2026,COUNCIL,400.00,400.00\n');
    await send('Date,Details,Amount,Balance\n07/04/2026,SHOP,-5.00,345.00\n');
    expect((await days('2026-03-30', '2026-04-08')).bank).toMatchObject({
      openingPence: 0,
      closingPence: 34_500,
      missingPence: -5000,
    });
  });

  it('say nothing of balances without a file', async () => {
    expect((await days('2026-03-30', '2026-04-08')).bank).toMatchObject({
      coveredFrom: null,
      openingPence: null,
      closingPence: null,
      missingPence: null,
      inPence: 0,
      differencePence: -40_000,
      unseenPence: 40_000,
    });
  });
});
