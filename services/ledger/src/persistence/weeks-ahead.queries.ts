import { addDays, type Pence, type Queries, statement } from '@owncourse/kernel/contract';
import type { WeekAhead } from '../contract/ledger.port.js';
import { PROJECTION_WEEKS, projectWeeks } from '../domain/projection.js';

export interface ProjectedDay {
  readonly budget_id: string;
  readonly on_day: string;
  readonly coming_in_pence: Pence;
  readonly planned_pence: Pence;
  readonly regular_pence: Pence;
}

/** What is needed of a budget beside its days. */
interface Reach {
  readonly available_pence: Pence;
  readonly ends_on: string | null;
}

// What orders are checked against, and beside it what the holder pays regularly.
const PROJECTED = statement(
  'ledger.projected',
  `select wanted.budget_id, moves.on_day, sum(moves.coming)::bigint as coming_in_pence, sum(moves.planned + moves.regular)::bigint as planned_pence,
     sum(moves.regular)::bigint as regular_pence
   from unnest($1::uuid[]) as wanted (budget_id)
   cross join lateral (
     select p.on_day, p.coming_in_pence as coming, p.planned_pence as planned, 0::bigint as regular from ledger.projected(wanted.budget_id, $2, $3) p
     union all
     select r.on_day, 0, 0, r.amount_pence from ledger.regular_moves(array[wanted.budget_id], $2, $3) r
   ) moves
   group by wanted.budget_id, moves.on_day order by wanted.budget_id, moves.on_day`,
);

const REACH = statement(
  'ledger.reach',
  `select v.available_pence, (select upper(p.covers) - 1 from ledger.budget_period p where p.budget_id = v.budget_id order by (p.covers @> $2::date) desc, lower(p.covers) desc limit 1) as ends_on
   from ledger.budget_balance v where v.budget_id = $1`,
);

/** Days of the coming 26 weeks on which money comes or goes, of budgets that the reader may see. */
export function projectedDays(queries: Queries, budgetIds: readonly string[], today: string): Promise<ProjectedDay[]> {
  return queries.query<ProjectedDay>(PROJECTED, [budgetIds, today, addDays(today, PROJECTION_WEEKS * 7)]);
}

/** The weeks that these days make. @param endsOn the budget's last day; null for no end */
export function weeksOf(
  today: string,
  availablePence: Pence,
  days: readonly ProjectedDay[],
  endsOn: string | null,
): WeekAhead[] {
  const moves = days.map((day) => ({
    day: day.on_day,
    comingInPence: day.coming_in_pence,
    plannedPence: day.planned_pence,
    regularPence: day.regular_pence,
  }));
  return projectWeeks(today, availablePence, moves, endsOn);
}

/**
 * The coming weeks of one budget as it stands in this transaction, which is how a change that is taken back again shows what it
 * would do. None where the reader may not see the budget.
 */
export async function weeksAhead(queries: Queries, budgetId: string, today: string): Promise<readonly WeekAhead[]> {
  const [[reach], days] = await Promise.all([
    queries.query<Reach>(REACH, [budgetId, today]),
    projectedDays(queries, [budgetId], today),
  ]);
  return reach ? weeksOf(today, reach.available_pence, days, reach.ends_on) : [];
}
