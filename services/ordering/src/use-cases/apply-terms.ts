import { addDays, type IdSource, londonDate, type Pence, type Queries } from '@owncourse/kernel/contract';
import { type Acting, amendHolds, enterHoldWindow, holdMoney, planVisits, release } from '@owncourse/ledger/contract';
import {
  mostOwnPence,
  type PlanChange,
  planChange,
  priced,
  type PricedVisit,
  stillWanted,
  withinAgreed,
} from '../domain/plan-change.js';
import type { ExtraVisit } from '../domain/times-of-day.js';
import { PLAN_AHEAD_DAYS, type TimeOfDay, type Visit, visitOn, visitsOf } from '../domain/visit-plan.js';
import type { OrderRow } from '../persistence/order.repository.js';
import { agreeOwnParts } from '../persistence/own-part-writes.js';
import {
  breaksOf,
  budgetEndsBefore,
  dayPrices,
  isInBreak,
  openVisitsFrom,
  stayingVisits,
} from '../persistence/plan.repository.js';
import { amendVisits, dropVisits, insertVisits, type LineOfVisits } from '../persistence/plan-writes.js';
import { followHolds } from '../persistence/order-writes.js';

/** What a version of an order says. */
export interface Terms {
  readonly recurrence: string | null;
  readonly startsOn: string;
  readonly endsOn: string | null;
  /** The visits of one day, earliest first; at least one. */
  readonly times: readonly TimeOfDay[];
  /** Single visits beside the pattern. */
  readonly extraVisits: readonly ExtraVisit[];
}

export interface WhoPays {
  readonly councilId: string;
  readonly personId: string;
  readonly budgetId: string;
  readonly variantId: string;
}

/** Who pays for an order of one person. */
export function whoPays(order: OrderRow): WhoPays {
  const [line] = order.lines;
  return {
    councilId: order.council_id,
    personId: line?.personId ?? '',
    budgetId: line?.budgetId ?? '',
    variantId: line?.variantId ?? '',
  };
}

/** The visits that terms ask for from one day on, as far as plans are made and the budget goes. */
async function visitsAskedFor(
  queries: Queries,
  terms: Terms,
  pays: WhoPays,
  fromOn: string,
  today: string,
): Promise<readonly Visit[]> {
  if (terms.recurrence === null) return terms.times.slice(0, 1).map((time) => visitOn(fromOn, time));
  const ends = await budgetEndsBefore(queries, pays.personId, pays.budgetId, fromOn);
  if (ends === undefined) return [];
  const last = [addDays(today, PLAN_AHEAD_DAYS), terms.endsOn, ends === null ? null : addDays(ends, -1)]
    .filter((day): day is string => day !== null)
    .sort()[0];
  return visitsOfTerms(terms, fromOn, last ?? fromOn);
}

/** The visits of a pattern and those beside it, from one London day through another, by day. */
export function visitsOfTerms(terms: Terms, fromOn: string, through: string): readonly Visit[] {
  if (terms.recurrence === null) return [];
  const beside = terms.extraVisits.filter(({ day }) => day >= fromOn && day <= through);
  return [
    ...visitsOf(terms.recurrence, terms.startsOn, terms.times, fromOn, through),
    ...beside.map((extra) => visitOn(extra.day, extra)),
  ].sort((left, right) => left.startsAt.getTime() - right.startsAt.getTime());
}

export interface ChangeWanted {
  readonly change: PlanChange;
  readonly wanted: readonly PricedVisit[];
  /** The most own money that one visit takes; null where nothing of it is asked for. */
  readonly mostOwnPence: Pence | null;
  /** Days that the terms ask for and that nothing can be paid for. */
  readonly leftOut: readonly string[];
}

/** The own money that may be taken: what was agreed to before (null for none), or what the terms come to, for a new yes. */
type OwnMoney = { readonly agreedPence: Pence | null } | 'ANEW';

/** What new terms from a day on mean for the visits of an order, whose budget and row are locked. */
export async function changeFor(
  queries: Queries,
  order: OrderRow,
  terms: Terms,
  fromOn: string,
  at: Date,
  own: OwnMoney = { agreedPence: order.own_money_pence },
): Promise<ChangeWanted> {
  const pays = whoPays(order);
  const single = terms.recurrence === null;
  const [open, staying, breaks, asked] = await Promise.all([
    openVisitsFrom(queries, order.id, single ? londonDate(at) : fromOn, at),
    stayingVisits(queries, order.id, fromOn, at),
    breaksOf(queries, order.id),
    visitsAskedFor(queries, terms, pays, fromOn, londonDate(at)),
  ]);
  const wantedStill = single ? asked : stillWanted(asked, open, staying).filter(({ day }) => !isInBreak(breaks, day));
  const free = wantedStill.filter((visit) => visit.startsAt > at);
  const days = [...new Set(free.map((visit) => visit.day))];
  const prices = await dayPrices(queries, pays, days, own === 'ANEW' || own.agreedPence !== null);
  const all = free.flatMap((visit) => {
    const price = prices.get(visit.day);
    return price ? [priced(visit, price)] : [];
  });
  const most = mostOwnPence(all);
  const mostOwn = own !== 'ANEW' ? own.agreedPence : most > 0n || order.own_money_pence !== null ? most : null;
  const wanted = withinAgreed(all, mostOwn);
  return {
    change: planChange(open, wanted, single),
    wanted,
    mostOwnPence: mostOwn,
    leftOut: days.filter((day) => !prices.has(day)),
  };
}

/**
 * The most own money that a visit of the half year after the planned one would take, by the price lists there are; zero where it
 * is not more than what is agreed to now. Nobody agrees to it yet, so that it is said beforehand and asked when it comes.
 */
export async function laterOwnPence(
  queries: Queries,
  pays: WhoPays,
  terms: Terms,
  agreedPence: Pence,
  today: string,
): Promise<Pence> {
  const from = addDays(today, PLAN_AHEAD_DAYS + 1);
  const ends = await budgetEndsBefore(queries, pays.personId, pays.budgetId, from);
  if (ends === undefined || terms.recurrence === null) return 0n;
  const [through = from] = [addDays(today, 2 * PLAN_AHEAD_DAYS), terms.endsOn, ends === null ? null : addDays(ends, -1)]
    .filter((day): day is string => day !== null)
    .sort();
  const visits = visitsOfTerms(terms, from, through);
  const prices = await dayPrices(queries, pays, [...new Set(visits.map(({ day }) => day))], true);
  const most = mostOwnPence(
    visits.flatMap((visit) => {
      const price = prices.get(visit.day);
      return price ? [priced(visit, price)] : [];
    }),
  );
  return most > agreedPence ? most : 0n;
}

export interface Application {
  readonly order: OrderRow;
  readonly line: LineOfVisits;
  readonly change: PlanChange;
  readonly at: Date;
  readonly acting: Acting;
  /** Nobody is there to choose less: what cannot be paid for becomes unfunded. */
  readonly orUnfunded: boolean;
  /** Own money was agreed to, before or for these terms: each visit has its own part of it. */
  readonly hasOwnMoney: boolean;
}

/**
 * Sends the money and the visits of a change: first what comes back, then the differences, then what is new.
 * Refuses BUDGET_SHORTFALL unless `orUnfunded`.
 */
export async function applyChange(queries: Queries, ids: IdSource, application: Application): Promise<void> {
  const { order, line, change, at, acting, orUnfunded, hasOwnMoney } = application;
  const move = { groupId: ids.next(), day: londonDate(at), at, acting };
  const added = change.added.map((visit) => ({ ...visit, id: ids.next() }));
  const changed = change.changed.map(({ before, after }) => ({ ...after, id: before.id }));
  if (change.dropped.length > 0)
    void release(
      queries,
      change.dropped.map((visit) => ({ holdId: visit.id, feePence: 0n })),
      move,
    );
  if (changed.length > 0)
    void amendHolds(
      queries,
      changed.map((visit) => ({ holdId: visit.id, pence: visit.amountPence, day: visit.day })),
      orUnfunded,
      move,
    );
  if (added.length > 0) {
    const holds = added.map((visit) => ({ id: visit.id, pence: visit.amountPence, day: visit.day }));
    const { councilId, budgetId, providerId } = line;
    const plan = { councilId, budgetId, orderId: order.id, providerId, holds, at, acting };
    if (orUnfunded) void planVisits(queries, plan);
    else void holdMoney(queries, { ...plan, standing: order.kind === 'STANDING' });
    void insertVisits(queries, line, added);
  }
  if (changed.length > 0) void amendVisits(queries, order.id, line.lineId, changed);
  if (change.dropped.length > 0)
    void dropVisits(
      queries,
      order.id,
      change.dropped.map((visit) => visit.id),
      at,
    );
  if (hasOwnMoney) agreeOwnParts(queries, line, [...changed, ...added], at, acting.actorId);
  if (orUnfunded) {
    const entered = await enterHoldWindow(queries, line.budgetId, move.groupId, at, acting);
    if (entered.length > 0) void followHolds(queries, entered);
  }
}

export function sumOf(visits: readonly { readonly amountPence: Pence }[]): Pence {
  return visits.reduce((total, visit) => total + visit.amountPence, 0n);
}
