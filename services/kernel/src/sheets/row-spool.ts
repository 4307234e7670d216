import { closeSync, createReadStream, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A row of the sheet: its number as a spreadsheet counts, and its cells as text without blanks around them. */
export interface SheetRow {
  readonly row: number;
  readonly cells: readonly string[];
}

const LETTERS_AT_ONCE = 64 * 1024;

/**
 * Rows put aside in a file that has no name any more, so that nothing is left of it however this process ends. Writing waits for
 * nobody: whoever gives rows without waiting for their reader is never ahead of it.
 */
export class RowSpool {
  private readonly file: number;
  private waiting: string[] = [];
  private letters = 0;
  private isGiven = false;

  constructor() {
    const folder = mkdtempSync(join(tmpdir(), `owncourse-rows-${String(process.pid)}-`));
    this.file = openSync(join(folder, 'rows'), 'wx+', 0o600);
    rmSync(folder, { recursive: true });
  }

  put({ row, cells }: SheetRow): void {
    const line = JSON.stringify([row, ...cells]);
    this.waiting.push(line);
    this.letters += line.length;
    if (this.letters >= LETTERS_AT_ONCE) this.write();
  }

  /** All rows in the order in which they were put, once. Nothing may be put any more: the file is given to whoever reads it. */
  async *rows(): AsyncGenerator<SheetRow> {
    this.write();
    this.isGiven = true;
    const input = createReadStream('', { fd: this.file, start: 0, encoding: 'utf8' });
    try {
      for await (const line of createInterface({ input, crlfDelay: Infinity })) {
        const [row, ...cells] = JSON.parse(line) as [number, ...string[]];
        yield { row, cells };
      }
    } finally {
      input.destroy();
    }
  }

  close(): void {
    if (!this.isGiven) closeSync(this.file);
    this.isGiven = true;
  }

  private write(): void {
    if (this.waiting.length > 0) writeSync(this.file, `${this.waiting.join('\n')}\n`);
    this.waiting = [];
    this.letters = 0;
  }
}
