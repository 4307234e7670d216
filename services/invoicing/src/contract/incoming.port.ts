import type { Actor } from '@owncourse/kernel/contract';

export const INCOMING = Symbol('IncomingPort');

export interface SendInvoiceInput {
  readonly idempotencyKey: string;
  readonly councilId: string;
  /** UBL 2.1, at most 2 MB. */
  readonly file: Uint8Array;
}

/** Invoices that providers send as files. Each verb is one transaction, idempotent by key. */
export interface IncomingPort {
  /** Provider's owner or finance staff. What can be read is kept: accepted, with its differences, or turned down. Refuses INVALID_INPUT {file}, INVOICE_NUMBER_USED, NOT_FOUND. @returns its id */
  send(actor: Actor, input: SendInvoiceInput): Promise<string>;
  /** Provider or finance officer: what differed may agree by now. Refuses NOT_FOUND, WRONG_STATE. @returns its id */
  lookAgain(actor: Actor, input: { readonly incomingId: string; readonly idempotencyKey: string }): Promise<string>;
  /** Finance officer. Refuses NOT_FOUND, WRONG_STATE, INVALID_INPUT {reason}. @returns its id */
  turnDown(
    actor: Actor,
    input: { readonly incomingId: string; readonly idempotencyKey: string; readonly reason: string },
  ): Promise<string>;
  /** The file as it came; null where it is not the actor's to see. */
  file(actor: Actor, incomingId: string): Promise<Uint8Array | null>;
  /** Provider's owner. From today on, or from tomorrow not any more. Refuses NOT_FOUND, SELF_BILLING_OVERLAPS. */
  setOwnInvoices(
    actor: Actor,
    input: { readonly councilId: string; readonly sends: boolean; readonly idempotencyKey: string },
  ): Promise<void>;
}
