import { type Pence, readPounds } from '@owncourse/kernel/contract';

/** The columns of a rate card file, in any order; "service" and "price name" only help to read it. */
export const FILE_COLUMNS = ['variant', 'service', 'price name', 'support type', 'unit', 'kind', 'price'] as const;
export type FileColumn = (typeof FILE_COLUMNS)[number];
const NEEDED: readonly FileColumn[] = ['variant', 'support type', 'unit', 'kind', 'price'];

/** Rows of one file; a large council's card has about fifty thousand. */
export const MOST_ROWS = 100_000;
export const MOST_PROBLEMS_SHOWN = 2000;
const LONGEST_SHOWN = 60;
/** A hundred thousand pounds: more for one unit is a slip of the decimal point. */
const HIGHEST_PENCE = 10_000_000n;

export const UNITS = [
  'HOUR',
  'VISIT15',
  'VISIT30',
  'VISIT45',
  'VISIT60',
  'NIGHT_ASLEEP',
  'NIGHT_AWAKE',
  'DAY',
  'SESSION',
  'WEEK',
  'MONTH',
  'YEAR',
  'MILE',
  'ITEM',
] as const;
export type RateUnit = (typeof UNITS)[number];
export type RateKind = 'FIXED' | 'CAPPED' | 'QUOTE';

/** Row 1 is the heading, as a spreadsheet counts. */
export interface FileProblem {
  readonly row: number;
  /** Empty when the whole row cannot be read. */
  readonly column: string;
  readonly value: string;
  readonly reason: string;
}

/** One price of a file; exactly one of variantId and supportTypeSlug is not empty. */
export interface FileRate {
  readonly row: number;
  /** As written, in small letters; empty for a support type. */
  readonly variantId: string;
  readonly supportTypeSlug: string;
  /** Null where a variant's row leaves it to the variant. */
  readonly unit: RateUnit | null;
  readonly kind: RateKind;
  readonly pence: Pence;
}

type Cells = Readonly<Record<FileColumn, string>>;

export function problemOf(row: number, column: string, value: string, reason: string): FileProblem {
  // A workbook can hold control signs, which no database keeps.
  const shown = value.replaceAll(/\p{Cc}/gu, '\uFFFD');
  return { row, column, value: shown.length > LONGEST_SHOWN ? `${shown.slice(0, LONGEST_SHOWN)}…` : shown, reason };
}

export function readUnit(text: string): RateUnit | null {
  const name = text.toUpperCase().replaceAll(/[\s_-]+/g, '_');
  return UNITS.find((unit) => unit === name || unit === name.replaceAll('_', '')) ?? null;
}

export function writeUnit(unit: string): string {
  return unit.toLowerCase().replaceAll('_', ' ');
}

function readKind(text: string): RateKind | null {
  const name = text.toUpperCase();
  return name === 'FIXED' || name === 'CAPPED' || name === 'QUOTE' ? name : null;
}

/** Where each column stands, or what is wrong with the heading. */
export function readHeading(
  cells: readonly string[],
): ReadonlyMap<FileColumn, number> | { readonly problems: readonly FileProblem[] } {
  const heading = cells.map((cell) => cell.toLowerCase());
  const missing = NEEDED.filter((column) => !heading.includes(column));
  const twice = FILE_COLUMNS.filter((column) => heading.indexOf(column) !== heading.lastIndexOf(column));
  if (missing.length > 0 || twice.length > 0)
    return {
      problems: [
        ...missing.map((column) =>
          problemOf(1, column, '', `There is no column “${column}”. Use the headings of the file that we give out.`),
        ),
        ...twice.map((column) => problemOf(1, column, column, `The column “${column}” is there twice. Keep one.`)),
      ],
    };
  return new Map(FILE_COLUMNS.map((column) => [column, heading.indexOf(column)]));
}

export function cellsOf(record: readonly string[], places: ReadonlyMap<FileColumn, number>): Cells {
  return Object.fromEntries(
    FILE_COLUMNS.map((column) => [column, record[places.get(column) ?? -1] ?? '']),
  ) as unknown as Cells;
}

/** A price, what is wrong with it, or null for a row in which no price was filled in. */
export function readRate(row: number, cells: Cells): FileRate | readonly FileProblem[] | null {
  const price = cells.price;
  if (cells.kind === '' && price === '') return null;
  const problems: FileProblem[] = [];
  const wrong = (column: FileColumn, reason: string): void => {
    problems.push(problemOf(row, column, cells[column], reason));
  };
  const kind = readKind(cells.kind);
  if (!kind) wrong('kind', 'Write fixed, capped or quote.');
  const [variantId, supportTypeSlug] = [cells.variant.toLowerCase(), cells['support type'].toLowerCase()];
  if (variantId !== '' && supportTypeSlug !== '')
    wrong('support type', 'Leave this empty, because the row names a variant. A price is for one of the two.');
  if (variantId === '' && supportTypeSlug === '') wrong('variant', 'Name a variant, or a support type.');
  const unit = cells.unit === '' ? null : readUnit(cells.unit);
  if (cells.unit !== '' && !unit) wrong('unit', `Write one of: ${UNITS.map(writeUnit).join(', ')}.`);
  if (cells.unit === '' && supportTypeSlug !== '') wrong('unit', 'Write what the price is for, such as hour.');
  const pence = price === '' ? null : readPounds(price);
  if (price !== '' && pence === null) wrong('price', 'Write pounds and pence, such as 24.10.');
  else if (kind === 'QUOTE' && pence !== null && pence !== 0n)
    wrong('price', 'Leave this empty: a quote has no price before the provider gives one.');
  else if (kind !== null && kind !== 'QUOTE' && price === '') wrong('price', 'Write the price, such as 24.10.');
  else if (pence !== null && pence > HIGHEST_PENCE) wrong('price', 'This is more than £100,000. Look at the point.');
  if (problems.length > 0 || !kind) return problems;
  return { row, variantId, supportTypeSlug, unit, kind, pence: pence ?? 0n };
}
