import type { Pence } from '@owncourse/kernel/contract';

/** One participant's part of a shared visit. */
export interface Share {
  /** Whole numbers above zero, one for each participant, by participant id: [1, 1, 1] for three equal parts. */
  readonly weights: readonly number[];
  /** Which of them it is; 0 for the lowest participant id. */
  readonly place: number;
}

/** A share as rows have it; null for what one person has alone. */
export interface ShareColumns {
  readonly shares: readonly number[] | null;
  readonly share_place: number | null;
}

export function shareIn({ shares, share_place: place }: ShareColumns): Share | null {
  return shares === null || place === null ? null : { weights: shares, place };
}

/**
 * Parts of a whole price by their weights, to the penny: each rounded down, and the odd pence one by one to the first, who
 * have the lowest participant ids. They always add up to the whole. `ordering.share_pence` is the same rule.
 */
export function sharesOf(whole: Pence, weights: readonly number[]): Pence[] {
  const total = BigInt(weights.reduce((sum, weight) => sum + weight, 0));
  const parts = weights.map((weight) => (whole * BigInt(weight)) / total);
  const odd = whole - parts.reduce((sum, part) => sum + part, 0n);
  return parts.map((part, place) => (BigInt(place) < odd ? part + 1n : part));
}

/** What somebody pays of a whole price; all of it without a share. */
export function shareOf(whole: Pence, share: Share | null): Pence {
  return share === null ? whole : (sharesOf(whole, share.weights)[share.place] ?? 0n);
}

/**
 * Their share of what was delivered: never more than what is held for theirs. Where shares are unequal, odd pence of a smaller
 * price may fall on somebody else than those of the ordered one; then that penny is nobody's.
 */
export function deliveredShare(whole: Pence, share: Share | null, heldPence: Pence): Pence {
  const pence = shareOf(whole, share);
  return share !== null && pence > heldPence ? heldPence : pence;
}

/** "a third", "two of five": a part in words, never a percentage. */
export function shareWords({ weights, place }: Share): string {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const own = weights[place] ?? 0;
  const [number, of] = reduced(own, total);
  if (number === 1) return { 2: 'half', 3: 'a third', 4: 'a quarter' }[of] ?? `1 of ${of} parts`;
  return `${number} of ${of} parts`;
}

function reduced(number: number, of: number): readonly [number, number] {
  let [left, right] = [number, of];
  while (right !== 0) [left, right] = [right, left % right];
  return [number / left, of / left];
}
