import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Actor, ManualClock } from '@owncourse/kernel/contract';
import { SPENDING, type SpendingPort } from '@owncourse/ledger/contract';
import { strFromU8, unzipSync } from 'fflate';
import { id, PASSWORD, type SmallWorld } from '../src/testing/small-world.js';
import type { GraphqlClient } from './graphql-client.js';
import { openTestHouse, type TestHouse } from './test-house.js';

/** The first quarter of budgets that began on 2 March is over, and its four weeks to send it are too. */
const NOW = new Date('2026-07-01T12:00:00Z');
const [FROM, TO] = ['2026-03-02', '2026-06-01'];
const RETURNS = 'query ($id: ID!) { budget(id: $id) { returns { from to dueOn state withoutReceipt packId sentAt } } }';
const SEND =
  'mutation ($input: SendReturnInput!) { sendReturn(input: $input) { __typename ... on NotAllowed { reason } ... on InvalidInput { problems { field } } } }';
const LIST =
  'query ($sent: Boolean!, $after: String) { returns(sent: $sent, first: 1, after: $after) { edges { node { budgetId person { name } return { from state withoutReceipt } } } pageInfo { hasNextPage endCursor } } }';

let house: TestHouse;
let world: SmallWorld;
let holder: GraphqlClient;
let finance: GraphqlClient;
const budgets = [randomUUID(), randomUUID()].sort();
const [budgetId = '', otherId = ''] = budgets;

async function open(budget: string, number: number): Promise<void> {
  await world.ledger.openBudget(await world.actor('finance-first'), {
    budgetId: budget,
    councilId: world.councilId,
    personId: id('holder', number),
    startsOn: FROM,
    endsBefore: '2027-03-01',
    weeklyPence: 10_000n,
    paymentIntervalWeeks: 4,
    route: 'DIRECT_PAYMENT',
    payerId: id('holder', number),
    fundingSources: [{ kind: 'SOCIAL_CARE', weight: 1 }],
    contributionPence: 0n,
    netting: 'NET',
  });
}

beforeAll(async () => {
  house = await openTestHouse({ holders: 2, weeklyPence: 10_000n, clock: new ManualClock(NOW) });
  ({ world } = house);
  await open(budgetId, 0);
  await open(otherId, 1);
  await world.ledger.postDueInstalments();
  holder = await house.client('holder0@first.example');
  finance = await house.client('finance@first.example');
  const [spending, person] = [house.application.get<SpendingPort>(SPENDING), await world.actor('holder')];
  const paid = (payee: string, spentOn: string, receipt: string | null) =>
    spending.recordExpense(person, {
      budgetId,
      idempotencyKey: randomUUID(),
      kind: 'WAGES',
      payee,
      spentOn,
      amountPence: 5000n,
      receipt: receipt === null ? null : Buffer.from(receipt),
    });
  await paid('Ann ../Baker', '2026-03-31', '%PDF-1.4 one');
  await paid('No Receipt', '2026-06-01', null);
  await paid('Too Late', '2026-06-02', '%PDF-1.4 two');
  const wrong = await paid('Put Back', '2026-04-01', '%PDF-1.4 three');
  await spending.reverseExpense(person, { expenseId: wrong, idempotencyKey: randomUUID(), reason: 'Twice' });
});

afterAll(() => house.close());

function send(change: Record<string, unknown> = {}, client = holder): Promise<unknown> {
  const input = { budgetId, idempotencyKey: randomUUID(), from: FROM, to: TO, declaration: 'It is right.', ...change };
  return client.ask('sendReturn', SEND, { input });
}

async function fetched(path: string, email: string | null): Promise<{ status: number; body: Buffer }> {
  let cookie = '';
  if (email !== null) {
    const query = `mutation { signIn(email: "${email}", password: "${PASSWORD}") { __typename } }`;
    const signedIn = await fetch(`${house.origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    await signedIn.arrayBuffer();
    cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  }
  const reply = await fetch(`${house.origin}${path}`, { headers: { cookie } });
  return { status: reply.status, body: Buffer.from(await reply.arrayBuffer()) };
}

describe('a return', () => {
  it('is due for each quarter that is over, and says what is missing', async () => {
    expect(await holder.ask('budget', RETURNS, { id: budgetId })).toEqual({
      returns: [
        {
          from: '2026-06-02',
          to: '2026-09-01',
          dueOn: '2026-09-29',
          state: 'TO_COME',
          withoutReceipt: 0,
          packId: null,
          sentAt: null,
        },
        { from: FROM, to: TO, dueOn: '2026-06-29', state: 'LATE', withoutReceipt: 1, packId: null, sentAt: null },
      ],
    });
    // Where the council holds the money there is nothing to send.
    expect(await holder.ask('budget', RETURNS, { id: id('budget', 0) })).toEqual({ returns: [] });
  });

  it('waits in the finance officer’s list, page by page, and in nobody else’s', async () => {
    interface Listed {
      readonly edges: readonly { readonly node: { readonly budgetId: string } }[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    }
    const first = await finance.ask<Listed>('returns', LIST, { sent: false });
    expect(first).toMatchObject({
      edges: [
        { node: { budgetId, person: { name: 'Holder 0' }, return: { from: FROM, state: 'LATE', withoutReceipt: 1 } } },
      ],
      pageInfo: { hasNextPage: true },
    });
    expect(await finance.ask('returns', LIST, { sent: false, after: first.pageInfo.endCursor })).toMatchObject({
      edges: [{ node: { budgetId: otherId, return: { withoutReceipt: 0 } } }],
      pageInfo: { hasNextPage: false },
    });
    for (const email of ['finance@second.example', 'holder0@first.example', 'commissioner@first.example'])
      expect(await (await house.client(email)).ask('returns', LIST, { sent: false })).toMatchObject({ edges: [] });
  });

  it('is not sent before its days are over, for other days, without a word, or by somebody else', async () => {
    expect(await send({ from: '2026-06-02', to: '2026-09-01' })).toEqual({
      __typename: 'NotAllowed',
      reason: 'WRONG_STATE',
    });
    expect(await send({ to: '2026-05-01' })).toEqual({ __typename: 'NotAllowed', reason: 'WRONG_STATE' });
    expect(await send({ declaration: ' ' })).toEqual({
      __typename: 'InvalidInput',
      problems: [{ field: 'declaration' }],
    });
    expect(await send({ budgetId: otherId })).toEqual({ __typename: 'NotAllowed', reason: 'NOT_FOUND' });
    expect(await send({}, finance)).toEqual({ __typename: 'NotAllowed', reason: 'NO_MANDATE' });
    expect(await finance.ask('returns', LIST, { sent: true })).toMatchObject({ edges: [] });
  });

  it('is sent once, however often it is pressed, and comes as one file', async () => {
    const answers = (await Promise.all(Array.from({ length: 5 }, () => send()))) as { __typename: string }[];
    expect(answers.filter((one) => one.__typename === 'ReturnSent')).toHaveLength(1);
    const { returns } = await holder.ask<{ returns: { state: string; packId: string | null }[] }>('budget', RETURNS, {
      id: budgetId,
    });
    expect(returns.map(({ state }) => state)).toEqual(['TO_COME', 'SENT']);
    expect(await finance.ask('returns', LIST, { sent: true })).toMatchObject({ edges: [{ node: { budgetId } }] });

    const path = `/files/returns/${returns[1]?.packId ?? ''}.zip`;
    const { status, body } = await fetched(path, 'holder0@first.example');
    expect(status).toBe(200);
    const files = unzipSync(body);
    expect(Object.keys(files)).toEqual([
      '1-declaration.pdf',
      '2-statement.pdf',
      '2-statement.csv',
      '3-invoices.csv',
      '3-credit-notes.csv',
      '5-bank.csv',
      '4-receipts/001-2026-03-31-Ann-Baker.pdf',
    ]);
    const text = (name: string) => strFromU8(files[name] ?? new Uint8Array());
    expect(text('4-receipts/001-2026-03-31-Ann-Baker.pdf')).toBe('%PDF-1.4 one');
    expect(text('1-declaration.pdf').slice(0, 8)).toBe('%PDF-1.7');
    expect(text('2-statement.csv')).toContain('"2026-06-01","","","Left at the end"');
    expect(text('3-credit-notes.csv')).toBe(
      '"Number","Corrects invoice","Provider","Visit on","Came back on","Sum back in this budget (pounds)"\r\n',
    );
    expect(text('5-bank.csv')).toBe('"What","Sum (pounds)"\r\n"No bank statement came for these days",""\r\n');
    for (const stranger of [null, 'holder1@first.example', 'finance@second.example', 'provider@first.example'])
      expect([stranger, (await fetched(path, stranger)).status]).toEqual([stranger, 404]);
    expect((await fetched(path, 'finance@first.example')).body.equals(body)).toBe(true);
  });

  it('follows the council’s own months and days', async () => {
    const officer: Actor = await world.actor('finance-first');
    await world.identity.setPolicy(officer, world.councilId, [
      { key: 'returnEveryMonths', value: 12, from: '2026-01-01' },
      { key: 'returnDueDays', value: 10, from: '2026-01-01' },
    ]);
    const other = await house.client('holder1@first.example');
    // The budget ends a day before its year does.
    expect(await other.ask('budget', RETURNS, { id: otherId })).toMatchObject({
      returns: [{ from: FROM, to: '2027-02-28', dueOn: '2027-03-10', state: 'TO_COME' }],
    });
  });
});
