import type { Actor, Pence } from '@owncourse/kernel/contract';

export const INVOICING = Symbol('InvoicingPort');

export interface ApproveInvoicesInput {
  /** 1 to 1,000; all of one council. */
  readonly invoiceIds: readonly string[];
  readonly idempotencyKey: string;
}

export interface PreparePaymentRunInput {
  readonly idempotencyKey: string;
  /** London day; absent: whatever the due day. */
  readonly dueOnOrBefore?: string | null;
  /** Absent: every approved invoice of the council. */
  readonly invoiceIds?: readonly string[] | null;
}

export interface RecordRefundInput {
  readonly creditNoteId: string;
  readonly idempotencyKey: string;
  /** At least 1, at most what is left of it. */
  readonly pence: Pence;
  /** London day, not after today: when the money came. */
  readonly receivedOn: string;
}

/**
 * Invoices and the runs that pay them. Every verb is one transaction (making invoices: one for some providers at a
 * time), idempotent by key, and throws a Refusal when it cannot be done.
 */
export interface InvoicingPort {
  /**
   * Job: makes every credit note that is owed, and every invoice that is ready, at the clock's instant. Safe beside itself and after a stop half-way.
   * @param through deliveries up to this London day; today when absent
   * @returns how many invoices were made
   */
  makeInvoices(through?: string): Promise<number>;
  /** Issued invoices without a difference that the actor may approve, oldest first: for batch verbs. At most `limit`. */
  invoicesToApprove(actor: Actor, limit?: number): Promise<readonly string[]>;
  /** All or nothing. Refuses NOT_FOUND, NOT_PERMITTED, WRONG_STATE, MATCH_PROBLEMS {problems}. */
  approveInvoices(actor: Actor, input: ApproveInvoicesInput): Promise<readonly string[]>;
  /** @returns the run's id. Refuses NOTHING_TO_PAY, NOT_FOUND, WRONG_STATE. */
  preparePaymentRun(actor: Actor, input: PreparePaymentRunInput): Promise<string>;
  /** A second officer; refuses SAME_OFFICER, WRONG_STATE, NOT_FOUND. @returns the run's id */
  releasePaymentRun(
    actor: Actor,
    input: { readonly paymentRunId: string; readonly idempotencyKey: string },
  ): Promise<string>;
  /**
   * A provider paid back some of a credit note whose invoice was paid. Refuses NOT_FOUND, NOT_PERMITTED, WRONG_STATE,
   * INVALID_INPUT {pence, receivedOn}. @returns the credit note's id
   */
  recordRefund(actor: Actor, input: RecordRefundInput): Promise<string>;
}
