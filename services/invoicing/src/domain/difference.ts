/** Differences of invoices that providers send and of our own: one list of words, and who can settle each (docs/adr/0049). */
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
  | 'TOTAL'
  | 'NO_INVOICE'
  | 'NO_CREDIT';

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
  NO_INVOICE: 'PROVIDER',
  NO_CREDIT: 'PERSON',
};

export function settledBy(code: DifferenceCode): SettledBy {
  return SETTLED_BY[code];
}
