import { Form, redirect } from 'react-router';
import { Anchor, BackLink, Button, MoneyText, Page, SummaryList, Textarea, Warning } from '../../components/index.js';
import { dateWords } from '../../format/dates.js';
import { formatPence } from '../../format/money.js';
import { CancellationPreviewDocument, CancelOrderDocument, MyOrderDocument } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { keepFor, subjectOf } from '../../journey/acting-for.js';
import { canStillCancel } from '../../journey/cancelling.js';
import { answerOf, errorOf, FormProblems, textOf } from '../../journey/problems.js';
import { byTelephoneOf, problemsOfCall } from '../../journey/by-telephone.js';
import { ReadBack } from '../../journey/read-back.js';
import { cancelWords } from '../../journey/telephone-words.js';
import { FormTitle } from '../../journey/form-title.js';
import type { Route } from './+types/cancel.js';

export async function loader({ context, request, params }: Route.LoaderArgs) {
  const subject = await subjectOf({ context, request });
  const { order } = await callGraphql({ context, request }, MyOrderDocument, { id: params.orderId });
  if (order?.person.id !== subject.personId) notFound();
  const visitId = new URL(request.url).searchParams.get('visit');
  const open = order.nextOccurrences.filter((visit) => canStillCancel(order, visit));
  const visits = visitId === null ? open : open.filter(({ id }) => id === visitId);
  if (visits.length === 0) throw redirect(keepFor(`/my-orders/${order.id}`, subject));
  const { cancellationPreview } = await callGraphql({ context, request }, CancellationPreviewDocument, {
    orderId: order.id,
    occurrenceId: visitId,
  });
  if (cancellationPreview.__typename !== 'CancellationPreview')
    throw redirect(keepFor(`/my-orders/${order.id}`, subject));
  return {
    order,
    visit: visitId === null ? null : (visits[0] ?? null),
    feePence: cancellationPreview.feePence,
    subject,
    key: crypto.randomUUID(),
    actingFor: subject.actingFor,
  };
}

export async function action({ context, request, params }: Route.ActionArgs) {
  const subject = await subjectOf({ context, request });
  const form = await request.formData();
  const byTelephone = byTelephoneOf(subject, form);
  const problems = problemsOfCall(byTelephone);
  if (problems.length > 0) return { problems, refused: null };
  const { cancelOrder } = await callGraphql({ context, request }, CancelOrderDocument, {
    input: {
      orderId: params.orderId,
      idempotencyKey: textOf(form, 'key'),
      occurrenceId: textOf(form, 'visit') || null,
      agreedFeePence: Number(textOf(form, 'feePence')),
      reason: textOf(form, 'reason') || null,
      ...(byTelephone === null ? {} : { byTelephone }),
    },
  });
  if (cancelOrder.__typename === 'Order') throw redirect(keepFor(`/my-orders/${params.orderId}?cancelled=1`, subject));
  return answerOf(cancelOrder);
}

export default function Cancel({ loaderData, actionData }: Route.ComponentProps) {
  const { order, visit, feePence, subject, key } = loaderData;
  const back = keepFor(`/my-orders/${order.id}`, subject);
  const what = visit
    ? `the visit on ${dateWords(visit.onDate)}`
    : order.kind === 'STANDING'
      ? 'all visits to come'
      : 'this order';
  return (
    <Page before={<BackLink href={back} />}>
      <FormProblems answer={actionData} />
      <FormTitle title="Cancel" hasErrors={Boolean(actionData)} />
      <h1 className="govuk-heading-xl">Cancel {what}?</h1>
      <SummaryList
        rows={[
          { key: 'What', value: `${order.service.name} with ${order.provider.name}` },
          { key: 'When', value: visit ? dateWords(visit.onDate) : order.whenInWords },
          {
            key: 'Cost of cancelling',
            value:
              feePence === 0 ? (
                <strong>Nothing</strong>
              ) : (
                <strong>
                  <MoneyText pence={feePence} />
                </strong>
              ),
          },
        ]}
      />
      {order.sharedOrder ? (
        <Warning>
          {subject.isSelf ? 'You share this' : 'This is shared'}. It is then cancelled for the others too, at no cost to
          them, so that nobody has to pay more. They can order it again.
        </Warning>
      ) : null}
      {feePence > 0 ? (
        <Warning>
          It is late to cancel. {formatPence(feePence)} is taken for it. The rest comes back to{' '}
          {subject.isSelf ? 'your' : `${subject.name}’s`} budget.
        </Warning>
      ) : (
        <p className="govuk-body">
          {order.ownPurchase ? 'Nothing is taken from your card for it.' : 'All the money promised for it comes back.'}
        </p>
      )}
      <Form method="post">
        <input type="hidden" name="key" value={key} />
        <input type="hidden" name="visit" value={visit?.id ?? ''} />
        <input type="hidden" name="feePence" value={feePence} />
        {subject.callId === null ? null : (
          <ReadBack
            callId={subject.callId}
            error={errorOf(actionData, 'saidYes')}
            words={cancelWords(
              {
                serviceName: order.service.name,
                providerName: order.provider.name,
                what,
                whenWords: visit ? dateWords(visit.onDate) : order.whenInWords,
                feePence,
                isShared: order.sharedOrder !== null,
              },
              subject.name,
            )}
          />
        )}
        <Textarea name="reason" label="Why? (you can leave this empty)" rows={2} attributes={{ maxLength: 500 }} />
        <div className="govuk-button-group">
          <Button variant="warning">
            {feePence > 0 ? `Cancel and pay ${formatPence(feePence)}` : visit ? 'Cancel the visit' : 'Cancel'}
          </Button>
          <Anchor className="govuk-link" href={back}>
            Keep it
          </Anchor>
        </div>
      </Form>
    </Page>
  );
}
