import { Form, redirect } from 'react-router';
import { Anchor, Button, DateText, EmptyState, Page, pageTitle, Tag } from '../../components/index.js';
import { countWords, sentenceStart } from '../../format/counts.js';
import { timeWords } from '../../format/dates.js';
import { MarkMessageReadDocument, MessagesDocument, type MessagesQuery } from '../../generated/graphql.js';
import { callGraphql, requireViewer } from '../../graphql/call.js';
import { textOf } from '../../journey/problems.js';
import { MorePages, Views } from '../../work/lists.js';
import type { Route } from './+types/messages.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('Messages', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  requireViewer(context, request);
  const address = new URL(request.url).searchParams;
  const needsMe = address.get('show') === 'needs-me';
  const [after, about] = [address.get('after'), address.get('about')];
  const { messages, me } = await callGraphql({ context, request }, MessagesDocument, {
    filter: { needsMe, personId: about },
    after,
  });
  return {
    messages: messages.edges.map(({ node }) => node),
    pageInfo: messages.pageInfo,
    unread: me?.unreadMessages ?? 0,
    needsMe,
    about,
    isFirst: after === null,
  };
}

/** Opens a message: it counts as read, and the page that it is about comes. Or marks all as read. */
export async function action({ context, request }: Route.ActionArgs) {
  requireViewer(context, request);
  const form = await request.formData();
  const messageId = textOf(form, 'messageId');
  await callGraphql({ context, request }, MarkMessageReadDocument, { messageId: messageId === '' ? null : messageId });
  const href = textOf(form, 'href');
  throw redirect(/^\/[a-z]/.test(href) ? href : '/messages');
}

type Shown = MessagesQuery['messages']['edges'][number]['node'];

function State({ message }: { readonly message: Shown }) {
  if (message.needsYou) return <Tag colour="orange">Needs you</Tag>;
  if (message.isDone) return <Tag colour="grey">Done</Tag>;
  return message.isNew ? <Tag colour="teal">New</Tag> : null;
}

function Message({ message }: { readonly message: Shown }) {
  return (
    <li className={message.isNew ? 'oc-message oc-message--new' : 'oc-message'}>
      <div className="oc-message__head">
        <h2 className="govuk-heading-s oc-message__title">{message.title}</h2>
        <State message={message} />
      </div>
      <p className="oc-message__when">
        <DateText date={message.at} />, {timeWords(message.at)}
        {message.about ? <>. For {message.about.name}</> : null}
      </p>
      {message.lines.map((line) => (
        <p className="govuk-body oc-message__line" key={line}>
          {line}
        </p>
      ))}
      <Form method="post" className="oc-message__open">
        <input type="hidden" name="messageId" value={message.id} />
        <input type="hidden" name="href" value={message.href} />
        <button className="oc-link-button" type="submit">
          {message.needsYou ? 'Open it and answer' : 'Open it'}
          <span className="govuk-visually-hidden">: {message.title}</span>
        </button>
      </Form>
    </li>
  );
}

export default function Messages({ loaderData }: Route.ComponentProps) {
  const { messages, pageInfo, unread, needsMe, about, isFirst } = loaderData;
  const everything = about === null ? '/messages' : `/messages?about=${encodeURIComponent(about)}`;
  const helped = messages.find((message) => message.about !== null)?.about?.name;
  return (
    <Page>
      <h1 className="govuk-heading-xl">{about !== null && helped ? `Messages about ${helped}` : 'Messages'}</h1>
      <p className="oc-lead">
        {unread === 0
          ? 'You have read everything.'
          : `${unread > 99 ? 'More than 99 new messages' : sentenceStart(countWords(unread, 'new message'))}.`}
      </p>
      <Views
        label="Which messages"
        views={[
          { href: '/messages', text: 'All', current: !needsMe && about === null },
          { href: '/messages?show=needs-me', text: 'What needs me', current: needsMe },
        ]}
      />
      {messages.length === 0 ? (
        <EmptyState icon="inbox" title={needsMe ? 'Nothing needs you now' : 'No messages yet'}>
          <p className="govuk-body">When something happens that concerns you, it shows here.</p>
        </EmptyState>
      ) : (
        <ul className="oc-messages" aria-label={needsMe ? 'What needs me, newest first' : 'Messages, newest first'}>
          {messages.map((message) => (
            <Message key={message.id} message={message} />
          ))}
        </ul>
      )}
      <MorePages
        pageInfo={pageInfo}
        path={needsMe ? '/messages?show=needs-me' : everything}
        isFirst={isFirst}
        label="More messages"
      />
      {unread > 0 ? (
        <Form method="post">
          <Button variant="secondary">Mark all as read</Button>
        </Form>
      ) : null}
      <p className="govuk-body">
        <Anchor className="govuk-link" href="/messages/preferences">
          Choose which messages come by email
        </Anchor>
      </p>
      <p className="govuk-body">
        <Anchor className="govuk-link" href="/outbox">
          Emails we wrote to you
        </Anchor>
      </p>
    </Page>
  );
}
