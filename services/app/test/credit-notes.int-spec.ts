import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SPENDING, type SpendingPort } from '@owncourse/ledger/contract';
import { verifyInvoices } from '@owncourse/invoicing/verify';
import { verifyLedger } from '@owncourse/ledger/verify';
import { strFromU8, unzipSync } from 'fflate';
import { AGREED_PENCE, id, PASSWORD } from '../src/testing/small-world.js';
import { LivelyWorld, TODAY } from './fixtures/lively-world.js';
import { WholeDatabase } from './fixtures/whole-database.js';
import type { GraphqlClient } from './graphql-client.js';

const WEEKLY = 100_000n;
const NOTE = `id number creditPence leftPence owedByProvider provider { id } invoiceId recoveries { kind amountPence settledOn }`;
const NOTES = `query ($open: Boolean) { creditNotes(open: $open, first: 10) { ${NOTE} } }`;
const PREPARE = `mutation ($key: String!, $ids: [ID!]) { preparePaymentRun(idempotencyKey: $key, invoiceIds: $ids) { ... on PaymentRun {
  id totalPence invoices { id totalPence creditNotes { id } } takenOff { amountPence settledOn creditNote { id } } } } }`;
const REFUND = `mutation ($input: RecordProviderRefundInput!) { recordProviderRefund(input: $input) { __typename
  ... on CreditNote { ${NOTE} } ... on NotAllowed { reason message whatToDo } ... on InvalidInput { problems { field message } } } }`;

interface Note {
  readonly id: string;
  readonly number: string;
  readonly [field: string]: unknown;
}

let lively: LivelyWorld;
let database: WholeDatabase;
let passwordHash: string;
let keys = 0;
const key = (): string => `credit-notes-${(keys += 1)}`;

beforeAll(async () => {
  lively = await LivelyWorld.open(0);
  database = await WholeDatabase.open(lively.house.database.superuserUrl);
  passwordHash = await lively.world.identity.hashPassword(PASSWORD);
  await lively.world.moveIn([0, 1, 2], WEEKLY, passwordHash);
});

afterAll(async () => {
  expect(await verifyInvoices(lively.house.database.auditorUrl)).toMatchObject({ breaches: 0, first: null });
  expect(await verifyLedger(lively.house.database.auditorUrl)).toMatchObject({ sumPence: 0, breaches: 0, first: null });
  await database.close();
  await lively.house.close();
});

const finance = () => lively.world.actor('finance-first');

async function approved(holder: number): Promise<{ orderId: string; invoiceId: string }> {
  const { orderId, invoiceId } = await lively.invoiced(holder, key());
  await lively.invoicing.approveInvoices(await finance(), { invoiceIds: [invoiceId], idempotencyKey: key() });
  return { orderId, invoiceId };
}

async function words(client: GraphqlClient, holder: number): Promise<string[]> {
  const { statement } = await client.ask<{ statement: { edges: { node: { words: string } }[] } }>(
    'budget',
    'query ($id: ID!) { budget(id: $id) { statement(first: 4) { edges { node { words } } } } }',
    { id: id('budget', holder) },
  );
  return statement.edges.map(({ node }) => node.words);
}

describe('a visit that was paid for and costs less in the end', () => {
  it('is back in the budget in words, told to the person, owed by the provider, and taken off the next payment', async () => {
    const first = await approved(0);
    await lively.pay(0, first.invoiceId);
    const noteId = await lively.creditNote(0, first.orderId);
    const person = await lively.signInAs('holder0@first.example');
    const half = Number(AGREED_PENCE);
    const service = 'Help at home';
    const [line = ''] = await words(person, 0);
    expect(line).toMatch(
      /^£24\.10 came back because a visit was questioned and costs less: .+ with .+\. You have £975\.90 left\.$/,
    );
    expect(line).toContain(service);
    for (const client of [person, await lively.signInAs('provider@first.example')])
      expect(await client.ask<Note[]>('creditNotes', NOTES, { open: true })).toEqual([
        {
          id: noteId,
          number: 'CN-2026-00001',
          creditPence: half,
          leftPence: half,
          owedByProvider: true,
          provider: { id: id('provider', 1) },
          invoiceId: first.invoiceId,
          recoveries: [],
        },
      ]);
    expect(await (await lively.signInAs('other-provider@first.example')).ask<Note[]>('creditNotes', NOTES)).toEqual([]);
    await lively.hear();
    const told = async (client: GraphqlClient) =>
      (
        await client.ask<{ edges: { node: { title: string; lines: string[] } }[] }>(
          'messages',
          'query { messages(first: 50) { edges { node { title lines } } } }',
        )
      ).edges.map(({ node }) => node);
    expect((await told(person)).find(({ title }) => title === 'Money came back')?.lines[0]).toMatch(
      /^£24\.10 of your visit on .+ from .+ is in the budget again\.$/,
    );
    expect(
      (await told(await lively.signInAs('provider@first.example'))).some(
        ({ title }) => title === 'A credit note was made for a visit',
      ),
    ).toBe(true);

    // What reports count is what was paid for in the end.
    const { rows: counted } = await database.superuser.query(
      'select amount_pence::int as pence from ordering.market_facts($1, $2, $2) where order_id = $3',
      [lively.world.councilId, TODAY, first.orderId],
    );
    expect(counted).toEqual([{ pence: half }]);
    // A return tells it apart from the invoice.
    await database.superuser.query(
      `insert into ledger.return_pack select council_id, $2, id, daterange($3, $3, '[]'), 'It is right.', $4, person_id from ledger.budget where id = $1`,
      [id('budget', 0), id('return'), TODAY, lively.clock.now()],
    );
    const { rows: corrected } = await database.superuser.query<{ number: string }>(
      'select number from invoicing.invoice where id = $1',
      [first.invoiceId],
    );
    const invoiceNumber = corrected[0]?.number ?? '';
    expect(invoiceNumber).toMatch(/\d/);
    const spending = lively.house.application.get<SpendingPort>(SPENDING);
    const pack = await spending.returnPack(await lively.world.actor('holder', 0), id('return'));
    expect(pack).toMatchObject({
      invoiced: [{ invoiceId: first.invoiceId, amountPence: 4820n }],
      credited: [{ number: 'CN-2026-00001', invoiceNumber, onDay: TODAY, visitOn: TODAY, amountPence: BigInt(half) }],
    });
    const provider = pack?.credited[0]?.providerName ?? '';
    expect(provider).not.toBe('');
    const zip = await person.get(`/files/returns/${id('return')}.zip`);
    const files = unzipSync(Buffer.from(await zip.arrayBuffer()));
    expect(strFromU8(files['3-credit-notes.csv'] ?? new Uint8Array())).toBe(
      '"Number","Corrects invoice","Provider","Visit on","Came back on","Sum back in this budget (pounds)"\r\n' +
        `"CN-2026-00001","${invoiceNumber}","${provider}","${TODAY}","${TODAY}",24.10\r\n`,
    );

    const next = await approved(1);
    const officer = await lively.signInAs('finance@first.example');
    const run = await officer.ask<{ id: string }>('preparePaymentRun', PREPARE, { key: key(), ids: [next.invoiceId] });
    expect(run).toMatchObject({
      totalPence: 4820 - half,
      invoices: [{ id: next.invoiceId, totalPence: 4820, creditNotes: [] }],
      takenOff: [{ amountPence: half, settledOn: null, creditNote: { id: noteId } }],
    });
    await lively.invoicing.releasePaymentRun(await lively.world.actor('finance2-first'), {
      paymentRunId: run.id,
      idempotencyKey: key(),
    });
    expect(await officer.ask<Note[]>('creditNotes', NOTES, { open: false })).toMatchObject([
      { id: noteId, leftPence: 0, recoveries: [{ kind: 'SET_OFF', amountPence: half, settledOn: TODAY }] },
    ]);
    expect((await words(person, 0))[0]).toMatch(
      /^£24\.10 that .+ owed was taken off what it is paid\. You have £975\.90 left\.$/,
    );
    expect((await words(await lively.signInAs('holder1@first.example'), 1))[0]).toMatch(/ was paid £48\.20\. /);
  });

  it('can be paid back, by a finance officer’s word alone, and never more than is left', async () => {
    const { orderId, invoiceId } = await approved(1);
    const noteId = await lively.creditNote(1, orderId);
    const officer = await lively.signInAs('finance@first.example');
    const input = (amountPence: number, receivedOn = TODAY) => ({
      input: { creditNoteId: noteId, idempotencyKey: key(), amountPence, receivedOn },
    });
    expect(await officer.ask('recordProviderRefund', REFUND, input(1))).toMatchObject({
      __typename: 'NotAllowed',
      reason: 'WRONG_STATE',
    });
    const paymentRunId = await lively.invoicing.preparePaymentRun(await finance(), {
      idempotencyKey: key(),
      invoiceIds: [invoiceId],
    });
    await lively.invoicing.releasePaymentRun(await lively.world.actor('finance2-first'), {
      paymentRunId,
      idempotencyKey: key(),
    });
    // Its own invoice paid the rest already, so nothing is owed.
    expect(await officer.ask('recordProviderRefund', REFUND, input(1))).toEqual({
      __typename: 'InvalidInput',
      problems: [{ field: 'amountPence', message: 'Enter at most £0.' }],
    });
    const later = await approved(1);
    await lively.pay(1, later.invoiceId);
    const owed = await lively.creditNote(1, later.orderId);
    const back = (amountPence: number, receivedOn = TODAY) =>
      officer.ask('recordProviderRefund', REFUND, {
        input: { creditNoteId: owed, idempotencyKey: key(), amountPence, receivedOn },
      });
    expect(await back(2411)).toMatchObject({ problems: [{ field: 'amountPence', message: 'Enter at most £24.10.' }] });
    expect(await back(0)).toMatchObject({ problems: [{ field: 'amountPence' }] });
    expect(await back(1, '2026-03-11')).toMatchObject({ problems: [{ field: 'receivedOn' }] });
    expect(await back(1, '2026-03-09')).toMatchObject({ problems: [{ field: 'receivedOn' }] });
    expect(await back(2410)).toMatchObject({
      leftPence: 0,
      recoveries: [{ kind: 'REFUNDED', amountPence: 2410, settledOn: TODAY }],
    });
    expect((await words(await lively.signInAs('holder1@first.example'), 1))[0]).toMatch(
      / paid back £24\.10 that it owed\. /,
    );
  });
});

describe('own money above a cap', () => {
  it('goes back in the same part, through its own accounts', async () => {
    await lively.rates.publishRateCard(await finance(), {
      councilId: lively.world.councilId,
      providerId: lively.world.providerId,
      version: 2,
      validFrom: '2026-03-01',
      validBefore: null,
      bankHolidayMultiplier: '1.25',
      cancellationNoticeHours: 24,
      cancellationPercent: '50',
      items: [{ variantId: lively.world.variantId, unit: 'HOUR', kind: 'CAPPED', unitPricePence: 2000n }],
    });
    const own = async (orderId: string): Promise<unknown> =>
      (
        await database.superuser.query(
          `select m.state, m.owed_pence::int as owed, (select sum(case t.to_kind when 'provider_payable' then t.amount_pence else -t.amount_pence end)::int
             from ledger.transfer t where t.hold_id = m.id and t.budget_id is null) as posted from ledger.own_money m where m.order_id = $1`,
          [orderId],
        )
      ).rows[0];
    const confirmed = async (): Promise<{ orderId: string; deliveryId: string }> => {
      const orderId = await lively.order(2, key(), { shownUnitPricePence: 2000n, agreedOwnMoneyPence: 1500n });
      await lively.accept(orderId);
      const deliveryId = await lively.deliver(2, orderId);
      await lively.confirm(2, deliveryId);
      return { orderId, deliveryId };
    };
    const part = await confirmed();
    expect(await own(part.orderId)).toEqual({ state: 'OWED', owed: 1500, posted: 1500 });
    await lively.credited(await lively.settledForLess(2, part.deliveryId, '1.5', 3000n));
    expect(await own(part.orderId)).toEqual({ state: 'OWED', owed: 1125, posted: 1125 });
    const whole = await confirmed();
    await lively.credited(await lively.settledForLess(2, whole.deliveryId, '0', 0n));
    expect(await own(whole.orderId)).toEqual({ state: 'GIVEN_BACK', owed: 0, posted: 0 });
    const { rows } = await database.superuser.query(
      'select available_pence::int as available, accrued_pence::int as accrued from ledger.budget_balance where budget_id = $1',
      [id('budget', 2)],
    );
    expect(rows).toEqual([{ available: 97_000, accrued: 3000 }]);
  });
});
