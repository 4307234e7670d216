import type { Pence } from '@owncourse/kernel/contract';
import { type DayPrice, type OpenVisitFacts, priced, type PricedVisit } from './plan-change.js';
import type { Share } from './share.js';

export interface Repriced {
  readonly before: OpenVisitFacts;
  readonly after: PricedVisit;
}

/** Visits that the price rule of their day prices otherwise than they are, with what they would cost. */
export function repriced(
  visits: readonly OpenVisitFacts[],
  prices: ReadonlyMap<string, DayPrice>,
  share: Share | null = null,
): Repriced[] {
  return visits.flatMap((before) => {
    const price = prices.get(before.day);
    if (!price) return [];
    const after = priced(before, price, before.quantity, share);
    const same =
      price.unitPricePence === before.unitPricePence &&
      price.multiplier === before.multiplier &&
      after.amountPence === before.amountPence;
    return same ? [] : [{ before, after }];
  });
}

/** True when one unit costs more than so many percent more. Null never asks. Exactly the percent does not ask. */
export function isBeyond(before: Pence, after: Pence, askPercent: number | null): boolean {
  if (askPercent === null || after <= before) return false;
  // Hundredths of a percent, so that 2.5 % is exact.
  return (after - before) * 10_000n > BigInt(Math.round(askPercent * 100)) * before;
}
