import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { openDirectPayment } from './fixtures/direct-payment.js';
import { LivelyWorld } from './fixtures/lively-world.js';
import { pdfText } from './fixtures/pdf-text.js';

const [FROM, TO] = ['2026-03-09', '2026-06-08'];
const DECLARATION = 'All of this was spent on my care, and every sum is right.';
const SEND = 'mutation ($input: SendReturnInput!) { sendReturn(input: $input) { __typename } }';
const RETURNS = 'query ($id: ID!) { budget(id: $id) { returns { from to state packId } } }';
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
  });
});
