/** The columns of a file of visits; those that are needed come back filled in, the others help to read it. */
const COLUMNS = [
  'visit',
  'order number',
  'person',
  'service',
  'date',
  'planned start',
  'planned end',
  'ordered',
  'unit',
  'who came',
  'where',
  'started',
  'ended',
  'delivered',
] as const;
export type FileColumn = (typeof COLUMNS)[number];
const NEEDED: readonly FileColumn[] = ['visit', 'who came', 'where', 'started', 'ended', 'delivered'];

/** As many rows as one transaction enters. */
export const MOST_ROWS = 1000;
const LONGEST_SHOWN = 30;

/** One thing that is wrong with a file; row 1 is the heading, as a spreadsheet counts. */
export interface FileProblem {
  readonly row: number;
  readonly column: string;
  readonly value: string;
  readonly reason: string;
}

export interface FileRow {
  readonly row: number;
  readonly cells: Readonly<Record<FileColumn, string>>;
}

export interface FileRows {
  readonly rows: readonly FileRow[];
  /** Rows in which nobody said who came: left for another time. */
  readonly leftEmpty: number;
  readonly problems: readonly FileProblem[];
}

/** A problem of a cell, with as much of its value as a page can show. */
export function cellProblem(row: FileRow, column: FileColumn, reason: string): FileProblem {
  const value = row.cells[column];
  return {
    row: row.row,
    column,
    value: value.length > LONGEST_SHOWN ? `${value.slice(0, LONGEST_SHOWN)}…` : value,
    reason,
  };
}

/** A file of which nothing can be used. */
export function unreadable(row: number, reason: string): FileRows {
  return { rows: [], leftEmpty: 0, problems: [{ row, column: '', value: '', reason }] };
}

/** The rows of a file from its records, the heading first. Columns may stand in any order. */
export function fileRows(records: readonly (readonly string[])[]): FileRows {
  const heading = (records[0] ?? []).map((cell) => cell.toLowerCase());
  const missing = NEEDED.filter((column) => !heading.includes(column));
  if (missing.length > 0) {
    const problems = missing.map((column) => ({
      row: 1,
      column,
      value: '',
      reason: `There is no column “${column}”. Download the list again and fill that in.`,
    }));
    return { rows: [], leftEmpty: 0, problems };
  }
  const filled = records
    .slice(1)
    .map((record, index) => ({ row: index + 2, record }))
    .filter(({ record }) => record.some((cell) => cell !== ''));
  if (filled.length > MOST_ROWS) return unreadable(MOST_ROWS + 2, `Send at most ${MOST_ROWS} visits at a time.`);
  const rows = filled.map(({ row, record }) => ({
    row,
    cells: Object.fromEntries(
      COLUMNS.map((column) => [column, withoutGuard(record[heading.indexOf(column)] ?? '')]),
    ) as Record<FileColumn, string>,
  }));
  const toEnter = rows.filter(({ cells }) => cells['who came'] !== '');
  return { rows: toEnter, leftEmpty: rows.length - toEnter.length, problems: [] };
}

/** A cell that a spreadsheet reads as text, never as a formula. */
function guarded(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

function withoutGuard(text: string): string {
  return /^'[=+\-@]/.test(text) ? text.slice(1) : text;
}

/** The list to fill in: one line for each visit, as a spreadsheet reads it. */
export function writeDeliveryFile(visits: readonly Readonly<Record<FileColumn, string>>[]): string {
  const lines = [[...COLUMNS], ...visits.map((visit) => COLUMNS.map((column) => visit[column]))];
  // Spreadsheets read UTF-8 only with the mark in front.
  return `\uFEFF${lines.map((line) => line.map(guarded).join(',')).join('\r\n')}\r\n`;
}

/** "9:30", "09.30", "9:30:00", "9.30am" or "2pm" as "09:30"; null for what is not a time. */
export function readClock(text: string): string | null {
  const parts = /^(\d{1,2})(?:[:.](\d{2})(?::\d{2})?)?\s*(am|pm)?$/i.exec(text.trim());
  if (!parts || (parts[2] === undefined && parts[3] === undefined)) return null;
  const half = parts[3]?.toLowerCase();
  const [hour, minute] = [Number(parts[1]), Number(parts[2] ?? '0')];
  if (minute > 59 || (half === undefined ? hour > 23 : hour < 1 || hour > 12)) return null;
  const inDay = half === undefined ? hour : (hour % 12) + (half === 'pm' ? 12 : 0);
  return `${String(inDay).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** "2026-03-10" or "10/03/2026" (day first, as British spreadsheets write it) as "2026-03-10"; null otherwise. */
export function readFileDay(text: string): string | null {
  const own = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (own) return text;
  const parts = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text);
  return parts ? `${parts[3] ?? ''}-${(parts[2] ?? '').padStart(2, '0')}-${(parts[1] ?? '').padStart(2, '0')}` : null;
}
