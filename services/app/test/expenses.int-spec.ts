import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ManualClock, Refusal } from '@owncourse/kernel/contract';
import { SPENDING, type SpendingPort } from '@owncourse/ledger/contract';
import { verifyLedger } from '@owncourse/ledger/verify';
import pg from 'pg';
import sharp from 'sharp';
import { AGREED_PENCE, id, type SmallWorld } from '../src/testing/small-world.js';
import type { GraphqlClient } from './graphql-client.js';
import { openTestHouse, type TestHouse } from './test-house.js';

const NOW = new Date('2026-03-30T12:00:00Z');
const TODAY = '2026-03-30';
const BUDGET = `query ($id: ID!) { budget(id: $id) { availablePence committedPence paidPence spentPence paysOffPlatform
  expenses(first: 2) { edges { cursor node { id payee spentOn amountPence kind { code words } reversedAt reversalReason receipts { contentType byteSize } } } pageInfo { hasNextPage endCursor } }
  statement(first: 3) { edges { node { kind words amountPence leftPence expenseId } } } } }`;
const ANSWER = `__typename ... on NotAllowed { reason } ... on InvalidInput { problems { field } }`;
const RECORD = `mutation ($input: RecordExpenseInput!) { recordExpense(input: $input) { ${ANSWER}
  ... on Expense { id receipts { id contentType byteSize } } ... on BudgetShortfall { neededPence availablePence } } }`;
const REVERSE = `mutation ($input: ReverseExpenseInput!) { reverseExpense(input: $input) { ${ANSWER} ... on Expense { id reversedAt } } }`;
const RECEIPT = `mutation ($input: AddReceiptInput!) { addReceipt(input: $input) { ${ANSWER} ... on Expense { id receipts { id contentType } } } }`;
const PLACE = `mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { __typename ... on NotAllowed { reason } } }`;

interface Answer {
  readonly __typename: string;
  readonly id?: string;
  readonly reason?: string;
  readonly problems?: readonly { readonly field: string }[];
  readonly receipts?: readonly { readonly id: string; readonly contentType: string; readonly byteSize: number }[];
}

let house: TestHouse;
let world: SmallWorld;
let holder: GraphqlClient;
let broker: GraphqlClient;
let budgetId: string;
let superuser: pg.Client;

beforeAll(async () => {
  house = await openTestHouse({ holders: 2, weeklyPence: 10_000n, clock: new ManualClock(NOW) });
  ({ world } = house);
  [holder, broker] = await Promise.all([house.client('holder0@first.example'), house.client('broker@first.example')]);
  superuser = new pg.Client({ connectionString: house.database.superuserUrl });
  await superuser.connect();
});

afterAll(async () => {
  expect(await verifyLedger(house.database.auditorUrl)).toMatchObject({ sumPence: 0, breaches: 0, first: null });
  await superuser.end();
  await house.close();
});

/** A direct payment of £100 a week since Monday: £100 are in. */
beforeEach(async () => {
  budgetId = randomUUID();
  await world.ledger.openBudget(await world.actor('finance-first'), {
    budgetId,
    councilId: world.councilId,
    personId: id('holder'),
    startsOn: TODAY,
    endsBefore: '2026-06-29',
    weeklyPence: 10_000n,
    paymentIntervalWeeks: 1,
    route: 'DIRECT_PAYMENT',
    payerId: id('holder'),
    fundingSources: [
      { kind: 'SOCIAL_CARE', weight: 2 },
      { kind: 'NHS', weight: 1 },
    ],
    contributionPence: 0n,
    netting: 'NET',
  });
  await world.ledger.postDueInstalments();
});

function input(change: Record<string, unknown> = {}): Record<string, unknown> {
  const whole = { budgetId, idempotencyKey: randomUUID(), kind: 'WAGES', payee: 'Ann Baker', spentOn: TODAY };
  return { ...whole, amountPence: 4820, ...change };
}

function record(change: Record<string, unknown> = {}, client = holder): Promise<Answer> {
  return client.ask('recordExpense', RECORD, { input: input(change) });
}

function reverse(expenseId: string | undefined, client = holder): Promise<Answer> {
  return client.ask('reverseExpense', REVERSE, {
    input: { expenseId, idempotencyKey: randomUUID(), reason: 'I wrote it twice' },
  });
}

function budget(): Promise<Record<string, unknown>> {
  return holder.ask('budget', BUDGET, { id: budgetId });
}

describe('money spent off the platform', () => {
  it('leaves the budget once, and the statement says who was paid', async () => {
    const key = randomUUID();
    const first = await record({ idempotencyKey: key });
    expect(await record({ idempotencyKey: key })).toEqual(first);
    expect(await record({ idempotencyKey: key, amountPence: 1 })).toEqual({ __typename: 'IdempotencyConflict' });
    expect(await budget()).toMatchObject({
      availablePence: 5180,
      paidPence: 4820,
      spentPence: 4820,
      paysOffPlatform: true,
      expenses: {
        edges: [
          { node: { payee: 'Ann Baker', amountPence: 4820, kind: { code: 'WAGES' }, reversedAt: null, receipts: [] } },
        ],
      },
      statement: {
        edges: [
          { node: { kind: 'EXPENSE', words: 'You paid Ann Baker £48.20. You have £51.80 left.', expenseId: first.id } },
          { node: { kind: 'INSTALMENT' } },
        ],
      },
    });
    // The name stands outside the books, each funder's part inside.
    const { rows } = await superuser.query<{ line: string; shares: string }>(
      `select t::text as line, (select string_agg(funding_kind || ' ' || amount_pence, ', ' order by funding_kind) from ledger.accrual_share s where s.transfer_id = t.id) as shares
       from ledger.transfer t where t.id = $1`,
      [first.id],
    );
    expect(rows[0]?.line).not.toContain('Ann');
    expect(rows[0]?.shares).toBe('NHS 1607, SOCIAL_CARE 3213');
  });

  it('is refused beyond what is left, and nothing is written', async () => {
    expect(await record({ amountPence: 10_001 })).toEqual({
      __typename: 'BudgetShortfall',
      neededPence: 10_001,
      availablePence: 10_000,
    });
    expect(await budget()).toMatchObject({ availablePence: 10_000, paidPence: 0, expenses: { edges: [] } });
    expect(await record({ amountPence: 10_000 })).toMatchObject({ __typename: 'Expense' });
  });

  it('is put back by a line of its own, once, with the reason', async () => {
    const { id: expenseId } = await record();
    const answers = await Promise.all(Array.from({ length: 5 }, () => reverse(expenseId)));
    expect(answers.map((one) => one.__typename).sort()).toEqual(['Expense', ...Array<string>(4).fill('NotAllowed')]);
    expect(await budget()).toMatchObject({
      availablePence: 10_000,
      paidPence: 0,
      expenses: { edges: [{ node: { reversedAt: NOW.toISOString(), reversalReason: 'I wrote it twice' } }] },
      statement: {
        edges: [
          {
            node: {
              kind: 'EXPENSE_REVERSED',
              words: '£48.20 that you had written down for Ann Baker was put back. You have £100 left.',
            },
          },
          { node: { kind: 'EXPENSE' } },
          { node: { kind: 'INSTALMENT' } },
        ],
      },
    });
  });

  it.each<[string, Record<string, unknown>, object]>([
    ['a kind that is none', { kind: 'BRIBES' }, { __typename: 'InvalidInput', problems: [{ field: 'kind' }] }],
    ['tomorrow', { spentOn: '2026-03-31' }, { __typename: 'InvalidInput', problems: [{ field: 'spentOn' }] }],
    ['before the budget', { spentOn: '2026-03-29' }, { __typename: 'NotAllowed', reason: 'OUTSIDE_BUDGET_PERIOD' }],
    ['a budget that does not exist', { budgetId: randomUUID() }, { __typename: 'NotAllowed', reason: 'NOT_FOUND' }],
    [
      'a budget that the council holds',
      { budgetId: id('budget', 0) },
      { __typename: 'NotAllowed', reason: 'NOT_HELD_BY_PERSON' },
    ],
    ['somebody else’s budget', { budgetId: id('budget', 1) }, { __typename: 'NotAllowed', reason: 'NOT_FOUND' }],
  ])('is not written down for %s', async (_name, change, answer) => {
    expect(await record(change)).toEqual(answer);
    expect(await budget()).toMatchObject({ availablePence: 10_000 });
  });

  it('is listed by day, page by page', async () => {
    for (const payee of ['First', 'Second', 'Third']) await record({ payee, amountPence: 100 });
    const page = (await budget())['expenses'] as {
      edges: { node: { payee: string } }[];
      pageInfo: { hasNextPage: boolean; endCursor: string };
    };
    expect(page.pageInfo.hasNextPage).toBe(true);
    const { expenses: last } = await holder.ask<{ expenses: typeof page }>(
      'budget',
      'query ($id: ID!, $after: String) { budget(id: $id) { expenses(first: 2, after: $after) { edges { node { payee } } pageInfo { hasNextPage } } } }',
      { id: budgetId, after: page.pageInfo.endCursor },
    );
    expect([page.edges.length, last.edges.length, last.pageInfo.hasNextPage]).toEqual([2, 1, false]);
    // The test's clock stands still, so that the three have no order but that of their ids.
    const seen = [...page.edges, ...last.edges].map(({ node }) => node.payee);
    expect(seen.sort()).toEqual(['First', 'Second', 'Third']);
  });
});

describe('at once', () => {
  it('20 expenses on a budget with money for one: one', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => record({ amountPence: 6000 })));
    expect(answers.filter((one) => one.__typename === 'Expense')).toHaveLength(1);
    expect(answers.filter((one) => one.__typename === 'BudgetShortfall')).toHaveLength(19);
    expect(await budget()).toMatchObject({ availablePence: 4000, paidPence: 6000 });
  });

  it('expenses against orders: never more than there is, whoever is first', async () => {
    const price = Number(AGREED_PENCE);
    const order = (): Promise<Answer> =>
      holder.ask('placeOrder', PLACE, {
        input: {
          idempotencyKey: randomUUID(),
          personId: id('holder'),
          budgetId,
          variantId: world.variantId,
          quantity: '1',
          startTime: '23:00',
          oneOff: { date: TODAY },
          place: 'At home',
          shownUnitPricePence: price,
        },
      });
    const answers = await Promise.all(
      Array.from({ length: 16 }, (_, turn) => (turn % 2 ? order() : record({ amountPence: price }))),
    );
    // Four of £24.10 fit into £100.
    const [orders, expenses] = ['Order', 'Expense'].map(
      (name) => answers.filter((one) => one.__typename === name).length,
    );
    expect((orders ?? 0) + (expenses ?? 0)).toBe(4);
    expect(await budget()).toMatchObject({
      availablePence: 10_000 - 4 * price,
      committedPence: (orders ?? 0) * price,
      paidPence: (expenses ?? 0) * price,
    });
  });

  it('a mandate that ends while its holder pays: either it was paid before, or not at all', async () => {
    const [finance, person] = [await world.actor('finance-first'), await world.actor('holder')];
    const mandateId = await world.identity.grantMandateWithEvidence(finance, world.councilId, {
      personId: id('holder'),
      actorOrganisationId: id('brokerage'),
      type: 'BROKER',
      scopes: ['VIEW', 'PAY'],
      startsOn: TODAY,
      evidence: 'The signed form was seen.',
    });
    const [answer] = await Promise.all([record({}, broker), world.identity.endMandate(person, mandateId)]);
    const paid = answer.__typename === 'Expense';
    expect(await budget()).toMatchObject({ availablePence: paid ? 5180 : 10_000 });
    expect(await record({}, broker)).toEqual({ __typename: 'NotAllowed', reason: 'NOT_FOUND' });
  });
});

describe('somebody who acts for the holder', () => {
  it('needs PAY, and what they did carries their name and the mandate', async () => {
    const finance = await world.actor('finance-first');
    const grant = (scopes: readonly ('VIEW' | 'ORDER' | 'PAY')[]) =>
      world.identity.grantMandateWithEvidence(finance, world.councilId, {
        personId: id('holder'),
        actorOrganisationId: id('brokerage'),
        type: 'BROKER',
        scopes,
        startsOn: TODAY,
        evidence: 'The signed form was seen.',
      });
    const weak = await grant(['VIEW', 'ORDER']);
    expect(await record({}, broker)).toEqual({ __typename: 'NotAllowed', reason: 'NO_MANDATE' });
    const mandate = await grant(['VIEW', 'PAY']);
    const { id: expenseId } = await record({}, broker);
    const { rows } = await superuser.query(
      'select actor_id, on_behalf_of, mandate_id from ledger.transfer where id = $1',
      [expenseId],
    );
    expect(rows).toEqual([{ actor_id: id('broker'), on_behalf_of: id('holder'), mandate_id: mandate }]);
    for (const ended of [weak, mandate]) await world.identity.endMandate(await world.actor('holder'), ended);
    expect(await reverse(expenseId, broker)).toEqual({ __typename: 'NotAllowed', reason: 'NOT_FOUND' });
  });
});

describe('a receipt', () => {
  const photo = (format: 'jpeg' | 'png' | 'webp') =>
    sharp({ create: { width: 60, height: 20, channels: 3, background: '#fff' } })
      .withExif({ IFD0: { Make: 'SecretPhone' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 18/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .toFormat(format)
      .toBuffer();

  it('comes with the expense, upright and without the place where it was taken', async () => {
    const sent = await photo('jpeg');
    expect(sent.includes('SecretPhone')).toBe(true);
    const answer = await record({ receiptBase64: sent.toString('base64') });
    const [receipt] = answer.receipts ?? [];
    expect(receipt?.contentType).toBe('image/jpeg');
    const spending = house.application.get<SpendingPort>(SPENDING);
    const file = await spending.receipt(await world.actor('holder'), receipt?.id ?? '');
    const kept = await sharp(file?.content).metadata();
    expect([kept.format, kept.width, kept.height, kept.exif, kept.orientation]).toEqual([
      'jpeg',
      20,
      60,
      undefined,
      undefined,
    ]);
    expect(file?.content.includes('SecretPhone')).toBe(false);
    expect(await spending.receipt(await world.actor('holder', 1), receipt?.id ?? '')).toBeNull();
    expect(await spending.receipt(await world.actor('finance-second'), receipt?.id ?? '')).toBeNull();
    expect(await spending.receipt(await world.actor('commissioner-first'), receipt?.id ?? '')).toBeNull();
    // A finance officer of the council may look, and the person sees that they did.
    expect(await spending.receipt(await world.actor('finance-first'), receipt?.id ?? '')).toEqual(file);
    const { rows } = await superuser.query('select officer_id, what from identity.look_up where person_id = $1', [
      id('holder'),
    ]);
    expect(rows).toContainEqual({ officer_id: id('finance-first'), what: 'BUDGET' });
  });

  it('is what its content says: PNG, WebP and PDF yes; a page that calls itself a photo no', async () => {
    const { id: expenseId } = await record();
    const add = (content: Buffer | string): Promise<Answer> =>
      holder.ask('addReceipt', RECEIPT, {
        input: { expenseId, idempotencyKey: randomUUID(), contentBase64: Buffer.from(content).toString('base64') },
      });
    expect(await add(await photo('png'))).toMatchObject({ receipts: [{ contentType: 'image/jpeg' }] });
    expect(await add(await photo('webp'))).toMatchObject({ receipts: [{}, { contentType: 'image/jpeg' }] });
    const { receipts = [] } = await add('%PDF-1.4\n%%EOF');
    const types = receipts.map(({ contentType }) => contentType).sort();
    expect(types).toEqual(['application/pdf', 'image/jpeg', 'image/jpeg']);
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>';
    for (const bad of ['', '<html></html>', svg, 'GIF89a', (await photo('jpeg')).subarray(0, 200)])
      expect(await add(bad)).toEqual({ __typename: 'InvalidInput', problems: [{ field: 'receipt' }] });
  });

  it('of more than 10 MB is not taken, and the expense with it is not written either', async () => {
    const spending = house.application.get<SpendingPort>(SPENDING);
    const large = Buffer.alloc(10 * 1024 * 1024 + 1, '%PDF-');
    const expense = { ...input(), amountPence: 100n, receipt: large } as unknown as Parameters<
      SpendingPort['recordExpense']
    >[1];
    await expect(spending.recordExpense(await world.actor('holder'), expense)).rejects.toThrow(Refusal);
    expect(await budget()).toMatchObject({ availablePence: 10_000 });
  });

  it('is the eleventh: refused, however many come at once', async () => {
    const { id: expenseId } = await record();
    const pdf = Buffer.from('%PDF-1.4\n%%EOF').toString('base64');
    const answers: Answer[] = await Promise.all(
      Array.from({ length: 14 }, () =>
        holder.ask<Answer>('addReceipt', RECEIPT, {
          input: { expenseId, idempotencyKey: randomUUID(), contentBase64: pdf },
        }),
      ),
    );
    expect(answers.filter((one) => one.__typename === 'Expense')).toHaveLength(10);
    expect(answers.filter((one) => one.reason === 'TOO_MANY_RECEIPTS')).toHaveLength(4);
  });
});
