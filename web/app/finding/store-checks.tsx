import type { ReactNode } from 'react';
import { DateText } from '../components/index.js';
import type { ShownChecksPartsFragment } from '../generated/graphql.js';

interface CheckRow {
  readonly key: string;
  readonly value: ReactNode;
}

export interface Accepted {
  readonly councilName: string;
  readonly acceptedOn: string;
}

/** "Until Monday 3 May 2027", or that it ran out, in words as well as in colour. */
function Until({ day, inDate, word }: { readonly day: string; readonly inDate: boolean; readonly word: string }) {
  return inDate ? (
    <>
      {word} until <DateText date={day} withYear />
    </>
  ) : (
    <strong className="oc-checks__over">
      {word} ran out on <DateText date={day} withYear />
    </strong>
  );
}

/** What a store says of its papers, each with its last day; what it has not told stands there too. */
export function checkRows(
  checks: ShownChecksPartsFragment | null,
  { cqcLocationId, worksAlone }: { readonly cqcLocationId: string | null; readonly worksAlone: boolean },
): readonly CheckRow[] {
  if (checks === null) return [];
  const { insurer, insuredUntil, safeguardingUntil, safeguardingStatement, dbsOn, dbsUntil } = checks;
  return [
    {
      key: 'Insurance',
      value: insuredUntil ? (
        <>
          <Until day={insuredUntil} inDate={checks.insuranceInDate} word="Insurance" />
          <br />
          with {insurer}
        </>
      ) : (
        'They have not told us of any insurance'
      ),
    },
    {
      key: 'Keeping people safe',
      value:
        safeguardingStatement && safeguardingUntil ? (
          <>
            {safeguardingStatement}
            <br />
            {checks.safeguardingInDate ? 'They look at this again on ' : 'They said they would look at this again on '}
            <DateText date={safeguardingUntil} withYear />
          </>
        ) : (
          'They have not told us how they keep people safe'
        ),
    },
    ...(dbsOn && dbsUntil
      ? [
          {
            key: 'DBS check',
            value: (
              <>
                Checked on <DateText date={dbsOn} withYear />
                <br />
                {checks.dbsInDate ? (
                  'Next check by '
                ) : (
                  <strong className="oc-checks__over">The next check was due on </strong>
                )}
                <DateText date={dbsUntil} withYear />
              </>
            ),
          },
        ]
      : worksAlone
        ? [{ key: 'DBS check', value: 'They have not told us of one' }]
        : []),
    ...(cqcLocationId ? [{ key: 'Care Quality Commission number', value: cqcLocationId }] : []),
  ];
}

/** Which councils have looked, said plainly: also when none has. */
export function AcceptedByCouncils({ acceptedBy }: { readonly acceptedBy: readonly Accepted[] }) {
  if (acceptedBy.length === 0)
    return (
      <p className="govuk-body">
        No council here has accepted their papers as they are now. You can still buy from them. Ask your council if you
        are not sure.
      </p>
    );
  return (
    <ul className="govuk-list">
      {acceptedBy.map(({ councilName, acceptedOn }) => (
        <li key={councilName}>
          <strong>Accepted by {councilName}</strong> on <DateText date={acceptedOn} withYear />. It looked at their
          papers.
        </li>
      ))}
    </ul>
  );
}

export function worksAlone(kind: string): boolean {
  return kind === 'PERSONAL_ASSISTANT' || kind === 'MICRO';
}

/** The one paper that a buyer asks for first. */
export function InsuranceLine({ checks }: { readonly checks: ShownChecksPartsFragment | null }) {
  if (!checks?.insuredUntil) return null;
  return (
    <p className="govuk-body">
      <Until day={checks.insuredUntil} inDate={checks.insuranceInDate} word="Insurance" />
    </p>
  );
}
