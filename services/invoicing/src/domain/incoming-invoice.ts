import { divideRounded, type Pence } from '@owncourse/kernel/contract';

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
  /** The visit, where the line names it. */
  readonly visitId: string | null;
  /** Our reference of the order, such as KYC5-GZCY, or its id. */
  readonly orderReference: string | null;
  readonly vatCategory: string;
  /** Hundredths of a percent. */
  readonly vatPercent: bigint;
}

export interface IncomingParty {
  readonly vatNumber: string | null;
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
  readonly number: string;
  readonly typeCode: string;
  readonly currency: string;
  readonly issuedOn: string;
  readonly dueOn: string | null;
  readonly seller: IncomingParty;
  readonly buyer: IncomingParty;
  readonly lines: readonly IncomingLine[];
  /** Sums of the whole document that are taken off or put on; zero where there are none. */
  readonly allowancePence: Pence;
  readonly chargePence: Pence;
  readonly vat: readonly IncomingVat[];
  readonly linesPence: Pence;
  readonly withoutTaxPence: Pence;
  readonly taxPence: Pence;
  readonly withTaxPence: Pence;
  readonly roundingPence: Pence;
  readonly prepaidPence: Pence;
  readonly payablePence: Pence;
}

export type DifferenceCode =
  | 'ADDITION'
  | 'CURRENCY'
  | 'TYPE'
  | 'SELLER'
  | 'BUYER'
  | 'ALLOWANCE'
  | 'NO_LINES'
  | 'NOT_OWN_INVOICES'
  | 'QUANTITY'
  | 'PRICE'
  | 'DATE'
  | 'DUPLICATE'
  | 'NO_ORDER'
  | 'OVER_BUDGET'
  | 'VAT'
  | 'TOTAL';

export interface Difference {
  readonly code: DifferenceCode;
  /** The line's own number; null for the whole invoice. */
  readonly line: string | null;
  /** What was said and what should be, in words. */
  readonly detail: string;
}

/** Who can settle a difference. */
export type SettledBy = 'PROVIDER' | 'PERSON' | 'FINANCE';

const SETTLED_BY: Readonly<Record<DifferenceCode, SettledBy>> = {
  ADDITION: 'PROVIDER',
  CURRENCY: 'PROVIDER',
  TYPE: 'PROVIDER',
  SELLER: 'PROVIDER',
  BUYER: 'PROVIDER',
  ALLOWANCE: 'PROVIDER',
  NO_LINES: 'PROVIDER',
  NOT_OWN_INVOICES: 'PROVIDER',
  QUANTITY: 'PERSON',
  PRICE: 'FINANCE',
  DATE: 'PROVIDER',
  DUPLICATE: 'PROVIDER',
  NO_ORDER: 'PROVIDER',
  OVER_BUDGET: 'FINANCE',
  VAT: 'PROVIDER',
  TOTAL: 'PROVIDER',
};

export function settledBy(code: DifferenceCode): SettledBy {
  return SETTLED_BY[code];
}

/** EN 16931 lets the tax of a category differ from its rate by less than one pound (BR-CO-17). */
const TOLERANCE_PENCE = 100n;
const HUNDRED_PERCENT = 10_000n;
const CATEGORIES: ReadonlySet<string> = new Set(['S', 'Z', 'E', 'O']);

/** What is wrong with the invoice in itself, before it is held against anything (EN 16931, the BR-CO rules that apply). */
export function documentDifferences(invoice: IncomingInvoice): Difference[] {
  const { lines, vat, currency, typeCode } = invoice;
  const found: Difference[] = [];
  const say = (code: DifferenceCode, detail: string, line: string | null = null): void => {
    found.push({ code, line, detail });
  };
  const sum = (values: readonly Pence[]): Pence => values.reduce((all, one) => all + one, 0n);
  if (currency !== 'GBP') say('CURRENCY', `The invoice is in ${currency}. Send it in pounds (GBP).`);
  if (typeCode !== '380') say('TYPE', 'Only invoices (type 380) are taken here.');
  if (lines.length === 0) say('NO_LINES', 'The invoice has no lines.');
  if (invoice.allowancePence !== 0n || invoice.chargePence !== 0n)
    say('ALLOWANCE', 'Sums taken off or put on the whole invoice were not agreed. Put them into the lines.');
  if (sum(lines.map((line) => line.netPence)) !== invoice.linesPence)
    say('ADDITION', 'The lines do not add up to the sum of lines.');
  if (invoice.linesPence - invoice.allowancePence + invoice.chargePence !== invoice.withoutTaxPence)
    say('ADDITION', 'The sum without VAT is not the sum of lines.');
  if (sum(vat.map((one) => one.taxPence)) !== invoice.taxPence) say('ADDITION', 'The VAT sums do not add up.');
  if (invoice.withoutTaxPence + invoice.taxPence !== invoice.withTaxPence)
    say('ADDITION', 'The sum with VAT is not the sum without it and the VAT.');
  if (invoice.withTaxPence - invoice.prepaidPence + invoice.roundingPence !== invoice.payablePence)
    say('ADDITION', 'What is to be paid is not the sum with VAT.');
  for (const one of vat) {
    const ofLines = lines.filter((line) => line.vatCategory === one.category && line.vatPercent === one.percent);
    const off = one.taxPence - divideRounded(one.taxablePence * one.percent, HUNDRED_PERCENT);
    if (off >= TOLERANCE_PENCE || off <= -TOLERANCE_PENCE)
      say('ADDITION', `The VAT of category ${one.category} is not its rate of its sum.`);
    if (sum(ofLines.map((line) => line.netPence)) !== one.taxablePence)
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

/** What was delivered: free to be invoiced, or invoiced already. */
export interface Matchable {
  readonly visitId: string;
  /** Its order, by id and by reference. */
  readonly orderId: string;
  readonly orderReference: string;
  readonly onDate: string;
  /** Ten-thousandths of a unit. */
  readonly quantity: bigint;
  readonly amountPence: Pence;
  readonly netPence: Pence;
  /** What was set aside for it. */
  readonly orderedPence: Pence;
  readonly vatCategory: string;
  readonly isFree: boolean;
}

export interface Matched {
  /** The visits of the lines, in their order; all there only where nothing differs. */
  readonly visitIds: readonly string[];
  readonly differences: readonly Difference[];
}

const pounds = (pence: Pence): string => `£${pence / 100n}.${String(pence % 100n).padStart(2, '0')}`;

/** VAT is rounded once a line here and may be once a sum there: so far a line's net sum may be off. */
const LINE_TOLERANCE_PENCE = 1n;

/** Each line against one visit: by the visit's id, or by order and day. A visit is taken by one line at the most. */
export function matchLines(invoice: IncomingInvoice, delivered: readonly Matchable[]): Matched {
  const taken = new Set<string>();
  const differences: Difference[] = [];
  const visitIds: string[] = [];
  let agreedPence = 0n;
  const isOfOrder = (one: Matchable, reference: string): boolean =>
    one.orderId === reference.toLowerCase() || one.orderReference === reference.toUpperCase();
  for (const line of invoice.lines) {
    const say = (code: DifferenceCode, detail: string): void => {
      differences.push({ code, line: line.line, detail });
    };
    const { orderReference: reference } = line;
    const named = delivered.filter((one) =>
      line.visitId === null
        ? reference !== null && isOfOrder(one, reference)
        : one.visitId === line.visitId.toLowerCase(),
    );
    const onDay = line.onDate === null ? named : named.filter((one) => one.onDate === line.onDate);
    const free = onDay.filter((one) => one.isFree && !taken.has(one.visitId));
    // Of several on one day, the one that costs the same.
    const visit = free.find((one) => one.netPence === line.netPence) ?? free[0];
    if (named.length === 0) {
      say('NO_ORDER', 'We know no visit for this line that was confirmed. Name our order reference and the day.');
      continue;
    }
    if (onDay.length === 0) {
      say('DATE', `There is no visit of this order on ${line.onDate ?? 'that day'}.`);
      continue;
    }
    if (!visit) {
      say('DUPLICATE', 'This visit is on an invoice already.');
      continue;
    }
    taken.add(visit.visitId);
    visitIds.push(visit.visitId);
    agreedPence += visit.amountPence;
    if (line.vatCategory !== visit.vatCategory)
      say('VAT', `The VAT category is ${line.vatCategory}; for this support and provider it is ${visit.vatCategory}.`);
    const off = line.netPence - visit.netPence;
    if (off >= -LINE_TOLERANCE_PENCE && off <= LINE_TOLERANCE_PENCE) continue;
    const sums = `The line asks ${pounds(line.netPence)}, what was confirmed comes to ${pounds(visit.netPence)}.`;
    if (line.netPence > visit.orderedPence)
      say('OVER_BUDGET', `${sums} No more than ${pounds(visit.orderedPence)} was set aside.`);
    else if (line.quantity === visit.quantity) say('PRICE', sums);
    else say('QUANTITY', sums);
  }
  if (differences.length === 0 && agreedPence !== invoice.payablePence)
    differences.push({
      code: 'TOTAL',
      line: null,
      detail: `The invoice asks ${pounds(invoice.payablePence)}, what was confirmed comes to ${pounds(agreedPence)}.`,
    });
  return { visitIds, differences };
}
