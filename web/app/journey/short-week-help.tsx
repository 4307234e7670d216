import type { ReactNode } from 'react';
import { Anchor, DateText, MoneyText } from '../components/index.js';
import { countWords } from '../format/counts.js';
import type { ShortWeekPartsFragment } from '../generated/graphql.js';

type Mend = ShortWeekPartsFragment['mends'][number];

const allWeeks = 26;

/** @param budget with the weeks that are left of it, 26 at the most */
export function weeksTitle({ projection }: { readonly projection: readonly unknown[] }): string {
  return projection.length >= allWeeks ? 'The next 26 weeks' : 'The weeks until the budget ends';
}

function keyOf(mend: Mend): string {
  return mend.__typename;
}

interface MendWordsProps {
  readonly mend: Mend;
  readonly orderHref: ((orderId: string) => string) | undefined;
}

function MendWords({ mend, orderHref }: MendWordsProps) {
  switch (mend.__typename) {
    case 'AskForSum':
      return (
        <>
          <strong>
            <MoneyText pence={mend.pence} /> more
          </strong>{' '}
          by <DateText date={mend.byDate} withYear />.
        </>
      );
    case 'AskForMoreEachWeek':
      return (
        <>
          <strong>
            <MoneyText pence={mend.pence} /> more each week
          </strong>{' '}
          from the week of <DateText date={mend.fromWeekStarting} withYear />.
        </>
      );
    case 'FewerVisits': {
      const about = orderHref ? (
        <Anchor className="govuk-link" href={orderHref(mend.orderId)}>
          {mend.about}
        </Anchor>
      ) : (
        mend.about
      );
      return (
        <>
          <strong>
            {mend.visitsAWeek >= mend.usualVisitsAWeek
              ? 'No more visits'
              : `${countWords(mend.visitsAWeek, 'visit')} fewer each week`}
          </strong>{' '}
          from the week of <DateText date={mend.fromWeekStarting} withYear />: {about}.
        </>
      );
    }
  }
}

interface ShortWeekHelpProps {
  readonly shortWeek: ShortWeekPartsFragment;
  /** Whom to ask, as a sentence of its own. */
  readonly ask?: ReactNode;
  readonly orderHref?: ((orderId: string) => string) | undefined;
}

/** What would make the money reach; each line alone is enough. */
export function ShortWeekHelp({ shortWeek, ask, orderHref }: ShortWeekHelpProps) {
  return (
    <section aria-labelledby="short-week-help">
      <h3 className="govuk-heading-s" id="short-week-help">
        What would help
      </h3>
      <p className="govuk-body">
        The money runs out on <DateText date={shortWeek.onDate} withYear />. Any one of these is enough:
      </p>
      <ul className="govuk-list govuk-list--bullet">
        {shortWeek.mends.map((mend) => (
          <li key={keyOf(mend)}>
            <MendWords mend={mend} orderHref={orderHref} />
          </li>
        ))}
      </ul>
      <p className="govuk-body govuk-!-margin-bottom-7">Visits that are already promised stay promised.{ask}</p>
    </section>
  );
}
