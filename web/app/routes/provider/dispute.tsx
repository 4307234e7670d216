import { Form, redirect } from 'react-router';
import { BackLink, Button, Page, Radios, TextInput } from '../../components/index.js';
import { OpenDisputesDocument, SettleDisputeDocument } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { amountWords, quantitySuffix } from '../../journey/quantity-words.js';
import { newFormKey, requireRole } from '../../work/access.js';
import { writeOrAsk } from '../../work/dispute-actions.js';
import { DisputeFacts, DisputeMessages, DisputeStand, DisputeWriting } from '../../work/dispute-thread.js';
import { DoneBanner, FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { isRefused, notDone, problemOf, putRight, textOf, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/dispute.js';
import { providerOrders } from './roles.js';
import { unitOf } from './visits.js';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  requireRole({ context, request }, ...providerOrders);
  const { disputes } = await callGraphql({ context, request }, OpenDisputesDocument);
  const thread = disputes.find(({ delivery }) => delivery.id === params.deliveryId) ?? notFound();
  return { thread, formKey: newFormKey() };
}

/** What was really delivered: "0" when the visit did not happen, null when the form does not say. */
function agreedQuantity(form: FormData): string | null {
  const answer = textOf(form, 'answer');
  if (answer === 'as-noted') return textOf(form, 'noted');
  if (answer === 'none') return '0';
  const quantity = textOf(form, 'quantity');
  return answer === 'other' && /^\d{1,7}(\.\d{1,4})?$/.test(quantity) && Number(quantity) > 0 ? quantity : null;
}

export async function action({ context, params: { deliveryId }, request }: Route.ActionArgs) {
  const form = await request.formData();
  const values = valuesOf(form);
  if (textOf(form, 'act') !== 'answer') {
    const disputeId = textOf(form, 'disputeId');
    const answer = await writeOrAsk({ context, request }, form, disputeId);
    if (answer !== null) return answer;
    throw redirect(`/provider/disputes/${deliveryId}?done=${textOf(form, 'act') === 'ask' ? 'asked' : 'sent'}`);
  }
  const quantity = agreedQuantity(form);
  if (quantity === null) {
    return textOf(form, 'answer') === ''
      ? putRight([{ field: 'answer', message: 'Choose what really happened' }], values)
      : putRight([{ field: 'quantity', message: 'Enter a number, such as 2 or 1.5' }], values);
  }
  const variables = { deliveryId, idempotencyKey: textOf(form, 'idempotencyKey'), quantity };
  const { settleDispute } = await callGraphql({ context, request }, SettleDisputeDocument, variables);
  if (isRefused(settleDispute)) return notDone(settleDispute, values);
  throw redirect('/provider/deliveries?done=settled');
}

export default function Dispute({ loaderData: { thread, formKey }, actionData }: Route.ComponentProps) {
  const { delivery } = thread;
  const unit = unitOf(delivery.occurrence.order);
  const values = actionData?.values;
  return (
    <Page before={<BackLink href="/provider/deliveries">Visits to enter</BackLink>}>
      <FormTitle title="Put a visit right" hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} />
      <h1 className="govuk-heading-xl">Put a visit right</h1>
      <DoneBanner
        words={{
          sent: 'Sent. The other side can read it.',
          asked: 'Somebody at the council will read this and decide.',
        }}
      />
      <DisputeStand thread={thread} reader="PROVIDER" />
      <DisputeMessages thread={thread} />
      <h2 className="govuk-heading-m">What you entered</h2>
      <DisputeFacts thread={thread} />
      {thread.status === 'OPEN' ? (
        <Form method="post">
          <FormKey value={formKey} />
          <input type="hidden" name="noted" value={thread.notedQuantity} />
          <Radios
            name="answer"
            fieldset={{ legend: 'What really happened?', legendOptions: { className: 'govuk-fieldset__legend--m' } }}
            hint={`Talk to ${delivery.personName} first, so that you agree.`}
            error={problemOf(actionData, 'answer')}
            value={values?.['answer']}
            items={[
              { value: 'as-noted', label: `It was ${amountWords(thread.notedQuantity, unit)}, as we entered it` },
              {
                value: 'other',
                label: 'It was something else',
                conditional: (
                  <TextInput
                    name="quantity"
                    label="How much was delivered"
                    className="govuk-input--width-5"
                    inputMode="decimal"
                    suffix={{ content: quantitySuffix(unit) }}
                    value={values?.['quantity']}
                    error={problemOf(actionData, 'quantity')}
                    autoComplete="off"
                  />
                ),
              },
              { value: 'none', label: 'The visit did not happen', hint: 'The person gets all of the money back.' },
            ]}
          />
          <Button name="act" value="answer">
            Send this answer
          </Button>
        </Form>
      ) : null}
      <DisputeWriting thread={thread} reader="PROVIDER" formKey={formKey} answer={actionData} />
    </Page>
  );
}
