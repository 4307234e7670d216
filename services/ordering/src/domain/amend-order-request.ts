import { addDays, type FieldProblem, isDay, isId, Refusal } from '@owncourse/kernel/contract';
import type { AmendOrderInput, TimeInput } from '../contract/order-inputs.js';
import { problemsOfPattern, ruleOf } from './pattern.js';
import {
  FURTHEST_DAYS,
  FURTHEST_END_DAYS,
  MOST_PENCE,
  problemsOfShownDays,
  problemsOfWhereAndHow,
} from './place-order-request.js';
import { MOST_EXTRA_VISITS, type WantedTime, wantedTime, wantedTimes } from './times-of-day.js';

export interface WantedExtraVisit extends WantedTime {
  readonly day: string;
  /** The name of the field that its day was typed into. */
  readonly dayField: string;
}

/** The terms of an order from a day on, as they were typed. */
export interface AmendOrderRequest {
  readonly fromOn: string;
  /** The visits of one day, earliest first; at least one. */
  readonly times: readonly WantedTime[];
  /** Single visits beside the pattern; null keeps those there are. */
  readonly extraVisits: readonly WantedExtraVisit[] | null;
  readonly endsOn: string | null;
  readonly recurrence: string | null;
}

/**
 * Checks what was typed, every field at once. A single visit moves to the day the change is from.
 * @throws Refusal INVALID_INPUT with one problem a field, or NOT_FOUND
 */
export function readAmendOrder(
  input: AmendOrderInput,
  order: { readonly kind: 'ONE_OFF' | 'STANDING'; readonly moreTimes: readonly TimeInput[] },
  today: string,
): AmendOrderRequest {
  const { kind } = order;
  if (!isId(input.orderId)) throw Refusal.notFound();
  const problems: FieldProblem[] = [];
  const problem = (field: string, message: string): void => {
    problems.push({ field, message });
  };
  const { fromOn, pattern } = input;
  if (!isDay(fromOn)) problem('fromOn', 'Choose a day.');
  else if (fromOn < today) problem('fromOn', 'Choose today or a later day.');
  else if (fromOn > addDays(today, FURTHEST_DAYS)) problem('fromOn', 'Choose a day within the next two years.');
  if (Boolean(pattern) !== (kind === 'STANDING'))
    problem(
      'pattern',
      kind === 'STANDING' ? 'Say on which days.' : 'This is a single visit. Order again for every week.',
    );
  const endsOn = kind === 'STANDING' ? (input.endsOn ?? null) : null;
  if (endsOn !== null && (!isDay(endsOn) || endsOn < fromOn))
    problem('endsOn', 'The last day must not be before the change.');
  else if (endsOn !== null && endsOn > addDays(today, FURTHEST_END_DAYS))
    problem('endsOn', 'Leave the last day empty for help that goes on.');
  if (pattern) problems.push(...problemsOfPattern(pattern));
  problems.push(...problemsOfWhereAndHow(input));
  problems.push(...problemsOfShownDays(input));
  if (input.shownUnitPricePence < 0n || input.shownUnitPricePence > MOST_PENCE)
    problem('shownUnitPricePence', 'Send the price that was shown.');
  const moreTimes = input.moreTimes ?? order.moreTimes;
  const times = wantedTimes({ ...input, moreTimes }, kind === 'STANDING', problems);
  const extraVisits = wantedExtraVisits(input, kind, problems);
  if (problems.length > 0) throw Refusal.invalidFields(problems);
  return { fromOn, times, extraVisits, endsOn, recurrence: pattern ? ruleOf(pattern) : null };
}

function wantedExtraVisits(
  { extraVisits }: AmendOrderInput,
  kind: 'ONE_OFF' | 'STANDING',
  problems: FieldProblem[],
): readonly WantedExtraVisit[] | null {
  if (!extraVisits) return null;
  const problem = (field: string, message: string): void => {
    problems.push({ field, message });
  };
  if (extraVisits.length > 0 && kind === 'ONE_OFF')
    problem('extraVisits', 'This is a single visit. Order another one.');
  if (extraVisits.length > MOST_EXTRA_VISITS)
    problem('extraVisits', `Choose at most ${MOST_EXTRA_VISITS} extra visits.`);
  return extraVisits.map((extra, index) => {
    const dayField = `extraVisits[${index}].date`;
    if (!isDay(extra.date)) problem(dayField, 'Choose a day.');
    return { ...wantedTime(extra, `extraVisits[${index}]`, problems), day: extra.date, dayField };
  });
}
