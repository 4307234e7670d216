import type { BankPeriod } from '../contract/bank.port.js';
import { reconcile } from '../domain/bank-sums.js';
import type { BankPeriodRow } from '../persistence/bank.repository.js';

/** Bank and books of some days, with why they differ. */
export function bankPeriod(row: BankPeriodRow): BankPeriod {
  const sums = {
    openingPence: row.opening_pence,
    closingPence: row.closing_pence,
    inPence: row.in_pence,
    outPence: row.out_pence,
    explainedPence: row.explained_pence,
    openPence: row.open_pence,
    asidePence: row.aside_pence,
    booksPence: row.books_pence,
    unseenPence: row.unseen_pence,
  };
  return {
    coveredFrom: row.covered_from,
    coveredTo: row.covered_to,
    ...sums,
    explainedCount: row.explained_count,
    openCount: row.open_count,
    asideCount: row.aside_count,
    unseenCount: row.unseen_count,
    ...reconcile({ ...sums, matchedBooksPence: row.matched_books_pence }),
  };
}
