import { Injectable } from '@nestjs/common';
import { type Queries, statement } from '@owncourse/kernel/contract';
import type { FoundDifference } from '../domain/match-problem.js';

export interface DifferenceRow extends FoundDifference {
  readonly invoice_id: string;
  readonly billable_id: string;
}

const OF_INVOICES = statement(
  'invoicing.differences-of',
  'select invoice_id, line_number, billable_id, on_date, problem, may_accept, quantity, unit_price_pence, line_pence, ordered_pence, delivered_on, delivered_quantity, delivered_unit_pence, delivered_pence, explained from invoicing.differences_of($1::uuid[])',
);
const TO_SORT_OUT = statement('invoicing.to-sort-out', 'select * from invoicing.to_sort_out($1) as invoice_id');
const SENT = statement(
  'invoicing.sent-to-sort-out',
  `select n.id from invoicing.incoming_invoice n where n.status = 'DIFFERS' order by n.received_at, n.id limit $1`,
);

/** What keeps invoices from being approved, for their provider and their council. */
@Injectable()
export class SortingOutRepository {
  differences(queries: Queries, invoiceIds: readonly string[]): Promise<DifferenceRow[]> {
    return queries.query<DifferenceRow>(OF_INVOICES, [invoiceIds]);
  }

  /** Ids of our own that wait, the longest first. */
  async ours(queries: Queries, limit: number): Promise<string[]> {
    return (await queries.query<{ invoice_id: string }>(TO_SORT_OUT, [limit])).map((row) => row.invoice_id);
  }

  /** Ids of those that providers sent and that differ, the longest first. */
  async sent(queries: Queries, limit: number): Promise<string[]> {
    return (await queries.query<{ id: string }>(SENT, [limit])).map((row) => row.id);
  }
}
