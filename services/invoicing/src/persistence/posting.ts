import type { Pence, Queries } from '@owncourse/kernel/contract';
import { type Acting, type InvoiceMove, lockBudgets } from '@owncourse/ledger/contract';
import type { BudgetSum } from './invoice-writes.js';

/** Budgets come before invoices in the one order of locks; a closed budget still pays what it owes. */
export function lockBudgetsOf(queries: Queries, sums: readonly { readonly budget_id: string }[]): Promise<unknown> {
  return lockBudgets(queries, [...new Set(sums.map((sum) => sum.budget_id))], false);
}

/** What each invoice takes from each of its budgets, and of a divided one from each part, in the order of their ids; nothing for what was credited whole. */
export function invoiceMoves(
  sums: readonly BudgetSum[],
  actingFor: (invoiceId: string) => Acting,
  penceOf: (sum: BudgetSum) => Pence = (sum) => sum.amount_pence,
): InvoiceMove[] {
  const keyOf = (sum: BudgetSum): string => sum.invoice_id + sum.budget_id + (sum.part_id ?? '');
  return sums
    .toSorted((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1))
    .map((sum) => ({
      councilId: sum.council_id,
      invoiceId: sum.invoice_id,
      providerId: sum.provider_id,
      budgetId: sum.budget_id,
      partId: sum.part_id,
      pence: penceOf(sum),
      acting: actingFor(sum.invoice_id),
    }))
    .filter((move) => move.pence > 0n);
}
