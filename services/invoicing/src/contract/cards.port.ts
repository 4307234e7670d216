import type { Actor } from '@owncourse/kernel/contract';

export const CARDS = Symbol('CardsPort');

/** The consumer of the outbox that writes down what people owe; `work` takes it. */
export const OWN_MONEY_NOTER = 'invoicing.note-own-money';

export interface Keyed {
  readonly idempotencyKey: string;
}

/** For oneself, or for somebody for whom one may pay. */
export interface ForSomebody extends Keyed {
  readonly forPersonId?: string | null;
}

export interface KeepCardAsked extends ForSomebody {
  /** A page of ours to lead on to, such as an order that waits: a path with one slash at its beginning. */
  readonly then?: string | null;
}

export interface ReceiptAsked {
  readonly chargeId: string;
  readonly largePrint: boolean;
}

/** What became of a page that a person was led to. */
export interface CameBack {
  readonly purpose: 'KEEP_CARD' | 'PAY';
  readonly state: 'OPEN' | 'DONE' | 'EXPIRED';
  /** Whose card or visit it is about. */
  readonly personId: string;
  /** Of a payment: the charge. */
  readonly chargeId: string | null;
}

/** People's own money by card. Every verb that needs the card company refuses CARD_PAYMENT_NOT_SET_UP where there is none. */
export interface CardsPort {
  readonly isSetUp: boolean;
  /** @returns where to send the actor. Refuses NO_MANDATE, CARD_OF_THEIR_OWN, INVALID_INPUT, CARD_COMPANY_SILENT. */
  startKeepingCard(actor: Actor, input: KeepCardAsked): Promise<string>;
  /** @returns where to send the person. Refuses NOT_FOUND, WRONG_STATE, PROVIDER_TAKES_NO_CARDS, CARD_COMPANY_SILENT. */
  startPaying(actor: Actor, input: Keyed & { readonly chargeId: string }): Promise<string>;
  /** Asks what became of a page. Refuses NOT_FOUND, CARD_COMPANY_SILENT. */
  settlePage(actor: Actor, sessionId: string): Promise<CameBack>;
  /** Refuses NO_MANDATE. */
  removeCard(actor: Actor, input: ForSomebody): Promise<void>;
  /** Provider's owner. @returns where to send them. Refuses NOT_PERMITTED, CARD_COMPANY_SILENT. */
  startAccount(actor: Actor, input: Keyed): Promise<string>;
  /** Asks how the provider's account stands. Refuses NOT_PERMITTED, CARD_COMPANY_SILENT. */
  lookAtAccount(actor: Actor): Promise<void>;
  /** What was paid of a visit, as a PDF. Null where it is not the actor's to see, and while nothing was paid. */
  receipt(actor: Actor, asked: ReceiptAsked): Promise<Buffer | null>;
  /** A webhook as it came. @returns false where its signature is not good */
  hear(body: Buffer, signature: string): Promise<boolean>;
  /** Job: charges, refunds, requests without an answer, and what was told and not handled yet. */
  work(): Promise<void>;
}
