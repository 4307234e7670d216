import { formatQuantity, parseQuantity, type Pence, shortReference } from '@owncourse/kernel/contract';
import { matchProblemWords } from '../domain/match-problem.js';
import type { InvoiceLineRow, InvoiceRow, PayerKind } from '../persistence/invoice.repository.js';
import type { PaymentRunRow } from '../persistence/payment-run.repository.js';

/** The GraphQL Invoice, with what its own resolvers need. */
export interface InvoiceView {
  readonly __typename: 'Invoice';
  readonly id: string;
  readonly provider: { readonly id: string };
  readonly payerId: string;
  readonly payerKind: PayerKind;
  readonly approvedBy: string | null;
  readonly totalPence: Pence;
  readonly [field: string]: unknown;
}

export function invoiceView(row: InvoiceRow): InvoiceView {
  return {
    __typename: 'Invoice',
    id: row.id,
    number: row.number,
    provider: { id: row.provider_id },
    payerId: row.payer_id,
    payerKind: row.payer_kind,
    periodStart: row.period_start,
    periodEnd: row.period_end,
    issuedOn: row.issued_on,
    dueOn: row.due_on,
    status: row.status,
    totalPence: row.total_pence,
    lineCount: row.line_count,
    matchProblems: row.match_problems.map(matchProblemWords),
    approvedBy: row.approved_by,
    approvedAt: row.approved_at,
    paidOn: row.paid_on,
    externalNumber: row.external_number,
  };
}

export function invoiceLineView(row: InvoiceLineRow): Record<string, unknown> {
  return {
    id: row.billable_id,
    orderId: row.order_id,
    orderReference: shortReference(row.order_id),
    onDate: row.on_date,
    description: row.description,
    quantity: formatQuantity(parseQuantity(row.quantity)),
    unitPricePence: row.unit_price_pence,
    linePence: row.line_pence,
    vatCategory: row.vat_category,
    rateCardVersion: row.rate_card_version,
  };
}

export interface PaymentRunView {
  readonly __typename: 'PaymentRun';
  readonly id: string;
  readonly preparedBy: string;
  readonly releasedBy: string | null;
  readonly [field: string]: unknown;
}

export function paymentRunView(row: PaymentRunRow, readerId: string): PaymentRunView {
  return {
    __typename: 'PaymentRun',
    id: row.id,
    reference: row.reference,
    status: row.status,
    preparedBy: row.prepared_by,
    preparedAt: row.prepared_at,
    releasedBy: row.released_by,
    releasedAt: row.released_at,
    totalPence: row.total_pence,
    paymentCount: row.payment_count,
    preparedByReader: row.prepared_by === readerId,
    processingOn: row.processing_on,
    releasedByReader: row.released_by === readerId,
  };
}
