import { Anchor, Details, Page, pageTitle, PhoneCall, useShell } from '../components/index.js';
import { contactsFor } from '../theme/council-contacts.js';
import type { Route } from './+types/help.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('Help', matches);
}

function Finding() {
  return (
    <>
      <h2 className="govuk-heading-m">Finding support</h2>
      <Details summary="How do I search?">
        <p>Write what would help you, in your own words. Spelling does not matter.</p>
        <p>You do not need to sign in to look. Add your postcode to see what is near you.</p>
      </Details>
      <Details summary="Why is my price not the same as my neighbour’s?">
        <p>
          Your council may have agreed a price with a provider. If your council pays for your support, you see that
          price when you sign in.
        </p>
        <p>Everybody else sees the provider’s own price. We never add anything to it.</p>
      </Details>
      <Details summary="What is free?">
        <p>Local groups and events often cost nothing. They say “Free” where the price would be.</p>
      </Details>
    </>
  );
}

function Money() {
  return (
    <>
      <h2 className="govuk-heading-m">Ask for a budget</h2>
      <Details id="ask-for-a-budget" summary="How do I ask the council for help?">
        <p className="govuk-body">
          Ring your council and ask for a care needs assessment. It is free, and anybody may ask: you, or somebody for
          you. A carer can ask for a carer’s assessment.
        </p>
        <p className="govuk-body">
          Somebody will talk with you about what you find hard and what you would like. If the council finds that you
          need support, it says how much money there is for it each week. It may ask what money you have, and you may
          pay a part.
        </p>
        <p className="govuk-body">
          <Anchor className="govuk-link" href="/own/help-from-council">
            See how your savings count
          </Anchor>
          . Nothing that you answer is kept.
        </p>
        <p className="govuk-body">
          You do not have to wait to look around:{' '}
          <Anchor className="govuk-link" href="/what-else">
            see what an amount a week would buy
          </Anchor>
          .
        </p>
      </Details>
      <h2 className="govuk-heading-m">Your budget</h2>
      <Details summary="What do spent, promised and left mean?">
        <ul className="govuk-list govuk-list--bullet">
          <li>
            <strong>Spent</strong> is support you have had.
          </li>
          <li>
            <strong>Promised</strong> is support you have ordered but not had yet. The money is kept for it.
          </li>
          <li>
            <strong>Left</strong> is yours to use.
          </li>
        </ul>
      </Details>
      <Details summary="When does money leave my budget?">
        <p>When you order, the money is promised. Nothing is paid yet.</p>
        <p>After a visit you say whether it happened. Only then is it spent.</p>
      </Details>
      <Details summary="Can I spend more than I have?">
        <p>No. We check before every order, and tell you before you send it.</p>
      </Details>
    </>
  );
}

function Ordering() {
  return (
    <>
      <h2 className="govuk-heading-m">Ordering and visits</h2>
      <Details summary="How do I order?">
        <p>
          There are four short steps: what, when, cost, and check. You can go back at any time. Nothing is ordered until
          you press “Send order”.
        </p>
      </Details>
      <Details summary="Can I cancel?">
        <p>Yes. Sometimes a late cancellation costs something. You see how much before you decide.</p>
      </Details>
      <Details summary="What if a visit was wrong, or did not happen?">
        <p>
          Open the visit and choose “Something was not right”. The money stays where it is until it is settled. You can
          do this later too.
        </p>
      </Details>
    </>
  );
}

function OtherPeople() {
  return (
    <>
      <h2 className="govuk-heading-m">People who help you</h2>
      <Details summary="Can somebody do this for me?">
        <p>Yes. You choose who, what they may do, and until when. You can end it at any time, and it stops at once.</p>
        <p>You keep your own sign-in. You always see what they did.</p>
      </Details>
      <Details summary="Who has looked at my budget?">
        <p>You see the name of each council officer who looked at your spending, and when.</p>
      </Details>
    </>
  );
}

export default function Help() {
  const { theme } = useShell();
  const contacts = contactsFor(theme.key);
  return (
    <Page>
      <h1 className="govuk-heading-xl">Help</h1>
      <p className="oc-lead">Short answers to what people ask most. If yours is not here, ring us.</p>
      <Finding />
      <Money />
      <Ordering />
      <OtherPeople />
      <h2 className="govuk-heading-m">Talk to a person</h2>
      {contacts ? (
        <>
          <PhoneCall title={`${theme.name} helpline`} phone={contacts.helpPhone}>
            {contacts.helpHours}
          </PhoneCall>
          <p className="govuk-body">
            Or write to{' '}
            <a className="govuk-link" href={`mailto:${contacts.email}`}>
              {contacts.email}
            </a>
            .
          </p>
        </>
      ) : (
        <p className="govuk-body">
          Ring or write to your own council.{' '}
          <Anchor className="govuk-link" href="/sign-in">
            Sign in
          </Anchor>{' '}
          and we show you its number here.
        </p>
      )}
      <p className="govuk-body">
        If somebody hurts or frightens you, go to{' '}
        <Anchor className="govuk-link" href="/help/not-safe">
          I don’t feel safe
        </Anchor>
        .
      </p>
    </Page>
  );
}
