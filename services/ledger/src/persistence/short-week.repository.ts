import { Injectable } from '@nestjs/common';
import { type Pence, type Queries, statement } from '@owncourse/kernel/contract';

export interface ComingMoveRow {
  readonly budget_id: string;
  readonly on_day: string;
  readonly order_id: string | null;
  readonly coming_in_pence: Pence;
  readonly visit_pence: Pence;
}

export interface ShortWeekRow {
  readonly budget_id: string;
  readonly week_starting: string;
  readonly on_date: string;
  readonly missing_pence: Pence;
  readonly missing_in_all_pence: Pence;
  /** Null: the whole budget. */
  readonly part_route: string | null;
  readonly seen_at: Date;
}

const MOVES = statement(
  'ledger.coming-moves',
  'select budget_id, on_day, order_id, coming_in_pence, visit_pence from ledger.coming_moves($1::uuid[], $2, $3)',
);
const PAGE = statement(
  'ledger.short-weeks',
  `select s.budget_id, s.week_starting, s.on_date, s.missing_pence, s.missing_in_all_pence, s.part_route, s.seen_at
   from ledger.short_week s
   where s.cleared_at is null and ($1::date is null or (s.week_starting, s.budget_id) > ($1::date, $2::uuid))
   order by s.week_starting, s.budget_id limit $3`,
);
const COUNT = statement(
  'ledger.count-short-weeks',
  'select count(*)::int as total from ledger.short_week where cleared_at is null',
);

/** Reads as the reader; row-level security leaves out what is not theirs. */
@Injectable()
export class ShortWeekRepository {
  /** @param budgetIds of budgets that the reader may see */
  moves(queries: Queries, budgetIds: readonly string[], today: string, through: string): Promise<ComingMoveRow[]> {
    return queries.query<ComingMoveRow>(MOVES, [budgetIds, today, through]);
  }

  /** Soonest first. @param after the week and budget of the last one on the page before */
  page(
    queries: Queries,
    after: readonly [week: string, budgetId: string] | null,
    limit: number,
  ): Promise<ShortWeekRow[]> {
    return queries.query<ShortWeekRow>(PAGE, [after?.[0] ?? null, after?.[1] ?? null, limit]);
  }

  async count(queries: Queries): Promise<number> {
    return (await queries.query<{ total: number }>(COUNT))[0]?.total ?? 0;
  }
}
