import { BackLink, Page, pageTitle } from '../../components/index.js';
import type { Route } from './+types/cancel-form.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('Form to cancel', matches);
}

const lines = [
  'To (name, address and email of the provider):',
  'I give notice that I cancel my contract for this service:',
  'Ordered on:',
  'My name:',
  'My address:',
  'My signature (only if this is on paper):',
  'Date:',
];

/** The model form of the regulations (schedule 3, part B): to print, or to copy into an email. */
export default function CancelForm() {
  return (
    <Page before={<BackLink href="/own/rights">Your rights when you buy</BackLink>}>
      <h1 className="govuk-heading-xl">Form to cancel</h1>
      <p className="govuk-body oc-not-printed">
        Print it, or copy it into an email to the provider. You do not have to use it: any clear words will do. Send it
        in the 14 days.
      </p>
      <ul className="govuk-list govuk-list--spaced">
        {lines.map((line) => (
          <li key={line}>
            {line}
            <br />
            <span aria-hidden="true">________________________________</span>
          </li>
        ))}
      </ul>
    </Page>
  );
}
