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
  IDS,
  type IdSource,
  isId,
  londonDate,
  orReplay,
  parseQuantity,
  type Pence,
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
import { fitsPrice, notForThen, wishedDay } from '../domain/price-times.js';
import { LONGEST_VISIT_MINUTES, visitMinutes, visitOn } from '../domain/visit-plan.js';
import { insertOrder, type NewOrder, type OrderFacts, readFacts } from '../persistence/order-writes.js';
import { readSisterPrices } from '../persistence/price-times.js';
import { readDayPrices } from '../persistence/plan.repository.js';
import { insertVisits } from '../persistence/plan-writes.js';
import { UrgentCareRepository } from '../persistence/urgent-care.repository.js';

/** Where a council has not said for how many days in a row. */
const DEFAULT_URGENT_CARE_DAYS = 7;

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
   * One transaction: key, budget lock, emergency money, order without an approver, hold of every visit, events.
   * @returns the order's id. Refuses NOT_FOUND for anybody the officer does not look after, NO_BUDGET, BUDGET_CLOSED,
   * OUTSIDE_BUDGET_PERIOD and NOT_ORDERABLE; never BUDGET_SHORTFALL.
   */
  async run(actor: Actor, input: StartUrgentCareInput): Promise<string> {
    const at = this.clock.now();
    if (!isId(input.personId) || !isId(input.variantId)) throw Refusal.notFound();
    const councilId = await this.councilFor(actor, input.personId, at);
    const request = readUrgentCare(input, at, await this.mostDays(councilId, at));
    const order = await this.prepare(actor, input, request, at);
    const acting: Acting = { actorId: actor.personId, onBehalfOf: order.personId, mandateId: null };
    const neededPence = order.visits.reduce<Pence>((sum, visit) => sum + visit.amountPence, 0n);
    const { idempotencyKey, ...rest } = input;
    const once = await orReplay(
      () =>
        this.database.transaction(rowScope(actor), async (queries) => {
          void claimKey(queries, {
            actorId: actor.personId,
            operation: 'startUrgentCare',
            key: idempotencyKey,
            input: rest,
            result: { orderId: order.orderId },
            at,
          });
          void lockBudgets(queries, [order.budgetId], false);
          const emergency = fundEmergency(queries, {
            councilId: order.councilId,
            budgetId: order.budgetId,
            orderId: order.orderId,
            providerId: order.providerId,
            neededPence,
            today: londonDate(at),
            at,
            acting,
          });
          const inserted = insertOrder(queries, order);
          void holdMoney(queries, {
            councilId: order.councilId,
            budgetId: order.budgetId,
            orderId: order.orderId,
            providerId: order.providerId,
            // Every visit at once: nothing of it may turn out to be unfunded later.
            standing: false,
            holds: order.visits.map((visit) => ({ id: visit.id, pence: visit.amountPence, day: visit.day })),
            at,
            acting,
          });
          void insertVisits(queries, order, order.visits);
          void this.urgentCare.mark(queries, order.orderId, request.reason, at, actor.personId);
          const event = { version: 1, councilId: order.councilId, occurredAt: at };
          void appendEvent(queries, {
            ...event,
            id: order.eventId,
            type: ORDER_PLACED,
            payload: { orderId: order.orderId, providerId: order.providerId },
          });
          const [emergencyPence] = await Promise.all([emergency, inserted]);
          const payload: UrgentCareStarted = {
            orderId: order.orderId,
            providerId: order.providerId,
            personId: order.personId,
            emergencyPence: emergencyPence.toString(),
          };
          void appendEvent(queries, {
            ...event,
            id: this.ids.next(),
            type: URGENT_CARE_STARTED,
            payload: { ...payload },
          });
          return order.orderId;
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

  private async prepare(
    actor: Actor,
    input: StartUrgentCareInput,
    request: UrgentCareRequest,
    at: Date,
  ): Promise<NewOrder> {
    const [startsOn = ''] = request.days;
    const [facts] = await readFacts(this.database, input.variantId, input.personId, null, startsOn);
    if (!facts) throw Refusal.notFound();
    if (facts.council_id === null || facts.budget_id === null) throw new Refusal('NO_BUDGET');
    const wished = {
      days: request.days.map((day, index) =>
        wishedDay(day, index === 0 ? 'date' : 'days', facts.bank_holiday && day === startsOn),
      ),
      times: [{ startTime: request.startTime, field: 'startTime' }],
    };
    if (!fitsPrice(facts, wished))
      throw notForThen(facts, wished, await readSisterPrices(this.database, input.variantId));
    const prices = await this.prices(facts.council_id, facts.budget_id, input.variantId, request.days);
    const minutes = checkedMinutes(facts, request);
    const visits = request.days.flatMap((day) => {
      const price = prices.get(day);
      const visit = visitOn(day, { startTime: request.startTime, minutes, quantity: request.quantity });
      return price ? [{ ...priced(visit, price), id: this.ids.next() }] : [];
    });
    const [first] = visits;
    if (!first || visits.some((visit) => visit.amountPence <= 0n))
      throw Refusal.invalid('quantity', 'This comes to nothing. Order a little more.');
    const many = request.days.length > 1;
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
      variantId: input.variantId,
      quantity: formatQuantity(request.quantity),
      unitPricePence: first.unitPricePence,
      linePence: first.amountPence,
      startsOn,
      endsOn: many ? (request.days.at(-1) ?? null) : null,
      startTime: request.startTime,
      durationMinutes: minutes,
      recurrence: many ? weeklyRule(weekdaysOfDays(request.days), 1) : null,
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
