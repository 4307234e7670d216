import type Stripe from 'stripe';
import type { ChargeAsked, PaymentSessionAsked, RefundAsked, SessionAsked } from './card-gateway.js';

// What the requests that move money, or lead to pages, carry. Each is written down to the letter in card-requests.int-spec.ts.

const CURRENCY = 'gbp';

/** Sums of pence fit exactly: a visit never costs quadrillions. */
const asNumber = (pence: bigint): number => Number(pence);

const page = ({ sessionId, customerId, backTo, cancelTo }: SessionAsked) =>
  ({
    customer: customerId,
    allowed_payment_method_types: ['card'],
    success_url: backTo,
    cancel_url: cancelTo,
    client_reference_id: sessionId,
    metadata: { session: sessionId },
  }) satisfies Stripe.Checkout.SessionCreateParams;

export const setupPage = (wanted: SessionAsked): Stripe.Checkout.SessionCreateParams => ({
  mode: 'setup',
  ...page(wanted),
});

export const paymentPage = (wanted: PaymentSessionAsked): Stripe.Checkout.SessionCreateParams => ({
  mode: 'payment',
  ...page(wanted),
  line_items: [
    {
      quantity: 1,
      price_data: {
        currency: CURRENCY,
        unit_amount: asNumber(wanted.pence),
        product_data: { name: wanted.words },
      },
    },
  ],
  payment_intent_data: {
    on_behalf_of: wanted.accountId,
    transfer_data: { destination: wanted.accountId },
    metadata: { attempt: wanted.attemptId, charge: wanted.chargeId },
  },
});

export const chargeOfKeptCard = (wanted: ChargeAsked): Stripe.PaymentIntentCreateParams => ({
  amount: asNumber(wanted.pence),
  currency: CURRENCY,
  customer: wanted.customerId,
  payment_method: wanted.paymentMethodId,
  // Whatever is kept is a card; nothing that would lead the person elsewhere.
  automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
  off_session: true,
  confirm: true,
  on_behalf_of: wanted.accountId,
  transfer_data: { destination: wanted.accountId },
  metadata: { attempt: wanted.attemptId, charge: wanted.chargeId },
});

/** The provider got the money, so that it comes back from the provider. */
export const refundFromProvider = ({ refundId, intentId, pence }: RefundAsked): Stripe.RefundCreateParams => ({
  payment_intent: intentId,
  amount: asNumber(pence),
  reverse_transfer: true,
  metadata: { refund: refundId },
});
