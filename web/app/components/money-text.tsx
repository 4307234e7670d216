import { formatPence } from '../format/money.js';

/** A sum in whole pence, as "£24.10" or "£40", in figures of one width; pounds stand below pounds. */
export function MoneyText({ pence }: { readonly pence: number }) {
  return <span className={pence % 100 === 0 ? 'oc-money oc-money--whole' : 'oc-money'}>{formatPence(pence)}</span>;
}
