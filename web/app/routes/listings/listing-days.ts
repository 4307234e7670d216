import { isDay } from '../../journey/calendar.js';

const MONTHS = [
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

/** ["2027-06-05"] as "5 June 2027", a day on each line. */
export function daysAsLines(days: readonly string[]): string {
  return days
    .map((day) => {
      const [year = '', month = '', date = ''] = day.split('-');
      return `${Number(date)} ${MONTHS[Number(month) - 1] ?? month} ${year}`;
    })
    .join('\n');
}

function readOne(text: string): string | null {
  const [, date, monthName, monthNumber, year] =
    /^(?:[a-z]+day\s+)?(\d{1,2})(?:st|nd|rd|th)?(?:\s+([a-z]{3,9})\s+|\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*)(\d{4})$/i.exec(
      text,
    ) ?? [];
  if (date === undefined || year === undefined) return isDay(text) ? text : null;
  const named = MONTHS.findIndex((name) => name.toLowerCase().startsWith((monthName ?? '-').toLowerCase())) + 1;
  const month = monthNumber === undefined ? named : Number(monthNumber);
  const iso = `${year}-${String(month).padStart(2, '0')}-${date.padStart(2, '0')}`;
  return isDay(iso) ? iso : null;
}

/** Days as people write them, on lines or between commas: "5 June 2027", "Saturday 5 June 2027", "5/6/2027"; null when one is none. */
export function readDays(text: string): string[] | null {
  const parts = text
    .split(/[\n,;]/)
    .map((part) => part.replaceAll(/\s+/g, ' ').trim())
    .filter((part) => part !== '');
  const days = parts.map(readOne);
  return days.includes(null) ? null : days.filter((day): day is string => day !== null);
}
