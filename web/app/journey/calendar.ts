export const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
export type Weekday = (typeof weekdays)[number];

export const weekdayNames: Readonly<Record<Weekday, string>> = {
  MO: 'Monday',
  TU: 'Tuesday',
  WE: 'Wednesday',
  TH: 'Thursday',
  FR: 'Friday',
  SA: 'Saturday',
  SU: 'Sunday',
};

const dayMilliseconds = 86_400_000;

/** True for a day that is in the calendar, as "2026-03-03". */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const moment = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text);
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMilliseconds).toISOString().slice(0, 10);
}

export function weekdayOf(day: string): Weekday {
  return weekdays[(new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7] ?? 'MO';
}

/** The Monday of the week that the day is in. */
export function mondayOf(day: string): string {
  return addDays(day, -weekdays.indexOf(weekdayOf(day)));
}

function weeksBetween(first: string, second: string): number {
  return Math.round((Date.parse(mondayOf(second)) - Date.parse(mondayOf(first))) / (7 * dayMilliseconds));
}

/** The days of a weekly pattern from its start through a last day; weeks begin on Monday. */
export function patternDays(
  pattern: { readonly startsOn: string; readonly days: readonly Weekday[]; readonly everyWeeks: number },
  through: string,
): readonly string[] {
  const found: string[] = [];
  for (let day = pattern.startsOn; day <= through; day = addDays(day, 1)) {
    const inStep = weeksBetween(pattern.startsOn, day) % pattern.everyWeeks === 0;
    if (inStep && pattern.days.includes(weekdayOf(day))) found.push(day);
  }
  return found;
}

/** "Monday, Tuesday and Friday". */
export function listWords(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}
