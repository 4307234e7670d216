import { Anchor, BackLink, Page, pageTitle } from '../../components/index.js';
import type { Route } from './+types/rights.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('Your rights when you buy', matches);
}

/** The Consumer Contracts (Information, Cancellation and Additional Charges) Regulations 2013, in plain words. */
export default function Rights() {
  return (
    <Page before={<BackLink href="/help">Help</BackLink>}>
      <h1 className="govuk-heading-xl">Your rights when you buy with your own money</h1>
      <p className="oc-lead">You may change your mind for 14 days. You do not have to say why.</p>
      <h2 className="govuk-heading-m">The 14 days</h2>
      <p className="govuk-body">
        This is the law when you buy a service from a business on a website, by telephone or by post. The 14 days start
        on the day after you and the provider agree.
      </p>
      <h2 className="govuk-heading-m">If help starts in the 14 days</h2>
      <ul className="govuk-list govuk-list--bullet">
        <li>A provider may start in the 14 days only if you ask for it.</li>
        <li>You can still cancel then. You pay for the visits that you had, and nothing for the others.</li>
        <li>If everything that you asked for has been done, there is nothing left to cancel.</li>
      </ul>
      <h2 className="govuk-heading-m">How to cancel</h2>
      <p className="govuk-body">
        Tell the provider in any clear words: ring and then write, or send an email. You can also use a form.
      </p>
      <p className="govuk-body">
        <Anchor className="govuk-link" href="/own/cancel-form">
          Form to cancel
        </Anchor>
      </p>
      <h2 className="govuk-heading-m">Your money</h2>
      <p className="govuk-body">
        What you paid too much comes back in 14 days at the latest, the way you paid it. It costs you nothing.
      </p>
      <h2 className="govuk-heading-m">After the 14 days</h2>
      <p className="govuk-body">
        You can still cancel visits. A late cancellation may then cost something. The provider must tell you how much
        before you buy.
      </p>
      <h2 className="govuk-heading-m">The law</h2>
      <p className="govuk-body">
        The Consumer Contracts (Information, Cancellation and Additional Charges) Regulations 2013. They are about
        businesses, not about a person whom you employ yourself. Citizens Advice can tell you more, for nothing.
      </p>
    </Page>
  );
}
