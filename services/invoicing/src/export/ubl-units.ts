/** Units of UN/ECE Recommendation 20. A visit and a night are counted, whatever they last. */
const UNIT_CODES: Readonly<Record<string, string>> = {
  HOUR: 'HUR',
  DAY: 'DAY',
  WEEK: 'WEE',
  MONTH: 'MON',
  YEAR: 'ANN',
  MILE: 'SMI',
};

/** @param unit as a variant names it */
export function unitCode(unit: string): string {
  return UNIT_CODES[unit] ?? 'EA';
}
