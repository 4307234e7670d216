import { Injectable } from '@nestjs/common';
import { type Pence, type Queries, statement } from '@owncourse/kernel/contract';

export interface ExpenseRow {
  readonly id: string;
  readonly council_id: string;
  readonly person_id: string;
  readonly budget_id: string;
  readonly kind: string;
  readonly kind_words: string;
  readonly payee: string;
  readonly spent_on: string;
  readonly amount_pence: Pence;
  readonly recorded_at: Date;
  readonly recorded_by: string;
  readonly reversed_at: Date | null;
  readonly reversal_reason: string | null;
}

export interface ReceiptRow {
  readonly id: string;
  readonly expense_id: string;
  readonly content_type: string;
  readonly byte_size: number;
  readonly added_at: Date;
}

export interface ReceiptContentRow {
  readonly person_id: string;
  readonly council_id: string;
  readonly content_type: string;
  readonly content: Buffer;
}

const COLUMNS = `e.id, e.council_id, b.person_id, e.budget_id, e.kind, k.words as kind_words, e.payee, e.spent_on, e.amount_pence, e.recorded_at,
  e.recorded_by, e.reversed_at, e.reversal_reason`;
const TABLES = `ledger.expense e join ledger.budget b on b.id = e.budget_id join ledger.expense_kind k on k.code = e.kind`;

const PERSON = statement('ledger.person-of-budget', 'select person_id from ledger.budget where id = $1');
const KINDS = statement(
  'ledger.expense-kinds',
  'select code, words from ledger.expense_kind where retired_at is null order by position',
);
const EXPENSE = statement('ledger.expense', `select ${COLUMNS} from ${TABLES} where e.id = $1`);
const BY_IDS = statement('ledger.expenses-by-id', `select ${COLUMNS} from ${TABLES} where e.id = any ($1::uuid[])`);
const PAGE = statement(
  'ledger.expenses',
  `select e.* from unnest($1::uuid[]) as wanted (budget_id) cross join lateral (
     select ${COLUMNS} from ${TABLES}
     where e.budget_id = wanted.budget_id and ($2::date is null or (e.spent_on, e.id) < ($2::date, $3::uuid))
     order by e.spent_on desc, e.id desc limit $4
   ) e order by e.budget_id, e.spent_on desc, e.id desc`,
);
const RECEIPTS = statement(
  'ledger.receipts',
  `select id, expense_id, content_type, byte_size, added_at from ledger.receipt where expense_id = any ($1::uuid[]) order by expense_id, added_at, id`,
);
const CONTENT = statement(
  'ledger.receipt-content',
  `select b.person_id, r.council_id, r.content_type, r.content from ledger.receipt r join ledger.budget b on b.id = r.budget_id where r.id = $1`,
);
const PAYS = statement(
  'ledger.pays-off-platform',
  `select wanted.budget_id, exists (select 1 from ledger.holding h where h.budget_id = wanted.budget_id and h.covers @> $2::date
     and h.route in ('DIRECT_PAYMENT', 'REPRESENTATIVE', 'TRUST', 'BROKER')) as pays
   from unnest($1::uuid[]) as wanted (budget_id)`,
);

/** Reads expenses as the reader; row-level security leaves out what is not theirs. */
@Injectable()
export class ExpenseRepository {
  /** Null for a budget the reader may not see. */
  async personOf(queries: Queries, budgetId: string): Promise<string | null> {
    return (await queries.query<{ person_id: string }>(PERSON, [budgetId]))[0]?.person_id ?? null;
  }

  kinds(queries: Queries): Promise<{ code: string; words: string }[]> {
    return queries.query(KINDS);
  }

  async byId(queries: Queries, id: string): Promise<ExpenseRow | null> {
    return (await queries.query<ExpenseRow>(EXPENSE, [id]))[0] ?? null;
  }

  /** In no order. */
  byIds(queries: Queries, ids: readonly string[]): Promise<ExpenseRow[]> {
    return queries.query<ExpenseRow>(BY_IDS, [ids]);
  }

  /** So many of each budget, the latest day first. */
  page(
    queries: Queries,
    budgetIds: readonly string[],
    after: { readonly day: string; readonly id: string } | null,
    limit: number,
  ): Promise<ExpenseRow[]> {
    return queries.query<ExpenseRow>(PAGE, [budgetIds, after?.day ?? null, after?.id ?? null, limit]);
  }

  receipts(queries: Queries, expenseIds: readonly string[]): Promise<ReceiptRow[]> {
    return queries.query<ReceiptRow>(RECEIPTS, [expenseIds]);
  }

  async content(queries: Queries, receiptId: string): Promise<ReceiptContentRow | null> {
    return (await queries.query<ReceiptContentRow>(CONTENT, [receiptId]))[0] ?? null;
  }

  paysOffPlatform(
    queries: Queries,
    budgetIds: readonly string[],
    today: string,
  ): Promise<{ budget_id: string; pays: boolean }[]> {
    return queries.query(PAYS, [budgetIds, today]);
  }
}
