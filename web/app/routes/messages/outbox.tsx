import { BackLink, DateText, EmptyState, Page, pageTitle, Tag } from '../../components/index.js';
import { timeWords } from '../../format/dates.js';
import { MailsToMeDocument, type MailState } from '../../generated/graphql.js';
import { callGraphql, requireViewer } from '../../graphql/call.js';
import { MorePages } from '../../work/lists.js';
import type { Route } from './+types/outbox.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('Emails we wrote to you', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  requireViewer(context, request);
  const after = new URL(request.url).searchParams.get('after');
  const { mailsToMe } = await callGraphql({ context, request }, MailsToMeDocument, { after });
  return {
    mails: mailsToMe.edges.map(({ node }) => node),
    pageInfo: mailsToMe.pageInfo,
    isFirst: after === null,
  };
}

const stateWords: Readonly<Record<MailState, { readonly text: string; readonly colour: 'grey' | 'green' | 'orange' }>> =
  {
    WAITING: { text: 'Will be sent', colour: 'orange' },
    SENT: { text: 'Sent', colour: 'green' },
    KEPT: { text: 'Kept here', colour: 'grey' },
    DEAD: { text: 'Did not arrive', colour: 'orange' },
    DROPPED: { text: 'Not needed any more', colour: 'grey' },
    LATE: { text: 'Too late to send', colour: 'grey' },
  };

export default function Outbox({ loaderData: { mails, pageInfo, isFirst } }: Route.ComponentProps) {
  return (
    <Page before={<BackLink href="/messages">Messages</BackLink>}>
      <h1 className="govuk-heading-xl">Emails we wrote to you</h1>
      {mails.some(({ state }) => state === 'KEPT') ? (
        <p className="oc-lead">Email is not set up here, so nothing was sent. You can read it here.</p>
      ) : null}
      {mails.length === 0 ? (
        <EmptyState icon="mail" title="No emails yet">
          <p className="govuk-body">When something needs you, we send an email. You can choose which.</p>
        </EmptyState>
      ) : (
        <ul className="oc-messages" aria-label="Emails, newest first">
          {mails.map((mail) => (
            <li className="oc-message" key={mail.message.id}>
              <div className="oc-message__head">
                <h2 className="govuk-heading-s oc-message__title">{mail.subject}</h2>
                <Tag colour={stateWords[mail.state].colour}>{stateWords[mail.state].text}</Tag>
              </div>
              <p className="oc-message__when">
                <DateText date={mail.at} />, {timeWords(mail.at)}
              </p>
              {mail.text.split('\n\n').map((paragraph) => (
                <p className="govuk-body oc-message__line" key={paragraph}>
                  {paragraph}
                </p>
              ))}
            </li>
          ))}
        </ul>
      )}
      <MorePages pageInfo={pageInfo} path="/outbox" isFirst={isFirst} label="More emails" />
    </Page>
  );
}
