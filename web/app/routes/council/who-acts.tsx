import { Form, redirect } from 'react-router';
import {
  BackLink,
  Button,
  DateInput,
  DateText,
  EmptyState,
  NotificationBanner,
  Page,
  pageTitle,
  Radios,
  Tag,
  Textarea,
} from '../../components/index.js';
import { countWords } from '../../format/counts.js';
import {
  type LifeRecordKind,
  RecordCapacityDocument,
  WhoActsForDocument,
  type WhoActsForQuery,
} from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { isDay } from '../../journey/calendar.js';
import { FormTitle } from '../../journey/form-title.js';
import { MandateCard } from '../../journey/mandate-card.js';
import { answerOf, dayOf, dayValues, errorOf, FormProblems, textOf } from '../../journey/problems.js';
import { requireRole, todayOf } from '../../work/access.js';
import type { Route } from './+types/who-acts.js';

export function meta({ loaderData, matches }: Route.MetaArgs) {
  return pageTitle(`Who acts for ${loaderData.who.person.name}`, matches);
}

export async function loader({ context, request, params }: Route.LoaderArgs) {
  requireRole({ context, request }, 'CARE_MANAGER');
  const { personId } = params;
  const { whoActsFor } = await callGraphql({ context, request }, WhoActsForDocument, { personId });
  const ended = new URL(request.url).searchParams.get('ended');
  return { who: whoActsFor ?? notFound(), today: todayOf(context), ended: ended === null ? null : Number(ended) };
}

export async function action({ context, request, params }: Route.ActionArgs) {
  requireRole({ context, request }, 'CARE_MANAGER');
  const form = await request.formData();
  const typed = { can: textOf(form, 'can'), on: dayOf(form, 'on'), evidence: textOf(form, 'evidence') };
  const problems = [
    ...(typed.can === '' ? [{ field: 'can', message: 'Choose whether they can' }] : []),
    ...(isDay(typed.on) ? [] : [{ field: 'on', message: 'Enter a day that is in the calendar' }]),
    ...(typed.evidence === '' ? [{ field: 'evidence', message: 'Write what you have seen' }] : []),
  ];
  if (problems.length > 0) return { problems, refused: null, typed };
  const { recordCapacity } = await callGraphql({ context, request }, RecordCapacityDocument, {
    input: { personId: params.personId, hasCapacity: typed.can === 'yes', on: typed.on, evidence: typed.evidence },
  });
  if (recordCapacity.__typename === 'CapacityRecorded')
    throw redirect(`/council/people/${params.personId}/who-acts?ended=${recordCapacity.ended}`);
  return { ...answerOf(recordCapacity), typed };
}

type Who = NonNullable<WhoActsForQuery['whoActsFor']>;

const recordWords: Readonly<Record<LifeRecordKind, string>> = {
  CAPACITY_LOST: 'Cannot give a permission now',
  CAPACITY_REGAINED: 'Can give a permission again',
  DIED: 'Died',
};

function Questions({ who }: { readonly who: Who }) {
  if (who.questions.length === 0) return null;
  return (
    <>
      <h2 className="govuk-heading-l">Asked in private</h2>
      <p className="govuk-body">Answer {who.person.name} alone. Whoever acts for them does not see this.</p>
      <ul className="oc-messages" aria-label="Questions, newest first">
        {who.questions.map((question) => (
          <li className="oc-message" key={question.id}>
            <div className="oc-message__head">
              <h3 className="govuk-heading-s oc-message__title">
                About {who.mandates.find(({ id }) => id === question.mandateId)?.actorName ?? 'somebody'}
              </h3>
              {question.wantsAdvocate ? <Tag colour="orange">Wants an advocate</Tag> : null}
            </div>
            <p className="oc-message__when">
              <DateText date={question.at} withYear />
            </p>
            <p className="govuk-body oc-message__line">{question.message}</p>
          </li>
        ))}
      </ul>
    </>
  );
}

export default function WhoActs({ loaderData, actionData }: Route.ComponentProps) {
  const { who, today, ended } = loaderData;
  const typed = actionData?.typed;
  const base = `/council/people/${who.person.id}/who-acts`;
  return (
    <Page before={<BackLink href="/council/people">My people</BackLink>}>
      {ended === null ? null : (
        <NotificationBanner
          kind="success"
          text={
            ended === 0
              ? 'It is recorded. No permission ended.'
              : `It is recorded. ${countWords(ended, 'permission')} ended. Orders that run go on.`
          }
        />
      )}
      <FormProblems answer={actionData} ids={{ on: 'on-day' }} />
      {actionData ? <FormTitle title={`Who acts for ${who.person.name}`} hasErrors /> : null}
      <h1 className="govuk-heading-xl">Who acts for {who.person.name}</h1>
      <Questions who={who} />
      {who.mandates.length === 0 ? (
        <EmptyState icon="users-round" title="Nobody acts for them">
          <p className="govuk-body">They order and confirm themselves.</p>
        </EmptyState>
      ) : (
        who.mandates.map((mandate) => <MandateCard key={mandate.id} mandate={mandate} base={base} isForOfficer />)
      )}
      <h2 className="govuk-heading-l">Can {who.person.name} give a permission?</h2>
      <p className="govuk-body">
        {who.hasCapacity
          ? 'Nothing else is recorded, so they can.'
          : 'It is recorded that they cannot now. Only an attorney, a deputy, a trustee or somebody the council agreed to can act.'}
      </p>
      {who.records.length === 0 ? null : (
        <ul className="govuk-list govuk-list--bullet">
          {who.records.map((record) => (
            <li key={record.id}>
              <DateText date={record.on} withYear />: {recordWords[record.kind]}. “{record.evidence}” (
              {record.recordedByName})
            </li>
          ))}
        </ul>
      )}
      <p className="govuk-body">
        When you record that they cannot, permissions that stand on their word alone end at once. Orders that run go on.
      </p>
      <Form method="post" noValidate>
        <Radios
          name="can"
          fieldset={{
            legend: 'Can they understand and decide this now?',
            legendOptions: { className: 'govuk-fieldset__legend--s' },
          }}
          items={[
            { value: 'no', label: 'No' },
            { value: 'yes', label: 'Yes, again' },
          ]}
          value={typed?.can}
          error={errorOf(actionData, 'can')}
        />
        <DateInput
          id="on"
          namePrefix="on"
          fieldset={{ legend: 'Since which day?', legendOptions: { className: 'govuk-fieldset__legend--s' } }}
          values={dayValues('on', typed?.on ?? today)}
          error={errorOf(actionData, 'on')}
        />
        <Textarea
          name="evidence"
          label="What have you seen?"
          hint="Such as the assessment, and who made it"
          value={typed?.evidence}
          error={errorOf(actionData, 'evidence')}
        />
        <Button variant="warning">Record it</Button>
      </Form>
    </Page>
  );
}
