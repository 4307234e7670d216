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
  groupBy,
  IDS,
  type IdSource,
  londonDate,
  orReplay,
  type Pence,
  type Queries,
  Refusal,
  rowScope,
  statement,
} from '@owncourse/kernel/contract';
import { lockBudgets, release } from '@owncourse/ledger/contract';
import { PROVIDER_CANCELLED, PROVIDER_ENDED, VISITS_CANCELLED, type VisitsCancelled } from '../contract/events.js';
import type { CancellationEffect, CancelOrderInput } from '../contract/visit-inputs.js';
import { actingFor } from '../domain/acting-for.js';
import { type Cancellation, readCancellation } from '../domain/cancellation-request.js';
import { feeOf, firstDay, isChosen, withFees } from '../domain/chosen-visits.js';
import { ORDER_MOVES } from '../domain/order-state.js';
import { readByTelephone } from '../domain/telephone.js';
import { type OpenOccurrenceRow, OrderRepository, type OrderRow } from '../persistence/order.repository.js';
import { authorise, cancelOccurrences, lockOrder, moveOrder } from '../persistence/order-writes.js';
import { recordTelephoneActs } from '../persistence/telephone.repository.js';
import { addBreak, insertVersion, keepVisits, stopPriceRises, writeEvent } from '../persistence/plan-writes.js';
import { budgetsOf } from './answer-order.js';

/** Before the provider said yes, cancelling is always free. */
const FREE_TO_CANCEL = new Set(['SUBMITTED', 'AWAITING_APPROVAL']);

const NOTE_VISITS = statement(
  'ordering.note-cancellation',
  'select ordering.note_cancellation($1, $2::uuid[], $3, $4, $5)',
);
const APPROVERS = statement('ordering.approvers-of', 'select ordering.approvers_of($1) as ids');
const NOTE_ENDING = statement(
  'ordering.note-provider-ending',
  'select ordering.note_provider_ending($1, $2, $3, $4, $5)',
);

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
    const eventId = this.ids.next();

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
              free: isOneVisit(order, wanted) && input.agreedFeePence === 0n,
            });
          void claimKey(queries, {
            actorId: actor.personId,
            operation: 'cancelOrder',
            key: input.idempotencyKey,
            input: { ...input, idempotencyKey: null },
            result: {},
            at,
          });
          const fee = await this.takeBack(queries, {
            order,
            wanted,
            occurrenceId: input.occurrenceId ?? null,
            agreedFeePence: input.agreedFeePence,
            byProvider,
            providerReason: byProvider ? (input.reason ?? null) : null,
            acting,
            eventId,
            at,
          });
          const act = { subjectId: eventId, orderId: order.id, deliveryId: null, pence: fee };
          recordTelephoneActs(queries, telephone, 'CANCELLED', [act], at);
        }),
      () => undefined,
    );
  }

  /**
   * Inside the caller's transaction, once the right is checked and the key claimed: locks, cancels, gives back and tells.
   * Refuses WRONG_STATE, FEE_CHANGED {feePence}. @returns the fee
   */
  async takeBack(queries: Queries, asked: TakeBack): Promise<Pence> {
    const { order, wanted, byProvider, acting, at } = asked;
    void lockBudgets(queries, budgetsOf(order), false);
    const [status, open] = await Promise.all([
      lockOrder(queries, order.id),
      this.orders.openOccurrences(queries, order.id, asked.occurrenceId),
    ]);
    const { from } = ORDER_MOVES.cancel;
    const chosen = open.filter((visit) => isChosen(visit, wanted, at, byProvider));
    if (chosen.length === 0 || !from.some((one) => one === status)) throw new Refusal('WRONG_STATE');
    const visits = withFees(chosen, { free: byProvider || FREE_TO_CANCEL.has(status ?? ''), at });
    const fee = feeOf(visits);
    if (fee !== asked.agreedFeePence && !byProvider) throw new Refusal('FEE_CHANGED', { feePence: fee.toString() });
    const fromOn = wanted.kind === 'REST' ? wanted.fromOn : firstDay(chosen);
    if (wanted.kind === 'ALL' || wanted.kind === 'REST')
      void stopPriceRises(
        queries,
        order.id,
        wanted.kind === 'REST' ? wanted.fromOn : londonDate(at),
        at,
        acting.actorId,
      );
    const whole = await this.sendState(queries, { ...asked, open, chosen, fromOn });
    void cancelOccurrences(queries, order.id, visits, whole, at);
    void release(
      queries,
      visits.map((visit) => ({ holdId: visit.id, feePence: visit.feePence })),
      { groupId: order.id, day: londonDate(at), at, acting },
    );
    const occurrenceIds = visits.map((visit) => visit.id);
    const { providerReason: reason } = asked;
    const ended = reason !== null && wanted.kind === 'ALL';
    if (reason !== null) {
      const [approvers] = ended ? await queries.query<{ ids: readonly string[] }>(APPROVERS, [order.id]) : [];
      const approverIds = approvers?.ids ?? [];
      this.keepReason(queries, { ...asked, reason, occurrenceIds, fromOn, ended, approverIds });
    }
    const payload: VisitsCancelled = {
      orderId: order.id,
      occurrenceIds,
      feePence: fee.toString(),
      ...(ended ? { because: 'PROVIDER_ENDED' as const } : {}),
    };
    this.tell(queries, VISITS_CANCELLED, order, at, { ...payload });
    return fee;
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
    const chosen = open.filter((visit) => isChosen(visit, wanted, at, false));
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
      late: lateDays(chosen, visits),
    };
  }

  /** The state of the order and its plan; the visits follow. @returns true when nothing is left of the order */
  private async sendState(queries: Queries, step: StateStep): Promise<boolean> {
    const { order, wanted, open, chosen, byProvider, eventId, at } = step;
    const { actorId } = step.acting;
    const event = { orderId: order.id, eventId, at, actorId };
    if (wanted.kind === 'ALL' || wanted.kind === 'REST') {
      if (chosen.length < open.length) {
        await this.endPlan(queries, step);
        return false;
      }
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
    const from = wanted.kind === 'RANGE' ? wanted.fromOn : step.fromOn;
    const through = wanted.kind === 'RANGE' ? wanted.throughOn : from;
    const code = wanted.kind === 'RANGE' ? 'BREAK' : 'VISIT_CANCELLED';
    void writeEvent(queries, { ...event, code: byProvider ? `${code}_BY_PROVIDER` : code });
    // With other visits left on its day the day is no break: the one visit stays cancelled by itself.
    if (wanted.kind === 'ONE' && (await this.hasOthersOn(queries, order.id, from, chosen))) return false;
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

  private async hasOthersOn(
    queries: Queries,
    orderId: string,
    day: string,
    chosen: readonly OpenOccurrenceRow[],
  ): Promise<boolean> {
    const ofDay = await this.orders.openOccurrences(queries, orderId, null, { fromOn: day, throughOn: day });
    return ofDay.some(({ id }) => chosen.every((visit) => visit.id !== id));
  }

  /** A last version that ends the day before. */
  private async endPlan(
    queries: Queries,
    { order: seen, acting, byProvider, eventId, fromOn, at }: StateStep,
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
      moreTimes: order.more_times,
      durationMinutes: order.duration_minutes,
      recurrence: order.recurrence,
      place: order.place,
      note: order.note,
      answer: order.answer === 'ASKED' && !byProvider ? 'ASKED' : 'NOT_NEEDED',
      at,
      actorId: acting.actorId,
      mandateId: acting.mandateId,
      eventId,
      eventCode: byProvider ? 'ENDS_BY_PROVIDER' : 'ENDS',
      ownMoneyPence: order.own_money_pence,
    });
    void keepVisits(queries, order.id, lineId, londonDate(at), at);
  }

  /** Why the provider does not come, kept with each visit, and with the order when all of it is stopped. */
  private keepReason(
    queries: Queries,
    kept: TakeBack & {
      readonly reason: string;
      readonly occurrenceIds: readonly string[];
      readonly fromOn: string;
      readonly ended: boolean;
      readonly approverIds: readonly string[];
    },
  ): void {
    const { order, occurrenceIds, reason, fromOn, ended, approverIds, at, acting } = kept;
    void queries.query(NOTE_VISITS, [order.provider_id, occurrenceIds, reason, at, acting.actorId]);
    const about = { orderId: order.id, providerId: order.provider_id, personIds: order.participant_ids };
    this.tell(queries, PROVIDER_CANCELLED, order, at, { ...about, occurrenceIds });
    if (!ended) return;
    void queries.query(NOTE_ENDING, [order.id, fromOn, reason, at, acting.actorId]);
    this.tell(queries, PROVIDER_ENDED, order, at, {
      ...about,
      fromOn,
      lookedAfterIds: order.participant_ids,
      approverIds,
    });
  }

  private tell(
    queries: Queries,
    type: string,
    order: OrderRow,
    at: Date,
    payload: Readonly<Record<string, unknown>>,
  ): void {
    void appendEvent(queries, {
      id: this.ids.next(),
      type,
      version: 1,
      councilId: order.council_id,
      payload,
      occurredAt: at,
    });
  }

  private async visible(actor: Actor, orderId: string): Promise<OrderRow> {
    const [order] = await this.database.transaction(rowScope(actor), (queries) =>
      this.orders.byIds(queries, [orderId]),
    );
    if (!order) throw Refusal.notFound();
    return order;
  }
}

/** All the rest of an order that repeats is more than calling off a visit. */
function isOneVisit({ kind }: OrderRow, wanted: Cancellation): boolean {
  return kind === 'ONE_OFF' || wanted.kind === 'ONE';
}

/** Days with too little notice, and what their visits cost together. */
function lateDays(
  chosen: readonly OpenOccurrenceRow[],
  fees: readonly { readonly feePence: Pence }[],
): CancellationEffect['late'] {
  const late = chosen
    .map((visit, index) => ({ day: visit.on_date, feePence: fees[index]?.feePence ?? 0n }))
    .filter(({ feePence }) => feePence > 0n);
  return [...groupBy(late, ({ day }) => day).entries()].map(([day, ofDay]) => ({
    day,
    feePence: ofDay.reduce((sum, { feePence }) => sum + feePence, 0n),
  }));
}

/** Who takes back what, and of which order. */
interface TakeBack {
  readonly order: OrderRow;
  readonly wanted: Cancellation;
  readonly occurrenceId: string | null;
  readonly agreedFeePence: Pence;
  readonly byProvider: boolean;
  /** What the person reads; null where the provider gave none. */
  readonly providerReason: string | null;
  readonly acting: ReturnType<typeof actingFor>;
  /** Of the order event that says so. */
  readonly eventId: string;
  readonly at: Date;
}

interface StateStep extends TakeBack {
  readonly open: readonly OpenOccurrenceRow[];
  readonly chosen: readonly OpenOccurrenceRow[];
  /** First day without the order. */
  readonly fromOn: string;
}
