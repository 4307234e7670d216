import {
  addDays,
  type FieldProblem,
  isDay,
  isId,
  isReadable,
  londonDate,
  londonInstant,
  londonTime,
  parseQuantity,
  Refusal,
  type TenThousandths,
} from '@owncourse/kernel/contract';
import type { StartUrgentCareInput } from '../contract/order-inputs.js';

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const LONGEST_PLACE = 200;
const LONGEST_TEXT = 500;
const MINUTE = 60_000;
const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;

export interface UrgentCareRequest {
  readonly quantity: TenThousandths;
  /** London days, one after the other. */
  readonly days: readonly string[];
  /** Wall clock in London. */
  readonly startTime: string;
  readonly place: string;
  readonly note: string | null;
  readonly reason: string;
}

/**
 * Checks what was typed, every field at once. Without a day and a time it begins now.
 * @throws Refusal INVALID_INPUT with one problem a field, or NOT_FOUND for ids that cannot be ids
 */
export function readUrgentCare(input: StartUrgentCareInput, at: Date, mostDays: number): UrgentCareRequest {
  if (!isId(input.personId) || !isId(input.variantId)) throw Refusal.notFound();
  const problems: FieldProblem[] = [];
  const problem = (field: string, message: string): void => {
    problems.push({ field, message });
  };
  const now = londonTime(at);
  const today = londonDate(at);
  const startsOn = input.date ?? today;
  const startTime = input.startTime ?? now.toPlainTime().toString({ smallestUnit: 'minute' });
  if (!isDay(startsOn) || startsOn < today || startsOn > addDays(today, mostDays))
    problem('date', `Choose today, or a day within the next ${mostDays} days.`);
  else if (!TIME.test(startTime)) problem('startTime', 'Choose a time such as 14:00.');
  else if (londonInstant(startsOn, startTime).getTime() < at.getTime() - MINUTE)
    problem('startTime', 'Choose a time that is still to come, or leave it empty for now.');
  const many = input.days ?? 1;
  if (!Number.isInteger(many) || many < 1 || many > mostDays) problem('days', `Choose 1 to ${mostDays} days.`);
  const text = (field: 'place' | 'reason', asks: string, most: number): void => {
    if (input[field].trim() === '' || input[field].length > most || !isReadable(input[field]))
      problem(field, `${asks} Use at most ${most} letters.`);
  };
  text('place', 'Say where.', LONGEST_PLACE);
  text('reason', 'Say why it cannot wait.', LONGEST_TEXT);
  if ((input.note ?? '').length > LONGEST_TEXT || !isReadable(input.note ?? ''))
    problem('note', `Write at most ${LONGEST_TEXT} letters.`);
  let quantity = 0n;
  try {
    quantity = parseQuantity(input.quantity);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    problems.push(...(error.details['problems'] as FieldProblem[]));
  }
  if (problems.length > 0) throw Refusal.invalidFields(problems);
  return {
    quantity,
    days: Array.from({ length: many }, (_, number) => addDays(startsOn, number)),
    startTime,
    place: input.place.trim(),
    note: input.note?.trim() ? input.note.trim() : null,
    reason: input.reason.trim(),
  };
}

/** The weekdays of some London days, Monday first. */
export function weekdaysOfDays(days: readonly string[]): string[] {
  const numbers = new Set(days.map((day) => londonTime(londonInstant(day, '12:00')).dayOfWeek));
  return WEEKDAYS.filter((_, index) => numbers.has(index + 1));
}
