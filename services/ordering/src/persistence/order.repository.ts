import { Injectable } from '@nestjs/common';
import { type Pence, type Queries, sqlFile, statement } from '@owncourse/kernel/contract';
import type { ShareColumns } from '../domain/share.js';
import type { OrderTime } from '../domain/times-of-day.js';

export interface OrderLineJson {
  readonly id: string;
  readonly personId: string;
  readonly budgetId: string;
  readonly variantId: string;
  readonly quantity: string;
  /** Pence as text, because JSON numbers would pass through floating point. */
  readonly unitPricePence: string;
  readonly linePence: string;
  readonly priceKind: string;
  readonly rateCardVersion: number | null;
}

/** What the provider says to a version: it came with the order, needs no answer, is asked, or was answered. */
export type VersionAnswer = 'WITH_ORDER' | 'NOT_NEEDED' | 'ASKED' | 'ACCEPTED' | 'DECLINED';

export interface OrderRow extends SharedColumns {
  readonly id: string;
  readonly council_id: string;
  readonly kind: 'ONE_OFF' | 'STANDING';
  readonly status: string;
  readonly participant_ids: readonly string[];
  readonly provider_id: string;
  readonly service_id: string;
  readonly current_version: number;
  readonly placed_at: Date;
  readonly placed_by: string;
  readonly placed_by_name: string | null;
  readonly mandate_id: string | null;
  readonly decline_reason: string | null;
  readonly refusal_reason: string | null;
  readonly starts_on: string;
  readonly ends_on: string | null;
  readonly start_time: string;
  readonly duration_minutes: number;
  readonly recurrence: string | null;
  readonly place: string;
  readonly note: string | null;
  /** First day of a later version; null for the first. */
  readonly effective_on: string | null;
  readonly answer: VersionAnswer;
  readonly answer_reason: string | null;
  /** The most own money that one visit may take, as agreed; null where none was asked for. */
  readonly own_money_pence: Pence | null;
  /** Other times of a day, earliest first, then single visits beside the pattern by day. */
  readonly more_times: readonly OrderTime[];
  readonly lines: readonly OrderLineJson[];
  /** Of what somebody pays all of themselves: when they were told their rights; null where a budget pays. */
  readonly rights_read_at: Date | null;
  readonly asks_to_start_early: boolean | null;
  readonly agreed_at: Date | null;
}

/** Of orders and visits: null for what one person has alone. */
interface SharedColumns extends ShareColumns {
  readonly shared_order_id: string | null;
}

export interface OccurrenceRow extends SharedColumns {
  readonly id: string;
  readonly council_id: string;
  readonly budget_id: string;
  readonly order_id: string;
  readonly person_id: string;
  readonly provider_id: string;
  readonly on_date: string;
  readonly starts_at: Date;
  readonly ends_at: Date;
  readonly quantity: string;
  readonly unit_price_pence: Pence;
  /** What the day multiplies a line by; 10000n for an ordinary day. */
  readonly multiplier_ten_thousandths: bigint;
  readonly amount_pence: Pence;
  readonly status: string;
  /** A higher price waits for the person's answer: until then the visit is free to cancel. */
  readonly price_is_asked: boolean;
  readonly order_status: string;
  readonly service_id: string;
  readonly place: string;
  readonly cancellation_notice_hours: number;
  readonly cancellation_percent_hundredths: bigint;
}

export interface DeliveryRow {
  readonly id: string;
  readonly council_id: string;
  readonly occurrence_id: string;
  readonly order_id: string;
  readonly person_id: string;
  readonly person_name: string | null;
  readonly budget_id: string;
  readonly provider_id: string;
  readonly on_date: string;
  readonly place: string;
  readonly worker_name: string;
  readonly started_at: Date;
  readonly ended_at: Date;
  readonly quantity: string;
  readonly amount_pence: Pence;
  readonly status: 'RECORDED' | 'CONFIRMED' | 'DISPUTED';
  readonly confirmed_at: Date | null;
  readonly dispute_reason: string | null;
  readonly confirms_itself_on: string | null;
  readonly service_id: string;
  /** With their own money alone. */
  readonly pays_self: boolean;
}

export interface OrderEventRow {
  readonly order_id: string;
  readonly at: Date;
  readonly code: string;
  readonly actor_id: string;
  readonly actor_name: string | null;
}

export interface OrderFilter {
  readonly personId: string | null;
  readonly statuses: readonly string[] | null;
}

export interface DeliveryFilter {
  readonly ids?: readonly string[];
  readonly personId?: string | null;
  readonly statuses?: readonly string[] | null;
  readonly orderIds?: readonly string[];
  readonly occurrenceIds?: readonly string[];
}

const ORDERS = sqlFile(import.meta.url, './sql/orders-by-id.sql');
const PAGE = sqlFile(import.meta.url, './sql/order-page.sql');
const TOGETHER = statement(
  'ordering.orders-together',
  'select o.id from ordering."order" o where o.shared_order_id = $1 order by o.id',
);
const VISITS_TOGETHER = statement(
  'ordering.visits-together',
  `select w.id as with_id, c.id from ordering.occurrence w
   join ordering."order" o on o.id = w.order_id and o.shared_order_id is not null
   join ordering."order" x on x.shared_order_id = o.shared_order_id and x.id <> o.id
   join ordering.occurrence c on c.order_id = x.id and c.starts_at = w.starts_at and c.status = 'HELD'
   where w.id = any ($1::uuid[]) and c.id <> all ($1::uuid[]) order by w.id, c.id`,
);
const COUNT = statement(
  'ordering.count-orders',
  `select count(*)::int as total from ordering."order" o where ($1::uuid is null or o.participant_ids @> array[$1::uuid]) and ($2::text[] is null or o.status = any ($2::text[]))`,
);
const OCCURRENCES = sqlFile(import.meta.url, './sql/occurrences.sql');
const NEXT = sqlFile(import.meta.url, './sql/next-occurrences.sql');
const DELIVERIES = sqlFile(import.meta.url, './sql/deliveries.sql');
const EVENTS = statement(
  'ordering.events',
  `select e.order_id, e.at, e.code, e.actor_id, n.name as actor_name from ordering.order_event e
   left join lateral identity.person_names(array[e.actor_id]) n on true where e.order_id = any ($1::uuid[]) order by e.at, e.id`,
);
const HELD = statement('ordering.held', 'select * from ledger.held_for_orders($1::uuid[])');
const VERSIONS = statement(
  'ordering.versions',
  `select v.order_id, v.version, coalesce(v.effective_on, v.starts_on) as effective_on, v.starts_on, v.ends_on, v.start_time, v.duration_minutes, v.recurrence, v.place, v.note,
     v.made_at, n.name as made_by_name, v.mandate_id, v.answer, v.answer_reason, v.own_money_pence, ordering.times_of(v.council_id, v.order_id, v.version) as more_times, l.variant_id, trim_scale(l.quantity)::text as quantity, l.unit_price_pence, l.line_pence
   from ordering.order_version v join ordering.order_line l on l.council_id = v.council_id and l.order_id = v.order_id and l.version = v.version
   left join lateral identity.person_names(array[v.made_by]) n on true
   where v.order_id = any ($1::uuid[]) order by v.order_id, v.version, l.id`,
);
const OPEN_OCCURRENCES = statement(
  'ordering.open-occurrences',
  `select c.id, c.budget_id, c.on_date, c.starts_at, c.amount_pence, c.status, v.cancellation_notice_hours, (v.cancellation_percent * 100)::bigint as cancellation_percent_hundredths,
     ordering.price_is_asked(c.order_id, c.on_date) as price_is_asked
   from ordering.occurrence c
   join ordering.order_line l on l.council_id = c.council_id and l.id = c.line_id
   join ordering.order_version v on v.council_id = l.council_id and v.order_id = l.order_id and v.version = l.version
   where c.order_id = $1 and c.status in ('PLANNED', 'HELD', 'UNFUNDED') and ($2::uuid is null or c.id = $2::uuid)
     and ($3::date is null or c.on_date >= $3::date) and ($4::date is null or c.on_date <= $4::date) order by c.id`,
);

export interface VersionRow {
  readonly order_id: string;
  readonly version: number;
  readonly effective_on: string;
  readonly starts_on: string;
  readonly ends_on: string | null;
  readonly start_time: string;
  readonly duration_minutes: number;
  readonly recurrence: string | null;
  readonly place: string;
  readonly note: string | null;
  readonly made_at: Date;
  readonly made_by_name: string | null;
  readonly mandate_id: string | null;
  readonly answer: VersionAnswer;
  readonly answer_reason: string | null;
  readonly own_money_pence: Pence | null;
  readonly more_times: readonly OrderTime[];
  readonly variant_id: string;
  readonly quantity: string;
  readonly unit_price_pence: Pence;
  readonly line_pence: Pence;
}

export interface OpenOccurrenceRow {
  /** A higher price waits for the person's answer: until then the visit is free to cancel. */
  readonly price_is_asked: boolean;
  readonly id: string;
  readonly budget_id: string;
  readonly on_date: string;
  readonly starts_at: Date;
  readonly amount_pence: Pence;
  readonly status: string;
  readonly cancellation_notice_hours: number;
  readonly cancellation_percent_hundredths: bigint;
}

/** Reads orders as the reader; row-level security leaves out what is not theirs. */
@Injectable()
export class OrderRepository {
  byIds(queries: Queries, ids: readonly string[]): Promise<OrderRow[]> {
    return queries.query<OrderRow>(ORDERS, [ids]);
  }

  /** An order and those that share it, by id, as far as the reader may see them; only itself when nobody does. */
  async together(queries: Queries, order: OrderRow): Promise<OrderRow[]> {
    if (order.shared_order_id === null) return [order];
    const ids = (await queries.query<{ id: string }>(TOGETHER, [order.shared_order_id])).map(({ id }) => id);
    return (await this.byIds(queries, ids)).sort((left, right) => (left.id < right.id ? -1 : 1));
  }

  /** The promised visits of the others who share some visits, each with the one it is shared with. */
  visitsTogether(queries: Queries, ids: readonly string[]): Promise<{ id: string; with_id: string }[]> {
    return queries.query(VISITS_TOGETHER, [ids]);
  }

  page(
    queries: Queries,
    filter: OrderFilter,
    after: { placedAt: string; id: string } | null,
    limit: number,
  ): Promise<{ id: string; placed_at: Date }[]> {
    return queries.query(PAGE, [filter.personId, filter.statuses, after?.placedAt ?? null, after?.id ?? null, limit]);
  }

  async count(queries: Queries, filter: OrderFilter): Promise<number> {
    return (await queries.query<{ total: number }>(COUNT, [filter.personId, filter.statuses]))[0]?.total ?? 0;
  }

  occurrences(
    queries: Queries,
    personId: string | null,
    from: string,
    through: string,
    limit: number,
  ): Promise<OccurrenceRow[]> {
    return queries.query<OccurrenceRow>(OCCURRENCES, [personId, from, through, limit, null]);
  }

  occurrencesByIds(queries: Queries, ids: readonly string[]): Promise<OccurrenceRow[]> {
    return queries.query<OccurrenceRow>(OCCURRENCES, [null, null, null, ids.length, ids]);
  }

  nextOccurrences(
    queries: Queries,
    orderIds: readonly string[],
    today: string,
    each: number,
  ): Promise<OccurrenceRow[]> {
    return queries.query<OccurrenceRow>(NEXT, [orderIds, today, each]);
  }

  /** Undelivered visits of an order: one of them, those from one day through another, or all. */
  openOccurrences(
    queries: Queries,
    orderId: string,
    occurrenceId: string | null,
    days: { readonly fromOn: string | null; readonly throughOn: string | null } = { fromOn: null, throughOn: null },
  ): Promise<OpenOccurrenceRow[]> {
    return queries.query<OpenOccurrenceRow>(OPEN_OCCURRENCES, [orderId, occurrenceId, days.fromOn, days.throughOn]);
  }

  deliveries(queries: Queries, filter: DeliveryFilter, most: number): Promise<DeliveryRow[]> {
    return queries.query<DeliveryRow>(DELIVERIES, [
      filter.ids ?? null,
      filter.personId ?? null,
      filter.statuses ?? null,
      filter.orderIds ?? null,
      filter.occurrenceIds ?? null,
      most,
    ]);
  }

  /** Every version of each order, oldest first. */
  versions(queries: Queries, orderIds: readonly string[]): Promise<VersionRow[]> {
    return queries.query<VersionRow>(VERSIONS, [orderIds]);
  }

  events(queries: Queries, orderIds: readonly string[]): Promise<OrderEventRow[]> {
    return queries.query<OrderEventRow>(EVENTS, [orderIds]);
  }

  held(queries: Queries, orderIds: readonly string[]): Promise<{ order_id: string; held_pence: Pence }[]> {
    return queries.query(HELD, [orderIds]);
  }
}
