/** What became of people's own money by card. Ids and sums; nothing of a card. Version 1. */

/** The person's bank wants to hear from them before it pays. */
export const CARD_NEEDS_PERSON = 'invoicing.card-needs-person';
export const CARD_DECLINED = 'invoicing.card-declined';
export const CARD_PAID = 'invoicing.card-paid';
export const CARD_REFUNDED = 'invoicing.card-refunded';
/** Somebody told their bank that they did not agree to a payment, or the bank has decided about it. */
export const CARD_DISPUTED = 'invoicing.card-disputed';

export interface CardTold {
  readonly chargeId: string;
  readonly orderId: string;
  readonly personId: string;
  readonly providerId: string;
  /** As text. */
  readonly amountPence: string;
  /** The card company's word for why a card was refused. */
  readonly code?: string;
  /** Of a dispute: OPEN, WON (by the provider) or LOST. */
  readonly outcome?: string;
}
