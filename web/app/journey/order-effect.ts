import type { StripWeek } from '../components/weeks-strip.js';
import { addDays } from './calendar.js';

export interface OrderEffect {
  readonly visits: number;
  /** Whole pence that sending the order promises at once. */
  readonly promisedPence: number;
  readonly promisedVisits: number;
  /** Whole pence left after that; below zero when there is not enough. */
  readonly leftAfterPence: number;
  /** The weeks to come with this order in them. */
  readonly weeks: readonly StripWeek[];
}

export interface BudgetBefore {
  readonly availablePence: number;
  readonly fundedThrough: string | null;
  readonly projection: readonly StripWeek[];
}

/**
 * What an order would do to a budget. A single visit is promised at once; of a weekly pattern, the visits up to the day
 * that the money so far is meant for, and the later ones when money for them comes in.
 */
export function orderEffect(
  budget: BudgetBefore,
  visitDays: readonly string[],
  /** Whole pence of one day's visits. */
  penceOn: (day: string) => number,
  isWeekly: boolean,
  /** Visits on each of the days. */
  aDay = 1,
): OrderEffect {
  const isPromised = (day: string): boolean =>
    !isWeekly || (budget.fundedThrough !== null && day <= budget.fundedThrough);
  const sumOf = (days: readonly string[]): number => days.reduce((sum, day) => sum + penceOn(day), 0);
  const promised = visitDays.filter(isPromised);
  const promisedVisits = promised.length * aDay;
  const promisedPence = sumOf(promised);
  const later = visitDays.filter((day) => !isPromised(day));
  const weeks = budget.projection.map((week) => {
    const end = addDays(week.weekStarting, 6);
    const planned = sumOf(later.filter((day) => day >= week.weekStarting && day <= end));
    const plannedSoFar = sumOf(later.filter((day) => day <= end));
    const leftPence = week.leftPence - promisedPence - plannedSoFar;
    return { ...week, plannedPence: week.plannedPence + planned, leftPence, short: week.short || leftPence < 0 };
  });
  return {
    visits: visitDays.length * aDay,
    promisedPence,
    promisedVisits,
    leftAfterPence: budget.availablePence - promisedPence,
    weeks,
  };
}
