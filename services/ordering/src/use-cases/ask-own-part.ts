import { Inject, Injectable } from '@nestjs/common';
import { appendEvent, IDS, type IdSource, type Pence, type Queries } from '@owncourse/kernel/contract';
import { SYSTEM_ACTOR_ID } from '@owncourse/ledger/contract';
import { OWN_PART_ASKED } from '../contract/events.js';
import { mostOwnPence, type PricedVisit } from '../domain/plan-change.js';
import { askOwnPart } from '../persistence/own-part-writes.js';

/** What visits would take of a person's own money beyond what they agreed to waits for their yes: silence never spends it. */
@Injectable()
export class AskOwnPart {
  constructor(@Inject(IDS) private readonly ids: IdSource) {}

  /**
   * Asks once about the most that one of them would take; oldest first, the order's budget is locked.
   * @returns whether it is a new question
   */
  async ask(
    queries: Queries,
    order: { readonly order_id: string; readonly council_id: string; readonly own_money_pence: Pence | null },
    beyond: readonly PricedVisit[],
    at: Date,
  ): Promise<boolean> {
    const [first] = beyond;
    if (!first) return false;
    const questionId = this.ids.next();
    const isNew = await askOwnPart(queries, {
      orderId: order.order_id,
      questionId,
      from: first.day,
      beforePence: order.own_money_pence ?? 0n,
      ownPence: mostOwnPence(beyond),
      visits: beyond.length,
      at,
      eventId: this.ids.next(),
      actorId: SYSTEM_ACTOR_ID,
    });
    if (!isNew) return false;
    void appendEvent(queries, {
      id: this.ids.next(),
      type: OWN_PART_ASKED,
      version: 1,
      councilId: order.council_id,
      payload: { orderId: order.order_id, questionId, fromOn: first.day },
      occurredAt: at,
    });
    return true;
  }
}
