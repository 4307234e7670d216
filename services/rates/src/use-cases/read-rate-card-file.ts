import { Readable } from 'node:stream';
import { isReadable } from '@owncourse/kernel/contract';
import { CsvError, parse } from 'csv-parse';
import { unzipSync } from 'fflate';
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
/** What a workbook may unpack to: a hundred thousand rows take about a fifth of it. */
const MOST_UNPACKED_BYTES = 96 * 1024 * 1024;
const LONGEST_ROW = 20_000;
const WIDEST_ROW = 100;
/** Numbers of a workbook are binary fractions; a spreadsheet shows fifteen digits of them, and so do we. */
const SHOWN_DIGITS = 15;

export interface RateCardFile {
  readonly rates: readonly FileRate[];
  /** At most MOST_PROBLEMS_SHOWN of them. */
  readonly problems: readonly FileProblem[];
}

/** A row of the sheet: its number as a spreadsheet counts, and its cells as text without blanks around them. */
interface SheetRow {
  readonly row: number;
  readonly cells: readonly string[];
}

class Unreadable extends Error {
  constructor(
    readonly row: number,
    reason: string,
  ) {
    super(reason);
  }
}

/** By its content, whatever it is called. */
function isZip(bytes: Buffer): boolean {
  return bytes.subarray(0, 4).equals(Buffer.from('PK\x03\x04', 'latin1'));
}

function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // What older spreadsheets on Windows write.
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

async function* csvRows(bytes: Buffer): AsyncGenerator<SheetRow> {
  const text = textOf(bytes);
  if (!isReadable(text))
    throw new Unreadable(1, 'This is not a CSV file or an Excel workbook (.xlsx). Save it as one of them.');
  const parser = Readable.from([text]).pipe(
    parse({ bom: true, relax_column_count: true, trim: true, max_record_size: LONGEST_ROW }),
  );
  let row = 0;
  try {
    for await (const record of parser as AsyncIterable<string[]>) yield { row: (row += 1), cells: record };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error['lines'] === 'number' ? error['lines'] : row + 1;
    throw new Unreadable(line, 'This line cannot be read. Look for a quotation mark (") that is not closed.');
  }
}

/** Adds up what the archive says it unpacks to; the reader stops an entry at what was said of it. */
function isWithinBounds(bytes: Buffer): boolean {
  const entries: { readonly packed: number; readonly unpacked: number }[] = [];
  unzipSync(bytes, {
    filter: ({ size, originalSize }) => {
      entries.push({ packed: size, unpacked: originalSize });
      return false;
    },
  });
  const isHonest = entries.every(({ packed, unpacked }) => unpacked > 0 || packed <= 2);
  return isHonest && entries.reduce((sum, { unpacked }) => sum + unpacked, 0) <= MOST_UNPACKED_BYTES;
}

function cellText(value: unknown): string {
  if (typeof value === 'number') return String(Number(value.toPrecision(SHOWN_DIGITS)));
  return typeof value === 'string' ? value.trim() : value === null || value === undefined ? '' : 'not text or a number';
}

async function* workbookRows(bytes: Buffer): AsyncGenerator<SheetRow> {
  const cannotRead = new Unreadable(1, 'This Excel workbook cannot be read. Save it again as .xlsx, or as CSV.');
  try {
    if (!isWithinBounds(bytes))
      throw new Unreadable(1, `The workbook is too large. Send at most ${MOST_ROWS.toLocaleString('en-GB')} prices.`);
    // Loaded when it is needed, because most files are CSV.
    const { streamXlsxRows } = await import('hucre/xlsx');
    for await (const { index, values } of streamXlsxRows(bytes, { sheet: 0 }))
      yield { row: index + 1, cells: values.map(cellText) };
  } catch (error) {
    // Whatever is wrong inside, it is the file's fault.
    throw error instanceof Unreadable ? error : cannotRead;
  }
}

/** Reads a rate card, row by row. What cannot be read is a problem of its row, never an exception. */
export async function readRateCardFile(bytes: Buffer): Promise<RateCardFile> {
  const rates: FileRate[] = [];
  const problems: FileProblem[] = [];
  let places: ReadonlyMap<FileColumn, number> | null = null;
  try {
    for await (const { row, cells } of isZip(bytes) ? workbookRows(bytes) : csvRows(bytes)) {
      if (row > MOST_ROWS + 1)
        throw new Unreadable(row, `Send at most ${MOST_ROWS.toLocaleString('en-GB')} rows in one file.`);
      if (!places) {
        const heading = readHeading(cells.slice(0, WIDEST_ROW));
        if ('problems' in heading) return { rates, problems: heading.problems };
        places = heading;
        continue;
      }
      const rate = readRate(row, cellsOf(cells.slice(0, WIDEST_ROW), places));
      if (rate === null) continue;
      if ('kind' in rate) rates.push(rate);
      else problems.push(...rate);
      // Whoever has that many to put right looks for one cause of them.
      if (problems.length >= MOST_PROBLEMS_SHOWN) break;
    }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    problems.push(problemOf(error.row, '', '', error.message));
  }
  if (problems.length === 0 && rates.length === 0)
    problems.push(
      problemOf(1, 'price', '', 'There is no price in this file. Fill in kind and price in at least one row.'),
    );
  return { rates, problems: problems.slice(0, MOST_PROBLEMS_SHOWN) };
}
