import type DataLoader from 'dataloader';
import { inOrderOf, type OperationContext } from '@owncourse/kernel/contract';
import type { BudgetRepository, BudgetRow } from '../persistence/budget.repository.js';

const BUDGET = Symbol('Budget by id');

export function budgetLoader(context: OperationContext, budgets: BudgetRepository, today: string): DataLoader<string, BudgetRow | null> {
  return context.loader<BudgetRow>(BUDGET, async (ids, { reads }) => inOrderOf(ids, await budgets.byIds(reads, ids, today), (row) => row.id));
}
