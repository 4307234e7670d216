import { linePence, type Pence, type TenThousandths } from '@owncourse/kernel/contract';
import { type Share, shareOf } from './share.js';
import type { Visit } from './visit-plan.js';

/** What one unit costs on one day, and what the day multiplies a line by. */
export interface DayPrice {
  readonly unitPricePence: Pence;
  readonly multiplier: TenThousandths;
  readonly bankHoliday: string | null;
  readonly rateCardVersion: number | null;
}

export interface PricedVisit extends Visit, DayPrice {
  readonly amountPence: Pence;
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
  readonly status: 'PLANNED' | 'HELD' | 'UNFUNDED';
  readonly noticeHours: number;
  readonly cancellationPercentHundredths: bigint;
}

export interface PlanChange {
  /** Same day, other terms: the visit stays and its money changes by the difference. */
  readonly changed: readonly { readonly before: OpenVisitFacts; readonly after: PricedVisit }[];
  readonly dropped: readonly OpenVisitFacts[];
  readonly added: readonly PricedVisit[];
}

/** round half away from zero(quantity × unit × what the day multiplies by), rounded once; then somebody's share of it. */
export function priced(
  visit: Visit,
  price: DayPrice,
  quantity: TenThousandths,
  share: Share | null = null,
): PricedVisit {
  const whole = linePence(quantity, price.unitPricePence, [price.multiplier]);
  return { ...visit, ...price, amountPence: shareOf(whole, share) };
}

/**
 * The open visits from a day on, against those that the new terms ask for. A single visit stays itself on whatever day;
 * of a pattern, a visit stays itself when its day stays.
 */
export function planChange(
  open: readonly OpenVisitFacts[],
  wanted: readonly PricedVisit[],
  single: boolean,
): PlanChange {
  const partner = new Map(wanted.map((visit) => [visit.day, visit]));
  const [onlyOne] = wanted;
  const pairs = open.map((before) => ({ before, after: single ? onlyOne : partner.get(before.day) }));
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
  const before = [...change.changed.map((one) => one.before), ...change.dropped];
  const after = [...change.changed.map((one) => one.after), ...change.added];
  const sum = (visits: readonly { day: string; amountPence: Pence }[]): Pence =>
    visits.filter((visit) => visit.day <= through).reduce((total, visit) => total + visit.amountPence, 0n);
  const more = sum(after) - sum(before);
  return more > 0n ? more : 0n;
}
