import type { Pence } from '@owncourse/kernel/contract';
import { type DayPrice, type OpenVisitFacts, priced, type PricedVisit, withinAgreed } from './plan-change.js';
import type { Share } from './share.js';

export interface Repriced {
  readonly before: OpenVisitFacts;
  readonly after: PricedVisit;
}

/**
 * Visits that the price rule of their day prices otherwise than they are, with what they would cost. Own money never passes
 * what was agreed to.
 */
export function repriced(
  visits: readonly OpenVisitFacts[],
  prices: ReadonlyMap<string, DayPrice>,
  share: Share | null,
  agreedOwnPence: Pence | null,
): Repriced[] {
  return visits.flatMap((before) => {
    const price = prices.get(before.day);
    if (!price) return [];
    const [after] = withinAgreed([priced(before, price, share)], agreedOwnPence);
    if (!after) return [];
    const same =
      price.unitPricePence === before.unitPricePence &&
      price.multiplier === before.multiplier &&
      after.amountPence === before.amountPence &&
      after.ownPence === before.ownPence;
    return same ? [] : [{ before, after }];
  });
}

/** Visits that would take more of the person's own money than they agreed to. */
export function beyondAgreed(
  visits: readonly OpenVisitFacts[],
  prices: ReadonlyMap<string, DayPrice>,
  agreedOwnPence: Pence,
): PricedVisit[] {
  return visits.flatMap((visit) => {
    const price = prices.get(visit.day);
    const wanted = price && priced(visit, price);
    return wanted && wanted.ownPence > agreedOwnPence ? [wanted] : [];
  });
}

/** True when one unit costs more than so many percent more. Null never asks. Exactly the percent does not ask. */
export function isBeyond(before: Pence, after: Pence, askPercent: number | null): boolean {
  if (askPercent === null || after <= before) return false;
  // Hundredths of a percent, so that 2.5 % is exact.
  return (after - before) * 10_000n > BigInt(Math.round(askPercent * 100)) * before;
}
