import { addDays, linePence, type Pence, type TenThousandths } from '@owncourse/kernel/contract';

export const FOUR_WEEKS = 28;

/** What somebody else asks for one unit on one day, and what the day multiplies a line by. */
export interface OfferedDay {
  readonly day: string;
  readonly unitPricePence: Pence;
  readonly multiplier: TenThousandths;
}

export interface ReplacementOffer {
  /** Of the first day, which the others are measured against. */
  readonly unitPricePence: Pence;
  /** All visits of that day. */
  readonly amountPence: Pence;
  /** The visits of the first 28 days. */
  readonly fourWeeksPence: Pence;
  /** Days that cost something of their own: bank holidays, and what a card to come changes. */
  readonly shownDays: readonly { readonly day: string; readonly amountPence: Pence }[];
}

/**
 * What a whole plan costs from somebody else: each visit by its own day's price, rounded once. Days in order, at least one.
 * @param quantities of the visits of each day
 */
export function replacementOffer(days: readonly OfferedDay[], quantities: readonly TenThousandths[]): ReplacementOffer {
  const [first] = days;
  if (first === undefined) throw new Error('A plan without a visit has no price.');
  const costs = days.map(({ day, unitPricePence, multiplier }) => ({
    day,
    amountPence: quantities.reduce((sum, quantity) => sum + linePence(quantity, unitPricePence, [multiplier]), 0n),
  }));
  const ordinaryPence = quantities.reduce((sum, quantity) => sum + linePence(quantity, first.unitPricePence), 0n);
  const before = addDays(first.day, FOUR_WEEKS);
  return {
    unitPricePence: first.unitPricePence,
    amountPence: ordinaryPence,
    fourWeeksPence: costs.filter(({ day }) => day < before).reduce((sum, { amountPence }) => sum + amountPence, 0n),
    shownDays: costs.filter(({ amountPence }) => amountPence !== ordinaryPence),
  };
}

/** The last moment at which visits can be taken back without a fee. */
export function lastFreeMoment(
  visits: readonly {
    readonly starts_at: Date;
    readonly cancellation_notice_hours: number;
    readonly cancellation_percent_hundredths: bigint;
  }[],
): Date {
  const moments = visits.map(
    (visit) =>
      visit.starts_at.getTime() -
      (visit.cancellation_percent_hundredths > 0n ? visit.cancellation_notice_hours * 3_600_000 : 0),
  );
  return new Date(Math.min(...moments));
}
