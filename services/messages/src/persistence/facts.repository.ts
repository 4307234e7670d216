import { type Queries, type Statement, statement } from '@owncourse/kernel/contract';
import type {
  DeliveryFacts,
  InvoiceFacts,
  Known,
  MandateFacts,
  Named,
  OrderFacts,
  RatingFacts,
  VisitFacts,
} from '../domain/known.js';

const ORDERS = statement(
  'messages.order-facts',
  'select f.*, f.council_id = identity.self_funders_house() as pays_self from ordering.order_facts($1::uuid[]) f',
);
const VISITS = statement('messages.visit-facts', 'select * from ordering.visit_facts($1::uuid[])');
const DELIVERIES = statement('messages.delivery-facts', 'select * from ordering.delivery_facts($1::uuid[])');
const INVOICES = statement('messages.invoice-facts', 'select * from invoicing.invoice_facts($1::uuid[])');
const RATINGS = statement('messages.rating-facts', 'select * from ratings.rating_facts($1::uuid[])');
const MANDATES = statement('messages.mandate-facts', 'select * from identity.mandate_facts($1::uuid[])');
const SERVICES = statement(
  'messages.service-names',
  'select service_id as id, service_name as name from catalogue.service_names($1::uuid[])',
);
const NAMES = statement(
  'messages.names',
  `select id, name from identity.person_names($1::uuid[]) union all select id, name from identity.organisation_names($1::uuid[])`,
);

const CARE_MANAGERS = statement(
  'messages.care-managers',
  `select council_id || '/' || person_id as id, care_manager_id as name from identity.care_managers($1::uuid[])`,
);

interface Name {
  readonly id: string;
  readonly name: string;
}

async function read<Row extends { readonly id: string }>(
  queries: Queries,
  sql: Statement,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Row>> {
  if (ids.length === 0) return new Map();
  const rows = await queries.query<Row>(sql, [[...new Set(ids)]]);
  return new Map(rows.map((row) => [row.id, row]));
}

function namesIn(names: ReadonlyMap<string, Name>): ReadonlyMap<string, string> {
  return new Map([...names].map(([id, { name }]) => [id, name]));
}

/** Asks the rooms that own them about everything that a batch of events names: a statement a kind, however many. */
export async function readFacts(queries: Queries, named: Named): Promise<Known> {
  const [deliveries, visits, invoices, ratings, mandates, orders] = await Promise.all([
    read<DeliveryFacts>(queries, DELIVERIES, named.deliveries),
    read<VisitFacts>(queries, VISITS, named.visits),
    read<InvoiceFacts>(queries, INVOICES, named.invoices),
    read<RatingFacts>(queries, RATINGS, named.ratings),
    read<MandateFacts>(queries, MANDATES, named.mandates),
    read<OrderFacts>(queries, ORDERS, [...named.orders, ...named.replacedOrders]),
  ]);
  const who = [
    ...named.people,
    ...named.providers,
    ...[...orders.values()].flatMap((one) => [...one.person_ids, one.provider_id, one.placed_by]),
    ...[...deliveries.values()].flatMap((one) => [one.person_id, one.provider_id, one.confirmed_by]),
    ...[...invoices.values()].flatMap((one) => [...one.person_ids, one.provider_id]),
    ...[...ratings.values()].flatMap((one) => [one.person_id, one.provider_id]),
    ...[...mandates.values()].flatMap((one) => [one.person_id, one.actor_person_id, one.actor_organisation_id]),
  ].filter((id): id is string => id !== null);
  const served = [...named.services, ...[...orders.values(), ...deliveries.values()].map((one) => one.service_id)];
  const [names, services, careManagers] = await Promise.all([
    read<Name>(queries, NAMES, who),
    read<Name>(queries, SERVICES, served),
    read<Name>(queries, CARE_MANAGERS, named.lookedAfter),
  ]);
  return {
    orders,
    visits,
    deliveries,
    invoices,
    ratings,
    mandates,
    names: namesIn(names),
    services: namesIn(services),
    careManagers: namesIn(careManagers),
  };
}
