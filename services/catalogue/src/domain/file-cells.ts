import { isDay } from '@owncourse/kernel/contract';

/** Something to put right in one row of a file; row 1 is the heading, as a spreadsheet counts. */
export interface RowProblem {
  readonly row: number;
  readonly column: string;
  readonly value: string;
  /** What is wrong or what to do, for who wrote the file. */
  readonly reason: string;
}

const LONGEST_SHOWN = 60;
/** The day that spreadsheets count their days from, in days of the Unix clock. */
const SPREADSHEET_DAY_ZERO = -25_569;
const DAY_MILLISECONDS = 86_400_000;

export function rowProblem(row: number, column: string, value: string, reason: string): RowProblem {
  const shown = value.replaceAll(/\p{Cc}/gu, '\uFFFD');
  return { row, column, value: shown.length > LONGEST_SHOWN ? `${shown.slice(0, LONGEST_SHOWN)}…` : shown, reason };
}

/** As a file says it: no blanks around it, and every line break the same. */
export function cellOf(text: string): string {
  return text.trim().replaceAll(/\r\n?/g, '\n');
}

/** "Older people | People with dementia"; a bar or a backslash inside a word has a backslash in front. */
export function writeList(words: readonly string[]): string {
  return words.map((word) => cellOf(word).replaceAll(/[\\|]/g, String.raw`\$&`)).join(' | ');
}

export function readList(cell: string): string[] {
  const words: string[] = [];
  let word = '';
  for (const [part] of cell.matchAll(/\\[\\|]|[\s\S]/gu)) {
    if (part === '|') {
      words.push(word);
      word = '';
    } else word += part.length === 2 && part.startsWith('\\') ? part.slice(1) : part;
  }
  return [...words, word].map((one) => one.trim()).filter((one) => one !== '');
}

/** A word of a fixed list, in any case, with blanks, dashes or underscores inside. */
export function readWord<Word extends string>(words: readonly Word[], cell: string): Word | null {
  const plain = (text: string): string => text.toLowerCase().replaceAll(/[\s_-]+/g, '');
  return words.find((word) => plain(word) === plain(cell)) ?? null;
}

export function writeWord(word: string): string {
  return word.toLowerCase().replaceAll('_', ' ');
}

export function readYes(cell: string): boolean | null {
  const word = readWord(['yes', 'no', 'y', 'n', 'true', 'false'], cell);
  return word === null ? null : ['yes', 'y', 'true'].includes(word);
}

/** "2027-05-03", "3/5/2027", or the number that a spreadsheet keeps of a day; null for what is none. */
export function readDayCell(cell: string): string | null {
  const british = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(cell);
  const written = british
    ? `${british[3] ?? ''}-${(british[2] ?? '').padStart(2, '0')}-${(british[1] ?? '').padStart(2, '0')}`
    : /^\d{5}$/.test(cell)
      ? new Date((Number(cell) + SPREADSHEET_DAY_ZERO) * DAY_MILLISECONDS).toISOString().slice(0, 10)
      : cell;
  return isDay(written) ? written : null;
}

export function readWhole(cell: string): number | null {
  return /^\d{1,6}$/.test(cell) ? Number(cell) : null;
}
