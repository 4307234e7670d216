import {
  type Database,
  formatQuantity,
  parseQuantity,
  type Pence,
  type Queries,
  statement,
} from '@owncourse/kernel/contract';
import type { DayPrice, OpenVisitFacts, PricedVisit } from '../domain/plan-change.js';
import type { PriceTimes } from '../domain/price-times.js';
import type { Visit } from '../domain/visit-plan.js';

interface OpenVisitRow {
  readonly id: string;
  readonly on_date: string;
  readonly starts_at: Date;
  readonly ends_at: Date;
  readonly quantity: string;
  readonly unit_price_pence: Pence;
  readonly multiplier_ten_thousandths: bigint;
  readonly amount_pence: Pence;
  readonly own_money_pence: Pence;
  readonly status: OpenVisitFacts['status'];
  readonly cancellation_notice_hours: number;
  readonly cancellation_percent_hundredths: bigint;
}

interface DayPriceRow {
  readonly day: string;
  readonly unit_price_pence: Pence;
  readonly public_unit_price_pence: Pence;
  readonly multiplier_ten_thousandths: bigint;
  readonly bank_holiday: string | null;
  readonly orderable: boolean;
  readonly reasons: readonly string[];
  readonly rate_card_version: number | null;
}

const OPEN = statement(
  'ordering.open-visits-from',
  `select c.id, c.on_date, c.starts_at, c.ends_at, trim_scale(c.quantity)::text as quantity, c.unit_price_pence,
     (c.multiplier * 10000)::bigint as multiplier_ten_thousandths, c.amount_pence, coalesce(m.agreed_pence, 0) as own_money_pence, c.status, v.cancellation_notice_hours,
     (v.cancellation_percent * 100)::bigint as cancellation_percent_hundredths
   from ordering.occurrence c
   join ordering.order_line l on l.council_id = c.council_id and l.id = c.line_id
   join ordering.order_version v on v.council_id = l.council_id and v.order_id = l.order_id and v.version = l.version
   left join ledger.own_money_of_orders(array[$1::uuid]) m on m.id = c.id
   where c.order_id = $1 and c.on_date >= $2 and c.starts_at > $3 and c.status in ('PLANNED', 'HELD', 'UNFUNDED') order by c.starts_at, c.id`,
);
/** Visits that stay as they are, and those that were cancelled for good. */
const STAYING = statement(
  'ordering.staying-visits',
  `select c.on_date as day, c.starts_at from ordering.occurrence c
   where c.order_id = $1 and c.on_date >= $2 and (c.status in ('DELIVERED', 'CONFIRMED', 'DISPUTED') or (c.status = 'CANCELLED' and not c.replaced)
     or (c.status in ('PLANNED', 'HELD', 'UNFUNDED') and c.starts_at <= $3))
   order by c.starts_at, c.id`,
);
const BREAKS = statement(
  'ordering.breaks',
  'select lower(b.covers) as first_on, upper(b.covers) - 1 as last_on from ordering.order_break b where b.order_id = $1 order by 1',
);
const PRICES = statement('ordering.visit-prices', 'select * from ordering.visit_prices($1, $2, $3, $4::date[])');
const BUDGET_END = statement('ordering.budget-end', 'select ends_before from ledger.budget_for($1, $2, $3)');
const UNIT = statement(
  'ordering.variant-unit',
  `select v.unit, v.minimum_quantity, rates.is_bank_holiday($2) as bank_holiday, t.weekdays, t.bank_holidays_only, t.starts_from, t.starts_before
   from catalogue.variants(array[$1::uuid]) v cross join lateral catalogue.price_times(array[v.id]) t`,
);
const AVAILABLE = statement('ordering.available', 'select ledger.available($1) as pence');
const HOLD_STATES = statement('ordering.hold-states', 'select hold_id, state from ledger.hold_states($1::uuid[])');

const RISES = statement(
  'ordering.price-rises',
  'select r.id, r.order_id, r.from_on, r.unit_price_before_pence, r.unit_price_pence, r.visits, r.answer_by, r.answer from ordering.price_rise r where r.order_id = any ($1::uuid[]) order by r.asked_at, r.id',
);

/** A higher price that was put to the person. Pence for one unit; London days. */
export interface PriceRiseRow {
  readonly id: string;
  readonly order_id: string;
  readonly from_on: string;
  readonly unit_price_before_pence: Pence;
  readonly unit_price_pence: Pence;
  readonly visits: number;
  readonly answer_by: string;
  readonly answer: 'ASKED' | 'AGREED' | 'SILENT' | 'STOPPED' | 'REPLACED';
}

export interface Break {
  /** First and last London day; null for no end. */
  readonly first_on: string;
  readonly last_on: string | null;
}

export async function openVisitsFrom(
  queries: Queries,
  orderId: string,
  fromOn: string,
  at: Date,
): Promise<OpenVisitFacts[]> {
  const rows = await queries.query<OpenVisitRow>(OPEN, [orderId, fromOn, at]);
  return rows.map((row) => ({
    id: row.id,
    day: row.on_date,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    quantity: parseQuantity(row.quantity),
    unitPricePence: row.unit_price_pence,
    multiplier: row.multiplier_ten_thousandths,
    amountPence: row.amount_pence,
    ownPence: row.own_money_pence,
    status: row.status,
    noticeHours: row.cancellation_notice_hours,
    cancellationPercentHundredths: row.cancellation_percent_hundredths,
  }));
}

/** Visits from a day on that new terms do not touch: begun, delivered, or cancelled for good. */
export async function stayingVisits(
  queries: Queries,
  orderId: string,
  fromOn: string,
  at: Date,
): Promise<Pick<Visit, 'day' | 'startsAt'>[]> {
  const rows = await queries.query<{ day: string; starts_at: Date }>(STAYING, [orderId, fromOn, at]);
  return rows.map(({ day, starts_at: startsAt }) => ({ day, startsAt }));
}

export function breaksOf(queries: Queries, orderId: string): Promise<Break[]> {
  return queries.query<Break>(BREAKS, [orderId]);
}

export function risesOf(queries: Queries, ...orderIds: string[]): Promise<PriceRiseRow[]> {
  return queries.query<PriceRiseRow>(RISES, [orderIds]);
}

export function isInBreak(breaks: readonly Break[], day: string): boolean {
  return breaks.some((one) => one.first_on <= day && (one.last_on === null || day <= one.last_on));
}

/** Whose budget buys what. */
export interface PricedLine {
  readonly councilId: string;
  readonly budgetId: string;
  readonly variantId: string;
}

/** The price of each day that something can be bought on, from a budget; with `aboveCap`, also of what is above a cap. */
export async function dayPrices(
  queries: Queries,
  line: PricedLine,
  days: readonly string[],
  aboveCap: boolean,
): Promise<Map<string, DayPrice>> {
  if (days.length === 0) return new Map();
  const rows = await queries.query<DayPriceRow>(PRICES, [line.councilId, line.budgetId, line.variantId, days]);
  return pricesByDay(rows, aboveCap);
}

/** The same outside a transaction. */
export async function readDayPrices(
  database: Database,
  line: PricedLine,
  days: readonly string[],
  aboveCap = false,
): Promise<Map<string, DayPrice>> {
  return pricesByDay(
    await database.call<DayPriceRow>(PRICES, [line.councilId, line.budgetId, line.variantId, days]),
    aboveCap,
  );
}

function pricesByDay(rows: readonly DayPriceRow[], aboveCap: boolean): Map<string, DayPrice> {
  return new Map(
    rows
      .filter((row) => row.orderable || (aboveCap && row.reasons.includes('ABOVE_CAP')))
      .map((row) => [
        row.day,
        {
          unitPricePence: row.unit_price_pence,
          multiplier: row.multiplier_ten_thousandths,
          bankHoliday: row.bank_holiday,
          rateCardVersion: row.rate_card_version,
          abovePence: row.reasons.includes('ABOVE_CAP') ? row.public_unit_price_pence : null,
        },
      ]),
  );
}

/** First day after the budget, null for an open one; undefined when no budget covers the day. */
export async function budgetEndsBefore(
  queries: Queries,
  personId: string,
  budgetId: string,
  day: string,
): Promise<string | null | undefined> {
  const [row] = await queries.query<{ ends_before: string | null }>(BUDGET_END, [personId, budgetId, day]);
  return row === undefined ? undefined : row.ends_before;
}

/** What is sold, and the days and hours that its price is for. */
export interface VariantFacts extends PriceTimes {
  readonly unit: string;
  readonly minimum_quantity: string;
  /** Of the day that was asked about. */
  readonly bank_holiday: boolean;
}

export async function variantFacts(queries: Queries, variantId: string, onDay: string): Promise<VariantFacts | null> {
  return (await queries.query<VariantFacts>(UNIT, [variantId, onDay]))[0] ?? null;
}

export async function availablePence(queries: Queries, budgetId: string): Promise<Pence> {
  return (await queries.query<{ pence: Pence }>(AVAILABLE, [budgetId]))[0]?.pence ?? 0n;
}

export async function holdStates(queries: Queries, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await queries.query<{ hold_id: string; state: string }>(HOLD_STATES, [ids]);
  return new Map(rows.map((row) => [row.hold_id, row.state]));
}

export interface OwnPartQuestionRow {
  readonly id: string;
  readonly order_id: string;
  readonly from_on: string;
  readonly before_pence: Pence;
  readonly own_money_pence: Pence;
  readonly visits: number;
}

const QUESTIONS = statement(
  'ordering.own-part-questions',
  `select q.id, q.order_id, q.from_on, q.before_pence, q.own_money_pence, q.visits from ordering.own_part_question q
   where q.order_id = any ($1::uuid[]) and q.answer = 'ASKED'`,
);

/** Bigger own parts that wait for the person's yes; at most one an order. */
export function ownPartQuestions(queries: Queries, orderIds: readonly string[]): Promise<OwnPartQuestionRow[]> {
  return queries.query<OwnPartQuestionRow>(QUESTIONS, [orderIds]);
}

/** Visits as the writing functions take them. */
export function visitsJson(visits: readonly (PricedVisit & { readonly id: string })[]): string {
  return JSON.stringify(
    visits.map((visit) => ({
      id: visit.id,
      day: visit.day,
      startsAt: visit.startsAt.toISOString(),
      endsAt: visit.endsAt.toISOString(),
      quantity: formatQuantity(visit.quantity),
      unitPricePence: visit.unitPricePence.toString(),
      multiplier: multiplierText(visit.multiplier),
      rateCardVersion: visit.rateCardVersion,
      amountPence: visit.amountPence.toString(),
    })),
  );
}

function multiplierText(tenThousandths: bigint): string {
  return `${tenThousandths / 10_000n}.${(tenThousandths % 10_000n).toString().padStart(4, '0')}`;
}
