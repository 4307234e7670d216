import { Form, redirect } from 'react-router';
import { Anchor, BackLink, Button, Page } from '../../components/index.js';
import {
  CallAffairsDocument,
  type CallAffairsQuery,
  ConfirmDeliveriesDocument,
  TelephoneCallPageDocument,
} from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { byTelephoneOf, problemsOfCall } from '../../journey/by-telephone.js';
import { FormTitle } from '../../journey/form-title.js';
import { answerOf, errorOf, FormProblems, textOf } from '../../journey/problems.js';
import { ReadBack } from '../../journey/read-back.js';
import { happenedWords, type VisitRead } from '../../journey/telephone-words.js';
import { newFormKey, requireRole, todayOf } from '../../work/access.js';
import type { Route } from './+types/happened.js';

const roles = ['CARE_MANAGER', 'BROKER', 'REPRESENTATIVE'] as const;

export async function loader({ context, request, params }: Route.LoaderArgs) {
  requireRole({ context, request }, ...roles);
  const { telephoneCall: call } = await callGraphql({ context, request }, TelephoneCallPageDocument, {
    id: params.callId,
  });
  if (!call) notFound();
  if (!call.isOpen) throw redirect(`/telephone/${call.id}`);
  const today = todayOf(context);
  const { deliveries } = await callGraphql({ context, request }, CallAffairsDocument, {
    personId: call.person.id,
    from: today,
    to: today,
  });
  const visitId = new URL(request.url).searchParams.get('visit');
  const visits = deliveries.filter(({ id }) => visitId === null || id === visitId);
  if (visits.length === 0) throw redirect(`/telephone/${call.id}`);
  return {
    call,
    visits,
    formKey: newFormKey(),
    actingFor: { name: call.person.name, changeHref: `/telephone/${call.id}`, isCall: true },
  };
}

export async function action({ context, request, params }: Route.ActionArgs) {
  requireRole({ context, request }, ...roles);
  const form = await request.formData();
  const byTelephone = byTelephoneOf({ callId: params.callId }, form);
  const problems = problemsOfCall(byTelephone);
  if (problems.length > 0) return { problems, refused: null };
  const { confirmDeliveries } = await callGraphql({ context, request }, ConfirmDeliveriesDocument, {
    ids: form.getAll('delivery').filter((id) => typeof id === 'string'),
    key: textOf(form, 'key'),
    byTelephone,
  });
  if (confirmDeliveries.__typename !== 'DeliveriesDone') return answerOf(confirmDeliveries);
  throw redirect(`/telephone/${params.callId}`);
}

function readOf(note: CallAffairsQuery['deliveries'][number]): VisitRead {
  return { ...note, providerName: note.occurrence.order.provider.name };
}

export default function Happened({ loaderData, actionData }: Route.ComponentProps) {
  const { call, visits, formKey } = loaderData;
  const [first] = visits;
  const title = visits.length === 1 ? 'Did the visit happen?' : 'Did the visits happen?';
  const forPerson = `?for=${encodeURIComponent(call.person.id)}`;
  return (
    <Page before={<BackLink href={`/my-support${forPerson}`} />}>
      <FormProblems answer={actionData} />
      <FormTitle title={title} hasErrors={Boolean(actionData)} />
      <h1 className="govuk-heading-xl">{title}</h1>
      <Form method="post" noValidate>
        <input type="hidden" name="key" value={formKey} />
        {visits.map(({ id }) => (
          <input key={id} type="hidden" name="delivery" value={id} />
        ))}
        <ReadBack
          callId={call.id}
          words={happenedWords(visits.map(readOf), call.person.name)}
          error={errorOf(actionData, 'saidYes')}
        />
        <div className="govuk-button-group">
          <Button>{visits.length === 1 ? 'Confirm the visit' : `Confirm ${visits.length} visits`}</Button>
          {first && visits.length === 1 ? (
            <Anchor className="govuk-link" href={`/my-support/${first.id}/not-right${forPerson}`}>
              They say something was not right
            </Anchor>
          ) : null}
        </div>
      </Form>
    </Page>
  );
}
