import { Injectable } from '@nestjs/common';
import { type Pence, type Queries, sqlFile, statement } from '@owncourse/kernel/contract';

/** Sums inside JSON are text: its numbers are no money. */
type PenceText = string;

export interface BudgetLifeRow {
  readonly budget_id: string;
  readonly recoverable_pence: Pence;
  readonly reclaimed_pence: Pence;
  readonly contingency_pence: Pence;
  readonly contingency_opened_pence: Pence;
  readonly employer_pence: Pence;
  readonly steps: readonly { readonly fromDate: string; readonly weeklyPence: PenceText }[];
  readonly yearly_sums: readonly {
    readonly id: string;
    readonly firstOn: string;
    readonly lastOn: string | null;
    readonly endedFrom: string | null;
    readonly amountPence: PenceText;
  }[];
  readonly pause: { readonly fromDate: string; readonly untilDate: string | null } | null;
  readonly closing: {
    readonly fromDate: string;
    readonly cause: string;
    readonly closedAt: string | null;
  } | null;
  readonly funders: readonly {
    readonly fromDate: string;
    readonly untilDate: string | null;
    readonly shares: readonly { readonly kind: string; readonly weight: number }[];
  }[];
  readonly holding: readonly {
    readonly fromDate: string;
    readonly untilDate: string | null;
    readonly route: string;
    readonly holderId: string;
    readonly holderName: string;
    readonly weeklyPence: PenceText | null;
  }[];
  readonly decisions: readonly {
    readonly id: string;
    readonly kind: string;
    readonly fromDate: string;
    readonly amountPence: PenceText | null;
    readonly beforePence: PenceText | null;
    readonly putInPence: PenceText;
    readonly takenBackPence: PenceText;
    readonly owedPence: PenceText;
    readonly reason: string;
    readonly decidedByName: string;
    readonly decidedAt: string;
  }[];
}

export interface ReclaimRow {
  readonly id: string;
  readonly budget_id: string;
  readonly status: string;
  readonly proposed_pence: Pence;
  readonly reserve_weeks: number;
  readonly reserve_pence: Pence;
  readonly proposed_on: string;
  readonly decide_from: string;
  readonly disagreement: string | null;
  readonly disagreed_at: Date | null;
  readonly taken_pence: Pence;
  readonly reason: string | null;
  readonly decided_by_name: string | null;
  readonly decided_at: Date | null;
}

const LIFE = sqlFile(import.meta.url, './sql/budget-life.sql');
const RECLAIM_COLUMNS = `r.id, r.budget_id, r.status, r.proposed_pence, r.reserve_weeks, r.reserve_pence, r.proposed_on, r.decide_from,
  r.disagreement, r.disagreed_at, r.taken_pence, r.reason, n.name as decided_by_name, r.decided_at
  from ledger.reclaim r left join lateral identity.person_names(array[r.decided_by]) n on true`;
const RECLAIMS = statement(
  'ledger.reclaims-of-budgets',
  `select ${RECLAIM_COLUMNS} where r.budget_id = any ($1::uuid[]) order by r.proposed_on desc, r.id desc`,
);
/** Longest waiting first; a proposal is as old as the day from which it may be decided. */
const QUEUE = statement(
  'ledger.reclaim-queue',
  `select ${RECLAIM_COLUMNS} where r.status = 'PROPOSED' and r.council_id = $1 and ($2::date is null or (r.decide_from, r.id) > ($2::date, $3::uuid))
   order by r.decide_from, r.id limit $4`,
);
const WAITING = statement(
  'ledger.reclaims-waiting',
  `select count(*)::int as total from ledger.reclaim where status = 'PROPOSED' and council_id = $1`,
);

/** Reads as the reader; row-level security leaves out what is not theirs. */
@Injectable()
export class BudgetLifeRepository {
  lives(queries: Queries, budgetIds: readonly string[], today: string): Promise<BudgetLifeRow[]> {
    return queries.query<BudgetLifeRow>(LIFE, [budgetIds, today]);
  }

  reclaims(queries: Queries, budgetIds: readonly string[]): Promise<ReclaimRow[]> {
    return queries.query<ReclaimRow>(RECLAIMS, [budgetIds]);
  }

  /** @param after day and id of the last one of the page before */
  queue(
    queries: Queries,
    councilId: string,
    after: readonly [string, string] | null,
    limit: number,
  ): Promise<ReclaimRow[]> {
    return queries.query<ReclaimRow>(QUEUE, [councilId, after?.[0] ?? null, after?.[1] ?? null, limit]);
  }

  async waiting(queries: Queries, councilId: string): Promise<number> {
    return (await queries.query<{ total: number }>(WAITING, [councilId]))[0]?.total ?? 0;
  }
}
