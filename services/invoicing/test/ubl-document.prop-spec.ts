import { describe, expect, it } from '@jest/globals';
import { divideRounded } from '@owncourse/kernel/contract';
import fc from 'fast-check';
import { documentProblems } from '../src/domain/document-problems.js';
import { type DocumentLine, documentTotals, type ElectronicDocument } from '../src/domain/electronic-document.js';
import { type VatCategory, vatIn } from '../src/domain/vat.js';
import { edgeCases } from '../src/export/edge-cases.js';
import { ublDocument } from '../src/export/ubl-document.js';
import { all, breachesOf, decimal, read, words } from './fixtures/standard-rules.js';

const named = (name: string): ElectronicDocument => {
  const found = edgeCases().find((one) => one.number === `EDGE-${name}`);
  if (!found) throw new Error(name);
  return found;
};
const total = (document: ElectronicDocument, name: string): string | null =>
  words(read(ublDocument(document)), 'cac:LegalMonetaryTotal', `cbc:${name}`);

describe('an electronic document', () => {
  it.each(edgeCases().map((one) => [one.number, one] as const))('%s keeps the rules', (_number, document) => {
    expect(documentProblems(document)).toEqual([]);
    expect(breachesOf(ublDocument(document))).toEqual([]);
  });

  const percent: Readonly<Record<VatCategory, bigint>> = { S: 2000n, Z: 0n, E: 0n, O: 0n };
  const someLine = (vatCategory: VatCategory): fc.Arbitrary<Partial<DocumentLine>> =>
    fc
      .record({
        quantity: fc.bigInt(1n, 2_000_000n),
        unitPricePence: fc.bigInt(1n, 50_000n),
        multiplier: fc.constantFrom(10_000n, 15_000n, 20_000n),
      })
      .map((one) => {
        const exact = divideRounded(one.quantity * one.unitPricePence * one.multiplier, 100_000_000n);
        const grossPence = exact > 0n ? exact : 1n;
        const rate = percent[vatCategory];
        const { quantity, unitPricePence } = one;
        return {
          quantity,
          unitPricePence,
          grossPence,
          vatPence: vatIn(grossPence, rate),
          vatCategory,
          vatPercent: rate,
        };
      });

  it('adds up by the rules whatever is on it, and asks for the sum of its lines', () => {
    const lines = fc.array(fc.constantFrom<VatCategory>('S', 'Z', 'E').chain(someLine), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(lines, fc.boolean(), (some, credit) => {
        const base = named(credit ? 'credit-standard' : 'mixed');
        const [first] = base.lines;
        const document = {
          ...base,
          lines: some.map((one, index) => ({ ...first, ...one, number: index + 1 }) as DocumentLine),
        };
        expect(breachesOf(ublDocument(document))).toEqual([]);
        const gross = document.lines.reduce((sum, one) => sum + one.grossPence, 0n);
        expect(documentTotals(document).payablePence).toBe(gross);
      }),
      { numRuns: 300 },
    );
  });

  it('names what many roundings in one direction come to, and asks for the same sum', () => {
    // 1,000 × £12.03: VAT of £2.005 a line is frozen as £2.01, £2,010.00 in all; 20 % of £10,020.00 is £2,004.00.
    const document = named('rounded-up');
    expect(documentTotals(document)).toMatchObject({
      linesPence: 1_002_000n,
      taxPence: 200_400n,
      roundingPence: 600n,
      payablePence: 1_203_000n,
    });
    expect(total(document, 'PayableRoundingAmount')).toBe('6.00');
    expect(total(document, 'PayableAmount')).toBe('12030.00');
    // Where the standard lets it stand, the frozen VAT stands.
    expect(documentTotals(named('standard'))).toMatchObject({ taxPence: 361n, roundingPence: 0n, payablePence: 2165n });
    expect(total(named('standard'), 'PayableRoundingAmount')).toBeNull();
  });

  it('says the agreed price where it comes to the sum, and else the price that does', () => {
    const priceOf = (name: string): string | null =>
      words(read(ublDocument(named(name))), 'cac:InvoiceLine', 'cac:Price', 'cbc:PriceAmount');
    expect(priceOf('exempt-registered')).toBe('21.65');
    expect(priceOf('half-a-penny')).toBe('0.01');
    expect(priceOf('standard')).toBe('18.04');
    expect(priceOf('bank-holiday')).toBe('30.13333');
    expect((decimal(priceOf('bank-holiday') ?? '') * 3n) / 4n - decimal('22.60')).toBeLessThan(decimal('0.005'));
  });

  it('names no VAT number outside VAT, and the reason once', () => {
    const xml = ublDocument(named('not-registered'));
    expect(xml).not.toContain('PartyTaxScheme');
    expect(xml).not.toContain('<cbc:Percent>');
    expect(
      all(read(xml), 'cac:TaxTotal', 'cac:TaxSubtotal', 'cac:TaxCategory', 'cbc:TaxExemptionReasonCode')[0]?.words,
    ).toBe('VATEX-EU-O');
    expect(
      words(
        read(ublDocument(named('exempt'))),
        'cac:AccountingSupplierParty',
        'cac:Party',
        'cac:PartyTaxScheme',
        'cbc:CompanyID',
      ),
    ).toBe('9999999999');
  });

  it('keeps words as they were written, without what XML cannot hold', () => {
    const xml = ublDocument(named('words'));
    expect(words(read(xml), 'cac:InvoiceLine', 'cac:Item', 'cbc:Name')).toBe(
      '“Tea”, cake & a <walk> with Zoë ]]> 1 < 2',
    );
    expect(xml).not.toContain('\u0007');
    expect(xml).toContain('Edge &amp; Sons &lt;Support&gt; “Ltd”');
  });

  it('keeps the rules whatever its texts hold, and whoever made it', () => {
    const odd = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.constantFrom('', ' ', '\u00a0', '\u0085', '\ud800', '\uFFFF', '#AAI#', ']]>', '&lt;', 'é'.repeat(300)),
    );
    fc.assert(
      fc.property(
        fc.constantFrom('mixed', 'exempt', 'not-registered', 'credit-standard'),
        fc.record({ name: odd, town: odd, postcode: odd, companyNumber: odd, lines: fc.array(odd, { maxLength: 4 }) }),
        odd,
        fc.boolean(),
        (name, { lines: addressLines, ...texts }, words, isSelfBilled) => {
          const base = named(name);
          const seller = { ...base.seller, ...texts, addressLines };
          const lines = base.lines.map((line) => ({ ...line, description: words }));
          const document = { ...base, isSelfBilled, seller, buyerReference: words, lines };
          expect(breachesOf(ublDocument(document))).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('stands in for words that hold nothing with what is known', () => {
    const nothing = read(ublDocument(named('words-that-hold-nothing')));
    const party = ['cac:AccountingSupplierParty', 'cac:Party'] as const;
    expect(words(nothing, ...party, 'cac:PartyLegalEntity', 'cbc:RegistrationName')).toBe('edge-registered');
    expect(all(nothing, ...party, 'cac:PostalAddress')[0]?.children.map((one) => one.name)).toEqual(['cac:Country']);
    expect(words(nothing, 'cbc:BuyerReference')).toBe('edge-council');
    expect(words(nothing, 'cac:InvoiceLine', 'cac:Item', 'cbc:Name')).toBe('Support');
  });

  const broken: readonly (readonly [rule: string, name: string, from: string | RegExp, to: string])[] = [
    ['BR-02', 'standard', '<cbc:ID>EDGE-standard</cbc:ID>', ''],
    ['BR-05', 'standard', /<cbc:DocumentCurrencyCode>.*?<\/cbc:DocumentCurrencyCode>/, ''],
    ['BR-07', 'standard', /<cbc:RegistrationName>Edge Council<\/cbc:RegistrationName>/, ''],
    ['BR-09', 'standard', /<cac:Country>[^]*?<\/cac:Country>/, ''],
    ['BR-16', 'standard', /<cac:InvoiceLine>[^]*<\/cac:InvoiceLine>/, ''],
    ['BR-25', 'standard', '<cbc:Name>Help at home, weekday</cbc:Name>', ''],
    ['UBL-SR-48', 'standard', /<cac:ClassifiedTaxCategory>[^]*?<\/cac:ClassifiedTaxCategory>/, ''],
    ['R002', 'self-billed', /(<cbc:Note>.*?<\/cbc:Note>)/, '$1$1'],
    ['R051', 'standard', 'currencyID="GBP"', 'currencyID="EUR"'],
    ['UBL-DT-01', 'standard', '>21.65</cbc:PayableAmount>', '>21.650</cbc:PayableAmount>'],
    ['F001', 'standard', '2026-03-31', '2026-3-31'],
    ['BR-CL-23', 'standard', 'unitCode="HUR"', 'unitCode="HOUR"'],
    ['COMMON-R040', 'exempt', '5060999000004', '5060999000005'],
    ['BR-CL-19', 'allowance', '>95<', '>96<'],
    ['BR-CO-09', 'standard', '<cbc:CompanyID>GB', '<cbc:CompanyID>'],
    ['BR-CL-17', 'standard', '<cbc:ID>S</cbc:ID>', '<cbc:ID>AA</cbc:ID>'],
    ['BR-*-05', 'standard', '<cbc:Percent>20</cbc:Percent>', '<cbc:Percent>0</cbc:Percent>'],
    ['P0105', 'exempt', 'VATEX-EU-132-1G', 'VATEX-EU-O'],
    ['P0100', 'standard', 'TypeCode>380<', 'TypeCode>389<'],
    ['P0100', 'self-billed-credit', 'TypeCode>261<', 'TypeCode>381<'],
    ['R004', 'self-billed', 'selfbilling:3.0', 'billing:3.0'],
    ['R101', 'standard', 'DocumentTypeCode>130<', 'DocumentTypeCode>50<'],
    ['BR-CO-16', 'rounded-up', '>6.00</cbc:PayableRoundingAmount>', '>6.01</cbc:PayableRoundingAmount>'],
    ['R120', 'standard', '>18.04</cbc:PriceAmount>', '>18.07</cbc:PriceAmount>'],
  ];
  it.each(broken)('%s is noticed in %s where it is broken', (rule, name, from, to) => {
    const xml = ublDocument(named(name));
    const changed = xml.replace(from, to);
    expect(changed).not.toBe(xml);
    expect(breachesOf(changed)).toContain(rule);
  });

  it('says who has to add what is missing', () => {
    const without = (name: string, seller: Partial<ElectronicDocument['seller']>): string[] => {
      const document = named(name);
      return documentProblems({ ...document, seller: { ...document.seller, name: 'Kind Hands', ...seller } });
    };
    expect(without('standard', { vatNumber: null })).toEqual([
      'Kind Hands charges VAT, so its invoice needs its VAT number.',
    ]);
    expect(without('exempt', { taxReference: null })).toEqual([
      'Kind Hands is exempt from VAT, so its invoice needs its VAT number or its tax reference.',
    ]);
    expect(without('not-registered', { endpoint: null })).toEqual([
      'Kind Hands has no electronic address, and the platform has none to stand in.',
    ]);
  });
});
