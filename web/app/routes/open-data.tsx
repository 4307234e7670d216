import { Anchor, Page, pageTitle } from '../components/index.js';
import type { Route } from './+types/open-data.js';

const FEED = '/open-referral/v3';

const lists = [
  { path: `${FEED}/services`, words: 'Services, groups and events' },
  { path: `${FEED}/service_at_locations`, words: 'The same by place' },
  { path: `${FEED}/taxonomies`, words: 'Our lists of words' },
  { path: `${FEED}/taxonomy_terms`, words: 'The words in them' },
] as const;

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('Open data', matches);
}

export default function OpenData() {
  return (
    <Page>
      <h1 className="govuk-heading-xl">Open data</h1>
      <p className="oc-lead">Other websites may show what can be found here.</p>
      <p className="govuk-body">
        Everything that anybody can find here without signing in is also there for computers to read. Councils,
        libraries and charities can show it on their own pages. It is free, and nobody has to ask us.
      </p>

      <h2 className="govuk-heading-m">What is in it</h2>
      <ul className="govuk-list govuk-list--bullet">
        <li>services at the price that everybody can see</li>
        <li>free groups and events, with their days and times</li>
        <li>who they are for, where they are and how to get in touch</li>
      </ul>

      <h2 className="govuk-heading-m">What is not in it</h2>
      <ul className="govuk-list govuk-list--bullet">
        <li>prices that a council has agreed</li>
        <li>anything about the people who use services</li>
        <li>names and phone numbers of personal assistants: they stay on their own page here</li>
        <li>anybody’s home address</li>
        <li>anything that is not published yet</li>
      </ul>

      <h2 className="govuk-heading-m">For developers</h2>
      <p className="govuk-body">
        The address is <strong>{FEED}</strong>. It follows{' '}
        <Anchor href="https://openreferraluk.org/" className="govuk-link">
          Open Referral UK
        </Anchor>{' '}
        version 3. You need no key.
      </p>
      <ul className="govuk-list govuk-list--bullet">
        {lists.map(({ path, words }) => (
          <li key={path}>
            {/* No page of ours: a link that the browser follows by itself. */}
            <a href={path} className="govuk-link">
              {words}
            </a>
          </li>
        ))}
      </ul>
    </Page>
  );
}
