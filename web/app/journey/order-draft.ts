import type { PriceUnit } from '../generated/graphql.js';
import { dateWords, timeWords } from '../format/dates.js';
import { byTime, type DraftTime } from './more-times.js';
import { isDay, listWords, patternDays, type Weekday, weekdayNames, weekdayOf, weekdays } from './calendar.js';
import { allowedDays, daysWords, fitsHours, hoursWords, type Priced } from './price-times.js';

/**
 * An order while it is being made. It lives in the address of the four pages, so going back is safe and nothing needs
 * script. Where the visit is and what the worker should know are private and never part of it.
 */
export interface OrderDraft {
  readonly quantity: string;
  /** `meet`: a single visit first, and the days that they would like if it suits. */
  readonly how: 'once' | 'weekly' | 'meet';
  /** The day of a single visit, or the first day of a pattern. */
  readonly startsOn: string;
  readonly endsOn: string;
  /** After a meeting: not before this day; empty for as soon as can be. */
  readonly thenOn: string;
  /** How much each time after a meeting; empty for as much as then. */
  readonly thenQuantity: string;
  readonly days: readonly Weekday[];
  readonly everyWeeks: number;
  /** "10:00". */
  readonly time: string;
  /** Other times of the same days; only of help that repeats. */
  readonly more: readonly DraftTime[];
}

export interface OrderedVariant extends Priced {
  readonly unit: PriceUnit;
  readonly timeBand: string | null;
  readonly minimumQuantity: string;
  readonly typicalQuantity: string;
}

export interface DraftProblem {
  readonly field: string;
  readonly message: string;
}

/** Visits further ahead than this are planned later. */
const planAheadDays = 182;
const minutesOf: Partial<Record<PriceUnit, number>> = { HOUR: 60, VISIT15: 15, VISIT30: 30, VISIT45: 45, VISIT60: 60 };
/** A visit of eight days; longer ones are several visits. */
const longestMinutes = 11_520n;
const startsAtSomeTime: readonly PriceUnit[] = ['NIGHT_ASLEEP', 'NIGHT_AWAKE', 'DAY', 'SESSION'];

/** False for what is bought rather than visited, such as an item or a month of membership. */
export function hasTime(unit: PriceUnit): boolean {
  return unit in minutesOf || startsAtSomeTime.includes(unit);
}

export function usualTime({ timeBand, unit }: Pick<OrderedVariant, 'timeBand' | 'unit'>): string {
  if (!hasTime(unit)) return '09:00';
  if (timeBand === 'evening') return '18:00';
  return timeBand === 'night' ? '21:00' : '10:00';
}

/** A decimal with at most four places as ten-thousandths; null for anything else. */
export function tenThousandths(text: string): bigint | null {
  const parts = /^(\d{1,7})(?:\.(\d{1,4}))?$/.exec(text.trim());
  return parts ? BigInt(`${parts[1] ?? ''}${(parts[2] ?? '').padEnd(4, '0')}`) : null;
}

/** "2.0000" → "2", "1.5000" → "1.5". */
export function plainQuantity(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

export function readDraft(address: URLSearchParams): OrderDraft {
  const every = Number(address.get('every') ?? '1');
  return {
    quantity: address.get('quantity') ?? '',
    how: readHow(address.get('how')),
    startsOn: address.get('on') ?? '',
    endsOn: address.get('until') ?? '',
    thenOn: address.get('then') ?? '',
    thenQuantity: address.get('then-quantity') ?? '',
    days: weekdays.filter((day) => address.getAll('day').includes(day)),
    everyWeeks: [1, 2, 3, 4].includes(every) ? every : 1,
    time: address.get('time') ?? '',
    more: address.getAll('also').map((one) => {
      const [time = '', quantity = ''] = one.split('_');
      return { time, quantity };
    }),
  };
}

export function readHow(text: string | null): OrderDraft['how'] {
  return text === 'weekly' || text === 'meet' ? text : 'once';
}

/** The draft as the part of an address after `?`; what is empty is left out. */
export function draftQuery(draft: OrderDraft, more: Readonly<Record<string, string | null>> = {}): string {
  const query = new URLSearchParams();
  const put = (name: string, value: string | null): void => {
    if (value) query.append(name, value);
  };
  put('quantity', draft.quantity);
  put('how', draft.how);
  put('on', draft.startsOn);
  if (draft.how !== 'once') {
    for (const day of draft.days) query.append('day', day);
    put('every', draft.everyWeeks === 1 ? null : String(draft.everyWeeks));
    if (draft.how === 'weekly') {
      put('until', draft.endsOn);
      for (const { time, quantity } of draft.more) put('also', `${time}_${quantity}`);
    } else {
      put('then', draft.thenOn);
      put('then-quantity', draft.thenQuantity);
    }
  }
  put('time', draft.time);
  for (const [name, value] of Object.entries(more)) put(name, value);
  return query.toString();
}

export function problemsOfWhat(draft: OrderDraft, variant: OrderedVariant): readonly DraftProblem[] {
  const wanted = tenThousandths(draft.quantity);
  const least = tenThousandths(variant.minimumQuantity) ?? 0n;
  if (wanted === null) return [{ field: 'quantity', message: 'Enter a number, such as 1 or 2.5' }];
  if (wanted === 0n) return [{ field: 'quantity', message: 'Enter more than 0' }];
  if (wanted < least)
    return [{ field: 'quantity', message: `The least you can order is ${plainQuantity(variant.minimumQuantity)}` }];
  if (BigInt(minutesOf[variant.unit] ?? 0) * wanted > longestMinutes * 10_000n)
    return [{ field: 'quantity', message: 'One visit can last eight days at the most. Enter less' }];
  return [];
}

function dayProblem(draft: OrderDraft, variant: OrderedVariant, today: string): string | null {
  const day = draft.startsOn;
  if (day === '') return draft.how === 'weekly' ? 'Enter the first day' : 'Enter the day';
  if (!isDay(day)) return 'Enter a day that is in the calendar, such as 9 3 2026';
  if (day < today) return 'Choose today or a later day';
  const allowed = allowedDays(variant);
  if (draft.how !== 'weekly' && !allowed.includes(weekdayOf(day)))
    return `This price is for ${daysWords(variant)}. ${dateWords(day)} is not one`;
  return null;
}

export function problemsOfWhen(draft: OrderDraft, variant: OrderedVariant, today: string): readonly DraftProblem[] {
  const problems: DraftProblem[] = [];
  const allowed = allowedDays(variant);
  if (draft.how !== 'once' && !draft.days.some((day) => allowed.includes(day)))
    problems.push({ field: 'day', message: 'Choose at least one day of the week' });
  const onDay = dayProblem(draft, variant, today);
  if (onDay !== null) problems.push({ field: 'on', message: onDay });
  if (draft.how === 'weekly' && draft.endsOn !== '') {
    if (!isDay(draft.endsOn))
      problems.push({ field: 'until', message: 'Enter a day that is in the calendar, or leave it empty' });
    else if (draft.endsOn < draft.startsOn)
      problems.push({ field: 'until', message: 'The last day must not be before the first' });
  }
  if (draft.how === 'meet' && draft.thenQuantity !== '') {
    const [problem] = problemsOfWhat({ ...draft, quantity: draft.thenQuantity }, variant);
    if (problem) problems.push({ field: 'then-quantity', message: problem.message });
  }
  if (draft.how === 'meet' && draft.thenOn !== '') {
    if (!isDay(draft.thenOn))
      problems.push({ field: 'then', message: 'Enter a day that is in the calendar, or leave it empty' });
    else if (draft.thenOn < draft.startsOn)
      problems.push({ field: 'then', message: 'Choose a day after you have met, or leave it empty' });
  }
  const atTime = timeProblem(draft.time, variant);
  if (atTime !== null) problems.push({ field: 'time', message: atTime });
  problems.push(...problemsOfTimes(draft, variant));
  return problems;
}

const isTime = /^([01]\d|2[0-3]):[0-5]\d$/;

function timeProblem(time: string, variant: OrderedVariant): string | null {
  if (!isTime.test(time)) return 'Choose a time';
  if (!hasTime(variant.unit) || fitsHours(variant, time)) return null;
  return `This price is for visits that start ${hoursWords(variant) ?? 'at any time'}. Choose another time`;
}

/** The times of one day, earliest first, each with the name of its field of the service. */
export function timesOfDraft(draft: OrderDraft): readonly (DraftTime & { readonly field: string })[] {
  const first = { time: draft.time, quantity: draft.quantity, field: '' };
  const more = draft.how === 'weekly' ? draft.more : [];
  return byTime([first, ...more.map((one, index) => ({ ...one, field: `moreTimes[${index}].` }))]);
}

function problemsOfTimes(draft: OrderDraft, variant: OrderedVariant): readonly DraftProblem[] {
  if (draft.how !== 'weekly') return [];
  const problems = draft.more.flatMap(({ time, quantity }, index): DraftProblem[] => {
    const atTime = timeProblem(time, variant);
    return [
      ...(atTime === null ? [] : [{ field: `moreTimes[${index}].startTime`, message: atTime }]),
      ...problemsOfWhat({ ...draft, quantity }, variant).map(({ message }) => ({
        field: `moreTimes[${index}].quantity`,
        message,
      })),
    ];
  });
  if (problems.length > 0 || draft.more.length === 0) return problems;
  const times = timesOfDraft(draft);
  return times.flatMap((one, index) => {
    const before = times.at(index - 1);
    const begins = minuteOf(one.time) + (index === 0 ? dayMinutes : 0);
    const isFree = before === undefined || minuteOf(before.time) + lengthOf(before.quantity, variant.unit) <= begins;
    const field = one.field === '' ? 'time' : `${one.field}startTime`;
    return isFree ? [] : [{ field, message: 'This visit begins before another one ends. Choose another time' }];
  });
}

const dayMinutes = 1440;

function minuteOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}

/** Whole minutes of a visit whose length is counted in time; one where it is not. */
function lengthOf(quantity: string, unit: PriceUnit): number {
  return Math.max(1, Number((BigInt(minutesOf[unit] ?? 0) * (tenThousandths(quantity) ?? 0n)) / 10_000n));
}

/** The days of every visit that the plan looks ahead to, oldest first. */
export function visitDays(draft: OrderDraft, today: string, budgetEndsOn: string | null): readonly string[] {
  if (draft.how !== 'weekly') return [draft.startsOn];
  const through = [patternHorizon(today), draft.endsOn, budgetEndsOn ?? ''].filter((day) => day !== '').sort()[0];
  return through === undefined ? [] : patternDays(draft, through);
}

/** Visits of the half year after the one that is planned at first; none where it ends before. */
export function daysAfterPlan(draft: OrderDraft, today: string, budgetEndsOn: string | null): readonly string[] {
  if (draft.how !== 'weekly') return [];
  const planned = patternHorizon(today);
  const through = [patternHorizon(planned), draft.endsOn, budgetEndsOn ?? ''].filter((day) => day !== '').sort()[0];
  return through === undefined ? [] : patternDays(draft, through).filter((day) => day > planned);
}

function patternHorizon(today: string): string {
  return new Date(Date.parse(`${today}T00:00:00Z`) + planAheadDays * 86_400_000).toISOString().slice(0, 10);
}

/** "10am to noon", or "from 9pm" where the length is not counted in minutes, or nothing. */
function timesWords(draft: OrderDraft, unit: PriceUnit): string {
  return hasTime(unit) ? `, ${listWords(timesOfDraft(draft).map((one) => timeSpanWords(one, unit)))}` : '';
}

/** "10am to noon", or "from 9pm" where the length is not counted in minutes. */
export function timeSpanWords({ time, quantity }: DraftTime, unit: PriceUnit): string {
  if (minutesOf[unit] === undefined || tenThousandths(quantity) === null) return `from ${timeWords(time)}`;
  const end = (minuteOf(time) + lengthOf(quantity, unit)) % dayMinutes;
  const ends = `${String(Math.floor(end / 60)).padStart(2, '0')}:${String(end % 60).padStart(2, '0')}`;
  return `${timeWords(time)} to ${timeWords(ends)}`;
}

/** "Tuesday 3 March, 10am to noon"; "Every Monday and Thursday, 10am to noon, from Monday 9 March". */
export function whenWords(draft: OrderDraft, unit: PriceUnit, firstDay: string): string {
  if (draft.how !== 'weekly') return `${dateWords(draft.startsOn)}${timesWords(draft, unit)}`;
  const pattern = patternWords(draft);
  const until = draft.endsOn === '' ? '' : ` until ${dateWords(draft.endsOn)}`;
  return `${pattern}${timesWords(draft, unit)}, from ${dateWords(firstDay)}${until}`;
}

/** "Every Monday and Thursday". */
function patternWords({ days, everyWeeks }: OrderDraft): string {
  const names = listWords(days.map((day) => weekdayNames[day]));
  return everyWeeks === 1 ? `Every ${names}` : `Every ${everyWeeks} weeks on ${names}`;
}

/** What comes after a meeting that suits; null where nobody meets first. */
export function afterMeetingWords(draft: OrderDraft, unit: PriceUnit): string | null {
  if (draft.how !== 'meet') return null;
  const from = draft.thenOn === '' ? '' : `, from ${dateWords(draft.thenOn)}`;
  const quantity = draft.thenQuantity === '' ? draft.quantity : draft.thenQuantity;
  return `${patternWords(draft)}${timesWords({ ...draft, quantity }, unit)}${from}`;
}
