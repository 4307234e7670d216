import { addDays, LONDON, londonDate, londonInstant } from '@owncourse/kernel/contract';
import { RRuleTemporal } from 'rrule-temporal';

/** When a listing happens: an RFC 5545 rule, its first possible day, a wall-clock time in London and a length. */
export interface Schedule {
  readonly recurrence: string;
  readonly firstOn: string;
  /** "10:00" or "10:00:00". */
  readonly startTime: string;
  readonly durationMinutes: number;
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

/** "Every Tuesday, 10am to noon", "Second Wednesday of the month, 2pm to 3:30pm". */
export function listingWhenInWords(schedule: Schedule): string {
  const [hours = 0, minutes = 0] = schedule.startTime.split(':').map(Number);
  const from = hours * 60 + minutes;
  const times = `${timeInWords(from)} to ${timeInWords(from + schedule.durationMinutes)}`;
  const [, which = '', day = ''] = /BYDAY=(-?\d)?([A-Z]{2})/.exec(schedule.recurrence) ?? [];
  const name = WEEKDAYS[day] ?? day;
  return which === '' ? `Every ${name}, ${times}` : `${WHICH[which] ?? which} ${name} of the month, ${times}`;
}

/**
 * Starts after an instant and before a London day, in order; at most `most`. A time that does not exist when the
 * clocks go forward moves by the gap.
 */
export function datesBetween(schedule: Schedule, after: Date, beforeDay: string, most: number): Date[] {
  const time = schedule.startTime.slice(0, 5);
  // The rule only gives the days, at noon, which exists on each of them.
  const start = `${schedule.firstOn.replaceAll('-', '')}T120000`;
  const today = londonDate(after);
  const from = londonInstant(today < schedule.firstOn ? schedule.firstOn : today, '00:00');
  const before = londonInstant(beforeDay, '00:00');
  if (before <= from) return [];
  return new RRuleTemporal({ rruleString: `DTSTART;TZID=${LONDON}:${start}\nRRULE:${schedule.recurrence}` })
    .between(from, before, true)
    .map((date) => londonInstant(date.toPlainDate().toString(), time))
    .filter((instant) => instant > after && instant < before)
    .slice(0, most);
}

const NEXT_DATES = 4;
const FAR_ENOUGH_DAYS = 130;

/** The next four starts: four months are enough for a monthly one. */
export function nextDates(schedule: Schedule, now: Date): Date[] {
  return datesBetween(schedule, now, addDays(londonDate(now), FAR_ENOUGH_DAYS), NEXT_DATES);
}
