/** StripeOptions, or null where card payment is not set up. */
export const STRIPE_OPTIONS = Symbol('StripeOptions');
