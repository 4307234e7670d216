import type { FieldProblem } from '@owncourse/kernel/contract';
import { type OpeningInput, type OpeningSpan, WEEKDAYS } from '../contract/opening.js';

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const MOST_A_DAY = 4;

/** The spans in the order of the week and the clock. */
export function inOrderOfWeek(spans: readonly OpeningSpan[]): OpeningSpan[] {
  const place = ({ weekday, opensAt }: OpeningSpan): string =>
    `${WEEKDAYS.findIndex((day) => day === weekday)} ${opensAt}`;
  return [...spans].sort((left, right) => (place(left) < place(right) ? -1 : 1));
}

/** What has to be put right about a store's hours; a day's problems are named after it, such as "MO". */
export function openingProblems({ spans }: OpeningInput): FieldProblem[] {
  if (spans.some(({ weekday }) => !WEEKDAYS.some((day) => day === weekday)))
    return [{ field: 'spans', message: 'Name the days MO, TU, WE, TH, FR, SA and SU.' }];
  return WEEKDAYS.flatMap((field) => {
    const ofDay = inOrderOfWeek(spans).filter(({ weekday }) => weekday === field);
    if (ofDay.some(({ opensAt, closesAt }) => !TIME.test(opensAt) || !TIME.test(closesAt)))
      return [{ field, message: 'Give both times, such as 09:00 and 17:00.' }];
    if (ofDay.some(({ opensAt, closesAt }) => closesAt <= opensAt))
      return [{ field, message: 'The day has to close after it opens.' }];
    if (ofDay.some(({ opensAt }, place) => opensAt <= (ofDay[place - 1]?.closesAt ?? '')))
      return [{ field, message: 'Open again after you have closed.' }];
    return ofDay.length > MOST_A_DAY ? [{ field, message: `Give ${MOST_A_DAY} times a day at the most.` }] : [];
  });
}
