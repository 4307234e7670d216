import type { Actor, Pence } from '@owncourse/kernel/contract';
import type { BankPeriod } from './bank.port.js';

export const SPENDING = Symbol('SpendingPort');

export interface RecordExpenseInput {
  readonly budgetId: string;
  readonly idempotencyKey: string;
  /** A code of `ledger.expense_kind`. */
  readonly kind: string;
  readonly payee: string;
  readonly spentOn: string;
  readonly amountPence: Pence;
  /** A JPEG, PNG, WebP or PDF of at most 10 MB. */
  readonly receipt?: Buffer | null;
  /** The line of the bank that this is; both are done or neither. */
  readonly bankLineId?: string | null;
}

export interface AddReceiptInput {
  readonly expenseId: string;
  readonly idempotencyKey: string;
  readonly content: Buffer;
}

export interface ReverseExpenseInput {
  readonly expenseId: string;
  readonly idempotencyKey: string;
  readonly reason: string;
}

export interface SendReturnInput {
  readonly budgetId: string;
  readonly idempotencyKey: string;
  readonly from: string;
  readonly to: string;
  /** The words that the person agreed to. */
  readonly declaration: string;
}

/** What a return that was sent is made of; receipts' contents come one by one. */
export interface ReturnPack {
  readonly budgetId: string;
  readonly from: string;
  readonly to: string;
  readonly declaration: string;
  readonly sentAt: Date;
  readonly sentByName: string | null;
  readonly receipts: readonly {
    readonly id: string;
    readonly payee: string;
    readonly spentOn: string;
    readonly type: string;
  }[];
  readonly bank: BankPeriod | null;
  /** What came back of approved invoices by credit notes, by the day it came back; pence above zero. */
  readonly credited: readonly {
    /** Of the credit note, and of the invoice that it corrects. */
    readonly number: string;
    readonly invoiceNumber: string;
    readonly providerName: string;
    readonly onDay: string;
    readonly visitOn: string;
    readonly amountPence: Pence;
  }[];
  /** What was invoiced to the budget, by the day it was approved. */
  readonly invoiced: readonly { readonly invoiceId: string; readonly onDay: string; readonly amountPence: Pence }[];
}

/** Money spent off the platform, with its papers. */
export interface SpendingPort {
  /** The holder, or who may PAY for them. @returns the expense's id */
  recordExpense(actor: Actor, input: RecordExpenseInput): Promise<string>;
  /** @returns the expense's id */
  addReceipt(actor: Actor, input: AddReceiptInput): Promise<string>;
  /** Puts an expense back that was written down wrongly. @returns the expense's id */
  reverseExpense(actor: Actor, input: ReverseExpenseInput): Promise<string>;
  /** A receipt's file; an officer's look is recorded. Null when there is none or it is not for the actor. */
  receipt(actor: Actor, receiptId: string): Promise<{ readonly contentType: string; readonly content: Buffer } | null>;
  /** The holder, or who may PAY for them, declares a return right. @returns the budget's id */
  sendReturn(actor: Actor, input: SendReturnInput): Promise<string>;
  /** Null when there is none or it is not for the actor. */
  returnPack(actor: Actor, packId: string): Promise<ReturnPack | null>;
}
