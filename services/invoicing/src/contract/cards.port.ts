import type { Actor } from '@owncourse/kernel/contract';

export const CARDS = Symbol('CardsPort');

export interface Keyed {
  readonly idempotencyKey: string;
}

/** What became of a page that a person was led to. */
export interface CameBack {
  readonly purpose: 'KEEP_CARD' | 'PAY';
  readonly state: 'OPEN' | 'DONE' | 'EXPIRED';
  /** Of a payment: the charge. */
  readonly chargeId: string | null;
}

/** People's own money by card. Every verb that needs the card company refuses CARD_PAYMENT_NOT_SET_UP where there is none. */
export interface CardsPort {
  readonly isSetUp: boolean;
  /** @returns where to send the person. Refuses CARD_COMPANY_SILENT. */
  startKeepingCard(actor: Actor, input: Keyed): Promise<string>;
  /** @returns where to send the person. Refuses NOT_FOUND, WRONG_STATE, PROVIDER_TAKES_NO_CARDS, CARD_COMPANY_SILENT. */
  startPaying(actor: Actor, input: Keyed & { readonly chargeId: string }): Promise<string>;
  /** Asks what became of a page. Refuses NOT_FOUND, CARD_COMPANY_SILENT. */
  settlePage(actor: Actor, sessionId: string): Promise<CameBack>;
  removeCard(actor: Actor, input: Keyed): Promise<void>;
  /** Provider's owner. @returns where to send them. Refuses NOT_PERMITTED, CARD_COMPANY_SILENT. */
  startAccount(actor: Actor, input: Keyed): Promise<string>;
  /** Asks how the provider's account stands. Refuses NOT_PERMITTED, CARD_COMPANY_SILENT. */
  lookAtAccount(actor: Actor): Promise<void>;
  /** A webhook as it came. @returns false where its signature is not good */
  hear(body: Buffer, signature: string): Promise<boolean>;
  /** Job: charges, refunds, requests without an answer, and what was told and not handled yet. */
  work(): Promise<void>;
}
