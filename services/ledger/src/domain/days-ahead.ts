/** Further ahead than any plan of support reaches, and near enough to be worked out at once. */
export const MOST_YEARS_AHEAD = 10;

/** The last day that may be given on a day; both "2026-03-03". */
export function latestDay(today: string): string {
  return `${Number(today.slice(0, 4)) + MOST_YEARS_AHEAD}${today.slice(4)}`;
}
