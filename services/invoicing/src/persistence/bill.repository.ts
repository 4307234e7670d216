import { Injectable } from '@nestjs/common';
import { type Pence, type Queries, statement } from '@owncourse/kernel/contract';

export interface InstructionRow {
  readonly standing: string;
  /** All three null until the council has agreed to the provider's details. */
  readonly account_name: string | null;
  readonly sort_code: string | null;
  readonly account_number: string | null;
  readonly reference: string;
  readonly amount_pence: Pence;
  readonly taken_off_pence: Pence;
  readonly due_on: string;
}

export interface HolderPaymentRow {
  readonly id: string;
  readonly invoice_id: string;
  readonly person_id: string;
  readonly amount_pence: Pence;
  readonly paid_on: string;
  readonly how: string;
  readonly recorded_at: Date;
  readonly recorded_by: string;
  readonly taken_back_at: Date | null;
  readonly taken_back_reason: string | null;
}

export interface PaymentReceiptRow {
  readonly id: string;
  readonly payment_id: string;
  readonly content_type: string;
  readonly byte_size: number;
  readonly added_at: Date;
}

const PAID_BY_HOLDER = statement(
  'invoicing.paid-by-holder',
  'select * from invoicing.paid_by_holder($1::uuid[], $2) as invoice_id',
);
const BILLS = statement('invoicing.bills-of', 'select * from invoicing.bills_of($1, $2, $3) as invoice_id');
const INSTRUCTION = statement('invoicing.payment-instruction', 'select * from invoicing.payment_instruction($1, $2)');
const PAYMENT = `select p.id, p.invoice_id, p.person_id, p.amount_pence, p.paid_on, p.how, p.recorded_at, p.recorded_by, p.taken_back_at, p.taken_back_reason
  from invoicing.holder_payment p`;
const PAYMENTS = statement(
  'invoicing.holder-payments',
  `${PAYMENT} where p.invoice_id = any ($1::uuid[]) order by p.invoice_id, p.recorded_at desc, p.id desc`,
);
const ONE = statement('invoicing.holder-payment', `${PAYMENT} where p.id = $1`);
const RECEIPTS = statement(
  'invoicing.payment-receipts',
  'select id, payment_id, content_type, byte_size, added_at from invoicing.payment_receipt where payment_id = any ($1::uuid[]) order by payment_id, added_at, id',
);
const CONTENT = statement(
  'invoicing.payment-receipt',
  'select person_id, council_id, content_type, content from invoicing.payment_receipt where id = $1',
);

/** What people who hold their own money have to pay, and paid; row-level security leaves out what is not the reader's. */
@Injectable()
export class BillRepository {
  /** Of these invoices, those that who holds the money pays. @param today London day */
  async paidByHolder(queries: Queries, invoiceIds: readonly string[], today: string): Promise<ReadonlySet<string>> {
    const rows = await queries.query<{ invoice_id: string }>(PAID_BY_HOLDER, [invoiceIds, today]);
    return new Set(rows.map((row) => row.invoice_id));
  }

  /** Open ones first, by due day. */
  async billsOf(queries: Queries, personId: string, today: string, limit: number): Promise<string[]> {
    const rows = await queries.query<{ invoice_id: string }>(BILLS, [personId, today, limit]);
    return rows.map((row) => row.invoice_id);
  }

  /** Null unless the invoice is approved and who holds the money pays it. */
  async instruction(queries: Queries, invoiceId: string, today: string): Promise<InstructionRow | null> {
    return (await queries.query<InstructionRow>(INSTRUCTION, [invoiceId, today]))[0] ?? null;
  }

  /** Newest first, those that were taken back too. */
  payments(queries: Queries, invoiceIds: readonly string[]): Promise<HolderPaymentRow[]> {
    return queries.query<HolderPaymentRow>(PAYMENTS, [invoiceIds]);
  }

  async payment(queries: Queries, id: string): Promise<HolderPaymentRow | null> {
    return (await queries.query<HolderPaymentRow>(ONE, [id]))[0] ?? null;
  }

  receipts(queries: Queries, paymentIds: readonly string[]): Promise<PaymentReceiptRow[]> {
    return queries.query<PaymentReceiptRow>(RECEIPTS, [paymentIds]);
  }

  async receipt(
    queries: Queries,
    id: string,
  ): Promise<{ person_id: string; council_id: string; content_type: string; content: Buffer } | null> {
    const [found] = await queries.query<{
      person_id: string;
      council_id: string;
      content_type: string;
      content: Buffer;
    }>(CONTENT, [id]);
    return found ?? null;
  }
}
