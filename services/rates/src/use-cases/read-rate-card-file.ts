import { type SheetLimits, sheetRows, UnreadableSheet } from '@owncourse/kernel/contract';
import {
  cellsOf,
  type FileColumn,
  type FileProblem,
  type FileRate,
  MOST_PROBLEMS_SHOWN,
  MOST_ROWS,
  problemOf,
  readHeading,
  readRate,
} from '../domain/rate-card-file.js';

export const MOST_BYTES = 10 * 1024 * 1024;
const LIMITS: SheetLimits = {
  rows: MOST_ROWS,
  bytes: MOST_BYTES,
  // A hundred thousand rows take about a fifth of it.
  unpackedBytes: 96 * 1024 * 1024,
  rowLetters: 20_000,
};

export interface RateCardFile {
  readonly rates: readonly FileRate[];
  /** At most MOST_PROBLEMS_SHOWN of them. */
  readonly problems: readonly FileProblem[];
}

/** Reads a rate card, row by row. What cannot be read is a problem of its row, never an exception. */
export async function readRateCardFile(bytes: Buffer): Promise<RateCardFile> {
  const rates: FileRate[] = [];
  const problems: FileProblem[] = [];
  let places: ReadonlyMap<FileColumn, number> | null = null;
  try {
    for await (const { row, cells } of sheetRows(bytes, LIMITS)) {
      if (!places) {
        const heading = readHeading(cells);
        if ('problems' in heading) return { rates, problems: heading.problems };
        places = heading;
        continue;
      }
      const rate = readRate(row, cellsOf(cells, places));
      if (rate === null) continue;
      if ('kind' in rate) rates.push(rate);
      else problems.push(...rate);
      // Whoever has that many to put right looks for one cause of them.
      if (problems.length >= MOST_PROBLEMS_SHOWN) break;
    }
  } catch (error) {
    if (!(error instanceof UnreadableSheet)) throw error;
    problems.push(problemOf(error.row, '', '', error.message));
  }
  if (problems.length === 0 && rates.length === 0)
    problems.push(
      problemOf(1, 'price', '', 'There is no price in this file. Fill in kind and price in at least one row.'),
    );
  return { rates, problems: problems.slice(0, MOST_PROBLEMS_SHOWN) };
}
