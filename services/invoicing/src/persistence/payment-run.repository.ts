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

export interface PaymentRunRow {
  readonly id: string;
  readonly council_id: string;
  readonly reference: string;
  readonly status: 'PREPARED' | 'RELEASED';
  readonly total_pence: Pence;
  readonly prepared_by: string;
  readonly prepared_at: Date;
  readonly released_by: string | null;
  readonly released_at: Date | null;
  readonly payment_count: number;
  readonly processing_on: string | null;
}

const RUNS = sqlFile(import.meta.url, './sql/payment-runs.sql');
const PAID_INVOICES = statement(
  'invoicing.invoices-of-runs',
  `select p.run_id, p.invoice_id from invoicing.payment_run r join invoicing.payment p on p.council_id = r.council_id and p.run_id = r.id
   where r.id = any ($1::uuid[]) order by p.run_id, p.invoice_id`,
);

/** Reads payment runs as the officer; row-level security leaves out other councils'. */
@Injectable()
export class PaymentRunRepository {
  constructor(private readonly database: Database) {}

  byIds(queries: Queries, ids: readonly string[]): Promise<PaymentRunRow[]> {
    return queries.query<PaymentRunRow>(RUNS, [ids, ids.length]);
  }

  newest(queries: Queries, limit: number): Promise<PaymentRunRow[]> {
    return queries.query<PaymentRunRow>(RUNS, [null, limit]);
  }

  /** Which invoices each run pays. */
  invoicesOf(queries: Queries, runIds: readonly string[]): Promise<{ run_id: string; invoice_id: string }[]> {
    return queries.query<{ run_id: string; invoice_id: string }>(PAID_INVOICES, [runIds]);
  }

  /** The run and its invoices, or null when the actor may not see it. */
  async withInvoices(
    actor: Actor,
    runId: string,
  ): Promise<{ readonly councilId: string; readonly invoiceIds: readonly string[] } | null> {
    const [runs, payments] = await this.database.transaction(rowScope(actor), (queries) =>
      Promise.all([this.byIds(queries, [runId]), this.invoicesOf(queries, [runId])]),
    );
    const run = runs[0];
    return run ? { councilId: run.council_id, invoiceIds: payments.map((payment) => payment.invoice_id) } : null;
  }
}
