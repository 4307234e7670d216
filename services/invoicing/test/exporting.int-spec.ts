import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '@owncourse/kernel/contract';
import { type Exported, exportInvoices } from '../src/export/export-invoices.js';
import { Scene, type VatStatus } from './fixtures/scene.js';
import { breachesOf, read, words } from './fixtures/standard-rules.js';

const PLATFORM = {
  organisationId: null,
  legalName: 'Platform',
  endpoint: { scheme: '0088', id: '5060999000004' },
} as const;

describe('electronic invoices', () => {
  let scene: Scene;
  let operator: Actor;
  let directory: string;

  beforeAll(async () => {
    scene = await Scene.open();
    operator = { ...scene.officer(scene.councilA, ['OPERATOR']), councilId: null };
  });
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'owncourse-ubl-'));
  });
  afterAll(async () => {
    await scene.close();
  });

  const run = (withEdgeCases = false): Promise<Exported> =>
    exportInvoices(scene.auditorUrl, { directory, withEdgeCases, say: () => undefined });
  const file = (name: string): Promise<string> => readFile(join(directory, name), 'utf8');

  async function invoiced(
    status: VatStatus,
    route: 'COUNCIL_MANAGED' | 'DIRECT_PAYMENT' = 'COUNCIL_MANAGED',
  ): Promise<{ providerId: string; delivery: string }> {
    const providerId = await scene.provider(status);
    const variant = await scene.variant(providerId, 2411, 'STANDARD');
    const holder = await scene.holder(route);
    const [delivery = ''] = await scene.deliver([{ holder, variant, day: '2026-03-02', quantity: '1.5' }]);
    await scene.confirm([delivery]);
    return { providerId, delivery };
  }

  it('are one file each, the same each time, and a credit note names its invoice', async () => {
    const { providerId, delivery } = await invoiced('REGISTERED');
    await scene.invoicing.importBillingParties(operator, '2026-01-01', [
      PLATFORM,
      {
        organisationId: providerId,
        legalName: 'Kind Hands Ltd',
        vatNumber: '999000005',
        town: 'Marlbridge',
        postcode: 'MB1 1AA',
      },
      { organisationId: scene.councilA, legalName: 'First Council', buyerReference: 'ASC-1' },
    ]);
    await scene.credit(await scene.settle(delivery, '0.5', 1206));
    expect(await run()).toEqual({ invoices: 1, creditNotes: 1, edgeCases: 0, notWritten: 0, first: null });
    const names = await readdir(directory);
    expect(names.sort()).toEqual([`${providerId}_CN-2026-00001.xml`, `${providerId}_OC-2026-00001.xml`]);
    const invoice = await file(`${providerId}_OC-2026-00001.xml`);
    const note = await file(`${providerId}_CN-2026-00001.xml`);
    expect([breachesOf(invoice), breachesOf(note)]).toEqual([[], []]);
    const of = (xml: string, ...path: string[]): string | null => words(read(xml), ...path);
    // £36.17 with VAT of £6.03 in it, net of £30.14 for an hour and a half.
    expect(of(invoice, 'cac:LegalMonetaryTotal', 'cbc:PayableAmount')).toBe('36.17');
    expect(of(invoice, 'cac:TaxTotal', 'cbc:TaxAmount')).toBe('6.03');
    expect(of(invoice, 'cac:InvoiceLine', 'cbc:InvoicedQuantity')).toBe('1.5');
    expect(of(invoice, 'cac:InvoiceLine', 'cac:Price', 'cbc:PriceAmount')).toBe('20.09333');
    expect(of(invoice, 'cac:InvoiceLine', 'cac:DocumentReference', 'cbc:ID')).toBe(delivery);
    expect(of(invoice, 'cbc:BuyerReference')).toBe('ASC-1');
    expect(of(invoice, 'cbc:DueDate')).toBe('2026-04-19');
    expect(of(invoice, 'cac:AccountingSupplierParty', 'cac:Party', 'cac:PartyTaxScheme', 'cbc:CompanyID')).toBe(
      'GB999000005',
    );
    expect(
      of(invoice, 'cac:AccountingCustomerParty', 'cac:Party', 'cac:PartyLegalEntity', 'cbc:RegistrationName'),
    ).toBe('First Council');
    expect(of(note, 'cac:LegalMonetaryTotal', 'cbc:PayableAmount')).toBe('24.11');
    expect(of(note, 'cac:BillingReference', 'cac:InvoiceDocumentReference', 'cbc:ID')).toBe('OC-2026-00001');
    await run();
    expect(await file(`${providerId}_OC-2026-00001.xml`)).toBe(invoice);
    expect(await readdir(directory)).toEqual(names.sort());
  });

  it('are not written while something is missing, and say what', async () => {
    const { providerId } = await invoiced('REGISTERED');
    const before = await run();
    expect(before.notWritten).toBe(1);
    expect(before.first).toBe('OC-2026-00001: Kind Hands charges VAT, so its invoice needs its VAT number.');
    expect((await readdir(directory)).filter((name) => name.startsWith(providerId))).toEqual([]);
    await scene.invoicing.importBillingParties(operator, '2026-03-20', [
      { organisationId: providerId, legalName: 'Kind Hands', vatNumber: '999000047' },
    ]);
    expect(await run(true)).toMatchObject({ notWritten: 0, first: null, edgeCases: 36 });
    expect(breachesOf(await file(`${providerId}_OC-2026-00001.xml`))).toEqual([]);
    expect(await file('EDGE-mixed.xml')).toContain('EDGE-mixed');
  });

  it('name the person who pays, with no street, and keep the details of the day they were issued', async () => {
    const { providerId } = await invoiced('NOT_REGISTERED', 'DIRECT_PAYMENT');
    await scene.invoicing.importBillingParties(operator, '2026-01-01', [
      { organisationId: providerId, legalName: 'Old Name' },
    ]);
    await scene.invoicing.importBillingParties(operator, '2026-03-21', [
      { organisationId: providerId, legalName: 'New Name' },
    ]);
    await run();
    const xml = await file(`${providerId}_OC-2026-00001.xml`);
    expect(breachesOf(xml)).toEqual([]);
    expect(words(read(xml), 'cac:AccountingCustomerParty', 'cac:Party', 'cac:PartyName', 'cbc:Name')).toBe(
      'Ada Person',
    );
    expect(words(read(xml), 'cac:AccountingSupplierParty', 'cac:Party', 'cac:PartyName', 'cbc:Name')).toBe('Old Name');
    expect(xml).not.toContain('StreetName');
  });

  it('are given whole or not at all: nobody reads from a shared invoice what others bought', async () => {
    const providerId = await scene.provider('NOT_REGISTERED');
    const variant = await scene.variant(providerId);
    const holders = [await scene.holder(), await scene.holder()];
    const deliveries = await scene.deliver(holders.map((holder) => ({ holder, variant, day: '2026-03-02' })));
    await scene.confirm(deliveries);
    const invoices = await scene.rows<{ id: string }>(
      'select distinct invoice_id as id from invoicing.invoice_line where billable_id = any ($1)',
      [deliveries],
    );
    expect(invoices).toHaveLength(1);
    const asked = { invoiceId: invoices[0]?.id ?? '', creditNumber: null, format: 'ubl', largePrint: false } as const;
    for (const { personId } of holders)
      expect(await scene.invoicing.writeDocument(scene.person(personId), asked)).toBeNull();
    for (const whole of [scene.officer(), scene.staff(providerId)])
      expect(await scene.invoicing.writeDocument(whole, asked)).toMatchObject({ content: expect.any(Buffer) });
  });

  it('take details only from the operator, whole and right, and only forwards', async () => {
    const organisationId = await scene.provider();
    const send = (actor: Actor, fromOn: string, legalName: string, more = {}): Promise<void> =>
      scene.invoicing.importBillingParties(actor, fromOn, [{ organisationId, legalName, ...more }]);
    const kept = (): Promise<{ name: string; covers: string }[]> =>
      scene.rows(
        'select legal_name as name, covers::text from invoicing.billing_party where organisation_id = $1 order by covers',
        [organisationId],
      );
    await expect(send(scene.officer(), '2026-01-01', 'Name')).rejects.toMatchObject({ code: 'NOT_PERMITTED' });
    await expect(
      send(operator, '2026-01-01', ' ', {
        vatNumber: '999000006',
        taxReference: '1999999999',
        companyNumber: '1',
        postcode: 'MB1',
        endpoint: { scheme: '0088', id: '5060999000005' },
      }),
    ).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      details: {
        problems: ['legalName', 'postcode', 'vatNumber', 'taxReference', 'companyNumber', 'endpoint'].map((field) =>
          expect.objectContaining({ field: `parties.0.${field}` }),
        ),
      },
    });
    expect(await kept()).toEqual([]);
    await send(operator, '2026-01-01', 'Name');
    await send(operator, '2026-02-01', 'Name');
    expect(await kept()).toEqual([{ name: 'Name', covers: '[2026-01-01,)' }]);
    await expect(send(operator, '2025-12-01', 'Other')).rejects.toMatchObject({ code: 'BILLING_PARTY_EARLIER' });
    await send(operator, '2026-02-01', 'Other');
    expect(await kept()).toEqual([
      { name: 'Name', covers: '[2026-01-01,2026-02-01)' },
      { name: 'Other', covers: '[2026-02-01,)' },
    ]);
  });

  it('are the auditor’s to write, not the app’s to read', async () => {
    await expect(
      scene.database.transaction(
        { personId: '', councilId: '', councilWide: false, organisationId: '', people: [] },
        (queries) =>
          queries.query(
            {
              name: 'test.documents',
              text: `select * from invoicing.invoice_documents('00000000-0000-0000-0000-000000000000', 1)`,
            },
            [],
          ),
      ),
    ).rejects.toThrow('permission denied');
    await rm(directory, { recursive: true, force: true });
  });
});
