import { divideRounded, type Pence } from '@owncourse/kernel/contract';

export interface CancellationTerms {
  readonly noticeHours: number;
  /** Hundredths of a percent: 50 % is 5000n. */
  readonly percentHundredths: bigint;
}

/**
 * What cancelling one visit costs at an instant: the card's percent inside the notice window, nothing with more
 * notice; exactly at the boundary is free (model.md "Orders"). Nothing when the provider cancels, or before acceptance.
 */
export function cancellationFee(amountPence: Pence, startsAt: Date, at: Date, terms: CancellationTerms): Pence {
  const boundary = startsAt.getTime() - terms.noticeHours * 3_600_000;
  if (at.getTime() <= boundary) return 0n;
  return divideRounded(amountPence * terms.percentHundredths, 10_000n);
}
