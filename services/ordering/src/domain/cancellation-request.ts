import { addDays, isDay, isId, Refusal } from '@owncourse/kernel/contract';
import type { CancelOrderInput } from '../contract/visit-inputs.js';
import { FURTHEST_DAYS } from './place-order-request.js';

/** What is to be cancelled: one visit, a range of days, the rest from a day on, or all. Days are London days, both included. */
export type Cancellation =
  | { readonly kind: 'ALL' }
  | { readonly kind: 'ONE' }
  | { readonly kind: 'RANGE'; readonly fromOn: string; readonly throughOn: string }
  | { readonly kind: 'REST'; readonly fromOn: string };

/** @throws Refusal INVALID_INPUT by field, NOT_FOUND for what cannot be an id */
export function readCancellation(
  input: Pick<CancelOrderInput, 'orderId' | 'occurrenceId' | 'fromOn' | 'throughOn'>,
  today: string,
): Cancellation {
  const { orderId, occurrenceId, fromOn, throughOn } = input;
  if (!isId(orderId) || (occurrenceId && !isId(occurrenceId))) throw Refusal.notFound();
  if (occurrenceId) {
    if (fromOn || throughOn) throw Refusal.invalid('fromOn', 'Choose one visit, or days, not both.');
    return { kind: 'ONE' };
  }
  if (!fromOn) {
    if (throughOn) throw Refusal.invalid('fromOn', 'Choose the first day.');
    return { kind: 'ALL' };
  }
  if (!isDay(fromOn) || fromOn < today || fromOn > addDays(today, FURTHEST_DAYS))
    throw Refusal.invalid('fromOn', 'Choose today or a later day, within the next two years.');
  if (!throughOn) return { kind: 'REST', fromOn };
  if (!isDay(throughOn) || throughOn < fromOn || throughOn > addDays(today, FURTHEST_DAYS))
    throw Refusal.invalid('throughOn', 'The last day must not be before the first, and within the next two years.');
  return { kind: 'RANGE', fromOn, throughOn };
}
