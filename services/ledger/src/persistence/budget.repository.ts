import { Injectable } from '@nestjs/common';
import {
  type Actor,
  Database,
  type Pence,
  type Queries,
  rowScope,
  sqlFile,
  statement,
} from '@owncourse/kernel/contract';

export interface BudgetRow {
  readonly id: string;
  readonly council_id: string;
  readonly person_id: string;
  readonly status: string;
  readonly starts_on: string;
  readonly ends_on: string | null;
  readonly holding_route: string;
  readonly weekly_pence: Pence;
  readonly available_pence: Pence;
  readonly committed_pence: Pence;
  readonly accrued_pence: Pence;
  readonly invoiced_pence: Pence;
  readonly paid_pence: Pence;
  readonly reclaimed_pence: Pence;
  readonly funded_through: string | null;
  readonly next_on: string | null;
  readonly next_pence: Pence | null;
  readonly sources: readonly { readonly kind: string; readonly weight: number }[] | null;
}

export interface StatementRow {
  readonly budget_id: string;
  readonly id: string;
  readonly position: bigint;
  readonly effective_on: string;
  readonly recorded_at: Date;
  readonly kind: string;
  readonly amount_pence: Pence;
  readonly available_after_pence: Pence;
  readonly order_id: string | null;
  readonly provider_id: string | null;
  readonly expense_id: string | null;
  readonly payee: string | null;
  readonly actor_id: string;
}

const BUDGETS = sqlFile(import.meta.url, './sql/budgets.sql');
const COUNT = statement('ledger.count-budgets', 'select count(*)::int as total from ledger.budget');
const COUNCIL_OF = statement('ledger.council-of-budget', 'select council_id from ledger.budget where id = $1');
const RECLAIM_OF = statement(
  'ledger.reclaim-of',
  'select r.budget_id, b.person_id from ledger.reclaim r join ledger.budget b on b.id = r.budget_id where r.id = $1',
);
const STATEMENTS = statement(
  'ledger.statements',
  `select s.*
   from unnest($1::uuid[]) as wanted (budget_id)
   cross join lateral (
     select t.budget_id, t.id, t.position, t.effective_on, t.recorded_at, t.kind, t.amount_pence, t.available_after_pence, t.order_id, t.actor_id, a.provider_id, e.id as expense_id, e.payee
     from ledger.transfer t
     left join ledger.account a on a.council_id = t.council_id and a.kind = 'invoiced' and a.id = case 'invoiced' when t.from_kind then t.from_account when t.to_kind then t.to_account end
     left join ledger.expense e on e.council_id = t.council_id and e.id = t.posting_group
     -- What moves between parts of a budget leaves its sum as it is.
     where t.budget_id = wanted.budget_id and t.kind <> 'PART_MOVED' and ($2::bigint is null or t.position < $2::bigint) order by t.position desc limit $3
   ) s`,
);
/** Reads budgets as the reader; row-level security leaves out what is not theirs. */
@Injectable()
export class BudgetRepository {
  constructor(private readonly database: Database) {}

  byIds(queries: Queries, ids: readonly string[], today: string): Promise<BudgetRow[]> {
    return queries.query<BudgetRow>(BUDGETS, [ids, today, null, ids.length]);
  }

  page(queries: Queries, today: string, after: string | null, limit: number): Promise<BudgetRow[]> {
    return queries.query<BudgetRow>(BUDGETS, [null, today, after, limit]);
  }

  async count(queries: Queries): Promise<number> {
    return (await queries.query<{ total: number }>(COUNT))[0]?.total ?? 0;
  }

  /** Null for a budget the actor may not see. */
  async councilOf(actor: Actor, budgetId: string): Promise<string | null> {
    const rows = await this.database.transaction(rowScope(actor), (queries) =>
      queries.query<{ council_id: string }>(COUNCIL_OF, [budgetId]),
    );
    return rows[0]?.council_id ?? null;
  }

  /** Null for a proposal the actor may not see. */
  async reclaimOf(actor: Actor, reclaimId: string): Promise<{ budget_id: string; person_id: string } | null> {
    const rows = await this.database.transaction(rowScope(actor), (queries) =>
      queries.query<{ budget_id: string; person_id: string }>(RECLAIM_OF, [reclaimId]),
    );
    return rows[0] ?? null;
  }

  /** Newest first, so many of each budget. */
  statements(
    queries: Queries,
    budgetIds: readonly string[],
    before: string | null,
    limit: number,
  ): Promise<StatementRow[]> {
    return queries.query<StatementRow>(STATEMENTS, [budgetIds, before, limit]);
  }
}
