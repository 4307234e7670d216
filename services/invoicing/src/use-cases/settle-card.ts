import { Inject, Injectable } from '@nestjs/common';
import {
  appendEvent,
  CLOCK,
  type Clock,
  Database,
  IDS,
  type IdSource,
  NOBODY,
  type Queries,
} from '@owncourse/kernel/contract';
import {
  CARD_DECLINED,
  CARD_DISPUTED,
  CARD_NEEDS_PERSON,
  CARD_PAID,
  CARD_REFUNDED,
  type CardTold,
} from '../contract/card-events.js';
import { triesAfter } from '../domain/card-rules.js';
import {
  type AttemptNews,
  type CardChange,
  settleAttempt,
  settleDispute,
  settleRefund,
} from '../persistence/card-writes.js';
import type { SeenDispute, SeenRefund } from '../stripe/card-gateway.js';

const TOLD_OF_CHARGES: Readonly<Record<string, string>> = {
  NEEDS_PERSON: CARD_NEEDS_PERSON,
  DECLINED: CARD_DECLINED,
  PAID: CARD_PAID,
};

/** The one way in which what the card company says becomes our state; webhooks, pages and jobs all come through here. */
@Injectable()
export class SettleCard {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  attempt(attemptId: string, seen: AttemptNews): Promise<void> {
    const at = this.clock.now();
    const code = seen.state === 'DECLINED' ? seen.code : '';
    const tries = triesAfter(code, at);
    return this.settled(async (queries) => {
      const changed = await settleAttempt(queries, attemptId, seen, tries, at);
      if (changed) this.tell(queries, changed, TOLD_OF_CHARGES[changed.state], { code });
    });
  }

  /** The request itself was refused: nothing was made on the other side. */
  refused(attemptId: string, code: string): Promise<void> {
    return this.attempt(attemptId, { state: 'DECLINED', intentId: null, code });
  }

  refund(seen: SeenRefund, intentId: string | null): Promise<void> {
    const at = this.clock.now();
    return this.settled(async (queries) => {
      const changed = await settleRefund(queries, seen, { newId: this.ids.next(), intentId, at });
      if (changed?.state === 'GIVEN') this.tell(queries, changed, CARD_REFUNDED);
    });
  }

  dispute(seen: SeenDispute): Promise<void> {
    return this.settled(async (queries) => {
      const changed = await settleDispute(queries, seen, this.clock.now());
      if (changed) this.tell(queries, changed, CARD_DISPUTED, { outcome: changed.state });
    });
  }

  private settled(work: (queries: Queries) => Promise<void>): Promise<void> {
    return this.database.transaction(NOBODY, work);
  }

  private tell(
    queries: Queries,
    changed: CardChange,
    type: string | undefined,
    more: Record<string, string> = {},
  ): void {
    if (type === undefined) return;
    const payload: CardTold = {
      chargeId: changed.charge_id,
      orderId: changed.order_id,
      personId: changed.person_id,
      providerId: changed.provider_id,
      amountPence: changed.pence.toString(),
      ...more,
    };
    void appendEvent(queries, {
      id: this.ids.next(),
      type,
      version: 1,
      councilId: changed.council_id,
      payload: { ...payload },
      occurredAt: this.clock.now(),
    });
  }
}
