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
  formatQuantity,
  IDS,
  type IdSource,
  linePence,
  londonDate,
  type Once,
  orReplay,
  parseQuantity,
  type Queries,
  Refusal,
  rowScope,
} from '@owncourse/kernel/contract';
import { checkProjection, holdMoney, lockBudgets } from '@owncourse/ledger/contract';
import { CARD_READINESS, type CardReadinessPort } from '../contract/card-readiness.port.js';
import { ORDER_PLACED } from '../contract/events.js';
import type { PlaceOrderInput } from '../contract/order-inputs.js';
import { actingFor } from '../domain/acting-for.js';
import { checkOwnPurchase } from '../domain/own-purchase.js';
import { readByTelephone } from '../domain/telephone.js';
import { type PlaceOrderRequest, readPlaceOrder } from '../domain/place-order-request.js';
import { PLAN_AHEAD_DAYS, type TimeOfDay, type Visit, visitOn, visitsOf } from '../domain/visit-plan.js';
import { dayPenceOf, orderTimes, timesOfDay } from '../domain/times-of-day.js';
import { fitsPrice, notForThen, wishesOf } from '../domain/price-times.js';
import { priced, type PricedVisit } from '../domain/plan-change.js';
import { checkShownDays } from '../domain/shown-days.js';
import {
  askForConflict,
  authorise,
  insertOrder,
  type NewOrder,
  type OrderFacts,
  readFacts,
} from '../persistence/order-writes.js';
import { readSisterPrices } from '../persistence/price-times.js';
import { readDayPrices } from '../persistence/plan.repository.js';
import { agreeOwnParts } from '../persistence/own-part-writes.js';
import { noteOwnPurchase, openPurseFor } from '../persistence/own-purchase-writes.js';
import { checkVisitPrices, insertVisits } from '../persistence/plan-writes.js';
import { insertTrial } from '../persistence/trial.repository.js';
import { recordTelephoneActs } from '../persistence/telephone.repository.js';
import { authoriseOrder, type ReadyOrder } from './ready-order.js';

/** Refusals that only a request meets whose key was not used before. */
const FOR_A_NEW_KEY = new Set([
  'BUDGET_SHORTFALL',
  'BUDGET_CLOSED',
  'PRICE_CHANGED',
  'NOT_ORDERABLE',
  'IDEMPOTENCY_CONFLICT',
]);

export interface PlacedOrder {
  readonly orderId: string;
  /** Null when the same request was sent before; read the order then. */
  readonly fresh: (Omit<NewOrder, 'visits' | 'eventId'> & { readonly status: string }) | null;
}

/** Whose money an order takes, and in which house. */
interface Payer {
  readonly council_id: string;
  readonly budget_id: string;
  readonly isPurse: boolean;
}

/** What goes into the same transaction, after the order. */
type Alongside = (queries: Queries, order: NewOrder) => void;
/** What goes into the same transaction before it, once the right is checked and the key claimed. */
type Beforehand = (queries: Queries) => Promise<void>;

@Injectable()
export class PlaceOrder {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
    @Inject(CARD_READINESS) private readonly cards: CardReadinessPort,
  ) {}

  /**
   * One transaction, sent in one go: mandate, key, budget lock, price, order, hold, projection, visits, event.
   * Any refusal takes all of it back.
   */
  async run(
    actor: Actor,
    input: PlaceOrderInput,
    alongside?: Alongside,
    beforehand?: Beforehand,
  ): Promise<PlacedOrder> {
    try {
      return await this.place(actor, input, alongside, beforehand);
    } catch (error) {
      // What cannot be ordered now may have been ordered before by this very request: its day may have passed since,
      // or it has used up the mandate's limit itself.
      if (!(error instanceof Refusal) || FOR_A_NEW_KEY.has(error.code)) throw error;
      const before = await this.placedBefore(actor, input);
      if (before) return before;
      throw error;
    }
  }

  private async place(
    actor: Actor,
    input: PlaceOrderInput,
    alongside?: Alongside,
    beforehand?: Beforehand,
  ): Promise<PlacedOrder> {
    const telephone = readByTelephone(input.byTelephone);
    const ready = await this.prepare(actor, input, telephone?.callId ?? null);
    const { order, at } = ready;
    const { idempotencyKey, ...rest } = input;

    const once: Once<PlacedOrder> = await orReplay<PlacedOrder>(
      () =>
        this.database.transaction(rowScope(actor), async (queries) => {
          authoriseOrder(queries, ready);
          void claimKey(queries, {
            actorId: actor.personId,
            operation: 'placeOrder',
            key: idempotencyKey,
            input: rest,
            result: { orderId: order.orderId },
            at,
          });
          await beforehand?.(queries);
          const written = this.write(queries, ready);
          const act = { subjectId: order.eventId, orderId: order.orderId, deliveryId: null, pence: dayPenceOf(order) };
          recordTelephoneActs(queries, telephone, 'ORDERED', [act], at);
          alongside?.(queries, order);
          void appendEvent(queries, {
            id: order.eventId,
            type: ORDER_PLACED,
            version: 1,
            councilId: order.councilId,
            payload: { orderId: order.orderId, providerId: order.providerId },
            occurredAt: at,
          });
          return { orderId: order.orderId, fresh: { ...order, status: await written } };
        }),
      (stored) => ({ orderId: String(stored['orderId']), fresh: null }),
    );
    return once.result;
  }

  /**
   * Budget lock, order with its price check, hold, projection, visits, own part and trial; after `authoriseOrder` in one
   * transaction. @returns the status
   */
  async write(queries: Queries, { order, meetFirst, acting, at }: ReadyOrder): Promise<string> {
    const today = londonDate(at);
    openPurseFor(queries, order);
    void lockBudgets(queries, [order.budgetId]);
    const status = insertOrder(queries, order);
    noteOwnPurchase(queries, order);
    // An ordinary single visit has no price but the one that writing the order checks.
    if (order.kind === 'STANDING' || order.visits.some((visit) => visit.bankHoliday !== null))
      void checkVisitPrices(queries, order);
    const conflict = askForConflict(queries, order);
    void holdMoney(queries, {
      councilId: order.councilId,
      budgetId: order.budgetId,
      orderId: order.orderId,
      providerId: order.providerId,
      standing: order.kind === 'STANDING',
      holds: order.visits.map((visit) => ({ id: visit.id, pence: visit.amountPence, day: visit.day })),
      at,
      acting,
    });
    void checkProjection(queries, order.budgetId, today, order.visits[0]?.amountPence ?? order.linePence);
    void insertVisits(queries, order, order.visits);
    if (order.ownMoneyPence) agreeOwnParts(queries, order, order.visits, at, order.actorId);
    if (meetFirst) insertTrial(queries, order, meetFirst);
    const [placed, waiting] = await Promise.all([status, conflict]);
    return waiting ?? placed;
  }

  /** The order that the same request placed earlier, if there is one and the actor may still order for the person. */
  private async placedBefore(actor: Actor, input: PlaceOrderInput): Promise<PlacedOrder | null> {
    const at = this.clock.now();
    const callId = input.byTelephone?.callId ?? null;
    if (!mayDo(actor, 'placeOrder', { personId: input.personId, callId })) return null;
    const { idempotencyKey: key, ...rest } = input;
    const neverSent = new Refusal('NEVER_SENT');
    try {
      const once = await orReplay<PlacedOrder | null>(
        () =>
          this.database.transaction(rowScope(actor), async (queries) => {
            const { personId } = input;
            authorise(queries, { actorId: actor.personId, personId, scope: 'ORDER', pence: 0n, at, callId });
            await claimKey(queries, {
              actorId: actor.personId,
              operation: 'placeOrder',
              key,
              input: rest,
              result: {},
              at,
            });
            // The key stays free.
            throw neverSent;
          }),
        (stored) => ({ orderId: String(stored['orderId']), fresh: null }),
      );
      return once.result;
    } catch (error) {
      if (error instanceof Refusal) return null;
      throw error;
    }
  }

  /** Everything that needs no lock. @param callId the telephone call in which it is ordered, or null */
  async prepare(actor: Actor, input: PlaceOrderInput, callId: string | null): Promise<ReadyOrder> {
    const at = this.clock.now();
    const request = readPlaceOrder(input, londonDate(at));
    requireAccess(actor, 'placeOrder', { personId: input.personId, callId });
    const order = await this.newOrder(actor, input, request, at);
    const acting = actingFor(actor, order.personId, 'ORDER');
    return { order, meetFirst: input.meetFirst ?? null, acting, callId, at };
  }

  /**
   * The order as it would be written, at the prices of now; nothing is locked or written yet.
   * @throws Refusal NO_BUDGET, NOT_FOUND, INVALID_INPUT, PRICE_NOT_FOR_THEN
   */
  async newOrder(actor: Actor, input: PlaceOrderInput, request: PlaceOrderRequest, at: Date): Promise<NewOrder> {
    const today = londonDate(at);
    const facts = await this.facts(input, request.startsOn);
    const payer = await this.payerOf(actor, input, facts);
    const times = timesOfDay(facts, request.times, input.shownUnitPricePence);
    const [firstTime] = times;
    if (!firstTime) throw Refusal.invalid('startTime', 'Choose a time such as 10:00.');
    const least = parseQuantity(facts.minimum_quantity);
    const wish = input.meetFirst?.quantity;
    if (wish && parseQuantity(wish) < least)
      throw Refusal.invalid('meetFirst.quantity', `The least you can order is ${formatQuantity(least)}.`);
    await this.checkPriceTimes(input, request, facts);
    const line = linePence(firstTime.quantity, input.shownUnitPricePence);
    const visits = planned(request, times, today, facts.budget_ends_before);
    const ownPurchase = payer.isPurse
      ? checkOwnPurchase(input.ownPurchase ?? null, today, visits[0]?.day ?? request.startsOn)
      : null;
    if (visits.length === 0)
      throw Refusal.invalid(
        'weekdays',
        'No visit falls between those days. Choose other days, within the next 26 weeks.',
      );
    const pricedVisits = await this.priced(input, request, { ...facts, ...payer }, visits);
    checkShownDays(input, pricedVisits);
    return {
      councilId: payer.council_id,
      orderId: this.ids.next(),
      lineId: this.ids.next(),
      eventId: this.ids.next(),
      kind: request.recurrence ? 'STANDING' : 'ONE_OFF',
      personId: input.personId,
      budgetId: payer.budget_id,
      providerId: facts.provider_id,
      serviceId: facts.service_id,
      variantId: input.variantId,
      quantity: formatQuantity(firstTime.quantity),
      unitPricePence: input.shownUnitPricePence,
      linePence: request.recurrence ? line : (pricedVisits[0]?.amountPence ?? line),
      startsOn: request.startsOn,
      endsOn: request.endsOn,
      startTime: firstTime.startTime,
      durationMinutes: firstTime.minutes,
      moreTimes: orderTimes(times, [], input.shownUnitPricePence),
      recurrence: request.recurrence,
      place: input.place.trim(),
      note: input.note?.trim() ? input.note.trim() : null,
      at,
      actorId: actor.personId,
      mandateId: actingFor(actor, input.personId, 'ORDER').mandateId,
      ownMoneyPence: input.agreedOwnMoneyPence ?? null,
      ownPurchase,
      visits: pricedVisits.map((visit) => ({ ...visit, id: this.ids.next() })),
    };
  }

  /**
   * Each visit at the price of its own day: a card that starts later, and bank holidays. An ordinary single visit costs
   * what was shown, which is checked with the budget locked, and needs no other look.
   */
  private async priced(
    input: PlaceOrderInput,
    request: PlaceOrderRequest,
    facts: OrderFacts,
    visits: readonly Visit[],
  ): Promise<PricedVisit[]> {
    const shown = {
      unitPricePence: input.shownUnitPricePence,
      multiplier: 10_000n,
      bankHoliday: null,
      rateCardVersion: null,
      abovePence: null,
    };
    const agreedOwn = input.agreedOwnMoneyPence ?? null;
    if (request.recurrence === null && !facts.bank_holiday && agreedOwn === null)
      return visits.map((visit) => priced(visit, shown));
    const prices = await readDayPrices(
      this.database,
      { councilId: facts.council_id ?? '', budgetId: facts.budget_id ?? '', variantId: input.variantId },
      visits.map((visit) => visit.day),
      agreedOwn !== null,
    );
    // What cannot be bought on any day is refused with its reasons where the order is written.
    if (prices.size === 0) return visits.map((visit) => priced(visit, shown));
    return visits.flatMap((visit) => {
      const price = prices.get(visit.day);
      return price ? [priced(visit, price)] : [];
    });
  }

  /**
   * Whose money it is: the budget's or, of whoever has none, their own, by a card that is ready. Somebody else
   * needs to be allowed to pay, too; that is looked at again with their mandate locked (`authoriseOrder`).
   * @throws Refusal NO_BUDGET, NO_MANDATE, INVALID_INPUT, CARD_PAYMENT_NOT_SET_UP, NO_CARD, PROVIDER_NOT_READY
   */
  private async payerOf(actor: Actor, input: PlaceOrderInput, facts: OrderFacts): Promise<Payer> {
    const { council_id, budget_id, house_id, purse_id, pays_self } = facts;
    if (council_id !== null && budget_id !== null && council_id !== house_id)
      return { council_id, budget_id, isPurse: false };
    if (!pays_self) throw new Refusal('NO_BUDGET');
    // Whether a card is there is nobody's business who may not pay with it.
    requireAccess(actor, 'cardReadiness', { personId: input.personId });
    if ((input.agreedOwnMoneyPence ?? null) !== null)
      throw Refusal.invalid('agreedOwnMoneyPence', 'Leave this out: all of it is your own money.');
    const readiness = await this.cards.ready(input.personId, facts.provider_id);
    if (readiness !== 'READY') throw new Refusal(readiness === 'NOT_SET_UP' ? 'CARD_PAYMENT_NOT_SET_UP' : readiness);
    return { council_id: house_id, budget_id: purse_id, isPurse: true };
  }

  private async checkPriceTimes(input: PlaceOrderInput, request: PlaceOrderRequest, facts: OrderFacts): Promise<void> {
    const wrong = wishesOf(input, request, facts.bank_holiday).find((wished) => !fitsPrice(facts, wished));
    if (wrong) throw notForThen(facts, wrong, await readSisterPrices(this.database, input.variantId));
  }

  private async facts(input: PlaceOrderInput, onDate: string): Promise<OrderFacts> {
    const [facts] = await readFacts(this.database, input.variantId, input.personId, input.budgetId ?? null, onDate);
    if (!facts) throw Refusal.notFound();
    return facts;
  }
}

function planned(
  request: PlaceOrderRequest,
  times: readonly TimeOfDay[],
  today: string,
  budgetEndsBefore: string | null,
): Visit[] {
  if (request.recurrence === null) return times.slice(0, 1).map((time) => visitOn(request.startsOn, time));
  const ends = [
    addDays(today, PLAN_AHEAD_DAYS),
    request.endsOn,
    budgetEndsBefore === null ? null : addDays(budgetEndsBefore, -1),
  ];
  const through = ends.filter((day): day is string => day !== null).sort()[0] ?? request.startsOn;
  return visitsOf(request.recurrence, request.startsOn, times, request.startsOn, through);
}
