import type { Pence } from '@owncourse/kernel/contract';

/** Sums of some days, signed: into the account above zero. */
export interface BankSums {
  readonly openingPence: Pence | null;
  readonly closingPence: Pence | null;
  readonly inPence: Pence;
  readonly outPence: Pence;
  /** Lines that somebody found in the books. */
  readonly explainedPence: Pence;
  readonly openPence: Pence;
  readonly asidePence: Pence;
  readonly booksPence: Pence;
  /** In the books, and no line's. */
  readonly unseenPence: Pence;
  /** In the books of these days, and a line's. */
  readonly matchedBooksPence: Pence;
}

/**
 * Why bank and books differ: open lines, lines of something else, what no line shows, and what stands on other days add up
 * to the difference, to the penny.
 */
export function reconcile(sums: BankSums): {
  readonly differencePence: Pence;
  readonly otherDaysPence: Pence;
  readonly missingPence: Pence | null;
} {
  const moved = sums.inPence - sums.outPence;
  return {
    differencePence: moved - sums.booksPence,
    otherDaysPence: sums.explainedPence - sums.matchedBooksPence,
    missingPence:
      sums.openingPence === null || sums.closingPence === null ? null : sums.closingPence - sums.openingPence - moved,
  };
}

const SHORTEST_WORD = 3;

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length >= SHORTEST_WORD);
}

/** How many words of a payee's name a bank's line has. Banks cut words off at the end. */
export function sharedWords(line: string, payee: string): number {
  const said = wordsOf(line);
  return new Set(
    wordsOf(payee).filter((word) => said.some((one) => one === word || (one.length > 3 && word.startsWith(one)))),
  ).size;
}
