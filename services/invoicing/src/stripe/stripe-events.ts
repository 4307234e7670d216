import Stripe from 'stripe';
import type { ToldEvent } from './card-gateway.js';

const REPLAY_SECONDS = 300;

/** What was told, where it is signed with one of the secrets and not long ago; null for anything else. */
export function toldEvent(
  stripe: Stripe,
  secrets: readonly string[],
  { body, signature, at }: { readonly body: Buffer; readonly signature: string; readonly at: Date },
): ToldEvent | null {
  for (const secret of secrets) {
    try {
      const event = stripe.webhooks.constructEvent(body, signature, secret, REPLAY_SECONDS, undefined, at.getTime());
      const object = event.data.object as { readonly id?: unknown };
      return {
        id: event.id,
        type: event.type,
        objectId: typeof object.id === 'string' ? object.id : '',
        happenedAt: new Date(event.created * 1000),
      };
    } catch (error) {
      if (!(error instanceof Stripe.errors.StripeSignatureVerificationError)) return null;
    }
  }
  return null;
}
