import { Anchor, DateText, MoneyText } from '../../components/index.js';
import { countWords, sentenceStart } from '../../format/counts.js';
import { Need, Needs } from '../../work/lists.js';
import type { HelpedPerson } from './helped-person.js';

/** What this person needs from their helper today, in words. */
export function PersonNeeds({ person }: { readonly person: HelpedPerson }) {
  const mayConfirm = person.scopes.includes('CONFIRM');
  return (
    <Needs>
      {person.shortWeek === null ? null : (
        <Need icon="triangle-alert" isUrgent>
          Money runs short in the week of <DateText date={person.shortWeek} />
          {person.shortByPence > 0 ? (
            <>
              , by <MoneyText pence={person.shortByPence} />
            </>
          ) : null}
          .
        </Need>
      )}
      {person.toConfirm > 0 ? (
        <Need icon="clipboard-check" isUrgent={mayConfirm}>
          {sentenceStart(countWords(person.toConfirm, 'visit'))} to confirm{mayConfirm ? '' : ' by the person'}.
        </Need>
      ) : null}
      {person.declined === null ? null : (
        <Need icon="message-circle" isUrgent>
          The provider said no to{' '}
          <Anchor className="govuk-link" href={`/my-orders/${person.declined.id}?for=${encodeURIComponent(person.id)}`}>
            {person.declined.serviceName}
          </Anchor>
          {person.declined.reason === null ? '.' : `: “${person.declined.reason}”`}
        </Need>
      )}
      {person.shortWeek === null && person.toConfirm === 0 && person.declined === null ? (
        <Need icon="circle-check">Nothing to do today.</Need>
      ) : null}
    </Needs>
  );
}

/** The ways on: this person’s budget, support, and finding something new for them. */
export function PersonLinks({ person }: { readonly person: Pick<HelpedPerson, 'id' | 'name' | 'scopes'> }) {
  const links = [
    { href: '/my-support', text: person.scopes.includes('CONFIRM') ? 'Support and visits' : 'Support', shows: true },
    { href: '/my-budget', text: 'Budget', shows: true },
    { href: '/search', text: 'Find support', shows: person.scopes.includes('ORDER') },
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
