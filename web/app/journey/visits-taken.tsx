import { DateText, Details, MoneyText, TimeRange } from '../components/index.js';
import type { VisitTakenFactsFragment } from '../generated/graphql.js';

/** Each visit that would not happen, with its fee. Nothing where there is none. */
export function VisitsTaken({ visits }: { readonly visits: readonly VisitTakenFactsFragment[] }) {
  if (visits.length === 0) return null;
  return (
    <Details summary="See each visit">
      <ul className="govuk-list govuk-list--bullet">
        {visits.map((visit) => (
          <li key={visit.id}>
            <DateText date={visit.onDate} />, <TimeRange start={visit.startsAt} end={visit.endsAt} />:{' '}
            {visit.service.name} with {visit.provider.name}
            {visit.feePence === 0 ? null : (
              <>
                . Fee: <MoneyText pence={visit.feePence} />
              </>
            )}
          </li>
        ))}
      </ul>
    </Details>
  );
}
