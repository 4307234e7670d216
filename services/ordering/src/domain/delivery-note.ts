import {
  type FieldProblem,
  formatQuantity,
  isReadable,
  linePence,
  londonDate,
  parseQuantity,
  type Pence,
  Refusal,
} from '@owncourse/kernel/contract';
import type { RecordDeliveryInput } from '../contract/visit-inputs.js';
import { deliveredShare, type ShareColumns, shareIn } from './share.js';
import { LONGEST_VISIT_MINUTES } from './visit-plan.js';

const LONGEST_TEXT = 200;
const LONGEST_VISIT_MS = LONGEST_VISIT_MINUTES * 60_000;

/** What was ordered of one visit; pence for one unit and for the whole visit. */
export interface OrderedVisit extends ShareColumns {
  readonly on_date: string;
  readonly quantity: string;
  readonly unit_price_pence: Pence;
  /** What the day multiplies a line by; 10000n for an ordinary day. */
  readonly multiplier_ten_thousandths: bigint;
  readonly amount_pence: Pence;
}

/** What is wrong with the six facts of a note, every field at once; `prefix` comes before each field's name. */
export function noteProblems(
  input: Omit<RecordDeliveryInput, 'occurrenceId' | 'idempotencyKey' | 'quantity'>,
  visit: Pick<OrderedVisit, 'on_date'>,
  at: Date,
  prefix = '',
): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const text = (field: 'workerName' | 'place', asks: string): void => {
    if (input[field].trim() === '' || input[field].length > LONGEST_TEXT || !isReadable(input[field]))
      problems.push({ field: `${prefix}${field}`, message: `${asks} Use at most ${LONGEST_TEXT} letters.` });
  };
  text('workerName', 'Say who came.');
  text('place', 'Say where.');
  const [started, ended] = [Date.parse(input.startedAt), Date.parse(input.endedAt)];
  if (ended <= started || ended - started > LONGEST_VISIT_MS)
    problems.push({ field: `${prefix}endedAt`, message: 'The end must be after the start.' });
  if (ended > at.getTime())
    problems.push({ field: `${prefix}endedAt`, message: 'Enter the visit after it has ended.' });
  if (londonDate(new Date(started)) !== visit.on_date)
    problems.push({ field: `${prefix}startedAt`, message: 'The visit must be on its own day.' });
  return problems;
}

/**
 * What a delivered quantity costs: never more than was ordered, in quantity or in pence.
 * @throws Refusal MORE_THAN_HELD {heldPence, amountPence, orderedQuantity}
 */
export function deliveredPence(quantity: string, visit: OrderedVisit): Pence {
  const delivered = parseQuantity(quantity);
  const ordered = parseQuantity(visit.quantity);
  const whole = linePence(delivered, visit.unit_price_pence, [visit.multiplier_ten_thousandths]);
  const amount = delivered > ordered ? whole : deliveredShare(whole, shareIn(visit), visit.amount_pence);
  if (delivered > ordered || amount > visit.amount_pence)
    throw new Refusal('MORE_THAN_HELD', {
      heldPence: visit.amount_pence.toString(),
      amountPence: amount.toString(),
      orderedQuantity: formatQuantity(ordered),
    });
  return amount;
}
