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
