import { Inject, Injectable } from '@nestjs/common';
import { IDENTITY, type IdentityPort, requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  addDays,
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
  londonDate,
  orReplay,
  parseQuantity,
  Refusal,
  rowScope,
} from '@owncourse/kernel/contract';
import { lockBudgets } from '@owncourse/ledger/contract';
import { DELIVERY_DISPUTED, DISPUTE_ANSWERED } from '../contract/events.js';
import type { ByTelephone } from '../contract/order-inputs.js';
import { readByTelephone } from '../domain/telephone.js';
import { deliveredShare, shareIn } from '../domain/share.js';
import { DEFAULT_DISPUTE_DAYS, DisputeRepository } from '../persistence/dispute.repository.js';
import { type DeliveryRow, OrderRepository } from '../persistence/order.repository.js';
import { authorise } from '../persistence/order-writes.js';
import { recordTelephoneActs } from '../persistence/telephone.repository.js';
import { checkedReason } from './answer-order.js';
import { DeliveryNotes } from './delivery-notes.js';

/** Days for the two sides to agree, where the council has not said otherwise. */
const DEFAULT_COUNCIL_DAYS = 7;

@Injectable()
export class DisputeDelivery {
  constructor(
    private readonly database: Database,
    private readonly orders: OrderRepository,
    private readonly disputes: DisputeRepository,
    private readonly notes: DeliveryNotes,
    @Inject(IDENTITY) private readonly identity: IdentityPort,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /**
   * The person says that a note is wrong: the money stays promised until it is settled. So they may for the council's
   * days after it was confirmed, by whomever: then the money is owed already, and a lower outcome is owed back.
   */
  async dispute(
    actor: Actor,
    input: {
      readonly deliveryId: string;
      readonly idempotencyKey: string;
      readonly reason: string;
      readonly byTelephone?: ByTelephone | null;
    },
  ): Promise<void> {
    const telephone = readByTelephone(input.byTelephone);
    const callId = telephone?.callId ?? null;
    const note = await this.visible(actor, input.deliveryId);
    requireAccess(actor, 'disputeDelivery', { personId: note.person_id, callId });
    const reason = checkedReason(input.reason);
    const at = this.clock.now();
    const today = londonDate(at);
    const [days, councilDays] = await Promise.all([
      this.days(note.council_id, 'disputeDays', today, DEFAULT_DISPUTE_DAYS),
      this.days(note.council_id, 'disputeCouncilDays', today, DEFAULT_COUNCIL_DAYS),
    ]);
    const [disputeId, orderEventId] = [this.ids.next(), this.ids.next()];
    await orReplay(
      () =>
        this.database.transaction(rowScope(actor), (queries) => {
          authorise(queries, {
            actorId: actor.personId,
            personId: note.person_id,
            scope: 'CONFIRM',
            pence: 0n,
            at,
            callId,
            providerIds: [note.provider_id],
            free: true,
          });
          void claimKey(queries, {
            actorId: actor.personId,
            operation: 'disputeDelivery',
            key: input.idempotencyKey,
            input: { ...input, idempotencyKey: null },
            result: {},
            at,
          });
          void lockBudgets(queries, [note.budget_id], false);
          void this.disputes.open(queries, {
            id: disputeId,
            deliveryId: note.id,
            reason,
            messageId: this.ids.next(),
            toCouncilOn: addDays(today, councilDays),
            days,
            at,
            eventId: orderEventId,
            actorId: actor.personId,
          });
          recordTelephoneActs(
            queries,
            telephone,
            'QUESTIONED',
            [{ subjectId: orderEventId, orderId: note.order_id, deliveryId: note.id, pence: note.amount_pence }],
            at,
          );
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
    const silenceEnds = (await this.notes.silenceEnds([note.council_id], at)).get(note.council_id) ?? null;
    const [visit] = await this.database.transaction(rowScope(actor), (queries) =>
      this.orders.occurrencesByIds(queries, [note.occurrence_id]),
    );
    if (!visit) throw Refusal.notFound();
    const whole = linePence(quantity, visit.unit_price_pence, [visit.multiplier_ten_thousandths]);
    const amountPence = deliveredShare(whole, shareIn(visit), visit.amount_pence);
    if (amountPence > visit.amount_pence || quantity > parseQuantity(visit.quantity))
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
          void this.disputes.answer(queries, {
            deliveryId: note.id,
            providerId: note.provider_id,
            quantity: formatQuantity(quantity),
            amountPence,
            silenceEnds,
            at,
            eventId: this.ids.next(),
            actorId: actor.personId,
          });
          void appendEvent(queries, {
            id: this.ids.next(),
            type: DISPUTE_ANSWERED,
            version: 1,
            councilId: note.council_id,
            payload: {
              deliveryId: note.id,
              orderId: note.order_id,
              personId: note.person_id,
              providerId: note.provider_id,
            },
            occurredAt: at,
          });
        }),
      () => undefined,
    );
  }

  private async days(
    councilId: string,
    key: 'disputeDays' | 'disputeCouncilDays',
    today: string,
    otherwise: number,
  ): Promise<number> {
    const policy = await this.identity.policy(councilId, key, today);
    return typeof policy === 'number' ? policy : otherwise;
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
