import { addDays, LONDON, londonInstant, type TenThousandths } from '@owncourse/kernel/contract';
import { RRuleTemporal } from 'rrule-temporal';

/** A time of day at which there is a visit, on London's clock ("08:00"), and how much of it. */
export interface TimeOfDay {
  readonly startTime: string;
  readonly quantity: TenThousandths;
  /** Elapsed. */
  readonly minutes: number;
}

export interface Visit {
  readonly day: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly quantity: TenThousandths;
}

/** Standing orders are planned this far ahead (model.md "Standing orders"). */
export const PLAN_AHEAD_DAYS = 182;

/** Minutes that one unit of each kind takes; units of time that is not a visit (a month, an item) take the hour they start in. */
const UNIT_MINUTES: Readonly<Record<string, bigint>> = {
  HOUR: 60n,
  VISIT15: 15n,
  VISIT30: 30n,
  VISIT45: 45n,
  VISIT60: 60n,
  NIGHT_ASLEEP: 540n,
  NIGHT_AWAKE: 540n,
  DAY: 480n,
  SESSION: 180n,
  WEEK: 10_080n,
};
const NOMINAL_MINUTES = 60n;
/** Eight days: a week away, and a day for getting there. */
export const LONGEST_VISIT_MINUTES = 8 * 24 * 60;
const COUNTED_IN_TIME = new Set(['HOUR', 'VISIT15', 'VISIT30', 'VISIT45', 'VISIT60']);

/** How long one visit lasts, in whole minutes of elapsed time (a shift is charged by elapsed hours, not by the clock). */
export function visitMinutes(unit: string, quantity: TenThousandths): number {
  const minutes = UNIT_MINUTES[unit] ?? NOMINAL_MINUTES;
  const total = COUNTED_IN_TIME.has(unit) ? (minutes * quantity) / 10_000n : minutes;
  return Number(total > 0n ? total : 1n);
}

export function visitOn(day: string, { startTime, minutes, quantity }: TimeOfDay): Visit {
  const startsAt = londonInstant(day, startTime);
  return { day, startsAt, endsAt: new Date(startsAt.getTime() + minutes * 60_000), quantity };
}

/** The days of a rule from one London day through another. */
export function daysOf(rule: string, startsOn: string, from: string, through: string): string[] {
  if (through < from) return [];
  // The rule gives the days, at noon: an hour that the clocks skip in spring would take its day out of a monthly rule.
  const start = `${startsOn.replaceAll('-', '')}T120000`;
  const dates = new RRuleTemporal({ rruleString: `DTSTART;TZID=${LONDON}:${start}\nRRULE:${rule}` }).between(
    londonInstant(from < startsOn ? startsOn : from, '00:00'),
    londonInstant(addDays(through, 1), '00:00'),
    true,
  );
  return dates.map((date) => date.toPlainDate().toString()).filter((day) => day >= from && day <= through);
}

/**
 * The visits of a rule from one London day through another, at each of the times on each of its days. Wall-clock times stay
 * the same through both clock changes; a time that does not exist in spring moves forward by the gap.
 */
export function visitsOf(
  rule: string,
  startsOn: string,
  times: readonly TimeOfDay[],
  from: string,
  through: string,
): Visit[] {
  return daysOf(rule, startsOn, from, through).flatMap((day) => times.map((time) => visitOn(day, time)));
}
