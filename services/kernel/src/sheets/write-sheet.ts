/** A spreadsheet takes what begins so for a formula; an apostrophe in front makes it text. One that was there already gets another. */
const LIKE_A_FORMULA = /^'*[=+\-@\t\r]/;
const GUARDED = /^'+[=+\-@\t\r]/;

/** A cell that a spreadsheet reads as text, never as a formula. */
export function guarded(text: string): string {
  return LIKE_A_FORMULA.test(text) ? `'${text}` : text;
}

/** What `guarded` was given. */
export function unguarded(text: string): string {
  return GUARDED.test(text) ? text.slice(1) : text;
}

/** Workbooks write a letter by its number as _x000D_; a text that looks so has its own underscore written by number. */
const LIKE_A_CODE = /_(?=x[0-9A-F]{4}_)/gi;

/** In front of a CSV, so that spreadsheets read it as UTF-8. */
export const CSV_MARK = '\uFEFF';

export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => `"${guarded(cell).replaceAll('"', '""')}"`).join(',')}\r\n`;
}

/** Lines of a CSV as spreadsheets read it: UTF-8 with its mark in front. */
export function writeCsv(lines: readonly (readonly string[])[]): string {
  return `${CSV_MARK}${lines.map(csvLine).join('')}`;
}

/** A workbook of one sheet, all cells text, made as it is read. The same rows give the same bytes. */
export async function* workbookOf(
  name: string,
  rows: AsyncIterable<readonly string[]>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { writeXlsxStream } = await import('hucre/xlsx');
  async function* cells(): AsyncGenerator<string[]> {
    for await (const row of rows) yield row.map((cell) => guarded(cell).replaceAll(LIKE_A_CODE, '_x005F_'));
  }
  for await (const chunk of writeXlsxStream(cells(), { name }) as unknown as AsyncIterable<Uint8Array>) yield chunk;
}

/** A CSV as bytes, made as it is read. */
export async function* csvOf(rows: AsyncIterable<readonly string[]>): AsyncGenerator<Uint8Array, void, undefined> {
  yield Buffer.from(CSV_MARK);
  for await (const row of rows) yield Buffer.from(csvLine(row));
}
