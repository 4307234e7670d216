import { Inject, Injectable } from '@nestjs/common';
import { mayDo, requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  addDays,
  appendEvent,
  claimKey,
  CLOCK,
  type Clock,
  Database,
  IDS,
  type IdSource,
  londonDate,
  orReplay,
  type Pence,
  type Queries,
  Refusal,
  rowScope,
} from '@owncourse/kernel/contract';
import { lockBudgets, release } from '@owncourse/ledger/contract';
import { VISITS_CANCELLED, type VisitsCancelled } from '../contract/events.js';
import type { CancellationEffect, CancelOrderInput } from '../contract/ordering.port.js';
import { actingFor } from '../domain/acting-for.js';
import { cancellationFee } from '../domain/cancellation-fee.js';
import { type Cancellation, readCancellation } from '../domain/cancellation-request.js';
import { ORDER_MOVES } from '../domain/order-state.js';
import { readByTelephone } from '../domain/telephone.js';
import { type OpenOccurrenceRow, OrderRepository, type OrderRow } from '../persistence/order.repository.js';
import { authorise, cancelOccurrences, lockOrder, moveOrder } from '../persistence/order-writes.js';
import { recordTelephoneActs } from '../persistence/telephone.repository.js';
import { addBreak, insertVersion, keepVisits, stopPriceRises, writeEvent } from '../persistence/plan-writes.js';
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
   * Cancels one visit, those from one day through another, the rest from a day on, or all that are not delivered, and gives
   * the money back less the fee that was agreed. Days left out of a standing order stay free. The provider cancels without
   * a fee. Refuses FEE_CHANGED {feePence} when the agreed fee is not today's.
   */
  async run(actor: Actor, input: CancelOrderInput): Promise<void> {
    const at = this.clock.now();
    const wanted = readCancellation(input, londonDate(at));
    const order = await this.visible(actor, input.orderId);
    const personId = order.participant_ids[0] ?? '';
    const byProvider = mayDo(actor, 'acceptOrder', { organisationId: order.provider_id });
    const telephone = byProvider ? null : readByTelephone(input.byTelephone);
    const callId = telephone?.callId ?? null;
    if (!byProvider) requireAccess(actor, 'cancelOrder', { personId, callId });
    const acting = byProvider
      ? { actorId: actor.personId, onBehalfOf: null, mandateId: null }
      : actingFor(actor, personId, 'ORDER');

    await orReplay(
      () =>
        this.database.transaction(rowScope(actor), async (queries) => {
          if (!byProvider)
            authorise(queries, {
              actorId: actor.personId,
              personId,
              scope: 'ORDER',
              pence: 0n,
              at,
              callId,
              providerIds: [order.provider_id],
            });
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
          const { from } = ORDER_MOVES.cancel;
          const chosen = open.filter((visit) => isChosen(visit, wanted, at));
          if (chosen.length === 0 || !from.some((one) => one === status)) throw new Refusal('WRONG_STATE');
          const visits = withFees(chosen, { free: byProvider || FREE_TO_CANCEL.has(status ?? ''), at });
          const fee = feeOf(visits);
          if (fee !== input.agreedFeePence && !byProvider)
            throw new Refusal('FEE_CHANGED', { feePence: fee.toString() });
          const step: StateStep = {
            order,
            wanted,
            open,
            byProvider,
            actorId: actor.personId,
            mandateId: acting.mandateId,
            eventId: this.ids.next(),
            at,
          };
          if (wanted.kind === 'ALL' || wanted.kind === 'REST')
            void stopPriceRises(
              queries,
              order.id,
              wanted.kind === 'REST' ? wanted.fromOn : londonDate(at),
              at,
              actor.personId,
            );
          const whole = await this.sendState(queries, step);
          void cancelOccurrences(queries, order.id, visits, whole, at);
          void release(
            queries,
            visits.map((visit) => ({ holdId: visit.id, feePence: visit.feePence })),
            { groupId: order.id, day: londonDate(at), at, acting },
          );
          const act = { subjectId: step.eventId, orderId: order.id, deliveryId: null, pence: fee };
          recordTelephoneActs(queries, telephone, 'CANCELLED', [act], at);
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

  /** What a cancellation would cost and give back at this moment. Refuses WRONG_STATE when there is nothing to cancel. */
  async preview(
    actor: Actor,
    input: Omit<CancelOrderInput, 'idempotencyKey' | 'agreedFeePence'>,
  ): Promise<CancellationEffect> {
    const at = this.clock.now();
    const wanted = readCancellation(input, londonDate(at));
    const order = await this.visible(actor, input.orderId);
    requireAccess(actor, 'cancellationPreview', { personId: order.participant_ids[0] ?? '' });
    const open = await this.database.transaction(rowScope(actor), (queries) =>
      this.orders.openOccurrences(queries, order.id, input.occurrenceId ?? null),
    );
    const chosen = open.filter((visit) => isChosen(visit, wanted, at));
    if (chosen.length === 0 || !ORDER_MOVES.cancel.from.some((one) => one === order.status))
      throw new Refusal('WRONG_STATE');
    const visits = withFees(chosen, { free: FREE_TO_CANCEL.has(order.status), at });
    const held = chosen.filter((visit) => visit.status === 'HELD').reduce((sum, visit) => sum + visit.amount_pence, 0n);
    const feePence = feeOf(visits);
    const days = chosen.map((visit) => visit.on_date).sort();
    return {
      visits: chosen.length,
      firstOn: days[0] ?? null,
      lastOn: days.at(-1) ?? null,
      feePence,
      givenBackPence: held - feePence,
      late: chosen.flatMap((visit, index) => {
        const fee = visits[index]?.feePence ?? 0n;
        return fee > 0n ? [{ day: visit.on_date, feePence: fee }] : [];
      }),
    };
  }

  /** The state of the order and its plan; the visits follow. @returns true when nothing is left of the order */
  private async sendState(queries: Queries, step: StateStep): Promise<boolean> {
    const { order, wanted, open, byProvider, actorId, eventId, at } = step;
    const event = { orderId: order.id, eventId, at, actorId };
    const before = open.filter((visit) => !isChosen(visit, wanted, at));
    if (wanted.kind === 'ALL' || (wanted.kind === 'REST' && before.length === 0)) {
      const { from, to } = ORDER_MOVES.cancel;
      void moveOrder(queries, {
        ...event,
        from,
        to,
        reason: null,
        code: byProvider ? 'CANCELLED_BY_PROVIDER' : 'CANCELLED',
      });
      return wanted.kind === 'ALL';
    }
    if (wanted.kind === 'REST') {
      await this.endPlan(queries, step, wanted.fromOn);
      return false;
    }
    const [first] = open.filter((visit) => isChosen(visit, wanted, at));
    const from = wanted.kind === 'RANGE' ? wanted.fromOn : (first?.on_date ?? '');
    const through = wanted.kind === 'RANGE' ? wanted.throughOn : from;
    const code = wanted.kind === 'RANGE' ? 'BREAK' : 'VISIT_CANCELLED';
    void writeEvent(queries, { ...event, code: byProvider ? `${code}_BY_PROVIDER` : code });
    void addBreak(queries, {
      orderId: order.id,
      breakId: this.ids.next(),
      from,
      before: addDays(through, 1),
      at,
      actorId,
    });
    return false;
  }

  /** A last version that ends the day before. */
  private async endPlan(
    queries: Queries,
    { order: seen, actorId, mandateId, eventId, at }: StateStep,
    fromOn: string,
  ): Promise<void> {
    const [order] = await this.orders.byIds(queries, [seen.id]);
    const [line] = order?.lines ?? [];
    if (!order || !line || order.lines.length !== 1) throw new Refusal('WRONG_STATE');
    const lineId = this.ids.next();
    void insertVersion(queries, {
      orderId: order.id,
      version: order.current_version + 1,
      lineId,
      effectiveOn: fromOn,
      quantity: line.quantity,
      shownUnitPricePence: null,
      linePence: BigInt(line.linePence),
      startsOn: order.starts_on,
      endsOn: addDays(fromOn, -1),
      startTime: order.start_time,
      durationMinutes: order.duration_minutes,
      recurrence: order.recurrence,
      place: order.place,
      note: order.note,
      answer: order.answer === 'ASKED' ? 'ASKED' : 'NOT_NEEDED',
      at,
      actorId,
      mandateId,
      eventId,
      eventCode: 'ENDS',
      ownMoneyPence: order.own_money_pence,
    });
    void keepVisits(queries, order.id, lineId, londonDate(at), at);
  }

  private async visible(actor: Actor, orderId: string): Promise<OrderRow> {
    const [order] = await this.database.transaction(rowScope(actor), (queries) =>
      this.orders.byIds(queries, [orderId]),
    );
    if (!order) throw Refusal.notFound();
    return order;
  }
}

interface StateStep {
  readonly order: OrderRow;
  readonly wanted: Cancellation;
  readonly open: readonly OpenOccurrenceRow[];
  readonly byProvider: boolean;
  readonly actorId: string;
  readonly mandateId: string | null;
  /** Of the order event that says so. */
  readonly eventId: string;
  readonly at: Date;
}

/** A visit that has begun is not cancelled with a range of days; by itself it can be. */
function isChosen(visit: OpenOccurrenceRow, wanted: Cancellation, at: Date): boolean {
  if (wanted.kind === 'ALL' || wanted.kind === 'ONE') return true;
  if (visit.on_date < wanted.fromOn || visit.starts_at <= at) return false;
  return wanted.kind === 'REST' || visit.on_date <= wanted.throughOn;
}

function withFees(
  visits: readonly OpenOccurrenceRow[],
  { free, at }: { readonly free: boolean; readonly at: Date },
): { id: string; feePence: Pence }[] {
  return visits.map((visit) => ({
    id: visit.id,
    feePence:
      free || visit.price_is_asked || visit.status !== 'HELD'
        ? 0n
        : cancellationFee(visit.amount_pence, visit.starts_at, at, {
            noticeHours: visit.cancellation_notice_hours,
            percentHundredths: visit.cancellation_percent_hundredths,
          }),
  }));
}

function feeOf(visits: readonly { readonly feePence: Pence }[]): Pence {
  return visits.reduce((sum, visit) => sum + visit.feePence, 0n);
}
