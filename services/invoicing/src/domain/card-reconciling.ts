/** What one side has of a payment or a refund. Pence. */
export interface BookedRow {
  /** Our own row's id; null for what our side does not know. */
  readonly ownId: string | null;
  readonly outsideId: string;
  readonly pence: bigint;
}

export interface CardDifference {
  readonly kind: 'PAYMENT' | 'REFUND';
  readonly outsideId: string;
  readonly ownPence: bigint;
  readonly outsidePence: bigint;
  readonly words: string;
}

function wordsFor(own: bigint, outside: bigint): string {
  if (own === 0n) return 'is there and not here';
  if (outside === 0n) return 'is here and not there';
  return 'is another sum there than here';
}

/**
 * Compares both sides by the other side's ids, each of which is there once. A row of zero pence counts as none.
 * @returns every difference, ours first
 */
export function differencesOf(
  kind: CardDifference['kind'],
  own: readonly BookedRow[],
  outside: readonly BookedRow[],
): CardDifference[] {
  const sums = new Map<string, { own: bigint; outside: bigint }>();
  const add = (rows: readonly BookedRow[], side: 'own' | 'outside'): void => {
    for (const row of rows) {
      const sum = sums.get(row.outsideId) ?? { own: 0n, outside: 0n };
      sum[side] += row.pence;
      sums.set(row.outsideId, sum);
    }
  };
  add(own, 'own');
  add(outside, 'outside');
  return [...sums]
    .filter(([, sum]) => sum.own !== sum.outside)
    .map(([outsideId, sum]) => ({
      kind,
      outsideId,
      ownPence: sum.own,
      outsidePence: sum.outside,
      words: wordsFor(sum.own, sum.outside),
    }));
}
