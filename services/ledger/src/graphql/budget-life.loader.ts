import type DataLoader from 'dataloader';
import { inOrderOf, type OperationContext } from '@owncourse/kernel/contract';
import type { BudgetLifeRepository, BudgetLifeRow, ReclaimRow } from '../persistence/budget-life.repository.js';
import type { FunderAccountRow, HolderRepository } from '../persistence/holder.repository.js';
import { grouped } from './budget.loader.js';

const LIFE = Symbol('Life by budget');
const FUNDER_ACCOUNTS = Symbol('Funders’ accounts by budget');
const RECLAIMS = Symbol('Reclaims by budget');

export function lifeLoader(
  context: OperationContext,
  lives: BudgetLifeRepository,
  today: string,
): DataLoader<string, BudgetLifeRow | null> {
  return context.loader<BudgetLifeRow>(LIFE, async (ids, { reads }) =>
    inOrderOf(ids, await lives.lives(reads, ids, today), (row) => row.budget_id),
  );
}

export function reclaimsLoader(
  context: OperationContext,
  lives: BudgetLifeRepository,
): DataLoader<string, ReclaimRow[] | null> {
  return context.loader<ReclaimRow[]>(RECLAIMS, async (ids, { reads }) =>
    grouped(ids, await lives.reclaims(reads, ids)),
  );
}

export function funderAccountsLoader(
  context: OperationContext,
  holders: HolderRepository,
  today: string,
): DataLoader<string, FunderAccountRow[] | null> {
  return context.loader<FunderAccountRow[]>(FUNDER_ACCOUNTS, async (ids, { reads }) => {
    const rows = await holders.budgetAccounts(reads, ids, today);
    return ids.map((id) => rows.filter((row) => row.budget_id === id));
  });
}
