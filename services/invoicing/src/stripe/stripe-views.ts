import type Stripe from 'stripe';
import type { SeenAttempt, SeenCard, SeenRefund } from './card-gateway.js';

const OWN_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Our own row's id, as it was sent with the request; null for what somebody made there without us. */
export function ownIdOf(metadata: Stripe.Metadata | null, name: 'attempt' | 'refund'): string | null {
  const id = metadata?.[name];
  return id !== undefined && OWN_ID.test(id) ? id : null;
}

/** How the company's own objects are read; nothing else of them is kept. */
export const idOf = (value: string | { readonly id: string } | null | undefined): string | null =>
  value === null || value === undefined ? null : typeof value === 'string' ? value : value.id;

export function seenAttempt(intent: Stripe.PaymentIntent): SeenAttempt {
  const intentId = intent.id;
  switch (intent.status) {
    case 'succeeded':
      return { state: 'PAID', intentId, pence: BigInt(intent.amount_received) };
    case 'canceled':
      return { state: 'CANCELLED', intentId };
    case 'requires_action':
      return { state: 'NEEDS_PERSON', intentId };
    case 'requires_payment_method': {
      const error = intent.last_payment_error;
      if (!error) return { state: 'WAITING', intentId };
      const code = error.decline_code ?? error.code ?? 'card_declined';
      if (error.code === 'authentication_required' || code === 'authentication_required')
        return { state: 'NEEDS_PERSON', intentId };
      return { state: 'DECLINED', intentId, code };
    }
    default:
      return { state: 'WAITING', intentId };
  }
}

export function seenCard(method: Stripe.PaymentMethod): SeenCard | null {
  const { card } = method;
  if (!card) return null;
  return {
    paymentMethodId: method.id,
    brand: card.brand,
    lastFour: card.last4,
    expiryMonth: card.exp_month,
    expiryYear: card.exp_year,
  };
}

export function seenRefund(refund: Stripe.Refund): SeenRefund {
  const state =
    refund.status === 'succeeded'
      ? 'GIVEN'
      : refund.status === 'failed' || refund.status === 'canceled'
        ? 'FAILED'
        : 'WAITING';
  return { refundId: refund.id, ownId: ownIdOf(refund.metadata, 'refund'), state, pence: BigInt(refund.amount) };
}
