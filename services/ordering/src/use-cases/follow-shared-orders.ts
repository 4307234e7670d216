import { Inject, Injectable } from '@nestjs/common';
import {
  appendEvent,
  CLOCK,
  type Clock,
  type EventConsumer,
  type EventEnvelope,
  IDS,
  type IdSource,
  londonDate,
  type Queries,
  statement,
} from '@owncourse/kernel/contract';
import { SYSTEM_ACTOR_ID } from '@owncourse/ledger/contract';
import {
  ORDER_DECLINED,
  ORDER_EXPIRED,
  ORDER_REFUSED,
  VISITS_CANCELLED,
  type VisitsCancelled,
} from '../contract/events.js';

interface Ended {
  readonly council_id: string;
  readonly order_id: string;
  readonly visit_ids: readonly string[];
}

const FOLLOW = statement(
  'ordering.follow-shared-orders',
  'select * from ordering.follow_shared_orders($1, $2, $3, $4)',
);

/**
 * A visit that several people share is for all of them or for nobody: nobody's part becomes dearer because another leaves.
 * Whatever way one of them loses a visit (their no, the council's, hospital, a budget that ends), the others' part of it is
 * cancelled without a fee, they are told, and may order it again at its new price.
 */
@Injectable()
export class FollowSharedOrders implements EventConsumer {
  readonly name = 'ordering.follow-shared-orders';
  readonly types = [VISITS_CANCELLED, ORDER_DECLINED, ORDER_REFUSED, ORDER_EXPIRED];

  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  async handle(events: readonly EventEnvelope[], queries: Queries): Promise<void> {
    const orderIds = [...new Set(events.map(({ payload }) => String(payload['orderId'])))];
    const at = this.clock.now();
    const ended = await queries.query<Ended>(FOLLOW, [orderIds, at, londonDate(at), SYSTEM_ACTOR_ID]);
    for (const one of ended) {
      const payload: VisitsCancelled = {
        orderId: one.order_id,
        occurrenceIds: one.visit_ids,
        feePence: '0',
        because: 'SHARED',
      };
      void appendEvent(queries, {
        id: this.ids.next(),
        type: VISITS_CANCELLED,
        version: 1,
        councilId: one.council_id,
        payload: { ...payload },
        occurredAt: at,
      });
    }
  }
}
