import type { Actor } from '@owncourse/kernel/contract';

export const CLOSING = Symbol('ClosingPort');

export interface MonthFile {
  readonly name: string;
  readonly content: string;
}

/** Closing a month of the books. Finance officers only; each verb is one transaction, idempotent by key. */
export interface ClosingPort {
  /** @param input.month its first day. Refuses INVALID_INPUT, MONTH_NOT_OVER, EARLIER_MONTH_OPEN, WRONG_STATE. @returns the closing's id */
  prepare(actor: Actor, input: { readonly month: string; readonly idempotencyKey: string }): Promise<string>;
  /** What is prepared is taken back, so that somebody can look again. Refuses NOT_FOUND, WRONG_STATE. */
  takeBack(actor: Actor, input: { readonly closeId: string; readonly idempotencyKey: string }): Promise<string>;
  /** Another officer signs what was prepared; nothing is written down in that month any more. Refuses SAME_OFFICER, NOT_SEALED_YET, BALANCE_CHANGED, WRONG_STATE, NOT_FOUND. */
  sign(actor: Actor, input: { readonly closeId: string; readonly idempotencyKey: string }): Promise<string>;
  /** The figures as CSV, or what was signed with its signature as JSON; null where there is none or it is not the actor's to see. */
  file(actor: Actor, closeId: string, format: 'csv' | 'json'): Promise<MonthFile | null>;
}
