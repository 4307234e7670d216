import { Form, redirect } from 'react-router';
import { BackLink, Button, NotificationBanner, Page, pageTitle, Radios } from '../../components/index.js';
import {
  type MailChoice,
  MessagePreferencesDocument,
  type MessageTopic,
  SetMessagePreferencesDocument,
} from '../../generated/graphql.js';
import { callGraphql, requireViewer } from '../../graphql/call.js';
import type { Viewer, ViewerRole } from '../../graphql/load-context.js';
import { FormTitle } from '../../journey/form-title.js';
import { answerOf, FormProblems, textOf } from '../../journey/problems.js';
import type { Route } from './+types/preferences.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('Which messages come by email', matches);
}

const topicWords: Readonly<Record<MessageTopic, { readonly legend: string; readonly hint: string }>> = {
  ORDERS: { legend: 'Orders', hint: 'New orders, and the answers to them' },
  VISITS: { legend: 'Visits', hint: 'Visits to confirm, visits that will not happen' },
  MONEY: { legend: 'Money', hint: 'Bills and payments' },
  PERMISSIONS: { legend: 'Who acts for whom', hint: 'When somebody may act for another person, or no longer may' },
  RATINGS: { legend: 'Ratings', hint: 'What people wrote, and the replies' },
  COMMUNITY: { legend: 'Listings and questions', hint: 'What your group offers, and questions before somebody buys' },
  COUNCIL_WORK: { legend: 'Council work', hint: 'Orders, invoices, ratings and listings to look at' },
};

const choices: readonly { readonly value: MailChoice; readonly label: string }[] = [
  { value: 'EVERYTHING', label: 'Email me everything' },
  { value: 'NEEDS_ME', label: 'Only when something needs me' },
  { value: 'NEVER', label: 'No emails' },
];

const officers: ReadonlySet<ViewerRole> = new Set<ViewerRole>(['APPROVER', 'FINANCE_OFFICER', 'MODERATOR']);

/** Officers read about their work; everybody else about everything but that. */
function concerns(topic: MessageTopic, { roles }: Pick<Viewer, 'roles'>): boolean {
  return topic !== 'COUNCIL_WORK' || roles.some((role) => officers.has(role));
}

export async function loader({ context, request }: Route.LoaderArgs) {
  const viewer = requireViewer(context, request);
  const { messagePreferences } = await callGraphql({ context, request }, MessagePreferencesDocument);
  return {
    preferences: messagePreferences.filter(({ topic }) => concerns(topic, viewer)),
    saved: new URL(request.url).searchParams.has('saved'),
  };
}

export async function action({ context, request }: Route.ActionArgs) {
  requireViewer(context, request);
  const form = await request.formData();
  const preferences = (Object.keys(topicWords) as MessageTopic[]).flatMap((topic) => {
    const chosen = choices.find(({ value }) => value === textOf(form, topic));
    return chosen ? [{ topic, mail: chosen.value }] : [];
  });
  const { setMessagePreferences } = await callGraphql({ context, request }, SetMessagePreferencesDocument, {
    preferences,
  });
  if (setMessagePreferences.__typename === 'MessagePreferencesSaved') throw redirect('/messages/preferences?saved=1');
  return answerOf(setMessagePreferences);
}

export default function Preferences({ loaderData, actionData }: Route.ComponentProps) {
  const { preferences, saved } = loaderData;
  return (
    <Page before={<BackLink href="/messages">Messages</BackLink>}>
      {saved ? <NotificationBanner kind="success" text="We will do it that way from now on." /> : null}
      <FormProblems answer={actionData} />
      <FormTitle title="Which messages come by email" hasErrors={Boolean(actionData)} />
      <h1 className="govuk-heading-xl">Which messages come by email?</h1>
      <p className="govuk-body">You always see every message here. Emails never say how much money you have.</p>
      <Form method="post" noValidate>
        {preferences.map(({ topic, mail }) => (
          <Radios
            key={topic}
            name={topic}
            fieldset={{ legend: topicWords[topic].legend, legendOptions: { className: 'govuk-fieldset__legend--m' } }}
            hint={topicWords[topic].hint}
            items={choices}
            value={mail}
          />
        ))}
        <Button>Save</Button>
      </Form>
    </Page>
  );
}
