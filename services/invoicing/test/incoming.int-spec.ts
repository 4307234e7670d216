import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Actor, shortReference, UuidV7Source } from '@owncourse/kernel/contract';
import { IncomingRepository, type IncomingRow } from '../src/persistence/incoming.repository.js';
import { IncomingInvoices } from '../src/use-cases/incoming-invoices.js';
import { type Holder, Scene, type Variant } from './fixtures/scene.js';

const key = (): string => randomUUID();

interface Line {
  readonly net: string;
  readonly quantity?: string;
  readonly day?: string | null;
  readonly order?: string | null;
  readonly visit?: string | null;
  readonly category?: string;
}

/** An invoice as another program would write it. */
function ubl(given: {
  readonly number: string;
  readonly seller: string;
  readonly buyer: string;
  readonly lines: readonly Line[];
  readonly payable: string;
  readonly currency?: string;
  readonly head?: string;
}): string {
  const { number, seller, buyer, lines, payable, currency = 'GBP', head = '' } = given;
  const amount = (name: string, text: string): string => `<cbc:${name} currencyID="${currency}">${text}</cbc:${name}>`;
  const party = (id: string): string =>
    `<cac:Party><cac:PartyIdentification><cbc:ID>${id}</cbc:ID></cac:PartyIdentification><cac:PartyLegalEntity><cbc:RegistrationName>A name</cbc:RegistrationName></cac:PartyLegalEntity></cac:Party>`;
  const category = (id: string): string => `<cbc:ID>${id}</cbc:ID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>`;
  return `<?xml version="1.0" encoding="UTF-8"?>${head}
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
<cbc:ID>${number}</cbc:ID><cbc:IssueDate>2026-03-19</cbc:IssueDate><cbc:DueDate>2026-04-18</cbc:DueDate><cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode><cbc:DocumentCurrencyCode>${currency}</cbc:DocumentCurrencyCode>
<cac:AccountingSupplierParty>${party(seller)}</cac:AccountingSupplierParty><cac:AccountingCustomerParty>${party(buyer)}</cac:AccountingCustomerParty>
<cac:TaxTotal>${amount('TaxAmount', '0.00')}<cac:TaxSubtotal>${amount('TaxableAmount', payable)}${amount('TaxAmount', '0.00')}<cac:TaxCategory>${category(lines[0]?.category ?? 'O')}</cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>
<cac:LegalMonetaryTotal>${['LineExtensionAmount', 'TaxExclusiveAmount', 'TaxInclusiveAmount', 'PayableAmount'].map((name) => amount(name, payable)).join('')}</cac:LegalMonetaryTotal>
${lines
  .map(
    (
      line,
      index,
    ) => `<cac:InvoiceLine><cbc:ID>${index + 1}</cbc:ID><cbc:InvoicedQuantity unitCode="HUR">${line.quantity ?? '1'}</cbc:InvoicedQuantity>${amount('LineExtensionAmount', line.net)}
${line.day ? `<cac:InvoicePeriod><cbc:StartDate>${line.day}</cbc:StartDate></cac:InvoicePeriod>` : ''}
${line.visit ? `<cac:DocumentReference><cbc:ID>${line.visit}</cbc:ID></cac:DocumentReference>` : ''}
<cac:Item><cbc:Name>Help at home</cbc:Name><cac:ClassifiedTaxCategory>${category(line.category ?? 'O')}</cac:ClassifiedTaxCategory>
${line.order ? `<cac:AdditionalItemProperty><cbc:Name>Order</cbc:Name><cbc:Value>${line.order}</cbc:Value></cac:AdditionalItemProperty>` : ''}</cac:Item>
<cac:Price><cbc:PriceAmount currencyID="GBP">24.10</cbc:PriceAmount></cac:Price></cac:InvoiceLine>`,
  )
  .join('\n')}
</Invoice>`;
}

describe('invoices that providers send', () => {
  let scene: Scene;
  let invoices: IncomingInvoices;
  let holder: Holder;
  let providerId: string;
  let staff: Actor;
  let officer: Actor;
  let variant: Variant;
  let sent = 0;

  beforeAll(async () => {
    scene = await Scene.open();
    invoices = new IncomingInvoices(
      scene.database,
      new IncomingRepository(),
      scene.clock,
      new UuidV7Source(scene.clock),
    );
    officer = scene.officer();
  });
  beforeEach(async () => {
    holder = await scene.holder();
    providerId = await scene.provider();
    variant = await scene.variant(providerId);
    staff = scene.staff(providerId);
    // Known to the council by an invoice that made itself.
    await scene.confirm(await scene.deliver([{ holder, variant, day: '2026-02-02' }]));
    await own(true);
  });
  afterAll(async () => {
    expect(await scene.verifyInvoices()).toMatchObject({ differencePence: '0', breaches: 0, first: null });
    expect(await scene.verify()).toMatchObject({ breaches: 0 });
    await scene.close();
  });

  const own = (sends: boolean): Promise<void> =>
    invoices.setOwnInvoices(staff, { councilId: scene.councilA, sends, idempotencyKey: key() });
  /** Confirmed, and not invoiced by us. @returns the visit, and our reference of its order */
  async function visit(day: string, quantity = '1', orderId = randomUUID()): Promise<{ id: string; order: string }> {
    const [id = ''] = await scene.deliver([{ holder, variant, day, quantity, orderId }]);
    await scene.confirm([id]);
    return { id, order: shortReference(orderId) };
  }
  async function send(
    lines: readonly Line[],
    payable: string,
    changes: Partial<Parameters<typeof ubl>[0]> = {},
    idempotencyKey = key(),
  ): Promise<IncomingRow> {
    sent += 1;
    const file = ubl({ number: `X-${sent}`, seller: providerId, buyer: scene.councilA, lines, payable, ...changes });
    const id = await invoices.send(staff, { idempotencyKey, councilId: scene.councilA, file: Buffer.from(file) });
    return read(id);
  }
  async function read(id: string): Promise<IncomingRow> {
    const [row] = await scene.rows<IncomingRow>('select * from invoicing.incoming_invoice where id = $1', [id]);
    if (!row) throw new Error('It was not kept.');
    return row;
  }
  const codes = (row: IncomingRow): string[] => row.differences.map((one) => one.code);
  const invoiceOf = async (visitId: string) =>
    (
      await scene.rows<{ number: string; external_number: string | null; total: number }>(
        `select i.number, i.external_number, i.total_pence::int as total from invoicing.invoice_line l join invoicing.invoice i on i.id = l.invoice_id where l.billable_id = $1`,
        [visitId],
      )
    )[0];

  it('that agree line by line become ours, numbered without a gap, with the provider’s own number beside', async () => {
    const [one, two] = [await visit('2026-03-02'), await visit('2026-03-03', '2')];
    expect(await invoiceOf(one.id)).toBeUndefined();
    const row = await send(
      [
        { net: '24.10', day: '2026-03-02', order: one.order },
        { net: '48.20', quantity: '2', visit: two.id },
      ],
      '72.30',
      { number: 'KH/2026/7' },
    );
    expect([row.status, codes(row)]).toEqual(['ACCEPTED', []]);
    expect(await invoiceOf(one.id)).toEqual({ number: 'IN-2026-00001', external_number: 'KH/2026/7', total: 7230 });
    expect(await invoiceOf(two.id)).toEqual(await invoiceOf(one.id));
    // And go the way of every invoice.
    await scene.invoicing.approveInvoices(officer, { invoiceIds: [row.invoice_id ?? ''], idempotencyKey: key() });
    const next = await visit('2026-03-04');
    await send([{ net: '24.10', visit: next.id }], '24.10');
    expect((await invoiceOf(next.id))?.number).toBe('IN-2026-00002');
  });

  it('that differ say how, and who can settle it; nothing is taken until they agree', async () => {
    const one = await visit('2026-03-02', '2');
    const cases: readonly (readonly [Line, string, string])[] = [
      [{ net: '24.10', quantity: '1', visit: one.id }, '24.10', 'QUANTITY'],
      [{ net: '44.00', quantity: '2', visit: one.id }, '44.00', 'PRICE'],
      [{ net: '60.00', quantity: '2', visit: one.id }, '60.00', 'OVER_BUDGET'],
      [{ net: '48.20', quantity: '2', day: '2026-03-05', order: one.order }, '48.20', 'DATE'],
      [{ net: '48.20', quantity: '2', day: '2026-03-02', order: 'AAAA-AAAA' }, '48.20', 'NO_ORDER'],
      [{ net: '48.20', quantity: '2', visit: randomUUID() }, '48.20', 'NO_ORDER'],
      [{ net: '48.20', quantity: '2', visit: one.id, category: 'E' }, '48.20', 'VAT'],
    ];
    for (const [line, payable, code] of cases) {
      const row = await send([line], payable);
      expect([row.status, codes(row)]).toEqual(['DIFFERS', [code]]);
    }
    const twice = await send(
      [
        { net: '48.20', quantity: '2', visit: one.id },
        { net: '48.20', quantity: '2', visit: one.id },
      ],
      '96.40',
    );
    expect(codes(twice)).toEqual(['DUPLICATE']);
    expect(await invoiceOf(one.id)).toBeUndefined();
    expect((await send([{ net: '48.20', quantity: '2', visit: one.id }], '48.20')).status).toBe('ACCEPTED');
    expect(codes(await send([{ net: '48.20', quantity: '2', visit: one.id }], '48.20'))).toEqual(['DUPLICATE']);
  });

  it('that differ agree once what was wrong is mended; or an officer turns them down with a reason', async () => {
    const orderId = randomUUID();
    const first = await visit('2026-03-02', '1', orderId);
    const early = await send(
      [
        { net: '24.10', day: '2026-03-02', order: first.order },
        { net: '24.10', day: '2026-03-09', order: first.order },
      ],
      '48.20',
    );
    expect(codes(early)).toEqual(['DATE']);
    const again = { incomingId: early.id, idempotencyKey: key() };
    await invoices.lookAgain(staff, again);
    expect((await read(early.id)).status).toBe('DIFFERS');
    const second = await visit('2026-03-09', '1', orderId);
    await invoices.lookAgain(officer, { ...again, idempotencyKey: key() });
    expect((await read(early.id)).status).toBe('ACCEPTED');
    expect((await invoiceOf(second.id))?.total).toBe(4820);
    await expect(invoices.lookAgain(staff, { ...again, idempotencyKey: key() })).rejects.toThrow('WRONG_STATE');

    const wrong = await send([{ net: '1.00', visit: randomUUID() }], '1.00', { number: 'AGAIN' });
    const no = { incomingId: wrong.id, idempotencyKey: key(), reason: 'We did not order this.' };
    await expect(invoices.turnDown(staff, no)).rejects.toThrow('NOT_PERMITTED');
    await expect(invoices.turnDown(scene.officer(scene.councilB), no)).rejects.toThrow('NOT_FOUND');
    await expect(invoices.turnDown(officer, { ...no, reason: '' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(await invoices.turnDown(officer, no)).toBe(await invoices.turnDown(officer, no));
    expect(await read(wrong.id)).toMatchObject({ status: 'REJECTED', reason: 'We did not order this.' });
    // Its number is free again.
    const third = await visit('2026-03-10');
    expect((await send([{ net: '24.10', visit: third.id }], '24.10', { number: 'again' })).status).toBe('ACCEPTED');
    await expect(send([{ net: '24.10', visit: third.id }], '24.10', { number: 'Again' })).rejects.toThrow(
      'INVOICE_NUMBER_USED',
    );
  });

  it('are turned down when they are not from who sends them, not to this council, not in pounds, or do not add up', async () => {
    const one = await visit('2026-03-02');
    const line = { net: '24.10', visit: one.id };
    const cases: readonly (readonly [Partial<Parameters<typeof ubl>[0]>, string])[] = [
      [{ seller: randomUUID() }, 'SELLER'],
      [{ buyer: randomUUID() }, 'BUYER'],
      [{ currency: 'EUR' }, 'CURRENCY'],
      [{ payable: '24.11' }, 'ADDITION'],
    ];
    for (const [changes, code] of cases) {
      const row = await send([line], '24.10', changes);
      expect(row.status).toBe('REJECTED');
      expect(codes(row)).toContain(code);
    }
    await own(false);
    scene.clock.moveTo(new Date('2026-03-21T10:00:00Z'));
    expect(codes(await send([line], '24.10'))).toEqual(['NOT_OWN_INVOICES']);
    // Then what waited makes itself an invoice.
    await scene.making.run();
    expect((await invoiceOf(one.id))?.number).toBe('OC-2026-00002');
    scene.clock.moveTo(new Date('2026-03-20T10:00:00Z'));
  });

  it('are refused where nobody can read them, with words that say what to do, and nothing is kept', async () => {
    const [kept] = await scene.rows<{ n: number }>('select count(*)::int as n from invoicing.incoming_invoice');
    const good = ubl({
      number: '1',
      seller: providerId,
      buyer: scene.councilA,
      lines: [{ net: '1.00' }],
      payable: '1.00',
    });
    const bomb = ubl({
      number: '&lol;',
      seller: providerId,
      buyer: scene.councilA,
      lines: [{ net: '1.00' }],
      payable: '1.00',
      head: '<!DOCTYPE Invoice [<!ENTITY lol SYSTEM "file:///etc/passwd">]>',
    });
    for (const [file, words] of [
      [Buffer.alloc(0), 'empty'],
      [Buffer.alloc(2 * 1024 * 1024 + 1, 32), '2 MB'],
      [Buffer.from([0xff, 0xfe, 0x3c]), 'UTF-8'],
      [Buffer.from('no xml at all'), 'XML'],
      [Buffer.from('<a><b></a>'), 'XML'],
      [Buffer.from('<a/>'), 'UBL 2.1'],
      [Buffer.from(bomb), 'DOCTYPE'],
      [Buffer.from(`${'<a>'.repeat(50)}${'</a>'.repeat(50)}`), 'too deep'],
      [Buffer.from(good.replace('>1.00<', '>1,00<')), 'no sum in pounds'],
      [Buffer.from(good.replace('2026-03-19', '2026-02-30')), 'no day'],
      [Buffer.from(good.replace('xsd:Invoice-2"', 'xsd:CreditNote-2"')), 'credit note'],
    ] as const) {
      const refused = invoices.send(staff, { idempotencyKey: key(), councilId: scene.councilA, file });
      await expect(refused).rejects.toMatchObject({
        code: 'INVALID_INPUT',
        details: { problems: [{ field: 'file', message: expect.stringContaining(words) as unknown }] },
      });
    }
    expect(await scene.rows('select count(*)::int as n from invoicing.incoming_invoice')).toEqual([kept]);
  });

  it('and those that make themselves never take one visit twice, whichever comes first', async () => {
    for (const day of ['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05']) {
      const one = await visit(day);
      const file = Buffer.from(
        ubl({
          number: `R-${day}`,
          seller: providerId,
          buyer: scene.councilA,
          lines: [{ net: '24.10', visit: one.id }],
          payable: '24.10',
        }),
      );
      await own(false);
      scene.clock.moveTo(new Date('2026-03-21T10:00:00Z'));
      await own(true);
      const results = await Promise.allSettled([
        own(false).then(() => scene.making.run()),
        invoices.send(staff, { idempotencyKey: key(), councilId: scene.councilA, file }),
        invoices.send(staff, { idempotencyKey: key(), councilId: scene.councilA, file }),
        scene.making.run(),
      ]);
      for (const result of results)
        if (result.status === 'rejected')
          expect(['TAKEN_MEANWHILE', 'INVOICE_NUMBER_USED']).toContain((result.reason as Error).message);
      const lines = await scene.rows<{ n: number }>(
        'select count(*)::int as n from (select 1 from invoicing.invoice_line where billable_id = $1 union all select 1 from invoicing.billable_item where id = $1) x',
        [one.id],
      );
      expect(lines).toEqual([{ n: 1 }]);
      await own(true);
      scene.clock.moveTo(new Date('2026-03-20T10:00:00Z'));
    }
  });

  it('sent twice are one, and are seen by their provider and their council alone', async () => {
    const one = await visit('2026-03-02');
    const again = key();
    const file = Buffer.from(
      ubl({
        number: 'TWICE',
        seller: providerId,
        buyer: scene.councilA,
        lines: [{ net: '24.10', visit: one.id }],
        payable: '24.10',
      }),
    );
    const ids = await Promise.all(
      Array.from({ length: 4 }, () => invoices.send(staff, { idempotencyKey: again, councilId: scene.councilA, file })),
    );
    expect(new Set(ids).size).toBe(1);
    const other = Buffer.from(file.toString().replace('TWICE', 'OTHER'));
    await expect(
      invoices.send(staff, { idempotencyKey: again, councilId: scene.councilA, file: other }),
    ).rejects.toThrow('IDEMPOTENCY_CONFLICT');
    const [id = ''] = ids;
    expect(Buffer.from((await invoices.file(staff, id)) ?? [])).toEqual(file);
    expect(await invoices.file(officer, id)).not.toBeNull();
    for (const stranger of [scene.staff(randomUUID()), scene.officer(scene.councilB), scene.person(holder.personId)])
      expect(await invoices.file(stranger, id)).toBeNull();
    await expect(invoices.send(officer, { idempotencyKey: key(), councilId: scene.councilA, file })).rejects.toThrow(
      'NOT_PERMITTED',
    );
    await own(true);
    await own(true);
    expect(
      await scene.rows('select covers::text from invoicing.own_invoices where provider_id = $1', [providerId]),
    ).toHaveLength(1);
  });
});
