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
