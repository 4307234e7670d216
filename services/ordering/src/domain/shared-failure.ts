import { Refusal } from '@owncourse/kernel/contract';

/** Why a shared order could not be placed, as far as the others may know: never whose affair it was, nor any sum. */
export type SharedFailure = 'MONEY' | 'PRICE' | 'OTHER';

const MONEY = new Set([
  'BUDGET_SHORTFALL',
  'BUDGET_CLOSED',
  'NO_BUDGET',
  'OUTSIDE_BUDGET_PERIOD',
  'OVER_ORDER_LIMIT',
  'OVER_MONTH_LIMIT',
]);
const PRICE = new Set(['PRICE_CHANGED', 'NOT_ORDERABLE', 'PRICE_NOT_FOR_THEN']);

export function sharedFailure(code: string): SharedFailure {
  if (MONEY.has(code)) return 'MONEY';
  return PRICE.has(code) ? 'PRICE' : 'OTHER';
}

const WORDS: Readonly<Record<SharedFailure, string>> = {
  MONEY: 'The money of one of you does not reach. Nothing was ordered and nobody paid. You can try again with less.',
  PRICE: 'The price has changed for one of you. Nothing was ordered and nobody paid. You can ask again.',
  OTHER: 'One of you cannot order this now. Nothing was ordered and nobody paid. You can ask again.',
};

export function sharedFailureWords(failure: string | null): string | null {
  const words: Readonly<Record<string, string>> = WORDS;
  return failure === null ? null : (words[failure] ?? WORDS.OTHER);
}

/**
 * What is above a council's highest price would be one person's own money, agreed apart for a visit of theirs alone: it is
 * never part of what several people share, so that is said instead of the price rule's "not from this budget".
 */
export function refusedTogether(error: unknown): unknown {
  const { code, details } = error instanceof Refusal ? error : { code: null, details: {} };
  const reasons = 'reasons' in details ? details.reasons : null;
  const isAboveCap = code === 'NOT_ORDERABLE' && Array.isArray(reasons) && reasons.includes('ABOVE_CAP');
  return isAboveCap ? new Refusal('SHARED_ABOVE_CAP') : error;
}
