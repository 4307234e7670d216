import { addDays, daysBetween, type Pence, weekStarting } from '@owncourse/kernel/contract';
import type { WeekAhead } from '../contract/ledger.port.js';

export interface ProjectedDayMoves {
  readonly day: string;
  readonly comingInPence: Pence;
  /** Visits and regular payments. */
  readonly plannedPence: Pence;
  /** The part of them that is regular payments. */
  readonly regularPence: Pence;
}

/** How far ahead a budget is looked at (model.md "Standing orders"). */
export const PROJECTION_WEEKS = 26;

/**
 * Days with moves, oldest first, gathered into 26 weeks from the one that `today` is in, or fewer when the budget ends.
 * @param endsOn the budget's last day; null for no end
 */
export function projectWeeks(
  today: string,
  availablePence: Pence,
  days: readonly ProjectedDayMoves[],
  endsOn: string | null,
): WeekAhead[] {
  const first = weekStarting(today);
  const weeksLeft = endsOn === null ? PROJECTION_WEEKS : Math.floor(daysBetween(first, endsOn) / 7) + 1;
  let left = availablePence;
  return Array.from({ length: Math.max(1, Math.min(PROJECTION_WEEKS, weeksLeft)) }, (_, index) => {
    const monday = addDays(first, index * 7);
    const ofWeek = days.filter((day) => weekStarting(day.day) === monday);
    let short = false;
    for (const day of ofWeek) {
      left += day.comingInPence - day.plannedPence;
      short ||= left < 0n;
    }
    return {
      weekStarting: monday,
      comingInPence: ofWeek.reduce((sum, day) => sum + day.comingInPence, 0n),
      plannedPence: ofWeek.reduce((sum, day) => sum + day.plannedPence, 0n),
      regularPence: ofWeek.reduce((sum, day) => sum + day.regularPence, 0n),
      leftPence: left,
      short: short || left < 0n,
    };
  });
}
