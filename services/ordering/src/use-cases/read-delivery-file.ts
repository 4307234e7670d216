import { createHash } from 'node:crypto';
import { CsvError, parse } from 'csv-parse/sync';
import { fileRows, type FileRows, MOST_ROWS, unreadable } from '../domain/delivery-file.js';

const LONGEST_FILE = 700_000;

export interface DeliveryFile extends FileRows {
  /** SHA-256 of the text without its mark and with single line ends: a browser may change those. */
  readonly hash: Buffer;
}

/** Reads a file of visits. What cannot be read at all is a problem of its row, never an exception. */
export function readDeliveryFile(csv: string): DeliveryFile {
  const text = csv.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const hash = createHash('sha256').update(text).digest();
  if (text.length > LONGEST_FILE)
    return { hash, ...unreadable(1, `The file is too long. Send at most ${MOST_ROWS} visits at a time.`) };
  try {
    return { hash, ...fileRows(parse(text, { relax_column_count: true, trim: true })) };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error['lines'] === 'number' ? error['lines'] : 1;
    return {
      hash,
      ...unreadable(line, 'This line cannot be read. Look for a quotation mark (") that is not closed.'),
    };
  }
}
