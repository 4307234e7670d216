import { formatQuantity, type Pence, type Queries, statement } from '@owncourse/kernel/contract';
import type { PricedVisit } from '../domain/plan-change.js';
import type { OrderTime } from '../domain/times-of-day.js';
import type { NewOrder } from './order-writes.js';
import { visitsJson } from './plan.repository.js';

const INSERT_VERSION = statement(
  'ordering.insert-version',
  'select ordering.insert_version($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)',
);
const INSERT_VISITS = statement('ordering.insert-visits', 'select ordering.insert_visits($1, $2, $3, $4, $5, $6, $7)');
const CHECK_PRICES = statement(
  'ordering.check-visit-prices',
  'select ordering.check_visit_prices($1, $2, $3, $4::date[], $5::bigint[], $6::bigint[], $7::bigint[], $8::numeric[], $9)',
);
const AMEND_VISITS = statement('ordering.amend-visits', 'select ordering.amend_visits($1, $2, $3)');
const DROP_VISITS = statement('ordering.drop-visits', 'select ordering.drop_visits($1, $2::uuid[], $3)');
const KEEP_VISITS = statement('ordering.keep-visits', 'select ordering.keep_visits($1, $2, $3, $4)');
const ANSWER_VERSION = statement(
  'ordering.answer-version',
  'select ordering.answer_version($1, $2, $3, $4, $5, $6, $7, $8)',
);
const ADD_BREAK = statement('ordering.add-break', 'select ordering.add_break($1, $2, $3, $4, $5, $6)');
const END_BREAKS = statement('ordering.end-breaks', 'select ordering.end_breaks($1, $2)');
const EVENT = statement('ordering.event', 'select ordering.event($1, $2, $3, $4, $5)');

const ASK_RISE = statement(
  'ordering.ask-price-rise',
  'select ordering.ask_price_rise($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
);
const ANSWER_RISE = statement(
  'ordering.answer-price-rise',
  'select ordering.answer_price_rise($1, $2, $3, $4, $5, $6, $7)',
);
const STOP_RISES = statement('ordering.stop-price-rises', 'select ordering.stop_price_rises($1, $2, $3, $4)');

export interface NewVersion {
  readonly orderId: string;
  readonly version: number;
  readonly lineId: string;
  readonly effectiveOn: string;
  readonly quantity: string;
  /** Null keeps the price of the version before. */
  readonly shownUnitPricePence: Pence | null;
  readonly linePence: Pence;
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly startTime: string;
  /** The other times of a day, and single visits beside the pattern. */
  readonly moreTimes: readonly OrderTime[];
  readonly durationMinutes: number;
  readonly recurrence: string | null;
  readonly place: string;
  readonly note: string | null;
  readonly answer: 'WITH_ORDER' | 'NOT_NEEDED' | 'ASKED';
  readonly at: Date;
  readonly actorId: string;
  readonly mandateId: string | null;
  readonly eventId: string;
  readonly eventCode: string;
  /** The most own money that one visit may take, as agreed; null for none. */
  readonly ownMoneyPence: Pence | null;
}

/**
 * Refuses WRONG_STATE, PRICE_CHANGED, NOT_ORDERABLE, OUTSIDE_BUDGET_PERIOD, OVER_APPROVAL_LIMIT, OWN_MONEY_CHANGED,
 * NOTHING_WITHIN_BUDGET.
 */
export function insertVersion(queries: Queries, version: NewVersion): Promise<unknown> {
  return queries.query(INSERT_VERSION, [
    version.orderId,
    version.version,
    version.lineId,
    version.effectiveOn,
    version.quantity,
    version.shownUnitPricePence?.toString() ?? null,
    version.linePence.toString(),
    version.startsOn,
    version.endsOn,
    version.startTime,
    version.durationMinutes,
    version.recurrence,
    version.place,
    version.note,
    version.answer,
    version.at,
    version.actorId,
    version.mandateId,
    version.eventId,
    version.eventCode,
    version.ownMoneyPence?.toString() ?? null,
    JSON.stringify(version.moreTimes),
  ]);
}

export interface LineOfVisits {
  readonly councilId: string;
  readonly orderId: string;
  readonly lineId: string;
  readonly personId: string;
  readonly budgetId: string;
  readonly providerId: string;
}

/** After the money was held: one visit for each hold. */
export function insertVisits(
  queries: Queries,
  line: LineOfVisits,
  visits: readonly (PricedVisit & { readonly id: string })[],
): Promise<unknown> {
  return queries.query(INSERT_VISITS, [
    line.councilId,
    line.orderId,
    line.lineId,
    line.personId,
    line.budgetId,
    line.providerId,
    visitsJson(visits),
  ]);
}

/**
 * With the budget locked: each visit of a standing order still costs what it was shown to cost, and its own money is what was
 * agreed to. Refuses PRICE_CHANGED, OWN_MONEY_CHANGED.
 */
export function checkVisitPrices(queries: Queries, order: NewOrder): Promise<unknown> {
  const { visits } = order;
  return queries.query(CHECK_PRICES, [
    order.councilId,
    order.budgetId,
    order.variantId,
    visits.map((visit) => visit.day),
    visits.map((visit) => visit.unitPricePence.toString()),
    visits.map((visit) => visit.multiplier.toString()),
    visits.map((visit) => visit.abovePence?.toString() ?? null),
    visits.map((visit) => formatQuantity(visit.quantity)),
    order.ownMoneyPence?.toString() ?? null,
  ]);
}

/** After the holds were amended. A line of null leaves each visit with its own. */
export function amendVisits(
  queries: Queries,
  orderId: string,
  lineId: string | null,
  visits: readonly (PricedVisit & { readonly id: string })[],
): Promise<unknown> {
  return queries.query(AMEND_VISITS, [orderId, lineId, visitsJson(visits)]);
}

export function dropVisits(queries: Queries, orderId: string, ids: readonly string[], at: Date): Promise<unknown> {
  return queries.query(DROP_VISITS, [orderId, ids, at]);
}

/** Open visits from a day on go on under another version, as they are. */
export function keepVisits(
  queries: Queries,
  orderId: string,
  lineId: string,
  from: string,
  at: Date,
): Promise<unknown> {
  return queries.query(KEEP_VISITS, [orderId, lineId, from, at]);
}

export function answerVersion(
  queries: Queries,
  answer: {
    orderId: string;
    version: number;
    answer: 'ACCEPTED' | 'DECLINED';
    reason: string | null;
    at: Date;
    eventId: string;
    eventCode: string;
    actorId: string;
  },
): Promise<unknown> {
  return queries.query(ANSWER_VERSION, [
    answer.orderId,
    answer.version,
    answer.answer,
    answer.reason,
    answer.at,
    answer.eventId,
    answer.eventCode,
    answer.actorId,
  ]);
}

/** From a day until the day before another; null for no end. */
export function addBreak(
  queries: Queries,
  rest: { orderId: string; breakId: string; from: string; before: string | null; at: Date; actorId: string },
): Promise<unknown> {
  return queries.query(ADD_BREAK, [rest.orderId, rest.breakId, rest.from, rest.before, rest.at, rest.actorId]);
}

export function endBreaks(queries: Queries, orderId: string, from: string): Promise<unknown> {
  return queries.query(END_BREAKS, [orderId, from]);
}

export function writeEvent(
  queries: Queries,
  event: { orderId: string; eventId: string; code: string; at: Date; actorId: string },
): Promise<unknown> {
  return queries.query(EVENT, [event.orderId, event.eventId, event.code, event.at, event.actorId]);
}

/** Puts a higher price to the person, in place of an earlier question. */
export function askPriceRise(
  queries: Queries,
  rise: {
    orderId: string;
    riseId: string;
    from: string;
    beforePence: Pence;
    afterPence: Pence;
    visits: number;
    answerBy: string;
    at: Date;
    eventId: string;
    actorId: string;
  },
): Promise<unknown> {
  return queries.query(ASK_RISE, [
    rise.orderId,
    rise.riseId,
    rise.from,
    rise.beforePence.toString(),
    rise.afterPence.toString(),
    rise.visits,
    rise.answerBy,
    rise.at,
    rise.eventId,
    rise.actorId,
  ]);
}

/** Refuses WRONG_STATE when it was answered before. */
export function answerPriceRise(
  queries: Queries,
  answer: {
    orderId: string;
    riseId: string;
    answer: 'AGREED' | 'SILENT';
    at: Date;
    actorId: string;
    eventId: string;
    eventCode: string;
  },
): Promise<unknown> {
  return queries.query(ANSWER_RISE, [
    answer.orderId,
    answer.riseId,
    answer.answer,
    answer.at,
    answer.actorId,
    answer.eventId,
    answer.eventCode,
  ]);
}

/** Stopping from the day of a rise, or earlier, answers it. */
export function stopPriceRises(
  queries: Queries,
  orderId: string,
  from: string,
  at: Date,
  actorId: string,
): Promise<unknown> {
  return queries.query(STOP_RISES, [orderId, from, at, actorId]);
}
