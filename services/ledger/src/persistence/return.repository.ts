import { Injectable } from '@nestjs/common';
import { type Pence, type Queries, statement } from '@owncourse/kernel/contract';

export interface ReturnRow {
  readonly budget_id: string;
  readonly person_id: string;
  readonly from_on: string;
  readonly to_on: string;
  readonly due_on: string;
  readonly pack_id: string | null;
  readonly sent_at: Date | null;
  readonly without_receipt: number;
}

/** What a pack is about, for making its files. */
export interface PackRow {
  readonly budget_id: string;
  readonly from_on: string;
  readonly to_on: string;
  readonly declaration: string;
  readonly sent_at: Date;
  readonly sent_by_name: string | null;
  readonly receipts: readonly {
    readonly id: string;
    readonly payee: string;
    readonly spentOn: string;
    readonly type: string;
  }[];
}

export interface InvoicedRow {
  readonly invoice_id: string;
  readonly on_day: string;
  readonly amount_pence: Pence;
}

export interface CreditedRow {
  readonly on_day: string;
  readonly visit_on: string;
  readonly amount_pence: Pence;
  readonly provider_name: string;
  readonly number: string;
  readonly invoice_number: string;
}

const OF_BUDGETS = statement(
  'ledger.returns-of-budgets',
  `select b.id as budget_id, b.person_id, r.* from ledger.budget b cross join lateral ledger.return_periods(b.id, $2) r
   where b.id = any ($1::uuid[]) order by b.id, r.from_on desc`,
);
const PAGE = statement(
  'ledger.returns',
  `select b.id as budget_id, b.person_id, r.* from ledger.budget b cross join lateral ledger.return_periods(b.id, $1) r
   where b.council_id = $2 and r.to_on < $1 and (r.pack_id is not null) = $3 and ($4::date is null or (r.due_on, b.id) > ($4::date, $5::uuid))
   order by r.due_on, b.id limit $6`,
);
const PACK = statement(
  'ledger.return-pack',
  `select r.budget_id, lower(r.covers) as from_on, upper(r.covers) - 1 as to_on, r.declaration, r.sent_at,
     (select n.name from identity.person_names(array[r.sent_by]) n) as sent_by_name,
     coalesce((select jsonb_agg(jsonb_build_object('id', c.id, 'payee', e.payee, 'spentOn', e.spent_on, 'type', c.content_type) order by e.spent_on, c.added_at, c.id)
       from ledger.expense e join ledger.receipt c on c.expense_id = e.id
       where e.budget_id = r.budget_id and e.reversed_at is null and r.covers @> e.spent_on), '[]') as receipts
   from ledger.return_pack r where r.id = $1`,
);
const INVOICED = statement(
  'ledger.invoiced-in',
  `select posting_group as invoice_id, (recorded_at at time zone 'Europe/London')::date as on_day, amount_pence from ledger.transfer
   where budget_id = $1 and kind = 'INVOICED' and (recorded_at at time zone 'Europe/London')::date between $2 and $3 order by position`,
);

const CREDITED = statement(
  'ledger.credited-in',
  `select (t.recorded_at at time zone 'Europe/London')::date as on_day, coalesce(a.effective_on, t.effective_on) as visit_on, t.amount_pence,
     (select coalesce(max(n.name), '') from identity.organisation_names(array[f.provider_id]) n) as provider_name,
     coalesce(c.number, '') as number, coalesce(c.invoice_number, '') as invoice_number
   from ledger.transfer t
   join ledger.account f on f.council_id = t.council_id and f.id = t.from_account
   left join ledger.transfer a on a.council_id = t.council_id and a.id = ledger.caused_id(t.posting_group, 'ACCRUED')
   left join lateral invoicing.credit_numbers($1, array[t.posting_group]) c on true
   where t.budget_id = $1 and t.kind = 'CREDITED' and t.from_kind = 'invoiced'
     and (t.recorded_at at time zone 'Europe/London')::date between $2 and $3 order by t.position`,
);

/** Reads returns as the reader; row-level security leaves out what is not theirs. */
@Injectable()
export class ReturnRepository {
  ofBudgets(queries: Queries, budgetIds: readonly string[], today: string): Promise<ReturnRow[]> {
    return queries.query<ReturnRow>(OF_BUDGETS, [budgetIds, today]);
  }

  /** Of a council's budgets, whose days are over, the longest due first. */
  page(
    queries: Queries,
    asked: { readonly today: string; readonly councilId: string; readonly sent: boolean },
    after: { readonly dueOn: string; readonly budgetId: string } | null,
    limit: number,
  ): Promise<ReturnRow[]> {
    const { today, councilId, sent } = asked;
    return queries.query<ReturnRow>(PAGE, [
      today,
      councilId,
      sent,
      after?.dueOn ?? null,
      after?.budgetId ?? null,
      limit,
    ]);
  }

  async pack(queries: Queries, id: string): Promise<PackRow | null> {
    return (await queries.query<PackRow>(PACK, [id]))[0] ?? null;
  }

  /** What came back of approved invoices, because visits were settled for less; by the day it came back. */
  credited(queries: Queries, budgetId: string, from: string, to: string): Promise<CreditedRow[]> {
    return queries.query<CreditedRow>(CREDITED, [budgetId, from, to]);
  }

  /** What was invoiced to a budget, by the day it was approved. */
  invoiced(queries: Queries, budgetId: string, from: string, to: string): Promise<InvoicedRow[]> {
    return queries.query<InvoicedRow>(INVOICED, [budgetId, from, to]);
  }
}
