import { divideRounded, type Pence } from '@owncourse/kernel/contract';
import type { Difference, DifferenceCode } from './difference.js';

/** A line of an invoice that a provider sent, as it says it. */
export interface IncomingLine {
  /** Its own number on the invoice. */
  readonly line: string;
  readonly description: string;
  /** Without VAT. */
  readonly netPence: Pence;
  /** Ten-thousandths of a unit. */
  readonly quantity: bigint;
  /** London day; null where the line has none. */
  readonly onDate: string | null;
  readonly period: IncomingPeriod;
  /** The visit, where the line names it. */
  readonly visitId: string | null;
  /** Our reference of the order, such as KYC5-GZCY, or its id. */
  readonly orderReference: string | null;
  readonly vatCategory: string;
  /** Hundredths of a percent. */
  readonly vatPercent: bigint;
  /** Of `baseQuantity` units, in the smallest part of a pound that is read: `PRICE_PLACES` decimals. */
  readonly price: bigint;
  /** Ten-thousandths of a unit. */
  readonly baseQuantity: bigint;
  /** Taken off and put on the line; its net sum has them in it already. */
  readonly allowances: readonly IncomingAllowance[];
}

/** A sum that is taken off or put on, of a line or of the whole document. */
export interface IncomingAllowance {
  readonly isCharge: boolean;
  readonly pence: Pence;
  readonly reason: string | null;
  /** Of the whole document: which lines it is for. */
  readonly vatCategory: string | null;
  readonly vatPercent: bigint;
  /** Where it is a percentage: of what, and millionths of it. */
  readonly percentage: { readonly basePence: Pence; readonly millionths: bigint } | null;
}

/** London days, as far as they are said. */
export interface IncomingPeriod {
  readonly from: string | null;
  readonly to: string | null;
}

export interface IncomingParty {
  readonly vatNumber: string | null;
  /** A VAT number or another number for tax is on it. */
  readonly hasTaxNumber: boolean;
  readonly companyNumber: string | null;
  /** Ids that say who it is: endpoint and party identifications. */
  readonly ids: readonly string[];
  readonly name: string;
}

export interface IncomingVat {
  readonly category: string;
  readonly percent: bigint;
  readonly taxablePence: Pence;
  readonly taxPence: Pence;
}

export interface IncomingInvoice {
  readonly kind: 'INVOICE' | 'CREDIT_NOTE';
  readonly number: string;
  /** Of a credit note: the number of the invoice that it is about, the provider's own or ours. */
  readonly refersTo: string | null;
  readonly typeCode: string;
  readonly currency: string;
  /** Each currency that a sum of it is in, once. */
  readonly sumCurrencies: readonly string[];
  readonly period: IncomingPeriod;
  readonly issuedOn: string;
  readonly dueOn: string | null;
  readonly seller: IncomingParty;
  readonly buyer: IncomingParty;
  readonly lines: readonly IncomingLine[];
  /** Taken off or put on the whole document. */
  readonly allowances: readonly IncomingAllowance[];
  /** Their sums as the document says them; zero where it does not. */
  readonly allowancePence: Pence;
  readonly chargePence: Pence;
  readonly vat: readonly IncomingVat[];
  /** VAT totals with sums for each category: one, if it is right. */
  readonly vatTotals: number;
  readonly linesPence: Pence;
  readonly withoutTaxPence: Pence;
  readonly taxPence: Pence;
  readonly withTaxPence: Pence;
  readonly roundingPence: Pence;
  readonly prepaidPence: Pence;
  readonly payablePence: Pence;
}

/** EN 16931 lets the tax of a category differ from its rate by less than one pound (BR-CO-17). */
const TOLERANCE_PENCE = 100n;
const HUNDRED_PERCENT = 10_000n;
const CATEGORIES: ReadonlySet<string> = new Set(['S', 'Z', 'E', 'O']);

/** What is wrong with the invoice in itself, before it is held against anything (EN 16931, the BR-CO rules that apply). */
export function documentDifferences(invoice: IncomingInvoice): Difference[] {
  const { lines, vat, currency, typeCode, allowances } = invoice;
  const found: Difference[] = [];
  const say = (code: DifferenceCode, detail: string, line: string | null = null): void => {
    found.push({ code, line, detail });
  };
  if (currency !== 'GBP') say('CURRENCY', `The invoice is in ${currency}. Send it in pounds (GBP).`);
  if (typeCode !== TYPE_CODES[invoice.kind])
    say('TYPE', 'Only invoices (type 380) and credit notes (type 381) are taken here.');
  if (lines.length === 0) say('NO_LINES', 'The invoice has no lines.');
  found.push(...allowanceDifferences(invoice));
  if (sum(lines.map((line) => line.netPence)) !== invoice.linesPence)
    say('ADDITION', 'The lines do not add up to the sum of lines.');
  if (invoice.linesPence - invoice.allowancePence + invoice.chargePence !== invoice.withoutTaxPence)
    say('ADDITION', 'The sum without VAT is not the sum of lines, less what is taken off, with what is put on.');
  if (sum(vat.map((one) => one.taxPence)) !== invoice.taxPence) say('ADDITION', 'The VAT sums do not add up.');
  if (invoice.withoutTaxPence + invoice.taxPence !== invoice.withTaxPence)
    say('ADDITION', 'The sum with VAT is not the sum without it and the VAT.');
  if (invoice.withTaxPence - invoice.prepaidPence + invoice.roundingPence !== invoice.payablePence)
    say('ADDITION', 'What is to be paid is not the sum with VAT.');
  for (const one of vat) {
    const isOf = (what: { readonly vatCategory: string | null; readonly vatPercent: bigint }): boolean =>
      what.vatCategory === one.category && what.vatPercent === one.percent;
    const ofLines = sum(lines.filter(isOf).map((line) => line.netPence)) + changeOf(allowances.filter(isOf));
    const off = one.taxPence - divideRounded(one.taxablePence * one.percent, HUNDRED_PERCENT);
    if (off >= TOLERANCE_PENCE || off <= -TOLERANCE_PENCE)
      say('ADDITION', `The VAT of category ${one.category} is not its rate of its sum.`);
    if (ofLines !== one.taxablePence)
      say('ADDITION', `The lines of VAT category ${one.category} do not add up to its sum.`);
    if (one.category !== 'S' && one.taxPence !== 0n) say('VAT', `VAT category ${one.category} has no VAT.`);
  }
  for (const line of lines) {
    if (!CATEGORIES.has(line.vatCategory)) say('VAT', `VAT category ${line.vatCategory} is not used here.`, line.line);
    else if (!vat.some((one) => one.category === line.vatCategory && one.percent === line.vatPercent))
      say('ADDITION', 'Its VAT category is not in the VAT sums.', line.line);
  }
  return found;
}

const sum = (values: readonly Pence[]): Pence => values.reduce((all, one) => all + one, 0n);

/** What allowances and charges change of a sum. */
function changeOf(allowances: readonly IncomingAllowance[]): Pence {
  return sum(allowances.map((one) => (one.isCharge ? one.pence : -one.pence)));
}

const TYPE_CODES = { INVOICE: '380', CREDIT_NOTE: '381' } as const;
/** Peppol lets a line and a percentage be off by two pence (R040, R120). */
const ROUNDING_PENCE = 2n;
/** Programs write prices with many places, so that a line comes to the penny. */
export const PRICE_PLACES = 12;
const POUND = 10n ** BigInt(PRICE_PLACES);
const MILLION = 1_000_000n;

function isOff(said: Pence, right: Pence): boolean {
  return said - right > ROUNDING_PENCE || right - said > ROUNDING_PENCE;
}

/** Each sum taken off or put on says why, is the percentage that it says, and is for lines that are there; lines have theirs in their sum. */
function allowanceDifferences({ lines, allowances, allowancePence, chargePence }: IncomingInvoice): Difference[] {
  const found: Difference[] = [];
  const say = (code: DifferenceCode, detail: string, line: string | null): void => {
    found.push({ code, line, detail });
  };
  const check = ({ reason, pence, percentage }: IncomingAllowance, line: string | null): void => {
    if (reason === null) say('ALLOWANCE', 'A sum that is taken off or put on does not say why.', line);
    if (pence < 0n) say('ALLOWANCE', 'A sum that is taken off or put on is below zero.', line);
    if (percentage && isOff(pence, divideRounded(percentage.basePence * percentage.millionths, MILLION)))
      say('ADDITION', 'A sum that is taken off or put on is not the percentage that it says.', line);
  };
  for (const line of lines) {
    for (const one of line.allowances) check(one, line.line);
    const whole = divideRounded(line.quantity * line.price * 100n, line.baseQuantity * POUND);
    if (isOff(line.netPence, whole + changeOf(line.allowances)))
      say(
        'ADDITION',
        'Its sum is not its quantity times its price, less what is taken off, with what is put on.',
        line.line,
      );
  }
  for (const one of allowances) {
    check(one, null);
    const ofIts = lines.filter((line) => line.vatCategory === one.vatCategory && line.vatPercent === one.vatPercent);
    if (sum(ofIts.map((line) => line.netPence)) <= 0n)
      say('ALLOWANCE', 'A sum is taken off or put on for a VAT category that no line has.', null);
  }
  const totalOf = (isCharge: boolean): Pence =>
    sum(allowances.filter((one) => one.isCharge === isCharge).map((one) => one.pence));
  if (totalOf(false) !== allowancePence || totalOf(true) !== chargePence)
    say('ADDITION', 'The sums taken off or put on the whole document do not add up.', null);
  return found;
}

/**
 * What each line asks once what is taken off or put on the whole document is spread over the lines of its VAT category, by what they ask, to the penny.
 * Only for a document that adds up.
 */
export function spreadLines({ lines, allowances }: IncomingInvoice): Pence[] {
  const key = (of: { readonly vatCategory: string | null; readonly vatPercent: bigint }): string =>
    `${of.vatCategory ?? ''} ${of.vatPercent}`;
  const so = new Map<string, { whole: Pence; change: Pence; asked: Pence; given: Pence }>();
  for (const line of lines) {
    const group = so.get(key(line)) ?? { whole: 0n, change: 0n, asked: 0n, given: 0n };
    group.whole += line.netPence;
    so.set(key(line), group);
  }
  for (const one of allowances) {
    const group = so.get(key(one));
    if (group) group.change += one.isCharge ? one.pence : -one.pence;
  }
  return lines.map((line) => {
    const group = so.get(key(line));
    if (!group || group.change === 0n || group.whole === 0n) return line.netPence;
    group.asked += line.netPence;
    const upTo = divideRounded(group.change * group.asked, group.whole);
    const share = upTo - group.given;
    group.given = upTo;
    return line.netPence + share;
  });
}
