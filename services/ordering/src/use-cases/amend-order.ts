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
  divideRounded,
  formatQuantity,
  groupBy,
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
import { checkProjection, lockBudgets } from '@owncourse/ledger/contract';
import { ORDER_AMENDED, type OrderAmended } from '../contract/events.js';
import type { AmendmentEffect, AmendOrderInput } from '../contract/ordering.port.js';
import { actingFor } from '../domain/acting-for.js';
import { type AmendOrderRequest, readAmendOrder } from '../domain/amend-order-request.js';
import {
  extraOwnPence,
  extraPence,
  mostOwnPence,
  type PlanChange,
  type PricedVisit,
  tooLateToChange,
} from '../domain/plan-change.js';
import { ORDER_MOVES } from '../domain/order-state.js';
import { checkShownDays } from '../domain/shown-days.js';
import { dayInWords } from '../domain/when-in-words.js';
import { isSame, readyExtraVisits } from '../domain/extra-visits.js';
import { orderTimes, timeOfDay, timesOfDay } from '../domain/times-of-day.js';
import { type TimeOfDay, type Visit, visitOn } from '../domain/visit-plan.js';
import { OrderRepository, type OrderRow } from '../persistence/order.repository.js';
import { authorise, checkConflict, lockOrder } from '../persistence/order-writes.js';
import { availablePence, breaksOf, variantFacts } from '../persistence/plan.repository.js';
import { authoriseOwnPart } from '../persistence/own-part-writes.js';
import { insertVersion, keepVisits } from '../persistence/plan-writes.js';
import { ReplacementRepository } from '../persistence/replacement.repository.js';
import { currentTerms } from './answer-change.js';
import { applyChange, changeFor, sumOf, type Terms, visitsOfTerms, whoPays } from './apply-terms.js';
import { ownMoneyChanged } from './ready-order.js';

/** A mandate's limits look at what a change takes in its first 31 days. */
const LIMIT_DAYS = 31;
/** A weekly cost is told as the mean of so many weeks, so that patterns by the month have one too. */
const MEAN_WEEKS = 12;
const MOST_SPECIAL_DAYS = 10;
const ACCEPTED = new Set(['ACCEPTED', 'ACTIVE']);

/** What a change is, worked out with the budget and the order locked. */
interface Amendment {
  readonly order: OrderRow;
  readonly request: AmendOrderRequest;
  readonly terms: Terms;
  readonly change: PlanChange;
  readonly wanted: readonly PricedVisit[];
  /** Only the place or the note is another: no visit and no price changes. */
  readonly samePlan: boolean;
  readonly asksProvider: boolean;
  /** The most own money that one visit takes; null for none. */
  readonly mostOwnPence: Pence | null;
}

@Injectable()
export class AmendOrder {
  constructor(
    private readonly database: Database,
    private readonly orders: OrderRepository,
    private readonly replacements: ReplacementRepository,
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
      void lockBudgets(queries, [whoPays(order).budgetId]);
      const before = await availablePence(queries, whoPays(order).budgetId);
      const amendment = await this.amend(queries, actor, order, request, input, at, 'AS_SHOWN');
      const after = await availablePence(queries, whoPays(order).budgetId);
      return effectOf(amendment, input, before, after);
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
    checkConflict(queries, { actorId: actor.personId, personId, providerId: seen.provider_id, at });
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
    if (!samePlan) authoriseOwnPart(queries, { actorId: actor.personId, personId, at }, extraOwnPence(change, through));
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
    const variant = line && (await variantFacts(queries, line.variantId));
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
    // Nothing of it is their own money, and nothing was: then what is above a cap cannot be ordered.
    const none = agreedOwn === null && order.own_money_pence === null;
    const own = none ? { agreedPence: null } : 'ANEW';
    const { change, wanted, mostOwnPence } = await changeFor(queries, order, terms, request.fromOn, at, own);
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
      samePlan,
      asksProvider,
      mostOwnPence: samePlan ? order.own_money_pence : mostOwnPence,
    };
  }
}

function noteOf(input: AmendOrderInput): string | null {
  return input.note?.trim() ? input.note.trim() : null;
}

function effectOf(amendment: Amendment, input: AmendOrderInput, before: Pence, after: Pence): AmendmentEffect {
  const { order, request, terms, change, wanted, samePlan, asksProvider } = amendment;
  const [line] = order.lines;
  const mostOwnPence = amendment.mostOwnPence ?? 0n;
  const unitBefore = BigInt(line?.unitPricePence ?? 0);
  const unitAfter = samePlan ? unitBefore : input.shownUnitPricePence;
  const ordinary = ({ quantity }: Pick<TimeOfDay, 'quantity'>): Pence => linePence(quantity, unitAfter);
  const weekly = (of: Terms, penceOf: (visit: Visit) => Pence): Pence => {
    if (of.recurrence === null)
      return of.times.slice(0, 1).reduce((sum, time) => sum + penceOf(visitOn(of.startsOn, time)), 0n);
    const through = addDays(request.fromOn, MEAN_WEEKS * 7 - 1);
    const last = of.endsOn !== null && of.endsOn < through ? of.endsOn : through;
    const pence = visitsOfTerms(of, request.fromOn, last).reduce((sum, visit) => sum + penceOf(visit), 0n);
    return divideRounded(pence, BigInt(MEAN_WEEKS));
  };
  // The plan's own visits tell what they cost now; the first version's price may be an older card's.
  const units = [...change.changed.map((one) => one.before), ...change.dropped].map((visit) => visit.unitPricePence);
  const leastBefore = units.reduce((least, pence) => (pence < least ? pence : least), units[0] ?? unitBefore);
  const touched = [
    ...change.changed.map((one) => one.after.day),
    ...change.dropped.map((one) => one.day),
    ...change.added.map((one) => one.day),
  ];
  return {
    eachTimePence: ordinary(firstOf(terms)),
    eachDayPence: terms.times.reduce((sum, time) => sum + ordinary(time), 0n),
    ownMoneyPence: mostOwnPence,
    weeklyOwnMoneyPence: weekly(terms, (visit) => mostOwnOf(wanted, visit)),
    weeklyBeforePence: weekly(currentTerms(order), ({ quantity }) => linePence(quantity, leastBefore)),
    weeklyAfterPence: weekly(terms, ordinary),
    promisedMorePence: before - after,
    leftAfterPence: after,
    visitsChanged: samePlan ? 0 : change.changed.length,
    visitsDropped: change.dropped.length,
    visitsAdded: change.added.length,
    firstOn: touched.sort()[0] ?? null,
    asksProvider,
    specialDays: samePlan ? [] : specialDays(wanted, ordinary),
  };
}

/** The most own money that a visit of this length takes. */
function mostOwnOf(wanted: readonly PricedVisit[], { quantity }: Visit): Pence {
  return mostOwnPence(wanted.filter((one) => one.quantity === quantity));
}

/** Days with a visit that costs something of its own: all visits of each together, and why. */
function specialDays(
  wanted: readonly PricedVisit[],
  ordinary: (visit: Visit) => Pence,
): AmendmentEffect['specialDays'] {
  const special = wanted.filter((visit) => visit.amountPence !== ordinary(visit));
  return [...groupBy(special, ({ day }) => day).entries()].slice(0, MOST_SPECIAL_DAYS).map(([day, [visit]]) => ({
    day,
    amountPence: sumOf(wanted.filter((one) => one.day === day)),
    why: visit?.bankHoliday
      ? `it is a bank holiday (${visit.bankHoliday})`
      : 'your council has another price from then',
  }));
}

function firstOf({ times: [first] }: Terms): TimeOfDay {
  if (!first) throw Refusal.invalid('startTime', 'Choose a time such as 10:00.');
  return first;
}
