import { dayWithYear, formatQuantity, parseQuantity, type Pence, writePounds } from '@owncourse/kernel/contract';
import { type Difference, type DifferenceCode, type SettledBy, settledBy } from './difference.js';

/** Differences between order, delivery and invoice, in plain words. Codes come from `invoicing.make_invoices` and `invoicing.match`. */
const WORDS: Readonly<Record<string, string>> = {
  QUANTITY_OVER_ORDERED: 'More was delivered than was ordered.',
  QUANTITY_DIFFERS: 'The amount on the invoice is not the amount that was delivered.',
  PRICE_DIFFERS: 'The price is not the price of the order.',
  DUPLICATE_VISIT: 'The same visit seems to be charged twice.',
  DATE_DIFFERS: 'The day on the invoice is not the day of the visit.',
  NO_ORDER: 'There is no confirmed delivery for this line.',
};

export function matchProblemWords(code: string): string {
  return WORDS[code] ?? 'The order, the delivery and the invoice do not agree.';
}

/** What `invoicing.differences_of` gives of one difference on an invoice of ours. */
export interface FoundDifference {
  readonly problem: string;
  readonly line_number: number;
  /** London day. */
  readonly on_date: string;
  /** Decimals as text. */
  readonly quantity: string;
  readonly unit_price_pence: Pence;
  readonly line_pence: Pence;
  /** What was set aside; null, as what follows, where there is no confirmed delivery any more. */
  readonly ordered_pence: Pence | null;
  readonly delivered_on: string | null;
  readonly delivered_quantity: string | null;
  readonly delivered_unit_pence: Pence | null;
  readonly delivered_pence: Pence | null;
  /** It agrees with the delivery: an officer can say that it is right all the same. */
  readonly may_accept: boolean;
  /** What the provider said about it. */
  readonly explained: string | null;
}

const CODES: Readonly<Record<string, DifferenceCode>> = {
  QUANTITY_OVER_ORDERED: 'OVER_BUDGET',
  QUANTITY_DIFFERS: 'QUANTITY',
  PRICE_DIFFERS: 'PRICE',
  DUPLICATE_VISIT: 'DUPLICATE',
  DATE_DIFFERS: 'DATE',
  NO_ORDER: 'NO_ORDER',
};

const ANSWERABLE = [
  ['QUANTITY_OVER_ORDERED', 'OVER_BUDGET'],
  ['PRICE_DIFFERS', 'PRICE'],
  ['DUPLICATE_VISIT', 'DUPLICATE'],
] as const;

/** The match's own word for a difference that can be answered; null for others. */
export function answerableProblem(code: string): string | null {
  const [problem] = ANSWERABLE.find(([, said]) => said === code) ?? [];
  return problem ?? null;
}

const pounds = (pence: Pence): string => `£${writePounds(pence)}`;
const amount = (text: string): string => formatQuantity(parseQuantity(text));

function detailOf(found: FoundDifference): string {
  const { problem, quantity, line_pence, ordered_pence, delivered_quantity, delivered_pence, delivered_unit_pence } =
    found;
  if (
    ordered_pence === null ||
    delivered_quantity === null ||
    delivered_pence === null ||
    delivered_unit_pence === null
  )
    return matchProblemWords('NO_ORDER');
  if (problem === 'QUANTITY_OVER_ORDERED')
    return `The line asks ${pounds(line_pence)}. Only ${pounds(ordered_pence)} was set aside for this visit.`;
  if (problem === 'QUANTITY_DIFFERS')
    return `The invoice says ${amount(quantity)} for ${pounds(line_pence)}. What was confirmed is ${amount(delivered_quantity)} for ${pounds(delivered_pence)}.`;
  if (problem === 'PRICE_DIFFERS')
    return found.unit_price_pence === delivered_unit_pence
      ? `The line asks ${pounds(line_pence)} for ${amount(quantity)}. The price of the order is ${pounds(delivered_unit_pence)} for one.`
      : `The invoice asks ${pounds(found.unit_price_pence)} for one. The price of the order is ${pounds(delivered_unit_pence)}.`;
  if (problem === 'DATE_DIFFERS' && found.delivered_on !== null)
    return `The invoice says ${dayWithYear(found.on_date)}. The visit was on ${dayWithYear(found.delivered_on)}.`;
  return matchProblemWords(problem);
}

export interface OwnDifference extends Difference {
  readonly settledBy: SettledBy;
  readonly explanation: string | null;
  readonly mayAccept: boolean;
}

/** Named, in words, with who can settle it: once the provider has said how it was, the council. */
export function ownDifference(found: FoundDifference): OwnDifference {
  const code = CODES[found.problem] ?? 'NO_ORDER';
  const explained = found.explained !== null && found.may_accept;
  return {
    code,
    line: String(found.line_number),
    detail: detailOf(found),
    settledBy: explained ? 'FINANCE' : settledBy(code),
    explanation: found.explained,
    mayAccept: found.may_accept,
  };
}
