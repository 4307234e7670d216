import {
  addDays,
  type FieldProblem,
  isDay,
  isId,
  parseQuantity,
  Refusal,
  type TenThousandths,
} from '@owncourse/kernel/contract';
import type { AmendOrderInput } from '../contract/ordering.port.js';
import { problemsOfPattern, ruleOf } from './pattern.js';
import {
  FURTHEST_DAYS,
  FURTHEST_END_DAYS,
  MOST_PENCE,
  problemsOfShownDays,
  problemsOfWhereAndHow,
} from './place-order-request.js';

/** The terms of an order from a day on, as they were typed. */
export interface AmendOrderRequest {
  readonly fromOn: string;
  readonly quantity: TenThousandths;
  readonly endsOn: string | null;
  readonly recurrence: string | null;
}

/**
 * Checks what was typed, every field at once. A single visit moves to the day the change is from.
 * @throws Refusal INVALID_INPUT with one problem a field, or NOT_FOUND
 */
export function readAmendOrder(input: AmendOrderInput, kind: 'ONE_OFF' | 'STANDING', today: string): AmendOrderRequest {
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
  let quantity = 0n;
  try {
    quantity = parseQuantity(input.quantity);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    problems.push(...(error.details['problems'] as FieldProblem[]));
  }
  if (problems.length > 0) throw Refusal.invalidFields(problems);
  return { fromOn, quantity, endsOn, recurrence: pattern ? ruleOf(pattern) : null };
}
