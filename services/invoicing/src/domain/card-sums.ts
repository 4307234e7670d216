/** Nobody can be recognised behind this many. */
const FEWEST_PEOPLE = 5;

/** A reader of aggregates is shown no sum behind which too few people stand. */
export function shownSums<Row extends { readonly people_count: number }>(
  rows: readonly Row[],
  seesAll: boolean,
): readonly Row[] {
  return seesAll ? rows : rows.filter((row) => row.people_count >= FEWEST_PEOPLE);
}
