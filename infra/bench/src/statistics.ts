import { loadavg } from 'node:os';

/** One measured run: how many a second, and how long half and nearly all of them took. */
export interface Run {
  readonly name: string;
  readonly concurrency: number;
  /** How many operations were measured. */
  readonly size: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** The one in the middle; of an even number the upper of the two; 0 of none. */
export function median(values: readonly number[]): number {
  return percentile(
    values.toSorted((left, right) => left - right),
    0.5,
  );
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

/**
 * Runs an operation `size` times with `concurrency` of them under way, each worker taking the next number.
 * @param operation gets the operation's number and its worker's
 */
export async function measure(
  name: string,
  concurrency: number,
  size: number,
  operation: (number: number, worker: number) => Promise<void>,
): Promise<Run> {
  const times: number[] = [];
  let next = 0;
  const started = performance.now();
  const worker = async (index: number): Promise<void> => {
    while (next < size) {
      const number = next;
      next += 1;
      const begun = performance.now();
      await operation(number, index);
      times.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, (_, index) => worker(index)));
  const seconds = (performance.now() - started) / 1000;
  times.sort((left, right) => left - right);
  return {
    name,
    concurrency,
    size,
    perSecond: rounded(size / seconds),
    p50Ms: rounded(percentile(times, 0.5)),
    p99Ms: rounded(percentile(times, 0.99)),
  };
}

/** Processes that wanted a core before the bench began: with more than a few, its figures tell about the others too. */
const loadAtStart = rounded(loadavg()[0] ?? 0);

/** A bench's last line: one JSON object, for people and programs alike. */
export function report(
  bench: string,
  runs: readonly Run[],
  ratios: Readonly<Record<string, number>>,
  more: Readonly<Record<string, unknown>> = {},
): void {
  const tidy = Object.fromEntries(
    Object.entries(ratios).map(([name, value]) => [name, Math.round(value * 1000) / 1000]),
  );
  process.stdout.write(`${JSON.stringify({ bench, runs, ratios: tidy, loadAtStart, ...more })}\n`);
}

export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
