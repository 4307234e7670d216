import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { id, PASSWORD } from '../src/testing/small-world.js';
import { LivelyWorld } from './fixtures/lively-world.js';
import { WholeDatabase } from './fixtures/whole-database.js';
import { pdfText } from './fixtures/pdf-text.js';

const PLATFORM = {
  organisationId: null,
  legalName: 'Platform',
  endpoint: { scheme: '0088', id: '5060999000004' },
} as const;

let lively: LivelyWorld;
let database: WholeDatabase;
let invoiceId: string;

beforeAll(async () => {
  lively = await LivelyWorld.open(0);
  database = await WholeDatabase.open(lively.house.database.superuserUrl);
  await lively.world.moveIn([0, 1], 100_000n, await lively.world.identity.hashPassword(PASSWORD));
  const made = await lively.invoiced(0, 'invoice-files-1');
  ({ invoiceId } = made);
  await lively.invoicing.approveInvoices(await lively.world.actor('finance-first'), {
    invoiceIds: [invoiceId],
    idempotencyKey: 'invoice-files-2',
  });
  await lively.pay(0, invoiceId);
  await lively.creditNote(0, made.orderId);
});

afterAll(async () => {
  await database.close();
  await lively.house.close();
});

async function fetched(
  email: string | null,
  file: string,
): Promise<{ status: number; type: string | null; name: string | null; body: Buffer }> {
  const headers = email === null ? {} : { cookie: await cookieOf(email) };
  const reply = await fetch(`${lively.house.origin}/files/invoices/${invoiceId}/${file}`, { headers });
  return {
    status: reply.status,
    type: reply.headers.get('content-type'),
    name: reply.headers.get('content-disposition'),
    body: Buffer.from(await reply.arrayBuffer()),
  };
}

async function cookieOf(email: string): Promise<string> {
  const reply = await fetch(`${lively.house.origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: `mutation { signIn(email: "${email}", password: "${PASSWORD}") { __typename } }` }),
  });
  await reply.arrayBuffer();
  return reply.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

const looks = async (): Promise<number> =>
  (await database.superuser.query('select 1 from identity.look_up where person_id = $1', [id('holder', 0)])).rowCount ??
  0;

describe('an invoice as a file', () => {
  it('leaves a trace that the person can read when an officer opens it, and only then', async () => {
    await fetched('holder0@first.example', 'invoice.pdf');
    await fetched('provider@first.example', 'invoice.pdf');
    expect(await looks()).toBe(0);
    await fetched('finance@first.example', 'invoice.pdf');
    expect(await looks()).toBe(1);
  });

  it('is a PDF in plain words for those whose invoice it is, and nothing for anybody else', async () => {
    for (const email of ['provider@first.example', 'finance@first.example', 'holder0@first.example']) {
      const { status, type, name, body } = await fetched(email, 'invoice.pdf');
      expect([email, status, type, name]).toEqual([
        email,
        200,
        'application/pdf',
        expect.stringMatching(/filename="OC-2026-00001\.pdf"$/),
      ]);
      const text = pdfText(body);
      expect(text).toContain('Invoice OC-2026-00001');
      expect(text).toContain('£48.20');
      expect(text).toContain('No VAT');
    }
    for (const email of [null, 'holder1@first.example', 'other@first.example', 'finance@second.example'])
      expect([
        email,
        (await fetched(email, 'invoice.pdf')).status,
        (await fetched(email, 'invoice.xml')).status,
      ]).toEqual([email, 404, 404]);
    for (const file of ['invoice.txt', 'CN-2026-99999.pdf', 'CN-2026-00001.exe', '..%2Finvoice.pdf'])
      expect([file, (await fetched('provider@first.example', file)).status]).toEqual([file, 404]);
  });

  it('says what is missing for the network, and is written once it is there', async () => {
    const before = await fetched('provider@first.example', 'invoice.xml');
    expect(before.status).toBe(409);
    expect(before.body.toString()).toContain('has no electronic address, and the platform has none to stand in.');
    await lively.invoicing.importBillingParties(await lively.world.actor('operator'), '2026-01-01', [
      PLATFORM,
      { organisationId: id('provider', 1), legalName: 'Kind Care CIC', taxReference: '9999999999' },
    ]);
    const { status, type, body } = await fetched('finance@first.example', 'invoice.xml');
    expect([status, type]).toEqual([200, 'application/xml']);
    expect(body.toString()).toContain('<cbc:PayableAmount currencyID="GBP">48.20</cbc:PayableAmount>');
    const note = await fetched('provider@first.example', 'CN-2026-00001.xml');
    expect(note.body.toString()).toContain('<cbc:CreditNoteTypeCode>381</cbc:CreditNoteTypeCode>');
    expect(pdfText((await fetched('provider@first.example', 'CN-2026-00001.pdf')).body)).toContain(
      'For invoice OC-2026-00001',
    );
  });
});
