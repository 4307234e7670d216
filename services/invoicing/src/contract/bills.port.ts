import type { Actor } from '@owncourse/kernel/contract';

export const BILLS = Symbol('BillsPort');

export type PaidHow = 'BANK_TRANSFER' | 'CARD' | 'CHEQUE' | 'CASH';

export interface RecordBillPaidInput {
  readonly invoiceId: string;
  readonly idempotencyKey: string;
  /** London day, from the invoice's day to today. */
  readonly paidOn: string;
  readonly how: PaidHow;
  /** A photo or a PDF, as it was sent. */
  readonly receipt: Buffer | null;
}

export interface TakeBackBillPaidInput {
  readonly paymentId: string;
  readonly idempotencyKey: string;
  readonly reason: string;
}

export interface AddPaymentReceiptInput {
  readonly paymentId: string;
  readonly idempotencyKey: string;
  readonly content: Buffer;
}

/** How people who hold their own money pay their bills. Each verb is one transaction, idempotent by key. */
export interface BillsPort {
  /** The whole bill, less what the provider owes. Refuses NOT_FOUND, NOT_PERMITTED, INVALID_INPUT, COUNCIL_PAYS, WRONG_STATE. @returns the invoice's id */
  recordPaid(actor: Actor, input: RecordBillPaidInput): Promise<string>;
  /** It was written down wrongly: the bill is to be paid again. Refuses WRONG_STATE. @returns the invoice's id */
  takeBack(actor: Actor, input: TakeBackBillPaidInput): Promise<string>;
  /** Refuses TOO_MANY_RECEIPTS, WRONG_STATE. @returns the invoice's id */
  addReceipt(actor: Actor, input: AddPaymentReceiptInput): Promise<string>;
  /** Null where it is not the actor's to see; an officer's look is recorded. */
  receipt(actor: Actor, receiptId: string): Promise<{ readonly contentType: string; readonly content: Buffer } | null>;
}
