import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { unzipSync } from 'fflate';
import { isReadable } from '../text/readable-text.js';
import { RowSpool, type SheetRow } from './row-spool.js';
import { unguarded } from './write-sheet.js';

/** What somebody may send. */
export interface SheetLimits {
  readonly rows: number;
  /** Of the file as it is sent. */
  readonly bytes: number;
  /** What a workbook may unpack to. */
  readonly unpackedBytes: number;
  /** Letters in one row of a CSV. */
  readonly rowLetters: number;
}

/** The file's fault, in words for who sent it. */
export class UnreadableSheet extends Error {
  constructor(
    readonly row: number,
    reason: string,
  ) {
    super(reason);
  }
}

/** Cells to the right of this are not looked at. */
const WIDEST_ROW = 200;
/** Numbers of a workbook are binary fractions; a spreadsheet shows fifteen digits of them, and so do we. */
const SHOWN_DIGITS = 15;
const NO_SHEET = 'This is not a CSV file or an Excel workbook (.xlsx). Save it as one of them.';

/** By its content, whatever it is called. */
function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
}

/** UTF-8 or, where nothing but plain letters came before the first byte that is not, what older spreadsheets on Windows write. */
async function* textOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder = new TextDecoder('utf-8', { fatal: true });
  let isWindows = false;
  let isPlain = true;
  let unfinished = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = unfinished.length > 0 ? Buffer.concat([unfinished, chunk]) : Buffer.from(chunk);
    // A letter that is cut in two waits for its other half.
    const whole = isWindows ? bytes.length : wholeLetters(bytes);
    unfinished = bytes.subarray(whole);
    const now = bytes.subarray(0, whole);
    let text: string;
    try {
      text = decoder.decode(now, { stream: true });
    } catch {
      if (!isPlain) throw new UnreadableSheet(1, 'Some letters in this file cannot be read. Save it as “CSV UTF-8”.');
      [decoder, isWindows] = [new TextDecoder('windows-1252'), true];
      text = decoder.decode(now, { stream: true });
    }
    isPlain &&= now.every((byte) => byte < 0x80);
    if (!isReadable(text)) throw new UnreadableSheet(1, NO_SHEET);
    if (text !== '') yield text;
  }
  if (unfinished.length > 0) yield new TextDecoder('windows-1252').decode(unfinished);
}

/** Where the last letter that is not cut ends; at most three bytes are left over. */
function wholeLetters(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) break;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return length > back ? bytes.length - back : bytes.length;
    }
  }
  return bytes.length;
}

async function* csvRows(chunks: AsyncIterable<Uint8Array>, limits: SheetLimits): AsyncGenerator<SheetRow> {
  const text = Readable.from(textOf(chunks));
  const parser = parse({ bom: true, relax_column_count: true, trim: true, max_record_size: limits.rowLetters });
  // A pipe passes no failure on.
  text.on('error', (error) => parser.destroy(error));
  text.pipe(parser);
  let row = 0;
  try {
    for await (const record of parser as AsyncIterable<string[]>) yield { row: (row += 1), cells: record.map(tidy) };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error['lines'] === 'number' ? error['lines'] : row + 1;
    throw new UnreadableSheet(line, 'This line cannot be read. Look for a quotation mark (") that is not closed.');
  } finally {
    text.destroy();
  }
}

/** Adds up what the archive says it unpacks to; the reader stops an entry at what was said of it. */
function isWithinBounds(bytes: Buffer, most: number): boolean {
  const entries: { readonly packed: number; readonly unpacked: number }[] = [];
  unzipSync(bytes, {
    filter: ({ size, originalSize }) => {
      entries.push({ packed: size, unpacked: originalSize });
      return false;
    },
  });
  const isHonest = entries.every(({ packed, unpacked }) => unpacked > 0 || packed <= 2);
  return isHonest && entries.reduce((sum, { unpacked }) => sum + unpacked, 0) <= most;
}

function tidy(text: string): string {
  return unguarded(text.trim());
}

function cellText(value: unknown): string {
  if (typeof value === 'number') return String(Number(value.toPrecision(SHOWN_DIGITS)));
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  // A day of a spreadsheet has no time zone; the reader gives its midnight in UTC.
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value.toISOString().slice(0, 10);
  return typeof value === 'string' ? tidy(value) : value === null || value === undefined ? '' : 'not text or a number';
}

async function spoolWorkbook(bytes: Buffer, limits: SheetLimits, spool: RowSpool): Promise<void> {
  const cannotRead = new UnreadableSheet(1, 'This Excel workbook cannot be read. Save it again as .xlsx, or as CSV.');
  try {
    if (!isWithinBounds(bytes, limits.unpackedBytes))
      throw new UnreadableSheet(1, `The workbook is too large. Send at most ${inWords(limits.rows)} rows.`);
    // Loaded when it is needed, because most files are CSV.
    const { streamXlsxRows } = await import('hucre/xlsx');
    // It reads on however slowly its rows are taken, and would keep all of them.
    for await (const { index, values } of streamXlsxRows(bytes, { sheet: 0 }))
      spool.put({ row: index + 1, cells: values.slice(0, WIDEST_ROW).map(cellText) });
  } catch (error) {
    // Whatever is wrong inside, it is the file's fault.
    throw error instanceof UnreadableSheet ? error : cannotRead;
  }
}

async function* workbookRows(whole: Promise<Buffer>, limits: SheetLimits): AsyncGenerator<SheetRow> {
  const spool = new RowSpool();
  try {
    await spoolWorkbook(await whole, limits, spool);
    yield* spool.rows();
  } finally {
    spool.close();
  }
}

function inWords(count: number): string {
  return count.toLocaleString('en-GB');
}

async function* counted(chunks: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.byteLength;
    if (bytes > most)
      throw new UnreadableSheet(1, `Send a file of at most ${Math.floor(most / 1024 / 1024).toString()} MB.`);
    yield chunk;
  }
}

/**
 * The rows of a CSV or of the first sheet of a workbook, one by one. A CSV is never whole in memory. A workbook is as it was sent (packed),
 * with the different texts in it, until its rows have been put aside.
 * @throws UnreadableSheet
 */
export async function* sheetRows(
  content: Uint8Array | AsyncIterable<Uint8Array>,
  limits: SheetLimits,
): AsyncGenerator<SheetRow> {
  const chunks = counted(content instanceof Uint8Array ? Readable.from([content]) : content, limits.bytes);
  const first = await firstBytes(chunks);
  const rows = isZip(first) ? workbookRows(wholeOf(first, chunks), limits) : csvRows(withFirst(first, chunks), limits);
  for await (const row of rows) {
    if (row.row > limits.rows + 1)
      throw new UnreadableSheet(row.row, `Send at most ${inWords(limits.rows)} rows in one file.`);
    yield { row: row.row, cells: row.cells.slice(0, WIDEST_ROW) };
  }
}

async function firstBytes(chunks: AsyncGenerator<Uint8Array>): Promise<Buffer> {
  let first = Buffer.alloc(0);
  while (first.length < 4) {
    const next = await chunks.next();
    if (next.done === true) break;
    first = Buffer.concat([first, next.value]);
  }
  return first;
}

async function wholeOf(first: Buffer, rest: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [first];
  for await (const chunk of rest) parts.push(chunk);
  return Buffer.concat(parts);
}

async function* withFirst(first: Buffer, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  yield* rest;
}
