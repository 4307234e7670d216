import { Inject, Injectable } from '@nestjs/common';
import { mayDo, requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  claimKey,
  CLOCK,
  type Clock,
  Database,
  dayWithYear,
  IDS,
  type IdSource,
  orReplay,
  Refusal,
  rowScope,
} from '@owncourse/kernel/contract';
import type { Keyed } from '../contract/cards.port.js';
import { USE_MANDATE } from '../persistence/acting.js';
import { noteSession, sessionOf } from '../persistence/card-keeping.js';
import { beginAttempt } from '../persistence/card-writes.js';
import { CardRepository } from '../persistence/card.repository.js';
import { CARD_GATEWAY, type CardGateway } from '../stripe/card-gateway.js';
import { payablePeople } from '../domain/payable-people.js';
import { companyOf, orSilent } from './card-company.js';
import { CloseCardPages } from './close-card-pages.js';
import { KeepCard } from './keep-card.js';

/**
 * A person, or whoever may pay for them, pays one visit on the card company's page: where their bank wants to hear from them, or
 * no card is kept.
 */
@Injectable()
export class PayByCard {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
    @Inject(CARD_GATEWAY) private readonly gateway: CardGateway | null,
    private readonly cards: CardRepository,
    private readonly keeping: KeepCard,
    private readonly pages: CloseCardPages,
  ) {}

  async start(actor: Actor, input: Keyed & { readonly chargeId: string }): Promise<string> {
    const { personId: actorId } = actor;
    const { chargeId } = input;
    requireAccess(actor, 'startPaying', { personId: actorId });
    const gateway = companyOf(this.gateway);
    const at = this.clock.now();
    const made = { sessionId: this.ids.next(), attemptId: this.ids.next() };
    const { result: ids } = await orReplay(
      () =>
        this.database.transaction(rowScope(actor), async (queries) => {
          const charge = await this.cards.chargeToPay(queries, chargeId, payablePeople(actor));
          // A provider sees it, and pays nothing.
          if (!charge || !mayDo(actor, 'startPaying', { personId: charge.person_id })) throw Refusal.notFound();
          void queries.query(USE_MANDATE, [actorId, charge.person_id, 'PAY', 0n, at]);
          const claim = { actorId, operation: 'startPaying', key: input.idempotencyKey };
          const result = { ...made, personId: charge.person_id };
          await claimKey(queries, { ...claim, input: { chargeId }, result, at });
          return result;
        }),
      (stored) => ({
        sessionId: String(stored['sessionId']),
        attemptId: String(stored['attemptId']),
        personId: String(stored['personId']),
      }),
    );
    const { sessionId, attemptId, personId } = ids;
    const { aside } = this.database;
    return orSilent(async () => {
      const customerId = await this.keeping.customer(personId);
      // Whatever could pay the same a second time ends first; sent twice, this page is that page.
      if ((await sessionOf(aside, { id: sessionId })) === null && !(await this.pages.close(chargeId)))
        throw new Refusal('CARD_COMPANY_SILENT');
      const begun = await beginAttempt(aside, { chargeId, attemptId, sessionId, actorId, at });
      if (!begun) throw await this.whyNot(actor, chargeId);
      const started = await gateway.startPayment({
        sessionId,
        attemptId,
        chargeId,
        customerId,
        accountId: begun.account_id,
        pence: begun.pence,
        words: `Your visit on ${dayWithYear(begun.for_on)}`,
        ...this.keeping.waysBack(sessionId),
      });
      await noteSession(aside, sessionId, started.sessionId);
      return started.url;
    });
  }

  private async whyNot(actor: Actor, chargeId: string): Promise<Refusal> {
    const reads = this.database.reads(rowScope(actor));
    try {
      const charge = await this.cards.chargeToPay(reads, chargeId, payablePeople(actor));
      const isOpen = charge !== null && ['DUE', 'NEEDS_PERSON', 'DECLINED'].includes(charge.state);
      return new Refusal(isOpen ? 'PROVIDER_TAKES_NO_CARDS' : 'WRONG_STATE');
    } finally {
      await reads.close();
    }
  }
}
