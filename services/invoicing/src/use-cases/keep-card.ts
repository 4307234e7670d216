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
import type { CameBack, ForSomebody, KeepCardAsked } from '../contract/cards.port.js';
import { USE_MANDATE } from '../persistence/acting.js';
import {
  beginSession,
  cardKeeper,
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

const LONGEST_PATH = 1000;
/** A page of ours: no other place, and nothing that a browser reads as one. */
const PATH = /^\/(?![/\\])[\w\-./?=&%:+,~]*$/;

/**
 * A person, or whoever may pay for them, keeps a card on the card company's own page, and takes it away again. No number of it
 * ever comes here.
 */
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

  async start(actor: Actor, input: KeepCardAsked): Promise<string> {
    const { personId: actorId } = actor;
    const personId = input.forPersonId ?? actorId;
    const then = input.then ?? null;
    requireAccess(actor, 'startKeepingCard', { personId });
    const gateway = companyOf(this.gateway);
    if (then !== null && (then.length > LONGEST_PATH || !PATH.test(then)))
      throw Refusal.invalid('then', 'Send a path of this service, such as /my-orders.');
    const at = this.clock.now();
    const id = this.ids.next();
    const { result: sessionId } = await orReplay(
      () =>
        this.database.transaction(rowScope(actor), async (queries) => {
          void queries.query(USE_MANDATE, [actorId, personId, 'PAY', 0n, at]);
          const claim = { actorId, operation: 'startKeepingCard', key: input.idempotencyKey };
          void claimKey(queries, { ...claim, input: { personId, then }, result: { sessionId: id }, at });
          const keeper = await cardKeeper(queries, personId, at);
          if (actorId !== personId && keeper === personId) throw new Refusal('CARD_OF_THEIR_OWN');
          await beginSession(queries, { id, personId, actorId, at });
          return id;
        }),
      (stored) => String(stored['sessionId']),
    );
    return orSilent(async () => {
      const customerId = await this.customer(personId);
      const started = await gateway.startSetup({ sessionId, customerId, ...this.waysBack(sessionId, then) });
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
  waysBack(sessionId: string, then: string | null = null): { readonly backTo: string; readonly cancelTo: string } {
    const back = `${this.options?.publicUrl ?? ''}/my-card/back/${sessionId}`;
    const backTo = then === null ? back : `${back}?then=${encodeURIComponent(then)}`;
    // Who turns round comes the same way: what became of the page is asked, whatever they did there.
    return { backTo, cancelTo: backTo };
  }

  async settle(actor: Actor, sessionId: string): Promise<CameBack> {
    requireAccess(actor, 'settleCardPage', { personId: actor.personId });
    companyOf(this.gateway);
    const { aside } = this.database;
    const session = await sessionOf(aside, { id: sessionId });
    if (session?.started_by !== actor.personId) throw Refusal.notFound();
    await orSilent(() => this.pages.settle(session));
    const { attempt_id: attemptId, person_id: personId } = session;
    return {
      purpose: attemptId === null ? 'KEEP_CARD' : 'PAY',
      personId,
      state: (await sessionOf(aside, { id: sessionId }))?.state ?? 'OPEN',
      chargeId: attemptId === null ? null : await chargeOfAttempt(aside, attemptId),
    };
  }

  /** Here at once; on the other side as soon as it answers, by the job if not now. */
  async remove(actor: Actor, input: ForSomebody): Promise<void> {
    const { personId: actorId } = actor;
    const personId = input.forPersonId ?? actorId;
    requireAccess(actor, 'removeCard', { personId });
    const gateway = companyOf(this.gateway);
    const at = this.clock.now();
    const done = await orReplay<string | null>(
      () =>
        this.database.transaction(rowScope(actor), (queries) => {
          const claim = { actorId, operation: 'removeCard', key: input.idempotencyKey };
          void claimKey(queries, { ...claim, input: { personId }, result: {}, at });
          return removeKeptCard(queries, { personId, actorId, at });
        }),
      () => null,
    );
    const { result: paymentMethodId } = done;
    if (paymentMethodId !== null) await orSilent(() => this.pages.giveUp(gateway, paymentMethodId));
  }
}
