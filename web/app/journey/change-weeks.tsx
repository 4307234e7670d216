import { MoneyText, WeeksStrip } from '../components/index.js';
import type { StripWeekFactsFragment } from '../generated/graphql.js';

interface ChangeWeeksProps {
  readonly before: readonly StripWeekFactsFragment[];
  readonly after: readonly StripWeekFactsFragment[];
}

/** The coming half year of the budget as it is and with a change, one below the other. Nothing where they are the same. */
export function ChangeWeeks({ before, after }: ChangeWeeksProps) {
  const isSame = after.every((week, index) => {
    const was = before[index];
    return week.leftPence === was?.leftPence && week.plannedPence === was.plannedPence && week.short === was.short;
  });
  if (isSame) return null;
  // One measure for both, so that the eye compares what is left.
  const mostPence = Math.max(...[...before, ...after].map((week) => week.leftPence));
  const end = (weeks: ChangeWeeksProps['before']) => weeks.at(-1)?.leftPence ?? 0;
  return (
    <>
      <h2 className="govuk-heading-l">The weeks to come</h2>
      <p className="govuk-body">
        When they are over, <MoneyText pence={end(before)} /> would be left as it is now, and{' '}
        <MoneyText pence={end(after)} /> with this change.
      </p>
      <WeeksStrip weeks={before} title="As it is now" headingLevel={3} mostPence={mostPence} />
      <WeeksStrip weeks={after} title="With this change" headingLevel={3} mostPence={mostPence} />
    </>
  );
}
