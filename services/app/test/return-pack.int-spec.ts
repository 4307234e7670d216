import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { IDENTITY, type IdentityPort } from '@owncourse/identity/contract';
import { strFromU8, unzipSync } from 'fflate';
import { openDirectPayment } from './fixtures/direct-payment.js';
import { LivelyWorld } from './fixtures/lively-world.js';
import { pdfText } from './fixtures/pdf-text.js';

const [FROM, TO] = ['2026-03-09', '2026-06-08'];
const DECLARATION = 'All of this was spent on my care, and every sum is right.';
const SEND = 'mutation ($input: SendReturnInput!) { sendReturn(input: $input) { __typename } }';
const RETURNS = 'query ($id: ID!) { budget(id: $id) { returns { from to state packId } } }';
const PAY = `mutation ($input: RecordBillPaidInput!) { recordBillPaid(input: $input) { ... on Invoice { billPayments { id } } ... on Refusal { message } } }`;
const TAKE_BACK = `mutation ($input: TakeBackBillPaidInput!) { takeBackBillPaid(input: $input) { ... on Invoice { id } ... on Refusal { message } } }`;
const INVOICES = 'query { invoices(first: 10) { edges { node { id number } } } }';

let lively: LivelyWorld;
let budgetId: string;
let invoiceId: string;

beforeAll(async () => {
  lively = await LivelyWorld.open(1);
  budgetId = await openDirectPayment(lively.world, FROM);
  ({ invoiceId } = await lively.invoiced(0, 'of-the-direct-payment', { budgetId }));
  const finance = await lively.world.actor('finance-first');
  lively.clock.moveTo(new Date('2026-03-11T12:00:00Z'));
  await lively.invoicing.approveInvoices(finance, { invoiceIds: [invoiceId], idempotencyKey: 'approve-for-the-pack' });
  lively.clock.moveTo(new Date('2026-07-01T12:00:00Z'));
});

afterAll(() => lively.house.close());

describe('a return of a time in which something was invoiced', () => {
  it('has a row for the invoice, and a declaration that says who agreed to what', async () => {
    const holder = await lively.signInAs('holder0@first.example');
    const input = { budgetId, idempotencyKey: 'one-pack-with-invoice', from: FROM, to: TO, declaration: DECLARATION };
    expect(await holder.ask('sendReturn', SEND, { input })).toEqual({ __typename: 'ReturnSent' });
    // Sent again it is the same return; other words under the same key are refused.
    expect(await holder.ask('sendReturn', SEND, { input })).toEqual({ __typename: 'ReturnSent' });
    expect(await holder.ask('sendReturn', SEND, { input: { ...input, declaration: 'Other words.' } })).toEqual({
      __typename: 'IdempotencyConflict',
    });
    const { returns } = await holder.ask<{ returns: { from: string; state: string; packId: string | null }[] }>(
      'budget',
      RETURNS,
      { id: budgetId },
    );
    const sent = returns.filter(({ state }) => state === 'SENT');
    expect(sent).toEqual([{ from: FROM, to: TO, state: 'SENT', packId: expect.any(String) }]);
    const { edges } = await holder.ask<{ edges: { node: { id: string; number: string } }[] }>('invoices', INVOICES);
    const number = edges.find(({ node }) => node.id === invoiceId)?.node.number ?? '';
    expect(number).not.toBe('');

    const reply = await holder.get(`/files/returns/${sent[0]?.packId ?? ''}.zip`);
    const files = unzipSync(Buffer.from(await reply.arrayBuffer()));
    expect(strFromU8(files['3-invoices.csv'] ?? new Uint8Array())).toBe(
      '"Number","Provider","Issued on","Approved on","Sum from this budget (pounds)"\r\n' +
        `"${number}","Kind Hands","2026-03-10","2026-03-11",48.20\r\n`,
    );
    expect(pdfText(Buffer.from(files['1-declaration.pdf'] ?? []))).toBe(
      [
        'Return of Holder 0',
        'For Monday 9 March 2026 to Monday 8 June 2026, to first council.',
        'Declaration',
        DECLARATION,
        'Agreed by Holder 0 on Wednesday 1 July 2026.',
        'What is in this pack',
        '• the statement, as a PDF and as a table',
        '• invoices that were approved in this time: 1',
        '• credit notes, which gave money back: 0',
        '• receipts: 0',
        '• no bank statement',
        'first council Page 1 of 1',
      ].join(' '),
    );
    expect(pdfText(Buffer.from(files['2-statement.pdf'] ?? []))).toContain('£48.20');
    expect(Object.keys(files).filter((name) => name.startsWith('4-'))).toEqual([]);
  });

  it('has the receipts of bills that the person paid, and none of what was taken back', async () => {
    const holder = await lively.signInAs('holder0@first.example');
    const finance = await lively.world.actor('finance-first');
    const councilId = finance.councilId ?? '';
    await lively.house.application
      .get<IdentityPort>(IDENTITY)
      .setPolicy(finance, councilId, [{ key: 'directPaymentsPaidBy', value: 'HOLDER', from: '2026-07-01' }]);
    const paid = (number: number): Promise<{ billPayments: { id: string }[] }> =>
      holder.ask('recordBillPaid', PAY, {
        input: {
          invoiceId,
          idempotencyKey: `bill-was-paid-${number}`,
          paidOn: '2026-06-30',
          how: 'BANK_TRANSFER',
          receiptBase64: Buffer.from(`%PDF-1.7 receipt ${number}`).toString('base64'),
        },
      });
    const [first] = (await paid(1)).billPayments;
    await holder.ask('takeBackBillPaid', TAKE_BACK, {
      input: { paymentId: first?.id, idempotencyKey: 'bill-taken-back', reason: 'Another bill' },
    });
    await paid(2);
    const { returns } = await holder.ask<{ returns: { packId: string | null }[] }>('budget', RETURNS, { id: budgetId });
    const packId = returns.find((one) => one.packId !== null)?.packId ?? '';
    const reply = await holder.get(`/files/returns/${packId}.zip`);
    const files = unzipSync(Buffer.from(await reply.arrayBuffer()));
    const receipts = Object.entries(files).filter(([name]) => name.startsWith('4-'));
    expect(receipts.map(([name, content]) => [name, strFromU8(content)])).toEqual([
      ['4-receipts/bill-OC-2026-00001-1-2026-06-30-Kind-Hands.pdf', '%PDF-1.7 receipt 2'],
    ]);
    expect(pdfText(Buffer.from(files['1-declaration.pdf'] ?? []))).toContain('receipts: 1');
  });
});
