const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

export interface CalendarDay {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
}

export interface ClockTime {
  readonly hour: number;
  readonly minute: number;
}

const londonParts = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

function londonMoment(instant: string): CalendarDay & ClockTime {
  const moment = new Date(instant);
  if (Number.isNaN(moment.getTime())) throw new RangeError(`Not a date or an instant: ${instant}`);
  const parts = new Map(londonParts.formatToParts(moment).map((part) => [part.type, Number(part.value)]));
  const read = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  return { year: read('year'), month: read('month'), day: read('day'), hour: read('hour'), minute: read('minute') };
}

/** The day of a date ("2026-03-03", taken as it stands) or of an instant (as London sees it). */
export function calendarDay(dateOrInstant: string): CalendarDay {
  const date = /^(\d{4})-(\d{2})-(\d{2})$/.exec(dateOrInstant);
  if (!date) return londonMoment(dateOrInstant);
  return { year: Number(date[1]), month: Number(date[2]), day: Number(date[3]) };
}

/** "Tuesday 3 March", with the year when asked. */
export function dateWords(dateOrInstant: string, withYear = false): string {
  const { year, month, day } = calendarDay(dateOrInstant);
  const weekday = weekdays[new Date(Date.UTC(year, month - 1, day)).getUTCDay()] ?? '';
  return `${weekday} ${day} ${months[month - 1] ?? ''}${withYear ? ` ${year}` : ''}`;
}

/** "3 March", for places too narrow for the weekday. */
export function shortDateWords(dateOrInstant: string): string {
  const { month, day } = calendarDay(dateOrInstant);
  return `${day} ${months[month - 1] ?? ''}`;
}

/** "March 2026", from a date or from a month such as "2026-03". */
export function monthWords(dateOrMonth: string): string {
  const { year, month } = calendarDay(/^\d{4}-\d{2}$/.test(dateOrMonth) ? `${dateOrMonth}-01` : dateOrMonth);
  return `${months[month - 1] ?? ''} ${year}`;
}

/** `YYYY-MM-DD` in London, for the `datetime` attribute. */
export function machineDate(dateOrInstant: string): string {
  const { year, month, day } = calendarDay(dateOrInstant);
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function clockTime(timeOrInstant: string): ClockTime {
  const time = /^(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?$/.exec(timeOrInstant);
  if (!time) return londonMoment(timeOrInstant);
  return { hour: Number(time[1]), minute: Number(time[2]) };
}

/** "10am", "9:30am", "noon", "midnight"; from "10:00" or from an instant, as London sees it. */
export function timeWords(timeOrInstant: string): string {
  const { hour, minute } = clockTime(timeOrInstant);
  if (minute === 0 && hour % 24 === 0) return 'midnight';
  if (minute === 0 && hour === 12) return 'noon';
  const minutes = minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`;
  return `${hour % 12 === 0 ? 12 : hour % 12}${minutes}${hour < 12 ? 'am' : 'pm'}`;
}

/** "10am to noon". */
export function timeRangeWords(start: string, end: string): string {
  return `${timeWords(start)} to ${timeWords(end)}`;
}
