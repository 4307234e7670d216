import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock, Database, IDS, type IdSource } from '@owncourse/kernel/contract';
import { cardIsGone, type CardSessionRow, endSession, keepCard, sessionOf } from '../persistence/card-keeping.js';
import { openIntents } from '../persistence/card-writes.js';
import { CARD_GATEWAY, type CardGateway, NotKnown } from '../stripe/card-gateway.js';
import { SettleCard } from './settle-card.js';

/** Pages of the card company that people were led to: what became of them, and their end. */
@Injectable()
export class CloseCardPages {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
    @Inject(CARD_GATEWAY) private readonly gateway: CardGateway | null,
    private readonly settling: SettleCard,
  ) {}

  /** Ends whatever could still pay this charge. @returns false where nobody knows whether it is ended */
  async close(chargeId: string): Promise<boolean> {
    const { gateway } = this;
    if (gateway === null) return false;
    try {
      for (const open of await openIntents(this.database.aside, chargeId)) {
        if (open.session_id !== null) {
          await gateway.endSession(open.session_id);
          await this.look(open.attempt_id, open.session_id);
        }
        if (open.intent_id !== null)
          await this.settling.attempt(open.attempt_id, await gateway.cancelAttempt(open.intent_id));
      }
      return true;
    } catch (error) {
      if (error instanceof NotKnown) return false;
      throw error;
    }
  }

  /** Asks what became of the page of a try. One that was never made is over. */
  async look(attemptId: string, outsideId: string | null): Promise<void> {
    const session = outsideId === null ? null : await sessionOf(this.database.aside, { outsideId });
    if (session) return this.settle(session);
    // Its page was never shown to anybody.
    return this.settling.attempt(attemptId, { state: 'NOT_MADE' });
  }

  /** Whoever comes first, the webhook or the person: the state that the other side has now is what stands. */
  async settle(session: CardSessionRow): Promise<void> {
    const { gateway } = this;
    if (gateway === null || session.outside_id === null) return;
    const seen = await gateway.session(session.outside_id);
    if (session.attempt_id === null) {
      if (seen.card) {
        const { aside } = this.database;
        const at = this.clock.now();
        const replaced = await keepCard(aside, {
          id: this.ids.next(),
          personId: session.person_id,
          actorId: session.started_by,
          card: seen.card,
          at,
        });
        if (replaced !== null) await this.giveUp(gateway, replaced);
      }
    } else if (seen.intentId !== null) {
      await this.settling.attempt(session.attempt_id, await gateway.attempt(seen.intentId));
    }
    if (seen.state === 'OPEN') return;
    if (seen.state === 'EXPIRED' && session.attempt_id !== null) {
      if (seen.intentId === null) await this.settling.attempt(session.attempt_id, { state: 'NOT_MADE' });
      else await this.settling.attempt(session.attempt_id, await gateway.cancelAttempt(seen.intentId));
    }
    await endSession(this.database.aside, session.id, seen.state);
  }

  /** On the other side, then here; stopped between, the job does it again. */
  async giveUp(gateway: CardGateway, paymentMethodId: string): Promise<void> {
    await gateway.removeCard(paymentMethodId);
    await this.cardGone(paymentMethodId);
  }

  cardGone(paymentMethodId: string): Promise<unknown> {
    return cardIsGone(this.database.aside, paymentMethodId, this.clock.now());
  }
}
