import { timeRangeWords } from '../format/dates.js';
import type { OpeningPartsFragment } from '../generated/graphql.js';
import { weekdays, type Weekday } from '../journey/calendar.js';

export type Span = OpeningPartsFragment['spans'][number];

export const dayNames: Readonly<Record<Weekday, string>> = {
  MO: 'Monday',
  TU: 'Tuesday',
  WE: 'Wednesday',
  TH: 'Thursday',
  FR: 'Friday',
  SA: 'Saturday',
  SU: 'Sunday',
};

/** One row a day, closed days too; days that are alike and follow one another are one row. Empty where no hours are said. */
export function hoursRows({
  spans,
}: OpeningPartsFragment): readonly { readonly key: string; readonly value: string }[] {
  if (spans.length === 0) return [];
  const rows: { first: Weekday; last: Weekday; value: string }[] = [];
  for (const weekday of weekdays) {
    const ofDay = spans.filter((span) => span.weekday === weekday);
    const value =
      ofDay.length === 0
        ? 'Closed'
        : ofDay.map(({ opensAt, closesAt }) => timeRangeWords(opensAt, closesAt)).join(', ');
    const before = rows.at(-1);
    if (before?.value === value) before.last = weekday;
    else rows.push({ first: weekday, last: weekday, value });
  }
  return rows.map(({ first, last, value }) => ({
    key: first === last ? dayNames[first] : `${dayNames[first]} to ${dayNames[last]}`,
    value,
  }));
}

/** What stands below the hours. */
export function openingNotes({ byAppointment, closedOnBankHolidays, spans }: OpeningPartsFragment): readonly string[] {
  return [
    ...(byAppointment
      ? [spans.length > 0 ? 'By appointment: ring or write first.' : 'By appointment only: ring or write first.']
      : []),
    ...(closedOnBankHolidays ? ['Closed on bank holidays.'] : []),
  ];
}

const TIME = '(\\d{1,2})(?:[:.](\\d{2}))?\\s*(am|pm)?';
const SPAN = new RegExp(`^${TIME}\\s*(?:to|until|-|–)\\s*${TIME}$`, 'i');

function clock(hour: string, minute: string | undefined, half: string | undefined): string | null {
  const given = Number(hour);
  if (half !== undefined && (given < 1 || given > 12)) return null;
  const hours = half === undefined ? given : (given % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
  return hours > 23 || Number(minute ?? 0) > 59 ? null : `${String(hours).padStart(2, '0')}:${minute ?? '00'}`;
}

/** "9:00 to 12:00, 1pm to 5pm" as spans of a day; null where it cannot be read. Empty: closed. */
export function readHours(weekday: Weekday, text: string): Span[] | null {
  const spans = text
    .split(/,|;|\band\b/i)
    .map((part) => part.trim())
    .filter((part) => part !== '' && !/^closed$/i.test(part))
    .map((part) => {
      const [, fromHour = '', fromMinute, fromHalf, toHour = '', toMinute, toHalf] = SPAN.exec(part) ?? [];
      const [opensAt, closesAt] = [clock(fromHour, fromMinute, fromHalf), clock(toHour, toMinute, toHalf)];
      return fromHour === '' || opensAt === null || closesAt === null ? null : { weekday, opensAt, closesAt };
    });
  return spans.some((span) => span === null) ? null : spans.flatMap((span) => span ?? []);
}

/** The same the other way round, for a form. */
export function hoursText(weekday: Weekday, spans: readonly Span[]): string {
  return spans
    .filter((span) => span.weekday === weekday)
    .map(({ opensAt, closesAt }) => `${opensAt} to ${closesAt}`)
    .join(', ');
}

/** https://schema.org/OpeningHoursSpecification, one for each span and the days that have it. */
export function openingData({ spans }: OpeningPartsFragment): readonly Readonly<Record<string, unknown>>[] {
  const alike = new Map<string, { opens: string; closes: string; dayOfWeek: string[] }>();
  for (const { weekday, opensAt, closesAt } of spans) {
    const day = weekdays.find((one) => one === weekday);
    if (!day) continue;
    const known = alike.get(`${opensAt} ${closesAt}`) ?? { opens: opensAt, closes: closesAt, dayOfWeek: [] };
    known.dayOfWeek.push(`https://schema.org/${dayNames[day]}`);
    alike.set(`${opensAt} ${closesAt}`, known);
  }
  return [...alike.values()].map((hours) => ({ '@type': 'OpeningHoursSpecification', ...hours }));
}
