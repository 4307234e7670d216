import { Form, redirect } from 'react-router';
import { BackLink, Button, DateText, MoneyText, Page, Textarea, TimeRange } from '../../components/index.js';
import { DeliveryToQuestionDocument, DisputeDeliveryDocument } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { keepFor, subjectOf } from '../../journey/acting-for.js';
import { byTelephoneOf, problemsOfCall } from '../../journey/by-telephone.js';
import { answerOf, errorOf, FormProblems, textOf } from '../../journey/problems.js';
import { ReadBack } from '../../journey/read-back.js';
import { notRightWords } from '../../journey/telephone-words.js';
import { FormTitle } from '../../journey/form-title.js';
import type { Route } from './+types/not-right.js';

export async function loader({ context, request, params }: Route.LoaderArgs) {
  const subject = await subjectOf({ context, request });
  const { deliveries } = await callGraphql({ context, request }, DeliveryToQuestionDocument, {
    personId: subject.personId,
  });
  const note = deliveries.find(({ id }) => id === params.deliveryId);
  if (!note) notFound();
  if (!note.canQuestion && note.dispute) throw redirect(keepFor(`/my-support/questions/${note.dispute.id}`, subject));
  return { note, subject, key: crypto.randomUUID(), actingFor: subject.actingFor };
}

export async function action({ context, request, params }: Route.ActionArgs) {
  const subject = await subjectOf({ context, request });
  const form = await request.formData();
  const reason = textOf(form, 'reason');
  if (reason === '')
    return {
      problems: [{ field: 'reason', message: 'Say what was not right' }],
      refused: null,
      reason,
      readBack: false,
    };
  const byTelephone = byTelephoneOf(subject, form);
  const readBack = byTelephone !== null;
  // On the telephone their words are read back first.
  if (byTelephone !== null && byTelephone.wordsRead === '') return { problems: [], refused: null, reason, readBack };
  const problems = problemsOfCall(byTelephone);
  if (problems.length > 0) return { problems, refused: null, reason, readBack };
  const { disputeDelivery } = await callGraphql({ context, request }, DisputeDeliveryDocument, {
    id: params.deliveryId,
    key: textOf(form, 'key'),
    reason,
    byTelephone,
  });
  if (disputeDelivery.__typename === 'Delivery') throw redirect(keepFor('/my-support?said=1', subject));
  return { ...answerOf(disputeDelivery), reason, readBack };
}

export default function NotRight({ loaderData, actionData }: Route.ComponentProps) {
  const { note, subject, key } = loaderData;
  const readBackIn = actionData?.readBack ? subject.callId : null;
  return (
    <Page before={<BackLink href={keepFor('/my-support', subject)} />}>
      <FormProblems answer={actionData} />
      <FormTitle title="Something was not right" hasErrors={Boolean(actionData)} />
      <h1 className="govuk-heading-xl">Something was not right</h1>
      <p className="govuk-body">
        <strong>{note.serviceName}</strong>: <DateText date={note.onDate} />,{' '}
        <TimeRange start={note.startedAt} end={note.endedAt} />, <MoneyText pence={note.amountPence} />. They wrote that{' '}
        {note.workerName} came.
      </p>
      <Form method="post" noValidate>
        <input type="hidden" name="key" value={key} />
        {readBackIn === null ? null : (
          <ReadBack
            callId={readBackIn}
            error={errorOf(actionData, 'saidYes')}
            words={notRightWords(
              { ...note, providerName: note.occurrence.order.provider.name },
              actionData?.reason ?? '',
              subject.name,
            )}
          />
        )}
        {readBackIn === null ? (
          <Textarea
            name="reason"
            label="What was not right?"
            labelOptions={{ className: 'govuk-label--m' }}
            hint="Such as “nobody came” or “they left after an hour”. The provider reads this"
            value={actionData?.reason}
            error={errorOf(actionData, 'reason')}
            attributes={{ maxLength: 1000 }}
          />
        ) : (
          <input type="hidden" name="reason" value={actionData?.reason ?? ''} />
        )}
        <p className="govuk-body">
          {note.status === 'CONFIRMED'
            ? 'This visit was confirmed, so it is owed already. If you are right, the provider gives the money back.'
            : 'The money stays where it is until this is settled.'}
        </p>
        <Button>{subject.callId !== null && readBackIn === null ? 'Go on to read it out' : 'Send'}</Button>
      </Form>
    </Page>
  );
}
