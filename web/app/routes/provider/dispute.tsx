import { Form, redirect } from 'react-router';
import {
  BackLink,
  Button,
  DateText,
  MoneyText,
  Page,
  Radios,
  SummaryList,
  TextInput,
  TimeRange,
} from '../../components/index.js';
import { DisputesDocument, SettleDisputeDocument } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { amountWords, quantitySuffix } from '../../journey/quantity-words.js';
import { newFormKey, requireRole } from '../../work/access.js';
import { FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { isRefused, notDone, problemOf, putRight, textOf, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/dispute.js';
import { providerOrders } from './roles.js';
import { unitOf } from './visits.js';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  requireRole({ context, request }, ...providerOrders);
  const { deliveries } = await callGraphql({ context, request }, DisputesDocument);
  const delivery = deliveries.find(({ id }) => id === params.deliveryId) ?? notFound();
  return { delivery, formKey: newFormKey() };
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

export default function Dispute({ loaderData: { delivery, formKey }, actionData }: Route.ComponentProps) {
  const unit = unitOf(delivery.occurrence.order);
  const values = actionData?.values;
  return (
    <Page before={<BackLink href="/provider/deliveries">Visits to enter</BackLink>}>
      <FormTitle title="Put a visit right" hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} />
      <h1 className="govuk-heading-xl">Put a visit right</h1>
      <p className="oc-lead">{delivery.personName} says:</p>
      <blockquote className="oc-quote">{delivery.disputeReason}</blockquote>
      <h2 className="govuk-heading-m">What you entered</h2>
      <SummaryList
        rows={[
          { key: 'What', value: delivery.serviceName },
          { key: 'Day', value: <DateText date={delivery.onDate} withYear /> },
          { key: 'Time', value: <TimeRange start={delivery.startedAt} end={delivery.endedAt} /> },
          { key: 'Who came', value: delivery.workerName },
          { key: 'Where', value: delivery.place },
          { key: 'How much', value: amountWords(delivery.quantity, unit) },
          { key: 'Cost', value: <MoneyText pence={delivery.amountPence} /> },
          { key: 'Was ordered', value: amountWords(delivery.occurrence.quantity, unit) },
        ]}
      />
      <Form method="post">
        <FormKey value={formKey} />
        <input type="hidden" name="noted" value={delivery.quantity} />
        <Radios
          name="answer"
          fieldset={{ legend: 'What really happened?', legendOptions: { className: 'govuk-fieldset__legend--m' } }}
          hint={`Talk to ${delivery.personName} first, so that you agree.`}
          error={problemOf(actionData, 'answer')}
          value={values?.['answer']}
          items={[
            { value: 'as-noted', label: `It was ${amountWords(delivery.quantity, unit)}, as we entered it` },
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
        <Button>Send this answer</Button>
      </Form>
    </Page>
  );
}
