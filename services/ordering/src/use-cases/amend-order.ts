import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@owncourse/identity/contract';
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
  type Pence,
  type Queries,
  Refusal,
  rowScope,
  takenBack,
} from '@owncourse/kernel/contract';
import { checkProjection, LEDGER, type LedgerPort, lockBudgets } from '@owncourse/ledger/contract';
import { ORDER_AMENDED, type OrderAmended } from '../contract/events.js';
import type { AmendmentEffect, AmendOrderInput } from '../contract/order-inputs.js';
import { actingFor } from '../domain/acting-for.js';
import { type AmendOrderRequest, readAmendOrder } from '../domain/amend-order-request.js';
import { extraOwnPence, extraPence, tooLateToChange } from '../domain/plan-change.js';
import { ORDER_MOVES } from '../domain/order-state.js';
import { checkShownDays } from '../domain/shown-days.js';
import { fitsPrice, newWishes, notForThen } from '../domain/price-times.js';
import { dayInWords } from '../domain/when-in-words.js';
import { isSame, readyExtraVisits } from '../domain/extra-visits.js';
import { orderTimes, timeOfDay, timesOfDay } from '../domain/times-of-day.js';
import { OrderRepository, type OrderRow } from '../persistence/order.repository.js';
import { authorise, checkConflict, lockOrder, refuseOwnInterest } from '../persistence/order-writes.js';
import { availablePence, breaksOf, variantFacts } from '../persistence/plan.repository.js';
import { sisterPrices } from '../persistence/price-times.js';
import { authoriseOwnPart } from '../persistence/own-part-writes.js';
import { insertVersion, keepVisits } from '../persistence/plan-writes.js';
import { ReplacementRepository } from '../persistence/replacement.repository.js';
import { type Amendment, effectOf, firstOf } from './amendment-effect.js';
import { currentTerms } from './answer-change.js';
import { applyChange, changeFor, laterOwnPence, sumOf, type Terms, whoPays } from './apply-terms.js';
import { ownMoneyChanged } from './ready-order.js';

/** A mandate's limits look at what a change takes in its first 31 days. */
const LIMIT_DAYS = 31;
const ACCEPTED = new Set(['ACCEPTED', 'ACTIVE']);

@Injectable()
export class AmendOrder {
  constructor(
    private readonly database: Database,
    private readonly orders: OrderRepository,
    private readonly replacements: ReplacementRepository,
    @Inject(LEDGER) private readonly ledger: LedgerPort,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /**
   * A new version of an order from a day on: mandate, key, budget lock, order lock, price, money by the difference, visits.
   * Visits delivered or confirmed stay as they were. The provider is asked when more than the note changes; until the
   * answer the order goes on.
   */
  async run(actor: Actor, input: AmendOrderInput): Promise<void> {
    const { request, order } = await this.prepare(actor, input);
    const at = this.clock.now();
    const { idempotencyKey, ...rest } = input;
    await orReplay(
      () =>
        this.database.transaction(rowScope(actor), async (queries) => {
          authorise(queries, this.permission(actor, order, 0n, at));
          void claimKey(queries, {
            actorId: actor.personId,
            operation: 'amendOrder',
            key: idempotencyKey,
            input: rest,
            result: {},
            at,
          });
          await this.amend(queries, actor, order, request, input, at, input.agreedOwnMoneyPence ?? null);
        }),
      () => undefined,
    );
  }

  /** Does the whole of it and takes it back, so that what is shown is what will happen, refusals included. */
  async preview(actor: Actor, input: AmendOrderInput): Promise<AmendmentEffect> {
    const { request, order } = await this.prepare(actor, input);
    const at = this.clock.now();
    return takenBack(this.database, rowScope(actor), async (queries) => {
      authorise(queries, this.permission(actor, order, 0n, at));
      const today = londonDate(at);
      const { budgetId } = whoPays(order);
      void lockBudgets(queries, [budgetId]);
      const [before, weeksBefore] = await Promise.all([
        availablePence(queries, budgetId),
        this.ledger.weeksAhead(queries, budgetId, today),
      ]);
      const amendment = await this.amend(queries, actor, order, request, input, at, 'AS_SHOWN');
      const [after, weeksAfter] = await Promise.all([
        availablePence(queries, budgetId),
        this.ledger.weeksAhead(queries, budgetId, today),
      ]);
      const agreed = amendment.mostOwnPence ?? 0n;
      const later = await laterOwnPence(queries, whoPays(order), amendment.terms, agreed, today);
      return { ...effectOf(amendment, input, before, after), laterOwnMoneyPence: later, weeksBefore, weeksAfter };
    });
  }

  private async prepare(
    actor: Actor,
    input: AmendOrderInput,
  ): Promise<{ request: AmendOrderRequest; order: OrderRow }> {
    if (!isId(input.orderId)) throw Refusal.notFound();
    const [order] = await this.database.transaction(rowScope(actor), (queries) =>
      this.orders.byIds(queries, [input.orderId]),
    );
    if (!order) throw Refusal.notFound();
    const personId = order.participant_ids[0] ?? '';
    requireAccess(actor, 'amendOrder', { personId });
    if (order.shared_order_id !== null) throw new Refusal('SHARED_ORDER');
    const daily = order.more_times.filter(({ onDate }) => onDate === null);
    const moreTimes = daily.map(({ startTime, quantity }) => ({ startTime, quantity }));
    return { request: readAmendOrder(input, { ...order, moreTimes }, londonDate(this.clock.now())), order };
  }

  private permission(actor: Actor, order: OrderRow, pence: Pence, at: Date) {
    return { actorId: actor.personId, personId: whoPays(order).personId, scope: 'ORDER', pence, at } as const;
  }

  private async amend(
    queries: Queries,
    actor: Actor,
    seen: OrderRow,
    request: AmendOrderRequest,
    input: AmendOrderInput,
    at: Date,
    agreedOwn: Pence | null | 'AS_SHOWN',
  ): Promise<Amendment> {
    const { budgetId, personId } = whoPays(seen);
    const isOwnPurchase = seen.rights_read_at !== null;
    const acts = { actorId: actor.personId, personId, providerId: seen.provider_id, at };
    if (isOwnPurchase) await refuseOwnInterest(queries, acts);
    else checkConflict(queries, acts);
    void lockBudgets(queries, [budgetId]);
    const [status, [order], [stopped]] = await Promise.all([
      lockOrder(queries, seen.id),
      this.orders.byIds(queries, [seen.id]),
      this.replacements.endings(queries, [seen.id]),
    ]);
    if (order?.current_version !== input.version || stopped || !ORDER_MOVES.cancel.from.some((one) => one === status))
      throw new Refusal('WRONG_STATE');
    const amendment = await this.work(queries, order, request, input, at, agreedOwn);
    const { change, samePlan, asksProvider, terms, mostOwnPence } = amendment;
    const today = londonDate(at);
    const through = addDays(request.fromOn, LIMIT_DAYS - 1);
    const extra = samePlan ? 0n : extraPence(change, through);
    if (extra > 0n) authorise(queries, this.permission(actor, order, extra, at));
    // Where no budget pays, all of it is the person's own.
    const extraOwn = isOwnPurchase ? extra : samePlan ? 0n : extraOwnPence(change, through);
    authoriseOwnPart(queries, { actorId: actor.personId, personId, at }, extraOwn);
    const acting = actingFor(actor, whoPays(order).personId, 'ORDER');
    const lineId = this.ids.next();
    const first = firstOf(terms);
    const version = order.current_version + 1;
    void insertVersion(queries, {
      orderId: order.id,
      version,
      lineId,
      effectiveOn: request.fromOn,
      quantity: formatQuantity(first.quantity),
      shownUnitPricePence: samePlan ? null : input.shownUnitPricePence,
      linePence: samePlan
        ? BigInt(order.lines[0]?.linePence ?? 0)
        : linePence(first.quantity, input.shownUnitPricePence),
      startsOn: terms.startsOn,
      endsOn: terms.endsOn,
      startTime: first.startTime,
      durationMinutes: first.minutes,
      moreTimes: samePlan ? order.more_times : orderTimes(terms.times, terms.extraVisits, input.shownUnitPricePence),
      recurrence: terms.recurrence,
      place: input.place.trim(),
      note: noteOf(input),
      answer: !ACCEPTED.has(order.status)
        ? 'WITH_ORDER'
        : asksProvider || order.answer === 'ASKED'
          ? 'ASKED'
          : 'NOT_NEEDED',
      at,
      actorId: actor.personId,
      mandateId: acting.mandateId,
      eventId: this.ids.next(),
      eventCode: 'AMENDED',
      ownMoneyPence: mostOwnPence,
    });
    if (samePlan) void keepVisits(queries, order.id, lineId, request.fromOn, at);
    else {
      const line = { ...whoPays(order), orderId: order.id, lineId, providerId: order.provider_id };
      const hasOwnMoney = order.own_money_pence !== null || mostOwnPence !== null;
      await applyChange(queries, this.ids, { order, line, change, at, acting, orUnfunded: false, hasOwnMoney });
      const needed = sumOf([...change.changed.map((one) => one.after), ...change.added]);
      void checkProjection(queries, budgetId, today, needed);
    }
    const payload: OrderAmended = { orderId: order.id, providerId: order.provider_id, version, asksProvider };
    await appendEvent(queries, {
      id: this.ids.next(),
      type: ORDER_AMENDED,
      version: 1,
      councilId: order.council_id,
      payload: { ...payload },
      occurredAt: at,
    });
    return amendment;
  }

  private async work(
    queries: Queries,
    order: OrderRow,
    request: AmendOrderRequest,
    input: AmendOrderInput,
    at: Date,
    agreedOwn: Pence | null | 'AS_SHOWN',
  ): Promise<Amendment> {
    const [line] = order.lines;
    const variant = line && (await variantFacts(queries, line.variantId, request.fromOn));
    if (!line || !variant) throw new Refusal('NOT_ORDERABLE', { reasons: ['NOT_ON_SALE'] });
    const times = timesOfDay(variant, request.times, input.shownUnitPricePence);
    const samePattern = request.recurrence === order.recurrence;
    const now = currentTerms(order);
    const today = londonDate(at);
    const plan = {
      recurrence: request.recurrence,
      // Every other week stays the same every other week.
      startsOn: request.recurrence !== null && samePattern ? order.starts_on : request.fromOn,
      endsOn: request.endsOn,
      times,
    };
    const breaks = request.extraVisits ? await breaksOf(queries, order.id) : [];
    const extraVisits = readyExtraVisits(request, { now, plan, breaks, today }, (wanted) =>
      timeOfDay(variant, wanted, input.shownUnitPricePence),
    );
    const terms: Terms = { ...plan, extraVisits };
    const samePlan =
      samePattern &&
      terms.endsOn === order.ends_on &&
      isSame(terms.times, now.times) &&
      isSame(
        terms.extraVisits,
        now.extraVisits.filter(({ day }) => day >= today),
      ) &&
      (terms.recurrence !== null || terms.startsOn === order.starts_on);
    const samePlace = input.place.trim() === order.place;
    if (samePlan && samePlace && noteOf(input) === order.note)
      throw Refusal.invalid('quantity', 'Change something first.');
    const wished = newWishes(now, request, variant.bank_holiday);
    if (!fitsPrice(variant, wished)) throw notForThen(variant, wished, await sisterPrices(queries, line.variantId));
    // Nothing of it is their own money, and nothing was: then what is above a cap cannot be ordered.
    const none = agreedOwn === null && order.own_money_pence === null;
    const own = none ? { agreedPence: null } : 'ANEW';
    const { change, wanted, mostOwnPence, leftOut } = await changeFor(queries, order, terms, request.fromOn, at, own);
    if (!samePlan && agreedOwn !== 'AS_SHOWN' && (agreedOwn ?? 0n) !== (mostOwnPence ?? 0n))
      throw ownMoneyChanged(agreedOwn ?? 0n, mostOwnPence ?? 0n);
    if (!samePlan) checkShownDays(input, wanted);
    if (change.changed.length + change.dropped.length + change.added.length === 0)
      throw order.kind === 'ONE_OFF'
        ? new Refusal('WRONG_STATE')
        : Refusal.invalid('fromOn', 'No visit falls after that day. Choose an earlier one.');
    if (order.kind === 'ONE_OFF' && (change.changed.length !== 1 || change.added.length > 0))
      throw new Refusal('WRONG_STATE');
    if (wanted.length === 0 && !samePlan)
      throw Refusal.invalid('pattern', 'No visit falls on those days. Choose other days, or cancel the rest.');
    const accepted = ACCEPTED.has(order.status);
    const late = accepted && !samePlan ? tooLateToChange(change, at) : null;
    if (late)
      throw Refusal.invalid(
        'fromOn',
        `It is too late to change the visit on ${dayInWords(late.day)}. Choose a later day, or cancel that visit.`,
      );
    const asksProvider = accepted && !(samePlan && samePlace);
    return {
      order,
      request,
      terms,
      change,
      wanted,
      leftOut,
      samePlan,
      asksProvider,
      mostOwnPence: samePlan ? order.own_money_pence : mostOwnPence,
    };
  }
}

function noteOf(input: AmendOrderInput): string | null {
  return input.note?.trim() ? input.note.trim() : null;
}
