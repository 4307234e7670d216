import { Anchor, Page, pageTitle, PhoneCall, useShell } from '../components/index.js';
import { contactsFor } from '../theme/council-contacts.js';
import type { Route } from './+types/accessibility.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('Accessibility', matches);
}

export default function Accessibility() {
  const { theme } = useShell();
  const contacts = contactsFor(theme.key);
  return (
    <Page>
      <h1 className="govuk-heading-xl">Accessibility</h1>
      <p className="oc-lead">
        We want everybody to be able to use this website. Here is what should work, and what to do when it does not.
      </p>

      <h2 className="govuk-heading-m">What you can do</h2>
      <ul className="govuk-list govuk-list--bullet">
        <li>make everything bigger, up to four times, and still read it without scrolling sideways</li>
        <li>use only the keyboard, with a yellow mark that shows where you are</li>
        <li>use a screen reader or speak to your computer</li>
        <li>choose the colours of your own device</li>
        <li>use an old or cheap phone, also when scripts are turned off</li>
        <li>paste your password or let your browser fill it in</li>
      </ul>
      <p className="govuk-body">
        We write in short sentences. Wherever we use a colour to say something, we say it in words too.
      </p>

      <h2 className="govuk-heading-m">What we measure ourselves by</h2>
      <p className="govuk-body">
        We build to the Web Content Accessibility Guidelines, version 2.2, level AA. A program checks our pages for
        faults each time we change them. A program cannot find every fault, so please tell us what it missed.
      </p>

      <h2 className="govuk-heading-m">What does not work well yet</h2>
      <ul className="govuk-list govuk-list--bullet">
        <li>Wide tables scroll sideways inside themselves on a small phone.</li>
        <li>Providers write about their own services. Some of their words are hard to read.</li>
        <li>There are no easy read or sign language pages yet.</li>
      </ul>

      <h2 className="govuk-heading-m">Tell us, or ask for it another way</h2>
      <p className="govuk-body">
        You can have anything on this website in large print, easy read, audio or braille. We answer within five working
        days.
      </p>
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
          See{' '}
          <Anchor className="govuk-link" href="/help">
            Help
          </Anchor>{' '}
          for how to reach us.
        </p>
      )}

      <h2 className="govuk-heading-m">If you are not happy with our answer</h2>
      <p className="govuk-body">
        The Equality and Human Rights Commission enforces the accessibility rules for public bodies. The Equality
        Advisory and Support Service tells you what you can do.
      </p>
    </Page>
  );
}
