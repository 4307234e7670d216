import { Injectable } from '@nestjs/common';
import { type Pence, type Queries, statement } from '@owncourse/kernel/contract';
import type { RegularPattern } from '../contract/regular.port.js';

export interface RegularRow {
  readonly id: string;
  readonly budget_id: string;
  readonly person_id: string;
  readonly kind: string;
  readonly kind_words: string;
  readonly payee: string;
  /** Null where nothing of it is still to come. */
  readonly steps:
    readonly { readonly from: string; readonly amountPence: string; readonly every: RegularPattern }[] | null;
  readonly overdue_on: readonly string[];
  readonly next_on: string | null;
  readonly next_pence: Pence | null;
  /** The last day on which it can be paid; null for no end. */
  readonly ends_on: string | null;
}

// Looked for a year and a month ahead, so that what is paid once a year is found.
const THREADS = `
  select r.thread_id as id, r.budget_id, b.person_id, min(r.kind) as kind, min(k.words) as kind_words, min(r.payee) as payee,
    jsonb_agg(jsonb_build_object('from', r.first_on, 'amountPence', r.amount_pence::text, 'every', r.every) order by r.first_on)
      filter (where upper_inf(r.covers) or upper(r.covers) > $2) as steps,
    -- Empty where it was ended before it began.
    case when bool_or(upper_inf(r.covers)) then null else coalesce(max(upper(r.covers)), min(r.first_on)) - 1 end as ends_on,
    coalesce((select jsonb_agg(d.due_on order by d.due_on) from ledger.regular_days(array[r.budget_id], $2::date - 366, $2::date - 1) d
      where d.thread_id = r.thread_id and d.expense_id is null
        and d.due_on >= $2::date - ledger.policy_number(b.council_id, 'regularOverdueDays', $2, 28)), '[]') as overdue_on,
    n.due_on as next_on, n.amount_pence as next_pence
  from ledger.regular_expense r
  join ledger.budget b on b.id = r.budget_id
  join ledger.expense_kind k on k.code = r.kind
  left join lateral (select d.due_on, d.amount_pence from ledger.regular_days(array[r.budget_id], $2, $2::date + 397) d
    where d.thread_id = r.thread_id and d.expense_id is null order by d.due_on limit 1) n on true`;
const GROUPED = 'group by r.thread_id, r.budget_id, b.person_id, b.council_id, n.due_on, n.amount_pence';

const OF_BUDGETS = statement(
  'ledger.regular-of-budgets',
  `select * from (${THREADS} where r.budget_id = any ($1::uuid[]) ${GROUPED} having bool_or(not isempty(r.covers))) t
   where t.ends_on is null or t.ends_on >= $2 or jsonb_array_length(t.overdue_on) > 0 order by t.budget_id, lower(t.payee), t.id`,
);
const ONE = statement('ledger.regular-expense', `${THREADS} where r.thread_id = $1 ${GROUPED}`);
const HEAD = statement(
  'ledger.regular-head',
  'select r.budget_id, b.person_id from ledger.regular_expense r join ledger.budget b on b.id = r.budget_id where r.thread_id = $1 limit 1',
);

/** Reads plans as the reader; row-level security leaves out what is not theirs. */
@Injectable()
export class RegularRepository {
  /** By payee; what is over is left out. */
  ofBudgets(queries: Queries, budgetIds: readonly string[], today: string): Promise<RegularRow[]> {
    return queries.query<RegularRow>(OF_BUDGETS, [budgetIds, today]);
  }

  async one(queries: Queries, id: string, today: string): Promise<RegularRow | null> {
    return (await queries.query<RegularRow>(ONE, [id, today]))[0] ?? null;
  }

  async head(queries: Queries, id: string): Promise<{ readonly budget_id: string; readonly person_id: string } | null> {
    return (await queries.query<{ budget_id: string; person_id: string }>(HEAD, [id]))[0] ?? null;
  }
}
