/** Differences between order, delivery and invoice, in plain words. Codes come from `invoicing.make_invoices` and `invoicing.match`. */
const WORDS: Readonly<Record<string, string>> = {
  QUANTITY_OVER_ORDERED: 'More was delivered than was ordered.',
  QUANTITY_DIFFERS: 'The amount on the invoice is not the amount that was delivered.',
  PRICE_DIFFERS: 'The price is not the price of the order.',
  DUPLICATE_VISIT: 'The same visit seems to be charged twice.',
  NO_ORDER: 'There is no confirmed delivery for this line.',
};

export function matchProblemWords(code: string): string {
  return WORDS[code] ?? 'The order, the delivery and the invoice do not agree.';
}
