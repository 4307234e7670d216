import { Injectable } from '@nestjs/common';
import { Database, type Pence, type Queries, Refusal, statement } from '@owncourse/kernel/contract';

export interface UrgentCareRow {
  readonly order_id: string;
  readonly reason: string;
  readonly started_by_name: string | null;
  readonly started_at: Date;
  /** The first of the orders that began together. */
  readonly started_with: string;
}

export interface UrgentOptionRow {
  readonly variant_id: string;
  readonly service_id: string;
  readonly provider_id: string;
  readonly unit_price_pence: Pence;
}

const MARK = statement('ordering.mark-urgent', 'select ordering.mark_urgent($1, $2, $3, $4, $5)');
const COLUMNS =
  'order_id, reason, started_at, started_with, (select n.name from identity.person_names(array[started_by]) n) as started_by_name';
const OF_ORDERS = statement(
  'ordering.urgent-care-of-orders',
  `select ${COLUMNS} from ordering.urgent_care where order_id = any ($1::uuid[])`,
);
const STARTED_WITH = statement(
  'ordering.urgent-care-started-with',
  `select ${COLUMNS} from ordering.urgent_care where started_with = any ($1::uuid[]) order by order_id`,
);
const PAGE = statement(
  'ordering.urgent-care-page',
  `select ${COLUMNS} from ordering.urgent_care
   where council_id = (select kernel.scope_wide_council()) and ($1::timestamptz is null or (started_at, order_id) < ($1::timestamptz, $2::uuid))
   order by started_at desc, order_id desc limit $3`,
);
const COUNT = statement(
  'ordering.count-urgent-care',
  'select count(*)::int as total from ordering.urgent_care where council_id = (select kernel.scope_wide_council())',
);
const EMERGENCY = statement('ordering.emergency-of', 'select * from ledger.emergency_of($1::uuid[])');
const URGENT = statement(
  'ordering.urgent-orders',
  'select id, urgent from ordering."order" where id = any ($1::uuid[])',
);
const TO_SETTLE = statement('ordering.emergencies-to-settle', 'select ledger.emergencies_to_settle() as order_id');
const WHY_NOT = statement(
  'ordering.urgent-why-not',
  `select p.reasons from catalogue.variants(array[$3::uuid]) v, ledger.payer_of($2, v.provider_id, $4) w,
     lateral rates.prices($1, array[$3::uuid], $4, w.route) p`,
);
const WHOSE = statement(
  'ordering.urgent-whose',
  `select b.council_id, b.budget_id, c.key as council_key, n.postcode_district
   from ledger.budget_for($1, null, $2) b, identity.council_names(array[b.council_id]) c, identity.person_names(array[$1::uuid]) n`,
);
const OPTIONS = statement(
  'ordering.urgent-options',
  // Each at the price of the part that would pay its provider; those that no part can pay are left out.
  `with offered as materialized (
     select v.id, v.service_id, v.provider_id, wanted.place
     from unnest($3::uuid[]) with ordinality as wanted (service_id, place)
     join catalogue.variants_of_services($3::uuid[]) o on o.service_id = wanted.service_id
     join catalogue.variants(array(select x.id from catalogue.variants_of_services($3::uuid[]) x)) v on v.id = o.id
   ), payer as materialized (
     select p.provider_id, w.route from (select distinct provider_id from offered) p cross join lateral ledger.payer_of($4, p.provider_id, $2) w
   )
   select v.id as variant_id, v.service_id, v.provider_id, p.unit_price_pence
   from (select distinct route from payer) r
   cross join lateral rates.prices($1, array(select o.id from offered o), $2, r.route) p
   join offered v on v.id = p.variant_id
   join payer y on y.provider_id = v.provider_id and y.route = r.route
   where p.orderable order by v.place, p.unit_price_pence, v.id`,
);

export interface WhoseCare {
  readonly council_id: string;
  readonly budget_id: string;
  readonly council_key: string;
  readonly postcode_district: string | null;
}

/** Urgent care as its reader may see it, and the facts that starting it needs. */
@Injectable()
export class UrgentCareRepository {
  constructor(private readonly database: Database) {}

  /** @param startedWith the first of the orders that begin together, which may be this one */
  mark(
    queries: Queries,
    care: { orderId: string; startedWith: string; reason: string; at: Date; actorId: string },
  ): Promise<unknown> {
    return queries.query(MARK, [care.orderId, care.reason, care.at, care.actorId, care.startedWith]);
  }

  ofOrders(queries: Queries, orderIds: readonly string[]): Promise<UrgentCareRow[]> {
    return queries.query<UrgentCareRow>(OF_ORDERS, [orderIds]);
  }

  /** All that began with some first orders, these too. */
  startedWith(queries: Queries, firstIds: readonly string[]): Promise<UrgentCareRow[]> {
    return queries.query<UrgentCareRow>(STARTED_WITH, [firstIds]);
  }

  urgent(queries: Queries, orderIds: readonly string[]): Promise<{ id: string; urgent: boolean }[]> {
    return queries.query(URGENT, [orderIds]);
  }

  emergency(
    queries: Queries,
    orderIds: readonly string[],
  ): Promise<{ order_id: string; amount_pence: Pence; returned_pence: Pence }[]> {
    return queries.query(EMERGENCY, [orderIds]);
  }

  page(queries: Queries, after: { startedAt: string; id: string } | null, limit: number): Promise<UrgentCareRow[]> {
    return queries.query<UrgentCareRow>(PAGE, [after?.startedAt ?? null, after?.id ?? null, limit]);
  }

  async count(queries: Queries): Promise<number> {
    return (await queries.query<{ total: number }>(COUNT))[0]?.total ?? 0;
  }

  /** Ended orders whose emergency money has yet to be settled. */
  async toSettle(): Promise<string[]> {
    return (await this.database.call<{ order_id: string }>(TO_SETTLE)).map((row) => row.order_id);
  }

  /** Why something cannot be bought from a budget on a day. */
  async whyNot(councilId: string, budgetId: string, variantId: string, day: string): Promise<Refusal> {
    const [found] = await this.database.call<{ reasons: readonly string[] }>(WHY_NOT, [
      councilId,
      budgetId,
      variantId,
      day,
    ]);
    return found
      ? new Refusal('NOT_ORDERABLE', { reasons: found.reasons })
      : new Refusal('OUTSIDE_BUDGET_PERIOD', { day });
  }

  /** The budget that pays on a day, and where to look for help; null without one. */
  async whose(personId: string, day: string): Promise<WhoseCare | null> {
    return (await this.database.call<WhoseCare>(WHOSE, [personId, day]))[0] ?? null;
  }

  /** What can be bought of some services, in their order, at what this council pays. */
  options(whose: WhoseCare, day: string, serviceIds: readonly string[]): Promise<UrgentOptionRow[]> {
    return this.database.call<UrgentOptionRow>(OPTIONS, [whose.council_id, day, serviceIds, whose.budget_id]);
  }
}
