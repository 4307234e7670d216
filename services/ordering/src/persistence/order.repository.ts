import { Injectable } from '@nestjs/common';
import { type Pence, type Queries, sqlFile, statement } from '@owncourse/kernel/contract';

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

export interface OrderRow {
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
  readonly lines: readonly OrderLineJson[];
}

export interface OccurrenceRow {
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
  readonly amount_pence: Pence;
  readonly status: string;
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
}

export interface OrderEventRow {
  readonly order_id: string;
  readonly at: Date;
  readonly code: string;
  readonly actor_id: string;
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
const COUNT = statement(
  'ordering.count-orders',
  `select count(*)::int as total from ordering."order" o where ($1::uuid is null or o.participant_ids @> array[$1::uuid]) and ($2::text[] is null or o.status = any ($2::text[]))`,
);
const OCCURRENCES = sqlFile(import.meta.url, './sql/occurrences.sql');
const NEXT = sqlFile(import.meta.url, './sql/next-occurrences.sql');
const DELIVERIES = sqlFile(import.meta.url, './sql/deliveries.sql');
const EVENTS = statement(
  'ordering.events',
  'select order_id, at, code, actor_id from ordering.order_event where order_id = any ($1::uuid[]) order by at, id',
);
const HELD = statement('ordering.held', 'select * from ledger.held_for_orders($1::uuid[])');
const OPEN_OCCURRENCES = statement(
  'ordering.open-occurrences',
  `select c.id, c.budget_id, c.starts_at, c.amount_pence, c.status, v.cancellation_notice_hours, (v.cancellation_percent * 100)::bigint as cancellation_percent_hundredths
   from ordering.occurrence c join ordering."order" o on o.council_id = c.council_id and o.id = c.order_id
   join ordering.order_version v on v.council_id = o.council_id and v.order_id = o.id and v.version = o.current_version
   where c.order_id = $1 and c.status in ('PLANNED', 'HELD', 'UNFUNDED') and ($2::uuid is null or c.id = $2::uuid) order by c.id`,
);

export interface OpenOccurrenceRow {
  readonly id: string;
  readonly budget_id: string;
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

  /** Undelivered visits of an order, or one of them. */
  openOccurrences(queries: Queries, orderId: string, occurrenceId: string | null): Promise<OpenOccurrenceRow[]> {
    return queries.query<OpenOccurrenceRow>(OPEN_OCCURRENCES, [orderId, occurrenceId]);
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

  events(queries: Queries, orderIds: readonly string[]): Promise<OrderEventRow[]> {
    return queries.query<OrderEventRow>(EVENTS, [orderIds]);
  }

  held(queries: Queries, orderIds: readonly string[]): Promise<{ order_id: string; held_pence: Pence }[]> {
    return queries.query(HELD, [orderIds]);
  }
}
