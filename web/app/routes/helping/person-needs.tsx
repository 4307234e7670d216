import { Anchor, DateText, MoneyText } from '../../components/index.js';
import { countWords, sentenceStart } from '../../format/counts.js';
import type { MandateScope, PeopleIHelpQuery } from '../../generated/graphql.js';
import { Need, Needs } from '../../work/lists.js';

export type HelpedPerson = PeopleIHelpQuery['peopleIHelp']['edges'][number]['node'];

function SaidNo({ helped }: { readonly helped: HelpedPerson }) {
  const { saidNo, lastNoOrderId, lastNoServiceName, lastNoReason, person } = helped;
  if (saidNo === 0) return null;
  return (
    <Need icon="message-circle" isUrgent>
      {saidNo === 1
        ? 'An order came to nothing: '
        : `${sentenceStart(countWords(saidNo, 'order'))} came to nothing. The last: `}
      <Anchor className="govuk-link" href={`/my-orders/${lastNoOrderId ?? ''}?for=${encodeURIComponent(person.id)}`}>
        {lastNoServiceName ?? 'see the order'}
      </Anchor>
      {lastNoReason === null ? '.' : `: “${lastNoReason}”`}
    </Need>
  );
}

/** What this person needs from their helper today, in words. */
export function PersonNeeds({ person: helped }: { readonly person: HelpedPerson }) {
  const { scopes, shortWeek, shortByPence, toConfirm, mandateEndsOn, newMessages } = helped;
  const mayConfirm = scopes.includes('CONFIRM');
  const isQuiet = !helped.needsMe && toConfirm === 0 && newMessages === 0;
  return (
    <Needs>
      {shortWeek === null ? null : (
        <Need icon="triangle-alert" isUrgent>
          Money runs short in the week of <DateText date={shortWeek} />
          {shortByPence === null || shortByPence <= 0 ? null : (
            <>
              , by <MoneyText pence={shortByPence} />
            </>
          )}
          .
        </Need>
      )}
      <SaidNo helped={helped} />
      {toConfirm > 0 ? (
        <Need icon="clipboard-check" isUrgent={mayConfirm}>
          {sentenceStart(countWords(toConfirm, 'visit'))} to confirm{mayConfirm ? '' : ' by the person'}.
        </Need>
      ) : null}
      {mandateEndsOn === null ? null : (
        <Need icon="calendar-days" isUrgent>
          Your permission ends on <DateText date={mandateEndsOn} />.
        </Need>
      )}
      {newMessages > 0 ? (
        <Need icon="inbox">
          <Anchor className="govuk-link" href={`/messages?about=${encodeURIComponent(helped.person.id)}`}>
            {sentenceStart(countWords(newMessages, 'new message'))}
            <span className="govuk-visually-hidden"> about {helped.person.name}</span>
          </Anchor>
        </Need>
      ) : null}
      {isQuiet ? <Need icon="circle-check">Nothing to do today.</Need> : null}
    </Needs>
  );
}

/** The ways on: this person’s budget, support, and finding something new for them. */
export function PersonLinks({
  person,
}: {
  readonly person: HelpedPerson['person'] & { readonly scopes: readonly MandateScope[]; readonly paysSelf?: boolean };
}) {
  const links = [
    { href: '/my-support', text: person.scopes.includes('CONFIRM') ? 'Support and visits' : 'Support', shows: true },
    { href: '/my-budget', text: 'Budget', shows: person.paysSelf !== true },
    { href: '/search', text: 'Find support', shows: person.scopes.includes('ORDER') },
    { href: '/my-card', text: 'A card for own money', shows: person.scopes.includes('PAY') },
  ];
  return (
    <ul className="oc-links">
      {links
        .filter(({ shows }) => shows)
        .map(({ href, text }) => (
          <li key={href}>
            <Anchor className="govuk-link" href={`${href}?for=${encodeURIComponent(person.id)}`}>
              {text}
              <span className="govuk-visually-hidden"> for {person.name}</span>
            </Anchor>
          </li>
        ))}
    </ul>
  );
}
