import { type FieldProblem, isDay, londonInstant, londonTime, Refusal } from '@owncourse/kernel/contract';
import type { PlaceOrderInput, WeekdayName } from '../contract/order-inputs.js';
import type { AmendOrderRequest } from './amend-order-request.js';
import { patternOf, ruleOf, WEEKDAYS } from './pattern.js';
import type { PlaceOrderRequest } from './place-order-request.js';
import type { ExtraVisit } from './times-of-day.js';
import { daysOf, type TimeOfDay } from './visit-plan.js';
import { list, timeInWords, WEEKDAY_NAMES } from './when-in-words.js';

/** The days and hours that a price is for, as the catalogue says. London's clock ("06:00:00"), the start of a visit. */
export interface PriceTimes {
  readonly weekdays: readonly string[];
  readonly bank_holidays_only: boolean;
  /** Both null: any hour. Past midnight where the second is earlier. */
  readonly starts_from: string | null;
  readonly starts_before: string | null;
}

/** A price that the same service has for the same thing. */
export interface SisterPrice extends PriceTimes {
  readonly variant_id: string;
  readonly name: string;
}

/** When visits would be: each day at each of the times. */
export interface WishedVisits {
  readonly days: readonly WishedDay[];
  readonly times: readonly WishedTime[];
}

interface WishedDay {
  readonly weekday: WeekdayName;
  readonly isBankHoliday: boolean;
  /** The name of the field that it was typed into. */
  readonly field: string;
}

interface WishedTime {
  /** "10:00". */
  readonly startTime: string;
  readonly field: string;
}

/** A single London day. @param field that it was typed into */
export function wishedDay(day: string, field: string, isBankHoliday = false): WishedDay {
  const weekday = WEEKDAYS[londonTime(londonInstant(day, '12:00')).dayOfWeek - 1] ?? 'MO';
  return { weekday, isBankHoliday, field };
}

/** The days of the week that a pattern falls on. A day of the month falls on all of them, if it does not end first. */
export function wishedDays(
  { recurrence, startsOn, endsOn }: { recurrence: string; startsOn: string; endsOn: string | null },
  prefix = '',
): readonly WishedDay[] {
  const pattern = patternOf(recurrence);
  const byMonthDay = pattern !== null && pattern.monthDay !== null;
  const field = `${prefix}${byMonthDay ? 'monthDay' : 'weekdays'}`;
  const falls = byMonthDay && endsOn !== null && isDay(endsOn) ? daysOf(recurrence, startsOn, startsOn, endsOn) : null;
  const weekdays = falls?.map((day) => wishedDay(day, field).weekday) ?? (byMonthDay ? WEEKDAYS : pattern?.weekdays);
  return WEEKDAYS.filter((day) => weekdays?.includes(day)).map((weekday) => ({
    weekday,
    field,
    // They come and go from year to year: what repeats is not for them alone.
    isBankHoliday: false,
  }));
}

/** When the visits of a new order would be; of a trial also when those that they would like after it. */
export function wishesOf(
  { meetFirst }: PlaceOrderInput,
  { recurrence, startsOn, endsOn, times }: PlaceOrderRequest,
  isBankHoliday: boolean,
): readonly WishedVisits[] {
  const wished = {
    days:
      recurrence === null ? [wishedDay(startsOn, 'date', isBankHoliday)] : wishedDays({ recurrence, startsOn, endsOn }),
    times: times.map(({ startTime, fields }) => ({ startTime, field: fields.startTime })),
  };
  if (!meetFirst) return [wished];
  const then = meetFirst.startTime ?? null;
  const after = { recurrence: ruleOf(meetFirst), startsOn, endsOn: null };
  return [
    wished,
    {
      days: wishedDays(after, 'meetFirst.'),
      times: then === null ? wished.times : [{ startTime: then, field: 'meetFirst.startTime' }],
    },
  ];
}

/**
 * What is new in a change: days and times that the order has already are not looked at again, or nobody could change the
 * note of an order that is older than the service's price for Saturdays.
 */
export function newWishes(
  now: {
    readonly recurrence: string | null;
    readonly startsOn: string;
    readonly times: readonly TimeOfDay[];
    readonly extraVisits: readonly ExtraVisit[];
  },
  { recurrence, fromOn, endsOn, times, extraVisits }: AmendOrderRequest,
  isBankHoliday: boolean,
): WishedVisits {
  const before = now.recurrence === null ? [] : wishedDays({ recurrence: now.recurrence, startsOn: fromOn, endsOn });
  const days =
    recurrence === null
      ? [wishedDay(fromOn, 'fromOn', isBankHoliday)].filter(() => fromOn !== now.startsOn)
      : wishedDays({ recurrence, startsOn: fromOn, endsOn }).filter((day) =>
          before.every((one) => one.weekday !== day.weekday),
        );
  const extra = (extraVisits ?? []).filter(
    (one) => !now.extraVisits.some((known) => known.day === one.day && known.startTime === one.startTime),
  );
  return {
    days: [...days, ...extra.map(({ day, dayField }) => wishedDay(day, dayField))],
    times: [...times, ...extra]
      .filter(({ startTime }) => now.times.every((known) => known.startTime !== startTime))
      .map(({ startTime, fields }) => ({ startTime, field: fields.startTime })),
  };
}

/** Whether every visit may be bought at this price. */
export function fitsPrice(price: PriceTimes, { days, times }: WishedVisits): boolean {
  return days.every((day) => fitsDay(price, day)) && times.every((time) => fitsTime(price, time));
}

/**
 * Of a service, the price of each day: the chosen one where it fits, else the first of its others that does. Null is the chosen.
 * @throws Refusal PRICE_NOT_FOR_THEN where the chosen price fits no day at all, or nothing fits one of them
 */
export function pricesByDay(
  chosen: PriceTimes,
  wished: WishedVisits,
  sisters: readonly SisterPrice[],
): readonly (SisterPrice | null)[] {
  const { days, times } = wished;
  const fits = (price: PriceTimes, day: WishedDay): boolean => fitsPrice(price, { days: [day], times });
  if (!days.some((day) => fits(chosen, day))) {
    // Where it is only the hour, that is all there is to say: other days would find a price of their own.
    const its = days.filter((day) => fitsDay(chosen, day));
    throw notForThen(chosen, its.length > 0 ? { days: its, times } : wished, sisters);
  }
  return days.map((day) => {
    if (fits(chosen, day)) return null;
    const other = sisters.find((sister) => fits(sister, day));
    if (!other) throw notForThen(chosen, { days: [day], times }, sisters);
    return other;
  });
}

/**
 * A price is bought on the days and at the hours that it is for, so that nobody pays for a Sunday what a Tuesday costs. Bank
 * holidays are ordinary days here: the rate card multiplies their price.
 * @param sisters the prices of the same service for the same thing
 */
export function notForThen(price: PriceTimes, { days, times }: WishedVisits, sisters: readonly SisterPrice[]): Refusal {
  const problems: FieldProblem[] = [];
  const wrongDays = days.filter((day) => !fitsDay(price, day));
  for (const field of new Set(wrongDays.map((day) => day.field))) {
    const advice = wrongDays
      .filter((day) => day.field === field)
      .flatMap((day) => {
        const other = sisters.find(
          (sister) => fitsDay(sister, day) && (times.length === 0 || times.some((time) => fitsTime(sister, time))),
        );
        return other ? [`for ${dayName(day.weekday)}s choose “${other.name}”`] : [];
      });
    const message = `This price is for ${daysOfPrice(price)}. ${sentence([...advice, 'choose another day'])}`;
    problems.push({ field, message });
  }
  for (const time of times.filter((one) => !fitsTime(price, one))) {
    const other = sisters.find((sister) => fitsTime(sister, time) && days.every((day) => fitsDay(sister, day)));
    const advice = other ? [`for ${timeInWords(time.startTime)} choose “${other.name}”`] : [];
    const message = `This price is for visits that start ${hoursOfPrice(price)}. ${sentence([...advice, 'choose another time'])}`;
    problems.push({ field: time.field, message });
  }
  return new Refusal('PRICE_NOT_FOR_THEN', { problems });
}

function fitsDay(price: PriceTimes, { weekday, isBankHoliday }: WishedDay): boolean {
  return price.weekdays.includes(weekday) && (!price.bank_holidays_only || isBankHoliday);
}

function fitsTime({ starts_from: from, starts_before: before }: PriceTimes, { startTime }: WishedTime): boolean {
  if (from === null || before === null) return true;
  const isLate = startTime >= from.slice(0, 5);
  const isEarly = startTime < before.slice(0, 5);
  return from < before ? isLate && isEarly : isLate || isEarly;
}

/** "Mondays to Fridays", "Saturdays", "bank holidays only". */
function daysOfPrice({ weekdays, bank_holidays_only: bankHolidaysOnly }: PriceTimes): string {
  if (bankHolidaysOnly) return 'bank holidays only, one visit at a time';
  const days = WEEKDAYS.filter((day) => weekdays.includes(day));
  const first = days[0] ?? 'MO';
  const last = days.at(-1) ?? first;
  const inARow = days.length > 2 && WEEKDAYS.indexOf(last) - WEEKDAYS.indexOf(first) === days.length - 1;
  return inARow ? `${dayName(first)}s to ${dayName(last)}s` : list(days.map((day) => `${dayName(day)}s`));
}

/** "at 6am or later, and before 5pm". */
function hoursOfPrice({ starts_from: from, starts_before: before }: PriceTimes): string {
  if (from === null || before === null) return 'at any time';
  return `at ${timeInWords(from.slice(0, 5))} or later, ${from < before ? 'and' : 'or'} before ${timeInWords(before.slice(0, 5))}`;
}

function dayName(day: WeekdayName): string {
  return WEEKDAY_NAMES[day];
}

function sentence(parts: readonly string[]): string {
  const text = parts.join(', or ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
