import { Form, redirect } from 'react-router';
import { BackLink, Button, Page, Radios, Textarea, TextInput } from '../../components/index.js';
import { formatPence } from '../../format/money.js';
import { DecideDisputeDocument, type DisputeDecision } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { amountWords, quantitySuffix } from '../../journey/quantity-words.js';
import { newFormKey, requireRole } from '../../work/access.js';
import { threadOf, writeOrAsk } from '../../work/dispute-actions.js';
import { DisputeFacts, DisputeMessages, DisputeStand, DisputeWriting } from '../../work/dispute-thread.js';
import { DoneBanner, FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { isRefused, notDone, problemOf, putRight, textOf, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/question.js';

const decisions: readonly DisputeDecision[] = ['PAY_FULL', 'PAY_PART', 'PAY_NOTHING'];

export async function loader({ context, params, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'APPROVER');
  return { thread: await threadOf({ context, request }, params.disputeId), formKey: newFormKey() };
}

export async function action({ context, params: { disputeId }, request }: Route.ActionArgs) {
  const form = await request.formData();
  const values = valuesOf(form);
  if (textOf(form, 'act') !== 'decide') {
    const answer = await writeOrAsk({ context, request }, form, disputeId);
    if (answer !== null) return answer;
    throw redirect(`/council/questions/${disputeId}?done=sent`);
  }
  const decision = decisions.find((one) => one === textOf(form, 'decision'));
  const [quantity, reason] = [textOf(form, 'quantity'), textOf(form, 'reason')];
  const problems = [
    ...(decision === undefined ? [{ field: 'decision', message: 'Choose what is paid' }] : []),
    ...(decision === 'PAY_PART' && !(/^\d{1,7}(\.\d{1,4})?$/.test(quantity) && Number(quantity) > 0)
      ? [{ field: 'quantity', message: 'Enter a number, such as 1 or 1.5' }]
      : []),
    ...(reason === '' ? [{ field: 'reason', message: 'Say why. Both sides have a right to know' }] : []),
  ];
  if (decision === undefined || problems.length > 0) return putRight(problems, values);
  const { decideDispute } = await callGraphql({ context, request }, DecideDisputeDocument, {
    input: {
      disputeId,
      idempotencyKey: textOf(form, 'idempotencyKey'),
      decision,
      quantity: decision === 'PAY_PART' ? quantity : null,
      reason,
    },
  });
  if (isRefused(decideDispute)) return notDone(decideDispute, values);
  throw redirect('/council/questions?done=decided');
}

export default function Question({ loaderData: { thread, formKey }, actionData }: Route.ComponentProps) {
  const { delivery } = thread;
  const unit = delivery.occurrence.order.lines[0]?.variant.unit ?? 'HOUR';
  const values = actionData?.values;
  const canDecide = thread.status !== 'SETTLED' && thread.withCouncilAt !== null;
  return (
    <Page before={<BackLink href="/council/questions">Questions about visits</BackLink>}>
      <FormTitle title="A visit to decide about" hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} />
      <DoneBanner words={{ sent: 'Sent. Both sides can read it.' }} />
      <h1 className="govuk-heading-xl">
        {delivery.personName}: {delivery.serviceName}
      </h1>
      <DisputeStand thread={thread} reader="COUNCIL" />
      <DisputeMessages thread={thread} />
      <h2 className="govuk-heading-m">The visit as it was entered</h2>
      <DisputeFacts thread={thread} />
      {canDecide ? (
        <Form method="post">
          <FormKey value={`${formKey}-decide`} />
          <Radios
            name="decision"
            fieldset={{ legend: 'What is paid?', legendOptions: { className: 'govuk-fieldset__legend--l' } }}
            value={values?.['decision']}
            error={problemOf(actionData, 'decision')}
            items={[
              {
                value: 'PAY_FULL',
                label: `All of it: ${formatPence(thread.notedPence)}`,
                hint: `${amountWords(thread.notedQuantity, unit)}, as the provider entered it.`,
              },
              {
                value: 'PAY_PART',
                label: 'A part',
                conditional: (
                  <TextInput
                    name="quantity"
                    label="How much is paid for"
                    hint={`Less than ${amountWords(thread.notedQuantity, unit)}`}
                    className="govuk-input--width-5"
                    inputMode="decimal"
                    suffix={{ content: quantitySuffix(unit) }}
                    value={values?.['quantity']}
                    error={problemOf(actionData, 'quantity')}
                    autoComplete="off"
                  />
                ),
              },
              {
                value: 'PAY_NOTHING',
                label: 'Nothing',
                hint: thread.afterConfirmed
                  ? 'The provider owes all of it back.'
                  : `${delivery.personName} gets all of the money back at once.`,
              },
            ]}
          />
          <Textarea
            name="reason"
            label="Why"
            hint={`${delivery.personName} and the provider read this, with your name.`}
            rows={4}
            value={values?.['reason']}
            error={problemOf(actionData, 'reason')}
            attributes={{ maxLength: 500 }}
          />
          <Button name="act" value="decide">
            Decide
          </Button>
        </Form>
      ) : null}
      <DisputeWriting thread={thread} reader="COUNCIL" formKey={formKey} answer={actionData} />
    </Page>
  );
}
