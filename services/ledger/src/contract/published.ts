import { type Pence, type Queries, statement } from '@owncourse/kernel/contract';

/** Who acts, as every transfer records it. */
export interface Acting {
  readonly actorId: string;
  readonly onBehalfOf: string | null;
  readonly mandateId: string | null;
}

const LOCK = statement('ledger.lock-budgets', 'select ledger.lock_budgets($1::uuid[], $2)');
const HOLD = statement(
  'ledger.hold',
  'select ledger.hold($1, $2, $3, $4::uuid[], $5::bigint[], $6::date[], $7, $8, $9, row($10::uuid, $11::uuid, $12::uuid)::ledger.acting, $13)',
);
const CHECK_PROJECTION = statement('ledger.check-projection', 'select ledger.check_projection($1, $2, $3)');
const ACCRUE = statement(
  'ledger.accrue',
  'select ledger.accrue($1::uuid[], $2::uuid[], $3::bigint[], $4, $5, $6, row($7::uuid, $8::uuid, $9::uuid)::ledger.acting)',
);
const RELEASE = statement(
  'ledger.release',
  'select ledger.release($1::uuid[], $2::bigint[], $3, $4, $5, row($6::uuid, $7::uuid, $8::uuid)::ledger.acting)',
);
const AMEND_HOLDS = statement(
  'ledger.amend-holds',
  'select ledger.amend_holds($1::uuid[], $2::bigint[], $3::date[], $4, $5, $6, $7, row($8::uuid, $9::uuid, $10::uuid)::ledger.acting)',
);
const OPEN_PURSE = statement('ledger.open-purse', 'select ledger.open_purse($1, $2)');
const PLAN_VISITS = statement(
  'ledger.plan-visits',
  'select ledger.plan_visits($1, $2, $3, $4::uuid[], $5::bigint[], $6::date[], $7, $8, $9)',
);
const INVOICE = statement(
  'ledger.invoice',
  'select ledger.invoice($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::bigint[], $6::uuid[], $7::uuid[], $8::uuid[], $9, $10, $11::uuid[])',
);
const SETTLE = statement(
  'ledger.settle',
  'select ledger.settle($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::bigint[], $6::uuid[], $7::uuid[], $8::uuid[], $9, $10, $11::uuid[], $12::int[])',
);
const UNSETTLE = statement(
  'ledger.unsettle',
  'select ledger.unsettle($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::bigint[], $6::uuid[], $7::uuid[], $8::uuid[], $9, $10, $11::uuid[], $12::int[])',
);
const UNRECOVER = statement(
  'ledger.unrecover',
  'select ledger.unrecover($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::bigint[], $6, $7, row($8::uuid, $9::uuid, $10::uuid)::ledger.acting, $11::uuid[])',
);
const CREDIT = statement(
  'ledger.credit',
  'select ledger.credit($1::uuid[], $2::uuid[], $3::uuid[], $4::bigint[], $5::boolean[], $6, $7, row($8::uuid, $9::uuid, $10::uuid)::ledger.acting)',
);
const RECOVER = statement(
  'ledger.recover',
  'select ledger.recover($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::bigint[], $7, $8, row($9::uuid, $10::uuid, $11::uuid)::ledger.acting, $12::uuid[])',
);
const PAUSE_OF = statement('ledger.pause-of', 'select * from ledger.pause_of($1, $2)');
const ENTER_HOLD_WINDOW = statement(
  'ledger.enter-hold-window',
  'select * from ledger.enter_hold_window($1, $2, $3, row($4::uuid, $5::uuid, $6::uuid)::ledger.acting)',
);

function actingValues(acting: Acting): (string | null)[] {
  return [acting.actorId, acting.onBehalfOf, acting.mandateId];
}

/** Locks budgets by id. Refuses NO_BUDGET, and BUDGET_CLOSED unless `openOnly` is false. */
export function lockBudgets(queries: Queries, budgetIds: readonly string[], openOnly = true): Promise<unknown> {
  return queries.query(LOCK, [[...budgetIds].sort(), openOnly]);
}

/** The purse of somebody who buys with their own money alone, made when it is first needed (ADR 43). */
export function openPurse(queries: Queries, personId: string, at: Date): Promise<unknown> {
  return queries.query(OPEN_PURSE, [personId, at]);
}

export interface HoldMoney {
  readonly councilId: string;
  readonly budgetId: string;
  readonly orderId: string;
  /** Who is paid: of a divided budget, the part that pays them is the one that is held from. */
  readonly providerId: string;
  /** Standing orders hold only inside the funded weeks; the rest is planned. */
  readonly standing: boolean;
  /** One for each occurrence; the hold's id is the occurrence's. Pence more than zero; London days. */
  readonly holds: readonly { readonly id: string; readonly pence: Pence; readonly day: string }[];
  readonly at: Date;
  readonly acting: Acting;
}

/** Refuses BUDGET_SHORTFALL {neededPence, availablePence}, OUTSIDE_BUDGET_PERIOD {day} and NO_PART_PAYS. */
export function holdMoney(queries: Queries, hold: HoldMoney): Promise<unknown> {
  return queries.query(HOLD, [
    hold.councilId,
    hold.budgetId,
    hold.orderId,
    hold.holds.map((one) => one.id),
    hold.holds.map((one) => one.pence.toString()),
    hold.holds.map((one) => one.day),
    hold.standing,
    hold.orderId,
    hold.at,
    ...actingValues(hold.acting),
    hold.providerId,
  ]);
}

/** Refuses BUDGET_SHORTFALL with `shortWeekStarting` when one of the next 26 weeks would fall below zero. */
export function checkProjection(
  queries: Queries,
  budgetId: string,
  today: string,
  neededPence: Pence,
): Promise<unknown> {
  return queries.query(CHECK_PROJECTION, [budgetId, today, neededPence.toString()]);
}

export interface Move {
  readonly groupId: string;
  readonly day: string;
  readonly at: Date;
  readonly acting: Acting;
}

/** Confirmed deliveries: what was delivered is owed, the rest goes back. Refuses MORE_THAN_HELD, WRONG_STATE. */
export function accrue(
  queries: Queries,
  deliveries: readonly { readonly holdId: string; readonly deliveryId: string; readonly pence: Pence }[],
  move: Move,
): Promise<unknown> {
  return queries.query(ACCRUE, [
    deliveries.map((one) => one.holdId),
    deliveries.map((one) => one.deliveryId),
    deliveries.map((one) => one.pence.toString()),
    move.groupId,
    move.day,
    move.at,
    ...actingValues(move.acting),
  ]);
}

/** Gives held money back, less the agreed fees. Refuses WRONG_STATE. */
export function release(
  queries: Queries,
  holds: readonly { readonly holdId: string; readonly feePence: Pence }[],
  move: Move,
): Promise<unknown> {
  return queries.query(RELEASE, [
    holds.map((one) => one.holdId),
    holds.map((one) => one.feePence.toString()),
    move.groupId,
    move.day,
    move.at,
    ...actingValues(move.acting),
  ]);
}

/**
 * A new sum and day for each hold: the difference is held or given back. Refuses BUDGET_SHORTFALL; with `orUnfunded`, what
 * cannot be paid for becomes UNFUNDED instead. The group's id names the amendment: one hold changes once in it.
 */
export function amendHolds(
  queries: Queries,
  holds: readonly { readonly holdId: string; readonly pence: Pence; readonly day: string }[],
  orUnfunded: boolean,
  move: Move,
): Promise<unknown> {
  return queries.query(AMEND_HOLDS, [
    holds.map((one) => one.holdId),
    holds.map((one) => one.pence.toString()),
    holds.map((one) => one.day),
    orUnfunded,
    move.groupId,
    move.day,
    move.at,
    ...actingValues(move.acting),
  ]);
}

/** Visits on the plan, without money set aside yet; `enterHoldWindow` holds or says UNFUNDED. */
export function planVisits(queries: Queries, plan: Omit<HoldMoney, 'standing'>): Promise<unknown> {
  return queries.query(PLAN_VISITS, [
    plan.councilId,
    plan.budgetId,
    plan.orderId,
    plan.holds.map((one) => one.id),
    plan.holds.map((one) => one.pence.toString()),
    plan.holds.map((one) => one.day),
    plan.providerId,
    plan.at,
    plan.acting.actorId,
  ]);
}

/** What one invoice takes from one budget. */
export interface InvoiceMove {
  readonly councilId: string;
  readonly invoiceId: string;
  readonly providerId: string;
  readonly budgetId: string;
  /** Null where the budget is not divided. */
  readonly partId: string | null;
  readonly pence: Pence;
  readonly acting: Acting;
}

function invoiceValues(moves: readonly InvoiceMove[], day: string, at: Date): unknown[] {
  return [
    moves.map((one) => one.councilId),
    moves.map((one) => one.invoiceId),
    moves.map((one) => one.providerId),
    moves.map((one) => one.budgetId),
    moves.map((one) => one.pence.toString()),
    moves.map((one) => one.acting.actorId),
    moves.map((one) => one.acting.onBehalfOf),
    moves.map((one) => one.acting.mandateId),
    day,
    at,
    moves.map((one) => one.partId),
  ];
}

/** Approved invoices: accrued → invoiced, in this order. Posting the same invoice twice is an error of the database. */
export function postInvoices(queries: Queries, moves: readonly InvoiceMove[], day: string, at: Date): Promise<unknown> {
  return queries.query(INVOICE, invoiceValues(moves, day, at));
}

/** One try of paying an invoice: the first has the number 1, and after a payment that the bank sent back comes the next. */
export interface PaymentMove extends InvoiceMove {
  readonly attempt?: number;
}

const attempts = (moves: readonly PaymentMove[]): number[] => moves.map((one) => one.attempt ?? 1);

/** Settled payments: invoiced → paid, in this order. The same try twice is an error of the database. */
export function postSettlements(
  queries: Queries,
  moves: readonly PaymentMove[],
  day: string,
  at: Date,
): Promise<unknown> {
  return queries.query(SETTLE, [...invoiceValues(moves, day, at), attempts(moves)]);
}

/** Payments that the bank sent back: paid → invoiced. The same try twice is an error of the database. */
export function postRejectedPayments(
  queries: Queries,
  moves: readonly PaymentMove[],
  day: string,
  at: Date,
): Promise<unknown> {
  return queries.query(UNSETTLE, [...invoiceValues(moves, day, at), attempts(moves)]);
}

/** What comes back of one confirmed delivery. */
export interface Credit {
  readonly councilId: string;
  readonly deliveryId: string;
  readonly providerId: string;
  readonly pence: Pence;
  /** True once an approved invoice has the money; below zero, the provider owes it. */
  readonly fromInvoiced: boolean;
}

/**
 * Credits: accrued or invoiced → available, funders' shares and own money above a cap in the same part. Once for each delivery;
 * the same again does nothing. Refuses WRONG_STATE for what was not confirmed, or more than it.
 */
export function postCredits(
  queries: Queries,
  credits: readonly Credit[],
  move: Omit<Move, 'groupId'>,
): Promise<unknown> {
  return queries.query(CREDIT, [
    credits.map((one) => one.councilId),
    credits.map((one) => one.deliveryId),
    credits.map((one) => one.providerId),
    credits.map((one) => one.pence.toString()),
    credits.map((one) => one.fromInvoiced),
    move.day,
    move.at,
    ...actingValues(move.acting),
  ]);
}

/** What a provider gave back of what it was paid; `id` is its cause, and posts once. */
export interface Recovery {
  readonly councilId: string;
  readonly id: string;
  readonly kind: 'SET_OFF' | 'REFUNDED';
  readonly providerId: string;
  readonly budgetId: string;
  /** The confirmed delivery that was credited: of a divided budget, it came from one part and goes back to it. */
  readonly deliveryId: string;
  readonly pence: Pence;
}

/** Taken off a payment, or paid back: settlement → invoiced. */
export function postRecoveries(
  queries: Queries,
  recoveries: readonly Recovery[],
  move: Omit<Move, 'groupId'>,
): Promise<unknown> {
  return queries.query(RECOVER, [
    recoveries.map((one) => one.councilId),
    recoveries.map((one) => one.id),
    recoveries.map((one) => one.kind),
    recoveries.map((one) => one.providerId),
    recoveries.map((one) => one.budgetId),
    recoveries.map((one) => one.pence.toString()),
    move.day,
    move.at,
    ...actingValues(move.acting),
    recoveries.map((one) => one.deliveryId),
  ]);
}

/** What a payment that the bank sent back had taken off: invoiced → settlement. */
export function postRejectedSetOffs(
  queries: Queries,
  recoveries: readonly Omit<Recovery, 'kind'>[],
  move: Omit<Move, 'groupId'>,
): Promise<unknown> {
  return queries.query(UNRECOVER, [
    recoveries.map((one) => one.councilId),
    recoveries.map((one) => one.id),
    recoveries.map((one) => one.providerId),
    recoveries.map((one) => one.budgetId),
    recoveries.map((one) => one.pence.toString()),
    move.day,
    move.at,
    ...actingValues(move.acting),
    recoveries.map((one) => one.deliveryId),
  ]);
}

export interface EnteredHold {
  readonly hold_id: string;
  readonly order_id: string;
  readonly state: 'HELD' | 'UNFUNDED';
}

/** Planned visits that are now inside the funded weeks, held oldest first or unfunded. */
export function enterHoldWindow(
  queries: Queries,
  budgetId: string,
  groupId: string,
  at: Date,
  acting: Acting,
): Promise<EnteredHold[]> {
  return queries.query<EnteredHold>(ENTER_HOLD_WINDOW, [budgetId, groupId, at, ...actingValues(acting)]);
}

/** A budget and the pause of it that goes on or comes next. London days. */
export interface PauseOfBudget {
  readonly councilId: string;
  readonly personId: string;
  /** `beforeOn`: the first day after it; null while nobody has said. */
  readonly pause: { readonly fromOn: string; readonly beforeOn: string | null } | null;
}

/** Reads as whoever asks: null for a budget that they may not see. */
export async function pauseOf(queries: Queries, budgetId: string, today: string): Promise<PauseOfBudget | null> {
  const [row] = await queries.query<{
    council_id: string;
    person_id: string;
    from_on: string | null;
    before_on: string | null;
  }>(PAUSE_OF, [budgetId, today]);
  if (!row) return null;
  const pause = row.from_on === null ? null : { fromOn: row.from_on, beforeOn: row.before_on };
  return { councilId: row.council_id, personId: row.person_id, pause };
}
