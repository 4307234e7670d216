import { type Pence, writePounds } from '@owncourse/kernel/contract';
import type { Difference, DifferenceCode } from './difference.js';
import { type IncomingInvoice, type IncomingLine, spreadLines } from './incoming-invoice.js';

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

const pounds = (pence: Pence): string => `£${writePounds(pence)}`;

/** VAT is rounded once a line here and may be once a sum there: so far a line's net sum may be off. */
const LINE_TOLERANCE_PENCE = 1n;

/** By the visit's id, or else by the order. */
function isNamedBy(line: IncomingLine, one: Pick<Matchable, 'visitId' | 'orderId' | 'orderReference'>): boolean {
  if (line.visitId !== null) return one.visitId === line.visitId.toLowerCase();
  const reference = line.orderReference;
  return (
    reference !== null && (one.orderId === reference.toLowerCase() || one.orderReference === reference.toUpperCase())
  );
}

/** Each line against one visit: by the visit's id, or by order and day. A visit is taken by one line at the most. */
export function matchLines(invoice: IncomingInvoice, delivered: readonly Matchable[]): Matched {
  const taken = new Set<string>();
  const differences: Difference[] = [];
  const visitIds: string[] = [];
  let agreedPence = 0n;
  const asks = spreadLines(invoice);
  for (const [index, line] of invoice.lines.entries()) {
    const netPence = asks[index] ?? line.netPence;
    const say = (code: DifferenceCode, detail: string): void => {
      differences.push({ code, line: line.line, detail });
    };
    const named = delivered.filter((one) => isNamedBy(line, one));
    const onDay = line.onDate === null ? named : named.filter((one) => one.onDate === line.onDate);
    const free = onDay.filter((one) => one.isFree && !taken.has(one.visitId));
    // Of several on one day, the one that costs the same.
    const visit = free.find((one) => one.netPence === netPence) ?? free[0];
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
    const off = netPence - visit.netPence;
    if (off >= -LINE_TOLERANCE_PENCE && off <= LINE_TOLERANCE_PENCE) continue;
    const sums = `The line asks ${pounds(netPence)}, what was confirmed comes to ${pounds(visit.netPence)}.`;
    if (netPence > visit.orderedPence)
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

/** A line of an invoice of ours, with the credit note on it where there is one. */
export interface Creditable {
  readonly visitId: string;
  readonly orderId: string;
  readonly orderReference: string;
  readonly onDate: string;
  readonly vatCategory: string;
  readonly credit: {
    readonly id: string;
    readonly netPence: Pence;
    readonly creditPence: Pence;
    /** A credit note that the provider sent is about it already. */
    readonly isTaken: boolean;
  } | null;
}

export interface MatchedCredits {
  /** Our credit notes, in the order of the lines; all there only where nothing differs. */
  readonly creditNoteIds: readonly string[];
  readonly differences: readonly Difference[];
}

/** Each line of a credit note that a provider sent against one of ours: those make themselves when a visit is settled for less. */
export function matchCredits(note: IncomingInvoice, lines: readonly Creditable[]): MatchedCredits {
  const creditNoteIds: string[] = [];
  const differences: Difference[] = [];
  let agreedPence = 0n;
  const asks = spreadLines(note);
  for (const [index, line] of note.lines.entries()) {
    const netPence = asks[index] ?? line.netPence;
    const say = (code: DifferenceCode, detail: string): void => {
      differences.push({ code, line: line.line, detail });
    };
    const named = lines.filter((one) => isNamedBy(line, one));
    const onDay = line.onDate === null ? named : named.filter((one) => one.onDate === line.onDate);
    const credited = onDay.flatMap((one) => (one.credit ? [{ ...one.credit, vatCategory: one.vatCategory }] : []));
    const free = credited.filter((one) => !one.isTaken && !creditNoteIds.includes(one.id));
    const credit = free.find((one) => one.netPence === netPence) ?? free[0];
    if (onDay.length === 0) say('NO_ORDER', 'The invoice has no such visit. Name our order reference and the day.');
    else if (credited.length === 0)
      say(
        'NO_CREDIT',
        'Nothing was agreed about this visit. When a question about it is settled for less, this agrees.',
      );
    else if (!credit) say('DUPLICATE', 'What was agreed about this visit is on a credit note already.');
    if (!credit) continue;
    creditNoteIds.push(credit.id);
    agreedPence += credit.creditPence;
    if (line.vatCategory !== credit.vatCategory)
      say('VAT', `The VAT category is ${line.vatCategory}; on the invoice it is ${credit.vatCategory}.`);
    const off = netPence - credit.netPence;
    if (off < -LINE_TOLERANCE_PENCE || off > LINE_TOLERANCE_PENCE)
      say('PRICE', `The line gives back ${pounds(netPence)}, what was agreed is ${pounds(credit.netPence)}.`);
  }
  if (differences.length === 0 && agreedPence !== note.payablePence)
    differences.push({
      code: 'TOTAL',
      line: null,
      detail: `The credit note gives back ${pounds(note.payablePence)}, what was agreed is ${pounds(agreedPence)}.`,
    });
  return { creditNoteIds, differences };
}
