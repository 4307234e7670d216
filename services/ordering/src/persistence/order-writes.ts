import type { PricedVisit } from '../domain/plan-change.js';
import type { PriceTimes } from '../domain/price-times.js';
import type { OwnPurchaseInput } from '../contract/order-inputs.js';
import type { OrderTime } from '../domain/times-of-day.js';
import { type Database, type Pence, type Queries, Refusal, statement } from '@owncourse/kernel/contract';

/** What placing an order needs to know beforehand; all of it is immutable or checked again under the lock. */
export interface OrderFacts extends PriceTimes {
  readonly provider_id: string;
  readonly service_id: string;
  readonly unit: string;
  readonly minimum_quantity: string;
  readonly council_id: string | null;
  readonly budget_id: string | null;
  readonly budget_ends_before: string | null;
  readonly bank_holiday: boolean;
  /** Whose row in the books every purse has, and the purse that the person has or would have (ADR 43). */
  readonly house_id: string;
  readonly purse_id: string;
  /** Whether the person buys with their own money; whoever acts for them does so with that money too. */
  readonly pays_self: boolean;
}

const FACTS = statement(
  'ordering.facts',
  `select v.provider_id, v.service_id, v.unit, v.minimum_quantity, b.council_id, b.budget_id, b.ends_before as budget_ends_before,
     rates.is_bank_holiday($4) as bank_holiday, t.weekdays, t.bank_holidays_only, t.starts_from, t.starts_before,
     identity.self_funders_house() as house_id, ledger.purse_of($2) as purse_id,
     identity.is_self_funder($2) as pays_self
   from catalogue.variants(array[$1::uuid]) v cross join lateral catalogue.price_times(array[v.id]) t
   left join lateral ledger.budget_for($2, $3, $4) b on true`,
);
const USE_AUTHORITY = statement(
  'ordering.use-authority',
  'select ordering.use_authority($1, $2, $3, $4, $5, $6, $7::uuid[])',
);
const USE_FREE = statement('ordering.use-free-mandate', 'select identity.use_free_mandate($1, $2, $3, $4)');
const INSERT_ORDER = statement(
  'ordering.insert-order',
  'select ordering.insert_order($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25) as status',
);
const LOCK_ORDER = statement('ordering.lock-order', 'select ordering.lock_order($1) as status');
const MOVE = statement('ordering.move-order', 'select ordering.move_order($1, $2::text[], $3, $4, $5, $6, $7, $8)');
const CANCEL = statement(
  'ordering.cancel-occurrences',
  'select ordering.cancel_occurrences($1, $2::uuid[], $3::bigint[], $4, $5)',
);
const RECORD = statement('ordering.record-deliveries', 'select ordering.record_deliveries($1, $2, $3, $4)');
const CONFIRM = statement(
  'ordering.confirm-deliveries',
  'select ordering.confirm_deliveries($1::uuid[], $2::bigint[], $3, $4)',
);
const FOLLOW = statement('ordering.follow-holds', 'select ordering.follow_holds($1::uuid[], $2::text[])');

export function readFacts(
  database: Database,
  variantId: string,
  personId: string,
  budgetId: string | null,
  onDate: string,
): Promise<OrderFacts[]> {
  return database.call<OrderFacts>(FACTS, [variantId, personId, budgetId, onDate]);
}

/**
 * Locks what lets the actor do this for the person, a mandate or an open telephone call of theirs, and counts the sum
 * against the mandate's limits. Does nothing when the actor is the person. Refuses NO_MANDATE, OVER_ORDER_LIMIT,
 * OVER_MONTH_LIMIT; in a call also CALL_OVER, OTHER_PERSONS_CALL, OFFICER_CONFLICT.
 */
export function authorise(
  queries: Queries,
  who: {
    actorId: string;
    personId: string;
    scope: 'ORDER' | 'CONFIRM' | 'PAY';
    pence: Pence;
    at: Date;
    /** The call in which it is done, and whom it is about to pay. */
    callId?: string | null;
    providerIds?: readonly string[];
    /** It costs nobody anything: one of those who act together may do it alone (ADR 25). */
    free?: boolean;
  },
): void {
  const callId = who.callId ?? null;
  if (who.actorId === who.personId && callId === null) return;
  if (who.free === true && callId === null) {
    void queries.query(USE_FREE, [who.actorId, who.personId, who.scope, who.at]);
    return;
  }
  const values = [who.actorId, who.personId, who.scope, who.pence.toString(), who.at, callId, who.providerIds ?? []];
  void queries.query(USE_AUTHORITY, values);
}

const ASK_FOR_CONFLICT = statement(
  'ordering.ask-for-conflict',
  `select case when identity.conflict_of($1, $2, $3, $4) then ordering.ask_approval($5, 'CONFLICT_OF_INTEREST', '{}', $4) end as status`,
);

const CHECK_CONFLICT = statement('ordering.check-conflict', 'select identity.conflict_of($1, $2, $3, $4) as declared');

/** The same for an order that the council has looked at already. Refuses UNDECLARED_CONFLICT, also when it was taken back. */
export function checkConflict(
  queries: Queries,
  order: Pick<NewOrder, 'actorId' | 'personId' | 'providerId' | 'at'>,
): void {
  if (order.actorId === order.personId) return;
  void queries.query(CHECK_CONFLICT, [order.actorId, order.personId, order.providerId, order.at]);
}

/**
 * With a person's own money nobody else orders from an organisation of their own: no council is there to look at it.
 * Refuses UNDECLARED_CONFLICT, and CONFLICT_WITHOUT_COUNCIL where it is declared.
 */
export async function refuseOwnInterest(
  queries: Queries,
  order: Pick<NewOrder, 'actorId' | 'personId' | 'providerId' | 'at'>,
): Promise<void> {
  if (order.actorId === order.personId) return;
  const values = [order.actorId, order.personId, order.providerId, order.at];
  const [row] = await queries.query<{ declared: boolean }>(CHECK_CONFLICT, values);
  if (row?.declared === true) throw new Refusal('CONFLICT_WITHOUT_COUNCIL');
}

/**
 * Looks whether the actor orders from an organisation of their own. Where a mandate declares it the order waits for the
 * council. Refuses UNDECLARED_CONFLICT. @returns the order's new status, null where there is no conflict
 */
export async function askForConflict(
  queries: Queries,
  order: Pick<NewOrder, 'orderId' | 'actorId' | 'personId' | 'providerId' | 'at' | 'ownPurchase'>,
): Promise<string | null> {
  if (order.actorId === order.personId) return null;
  if (order.ownPurchase) {
    await refuseOwnInterest(queries, order);
    return null;
  }
  const values = [order.actorId, order.personId, order.providerId, order.at, order.orderId];
  return (await queries.query<{ status: string | null }>(ASK_FOR_CONFLICT, values))[0]?.status ?? null;
}

export interface NewOrder {
  readonly councilId: string;
  readonly orderId: string;
  readonly lineId: string;
  readonly eventId: string;
  readonly kind: 'ONE_OFF' | 'STANDING';
  readonly personId: string;
  readonly budgetId: string;
  readonly providerId: string;
  readonly serviceId: string;
  readonly variantId: string;
  readonly quantity: string;
  readonly unitPricePence: Pence;
  readonly linePence: Pence;
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly startTime: string;
  /** The other times of a day; absent: none. */
  readonly moreTimes?: readonly OrderTime[];
  readonly durationMinutes: number;
  readonly recurrence: string | null;
  readonly place: string;
  readonly note: string | null;
  readonly at: Date;
  readonly actorId: string;
  readonly mandateId: string | null;
  /** Of one visit, the most where it repeats, above the budget's part; absent: all of it is the budget's. */
  readonly ownMoneyPence?: Pence | null;
  /** Set where the person pays all of it themselves. */
  readonly ownPurchase?: OwnPurchaseInput | null;
  readonly visits: readonly (PricedVisit & { readonly id: string })[];
}

/** Checks the price and writes the order. @returns its status: SUBMITTED or AWAITING_APPROVAL */
export async function insertOrder(queries: Queries, order: NewOrder): Promise<string> {
  const rows = await queries.query<{ status: string }>(INSERT_ORDER, [
    order.councilId,
    order.orderId,
    order.lineId,
    order.kind,
    order.personId,
    order.budgetId,
    order.providerId,
    order.serviceId,
    order.variantId,
    order.quantity,
    order.unitPricePence.toString(),
    order.linePence.toString(),
    order.startsOn,
    order.endsOn,
    order.startTime,
    order.durationMinutes,
    order.recurrence,
    order.place,
    order.note,
    order.at,
    order.actorId,
    order.mandateId,
    order.eventId,
    order.ownMoneyPence?.toString() ?? null,
    JSON.stringify(order.moreTimes ?? []),
  ]);
  return rows[0]?.status ?? 'SUBMITTED';
}

/** Locks the order after its budgets. @returns the status it has under the lock */
export async function lockOrder(queries: Queries, orderId: string): Promise<string | null> {
  return (await queries.query<{ status: string | null }>(LOCK_ORDER, [orderId]))[0]?.status ?? null;
}

export function moveOrder(
  queries: Queries,
  move: {
    orderId: string;
    from: readonly string[];
    to: string;
    reason: string | null;
    eventId: string;
    code: string;
    at: Date;
    actorId: string;
  },
): Promise<unknown> {
  return queries.query(MOVE, [
    move.orderId,
    move.from,
    move.to,
    move.reason,
    move.eventId,
    move.code,
    move.at,
    move.actorId,
  ]);
}

export function cancelOccurrences(
  queries: Queries,
  orderId: string,
  visits: readonly { id: string; feePence: Pence }[],
  whole: boolean,
  at: Date,
): Promise<unknown> {
  return queries.query(CANCEL, [
    orderId,
    visits.map((visit) => visit.id),
    visits.map((visit) => visit.feePence.toString()),
    whole,
    at,
  ]);
}

export interface NewDelivery {
  readonly id: string;
  readonly occurrenceId: string;
  readonly workerName: string;
  readonly place: string;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly quantity: string;
  readonly amountPence: string;
  readonly confirmsItselfOn: string | null;
}

export function insertDeliveries(
  queries: Queries,
  providerId: string,
  notes: readonly NewDelivery[],
  at: Date,
  actorId: string,
): Promise<unknown> {
  return queries.query(RECORD, [providerId, JSON.stringify(notes), at, actorId]);
}

export function markConfirmed(
  queries: Queries,
  notes: readonly { id: string; amountPence: Pence }[],
  at: Date,
  actorId: string,
): Promise<unknown> {
  return queries.query(CONFIRM, [
    notes.map((note) => note.id),
    notes.map((note) => note.amountPence.toString()),
    at,
    actorId,
  ]);
}

export function followHolds(queries: Queries, holds: readonly { hold_id: string; state: string }[]): Promise<unknown> {
  return queries.query(FOLLOW, [holds.map((hold) => hold.hold_id), holds.map((hold) => hold.state)]);
}
