/** What the product asks of the company that takes cards. Sums are pence; ids are that company's unless they say otherwise. */

export const CARD_GATEWAY = Symbol('CardGateway');

/** Never more of a card than people may see. */
export interface SeenCard {
  readonly paymentMethodId: string;
  /** Such as "visa". */
  readonly brand: string;
  readonly lastFour: string;
  readonly expiryMonth: number;
  readonly expiryYear: number;
}

/** How far one try of taking a payment is. */
export type SeenAttempt =
  | { readonly state: 'PAID'; readonly intentId: string; readonly pence: bigint }
  | { readonly state: 'NEEDS_PERSON'; readonly intentId: string }
  | { readonly state: 'DECLINED'; readonly intentId: string; readonly code: string }
  | { readonly state: 'WAITING'; readonly intentId: string }
  | { readonly state: 'CANCELLED'; readonly intentId: string };

export interface SeenRefund {
  readonly refundId: string;
  /** Our own row's id, as it was sent with the request. */
  readonly ownId: string | null;
  readonly state: 'WAITING' | 'GIVEN' | 'FAILED';
  readonly pence: bigint;
}

export interface SeenSession {
  readonly sessionId: string;
  readonly state: 'OPEN' | 'DONE' | 'EXPIRED';
  /** Setup: the card, once it is kept. */
  readonly card: SeenCard | null;
  /** Payment: the payment that it is about, once there is one. */
  readonly intentId: string | null;
}

export interface SeenAccount {
  readonly accountId: string;
  readonly canBePaid: boolean;
  readonly detailsGiven: boolean;
  /** How many facts the company still asks for. */
  readonly askedCount: number;
}

export interface SeenDispute {
  readonly disputeId: string;
  readonly intentId: string | null;
  readonly state: 'OPEN' | 'WON' | 'LOST';
  readonly pence: bigint;
  readonly reason: string;
}

/** One row of the other side, for the command that compares both. */
export interface ListedPayment {
  readonly intentId: string;
  readonly attemptId: string | null;
  readonly paidPence: bigint;
}

export interface ListedRefund {
  readonly refundId: string;
  readonly ownId: string | null;
  readonly pence: bigint;
}

export interface ChargeAsked {
  /** Our own row's: the key of the request, and how it is found again. */
  readonly attemptId: string;
  readonly chargeId: string;
  readonly pence: bigint;
  readonly customerId: string;
  readonly paymentMethodId: string;
  /** The provider's: the money goes there, and is theirs from the first moment. */
  readonly accountId: string;
}

export interface SessionAsked {
  /** Our own row's. */
  readonly sessionId: string;
  readonly customerId: string;
  readonly backTo: string;
  readonly cancelTo: string;
}

export interface PaymentSessionAsked extends SessionAsked, Pick<ChargeAsked, 'attemptId' | 'chargeId' | 'pence'> {
  readonly accountId: string;
  /** What the person reads on the page. */
  readonly words: string;
}

/** Of one payment, back from the provider. */
export interface RefundAsked {
  /** Our own row's: the key of the request, and how it is found again. */
  readonly refundId: string;
  readonly intentId: string;
  readonly pence: bigint;
}

/** A told event; only what it is about, because the state itself is always asked for. */
export interface ToldEvent {
  readonly id: string;
  readonly type: string;
  readonly objectId: string;
  readonly happenedAt: Date;
}

/** Nobody knows whether it was done: ask again with the same key, or look. */
export class NotKnown extends Error {
  constructor(readonly why: string) {
    super(`The card company gave no answer: ${why}`);
    this.name = 'NotKnown';
  }
}

/** It certainly was not done: the request itself was refused. */
export class NotTaken extends Error {
  constructor(readonly code: string) {
    super(`The card company refused: ${code}`);
    this.name = 'NotTaken';
  }
}

/** Every call throws NotKnown where no answer came, and NotTaken where the request was refused. */
export interface CardGateway {
  createCustomer(personId: string): Promise<string>;
  startSetup(asked: SessionAsked): Promise<{ readonly sessionId: string; readonly url: string }>;
  startPayment(asked: PaymentSessionAsked): Promise<{ readonly sessionId: string; readonly url: string }>;
  session(sessionId: string): Promise<SeenSession>;
  endSession(sessionId: string): Promise<void>;
  removeCard(paymentMethodId: string): Promise<void>;
  charge(asked: ChargeAsked): Promise<SeenAttempt>;
  attempt(intentId: string): Promise<SeenAttempt>;
  /** With our own row's id, as it was sent. */
  attemptWithOwner(intentId: string): Promise<{ readonly attemptId: string | null; readonly seen: SeenAttempt }>;
  cancelAttempt(intentId: string): Promise<SeenAttempt>;
  /** The attempt that our row made, by what was sent with it. */
  findAttempt(customerId: string, attemptId: string): Promise<SeenAttempt | null>;
  refund(asked: RefundAsked): Promise<SeenRefund>;
  refundsOf(intentId: string): Promise<readonly SeenRefund[]>;
  seenRefund(refundId: string): Promise<{ readonly intentId: string | null; readonly refund: SeenRefund }>;
  intentOfCharge(chargeId: string): Promise<string | null>;
  dispute(disputeId: string): Promise<SeenDispute>;
  createAccount(providerId: string): Promise<string>;
  startOnboarding(asked: {
    readonly linkId: string;
    readonly accountId: string;
    readonly backTo: string;
    readonly againTo: string;
  }): Promise<string>;
  account(accountId: string): Promise<SeenAccount>;
  /** Null where the signature is wrong, too old, or of no key that is in force. */
  readEvent(body: Buffer, signature: string, at: Date): ToldEvent | null;
  /** Our attempt's id beside each payment of the other side. */
  listPayments(): AsyncIterable<ListedPayment>;
  listRefunds(): AsyncIterable<ListedRefund>;
}
