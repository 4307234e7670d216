import { formatPounds, type Pence } from '@owncourse/kernel/contract';

/** A dated figure that a price lies below. Days are London days. */
export interface BenchmarkFigure {
  readonly name: string;
  /** Pence an hour. */
  readonly hourly_pence: Pence;
  readonly valid_from: string;
  readonly valid_to: string | null;
}

/** A warning in words, with the days that the figure was published for: it may be a year old. */
export function benchmarkWords(figure: BenchmarkFigure): string {
  const years =
    figure.valid_to === null
      ? `from ${figure.valid_from}`
      : `for ${figure.valid_from.slice(0, 4)}-${figure.valid_to.slice(2, 4)}`;
  return `Below the ${figure.name}: ${formatPounds(figure.hourly_pence)} an hour ${years}.`;
}

/** A published least price of an hour, with the days it is for. */
export interface BenchmarkInput {
  readonly code: string;
  readonly name: string;
  readonly supportTypes: readonly string[];
  readonly hourlyPence: Pence;
  readonly validFrom: string;
  /** First day after; null for open. */
  readonly validBefore: string | null;
  /** Who published it, where and when. */
  readonly source: string;
}
