import { addDays, type FieldProblem, isDay, isId, isReadable, Refusal } from '@owncourse/kernel/contract';
import type { PlaceOrderInput } from '../contract/order-inputs.js';
import { problemsOfMeetFirst } from './meet-first.js';
import { problemsOfPattern, ruleOf } from './pattern.js';
import { type WantedTime, wantedTimes } from './times-of-day.js';

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const LONGEST_PLACE = 200;
const LONGEST_NOTE = 1000;
/** One visit can be ordered two years ahead; help that goes on longer than ten has no last day. */
export const FURTHEST_DAYS = 731;
export const FURTHEST_END_DAYS = 3653;
/** No sum in the product passes 2^53−1 pence. */
export const MOST_PENCE = 9_007_199_254_740_991n;

export interface PlaceOrderRequest {
  /** The visits of one day, earliest first; at least one. */
  readonly times: readonly WantedTime[];
  readonly startsOn: string;
  readonly endsOn: string | null;
  /** The rule of a standing order; null for a single visit. */
  readonly recurrence: string | null;
}

/**
 * Checks what was typed, every field at once. Days are London days.
 * @throws Refusal INVALID_INPUT with one problem a field, or NOT_FOUND for ids that cannot be ids
 */
export function readPlaceOrder(input: PlaceOrderInput, today: string): PlaceOrderRequest {
  if (!isId(input.personId) || !isId(input.variantId) || (input.budgetId && !isId(input.budgetId)))
    throw Refusal.notFound();
  const problems: FieldProblem[] = [];
  const problem = (field: string, message: string): void => {
    problems.push({ field, message });
  };
  const { oneOff, standing } = input;
  if (Boolean(oneOff) === Boolean(standing)) problem('standing', 'Choose one visit, or every week.');
  const startsOn = oneOff?.date ?? standing?.startsOn ?? '';
  if (!isDay(startsOn)) problem('date', 'Choose a day.');
  else if (startsOn < today) problem('date', 'Choose today or a later day.');
  else if (startsOn > addDays(today, FURTHEST_DAYS)) problem('date', 'Choose a day within the next two years.');
  const endsOn = standing?.endsOn ?? null;
  if (endsOn !== null && (!isDay(endsOn) || endsOn < startsOn))
    problem('endsOn', 'The last day must not be before the first.');
  else if (endsOn !== null && endsOn > addDays(today, FURTHEST_END_DAYS))
    problem('endsOn', 'Leave the last day empty for help that goes on.');
  if (standing) problems.push(...problemsOfPattern(standing));
  problems.push(...problemsOfMeetFirst(input));
  problems.push(...problemsOfWhereAndHow(input));
  if (input.shownUnitPricePence < 0n || input.shownUnitPricePence > MOST_PENCE)
    problem('shownUnitPricePence', 'Send the price that was shown.');
  problems.push(...problemsOfShownDays(input));
  const own = input.agreedOwnMoneyPence ?? null;
  if (own !== null && (own < 0n || own > MOST_PENCE))
    problem('agreedOwnMoneyPence', 'Send the sum that was shown and agreed to.');
  const times = wantedTimes(input, Boolean(standing), problems);
  if (problems.length > 0) throw Refusal.invalidFields(problems);
  return { times, startsOn, endsOn, recurrence: standing ? ruleOf(standing) : null };
}

export function problemsOfShownDays({ shownDays }: Pick<PlaceOrderInput, 'shownDays'>): readonly FieldProblem[] {
  return (shownDays ?? []).some(({ day, amountPence }) => !isDay(day) || amountPence < 0n)
    ? [{ field: 'shownDays', message: 'Send the days and sums that were shown.' }]
    : [];
}

/** The time, the place and the note of an order or a change of one. */
export function problemsOfWhereAndHow(input: {
  readonly startTime: string;
  readonly place: string;
  readonly note?: string | null;
}): readonly FieldProblem[] {
  const problems: FieldProblem[] = [];
  const problem = (field: string, message: string): void => {
    problems.push({ field, message });
  };
  if (!TIME.test(input.startTime)) problem('startTime', 'Choose a time such as 10:00.');
  if (input.place.trim() === '' || input.place.length > LONGEST_PLACE || !isReadable(input.place))
    problem('place', `Say where, in at most ${LONGEST_PLACE} letters.`);
  if ((input.note ?? '').length > LONGEST_NOTE || !isReadable(input.note ?? ''))
    problem('note', `Write at most ${LONGEST_NOTE} letters.`);
  return problems;
}
