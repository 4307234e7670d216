import { formatPence } from '../format/money.js';

/** A sum in whole pence, as "£24.10" or "£40", in figures of one width. */
export function MoneyText({ pence }: { readonly pence: number }) {
  return <span className="oc-money">{formatPence(pence)}</span>;
}
