import type { Actor } from '@owncourse/kernel/contract';

export const SORTING_OUT = Symbol('SortingOutPort');

export interface AnswerDifferenceInput {
  readonly idempotencyKey: string;
  readonly invoiceId: string;
  readonly lineId: string;
  /** OVER_BUDGET, PRICE or DUPLICATE. */
  readonly code: string;
  /** At most 500 letters. */
  readonly words: string;
}

/** A difference on an invoice of ours that can be answered. */
export interface WaitingDifference {
  readonly councilId: string;
  readonly invoiceId: string;
  readonly lineId: string;
  readonly code: string;
}

/** What differs on our own invoices is explained by who delivered and agreed to by who pays. Each verb is one transaction, idempotent by key. */
export interface SortingOutPort {
  /** Of the actor's provider or council, of those invoices that wait longest. @param most invoices */
  waiting(actor: Actor, most: number): Promise<readonly WaitingDifference[]>;
  /** Provider's owner or finance staff. Refuses NOT_FOUND, WRONG_STATE, INVALID_INPUT {code, words}. @returns the invoice's id */
  explain(actor: Actor, input: AnswerDifferenceInput): Promise<string>;
  /** Finance officer. Refuses NOT_FOUND, WRONG_STATE, INVALID_INPUT {code, words}. @returns the invoice's id */
  accept(actor: Actor, input: AnswerDifferenceInput): Promise<string>;
}
