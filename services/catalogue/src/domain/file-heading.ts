export interface Heading<Column extends string> {
  readonly columns: readonly Column[];
  readonly needed: readonly Column[];
  /** Refused, because somebody expects something of them; a register has many more columns than we read. */
  readonly refusesOthers: boolean;
}

const MOST_NAMED = 5;

function listed(columns: readonly string[]): string {
  const named = columns.slice(0, MOST_NAMED).map((column) => `“${column}”`);
  return columns.length > MOST_NAMED ? `${named.join(', ')} and more` : named.join(', ');
}

/** Where each column stands in the file, -1 where it is not there; or what is wrong with the heading, one problem of each sort. */
export function readHeading<Column extends string>(
  cells: readonly string[],
  { columns, needed, refusesOthers }: Heading<Column>,
): { readonly places: readonly number[] } | { readonly problems: readonly string[] } {
  const plain = (text: string): string => text.trim().toLowerCase().replaceAll(/\s+/g, ' ');
  const heading = cells.map(plain);
  const known = columns.map(plain);
  const missing = needed.filter((column) => !heading.includes(plain(column)));
  const twice = columns.filter((column) => heading.indexOf(plain(column)) !== heading.lastIndexOf(plain(column)));
  const others = refusesOthers ? cells.filter((cell) => cell !== '' && !known.includes(plain(cell))) : [];
  const problems = [
    ...(missing.length > 0
      ? [`The first row must name these columns: ${listed(missing)}. Use the headings that we give out.`]
      : []),
    ...(twice.length > 0 ? [`These columns are there twice: ${listed(twice)}. Keep one of each.`] : []),
    ...(others.length > 0
      ? [`We do not know these columns: ${listed(others)}. Take them out, or mend their names.`]
      : []),
  ];
  return problems.length > 0 ? { problems } : { places: known.map((column) => heading.indexOf(column)) };
}
