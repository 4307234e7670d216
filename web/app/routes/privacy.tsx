import { Anchor, Page, pageTitle, SummaryList, useShell } from '../components/index.js';
import type { Route } from './+types/privacy.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('Privacy', matches);
}

const whoSees = [
  { key: 'You', value: 'Everything we hold about you.' },
  { key: 'People who act for you', value: 'What you allowed them to see, until you end it.' },
  {
    key: 'Your providers',
    value: 'Your name, and when and where to come, for the orders you sent them. Not your budget.',
  },
  {
    key: 'Your council’s officers',
    value: 'What their work needs. Each look at your spending is written down, and you can see it.',
  },
  {
    key: 'People who plan services',
    value: 'Totals only, never names. Where fewer than five people stand behind a number, it is hidden.',
  },
] as const;

export default function Privacy() {
  const { theme } = useShell();
  const council = theme.key === 'owncourse' ? 'Your council' : theme.name;
  return (
    <Page>
      <h1 className="govuk-heading-xl">Privacy</h1>
      <p className="oc-lead">What we know about you, why, and who can see it.</p>

      <h2 className="govuk-heading-m">Who looks after it</h2>
      <p className="govuk-body">
        {council} decides what is kept about your budget and your support. The law calls it the controller. It does this
        because arranging support is its public task.
      </p>
      <p className="govuk-body">
        If you pay with your own money and no council helps you, your orders are an agreement between you and the
        provider.
      </p>

      <h2 className="govuk-heading-m">What we keep</h2>
      <ul className="govuk-list govuk-list--bullet">
        <li>your name, how to reach you, where your letters go, and how you like to be spoken to</li>
        <li>your budget and each line of it</li>
        <li>your orders, visits and ratings</li>
        <li>who may act for you, and what they did</li>
        <li>when you signed in</li>
      </ul>
      <p className="govuk-body">Lines of money have no names in them. They point to you by a number.</p>

      <h2 className="govuk-heading-m">Who can see it</h2>
      <SummaryList rows={whoSees} />
      <p className="govuk-body">
        What you tell us under{' '}
        <Anchor className="govuk-link" href="/help/not-safe">
          I don’t feel safe
        </Anchor>{' '}
        goes to the safety team only.
      </p>

      <h2 className="govuk-heading-m">Cookies</h2>
      <p className="govuk-body">
        We use one cookie to keep you signed in, and one for the list of support that you keep. Both go when you sign
        out. We do not follow you, and no other company’s scripts or fonts are on these pages.
      </p>

      <h2 className="govuk-heading-m">How long we keep it</h2>
      <p className="govuk-body">
        As long as the council’s rules for each kind of record say. Money records are kept longest, because the law asks
        for it.
      </p>

      <h2 className="govuk-heading-m">Your rights</h2>
      <p className="govuk-body">
        You can keep a copy of everything we hold about you: sign in, and open{' '}
        <Anchor className="govuk-link" href="/my-data">
          My data
        </Anchor>
        . It is one file, for you and for another service you want to move to. Nobody who acts for you can get it.
      </p>
      <p className="govuk-body">
        You can ask us to put something right, or object to how we use it. See{' '}
        <Anchor className="govuk-link" href="/help">
          Help
        </Anchor>{' '}
        for how to reach us.
      </p>
      <p className="govuk-body">
        If you are not happy with the answer, you can complain to the Information Commissioner’s Office.
      </p>
    </Page>
  );
}
