import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { contradictions } from '../src/domain/incoming-contradictions.js';
import type { Difference } from '../src/domain/difference.js';
import { documentDifferences, type IncomingInvoice, spreadLines } from '../src/domain/incoming-invoice.js';
import { documentTotals } from '../src/domain/electronic-document.js';
import { edgeCases } from '../src/export/edge-cases.js';
import { ublDocument } from '../src/export/ubl-document.js';
import { readUbl } from '../src/incoming/read-ubl.js';
import { UnreadableFile } from '../src/incoming/safe-xml.js';

/** Read, or refused in words; anything else is thrown on. */
function readOrWords(bytes: Uint8Array): void {
  try {
    readUbl(bytes);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    expect(error.message).not.toBe('');
  }
}

const ours = edgeCases();
const differences = (invoice: IncomingInvoice): Difference[] => [
  ...contradictions(invoice),
  ...documentDifferences(invoice),
];

describe('the reader of invoices', () => {
  it.each(ours.map((one) => [one.number, one] as const))(
    'reads %s as we write it, to the penny',
    (_number, document) => {
      const read = readUbl(Buffer.from(ublDocument(document)));
      expect(read.number).toBe(document.number);
      expect(read.lines.map((line) => line.netPence)).toEqual(
        document.lines.map((line) => line.grossPence - line.vatPence),
      );
      expect(read.lines.map((line) => line.quantity)).toEqual(document.lines.map((line) => line.quantity));
      expect(read.payablePence).toBe(documentTotals(document).payablePence);
      expect(read.kind).toBe(document.kind);
      expect(read.refersTo).toBe(document.credits?.number ?? null);
      // What a buyer made itself is not taken from a seller; all else of it is right.
      expect(differences(read).map((one) => one.code)).toEqual(document.isSelfBilled ? ['TYPE'] : []);
      // What is taken off and put on is spread to the penny.
      const spread = spreadLines(read).reduce((sum, pence) => sum + pence, 0n);
      expect(spread).toBe(read.withoutTaxPence);
    },
  );

  const ourOwn = (name: string): string => {
    const document = ours.find((one) => one.number === `EDGE-${name}`);
    if (!document) throw new Error(name);
    return ublDocument(document);
  };
  const whatIsWrong = (xml: string): string[] =>
    differences(readUbl(Buffer.from(xml))).map(({ code, line, detail }) => `${code} ${line ?? '-'} ${detail}`);

  it.each([
    // The official rules that each breaks: BR-CO-10 to 17, BR-S-02, BR-*-05, BR-O-02, BR-O-12, R051, R053, R110, R111, BR-29, BR-30.
    [
      'standard',
      /<cac:PartyTaxScheme>[^]*?<\/cac:PartyTaxScheme>/,
      '',
      ['VAT - It charges VAT (category S or Z), so it has to name your VAT number.'],
    ],
    [
      'zero',
      /<cac:PartyTaxScheme>[^]*?<\/cac:PartyTaxScheme>/,
      '',
      ['VAT - It charges VAT (category S or Z), so it has to name your VAT number.'],
    ],
    [
      'zero',
      /<cbc:Percent>0</g,
      '<cbc:Percent>0.01<',
      ['VAT 1 VAT category Z has no VAT, so its rate is 0.', 'VAT - VAT category Z has no VAT, so its rate is 0.'],
    ],
    [
      'exempt',
      /<cbc:Percent>0</g,
      '<cbc:Percent>2<',
      ['VAT 1 VAT category E has no VAT, so its rate is 0.', 'VAT - VAT category E has no VAT, so its rate is 0.'],
    ],
    [
      'zero',
      /<cbc:ID>Z</g,
      '<cbc:ID>S<',
      ['VAT 1 VAT category S needs a rate above 0.', 'VAT - VAT category S needs a rate above 0.'],
    ],
    [
      'not-registered',
      '<cac:PartyLegalEntity>',
      '<cac:PartyTaxScheme><cbc:CompanyID>GB999000005</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme><cac:PartyLegalEntity>',
      ['VAT - An invoice outside VAT (category O) names no VAT number. Leave it out, or say another category.'],
    ],
    [
      'standard',
      /currencyID="GBP">18.04<\/cbc:PriceAmount/,
      'currencyID="EUR">18.04</cbc:PriceAmount',
      ['CURRENCY - A sum of it is in EUR. Write every sum in pounds (GBP).'],
    ],
    [
      'standard',
      /(<cac:TaxTotal>[^]*<\/cac:TaxTotal>)/,
      '$1$1',
      ['ADDITION - It has more than one VAT total. Send one, with a sum for each VAT category.'],
    ],
    [
      'standard',
      '2026-02-28',
      '2026-02-02',
      ["DATE 1 Its days are outside the invoice's own period (2026-02-01 to 2026-02-02)."],
    ],
    [
      'standard',
      '2026-02-01',
      '2026-02-04',
      ["DATE 1 Its days are outside the invoice's own period (2026-02-04 to 2026-02-28)."],
    ],
    ['standard', '<cbc:EndDate>2026-02-03', '<cbc:EndDate>2026-02-02', ['DATE 1 Its period ends before it starts.']],
    [
      'standard',
      '<cbc:EndDate>2026-02-28',
      '<cbc:EndDate>2026-01-28',
      [
        'DATE - Its period ends before it starts.',
        "DATE 1 Its days are outside the invoice's own period (2026-02-01 to 2026-01-28).",
      ],
    ],
  ] as const)('%s is turned down where it contradicts itself (%s)', (name, from, to, expected) => {
    const changed = ourOwn(name).replace(from, to);
    expect(changed).not.toBe(ourOwn(name));
    expect(whatIsWrong(changed)).toEqual(expected);
  });

  it('keeps what is outside VAT on an invoice of its own', () => {
    const changed = ourOwn('mixed').replaceAll('<cbc:ID>Z</cbc:ID>', '<cbc:ID>O</cbc:ID>');
    expect(whatIsWrong(changed)).toEqual([
      'VAT - Lines outside VAT (category O) stand on an invoice of their own. Send two invoices.',
      'VAT - An invoice outside VAT (category O) names no VAT number. Leave it out, or say another category.',
    ]);
  });

  it('reads the VAT total that has sums, and lets one in the currency of the tax stand beside it', () => {
    const beside = '<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">4.20</cbc:TaxAmount></cac:TaxTotal>';
    const changed = ourOwn('standard').replace('<cac:TaxTotal>', `${beside}<cac:TaxTotal>`);
    expect(readUbl(Buffer.from(changed)).taxPence).toBe(361n);
    expect(whatIsWrong(changed)).toEqual([]);
  });

  it('turns nothing down for what is only left out', () => {
    const bare = ourOwn('not-registered')
      .replace(/<cbc:(CustomizationID|ProfileID|BuyerReference)>.*?<\/cbc:\1>/g, '')
      .replace(/<cbc:EndpointID.*?<\/cbc:EndpointID>/g, '')
      .replace(/<cac:(PostalAddress|InvoicePeriod)>[^]*?<\/cac:\1>/g, '')
      .replace(/<cbc:TaxExemptionReason(Code)?>.*?<\/cbc:TaxExemptionReason\1>/g, '');
    expect(whatIsWrong(bare)).toEqual([]);
  });

  it('never breaks on bytes of any kind', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), readOrWords), { numRuns: 300 });
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('<', '>', '/', '!', '?', 'Invoice', ' xmlns="', '"', '&', ';', '[', ']', '-', 'a'), {
          maxLength: 40,
        }),
        (parts) => {
          readOrWords(Buffer.from(parts.join('')));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('never breaks on one of ours that was changed anywhere', () => {
    const texts = ours.slice(0, 6).map((one) => ublDocument(one));
    fc.assert(
      fc.property(
        fc.constantFrom(...texts),
        fc.nat(),
        fc.nat({ max: 40 }),
        fc.constantFrom('', '<', '>', '&#0;', '&#xD800;', '999999999999999', '-', '<a>', '</a>', '\u0000', 'é'),
        (text, at, length, put) => {
          const from = at % text.length;
          readOrWords(Buffer.from(text.slice(0, from) + put + text.slice(from + length)));
        },
      ),
      { numRuns: 400 },
    );
  });
});
