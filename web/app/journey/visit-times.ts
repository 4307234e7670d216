import { countWords } from '../format/counts.js';

/** Differences shorter than this are nobody's business. */
const smallestMinutes = 5;

interface Planned {
  readonly startsAt: string;
  readonly endsAt: string;
}

interface Actual {
  readonly startedAt: string;
  readonly endedAt: string;
}

function minutesBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 60_000);
}

/** "They came 20 minutes late and left 15 minutes early."; null when the visit was on time. */
export function lateWords(planned: Planned, actual: Actual): string | null {
  const late = minutesBetween(planned.startsAt, actual.startedAt);
  const early = minutesBetween(actual.endedAt, planned.endsAt);
  const parts = [
    ...(late >= smallestMinutes ? [`came ${countWords(late, 'minute')} late`] : []),
    ...(early >= smallestMinutes ? [`left ${countWords(early, 'minute')} early`] : []),
  ];
  return parts.length === 0 ? null : `They ${parts.join(' and ')}.`;
}
