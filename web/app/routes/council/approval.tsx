import { Form, redirect } from 'react-router';
import {
  Anchor,
  BackLink,
  Button,
  DateText,
  InsetText,
  MoneyText,
  Page,
  Radios,
  Textarea,
} from '../../components/index.js';
import { timeWords } from '../../format/dates.js';
import { ApprovalDocument, type ApprovalQuery, DecideOrderDocument } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey, requireRole } from '../../work/access.js';
import { FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { OrderFacts, OrderHistory } from '../../work/order-facts.js';
import { isRefused, notDone, problemOf, putRight, textOf, valuesOf } from '../../work/refusal.js';
import { TimeLeft } from '../../work/state-words.js';
import type { Route } from './+types/approval.js';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'APPROVER');
  const { order } = await callGraphql({ context, request }, ApprovalDocument, { id: params.orderId });
  return { order: order ?? notFound(), formKey: newFormKey() };
}

export async function action({ context, params: { orderId }, request }: Route.ActionArgs) {
  const form = await request.formData();
  const values = valuesOf(form);
  const [answer, reason] = [textOf(form, 'answer'), textOf(form, 'reason')];
  if (answer !== 'yes' && answer !== 'no') return putRight([{ field: 'answer', message: 'Choose yes or no' }], values);
  const approve = answer === 'yes';
  if (!approve && reason === '')
    return putRight([{ field: 'reason', message: 'Say why not. The person has a right to know' }], values);
  const [idempotencyKey, version] = [textOf(form, 'idempotencyKey'), Number(textOf(form, 'version'))];
  const variables = { orderId, idempotencyKey, approve, reason: reason || null, version };
  const { decideOrder } = await callGraphql({ context, request }, DecideOrderDocument, variables);
  if (isRefused(decideOrder)) return notDone(decideOrder, values);
  throw redirect(`/council/approvals?done=${approve ? 'approved' : 'refused'}`);
}

type Waiting = NonNullable<ApprovalQuery['order']>;

function Why({ order: { approvalReasons, answerBy, timeLeftInWords } }: { readonly order: Waiting }) {
  return (
    <InsetText>
      <h2 className="govuk-heading-m">Why you are asked</h2>
      {approvalReasons.length === 0 ? null : (
        <ul className="govuk-list govuk-list--bullet">
          {approvalReasons.map((reason) => (
            <li key={reason.code}>{reason.words}</li>
          ))}
        </ul>
      )}
      {answerBy === null || timeLeftInWords === null ? null : (
        <p className="govuk-body govuk-!-margin-bottom-0">
          Answer by{' '}
          <strong>
            <DateText date={answerBy} withYear />, {timeWords(answerBy)}
          </strong>
          . After that the order ends by itself and the money goes back. <TimeLeft words={timeLeftInWords} />
        </p>
      )}
    </InsetText>
  );
}

export default function Approval({ loaderData: { order, formKey }, actionData }: Route.ComponentProps) {
  const budgetId = order.lines.find((line) => line.budgetId !== null)?.budgetId ?? null;
  const needs = order.person.communicationNeeds;
  const values = actionData?.values;
  return (
    <Page before={<BackLink href="/council/approvals">Orders to approve</BackLink>}>
      <FormTitle title={`Approve order ${order.reference}`} hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} />
      <h1 className="govuk-heading-xl">
        {order.person.name}: {order.service.name}
      </h1>
      {order.status === 'AWAITING_APPROVAL' ? <Why order={order} /> : null}
      <OrderFacts
        order={order}
        more={[
          { key: 'Provider', value: order.provider.name },
          { key: 'Kind of support', value: order.service.supportType.name },
          ...(needs.length > 0 ? [{ key: 'Good to know', value: needs.join(', ') }] : []),
          { key: 'Set aside for it now', value: <MoneyText pence={order.heldPence} /> },
        ]}
      />
      {budgetId === null ? null : (
        <p className="govuk-body">
          <Anchor className="govuk-link" href={`/council/budgets/${budgetId}`}>
            See {order.person.name}’s budget
          </Anchor>
          . We record that you looked, and {order.person.name} can see it.
        </p>
      )}
      {order.status === 'AWAITING_APPROVAL' ? (
        <Form method="post">
          <FormKey value={formKey} />
          {/* What was looked at: an order that is changed meanwhile is looked at again. */}
          <input type="hidden" name="version" value={order.version} />
          <Radios
            name="answer"
            fieldset={{ legend: 'Can this go ahead?', legendOptions: { className: 'govuk-fieldset__legend--l' } }}
            value={values?.['answer']}
            error={problemOf(actionData, 'answer')}
            items={[
              { value: 'yes', label: 'Yes', hint: 'It goes to the provider.' },
              { value: 'no', label: 'No', hint: `${order.person.name} gets the money back at once.` },
            ]}
          />
          <Textarea
            name="reason"
            label="If no, say why"
            hint={`${order.person.name} reads this, with your name, and how to ask the council to look again. Say what they can do instead.`}
            rows={4}
            value={values?.['reason']}
            error={problemOf(actionData, 'reason')}
            attributes={{ maxLength: 500 }}
          />
          <Button>Send my answer</Button>
        </Form>
      ) : (
        <p className="govuk-body">This order does not wait for an answer any more.</p>
      )}
      <OrderHistory history={order.history} />
    </Page>
  );
}
