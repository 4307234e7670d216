import {
  type FieldProblem,
  formatQuantity,
  linePence,
  parseQuantity,
  type Pence,
  Refusal,
  type TenThousandths,
} from '@owncourse/kernel/contract';
import type { TimeInput } from '../contract/order-inputs.js';
import { LONGEST_VISIT_MINUTES, type TimeOfDay, visitMinutes } from './visit-plan.js';

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
/** Nobody is visited more often in a day than that by one order. */
const MOST_TIMES = 6;
/** Single visits beside the pattern that one version has. */
export const MOST_EXTRA_VISITS = 20;
const DAY_MINUTES = 24 * 60;

/** A visit beside the pattern, on one London day. */
export interface ExtraVisit extends TimeOfDay {
  readonly day: string;
}

/** What a version keeps beside its first time of day: another on the same days, or a single visit on a day of its own. */
export interface OrderTime {
  /** London day of a single visit; null on each day of the pattern. */
  readonly onDate: string | null;
  readonly startTime: string;
  readonly durationMinutes: number;
  readonly quantity: string;
  /** The budget's part of an ordinary visit, as text: JSON numbers would pass through floating point. */
  readonly linePence: string;
}

/** A time as it was typed, with the names of the fields it was typed into. */
export interface WantedTime {
  readonly startTime: string;
  readonly quantity: TenThousandths;
  readonly fields: { readonly startTime: string; readonly quantity: string };
}

/** A quantity that cannot be read is a problem of its field, and zero. */
function quantityIn(text: string, field: string, problems: FieldProblem[]): TenThousandths {
  try {
    return parseQuantity(text);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const found = error.details['problems'] as FieldProblem[];
    problems.push(...found.map(({ message }) => ({ field, message })));
    return 0n;
  }
}

/** The times of a day as they were typed, earliest first; the problems with those beside the first go to `problems`. */
export function wantedTimes(
  input: { readonly startTime: string; readonly quantity: string; readonly moreTimes?: readonly TimeInput[] | null },
  repeats: boolean,
  problems: FieldProblem[],
): readonly WantedTime[] {
  const more = input.moreTimes ?? [];
  if (more.length > 0 && !repeats)
    problems.push({ field: 'moreTimes', message: 'Only help that repeats can have several times a day.' });
  if (more.length >= MOST_TIMES)
    problems.push({ field: 'moreTimes', message: `Choose at most ${MOST_TIMES} times a day.` });
  const first = {
    startTime: input.startTime,
    quantity: quantityIn(input.quantity, 'quantity', problems),
    fields: { startTime: 'startTime', quantity: 'quantity' },
  };
  return [first, ...more.map((time, index) => wantedTime(time, `moreTimes[${index}]`, problems))].sort(byStart);
}

/** One more time as it was typed; what is wrong with it goes to `problems`. */
export function wantedTime({ startTime, quantity }: TimeInput, name: string, problems: FieldProblem[]): WantedTime {
  const fields = { startTime: `${name}.startTime`, quantity: `${name}.quantity` };
  if (!TIME.test(startTime)) problems.push({ field: fields.startTime, message: 'Choose a time such as 10:00.' });
  return { startTime, quantity: quantityIn(quantity, fields.quantity, problems), fields };
}

/** What is sold, as far as it says how long a visit of it may be. */
interface SoldUnit {
  readonly unit: string;
  readonly minimum_quantity: string;
}

/** How long a visit lasts. @throws Refusal INVALID_INPUT for one that is too short, too long, or comes to nothing */
export function timeOfDay(sold: SoldUnit, wanted: WantedTime, unitPricePence: Pence): TimeOfDay {
  const { startTime, quantity, fields } = wanted;
  const least = parseQuantity(sold.minimum_quantity);
  const refuse = (message: string): Refusal => Refusal.invalid(fields.quantity, message);
  if (quantity < least) throw refuse(`The least you can order is ${formatQuantity(least)}.`);
  const line = linePence(quantity, unitPricePence);
  if (line <= 0n) throw refuse('This comes to nothing. Order a little more.');
  if (line > BigInt(Number.MAX_SAFE_INTEGER)) throw refuse('That is more than anybody can order. Choose less.');
  const minutes = visitMinutes(sold.unit, quantity);
  if (minutes > LONGEST_VISIT_MINUTES)
    throw refuse('One visit can last eight days at the most. Order less, or several visits.');
  return { startTime, quantity, minutes };
}

/** The times of one day, none of which begins before the one before it ends. @throws Refusal INVALID_INPUT */
export function timesOfDay(sold: SoldUnit, wanted: readonly WantedTime[], unitPricePence: Pence): readonly TimeOfDay[] {
  const times = wanted.map((time) => timeOfDay(sold, time, unitPricePence));
  times.forEach((time, index) => {
    const before = times.at(index - 1);
    if (times.length === 1 || !before) return;
    // The first follows the last of the day before.
    const startsAfter = minuteOf(time) + (index === 0 ? DAY_MINUTES : 0);
    if (minuteOf(before) + before.minutes > startsAfter)
      throw Refusal.invalid(
        wanted[index]?.fields.startTime ?? 'startTime',
        'This visit would begin before another one ends. Choose another time, or make one of them shorter.',
      );
  });
  return times;
}

/** The times of a version, earliest first. */
export function timesOf(
  first: { readonly start_time: string; readonly duration_minutes: number; readonly quantity: string },
  more: readonly OrderTime[],
): readonly TimeOfDay[] {
  const { start_time: startTime, duration_minutes: minutes, quantity } = first;
  return [
    { startTime: startTime.slice(0, 5), minutes, quantity: parseQuantity(quantity) },
    ...more.filter(({ onDate }) => onDate === null).map(asTime),
  ];
}

/** The single visits of a version beside its pattern. */
export function extraVisitsOf(more: readonly OrderTime[]): readonly ExtraVisit[] {
  return more.flatMap((time) => (time.onDate === null ? [] : [{ ...asTime(time), day: time.onDate }]));
}

/** What a version keeps of times and single visits beside its first time. */
export function orderTimes(
  [, ...more]: readonly TimeOfDay[],
  extra: readonly ExtraVisit[],
  unitPricePence: Pence,
): readonly OrderTime[] {
  return [...more.map((time) => ({ ...time, day: null })), ...extra].map((time) => ({
    onDate: time.day,
    startTime: time.startTime,
    durationMinutes: time.minutes,
    quantity: formatQuantity(time.quantity),
    linePence: linePence(time.quantity, unitPricePence).toString(),
  }));
}

/** The budget's part of all visits of an ordinary day. */
export function dayPenceOf(order: { readonly linePence: Pence; readonly moreTimes?: readonly OrderTime[] }): Pence {
  return (order.moreTimes ?? [])
    .filter(({ onDate }) => onDate === null)
    .reduce((sum, time) => sum + BigInt(time.linePence), order.linePence);
}

function asTime({ startTime, durationMinutes, quantity }: OrderTime): TimeOfDay {
  return { startTime, minutes: durationMinutes, quantity: parseQuantity(quantity) };
}

function byStart(left: WantedTime, right: WantedTime): number {
  return left.startTime < right.startTime ? -1 : left.startTime > right.startTime ? 1 : 0;
}

function minuteOf({ startTime }: TimeOfDay): number {
  const [hours = 0, minutes = 0] = startTime.split(':').map(Number);
  return hours * 60 + minutes;
}
