import { Inject, Injectable } from '@nestjs/common';
import { mayDo, requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  appendEvent,
  claimKey,
  CLOCK,
  type Clock,
  Database,
  IDS,
  type IdSource,
  isId,
  londonDate,
  orReplay,
  Refusal,
  rowScope,
} from '@owncourse/kernel/contract';
import { lockBudgets, release } from '@owncourse/ledger/contract';
import { VISITS_CANCELLED, type VisitsCancelled } from '../contract/events.js';
import type { CancelOrderInput } from '../contract/ordering.port.js';
import { actingFor } from '../domain/acting-for.js';
import { cancellationFee } from '../domain/cancellation-fee.js';
import { ORDER_MOVES } from '../domain/order-state.js';
import { OrderRepository, type OrderRow } from '../persistence/order.repository.js';
import { authorise, cancelOccurrences, lockOrder, moveOrder } from '../persistence/order-writes.js';
import { budgetsOf } from './answer-order.js';

/** Before the provider said yes, cancelling is always free. */
const FREE_TO_CANCEL = new Set(['SUBMITTED', 'AWAITING_APPROVAL']);

@Injectable()
export class CancelOrder {
  constructor(
    private readonly database: Database,
    private readonly orders: OrderRepository,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /**
   * Cancels one visit or all that are not delivered, and gives the money back less the fee that was agreed.
   * The provider cancels without a fee. Refuses FEE_CHANGED {feePence} when the agreed fee is not today's.
   */
  async run(actor: Actor, input: CancelOrderInput): Promise<void> {
    if (!isId(input.orderId) || (input.occurrenceId && !isId(input.occurrenceId))) throw Refusal.notFound();
    const order = await this.visible(actor, input.orderId);
    const personId = order.participant_ids[0] ?? '';
    const byProvider = mayDo(actor, 'acceptOrder', { organisationId: order.provider_id });
    if (!byProvider) requireAccess(actor, 'cancelOrder', { personId });
    const whole = !input.occurrenceId;
    const at = this.clock.now();
    const acting = byProvider
      ? { actorId: actor.personId, onBehalfOf: null, mandateId: null }
      : actingFor(actor, personId, 'ORDER');

    await orReplay(
      () =>
        this.database.transaction(rowScope(actor), async (queries) => {
          if (!byProvider) authorise(queries, { actorId: actor.personId, personId, scope: 'ORDER', pence: 0n, at });
          void claimKey(queries, {
            actorId: actor.personId,
            operation: 'cancelOrder',
            key: input.idempotencyKey,
            input: { ...input, idempotencyKey: null },
            result: {},
            at,
          });
          void lockBudgets(queries, budgetsOf(order), false);
          const [status, open] = await Promise.all([
            lockOrder(queries, order.id),
            this.orders.openOccurrences(queries, order.id, input.occurrenceId ?? null),
          ]);
          const { from, to } = ORDER_MOVES.cancel;
          if (open.length === 0 || !from.some((one) => one === status)) throw new Refusal('WRONG_STATE');
          if (whole) {
            const code = byProvider ? 'CANCELLED_BY_PROVIDER' : 'CANCELLED';
            void moveOrder(queries, {
              orderId: order.id,
              from,
              to,
              reason: null,
              eventId: this.ids.next(),
              code,
              at,
              actorId: actor.personId,
            });
          }
          const free = byProvider || FREE_TO_CANCEL.has(status ?? '');
          const visits = open.map((visit) => ({
            id: visit.id,
            feePence:
              free || visit.status !== 'HELD'
                ? 0n
                : cancellationFee(visit.amount_pence, visit.starts_at, at, {
                    noticeHours: visit.cancellation_notice_hours,
                    percentHundredths: visit.cancellation_percent_hundredths,
                  }),
          }));
          const fee = visits.reduce((sum, visit) => sum + visit.feePence, 0n);
          if (fee !== input.agreedFeePence && !byProvider)
            throw new Refusal('FEE_CHANGED', { feePence: fee.toString() });
          void cancelOccurrences(queries, order.id, visits, whole, at);
          void release(
            queries,
            visits.map((visit) => ({ holdId: visit.id, feePence: visit.feePence })),
            { groupId: order.id, day: londonDate(at), at, acting },
          );
          const payload: VisitsCancelled = {
            orderId: order.id,
            occurrenceIds: visits.map((visit) => visit.id),
            feePence: fee.toString(),
          };
          void appendEvent(queries, {
            id: this.ids.next(),
            type: VISITS_CANCELLED,
            version: 1,
            councilId: order.council_id,
            payload: { ...payload },
            occurredAt: at,
          });
        }),
      () => undefined,
    );
  }

  private async visible(actor: Actor, orderId: string): Promise<OrderRow> {
    const [order] = await this.database.transaction(rowScope(actor), (queries) =>
      this.orders.byIds(queries, [orderId]),
    );
    if (!order) throw Refusal.notFound();
    return order;
  }
}
