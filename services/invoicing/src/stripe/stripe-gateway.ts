import Stripe from 'stripe';
import {
  type CardGateway,
  type ChargeAsked,
  type ListedPayment,
  type ListedRefund,
  NotKnown,
  NotTaken,
  type PaymentSessionAsked,
  type SeenAccount,
  type SeenAttempt,
  type SeenDispute,
  type SeenRefund,
  type SeenSession,
  type SessionAsked,
  type ToldEvent,
} from './card-gateway.js';
import type { StripeOptions } from '../contract/card-company.js';
import { idOf, ownIdOf, seenAttempt, seenCard, seenRefund } from './stripe-views.js';

/** What the types of this version of the library were made for. */
const API_VERSION = '2026-10-28.endive';
const TIMEOUT_MILLISECONDS = 15_000;
const REPLAY_SECONDS = 300;
const CURRENCY = 'gbp';
const PAGE = 100;

/** Sums of pence fit exactly: a visit never costs quadrillions. */
const asNumber = (pence: bigint): number => Number(pence);

function failure(error: unknown): Error {
  if (error instanceof Stripe.errors.StripeInvalidRequestError) return new NotTaken(error.code ?? 'invalid_request');
  if (error instanceof Stripe.errors.StripeAuthenticationError) return new NotKnown('the key is not accepted');
  if (error instanceof Stripe.errors.StripePermissionError) return new NotTaken(error.code ?? 'not_permitted');
  if (error instanceof Stripe.errors.StripeError) return new NotKnown(error.code ?? error.type);
  return error instanceof Error ? error : new Error(String(error));
}

async function asked<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw failure(error);
  }
}

/**
 * The real library. Our own rows say when something is tried again, with the key they have; by itself the library only does so
 * once, with the same key, where a connection that was kept open turns out to be closed.
 */
export class StripeGateway implements CardGateway {
  private readonly stripe: Stripe;

  constructor(private readonly options: StripeOptions) {
    const url = options.apiUrl === null ? null : new URL(options.apiUrl);
    this.stripe = new Stripe(options.secretKey, {
      apiVersion: API_VERSION,
      maxNetworkRetries: 0,
      timeout: options.timeoutMilliseconds ?? TIMEOUT_MILLISECONDS,
      telemetry: false,
      ...(url === null
        ? {}
        : {
            host: url.hostname,
            port: url.port === '' ? (url.protocol === 'http:' ? '80' : '443') : url.port,
            protocol: url.protocol === 'http:' ? 'http' : 'https',
          }),
    });
  }

  async createCustomer(personId: string): Promise<string> {
    const key = { idempotencyKey: `customer-${personId}` };
    // Nothing about the person but our own number for them.
    const made = await asked(() => this.stripe.customers.create({ metadata: { person: personId } }, key));
    return made.id;
  }

  startSetup({ sessionId, customerId, backTo, cancelTo }: SessionAsked): Promise<{ sessionId: string; url: string }> {
    return this.startSession(sessionId, {
      mode: 'setup',
      customer: customerId,
      allowed_payment_method_types: ['card'],
      success_url: backTo,
      cancel_url: cancelTo,
      client_reference_id: sessionId,
      metadata: { session: sessionId },
    });
  }

  startPayment(wanted: PaymentSessionAsked): Promise<{ sessionId: string; url: string }> {
    const { sessionId, customerId, backTo, cancelTo, accountId, attemptId, chargeId, pence, words } = wanted;
    return this.startSession(sessionId, {
      mode: 'payment',
      customer: customerId,
      allowed_payment_method_types: ['card'],
      success_url: backTo,
      cancel_url: cancelTo,
      client_reference_id: sessionId,
      metadata: { session: sessionId },
      line_items: [
        {
          quantity: 1,
          price_data: { currency: CURRENCY, unit_amount: asNumber(pence), product_data: { name: words } },
        },
      ],
      payment_intent_data: {
        on_behalf_of: accountId,
        transfer_data: { destination: accountId },
        metadata: { attempt: attemptId, charge: chargeId },
      },
    });
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
    const { attemptId, chargeId, pence, customerId, paymentMethodId, accountId } = wanted;
    try {
      const intent = await this.stripe.paymentIntents.create(
        {
          amount: asNumber(pence),
          currency: CURRENCY,
          customer: customerId,
          payment_method: paymentMethodId,
          // Whatever is kept is a card; nothing that would lead the person elsewhere.
          automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
          off_session: true,
          confirm: true,
          on_behalf_of: accountId,
          transfer_data: { destination: accountId },
          metadata: { attempt: attemptId, charge: chargeId },
        },
        { idempotencyKey: `attempt-${attemptId}` },
      );
      return seenAttempt(intent);
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

  async refund(wanted: {
    readonly refundId: string;
    readonly intentId: string;
    readonly pence: bigint;
  }): Promise<SeenRefund> {
    const { refundId, intentId, pence } = wanted;
    const given = await asked(() =>
      this.stripe.refunds.create(
        // The provider got the money, so that it comes back from the provider.
        {
          payment_intent: intentId,
          amount: asNumber(pence),
          reverse_transfer: true,
          metadata: { refund: refundId },
        },
        { idempotencyKey: `refund-${refundId}` },
      ),
    );
    return seenRefund(given);
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
          default_currency: CURRENCY,
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
    for (const secret of this.options.webhookSecrets) {
      try {
        const event = this.stripe.webhooks.constructEvent(
          body,
          signature,
          secret,
          REPLAY_SECONDS,
          undefined,
          at.getTime(),
        );
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
