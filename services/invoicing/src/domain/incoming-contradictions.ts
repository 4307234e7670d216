import type { Difference, DifferenceCode } from './difference.js';
import type { IncomingInvoice, IncomingPeriod } from './incoming-invoice.js';

type Say = (code: DifferenceCode, detail: string, line?: string) => void;

/**
 * Where an invoice says two things that cannot both be so: rules of EN 16931 and Peppol beside those on sums. What it only leaves out
 * (addresses on the network, references, reasons) is no reason to turn it down: what agrees is written by us, with what we know.
 */
export function contradictions(invoice: IncomingInvoice): Difference[] {
  const found: Difference[] = [];
  const say: Say = (code, detail, line) => {
    found.push({ code, line: line ?? null, detail });
  };
  const foreign = invoice.sumCurrencies.filter((currency) => currency !== invoice.currency);
  if (foreign.length > 0)
    say('CURRENCY', `A sum of it is in ${foreign.join(', ').slice(0, 30)}. Write every sum in pounds (GBP).`);
  if (invoice.vatTotals > 1)
    say('ADDITION', 'It has more than one VAT total. Send one, with a sum for each VAT category.');
  vatContradictions(invoice, say);
  periodContradictions(invoice, say);
  return found;
}

/** BR-S-02, BR-Z-02, BR-*-05 and BR-O-02, 11 to 14. */
function vatContradictions({ lines, vat, allowances, seller, buyer }: IncomingInvoice, say: Say): void {
  const categories = new Set([
    ...lines.map((line) => line.vatCategory),
    ...vat.map((one) => one.category),
    ...allowances.flatMap((one) => one.vatCategory ?? []),
  ]);
  const rates = [
    ...lines.map(({ vatCategory, vatPercent, line }) => ({ category: vatCategory, percent: vatPercent, line })),
    ...vat.map(({ category, percent }) => ({ category, percent, line: undefined })),
  ];
  for (const { category, percent, line } of rates) {
    if (category === 'S' && percent === 0n) say('VAT', 'VAT category S needs a rate above 0.', line);
    if ((category === 'Z' || category === 'E' || category === 'O') && percent !== 0n)
      say('VAT', `VAT category ${category} has no VAT, so its rate is 0.`, line);
  }
  if (categories.has('O') && categories.size > 1)
    say('VAT', 'Lines outside VAT (category O) stand on an invoice of their own. Send two invoices.');
  if (categories.has('O') && (seller.vatNumber !== null || buyer.vatNumber !== null))
    say('VAT', 'An invoice outside VAT (category O) names no VAT number. Leave it out, or say another category.');
  if ((categories.has('S') || categories.has('Z')) && !seller.hasTaxNumber)
    say('VAT', 'It charges VAT (category S or Z), so it has to name your VAT number.');
}

function isBackwards({ from, to }: IncomingPeriod): boolean {
  return from !== null && to !== null && to < from;
}

/** BR-29 and BR-30, R110 and R111. */
function periodContradictions({ period, lines }: IncomingInvoice, say: Say): void {
  if (isBackwards(period)) say('DATE', 'Its period ends before it starts.');
  for (const { period: own, line } of lines) {
    if (isBackwards(own)) say('DATE', 'Its period ends before it starts.', line);
    else if (
      (own.from !== null && period.from !== null && own.from < period.from) ||
      (own.to !== null && period.to !== null && own.to > period.to)
    )
      say('DATE', `Its days are outside the invoice's own period (${period.from ?? ''} to ${period.to ?? ''}).`, line);
  }
}
