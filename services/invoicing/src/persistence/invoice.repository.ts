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

export type InvoiceStatusName = 'ISSUED' | 'APPROVED' | 'IN_PAYMENT_RUN' | 'PAID';
export type PayerKind = 'COUNCIL' | 'PERSON' | 'ORGANISATION';

export interface InvoiceRow {
  readonly id: string;
  readonly council_id: string;
  readonly provider_id: string;
  readonly number: string;
  readonly payer_id: string;
  readonly payer_kind: PayerKind;
  readonly person_ids: readonly string[];
  readonly period_start: string;
  readonly period_end: string;
  readonly issued_on: string;
  readonly due_on: string;
  readonly status: InvoiceStatusName;
  readonly approved_by: string | null;
  readonly approved_at: Date | null;
  readonly paid_on: string | null;
  /** The provider's own number, where it sent the invoice itself. */
  readonly external_number: string | null;
  readonly total_pence: Pence;
  readonly line_count: number;
  readonly match_problems: readonly string[];
}

export interface InvoiceLineRow {
  readonly invoice_id: string;
  readonly billable_id: string;
  readonly order_id: string;
  readonly on_date: string;
  readonly description: string;
  readonly quantity: string;
  readonly unit_price_pence: Pence;
  readonly line_pence: Pence;
  readonly vat_category: string;
  readonly rate_card_version: number | null;
}

/** Who an invoice concerns; what authorising needs. */
export interface InvoiceHead {
  readonly id: string;
  readonly council_id: string;
  readonly payer_kind: PayerKind;
  readonly person_ids: readonly string[];
  readonly issued_on: string;
}

const INVOICES = sqlFile(import.meta.url, './sql/invoices.sql');
const COUNT = statement(
  'invoicing.count-invoices',
  'select count(*)::int as total from invoicing.invoice where $1::text[] is null or status = any ($1::text[])',
);
const LINES = statement(
  'invoicing.lines',
  `select l.invoice_id, l.billable_id, l.order_id, l.on_date, l.description, l.quantity, l.unit_price_pence, l.line_pence, l.vat_category, l.rate_card_version
   from invoicing.invoice i join invoicing.invoice_line l on l.council_id = i.council_id and l.invoice_id = i.id
   where i.id = any ($1::uuid[]) order by l.invoice_id, l.line_number`,
);
const HEADS = statement(
  'invoicing.heads',
  'select id, council_id, payer_kind, person_ids, issued_on from invoicing.invoice where id = any ($1::uuid[]) order by id',
);
const TO_APPROVE = statement(
  'invoicing.to-approve',
  `select i.id, i.council_id, i.payer_kind, i.person_ids, i.issued_on from invoicing.invoice i
   where i.status = 'ISSUED' and not exists (
     select 1 from invoicing.invoice_line l where l.council_id = i.council_id and l.invoice_id = i.id and l.match_problems <> '{}'
       and invoicing.open_problems(l.council_id, l.invoice_id, l.line_number, l.match_problems) <> '{}'
   ) order by i.issued_on, i.id limit $1`,
);

/** Reads invoices as the reader; row-level security leaves out what is not theirs. */
@Injectable()
export class InvoiceRepository {
  constructor(private readonly database: Database) {}

  byIds(queries: Queries, ids: readonly string[]): Promise<InvoiceRow[]> {
    return queries.query<InvoiceRow>(INVOICES, [ids, null, null, null, ids.length]);
  }

  /** @param after issued_on and id of the last invoice of the page before */
  page(
    queries: Queries,
    statuses: readonly string[] | null,
    after: readonly string[] | null,
    limit: number,
  ): Promise<InvoiceRow[]> {
    return queries.query<InvoiceRow>(INVOICES, [null, statuses, after?.[0] ?? null, after?.[1] ?? null, limit]);
  }

  async count(queries: Queries, statuses: readonly string[] | null): Promise<number> {
    return (await queries.query<{ total: number }>(COUNT, [statuses]))[0]?.total ?? 0;
  }

  lines(queries: Queries, invoiceIds: readonly string[]): Promise<InvoiceLineRow[]> {
    return queries.query<InvoiceLineRow>(LINES, [invoiceIds]);
  }

  /** Only those the actor may see. */
  heads(actor: Actor, ids: readonly string[]): Promise<InvoiceHead[]> {
    return this.database.transaction(rowScope(actor), (queries) => queries.query<InvoiceHead>(HEADS, [ids]));
  }

  /** Issued, without a difference, oldest first. */
  toApprove(actor: Actor, limit: number): Promise<InvoiceHead[]> {
    return this.database.transaction(rowScope(actor), (queries) => queries.query<InvoiceHead>(TO_APPROVE, [limit]));
  }
}
