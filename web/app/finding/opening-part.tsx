import { SummaryList } from '../components/index.js';
import type { OpeningPartsFragment } from '../generated/graphql.js';
import { hoursRows, openingNotes } from './opening.js';

/** The hours of a store with what has to be known beside them; nothing where it has said nothing. */
export function Opening({
  opening,
  headingLevel: Heading = 'h2',
}: {
  readonly opening: OpeningPartsFragment | null;
  readonly headingLevel?: 'h2' | 'h3';
}) {
  if (!opening) return null;
  const rows = hoursRows(opening);
  return (
    <>
      <Heading className="govuk-heading-m">When they are open</Heading>
      {rows.length > 0 ? <SummaryList rows={rows} /> : null}
      {openingNotes(opening).map((note) => (
        <p className="govuk-body" key={note}>
          {note}
        </p>
      ))}
    </>
  );
}
