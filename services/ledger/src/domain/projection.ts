import { addDays, type Pence, weekStarting } from '@owncourse/kernel/contract';

export interface ProjectedDayMoves {
  readonly day: string;
  readonly comingInPence: Pence;
  readonly plannedPence: Pence;
}

export interface ProjectedWeek {
  /** Monday. */
  readonly weekStarting: string;
  readonly comingInPence: Pence;
  readonly plannedPence: Pence;
  readonly leftPence: Pence;
  /** True when the money runs short on some day of this week. */
  readonly short: boolean;
}

/** How far ahead a budget is looked at (model.md "Standing orders"). */
export const PROJECTION_WEEKS = 26;

/** Days with moves, oldest first, gathered into 26 weeks from the one that `today` is in. */
export function projectWeeks(
  today: string,
  availablePence: Pence,
  days: readonly ProjectedDayMoves[],
): ProjectedWeek[] {
  const first = weekStarting(today);
  let left = availablePence;
  return Array.from({ length: PROJECTION_WEEKS }, (_, index) => {
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
      leftPence: left,
      short: short || left < 0n,
    };
  });
}
