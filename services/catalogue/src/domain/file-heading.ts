import { type RowProblem, rowProblem } from './file-cells.js';

export interface Heading<Column extends string> {
  readonly columns: readonly Column[];
  readonly needed: readonly Column[];
  /** Refused, because somebody expects something of them; a register has many more columns than we read. */
  readonly refusesOthers: boolean;
}

/** Where each column stands in the file, -1 where it is not there; or what is wrong with the heading. */
export function readHeading<Column extends string>(
  cells: readonly string[],
  { columns, needed, refusesOthers }: Heading<Column>,
): { readonly places: readonly number[] } | { readonly problems: readonly RowProblem[] } {
  const plain = (text: string): string => text.trim().toLowerCase().replaceAll(/\s+/g, ' ');
  const heading = cells.map(plain);
  const known = columns.map(plain);
  const problems = [
    ...needed
      .filter((column) => !heading.includes(plain(column)))
      .map((column) => rowProblem(1, column, '', `There is no column “${column}”. Use the headings that we give out.`)),
    ...columns
      .filter((column) => heading.indexOf(plain(column)) !== heading.lastIndexOf(plain(column)))
      .map((column) => rowProblem(1, column, column, `The column “${column}” is there twice. Keep one.`)),
    ...(refusesOthers ? cells : [])
      .filter((cell) => cell !== '' && !known.includes(plain(cell)))
      .map((cell) => rowProblem(1, cell, cell, `We do not know the column “${cell}”. Take it out, or mend its name.`)),
  ];
  return problems.length > 0 ? { problems } : { places: known.map((column) => heading.indexOf(column)) };
}
