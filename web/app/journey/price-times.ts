import { timeWords } from '../format/dates.js';
import { listWords, type Weekday, weekdayNames, weekdayOf, weekdays } from './calendar.js';

/** The days and hours that a price is for, as the service says; "06:00" is the start of a visit on London's clock. */
export interface PriceTimes {
  readonly weekdays: readonly string[];
  readonly bankHolidaysOnly: boolean;
  /** Both null: any hour. */
  readonly startsFrom: string | null;
  /** The first time that is too late; earlier than `startsFrom` where the hours go past midnight. */
  readonly startsBefore: string | null;
}

export interface Priced {
  readonly times: PriceTimes;
}

interface Option extends Priced {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly ratio: string;
}

/** The days of the week that this price is for. */
export function allowedDays({ times }: Priced): readonly Weekday[] {
  return weekdays.filter((day) => times.weekdays.includes(day));
}

/** Whether a visit at this price may start then, such as at "10:00". */
export function fitsHours({ times: { startsFrom, startsBefore } }: Priced, time: string): boolean {
  if (startsFrom === null || startsBefore === null) return true;
  return startsFrom < startsBefore
    ? time >= startsFrom && time < startsBefore
    : time >= startsFrom || time < startsBefore;
}

/** "Mondays to Fridays", "Saturdays", "any day", "bank holidays". */
export function daysWords(priced: Priced): string {
  if (priced.times.bankHolidaysOnly) return 'bank holidays';
  const days = allowedDays(priced);
  if (days.length === weekdays.length) return 'any day';
  if (days.join() === weekdays.slice(0, 5).join()) return 'Mondays to Fridays';
  return listWords(days.map((day) => `${weekdayNames[day]}s`));
}

/** "at 6am or later, and before 5pm"; null for any hour. */
export function hoursWords({ times: { startsFrom, startsBefore } }: Priced): string | null {
  if (startsFrom === null || startsBefore === null) return null;
  return `at ${timeWords(startsFrom)} or later, ${startsFrom < startsBefore ? 'and' : 'or'} before ${timeWords(startsBefore)}`;
}

/** For the hint of a field in which a time is chosen. */
export function hoursHint(priced: Priced): string | undefined {
  const hours = hoursWords(priced);
  return hours === null ? undefined : `This price is for visits that start ${hours}`;
}

/** The price of the same service for the same thing that is for this day and time; null where there is none. */
export function otherPrice<Of extends Option>(
  chosen: Option,
  options: readonly Of[],
  day: string,
  time: string,
): Of | null {
  const isFor = (option: Option): boolean => allowedDays(option).includes(weekdayOf(day)) && fitsHours(option, time);
  if (isFor(chosen)) return null;
  const same = options.filter(({ unit, ratio }) => unit === chosen.unit && ratio === chosen.ratio);
  return same.find((option) => !option.times.bankHolidaysOnly && isFor(option)) ?? null;
}
