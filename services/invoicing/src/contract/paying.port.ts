import type { Actor, Pence } from '@owncourse/kernel/contract';
import type { WrittenDocument } from './invoicing.port.js';

export type { WrittenDocument } from './invoicing.port.js';

export const PAYING = Symbol('PayingPort');

export interface EnterBankDetailsInput {
  readonly idempotencyKey: string;
  /** Six digits; blanks and hyphens may stand between them. */
  readonly sortCode: string;
  /** Six to eight digits. */
  readonly accountNumber: string;
  /** As the bank knows it; at most 70 letters. */
  readonly accountName: string;
}

export interface RecordCallBackInput {
  readonly idempotencyKey: string;
  readonly bankDetailsId: string;
  /** London day, not after today. */
  readonly calledOn: string;
  readonly number: string;
  /** Where the council had the number from before the details came. */
  readonly knownFrom: string;
  readonly spokenTo: string;
}

export interface DecideBankDetailsInput {
  readonly idempotencyKey: string;
  readonly checkId: string;
  readonly agree: boolean;
  /** Needed for a no. */
  readonly reason?: string | null;
}

export interface PayingAccountInput {
  readonly councilId: string;
  /** Six digits: the council's number at the BACS scheme. */
  readonly serviceUserNumber: string;
  readonly sortCode: string;
  readonly accountNumber: string;
  readonly accountName: string;
}

export interface RunFileAsked {
  readonly paymentRunId: string;
  readonly format: 'BACS' | 'PAIN001';
}

export interface ImportBankResultInput {
  readonly idempotencyKey: string;
  /** CSV with the columns reference, result and, where there are, reason and amount. */
  readonly file: string;
}

/** By whom money is held that an invoice is paid from. */
export type PayerKindAsked = 'COUNCIL' | 'PERSON' | 'ORGANISATION';

export interface RunPreviewAsked {
  /** London day; null: whatever the due day. */
  readonly dueOnOrBefore: string | null;
  /** Null: all. */
  readonly payerKinds: readonly PayerKindAsked[] | null;
}

export interface RunPreview {
  readonly invoiceCount: number;
  /** Payments of the bank: one a provider. */
  readonly paymentCount: number;
  /** Invoices that would be paid, before what is taken off. */
  readonly invoicePence: Pence;
  readonly takenOffPence: Pence;
  readonly exceptions: readonly RunException[];
}

export interface RunException {
  readonly kind: string;
  readonly providerId: string | null;
  readonly invoiceId: string | null;
  readonly invoiceNumber: string | null;
  readonly pence: Pence;
}

/** How providers are paid by the bank. Every verb is one transaction, idempotent by key, and throws a Refusal when it cannot be done. */
export interface PayingPort {
  /** Provider's owner. Refuses NOT_PERMITTED, INVALID_INPUT, SAME_BANK_DETAILS. @returns the new version's id */
  enterBankDetails(actor: Actor, input: EnterBankDetailsInput): Promise<string>;
  /** Finance officer. Refuses NOT_FOUND, NOT_PERMITTED, INVALID_INPUT, BANK_DETAILS_CHANGED, WRONG_STATE. @returns the check's id */
  recordCallBack(actor: Actor, input: RecordCallBackInput): Promise<string>;
  /** Another one. Refuses SAME_OFFICER besides. @returns the check's id */
  decideBankDetails(actor: Actor, input: DecideBankDetailsInput): Promise<string>;
  /** Operator. The accounts from a London day on; the same again changes nothing. */
  importPayingAccounts(actor: Actor, fromOn: string, accounts: readonly PayingAccountInput[]): Promise<void>;
  /** What a run would pay, and what it would leave and why. Writes nothing. */
  previewRun(actor: Actor, asked: RunPreviewAsked): Promise<RunPreview>;
  /** Finance officer. All or nothing; the same file again changes nothing. Refuses INVALID_INPUT {file, row.N}, CONTRADICTS. @returns the result's id */
  importBankResult(actor: Actor, input: ImportBankResultInput): Promise<string>;
  /** Null for everybody but the officer who released the run. The same bytes each time. */
  writeRunFile(actor: Actor, asked: RunFileAsked): Promise<WrittenDocument | null>;
  /** What one payment of the bank is for, as a PDF. Null where it is not the actor's to see. */
  writeRemittance(
    actor: Actor,
    asked: { readonly bankPaymentId: string; readonly largePrint: boolean },
  ): Promise<{ readonly content: Buffer; readonly reference: string } | null>;
}
