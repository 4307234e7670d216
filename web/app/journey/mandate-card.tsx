import { Anchor, DateText, MoneyText, SummaryList, type SummaryRow, Tag } from '../components/index.js';
import { formatPence } from '../format/money.js';
import type { MandatesGivenQuery } from '../generated/graphql.js';
import { listWords } from './calendar.js';
import { mandateWords, scopeWords as theirScopeWords } from '../work/state-words.js';
import { mandateTypeWords, scopeWords } from './mandate-words.js';

export type MandateShown = NonNullable<MandatesGivenQuery['me']>['mandatesGiven'][number];

function limits(mandate: MandateShown): string {
  const parts = [
    mandate.perOrderLimitPence === null ? null : `${formatPence(mandate.perOrderLimitPence)} for one order`,
    mandate.perMonthLimitPence === null ? null : `${formatPence(mandate.perMonthLimitPence)} in a month`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? 'No limit but the budget' : `At most ${listWords(parts)}`;
}

function State({ mandate }: { readonly mandate: MandateShown }) {
  if (mandate.endedAt)
    return (
      <>
        <Tag colour="grey">Ended</Tag> <DateText date={mandate.endedAt} withYear />
      </>
    );
  if (!mandate.inForce) return <Tag colour="grey">Not now</Tag>;
  return mandate.joint ? <Tag colour="teal">Only together</Tag> : <Tag colour="green">Can act</Tag>;
}

/** "£48.20, of £200 at most": what was ordered under it this month. */
export function UsedThisMonth({ mandate }: { readonly mandate: MandateShown }) {
  return (
    <>
      <MoneyText pence={mandate.usedThisMonthPence} />
      {mandate.perMonthLimitPence === null ? null : (
        <>
          , of <MoneyText pence={mandate.perMonthLimitPence} /> at most
        </>
      )}
    </>
  );
}

function Conflict({ mandate, base }: { readonly mandate: MandateShown; readonly base: string }) {
  return (
    <>
      {mandate.stakesIn.length > 0 ? (
        <p className="govuk-body">They also work for, or own, {listWords(mandate.stakesIn)}.</p>
      ) : null}
      {mandate.declaredConflict === null ? (
        <p className="govuk-body">So they cannot order there.</p>
      ) : (
        <p className="govuk-body">Written down: “{mandate.declaredConflict}”</p>
      )}
      {mandate.inForce ? (
        <Anchor className="govuk-link" href={`${base}/${mandate.id}/conflict`}>
          {mandate.declaredConflict === null ? 'Let them order there' : 'Change this'}
        </Anchor>
      ) : null}
    </>
  );
}

function rowsOf(mandate: MandateShown, base: string, isForOfficer: boolean): SummaryRow[] {
  const isConflict = mandate.stakesIn.length > 0 || mandate.declaredConflict !== null;
  return [
    { key: 'State', value: <State mandate={mandate} /> },
    { key: 'They are', value: isForOfficer ? mandateWords(mandate.type) : mandateTypeWords[mandate.type] },
    {
      key: 'They may',
      value: listWords(
        isForOfficer ? theirScopeWords(mandate.scopes) : mandate.scopes.map((scope) => scopeWords[scope]),
      ),
    },
    ...(mandate.joint
      ? [
          {
            key: 'How',
            value:
              'Only together with somebody else: both say yes to an order. Alone they can look, question a visit, and call one off while that is free.',
          },
        ]
      : []),
    { key: 'Limit', value: limits(mandate) },
    { key: 'Ordered this month', value: <UsedThisMonth mandate={mandate} /> },
    {
      key: 'From',
      value: (
        <>
          <DateText date={mandate.startsOn} withYear />
          {mandate.endsOn ? (
            <>
              {' '}
              until <DateText date={mandate.endsOn} withYear />
            </>
          ) : (
            ', until it is ended'
          )}
        </>
      ),
    },
    ...(mandate.evidence ? [{ key: 'What was shown', value: mandate.evidence }] : []),
    ...(isConflict ? [{ key: 'Where they have a stake', value: <Conflict mandate={mandate} base={base} /> }] : []),
  ];
}

export interface MandateCardProps {
  readonly mandate: MandateShown;
  /** The path that this mandate's pages are under. */
  readonly base: string;
  /** For whoever looks after the person: what they did and the end of it are the person's own pages. */
  readonly isForOfficer?: boolean;
}

/** Who may act, what they may do, up to how much, and where to go on from there. */
export function MandateCard({ mandate, base, isForOfficer = false }: MandateCardProps) {
  const forThem = `for ${mandate.actorName}`;
  const own = [
    { text: 'What they did', href: `${base}/${mandate.id}`, visuallyHiddenText: forThem },
    ...(mandate.inForce ? [{ text: 'End this', href: `${base}/${mandate.id}/end`, visuallyHiddenText: forThem }] : []),
  ];
  return (
    <SummaryList
      card={{ title: mandate.actorName, actions: isForOfficer ? [] : own }}
      rows={rowsOf(mandate, base, isForOfficer)}
    />
  );
}
