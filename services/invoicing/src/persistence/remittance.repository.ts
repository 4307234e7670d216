import type { CardOutlookFacts } from '../domain/payment-outlook.js';
import { Injectable } from '@nestjs/common';
import { type Pence, type Queries, statement } from '@owncourse/kernel/contract';
import type { OutlookFacts } from '../domain/payment-outlook.js';

export interface RemittanceLineRow {
  readonly payment_id: string;
  readonly kind: 'INVOICE' | 'TAKEN_OFF';
  readonly invoice_id: string;
  readonly number: string;
  readonly on_day: string;
  /** Below zero where it was taken off. */
  readonly amount_pence: Pence;
}

export interface OutlookRow extends OutlookFacts {
  readonly invoice_id: string;
}

const LINES = statement('invoicing.remittance-lines', 'select * from invoicing.remittance_lines($1::uuid[])');
const OUTLOOK = statement('invoicing.payment-outlook', 'select * from invoicing.payment_outlook($1::uuid[], $2)');
const CARDS = statement(
  'invoicing.cards-of-visits',
  'select c.id, c.state, c.paid_at from invoicing.card_charge c where c.id = any ($1::uuid[])',
);
const INVOICES = statement(
  'invoicing.invoices-of-deliveries',
  'select * from invoicing.invoices_of_deliveries($1::uuid[])',
);

/** What payments are for and when they come; each answers only for the reader's own provider or council. */
@Injectable()
export class RemittanceRepository {
  lines(queries: Queries, paymentIds: readonly string[]): Promise<RemittanceLineRow[]> {
    return queries.query<RemittanceLineRow>(LINES, [paymentIds]);
  }

  /** @param today London day */
  outlook(queries: Queries, invoiceIds: readonly string[], today: string): Promise<OutlookRow[]> {
    return queries.query<OutlookRow>(OUTLOOK, [invoiceIds, today]);
  }

  invoicesOf(
    queries: Queries,
    deliveryIds: readonly string[],
  ): Promise<{ readonly delivery_id: string; readonly invoice_id: string }[]> {
    return queries.query<{ delivery_id: string; invoice_id: string }>(INVOICES, [deliveryIds]);
  }

  /** What became of visits that people pay for with their own card. */
  cardsOf(queries: Queries, visitIds: readonly string[]): Promise<(CardOutlookFacts & { readonly id: string })[]> {
    return queries.query<CardOutlookFacts & { id: string }>(CARDS, [visitIds]);
  }
}
