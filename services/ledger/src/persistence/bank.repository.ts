import { Injectable } from '@nestjs/common';
import { type Pence, type Queries, statement } from '@owncourse/kernel/contract';
import type { BankLineKind } from '../contract/bank.port.js';

export interface BankStatementRow {
  readonly id: string;
  readonly budget_id: string;
  readonly account_ending: string;
  readonly from_on: string;
  readonly to_on: string;
  readonly opening_pence: Pence | null;
  readonly closing_pence: Pence | null;
  readonly line_count: number;
  readonly new_count: number;
  readonly imported_at: Date;
}

export interface BankLineRow {
  readonly id: string;
  readonly council_id: string;
  readonly budget_id: string;
  readonly person_id: string;
  readonly on_day: string;
  readonly words: string;
  readonly amount_pence: Pence;
  /** Null while nobody has said what the line is. */
  readonly kind: BankLineKind | null;
  readonly expense_id: string | null;
}

export interface BankProposalRow {
  readonly line_id: string;
  readonly kind: BankLineKind;
  readonly entry_id: string;
  readonly on_day: string;
  readonly amount_pence: Pence;
  readonly payee: string | null;
}

export interface BankBudgetRow {
  readonly person_id: string;
  readonly council_id: string;
  readonly starts_on: string;
}

/** Some days of a budget. */
export interface BankDays {
  readonly budgetId: string;
  readonly from: string;
  readonly to: string;
}

export interface BankPeriodRow {
  readonly budget_id: string;
  readonly asked_from: string;
  readonly asked_to: string;
  readonly covered_from: string | null;
  readonly covered_to: string | null;
  readonly opening_pence: Pence | null;
  readonly closing_pence: Pence | null;
  readonly in_pence: Pence;
  readonly out_pence: Pence;
  readonly explained_count: number;
  readonly explained_pence: Pence;
  readonly open_count: number;
  readonly open_pence: Pence;
  readonly aside_count: number;
  readonly aside_pence: Pence;
  readonly books_pence: Pence;
  readonly unseen_count: number;
  readonly unseen_pence: Pence;
  readonly matched_books_pence: Pence;
}

const STATEMENT = `s.id, s.budget_id, s.account_ending, lower(s.covers) as from_on, upper(s.covers) - 1 as to_on, s.opening_pence, s.closing_pence,
  s.line_count, s.new_count, s.imported_at`;
const LINE = `l.id, l.council_id, l.budget_id, b.person_id, l.on_day, l.words, l.amount_pence, x.kind, x.expense_id`;
const LINES = `ledger.bank_line l join ledger.budget b on b.id = l.budget_id
  left join ledger.bank_explanation x on x.line_id = l.id and x.undone_at is null`;

const BUDGET = statement(
  'ledger.budget-of-bank',
  `select b.person_id, b.council_id, (select min(lower(p.covers)) from ledger.budget_period p where p.budget_id = b.id) as starts_on
   from ledger.budget b where b.id = $1`,
);
const OF_FILE = statement(
  'ledger.bank-statement-of-file',
  `select ${STATEMENT} from ledger.bank_statement s where s.budget_id = $1 and s.file_hash = $2`,
);
const STATEMENTS = statement(
  'ledger.bank-statements',
  `select ${STATEMENT} from ledger.bank_statement s where s.budget_id = any ($1::uuid[]) order by s.budget_id, upper(s.covers) desc, s.imported_at desc, s.id desc`,
);
const ONE = statement('ledger.bank-line', `select ${LINE} from ${LINES} where l.id = $1`);
const PAGE = statement(
  'ledger.bank-lines',
  `select page.* from unnest($1::uuid[]) as wanted (budget_id) cross join lateral (
     select ${LINE} from ${LINES}
     where l.budget_id = wanted.budget_id and (not $2 or x.kind is null) and ($3::date is null or (l.on_day, l.id) < ($3::date, $4::uuid))
     order by l.on_day desc, l.id desc limit $5
   ) page order by page.budget_id, page.on_day desc, page.id desc`,
);
const OPEN = statement(
  'ledger.count-open-bank-lines',
  `select l.budget_id, count(*)::int as open_count from ledger.bank_line l where l.budget_id = any ($1::uuid[])
     and not exists (select 1 from ledger.bank_explanation x where x.line_id = l.id and x.undone_at is null)
   group by l.budget_id`,
);
const PROPOSALS = statement(
  'ledger.bank-proposals',
  'select line_id, kind, entry_id, on_day, amount_pence, payee from ledger.bank_proposals($1::uuid[], $2)',
);
const PERIODS = statement(
  'ledger.bank-periods',
  `select wanted.budget_id, wanted.from_on as asked_from, wanted.to_on as asked_to, p.*
   from unnest($1::uuid[], $2::date[], $3::date[]) as wanted (budget_id, from_on, to_on)
   cross join lateral ledger.bank_period(wanted.budget_id, wanted.from_on, wanted.to_on) p`,
);

/** Reads bank statements as the reader; row-level security leaves out what is not theirs. */
@Injectable()
export class BankRepository {
  /** Null for a budget the reader may not see. */
  async budget(queries: Queries, budgetId: string): Promise<BankBudgetRow | null> {
    return (await queries.query<BankBudgetRow>(BUDGET, [budgetId]))[0] ?? null;
  }

  async statementOfFile(queries: Queries, budgetId: string, hash: Buffer): Promise<BankStatementRow | null> {
    return (await queries.query<BankStatementRow>(OF_FILE, [budgetId, hash]))[0] ?? null;
  }

  /** The latest first. */
  statements(queries: Queries, budgetIds: readonly string[]): Promise<BankStatementRow[]> {
    return queries.query<BankStatementRow>(STATEMENTS, [budgetIds]);
  }

  async line(queries: Queries, id: string): Promise<BankLineRow | null> {
    return (await queries.query<BankLineRow>(ONE, [id]))[0] ?? null;
  }

  /** So many of each budget, the latest day first. @param onlyOpen those of which nobody has said what they are */
  lines(
    queries: Queries,
    budgetIds: readonly string[],
    onlyOpen: boolean,
    after: { readonly day: string; readonly id: string } | null,
    limit: number,
  ): Promise<BankLineRow[]> {
    return queries.query<BankLineRow>(PAGE, [budgetIds, onlyOpen, after?.day ?? null, after?.id ?? null, limit]);
  }

  openCounts(queries: Queries, budgetIds: readonly string[]): Promise<{ budget_id: string; open_count: number }[]> {
    return queries.query(OPEN, [budgetIds]);
  }

  proposals(queries: Queries, lineIds: readonly string[], today: string): Promise<BankProposalRow[]> {
    return queries.query<BankProposalRow>(PROPOSALS, [lineIds, today]);
  }

  /** In no order. @param asked of budgets that the reader may see */
  periods(queries: Queries, asked: readonly BankDays[]): Promise<BankPeriodRow[]> {
    const values = [asked.map((one) => one.budgetId), asked.map((one) => one.from), asked.map((one) => one.to)];
    return queries.query<BankPeriodRow>(PERIODS, values);
  }
}
