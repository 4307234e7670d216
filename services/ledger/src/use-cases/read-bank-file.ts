import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { delimiterOf } from '../domain/bank-columns.js';
import { BankFile, type BankFileLine, type BankFileLines, MOST_LINES } from '../domain/bank-file.js';
import { readOfx } from '../domain/ofx-file.js';
import { readQif } from '../domain/qif-file.js';

const LONGEST_FILE = 700_000;

export interface ReadBankFile extends BankFileLines {
  /** SHA-256 of the text without its mark and with single line ends: a browser may change those. */
  readonly hash: Buffer;
}

/**
 * Reads a bank's file: OFX, QIF, or CSV row by row, and no further than there is use. What cannot be read is a problem of its row, never an
 * exception.
 * @param budgetFrom the budget's first day @param today the last day that a line can have
 */
export async function readBankFile(statement: string, budgetFrom: string, today: string): Promise<ReadBankFile> {
  const text = statement.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const hash = createHash('sha256').update(text).digest();
  const file = new BankFile(budgetFrom, today);
  if (text.length > LONGEST_FILE) {
    file.unreadable(1, `The file is too long. Send at most ${MOST_LINES} lines at a time: a few months of it.`);
    return { hash, ...file.lines() };
  }
  // What a file is, it says itself at its beginning: never its name.
  const beginning = text.slice(0, 2000).trimStart();
  if (/^(?:OFXHEADER:|<\?xml|<\?OFX|<OFX>)/.test(beginning)) return { hash, ...readOfx(text, budgetFrom, today) };
  if (beginning.startsWith('!')) return { hash, ...readQif(text, budgetFrom, today) };
  const options = { delimiter: delimiterOf(text), relax_column_count: true, relax_quotes: true, info: true } as const;
  const rows = Readable.from([text]).pipe(parse({ ...options, skip_empty_lines: true }));
  try {
    for await (const { record, info } of rows as AsyncIterable<{ record: string[]; info: { lines: number } }>)
      if (!file.take(info.lines, record)) break;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error['lines'] === 'number' ? error['lines'] : 1;
    file.unreadable(line, 'This line cannot be read. Look for a quotation mark (") that is not closed.');
  }
  return { hash, ...file.lines() };
}

export interface FingerprintedLine extends BankFileLine {
  /** SHA-256, hex. */
  readonly fingerprint: string;
  /** Tells equal payments of one day apart. */
  readonly nth: number;
}

/**
 * The same payment has the same fingerprint in every file of the account: by the bank's own number where the file tells it,
 * otherwise by what it says. A number that a file has twice for the same payment counts once.
 */
export function fingerprinted(accountEnding: string, lines: readonly BankFileLine[]): FingerprintedLine[] {
  const seen = new Map<string, number>();
  return lines.flatMap((line) => {
    const own = line.bankId === null ? line.words.toUpperCase() : `FITID ${line.bankId}`;
    const said = [accountEnding, line.onDay, line.amountPence, own].join('\n');
    const fingerprint = createHash('sha256').update(said).digest('hex');
    const nth = (seen.get(fingerprint) ?? 0) + 1;
    seen.set(fingerprint, nth);
    return line.bankId !== null && nth > 1 ? [] : [{ ...line, fingerprint, nth }];
  });
}
