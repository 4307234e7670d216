import { addDays, type FieldProblem, isDay, parseQuantity, Refusal } from '@owncourse/kernel/contract';
import type { PlaceOrderInput } from '../contract/order-inputs.js';
import { problemsOfPattern } from './pattern.js';
import { daysOf } from './visit-plan.js';

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
/** A rule has a visit at least every five weeks. */
const FURTHEST_FIRST_DAYS = 62;
/** What somebody would like after a trial begins within a year of it. */
const FURTHEST_WISH_DAYS = 366;

export type TrialStatusName = 'TO_COME' | 'TO_DECIDE' | 'CONTINUED' | 'NOT_FOR_ME' | 'LAPSED' | 'CALLED_OFF';

/** What is wrong with what somebody would like after a trial, field by field. */
export function problemsOfMeetFirst({ meetFirst, oneOff }: PlaceOrderInput): readonly FieldProblem[] {
  if (!meetFirst) return [];
  const problems: FieldProblem[] = [...problemsOfPattern(meetFirst)];
  const { startsOn, quantity, startTime } = meetFirst;
  if (!oneOff) problems.push({ field: 'meetFirst', message: 'A trial is one visit. Choose its day.' });
  const trialDay = oneOff?.date ?? '';
  if (startsOn && (!isDay(startsOn) || (isDay(trialDay) && startsOn < trialDay)))
    problems.push({ field: 'meetFirst.startsOn', message: 'Choose a day after the trial, or leave it empty.' });
  else if (startsOn && isDay(trialDay) && startsOn > addDays(trialDay, FURTHEST_WISH_DAYS))
    problems.push({ field: 'meetFirst.startsOn', message: 'Choose a day within a year of the trial.' });
  if (startTime && !TIME.test(startTime))
    problems.push({ field: 'meetFirst.startTime', message: 'Choose a time such as 10:00.' });
  if (quantity && !isQuantity(quantity))
    problems.push({ field: 'meetFirst.quantity', message: 'Say how much each time, such as 2 or 1.5.' });
  return problems;
}

function isQuantity(text: string): boolean {
  try {
    return parseQuantity(text) > 0n;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/**
 * The first day that the pattern can begin on: not before the day that was wished for, and never today, so that the provider
 * can answer before somebody waits at the door. London days.
 */
export function firstDayOf(wish: { readonly recurrence: string; readonly startsOn: string }, today: string): string {
  const tomorrow = addDays(today, 1);
  const from = wish.startsOn > tomorrow ? wish.startsOn : tomorrow;
  const [first] = daysOf(wish.recurrence, from, from, addDays(from, FURTHEST_FIRST_DAYS));
  return first ?? from;
}

/** How far a trial is, from what is stored and what became of its visit. @param decideBy null until the visit is confirmed */
export function trialStatus(
  stored: 'OPEN' | Exclude<TrialStatusName, 'TO_COME' | 'TO_DECIDE'>,
  orderIsOver: boolean,
  decideBy: string | null,
  today: string,
): TrialStatusName {
  if (stored !== 'OPEN') return stored;
  if (decideBy !== null) return decideBy < today ? 'LAPSED' : 'TO_DECIDE';
  return orderIsOver ? 'CALLED_OFF' : 'TO_COME';
}
