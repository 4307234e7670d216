import { formatPence } from '../format/money.js';
import { listWords } from './calendar.js';
import type { RegularFactsFragment, RegularPattern } from '../generated/graphql.js';

const everyWords: Readonly<Record<RegularPattern, string>> = {
  WEEK: 'each week',
  TWO_WEEKS: 'every two weeks',
  FOUR_WEEKS: 'every four weeks',
  MONTH: 'each month',
  QUARTER: 'every three months',
  YEAR: 'each year',
};

/** The ways to pay again and again, for a form. */
export const patternItems = (Object.keys(everyWords) as RegularPattern[]).map((value) => ({
  value,
  label: `${everyWords[value].charAt(0).toUpperCase()}${everyWords[value].slice(1)}`,
}));

export function readPattern(text: string): RegularPattern | null {
  return patternItems.find(({ value }) => value === text)?.value ?? null;
}

/** "£120 each week". */
export function stepWords({ amountPence, every }: RegularFactsFragment['steps'][number]): string {
  return `${formatPence(amountPence)} ${everyWords[every]}`;
}

/** Says under the weeks what of them is paid regularly; nothing where there is none. */
export function RegularInWeeks({
  regular,
  weeks,
}: {
  readonly regular: readonly RegularFactsFragment[];
  readonly weeks: readonly { readonly regularPence: number }[];
}) {
  const said = regular.flatMap(({ payee, steps }) => steps.slice(0, 1).map((step) => `${stepWords(step)} to ${payee}`));
  if (said.length === 0) return null;
  const together = weeks.reduce((sum, { regularPence }) => sum + regularPence, 0);
  return (
    <p className="govuk-body">
      These weeks count what is paid regularly: {listWords(said)}. That is {formatPence(together)} in all. No money is
      set aside for it.
    </p>
  );
}
