import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  appendEvent,
  claimKey,
  CLOCK,
  type Clock,
  Database,
  formatQuantity,
  IDS,
  type IdSource,
  isId,
  linePence,
  orReplay,
  parseQuantity,
  Refusal,
  rowScope,
} from '@owncourse/kernel/contract';
import { lockBudgets } from '@owncourse/ledger/contract';
import { DELIVERY_DISPUTED } from '../contract/events.js';
import { type DeliveryRow, OrderRepository } from '../persistence/order.repository.js';
import { authorise, markDisputed, markSettled } from '../persistence/order-writes.js';
import { checkedReason } from './answer-order.js';

@Injectable()
export class DisputeDelivery {
  constructor(
    private readonly database: Database,
    private readonly orders: OrderRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** The person says that a note is wrong. The money stays promised until it is settled. */
  async dispute(
    actor: Actor,
    input: { readonly deliveryId: string; readonly idempotencyKey: string; readonly reason: string },
  ): Promise<void> {
    const note = await this.visible(actor, input.deliveryId);
    requireAccess(actor, 'disputeDelivery', { personId: note.person_id });
    const reason = checkedReason(input.reason);
    const at = this.clock.now();
    await orReplay(
      () =>
        this.database.transaction(rowScope(actor), (queries) => {
          authorise(queries, { actorId: actor.personId, personId: note.person_id, scope: 'CONFIRM', pence: 0n, at });
          void claimKey(queries, {
            actorId: actor.personId,
            operation: 'disputeDelivery',
            key: input.idempotencyKey,
            input: { ...input, idempotencyKey: null },
            result: {},
            at,
          });
          void lockBudgets(queries, [note.budget_id], false);
          void markDisputed(queries, {
            deliveryId: note.id,
            reason,
            at,
            eventId: this.ids.next(),
            actorId: actor.personId,
          });
          void appendEvent(queries, {
            id: this.ids.next(),
            type: DELIVERY_DISPUTED,
            version: 1,
            councilId: note.council_id,
            payload: { deliveryId: note.id, orderId: note.order_id, providerId: note.provider_id },
            occurredAt: at,
          });
        }),
      () => undefined,
    );
  }

  /** The provider puts the note right: what was really delivered, never more than was ordered; "0" for a visit that was not. */
  async settle(
    actor: Actor,
    input: { readonly deliveryId: string; readonly idempotencyKey: string; readonly quantity: string },
  ): Promise<void> {
    const note = await this.visible(actor, input.deliveryId);
    requireAccess(actor, 'settleDispute', { organisationId: note.provider_id });
    const quantity = input.quantity === '0' ? 0n : parseQuantity(input.quantity);
    const at = this.clock.now();
    const [visit] = await this.database.transaction(rowScope(actor), (queries) =>
      this.orders.occurrencesByIds(queries, [note.occurrence_id]),
    );
    if (!visit) throw Refusal.notFound();
    const amountPence = linePence(quantity, visit.unit_price_pence, [visit.multiplier_ten_thousandths]);
    if (amountPence > visit.amount_pence)
      throw new Refusal('MORE_THAN_HELD', {
        heldPence: visit.amount_pence.toString(),
        amountPence: amountPence.toString(),
      });
    await orReplay(
      () =>
        this.database.transaction(rowScope(actor), (queries) => {
          void claimKey(queries, {
            actorId: actor.personId,
            operation: 'settleDispute',
            key: input.idempotencyKey,
            input: { ...input, idempotencyKey: null },
            result: {},
            at,
          });
          void lockBudgets(queries, [note.budget_id], false);
          void markSettled(queries, {
            deliveryId: note.id,
            providerId: note.provider_id,
            quantity: formatQuantity(quantity),
            amountPence,
            at,
            eventId: this.ids.next(),
            actorId: actor.personId,
          });
        }),
      () => undefined,
    );
  }

  private async visible(actor: Actor, deliveryId: string): Promise<DeliveryRow> {
    if (!isId(deliveryId)) throw Refusal.notFound();
    const [note] = await this.database.transaction(rowScope(actor), (queries) =>
      this.orders.deliveries(queries, { ids: [deliveryId] }, 1),
    );
    if (!note) throw Refusal.notFound();
    return note;
  }
}
