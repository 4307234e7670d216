import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type Actor,
  divideRounded,
  formatQuantity,
  parseQuantity,
  readPounds,
  shortReference,
  UuidV7Source,
  writePounds,
} from '@owncourse/kernel/contract';
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
  readonly price?: string;
  readonly allowances?: readonly Allowance[];
}

interface Allowance {
  readonly charge?: boolean;
  readonly amount: string;
  readonly reason?: string;
  /** Of what, and how many per cent. */
  readonly percent?: readonly [base: string, factor: string];
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
  /** The invoice that a credit note is about. */
  readonly credits?: string;
  readonly allowances?: readonly Allowance[];
}): string {
  const { number, seller, buyer, lines, payable, currency = 'GBP', head = '', credits, allowances = [] } = given;
  const [name, quantity] = credits === undefined ? ['Invoice', 'InvoicedQuantity'] : ['CreditNote', 'CreditedQuantity'];
  const amount = (name: string, text: string): string => `<cbc:${name} currencyID="${currency}">${text}</cbc:${name}>`;
  const party = (id: string): string =>
    `<cac:Party><cac:PartyIdentification><cbc:ID>${id}</cbc:ID></cac:PartyIdentification><cac:PartyLegalEntity><cbc:RegistrationName>A name</cbc:RegistrationName></cac:PartyLegalEntity></cac:Party>`;
  const allowance = ({ charge = false, amount: text, reason = 'As agreed', percent }: Allowance): string =>
    `<cac:AllowanceCharge><cbc:ChargeIndicator>${charge}</cbc:ChargeIndicator>${reason === '' ? '' : `<cbc:AllowanceChargeReason>${reason}</cbc:AllowanceChargeReason>`}${percent ? `<cbc:MultiplierFactorNumeric>${percent[1]}</cbc:MultiplierFactorNumeric>` : ''}${amount('Amount', text)}${percent ? amount('BaseAmount', percent[0]) : ''}<cac:TaxCategory>${category(lines[0]?.category ?? 'O')}</cac:TaxCategory></cac:AllowanceCharge>`;
  const totalOf = (some: readonly string[]): string =>
    writePounds(some.reduce((sum, text) => sum + (readPounds(text) ?? 0n), 0n));
  // Four decimals of a pound, as quantities have.
  const priceOf = (net: string, quantity: string): string =>
    formatQuantity(divideRounded((readPounds(net) ?? 0n) * 1_000_000n, parseQuantity(quantity)));
  const changes = (isCharge: boolean): string[] =>
    allowances.filter(({ charge = false }) => charge === isCharge).map((one) => one.amount);
  const lineSum = allowances.length === 0 ? payable : totalOf(lines.map((line) => line.net));
  const category = (id: string): string => `<cbc:ID>${id}</cbc:ID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>`;
  return `<?xml version="1.0" encoding="UTF-8"?>${head}
<${name} xmlns="urn:oasis:names:specification:ubl:schema:xsd:${name}-2" xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
<cbc:ID>${number}</cbc:ID><cbc:IssueDate>2026-03-19</cbc:IssueDate>${credits === undefined ? '<cbc:DueDate>2026-04-18</cbc:DueDate><cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>' : '<cbc:CreditNoteTypeCode>381</cbc:CreditNoteTypeCode>'}<cbc:DocumentCurrencyCode>${currency}</cbc:DocumentCurrencyCode>
${credits === undefined ? '' : `<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>${credits}</cbc:ID></cac:InvoiceDocumentReference></cac:BillingReference>`}
<cac:AccountingSupplierParty>${party(seller)}</cac:AccountingSupplierParty><cac:AccountingCustomerParty>${party(buyer)}</cac:AccountingCustomerParty>
${allowances.map(allowance).join('')}<cac:TaxTotal>${amount('TaxAmount', '0.00')}<cac:TaxSubtotal>${amount('TaxableAmount', payable)}${amount('TaxAmount', '0.00')}<cac:TaxCategory>${category(lines[0]?.category ?? 'O')}</cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>
<cac:LegalMonetaryTotal>${amount('LineExtensionAmount', lineSum)}${amount('TaxExclusiveAmount', payable)}${amount('TaxInclusiveAmount', payable)}${allowances.length === 0 ? '' : `${amount('AllowanceTotalAmount', totalOf(changes(false)))}${amount('ChargeTotalAmount', totalOf(changes(true)))}`}${amount('PayableAmount', payable)}</cac:LegalMonetaryTotal>
${lines
  .map(
    (
      line,
      index,
    ) => `<cac:${name}Line><cbc:ID>${index + 1}</cbc:ID><cbc:${quantity} unitCode="HUR">${line.quantity ?? '1'}</cbc:${quantity}>${amount('LineExtensionAmount', line.net)}
${line.day ? `<cac:InvoicePeriod><cbc:StartDate>${line.day}</cbc:StartDate></cac:InvoicePeriod>` : ''}
${line.visit ? `<cac:DocumentReference><cbc:ID>${line.visit}</cbc:ID></cac:DocumentReference>` : ''}
<cac:Item><cbc:Name>Help at home</cbc:Name><cac:ClassifiedTaxCategory>${category(line.category ?? 'O')}</cac:ClassifiedTaxCategory>
${line.order ? `<cac:AdditionalItemProperty><cbc:Name>Order</cbc:Name><cbc:Value>${line.order}</cbc:Value></cac:AdditionalItemProperty>` : ''}</cac:Item>
${(line.allowances ?? []).map(allowance).join('')}<cac:Price><cbc:PriceAmount currencyID="GBP">${line.price ?? priceOf(line.net, line.quantity ?? '1')}</cbc:PriceAmount></cac:Price></cac:${name}Line>`,
  )
  .join('\n')}
</${name}>`;
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
  const settled = async (incomingId: string) =>
    (
      await scene.rows<{ payload: unknown }>(
        `select payload from kernel.outbox where type = 'invoicing.sent-invoice-settled' and payload ->> 'incomingId' = $1`,
        [incomingId],
      )
    ).map((row) => row.payload);
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
    const told = { number: early.number, providerId, totalPence: '4820' };
    expect(await settled(early.id)).toEqual([
      { ...told, incomingId: early.id, accepted: true, settledBy: officer.personId },
    ]);

    const wrong = await send([{ net: '1.00', visit: randomUUID() }], '1.00', { number: 'AGAIN' });
    const no = { incomingId: wrong.id, idempotencyKey: key(), reason: 'We did not order this.' };
    await expect(invoices.turnDown(staff, no)).rejects.toThrow('NOT_PERMITTED');
    await expect(invoices.turnDown(scene.officer(scene.councilB), no)).rejects.toThrow('NOT_FOUND');
    await expect(invoices.turnDown(officer, { ...no, reason: '' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(await invoices.turnDown(officer, no)).toBe(await invoices.turnDown(officer, no));
    expect(await read(wrong.id)).toMatchObject({ status: 'REJECTED', reason: 'We did not order this.' });
    expect(await settled(wrong.id)).toEqual([
      {
        incomingId: wrong.id,
        providerId,
        number: 'AGAIN',
        totalPence: '100',
        accepted: false,
        reason: 'We did not order this.',
        settledBy: officer.personId,
      },
    ]);
    // Its number is free again.
    const third = await visit('2026-03-10');
    expect((await send([{ net: '24.10', visit: third.id }], '24.10', { number: 'again' })).status).toBe('ACCEPTED');
    await expect(send([{ net: '24.10', visit: third.id }], '24.10', { number: 'Again' })).rejects.toThrow(
      'INVOICE_NUMBER_USED',
    );
  });

  it('are turned down when they are not from who sends them, not to this council, not in pounds, contradict themselves, or do not add up', async () => {
    const one = await visit('2026-03-02');
    const line = { net: '24.10', visit: one.id };
    const cases: readonly (readonly [Partial<Parameters<typeof ubl>[0]>, string])[] = [
      [{ seller: randomUUID() }, 'SELLER'],
      [{ buyer: randomUUID() }, 'BUYER'],
      [{ currency: 'EUR' }, 'CURRENCY'],
      [{ payable: '24.11' }, 'ADDITION'],
      // VAT without a rate, and without a number for it.
      [{ lines: [{ ...line, category: 'S' }] }, 'VAT'],
      [{ lines: [{ ...line, category: 'Z' }] }, 'VAT'],
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
      [Buffer.from(good.replace('xsd:Invoice-2"', 'xsd:CreditNote-2"')), 'no UBL 2.1 invoice or credit note'],
      [
        Buffer.from(good.replace(/Invoice(?=[-\s>L])/g, 'CreditNote').replaceAll('InvoicedQ', 'CreditedQ')),
        'BillingReference',
      ],
      [Buffer.from(good.replace(/<cac:Price>.*<\/cac:Price>/, '')), 'no price'],
    ] as const) {
      const refused = invoices.send(staff, { idempotencyKey: key(), councilId: scene.councilA, file });
      await expect(refused).rejects.toMatchObject({
        code: 'INVALID_INPUT',
        details: { problems: [{ field: 'file', message: expect.stringContaining(words) as unknown }] },
      });
    }
    expect(await scene.rows('select count(*)::int as n from invoicing.incoming_invoice')).toEqual([kept]);
  });

  it('with sums taken off or put on agree where these bring them to what was confirmed; else they say how they differ', async () => {
    const cases: readonly (readonly [
      lines: readonly Omit<Line, 'visit'>[],
      allowances: readonly Allowance[],
      payable: string,
      status: string,
      codes: readonly string[],
    ])[] = [
      // Ten per cent off the list price, on the whole invoice or on the line.
      [[{ net: '26.78' }], [{ amount: '2.68', percent: ['26.78', '10'] }], '24.10', 'ACCEPTED', []],
      [[{ net: '24.10', price: '26.78', allowances: [{ amount: '2.68' }] }], [], '24.10', 'ACCEPTED', []],
      // Off by a penny here, on by a penny there: each line is what was confirmed, to the penny.
      [[{ net: '30.00' }, { net: '30.00' }], [{ amount: '11.80' }], '48.20', 'ACCEPTED', []],
      [[{ net: '20.00' }], [{ charge: true, amount: '5.10' }, { amount: '1.00' }], '24.10', 'ACCEPTED', []],
      [[{ net: '24.10' }], [{ charge: true, amount: '3.00', reason: 'Petrol' }], '27.10', 'DIFFERS', ['OVER_BUDGET']],
      [[{ net: '24.10' }], [{ amount: '4.10' }], '20.00', 'DIFFERS', ['PRICE']],
      [[{ net: '26.78' }], [{ amount: '2.68', reason: '' }], '24.10', 'REJECTED', ['ALLOWANCE']],
      [[{ net: '26.78' }], [{ amount: '2.68', percent: ['26.78', '20'] }], '24.10', 'REJECTED', ['ADDITION']],
      [[{ net: '24.10', price: '26.78' }], [], '24.10', 'REJECTED', ['ADDITION']],
      [[{ net: '24.10', price: '26.78', allowances: [{ amount: '1.00' }] }], [], '24.10', 'REJECTED', ['ADDITION']],
    ];
    for (const [lines, allowances, payable, status, found] of cases) {
      const visits: { readonly id: string }[] = [];
      for (const [index] of lines.entries()) visits.push(await visit(`2026-03-0${index + 2}`));
      const row = await send(
        lines.map((line, index) => ({ ...line, visit: visits[index]?.id ?? '' })),
        payable,
        { allowances },
      );
      expect([row.status, codes(row)]).toEqual([status, found]);
      for (const { id } of visits) expect((await invoiceOf(id)) !== undefined).toBe(status === 'ACCEPTED');
    }
  });

  it('credit notes agree with what was settled for less, once, and move nothing; others wait or are turned down', async () => {
    const [one, two] = [await visit('2026-03-02'), await visit('2026-03-03')];
    await send(
      [
        { net: '24.10', visit: one.id },
        { net: '24.10', visit: two.id },
      ],
      '48.20',
      { number: 'kh/9' },
    );
    const credit = (lines: readonly Line[], payable: string, changes: Partial<Parameters<typeof ubl>[0]> = {}) =>
      send(lines, payable, { credits: 'KH/9', number: `C-${sent}`, ...changes });
    const half = { net: '12.05', day: '2026-03-02', order: one.order };
    const early = await credit([half], '12.05', { number: 'kh/9' });
    expect([early.kind, early.status, codes(early)]).toEqual(['CREDIT_NOTE', 'DIFFERS', ['NO_CREDIT']]);
    const moved = () => scene.rows('select count(*)::int as n, max(recorded_at) from ledger.transfer');
    await scene.credit(await scene.settle(one.id, '0.5', 1205));
    const before = await moved();
    const [ours] = await scene.rows<{ id: string; number: string; invoice_id: string }>(
      'select id, number, invoice_id from invoicing.credit_note where billable_id = $1',
      [one.id],
    );
    const cases: readonly (readonly [Promise<IncomingRow>, string, readonly string[]])[] = [
      [credit([{ ...half, net: '10.00' }], '10.00'), 'DIFFERS', ['PRICE']],
      [credit([{ ...half, category: 'E' }], '12.05'), 'DIFFERS', ['VAT']],
      [credit([{ net: '12.05', visit: randomUUID() }], '12.05'), 'DIFFERS', ['NO_ORDER']],
      [credit([{ net: '24.10', visit: two.id }], '24.10'), 'DIFFERS', ['NO_CREDIT']],
      [credit([half, half], '24.10'), 'DIFFERS', ['DUPLICATE']],
      [credit([half], '12.05', { credits: 'KH/10' }), 'REJECTED', ['NO_INVOICE']],
      [credit([half], '12.05', { seller: randomUUID() }), 'REJECTED', ['SELLER']],
    ];
    for (const [sending, status, found] of cases) {
      const row = await sending;
      expect([row.status, codes(row)]).toEqual([status, found]);
    }
    const again = { incomingId: early.id, idempotencyKey: key() };
    await Promise.all([invoices.lookAgain(staff, again), invoices.lookAgain(staff, again)]);
    expect(await read(early.id)).toMatchObject({
      status: 'ACCEPTED',
      invoice_id: ours?.invoice_id,
      refers_to: 'KH/9',
      differences: [],
    });
    expect(
      await scene.rows('select credit_note_id from invoicing.incoming_credit where incoming_id = $1', [early.id]),
    ).toEqual([{ credit_note_id: ours?.id }]);
    expect(codes(await credit([half], '12.05'))).toEqual(['DUPLICATE']);
    // Nothing was posted, and no invoice was made.
    expect(await moved()).toEqual(before);
    expect(
      await scene.rows(
        'select count(*)::int as n from invoicing.invoice where external_number is not null and provider_id = $1',
        [providerId],
      ),
    ).toEqual([{ n: 1 }]);
    // By our number, and of an invoice that made itself.
    const [made] = await scene.rows<{ number: string; billable_id: string }>(
      `select i.number, l.billable_id from invoicing.invoice i join invoicing.invoice_line l on l.invoice_id = i.id where i.provider_id = $1 and i.prefix = 'OC'`,
      [providerId],
    );
    await scene.credit(await scene.settle(made?.billable_id ?? '', '0', 0));
    const whole = { net: '24.10', visit: made?.billable_id ?? '' };
    const twice = await Promise.allSettled(
      [1, 2].map(() => credit([whole], '24.10', { credits: made?.number ?? '', number: `T-${randomUUID()}` })),
    );
    const accepted = twice.filter((one) => one.status === 'fulfilled' && one.value.status === 'ACCEPTED');
    expect(accepted).toHaveLength(1);
    for (const strangers of [scene.staff(randomUUID()), scene.officer(scene.councilB)])
      expect(await invoices.file(strangers, early.id)).toBeNull();
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
