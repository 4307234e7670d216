import type { Queries } from '@owncourse/kernel/contract';
import { type Acting, type InvoiceMove, lockBudgets } from '@owncourse/ledger/contract';
import type { BudgetSum } from './invoice-writes.js';

/** Budgets come before invoices in the one order of locks; a closed budget still pays what it owes. */
export function lockBudgetsOf(queries: Queries, sums: readonly BudgetSum[]): Promise<unknown> {
  return lockBudgets(queries, [...new Set(sums.map((sum) => sum.budget_id))], false);
}

/** One posting for each invoice, in the order of their ids. */
export function invoiceMoves(
  sums: readonly BudgetSum[],
  day: string,
  at: Date,
  actingFor: (invoiceId: string) => Acting,
): InvoiceMove[] {
  const byInvoice = new Map<string, BudgetSum[]>();
  for (const sum of sums) byInvoice.set(sum.invoice_id, [...(byInvoice.get(sum.invoice_id) ?? []), sum]);
  return [...byInvoice].flatMap(([invoiceId, parts]) => {
    const [first] = parts;
    if (!first) return [];
    const budgets = parts.map((part) => ({ budgetId: part.budget_id, pence: part.amount_pence }));
    return [
      {
        councilId: first.council_id,
        invoiceId,
        providerId: first.provider_id,
        budgets,
        day,
        at,
        acting: actingFor(invoiceId),
      },
    ];
  });
}
