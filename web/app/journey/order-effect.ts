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
  linePence: number,
  isWeekly: boolean,
): OrderEffect {
  const isPromised = (day: string): boolean =>
    !isWeekly || (budget.fundedThrough !== null && day <= budget.fundedThrough);
  const promisedVisits = visitDays.filter(isPromised).length;
  const promisedPence = promisedVisits * linePence;
  const later = visitDays.filter((day) => !isPromised(day));
  const weeks = budget.projection.map((week) => {
    const end = addDays(week.weekStarting, 6);
    const planned = later.filter((day) => day >= week.weekStarting && day <= end).length * linePence;
    const plannedSoFar = later.filter((day) => day <= end).length * linePence;
    const leftPence = week.leftPence - promisedPence - plannedSoFar;
    return { ...week, plannedPence: week.plannedPence + planned, leftPence, short: week.short || leftPence < 0 };
  });
  return {
    visits: visitDays.length,
    promisedPence,
    promisedVisits,
    leftAfterPence: budget.availablePence - promisedPence,
    weeks,
  };
}
