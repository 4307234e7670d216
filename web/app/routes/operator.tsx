import { Form, redirect } from 'react-router';
import { Button, DateText, Page, pageTitle, SummaryList } from '../components/index.js';
import { countWords } from '../format/counts.js';
import { MailHealthDocument, OperatorTotalsDocument, SendDeadMailsAgainDocument } from '../generated/graphql.js';
import { callGraphql, notFound } from '../graphql/call.js';
import { requireRole } from '../work/access.js';
import type { Route } from './+types/operator.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('This service', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'OPERATOR');
  const { operatorDashboard } = await callGraphql({ context, request }, OperatorTotalsDocument);
  const { mailHealth } = await callGraphql({ context, request }, MailHealthDocument);
  return { totals: operatorDashboard ?? notFound(), mail: mailHealth ?? notFound() };
}

export async function action({ context, request }: Route.ActionArgs) {
  requireRole({ context, request }, 'OPERATOR');
  await callGraphql({ context, request }, SendDeadMailsAgainDocument);
  throw redirect('/operator');
}

function Mail({ mail }: { readonly mail: Route.ComponentProps['loaderData']['mail'] }) {
  return (
    <>
      <h2 className="govuk-heading-l">Does mail go out?</h2>
      <SummaryList
        rows={[
          {
            key: 'Mail server',
            value: mail.hasServer ? 'Set up' : 'Not set up. Mails are kept, and their readers see them here.',
          },
          { key: 'Mails to send', value: mail.waiting },
          { key: 'Sent in the last day', value: mail.sentInADay },
          { key: 'Given up', value: mail.dead },
        ]}
      />
      {mail.deadMails.length > 0 ? (
        <>
          <ul className="oc-messages" aria-label="Mails given up, newest first">
            {mail.deadMails.map((dead) => (
              <li className="oc-message" key={dead.id}>
                <h3 className="govuk-heading-s oc-message__title">{dead.title}</h3>
                <p className="oc-message__when">
                  Given up on <DateText date={dead.at} /> after {countWords(dead.tries, 'try', 'tries')}
                </p>
                <p className="govuk-body oc-message__line">{dead.whatTheServerSaid}</p>
              </li>
            ))}
          </ul>
          <Form method="post">
            <Button variant="secondary">Try them again</Button>
          </Form>
        </>
      ) : null}
    </>
  );
}

export default function Operator({ loaderData: { totals, mail } }: Route.ComponentProps) {
  return (
    <Page>
      <h1 className="govuk-heading-xl">This service</h1>
      <p className="oc-lead">Totals only. You do not see anybody’s name, money or support here.</p>
      <SummaryList
        className="oc-summary-sums"
        rows={[
          { key: 'Councils', value: totals.councils },
          { key: 'People who can sign in, or have a budget', value: totals.people },
          { key: 'Organisations', value: totals.organisations },
        ]}
      />
      <h2 className="govuk-heading-l">Is it keeping up?</h2>
      <SummaryList
        rows={[
          {
            key: 'Messages to pass on',
            value:
              totals.outboxWaiting === 0 ? 'None. All have been passed on.' : `${totals.outboxWaiting} are waiting`,
          },
          {
            key: 'Search is behind by',
            value:
              totals.searchLagSeconds === 0
                ? 'Nothing. It shows everything.'
                : countWords(totals.searchLagSeconds, 'second'),
          },
        ]}
      />
      <Mail mail={mail} />
    </Page>
  );
}
