import { Inject, Injectable } from '@nestjs/common';
import { IDENTITY, type IdentityPort, mayDo } from '@owncourse/identity/contract';
import {
  type Actor,
  appendEvent,
  claimKey,
  CLOCK,
  type Clock,
  Database,
  formatQuantity,
  groupBy,
  IDS,
  type IdSource,
  isId,
  londonDate,
  orReplay,
  parseQuantity,
  type Pence,
  type Queries,
  Refusal,
  rowScope,
} from '@owncourse/kernel/contract';
import {
  type Acting,
  fundEmergency,
  holdMoney,
  lockBudgets,
  returnEmergency,
  SYSTEM_ACTOR_ID,
} from '@owncourse/ledger/contract';
import { ORDER_PLACED, URGENT_CARE_STARTED, type UrgentCareStarted } from '../contract/events.js';
import type { StartUrgentCareInput } from '../contract/order-inputs.js';
import { readUrgentCare, type UrgentCareRequest, weekdaysOfDays } from '../domain/urgent-care-request.js';
import { weeklyRule } from '../domain/pattern.js';
import { type DayPrice, priced } from '../domain/plan-change.js';
import { fitsPrice, pricesByDay, wishedDay } from '../domain/price-times.js';
import { LONGEST_VISIT_MINUTES, visitMinutes, visitOn } from '../domain/visit-plan.js';
import { insertOrder, type NewOrder, type OrderFacts, readFacts } from '../persistence/order-writes.js';
import { readSisterPrices } from '../persistence/price-times.js';
import { readDayPrices } from '../persistence/plan.repository.js';
import { insertVisits } from '../persistence/plan-writes.js';
import { UrgentCareRepository } from '../persistence/urgent-care.repository.js';

/** Where a council has not said for how many days in a row. */
const DEFAULT_URGENT_CARE_DAYS = 7;

/** What an order needs to know, of somebody whose budget can pay. */
type Payable = OrderFacts & { readonly council_id: string; readonly budget_id: string };

interface OneOrder {
  readonly input: StartUrgentCareInput;
  readonly request: UrgentCareRequest;
  readonly variantId: string;
  readonly facts: Payable;
  /** London days, in order. */
  readonly days: readonly string[];
  readonly at: Date;
}

/** Care that cannot wait: an officer orders it, and the council puts in what the budget is short of. */
@Injectable()
export class StartUrgentCare {
  constructor(
    private readonly database: Database,
    private readonly urgentCare: UrgentCareRepository,
    @Inject(IDENTITY) private readonly identity: IdentityPort,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /**
   * One transaction: key, budget lock, and for each price that the days need: emergency money, order without an approver, hold of
   * every visit, events.
   * @returns the first order's id. Refuses PRICE_NOT_FOR_THEN, NOT_FOUND for anybody the officer does not look after, NO_BUDGET, BUDGET_CLOSED,
   * OUTSIDE_BUDGET_PERIOD and NOT_ORDERABLE; never BUDGET_SHORTFALL.
   */
  async run(actor: Actor, input: StartUrgentCareInput): Promise<string> {
    const at = this.clock.now();
    if (!isId(input.personId) || !isId(input.variantId)) throw Refusal.notFound();
    const councilId = await this.councilFor(actor, input.personId, at);
    const request = readUrgentCare(input, at, await this.mostDays(councilId, at));
    const orders = await this.prepare(actor, input, request, at);
    const [first] = orders;
    if (!first) throw Refusal.invalid('days', 'Choose at least one day.');
    const { idempotencyKey, ...rest } = input;
    const once = await orReplay(
      () =>
        this.database.transaction(rowScope(actor), async (queries) => {
          void claimKey(queries, {
            actorId: actor.personId,
            operation: 'startUrgentCare',
            key: idempotencyKey,
            input: rest,
            result: { orderId: first.orderId },
            at,
          });
          void lockBudgets(queries, [first.budgetId], false);
          for (const order of orders) await this.start(queries, order, first.orderId, request.reason);
          return first.orderId;
        }),
      (stored) => String(stored['orderId']),
    );
    return once.result;
  }

  /** Job: what ended urgent care did not cost goes back to the council. @returns how many orders were settled */
  async settle(): Promise<number> {
    const at = this.clock.now();
    const due = await this.urgentCare.toSettle();
    for (const orderId of due) {
      await this.database.transaction(rowScope(null), (queries) =>
        returnEmergency(queries, orderId, {
          groupId: orderId,
          day: londonDate(at),
          at,
          acting: { actorId: SYSTEM_ACTOR_ID, onBehalfOf: null, mandateId: null },
        }),
      );
    }
    return due.length;
  }

  /** One order of what begins together: what it is short of, itself, its holds, and who hears of it. */
  private async start(queries: Queries, order: NewOrder, startedWith: string, reason: string): Promise<void> {
    const { at, actorId, orderId, budgetId, councilId, providerId, visits } = order;
    const acting: Acting = { actorId, onBehalfOf: order.personId, mandateId: null };
    const emergency = fundEmergency(queries, {
      councilId,
      budgetId,
      orderId,
      providerId,
      neededPence: visits.reduce<Pence>((sum, visit) => sum + visit.amountPence, 0n),
      today: londonDate(at),
      at,
      acting,
    });
    const inserted = insertOrder(queries, order);
    void holdMoney(queries, {
      councilId,
      budgetId,
      orderId,
      providerId,
      // Every visit at once: nothing of it may turn out to be unfunded later.
      standing: false,
      holds: visits.map((visit) => ({ id: visit.id, pence: visit.amountPence, day: visit.day })),
      at,
      acting,
    });
    void insertVisits(queries, order, visits);
    void this.urgentCare.mark(queries, { orderId, startedWith, reason, at, actorId });
    const event = { version: 1, councilId, occurredAt: at };
    void appendEvent(queries, { ...event, id: order.eventId, type: ORDER_PLACED, payload: { orderId, providerId } });
    const [emergencyPence] = await Promise.all([emergency, inserted]);
    const payload: UrgentCareStarted = {
      orderId,
      providerId,
      personId: order.personId,
      emergencyPence: emergencyPence.toString(),
    };
    void appendEvent(queries, { ...event, id: this.ids.next(), type: URGENT_CARE_STARTED, payload: { ...payload } });
  }

  /** Somebody the officer does not look after reads like somebody who does not exist. */
  private async councilFor(actor: Actor, personId: string, at: Date): Promise<string> {
    const whose = await this.urgentCare.whose(personId, londonDate(at));
    const councilId = whose?.council_id ?? null;
    if (!mayDo(actor, 'startUrgentCare', { personId, councilId })) throw Refusal.notFound();
    if (councilId === null) throw new Refusal('NO_BUDGET');
    return councilId;
  }

  private async mostDays(councilId: string, at: Date): Promise<number> {
    const days = await this.identity.policy(councilId, 'urgentCareDays', londonDate(at));
    return typeof days === 'number' ? days : DEFAULT_URGENT_CARE_DAYS;
  }

  /** An order for each price that the days need, the one with the first day first. */
  private async prepare(
    actor: Actor,
    input: StartUrgentCareInput,
    request: UrgentCareRequest,
    at: Date,
  ): Promise<NewOrder[]> {
    const [startsOn = ''] = request.days;
    const facts = await this.facts(input.variantId, input.personId, startsOn);
    const wished = {
      days: request.days.map((day, index) =>
        wishedDay(day, index === 0 ? 'date' : 'days', facts.bank_holiday && day === startsOn),
      ),
      times: [{ startTime: request.startTime, field: 'startTime' }],
    };
    const sisters = fitsPrice(facts, wished) ? [] : await readSisterPrices(this.database, input.variantId);
    const prices = pricesByDay(facts, wished, sisters);
    const groups = groupBy(
      request.days.map((day, index) => ({ day, variantId: prices[index]?.variant_id ?? input.variantId })),
      (one) => one.variantId,
    );
    const orders: NewOrder[] = [];
    for (const [variantId, group] of groups) {
      const days = group.map((one) => one.day);
      const own = variantId === input.variantId ? facts : await this.facts(variantId, input.personId, days[0] ?? '');
      orders.push(await this.orderFor(actor, { input, request, variantId, facts: own, days, at }));
    }
    return orders;
  }

  private async facts(variantId: string, personId: string, day: string): Promise<Payable> {
    const [facts] = await readFacts(this.database, variantId, personId, null, day);
    if (!facts) throw Refusal.notFound();
    const { council_id: councilId, budget_id: budgetId } = facts;
    if (councilId === null || budgetId === null) throw new Refusal('NO_BUDGET');
    return { ...facts, council_id: councilId, budget_id: budgetId };
  }

  private async orderFor(actor: Actor, { input, request, variantId, facts, days, at }: OneOrder): Promise<NewOrder> {
    const prices = await this.prices(facts.council_id, facts.budget_id, variantId, days);
    const minutes = checkedMinutes(facts, request);
    const visits = days.flatMap((day) => {
      const price = prices.get(day);
      const visit = visitOn(day, { startTime: request.startTime, minutes, quantity: request.quantity });
      return price ? [{ ...priced(visit, price), id: this.ids.next() }] : [];
    });
    const [first] = visits;
    if (!first || visits.some((visit) => visit.amountPence <= 0n))
      throw Refusal.invalid('quantity', 'This comes to nothing. Order a little more.');
    const many = days.length > 1;
    return {
      councilId: facts.council_id,
      orderId: this.ids.next(),
      lineId: this.ids.next(),
      eventId: this.ids.next(),
      kind: many ? 'STANDING' : 'ONE_OFF',
      personId: input.personId,
      budgetId: facts.budget_id,
      providerId: facts.provider_id,
      serviceId: facts.service_id,
      variantId,
      quantity: formatQuantity(request.quantity),
      unitPricePence: first.unitPricePence,
      linePence: first.amountPence,
      startsOn: first.day,
      endsOn: many ? (days.at(-1) ?? null) : null,
      startTime: request.startTime,
      durationMinutes: minutes,
      recurrence: many ? weeklyRule(weekdaysOfDays(days), 1) : null,
      place: request.place,
      note: request.note,
      at,
      actorId: actor.personId,
      mandateId: null,
      visits,
    };
  }

  /** Each day at its own price. */
  private async prices(
    councilId: string,
    budgetId: string,
    variantId: string,
    days: readonly string[],
  ): Promise<ReadonlyMap<string, DayPrice>> {
    const prices = await readDayPrices(this.database, { councilId, budgetId, variantId }, days);
    const missing = days.filter((day) => !prices.has(day));
    const [first = ''] = missing;
    if (missing.length > 0) throw await this.urgentCare.whyNot(councilId, budgetId, variantId, first);
    return prices;
  }
}

function checkedMinutes(facts: OrderFacts, { quantity }: UrgentCareRequest): number {
  const least = parseQuantity(facts.minimum_quantity);
  if (quantity < least) throw Refusal.invalid('quantity', `The least you can order is ${formatQuantity(least)}.`);
  const minutes = visitMinutes(facts.unit, quantity);
  if (minutes > LONGEST_VISIT_MINUTES)
    throw Refusal.invalid('quantity', 'One visit can last eight days at the most. Order less, or several days.');
  return minutes;
}
