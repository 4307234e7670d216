import { divideRounded, type Pence } from '@owncourse/kernel/contract';
import type { VatCategory } from './vat.js';

/** Where a party is reached on the Peppol network: 0060 DUNS, 0088 GLN, 9932 UK VAT number. */
export interface Endpoint {
  readonly scheme: string;
  readonly id: string;
}

export interface DocumentParty {
  /** Known to the platform by this. */
  readonly id: string;
  readonly name: string;
  readonly addressLines: readonly string[];
  readonly town: string | null;
  readonly postcode: string | null;
  /** 9 or 12 digits, without the country. */
  readonly vatNumber: string | null;
  readonly taxReference: string | null;
  readonly companyNumber: string | null;
  readonly endpoint: Endpoint | null;
}

export interface DocumentLine {
  readonly number: number;
  readonly deliveryId: string;
  readonly orderId: string;
  /** London day. */
  readonly onDate: string;
  readonly description: string;
  readonly unit: string;
  /** Ten-thousandths of a unit. */
  readonly quantity: bigint;
  /** Pence for one unit with the VAT in it, on an ordinary day. */
  readonly unitPricePence: Pence;
  readonly grossPence: Pence;
  readonly vatPence: Pence;
  readonly vatCategory: VatCategory;
  /** Hundredths of a percent: 20 % is 2000n. */
  readonly vatPercent: bigint;
  readonly rateCardVersion: number | null;
}

/** Something taken off the whole document, of one VAT category. Pence with the VAT in them. */
export interface DocumentAllowance {
  readonly reason: string;
  readonly grossPence: Pence;
  readonly vatPence: Pence;
  readonly vatCategory: VatCategory;
  readonly vatPercent: bigint;
}

/** An invoice, or a credit note with its amounts as they are given back: above zero. */
export interface ElectronicDocument {
  readonly kind: 'INVOICE' | 'CREDIT_NOTE';
  /** The buyer made it in its own name, as it agreed with the seller. */
  readonly isSelfBilled: boolean;
  readonly number: string;
  readonly issuedOn: string;
  /** Null on a credit note. */
  readonly dueOn: string | null;
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly seller: DocumentParty;
  readonly buyer: DocumentParty;
  readonly buyerReference: string;
  readonly lines: readonly DocumentLine[];
  readonly allowances: readonly DocumentAllowance[];
  /** The invoice that a credit note negates, in whole or in part. */
  readonly credits: { readonly number: string; readonly issuedOn: string } | null;
}

export interface VatBreakdown {
  readonly category: VatCategory;
  readonly percent: bigint;
  readonly taxablePence: Pence;
  readonly taxPence: Pence;
}

export interface DocumentTotals {
  readonly linesPence: Pence;
  readonly allowancesPence: Pence;
  readonly withoutTaxPence: Pence;
  readonly taxPence: Pence;
  readonly withTaxPence: Pence;
  readonly roundingPence: Pence;
  readonly payablePence: Pence;
  /** One for each category and rate, in the order in which they first stand on the document. */
  readonly breakdown: readonly VatBreakdown[];
}

const ONE = 10_000n;
/** EN 16931 lets the tax of a category differ from its rate by less than one pound (BR-CO-17, BR-S-09). */
const TOLERANCE_PENCE = 100n;

/**
 * The sums of EN 16931 from gross lines whose VAT is frozen, line by line. What is to be paid is always the lines' gross sum.
 * Many lines that are all rounded the same way may leave a category's tax a pound or more from its rate, which the standard
 * refuses: then that tax is computed on the sum, and the difference is named as rounding (BT-114).
 */
export function documentTotals(document: Pick<ElectronicDocument, 'lines' | 'allowances'>): DocumentTotals {
  const groups = new Map<string, { category: VatCategory; percent: bigint; taxablePence: Pence; taxPence: Pence }>();
  const add = (category: VatCategory, percent: bigint, netPence: Pence, vatPence: Pence): void => {
    const key = `${category}/${percent}`;
    const group = groups.get(key) ?? { category, percent, taxablePence: 0n, taxPence: 0n };
    group.taxablePence += netPence;
    group.taxPence += vatPence;
    groups.set(key, group);
  };
  let linesPence = 0n;
  let allowancesPence = 0n;
  let payablePence = 0n;
  for (const line of document.lines) {
    linesPence += line.grossPence - line.vatPence;
    payablePence += line.grossPence;
    add(line.vatCategory, line.vatPercent, line.grossPence - line.vatPence, line.vatPence);
  }
  for (const allowance of document.allowances) {
    const netPence = allowance.grossPence - allowance.vatPence;
    allowancesPence += netPence;
    payablePence -= allowance.grossPence;
    add(allowance.vatCategory, allowance.vatPercent, -netPence, -allowance.vatPence);
  }
  const breakdown = [...groups.values()].map((group) => {
    const byRate = divideRounded(group.taxablePence * group.percent, ONE);
    const off = group.taxPence - byRate;
    return off >= TOLERANCE_PENCE || off <= -TOLERANCE_PENCE ? { ...group, taxPence: byRate } : group;
  });
  const taxPence = breakdown.reduce((sum, group) => sum + group.taxPence, 0n);
  const withoutTaxPence = linesPence - allowancesPence;
  const withTaxPence = withoutTaxPence + taxPence;
  return {
    linesPence,
    allowancesPence,
    withoutTaxPence,
    taxPence,
    withTaxPence,
    roundingPence: payablePence - withTaxPence,
    payablePence,
    breakdown,
  };
}

const LEAST_DECIMALS = 4;

/**
 * The net price of one unit, in pounds as text. It is the agreed price where that comes to the line's net sum within a
 * penny, else (VAT inside, a bank holiday, part of a visit) the sum over the quantity, with as many decimals as bring quantity × price
 * back to the sum within half a penny (PEPPOL-EN16931-R120 allows two).
 */
export function netUnitPrice(line: DocumentLine): string {
  const netPence = line.grossPence - line.vatPence;
  const off = line.quantity * line.unitPricePence - netPence * ONE;
  if (line.vatPence === 0n && off <= ONE && off >= -ONE) return decimalText(line.unitPricePence, 2);
  const decimals = LEAST_DECIMALS + (line.quantity / ONE).toString().length;
  return decimalText(divideRounded(netPence * 10n ** BigInt(decimals - 2) * ONE, line.quantity), decimals);
}

/** A whole number of 10^-decimals as text, without zeros at the end. */
export function decimalText(scaled: bigint, decimals: number): string {
  const digits = scaled.toString().padStart(decimals + 1, '0');
  const fraction = digits.slice(-decimals).replace(/0+$/, '');
  return fraction === '' ? digits.slice(0, -decimals) : `${digits.slice(0, -decimals)}.${fraction}`;
}
