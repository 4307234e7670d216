import Holidays from 'date-holidays';

export interface BankHoliday {
  /** A London day. */
  readonly day: string;
  readonly name: string;
}

const SUBSTITUTE = ' (substitute day)';

/**
 * The bank holidays of England in one year, oldest first. Where one falls on a weekend the substitute day counts in its
 * place, as the government lists them.
 */
export function bankHolidaysOf(year: number): readonly BankHoliday[] {
  const found = new Holidays('GB', 'ENG')
    .getHolidays(year)
    .filter((one) => one.type === 'public')
    .map((one) => ({ day: one.date.slice(0, 10), name: one.name }));
  const moved = new Set(
    found.filter(({ name }) => name.endsWith(SUBSTITUTE)).map(({ name }) => name.slice(0, -SUBSTITUTE.length)),
  );
  return found
    .filter(({ name }) => !moved.has(name))
    .map(({ day, name }) => ({ day, name: name.replace(SUBSTITUTE, '') }));
}
