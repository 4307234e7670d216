import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  claimKey,
  CLOCK,
  type Clock,
  Database,
  IDS,
  type IdSource,
  orReplay,
  Refusal,
  rowScope,
} from '@owncourse/kernel/contract';
import type { CameBack, Keyed } from '../contract/cards.port.js';
import {
  beginSession,
  customerOf,
  noteCustomer,
  noteSession,
  removeKeptCard,
  sessionOf,
} from '../persistence/card-keeping.js';
import { chargeOfAttempt } from '../persistence/card.repository.js';
import { CARD_GATEWAY, type CardGateway } from '../stripe/card-gateway.js';
import type { StripeOptions } from '../contract/card-company.js';
import { STRIPE_OPTIONS } from '../stripe/stripe-options.js';
import { companyOf, orSilent } from './card-company.js';
import { CloseCardPages } from './close-card-pages.js';

/** A person keeps a card on the card company's own page, and takes it away again. No number of it ever comes here. */
@Injectable()
export class KeepCard {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
    @Inject(CARD_GATEWAY) private readonly gateway: CardGateway | null,
    @Inject(STRIPE_OPTIONS) private readonly options: StripeOptions | null,
    private readonly pages: CloseCardPages,
  ) {}

  async start(actor: Actor, input: Keyed): Promise<string> {
    const { personId } = actor;
    requireAccess(actor, 'startKeepingCard', { personId });
    const gateway = companyOf(this.gateway);
    const at = this.clock.now();
    const id = this.ids.next();
    const { result: sessionId } = await orReplay(
      () =>
        this.database.transaction(rowScope(actor), async (queries) => {
          const claim = { actorId: personId, operation: 'startKeepingCard', key: input.idempotencyKey };
          void claimKey(queries, { ...claim, input: {}, result: { sessionId: id }, at });
          await beginSession(queries, id, personId, at);
          return id;
        }),
      (stored) => String(stored['sessionId']),
    );
    return orSilent(async () => {
      const customerId = await this.customer(personId);
      const started = await gateway.startSetup({ sessionId, customerId, ...this.waysBack(sessionId) });
      await noteSession(this.database.aside, sessionId, started.sessionId);
      return started.url;
    });
  }

  /** The person's number at the card company, made when it is first needed. */
  async customer(personId: string): Promise<string> {
    const { aside } = this.database;
    const known = await customerOf(aside, personId);
    if (known !== null) return known;
    await noteCustomer(aside, personId, await companyOf(this.gateway).createCustomer(personId), this.clock.now());
    return (await customerOf(aside, personId)) ?? '';
  }

  /** Where the card company's page leads back to. */
  waysBack(sessionId: string): { readonly backTo: string; readonly cancelTo: string } {
    const site = this.options?.publicUrl ?? '';
    return { backTo: `${site}/my-card/back/${sessionId}`, cancelTo: `${site}/my-card` };
  }

  async settle(actor: Actor, sessionId: string): Promise<CameBack> {
    const { personId } = actor;
    requireAccess(actor, 'settleCardPage', { personId });
    companyOf(this.gateway);
    const { aside } = this.database;
    const session = await sessionOf(aside, { id: sessionId });
    if (session?.person_id !== personId) throw Refusal.notFound();
    await orSilent(() => this.pages.settle(session));
    const { attempt_id: attemptId } = session;
    return {
      purpose: attemptId === null ? 'KEEP_CARD' : 'PAY',
      state: (await sessionOf(aside, { id: sessionId }))?.state ?? 'OPEN',
      chargeId: attemptId === null ? null : await chargeOfAttempt(aside, attemptId),
    };
  }

  /** Here at once; on the other side as soon as it answers. */
  async remove(actor: Actor, input: Keyed): Promise<void> {
    const { personId } = actor;
    requireAccess(actor, 'removeCard', { personId });
    const gateway = companyOf(this.gateway);
    const at = this.clock.now();
    const done = await orReplay<string | null>(
      () =>
        this.database.transaction(rowScope(actor), (queries) => {
          const claim = { actorId: personId, operation: 'removeCard', key: input.idempotencyKey };
          void claimKey(queries, { ...claim, input: {}, result: {}, at });
          return removeKeptCard(queries, personId, at);
        }),
      () => null,
    );
    const { result: paymentMethodId } = done;
    if (paymentMethodId !== null) await orSilent(() => gateway.removeCard(paymentMethodId));
  }
}
