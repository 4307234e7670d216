import { addDays, LONDON, londonDate, londonInstant } from '@owncourse/kernel/contract';
import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';

/** When a listing happens: an RFC 5545 rule with its first possible day, days of its own, or both; at a wall-clock time in London. */
export interface Schedule {
  readonly recurrence: string | null;
  /** Null without a rule. */
  readonly firstOn: string | null;
  /** "10:00" or "10:00:00". */
  readonly startTime: string;
  readonly durationMinutes: number;
  /** London days on which it does not happen although the rule says so. */
  readonly notOn?: readonly string[];
  /** London days on which it happens although no rule says so. */
  readonly alsoOn?: readonly string[];
}

const WEEKDAYS: Readonly<Record<string, string>> = {
  MO: 'Monday',
  TU: 'Tuesday',
  WE: 'Wednesday',
  TH: 'Thursday',
  FR: 'Friday',
  SA: 'Saturday',
  SU: 'Sunday',
};
const WHICH: Readonly<Record<string, string>> = {
  '1': 'First',
  '2': 'Second',
  '3': 'Third',
  '4': 'Fourth',
  '-1': 'Last',
};
const RULE = /^FREQ=(?:WEEKLY;BYDAY=(?:MO|TU|WE|TH|FR|SA|SU)|MONTHLY;BYDAY=(?:[1-4]|-1)(?:MO|TU|WE|TH|FR|SA|SU))$/;
const START_TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** The rule for a weekday ("TU") or a rule as it is; null when it is neither. */
export function recurrenceOf(text: string): string | null {
  const rule = text in WEEKDAYS ? `FREQ=WEEKLY;BYDAY=${text}` : text;
  return RULE.test(rule) ? rule : null;
}

export function isStartTime(text: string): boolean {
  return START_TIME.test(text);
}

function timeInWords(minutesOfDay: number): string {
  const hours = Math.floor(minutesOfDay / 60) % 24;
  const minutes = minutesOfDay % 60;
  if (minutes === 0 && hours === 12) return 'noon';
  if (minutes === 0 && hours === 0) return 'midnight';
  const hour = hours % 12 === 0 ? 12 : hours % 12;
  return `${hour}${minutes === 0 ? '' : `:${String(minutes).padStart(2, '0')}`}${hours < 12 ? 'am' : 'pm'}`;
}

const MOST_DAYS_IN_WORDS = 3;

/** "Saturday 5 June 2027". */
export function dayInWords(day: string): string {
  const words = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
  return Temporal.PlainDate.from(day).toLocaleString('en-GB', words).replace(',', '');
}

function daysInWords(days: readonly string[]): string {
  const shown = days.slice(0, MOST_DAYS_IN_WORDS).map(dayInWords);
  const rest = days.length - shown.length;
  const all = rest > 0 ? [...shown, `${rest} more ${rest === 1 ? 'day' : 'days'}`] : shown;
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1) ?? ''}`;
}

/** "Every Tuesday, 10am to noon", "Second Wednesday of the month, 2pm to 3:30pm", "Saturday 5 June 2027, 2pm to 4pm". */
export function listingWhenInWords(schedule: Schedule): string {
  const [hours = 0, minutes = 0] = schedule.startTime.split(':').map(Number);
  const from = hours * 60 + minutes;
  const times = `${timeInWords(from)} to ${timeInWords(from + schedule.durationMinutes)}`;
  if (schedule.recurrence === null) return `${daysInWords([...(schedule.alsoOn ?? [])].sort())}, ${times}`;
  const [, which = '', day = ''] = /BYDAY=(-?\d)?([A-Z]{2})/.exec(schedule.recurrence) ?? [];
  const name = WEEKDAYS[day] ?? day;
  return which === '' ? `Every ${name}, ${times}` : `${WHICH[which] ?? which} ${name} of the month, ${times}`;
}

/** The days that the rule gives, from one London day to before another. */
function ruleDays({ recurrence, firstOn }: Schedule, fromDay: string, beforeDay: string): string[] {
  if (recurrence === null || firstOn === null) return [];
  // The rule only gives the days, at noon, which exists on each of them.
  const start = `${firstOn.replaceAll('-', '')}T120000`;
  const from = londonInstant(fromDay < firstOn ? firstOn : fromDay, '00:00');
  const before = londonInstant(beforeDay, '00:00');
  if (before <= from) return [];
  return new RRuleTemporal({ rruleString: `DTSTART;TZID=${LONDON}:${start}\nRRULE:${recurrence}` })
    .between(from, before, true)
    .map((date) => date.toPlainDate().toString());
}

/** London days on which it happens, in order: those of the rule without what falls out, and days of its own. */
export function daysBetween(schedule: Schedule, fromDay: string, beforeDay: string): string[] {
  const fallsOut = new Set(schedule.notOn);
  const regular = ruleDays(schedule, fromDay, beforeDay).filter((day) => !fallsOut.has(day));
  const special = (schedule.alsoOn ?? []).filter((day) => day >= fromDay && day < beforeDay);
  return [...new Set([...regular, ...special])].sort();
}

/**
 * Starts after an instant and before a London day, in order; at most `most`. A time that does not exist when the
 * clocks go forward moves by the gap.
 */
export function datesBetween(schedule: Schedule, after: Date, beforeDay: string, most: number): Date[] {
  const time = schedule.startTime.slice(0, 5);
  const before = londonInstant(beforeDay, '00:00');
  return daysBetween(schedule, londonDate(after), beforeDay)
    .map((day) => londonInstant(day, time))
    .filter((instant) => instant > after && instant < before)
    .slice(0, most);
}

const CANCELLED_AHEAD_DAYS = 366;

/** Days from a London day on, a year ahead, on which it would happen if the group had not said that it falls out. */
export function cancelledDays(schedule: Schedule, fromDay: string): string[] {
  const fallsOut = new Set(schedule.notOn);
  return ruleDays(schedule, fromDay, addDays(fromDay, CANCELLED_AHEAD_DAYS)).filter((day) => fallsOut.has(day));
}

/** Whether a rule gives this day. */
export function isRuleDay(recurrence: string, day: string): boolean {
  return ruleDays({ recurrence, firstOn: day, startTime: '', durationMinutes: 0 }, day, addDays(day, 1)).length > 0;
}

const NEXT_DATES = 4;
const FAR_ENOUGH_DAYS = 130;

/** The next four starts: four months are enough for a monthly one. */
export function nextDates(schedule: Schedule, now: Date): Date[] {
  return datesBetween(schedule, now, addDays(londonDate(now), FAR_ENOUGH_DAYS), NEXT_DATES);
}
