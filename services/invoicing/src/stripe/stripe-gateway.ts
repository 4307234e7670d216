import Stripe from 'stripe';
import type { StripeOptions } from '../contract/card-company.js';
import {
  type CardGateway,
  type ChargeAsked,
  type ListedPayment,
  type ListedRefund,
  NotTaken,
  type PaymentSessionAsked,
  type RefundAsked,
  type SeenAccount,
  type SeenAttempt,
  type SeenDispute,
  type SeenRefund,
  type SeenSession,
  type SessionAsked,
  type ToldEvent,
} from './card-gateway.js';
import { asked, failure, openStripe } from './stripe-client.js';
import { toldEvent } from './stripe-events.js';
import { chargeOfKeptCard, paymentPage, refundFromProvider, setupPage } from './stripe-requests.js';
import { idOf, ownIdOf, seenAttempt, seenCard, seenRefund } from './stripe-views.js';

const PAGE = 100;

/**
 * The real library. Our own rows say when something is tried again, with the key they have; by itself the library only does so
 * once, with the same key, where a connection that was kept open turns out to be closed.
 */
export class StripeGateway implements CardGateway {
  private readonly stripe: Stripe;

  constructor(private readonly options: StripeOptions) {
    this.stripe = openStripe(options);
  }

  async createCustomer(personId: string): Promise<string> {
    const key = { idempotencyKey: `customer-${personId}` };
    // Nothing about the person but our own number for them.
    const made = await asked(() => this.stripe.customers.create({ metadata: { person: personId } }, key));
    return made.id;
  }

  startSetup(wanted: SessionAsked): Promise<{ sessionId: string; url: string }> {
    return this.startSession(wanted.sessionId, setupPage(wanted));
  }

  startPayment(wanted: PaymentSessionAsked): Promise<{ sessionId: string; url: string }> {
    return this.startSession(wanted.sessionId, paymentPage(wanted));
  }

  async session(sessionId: string): Promise<SeenSession> {
    const found = await asked(() =>
      this.stripe.checkout.sessions.retrieve(sessionId, { expand: ['setup_intent.payment_method'] }),
    );
    const setup = found.setup_intent;
    const method = setup && typeof setup !== 'string' ? setup.payment_method : null;
    return {
      sessionId: found.id,
      state: found.status === 'complete' ? 'DONE' : found.status === 'expired' ? 'EXPIRED' : 'OPEN',
      card: found.status === 'complete' && method && typeof method !== 'string' ? seenCard(method) : null,
      intentId: idOf(found.payment_intent),
    };
  }

  /** One that is over already stays as it is. */
  async endSession(sessionId: string): Promise<void> {
    const key = { idempotencyKey: `end-${sessionId}` };
    await asked(() => this.stripe.checkout.sessions.expire(sessionId, {}, key)).catch((error: unknown) => {
      if (!(error instanceof NotTaken)) throw error;
    });
  }

  /** One that is removed already stays removed. */
  async removeCard(paymentMethodId: string): Promise<void> {
    const key = { idempotencyKey: `remove-${paymentMethodId}` };
    await asked(() => this.stripe.paymentMethods.detach(paymentMethodId, {}, key)).catch((error: unknown) => {
      if (!(error instanceof NotTaken)) throw error;
    });
  }

  async charge(wanted: ChargeAsked): Promise<SeenAttempt> {
    const key = { idempotencyKey: `attempt-${wanted.attemptId}` };
    try {
      return seenAttempt(await this.stripe.paymentIntents.create(chargeOfKeptCard(wanted), key));
    } catch (error) {
      // A card that is refused comes as an error that holds the payment.
      if (error instanceof Stripe.errors.StripeCardError && error.payment_intent)
        return seenAttempt(error.payment_intent);
      throw failure(error);
    }
  }

  async attempt(intentId: string): Promise<SeenAttempt> {
    return seenAttempt(await asked(() => this.stripe.paymentIntents.retrieve(intentId)));
  }

  async attemptWithOwner(intentId: string): Promise<{ attemptId: string | null; seen: SeenAttempt }> {
    const intent = await asked(() => this.stripe.paymentIntents.retrieve(intentId));
    return { attemptId: ownIdOf(intent.metadata, 'attempt'), seen: seenAttempt(intent) };
  }

  /** What was paid meanwhile stays paid. */
  async cancelAttempt(intentId: string): Promise<SeenAttempt> {
    const key = { idempotencyKey: `cancel-${intentId}` };
    try {
      return seenAttempt(await asked(() => this.stripe.paymentIntents.cancel(intentId, {}, key)));
    } catch (error) {
      if (error instanceof NotTaken) return this.attempt(intentId);
      throw error;
    }
  }

  async findAttempt(customerId: string, attemptId: string): Promise<SeenAttempt | null> {
    return asked(async () => {
      for await (const intent of this.stripe.paymentIntents.list({ customer: customerId, limit: PAGE }))
        if (intent.metadata['attempt'] === attemptId) return seenAttempt(intent);
      return null;
    });
  }

  async refund(wanted: RefundAsked): Promise<SeenRefund> {
    const key = { idempotencyKey: `refund-${wanted.refundId}` };
    return seenRefund(await asked(() => this.stripe.refunds.create(refundFromProvider(wanted), key)));
  }

  async refundsOf(intentId: string): Promise<readonly SeenRefund[]> {
    return asked(async () => {
      const found: SeenRefund[] = [];
      for await (const refund of this.stripe.refunds.list({ payment_intent: intentId, limit: PAGE }))
        found.push(seenRefund(refund));
      return found;
    });
  }

  async seenRefund(refundId: string): Promise<{ intentId: string | null; refund: SeenRefund }> {
    const found = await asked(() => this.stripe.refunds.retrieve(refundId));
    return { intentId: idOf(found.payment_intent), refund: seenRefund(found) };
  }

  async intentOfCharge(chargeId: string): Promise<string | null> {
    return idOf((await asked(() => this.stripe.charges.retrieve(chargeId))).payment_intent);
  }

  async dispute(disputeId: string): Promise<SeenDispute> {
    const found = await asked(() => this.stripe.disputes.retrieve(disputeId));
    const closed = { won: 'WON', warning_closed: 'WON', prevented: 'WON', lost: 'LOST' } as const;
    return {
      disputeId: found.id,
      intentId: idOf(found.payment_intent),
      state: found.status in closed ? closed[found.status as keyof typeof closed] : 'OPEN',
      pence: BigInt(found.amount),
      reason: found.reason,
    };
  }

  async createAccount(providerId: string): Promise<string> {
    const made = await asked(() =>
      this.stripe.accounts.create(
        {
          type: 'express',
          country: 'GB',
          default_currency: 'gbp',
          capabilities: { card_payments: { requested: true }, transfers: { requested: true } },
          metadata: { provider: providerId },
        },
        { idempotencyKey: `account-${providerId}` },
      ),
    );
    return made.id;
  }

  async startOnboarding(wanted: {
    readonly linkId: string;
    readonly accountId: string;
    readonly backTo: string;
    readonly againTo: string;
  }): Promise<string> {
    const { linkId, accountId, backTo, againTo } = wanted;
    const link = await asked(() =>
      this.stripe.accountLinks.create(
        { account: accountId, type: 'account_onboarding', return_url: backTo, refresh_url: againTo },
        { idempotencyKey: `link-${linkId}` },
      ),
    );
    return link.url;
  }

  async account(accountId: string): Promise<SeenAccount> {
    const found = await asked(() => this.stripe.accounts.retrieve(accountId));
    return {
      accountId: found.id,
      canBePaid: found.charges_enabled && found.capabilities?.transfers === 'active',
      detailsGiven: found.details_submitted,
      askedCount: found.requirements?.currently_due?.length ?? 0,
    };
  }

  readEvent(body: Buffer, signature: string, at: Date): ToldEvent | null {
    return toldEvent(this.stripe, this.options.webhookSecrets, { body, signature, at });
  }

  async *listPayments(): AsyncIterable<ListedPayment> {
    for await (const intent of this.stripe.paymentIntents.list({ limit: PAGE }))
      yield {
        intentId: intent.id,
        attemptId: ownIdOf(intent.metadata, 'attempt'),
        paidPence: BigInt(intent.amount_received),
      };
  }

  async *listRefunds(): AsyncIterable<ListedRefund> {
    for await (const refund of this.stripe.refunds.list({ limit: PAGE })) {
      if (seenRefund(refund).state === 'FAILED') continue;
      yield { refundId: refund.id, ownId: ownIdOf(refund.metadata, 'refund'), pence: BigInt(refund.amount) };
    }
  }

  private async startSession(
    sessionId: string,
    params: Stripe.Checkout.SessionCreateParams,
  ): Promise<{ sessionId: string; url: string }> {
    const key = { idempotencyKey: `session-${sessionId}` };
    const made = await asked(() => this.stripe.checkout.sessions.create(params, key));
    if (made.url === null) throw new NotTaken('no_address');
    return { sessionId: made.id, url: made.url };
  }
}
