import type { Pence } from '@owncourse/kernel/contract';
import type { WeekdayName } from '../contract/order-inputs.js';
import { endTime } from './end-time.js';
import { patternOf } from './pattern.js';
import type { OrderTime } from './times-of-day.js';

export const WEEKDAY_NAMES: Readonly<Record<WeekdayName, string>> = {
  MO: 'Monday',
  TU: 'Tuesday',
  WE: 'Wednesday',
  TH: 'Thursday',
  FR: 'Friday',
  SA: 'Saturday',
  SU: 'Sunday',
};

/** "10am", "2:30pm", "noon", "midnight". */
export function timeInWords(time: string): string {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  if (minutes === 0 && hours === 12) return 'noon';
  if (minutes === 0 && hours === 0) return 'midnight';
  const hour = hours % 12 === 0 ? 12 : hours % 12;
  return `${hour}${minutes === 0 ? '' : `:${String(minutes).padStart(2, '0')}`}${hours < 12 ? 'am' : 'pm'}`;
}

const ORDINALS: Readonly<Record<number, string>> = { 1: 'first', 2: 'second', 3: 'third', 4: 'fourth', [-1]: 'last' };

/** "one, two and three". */
export function list(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}

/** "Tuesday 3 March". */
export function dayInWords(day: string): string {
  return new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' })
    .format(new Date(`${day}T12:00:00Z`))
    .replace(',', '');
}

/** One visit of a day by the clock, and how much of it. */
export interface TimeSpan {
  readonly startTime: string;
  readonly endTime: string;
  readonly quantity: string;
  /** The budget's part of an ordinary one. */
  readonly linePence: Pence;
}

/** A version's other times of a day, and its single visits beside the pattern, for words. */
export function spansOf(more: readonly OrderTime[]): {
  readonly moreTimes: readonly TimeSpan[];
  readonly extraVisits: readonly (TimeSpan & { readonly day: string })[];
} {
  const span = ({ startTime, durationMinutes, quantity, linePence }: OrderTime): TimeSpan => ({
    startTime,
    endTime: endTime(startTime, durationMinutes),
    quantity,
    linePence: BigInt(linePence),
  });
  return {
    moreTimes: more.filter(({ onDate }) => onDate === null).map(span),
    extraVisits: more.flatMap((time) => (time.onDate === null ? [] : [{ ...span(time), day: time.onDate }])),
  };
}

/** The days of an order without its times: "Every 2 weeks on Tuesday", "Tuesday 3 March". */
export function daysInWords({ recurrence, startsOn }: { recurrence: string | null; startsOn: string }): string {
  if (recurrence === null) return dayInWords(startsOn);
  const pattern = patternOf(recurrence);
  const days = list((pattern?.weekdays ?? []).map((day) => WEEKDAY_NAMES[day]));
  if (pattern?.monthDay) return `On day ${pattern.monthDay} of every month`;
  if (pattern?.monthWeek) return `On the ${ORDINALS[pattern.monthWeek] ?? ''} ${days} of every month`;
  const every = pattern?.everyWeeks ?? 1;
  return every === 1 ? `Every ${days}` : `Every ${every} weeks on ${days}`;
}

/** "10am to noon". */
export function spanInWords({ startTime, endTime: ends }: Pick<TimeSpan, 'startTime' | 'endTime'>): string {
  return `${timeInWords(startTime)} to ${timeInWords(ends)}`;
}

/**
 * "Every Monday and Thursday, 10am to noon", "Every Monday, 8am to 9am, 1pm to 1:30pm and 9pm to 9:30pm",
 * "Tuesday 3 March, 10am to noon".
 */
export function whenInWords(order: {
  recurrence: string | null;
  startsOn: string;
  startTime: string;
  endTime: string;
  moreTimes?: readonly Pick<TimeSpan, 'startTime' | 'endTime'>[];
}): string {
  return `${daysInWords(order)}, ${list([order, ...(order.moreTimes ?? [])].map(spanInWords))}`;
}
