import { Form, redirect } from 'react-router';
import { BackLink, Button, Page } from '../../components/index.js';
import { formatPence } from '../../format/money.js';
import { CloseDisputeDocument } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { keepFor, subjectOf } from '../../journey/acting-for.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey } from '../../work/access.js';
import { threadOf, writeOrAsk } from '../../work/dispute-actions.js';
import { DisputeFacts, DisputeMessages, DisputeStand, DisputeWriting } from '../../work/dispute-thread.js';
import { DoneBanner, FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { isRefused, notDone, textOf } from '../../work/refusal.js';
import type { Route } from './+types/question.js';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const subject = await subjectOf({ context, request });
  const thread = await threadOf({ context, request }, params.disputeId);
  if (thread.personId !== subject.personId) notFound();
  return { thread, subject, formKey: newFormKey(), actingFor: subject.actingFor };
}

export async function action({ context, params: { disputeId }, request }: Route.ActionArgs) {
  const subject = await subjectOf({ context, request });
  const form = await request.formData();
  const here = (done: string): string => keepFor(`/my-support/questions/${disputeId}?done=${done}`, subject);
  if (textOf(form, 'act') !== 'close') {
    const answer = await writeOrAsk({ context, request }, form, disputeId);
    if (answer !== null) return answer;
    throw redirect(here(textOf(form, 'act') === 'ask' ? 'asked' : 'sent'));
  }
  const { closeDispute } = await callGraphql({ context, request }, CloseDisputeDocument, {
    disputeId,
    idempotencyKey: textOf(form, 'idempotencyKey'),
    agreedPence: Number(textOf(form, 'agreedPence')),
  });
  if (isRefused(closeDispute)) return notDone(closeDispute);
  throw redirect(here('closed'));
}

export default function Question({ loaderData, actionData }: Route.ComponentProps) {
  const { thread, subject, formKey } = loaderData;
  const isAnswered = thread.status === 'ANSWERED';
  const pence = thread.offeredPence ?? thread.notedPence;
  const mayAct = subject.scopes.includes('CONFIRM');
  return (
    <Page before={<BackLink href={keepFor('/my-support', subject)}>My support</BackLink>}>
      <FormTitle title="A visit you question" hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} />
      <DoneBanner
        words={{
          sent: 'Sent. We tell you when there is an answer.',
          asked: 'Somebody at the council will read this and decide.',
          closed: 'Thank you. This is settled.',
        }}
      />
      <h1 className="govuk-heading-xl">A visit {subject.isSelf ? 'you question' : `${subject.name} questions`}</h1>
      <DisputeStand thread={thread} reader="PERSON" />
      {thread.status !== 'SETTLED' && mayAct ? (
        <Form method="post">
          <FormKey value={`${formKey}-close`} />
          <input type="hidden" name="agreedPence" value={pence} />
          <Button name="act" value="close" variant={isAnswered ? 'primary' : 'secondary'}>
            {isAnswered
              ? `I agree: the visit costs ${formatPence(pence)}`
              : `It was right after all: pay ${formatPence(pence)}`}
          </Button>
        </Form>
      ) : null}
      <DisputeMessages thread={thread} />
      {mayAct ? <DisputeWriting thread={thread} reader="PERSON" formKey={formKey} answer={actionData} /> : null}
      <h2 className="govuk-heading-m">The visit as it was entered</h2>
      <DisputeFacts thread={thread} />
    </Page>
  );
}
