import type DataLoader from 'dataloader';
import { inOrderOf, type OperationContext } from '@owncourse/kernel/contract';
import { type ProjectedDay, projectedDays } from '../persistence/weeks-ahead.queries.js';
import type { HolderRepository, PartRow } from '../persistence/holder.repository.js';
import type { ComingMoveRow, ShortWeekRepository } from '../persistence/short-week.repository.js';
import type { BudgetRepository, BudgetRow, StatementRow } from '../persistence/budget.repository.js';

const BUDGET = Symbol('Budget by id');
const COMING_MOVES = Symbol('Coming moves by budget');
const PARTS = Symbol('Parts by budget');
const PROJECTED = Symbol('Projected days by budget');
/** A page size asked for is a loader of its own; there are at most a hundred. */
const STATEMENTS = new Map<number, symbol>();

export function budgetLoader(
  context: OperationContext,
  budgets: BudgetRepository,
  today: string,
): DataLoader<string, BudgetRow | null> {
  return context.loader<BudgetRow>(BUDGET, async (ids, { reads }) =>
    inOrderOf(ids, await budgets.byIds(reads, ids, today), (row) => row.id),
  );
}

/** The newest lines of each budget. */
export function statementLoader(
  context: OperationContext,
  budgets: BudgetRepository,
  size: number,
): DataLoader<string, StatementRow[] | null> {
  const edge = STATEMENTS.get(size) ?? Symbol(`Newest ${size} statement lines by budget`);
  STATEMENTS.set(size, edge);
  return context.loader<StatementRow[]>(edge, async (ids, { reads }) =>
    grouped(ids, await budgets.statements(reads, ids, null, size)),
  );
}

export function partsLoader(
  context: OperationContext,
  holders: HolderRepository,
  today: string,
): DataLoader<string, PartRow[] | null> {
  return context.loader<PartRow[]>(PARTS, async (ids, { reads }) =>
    grouped(ids, await holders.parts(reads, ids, today)),
  );
}

export function projectedLoader(context: OperationContext, today: string): DataLoader<string, ProjectedDay[] | null> {
  return context.loader<ProjectedDay[]>(PROJECTED, async (ids, { reads }) =>
    grouped(ids, await projectedDays(reads, ids, today)),
  );
}

export function comingMovesLoader(
  context: OperationContext,
  shortWeeks: ShortWeekRepository,
  today: string,
  through: string,
): DataLoader<string, ComingMoveRow[] | null> {
  return context.loader<ComingMoveRow[]>(COMING_MOVES, async (ids, { reads }) =>
    grouped(ids, await shortWeeks.moves(reads, ids, today, through)),
  );
}

export function grouped<Row extends { readonly budget_id: string }>(
  ids: readonly string[],
  rows: readonly Row[],
): Row[][] {
  const groups = new Map<string, Row[]>(ids.map((id) => [id, []]));
  for (const row of rows) groups.get(row.budget_id)?.push(row);
  return ids.map((id) => groups.get(id) ?? []);
}
