const DAY = 86_400_000;
/** A card that was refused is tried again after these days, then no more until the person does something. */
const TRY_AGAIN_DAYS = [1, 3, 5] as const;
/** The company keeps the answer to a key for a day; after that the same request could be done a second time. */
const KEY_LASTS = DAY;
/** How long a request may be under way in another process before somebody else looks. */
export const LOOK_AFTER_MILLISECONDS = 120_000;

/** Refusals that no second try changes. */
const FINAL_CODES: ReadonlySet<string> = new Set([
  'lost_card',
  'stolen_card',
  'pickup_card',
  'expired_card',
  'fraudulent',
  'invalid_account',
  'incorrect_number',
  'card_not_supported',
  'restricted_card',
  'revocation_of_all_authorizations',
  'stop_payment_order',
]);

/** When a refused card is tried again: the instants after the first, second and third refusal. Empty: not by itself. */
export function triesAfter(code: string, at: Date): readonly Date[] {
  if (FINAL_CODES.has(code)) return [];
  return TRY_AGAIN_DAYS.map((days) => new Date(at.getTime() + days * DAY));
}

/** What to do about a request that nobody has an answer to and that is not found on the other side. */
export function afterNoAnswer(askedAt: Date, now: Date): 'SEND_AGAIN' | 'NOT_MADE' {
  return now.getTime() - askedAt.getTime() < KEY_LASTS - LOOK_AFTER_MILLISECONDS ? 'SEND_AGAIN' : 'NOT_MADE';
}

/** Why a card was refused, for the person. */
export function declineWords(code: string): string {
  switch (code) {
    case 'insufficient_funds':
      return 'There was not enough money in the account.';
    case 'expired_card':
      return 'The card is out of date.';
    case 'lost_card':
    case 'stolen_card':
    case 'pickup_card':
    case 'restricted_card':
      return 'The bank does not take this card any more.';
    case 'card_not_supported':
      return 'This kind of card cannot be used here.';
    default:
      return 'The bank did not say why.';
  }
}

/** What a told event is about; null where it means nothing here. */
export function eventSubject(
  type: string,
): 'INTENT' | 'CHARGE' | 'REFUND' | 'DISPUTE' | 'SESSION' | 'ACCOUNT' | 'CARD' | null {
  if (type.startsWith('payment_intent.')) return 'INTENT';
  if (type.startsWith('charge.dispute.')) return 'DISPUTE';
  if (type.startsWith('charge.refund.') || type.startsWith('refund.')) return 'REFUND';
  if (type === 'charge.refunded') return 'CHARGE';
  if (type.startsWith('checkout.session.')) return 'SESSION';
  if (type === 'account.updated') return 'ACCOUNT';
  if (type === 'payment_method.detached') return 'CARD';
  return null;
}
