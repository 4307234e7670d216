import { groupBy, linePence, type Pence, type TenThousandths } from '@owncourse/kernel/contract';
import { type Share, shareOf } from './share.js';
import type { Visit } from './visit-plan.js';

/** What one unit costs on one day, and what the day multiplies a line by. */
export interface DayPrice {
  readonly unitPricePence: Pence;
  readonly multiplier: TenThousandths;
  readonly bankHoliday: string | null;
  readonly rateCardVersion: number | null;
  /** The provider's own price of one unit where it is above the council's highest; null where it is not. */
  readonly abovePence: Pence | null;
}

export interface PricedVisit extends Visit, DayPrice {
  /** The budget's part. */
  readonly amountPence: Pence;
  /** What is above it, as the person's own money. */
  readonly ownPence: Pence;
}

/** A visit that has not happened yet. */
export interface OpenVisitFacts {
  readonly id: string;
  readonly day: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly quantity: TenThousandths;
  readonly unitPricePence: Pence;
  readonly multiplier: TenThousandths;
  readonly amountPence: Pence;
  /** Of their own money, as agreed. */
  readonly ownPence: Pence;
  readonly status: 'PLANNED' | 'HELD' | 'UNFUNDED';
  readonly noticeHours: number;
  readonly cancellationPercentHundredths: bigint;
}

export interface PlanChange {
  /** Same day and the nearest time, other terms: the visit stays and its money changes by the difference. */
  readonly changed: readonly { readonly before: OpenVisitFacts; readonly after: PricedVisit }[];
  readonly dropped: readonly OpenVisitFacts[];
  readonly added: readonly PricedVisit[];
}

/** round half away from zero(quantity × unit × what the day multiplies by), rounded once; then somebody's share of it. */
export function priced<V extends Visit>(visit: V, price: DayPrice, share: Share | null = null): V & PricedVisit {
  const whole = linePence(visit.quantity, price.unitPricePence, [price.multiplier]);
  return { ...visit, ...price, amountPence: shareOf(whole, share), ownPence: ownPart(visit.quantity, price, whole) };
}

/**
 * What is above a cap: the public price of the quantity and the budget's part are rounded once each, and the own part is what
 * is between them, so that both always come to the public price. `ordering.own_part` is the same rule.
 */
function ownPart(quantity: TenThousandths, { abovePence }: DayPrice, budgetPence: Pence): Pence {
  if (abovePence === null) return 0n;
  const own = linePence(quantity, abovePence) - budgetPence;
  return own > 0n ? own : 0n;
}

/** The most that one of them takes of the person's own money. */
export function mostOwnPence(visits: readonly PricedVisit[]): Pence {
  return visits.reduce((most, { ownPence }) => (ownPence > most ? ownPence : most), 0n);
}

/** The same visits, none of which takes more own money than was agreed to; null for none. */
export function withinAgreed<V extends PricedVisit>(visits: readonly V[], agreedPence: Pence | null): V[] {
  const most = agreedPence ?? 0n;
  return visits.map((visit) => (visit.ownPence > most ? { ...visit, ownPence: most } : visit));
}

type Begins = Pick<Visit, 'day' | 'startsAt'>;

/**
 * Which visit of the new terms each visit there is becomes: of one day, those that begin nearest to each other. Each is
 * taken once; a visit without a partner is not in the answer.
 */
function partners<There extends Begins, Wanted extends Begins>(
  there: readonly There[],
  wanted: readonly Wanted[],
): ReadonlyMap<There, Wanted> {
  const ofDay = groupBy(wanted, ({ day }) => day);
  const pairs = there
    .flatMap((before) => (ofDay.get(before.day) ?? []).map((after) => ({ before, after })))
    .map((pair) => ({ ...pair, apart: Math.abs(pair.after.startsAt.getTime() - pair.before.startsAt.getTime()) }))
    .sort(
      (left, right) =>
        left.apart - right.apart ||
        left.before.startsAt.getTime() - right.before.startsAt.getTime() ||
        left.after.startsAt.getTime() - right.after.startsAt.getTime(),
    );
  const found = new Map<There, Wanted>();
  const taken = new Set<Wanted>();
  for (const { before, after } of pairs) {
    if (found.has(before) || taken.has(after)) continue;
    found.set(before, after);
    taken.add(after);
  }
  return found;
}

/**
 * The visits that new terms still ask for: without those in whose place there is one that stays as it is (it has begun, was
 * delivered, or was cancelled for good).
 */
export function stillWanted<V extends Begins>(
  wanted: readonly V[],
  open: readonly Begins[],
  staying: readonly Begins[],
): readonly V[] {
  const found = partners<Begins, V>([...staying, ...open], wanted);
  const inPlace = new Set(staying.map((visit) => found.get(visit)));
  return wanted.filter((visit) => !inPlace.has(visit));
}

/**
 * The open visits from a day on, against those that the new terms ask for. A single visit stays itself on whatever day;
 * of a pattern, a visit stays itself when its day stays, and of several on one day the nearest.
 */
export function planChange(
  open: readonly OpenVisitFacts[],
  wanted: readonly PricedVisit[],
  single: boolean,
): PlanChange {
  const partner = partners(open, wanted);
  const [onlyOne] = wanted;
  const pairs = open.map((before) => ({ before, after: single ? onlyOne : partner.get(before) }));
  const changed = pairs.flatMap(({ before, after }) => (after ? [{ before, after }] : []));
  const taken = new Set(changed.map(({ after }) => after));
  return {
    changed,
    dropped: pairs.flatMap(({ before, after }) => (after ? [] : [before])),
    added: wanted.filter((visit) => !taken.has(visit)),
  };
}

/**
 * The first visit that would be lost, shortened or moved with less notice than the rate card asks: a change must not be a
 * way round its fee. Null when there is none. More time at the same start is no loss to anybody.
 */
export function tooLateToChange(change: PlanChange, at: Date): OpenVisitFacts | null {
  const worse = [
    ...change.dropped,
    ...change.changed
      .filter(
        ({ before, after }) =>
          after.startsAt.getTime() !== before.startsAt.getTime() || after.amountPence < before.amountPence,
      )
      .map(({ before }) => before),
  ];
  const late = worse.filter(
    (visit) =>
      visit.status === 'HELD' &&
      visit.cancellationPercentHundredths > 0n &&
      at.getTime() > visit.startsAt.getTime() - visit.noticeHours * 3_600_000,
  );
  return late.sort((left, right) => left.startsAt.getTime() - right.startsAt.getTime())[0] ?? null;
}

/** How much more the visits of the first days cost than before; zero when they cost less. For a mandate's limits. */
export function extraPence(change: PlanChange, through: string): Pence {
  return extra(change, through, (visit) => visit.amountPence);
}

/** The same of the person's own money. */
export function extraOwnPence(change: PlanChange, through: string): Pence {
  return extra(change, through, (visit) => visit.ownPence);
}

type Parts = Pick<PricedVisit, 'day' | 'amountPence' | 'ownPence'>;

function extra(change: PlanChange, through: string, penceOf: (visit: Parts) => Pence): Pence {
  const before = [...change.changed.map((one) => one.before), ...change.dropped];
  const after = [...change.changed.map((one) => one.after), ...change.added];
  const sum = (visits: readonly Parts[]): Pence =>
    visits.filter((visit) => visit.day <= through).reduce((total, visit) => total + penceOf(visit), 0n);
  const more = sum(after) - sum(before);
  return more > 0n ? more : 0n;
}
