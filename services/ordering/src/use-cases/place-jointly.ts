import { Inject, Injectable } from '@nestjs/common';
import { type Actor, appendEvent, IDS, type IdSource, londonDate, type Queries } from '@owncourse/kernel/contract';
import { JOINT_ORDER_ENDED, type JointOrderEnded, ORDER_PLACED } from '../contract/events.js';
import type { PlaceOrderInput } from '../contract/order-inputs.js';
import { readPlaceOrder } from '../domain/place-order-request.js';
import { type EndedJointOrder, JointOrderRepository } from '../persistence/joint-order.repository.js';
import { askForConflict } from '../persistence/order-writes.js';
import { PlaceOrder } from './place-order.js';
import { countedPence, type ReadyOrder } from './ready-order.js';

/** Whoever asked first: the order is theirs, under their mandate. */
interface First {
  readonly actorId: string;
  readonly mandateId: string;
}

/** All who act together. */
interface Together {
  readonly mandateIds: readonly string[];
  /** The others who said yes; each may have an interest in the provider. */
  readonly otherIds: readonly string[];
}

/** Writes an order that several people stand behind. */
@Injectable()
export class PlaceJointly {
  constructor(
    private readonly placing: PlaceOrder,
    private readonly joint: JointOrderRepository,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** The order as it would be written, at the prices of now. Refuses as placing does. */
  async prepare(actor: Actor, input: PlaceOrderInput, first: First, at: Date): Promise<ReadyOrder> {
    const order = await this.placing.newOrder(actor, input, readPlaceOrder(input, londonDate(at)), at);
    const { actorId, mandateId } = first;
    return {
      order: { ...order, actorId, mandateId },
      meetFirst: input.meetFirst ?? null,
      acting: { actorId, onBehalfOf: order.personId, mandateId },
      callId: null,
      at,
    };
  }

  /** Mandates with the sum, then everything that placing does; any refusal takes all of it back. */
  async write(queries: Queries, ready: ReadyOrder, together: Together): Promise<void> {
    const { order, at } = ready;
    const { pence, ownPence } = countedPence(order, at);
    await this.joint.useMandates(queries, {
      personId: order.personId,
      mandateIds: together.mandateIds,
      scopes: ownPence > 0n ? ['ORDER', 'PAY'] : ['ORDER'],
      pence,
      at,
    });
    await this.placing.write(queries, ready);
    for (const actorId of together.otherIds) await askForConflict(queries, { ...order, actorId });
  }

  tellPlaced(queries: Queries, { order, at }: ReadyOrder): void {
    void appendEvent(queries, {
      id: order.eventId,
      type: ORDER_PLACED,
      version: 1,
      councilId: order.councilId,
      payload: { orderId: order.orderId, providerId: order.providerId },
      occurredAt: at,
    });
  }

  tellEnd(
    queries: Queries,
    ended: EndedJointOrder,
    outcome: JointOrderEnded['outcome'],
    failure: string | null,
    at: Date,
  ): void {
    const payload: JointOrderEnded = {
      jointOrderId: ended.id,
      providerId: ended.provider_id,
      serviceId: ended.service_id,
      personId: ended.person_id,
      jointAnswerIds: ended.answer_ids,
      outcome,
      failure,
    };
    void appendEvent(queries, {
      id: this.ids.next(),
      type: JOINT_ORDER_ENDED,
      version: 1,
      councilId: ended.council_id,
      payload: { ...payload },
      occurredAt: at,
    });
  }
}
