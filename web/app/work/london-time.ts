import { machineDate } from '../format/dates.js';

const dayMilliseconds = 86_400_000;
const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** "09:30" from an instant, as London’s clocks show it. */
export function londonTime(instant: string): string {
  return clock.format(new Date(instant));
}

/**
 * The instant at which London’s clocks show a day and a time. A time that is skipped in spring is an hour later;
 * of a time that comes twice in autumn, the first.
 */
export function londonInstant(day: string, time: string): string {
  const asIfUtc = Date.parse(`${day}T${time}:00Z`);
  if (Number.isNaN(asIfUtc)) throw new RangeError(`Not a day and a time: ${day} ${time}`);
  // London is on UTC, or an hour ahead of it.
  const [ahead, level] = [new Date(asIfUtc - 3_600_000).toISOString(), new Date(asIfUtc).toISOString()];
  const shows = (instant: string): boolean => machineDate(instant) === day && londonTime(instant) === time;
  return shows(ahead) ? ahead : level;
}

/** Whole days from one day to another. */
export function daysApart(from: string, to: string): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMilliseconds;
}

/**
 * A time as people write it, as "09:30"; null for what is not a time.
 * Reads "9:30", "09.30", "9.30am", "2pm", "noon" and "midnight".
 */
export function readTime(text: string): string | null {
  const words = text.trim().toLowerCase().replace(/\s+/g, '');
  if (words === 'noon') return '12:00';
  if (words === 'midnight') return '00:00';
  const parts = /^(\d{1,2})(?:[:.](\d{2}))?(am|pm)?$/.exec(words);
  const half = parts?.[3];
  if (!parts || (half === undefined && parts[2] === undefined)) return null;
  const [hour, minute] = [Number(parts[1]), Number(parts[2] ?? '0')];
  if (minute > 59 || (half === undefined ? hour > 23 : hour < 1 || hour > 12)) return null;
  const inDay = half === undefined ? hour : (hour % 12) + (half === 'pm' ? 12 : 0);
  return `${String(inDay).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}
