import { Form, redirect } from 'react-router';
import { BackLink, Button, DateText, Page, Textarea, TimeRange } from '../../components/index.js';
import { CancelAsProviderDocument, ProviderOrderDocument } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { canStillCancel } from '../../journey/cancelling.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey, requireRole } from '../../work/access.js';
import { FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { isRefused, notDone, problemOf, putRight, textOf, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/cancel-visits.js';
import { providerOrders } from './roles.js';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  requireRole({ context, request }, ...providerOrders);
  const { order } = await callGraphql({ context, request }, ProviderOrderDocument, { id: params.orderId });
  if (!order) notFound();
  const visitId = new URL(request.url).searchParams.get('visit');
  const open = order.nextOccurrences.filter((visit) => canStillCancel(order, visit));
  const visit = open.find(({ id }) => id === visitId) ?? null;
  if (open.length === 0 || (visitId !== null && visit === null)) throw redirect(`/provider/orders/${order.id}`);
  return { order, visit, formKey: newFormKey() };
}

export async function action({ context, params: { orderId }, request }: Route.ActionArgs) {
  const form = await request.formData();
  const values = valuesOf(form);
  const reason = textOf(form, 'reason');
  if (reason === '') return putRight([{ field: 'reason', message: 'Say why. The person reads it' }], values);
  const { cancelAsProvider } = await callGraphql({ context, request }, CancelAsProviderDocument, {
    input: {
      orderId,
      occurrenceId: textOf(form, 'visit') || null,
      idempotencyKey: textOf(form, 'idempotencyKey'),
      reason,
    },
  });
  if (isRefused(cancelAsProvider)) return notDone(cancelAsProvider, values);
  throw redirect(`/provider/orders/${orderId}?done=${textOf(form, 'visit') === '' ? 'stopped' : 'cancelled'}`);
}

export default function CancelVisits({ loaderData: { order, visit, formKey }, actionData }: Route.ComponentProps) {
  return (
    <Page before={<BackLink href={`/provider/orders/${order.id}`}>The order</BackLink>}>
      <FormTitle title="Cancel as the provider" hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} />
      <h1 className="govuk-heading-xl">{visit ? 'Cancel this visit?' : 'Stop this order?'}</h1>
      <p className="govuk-body">
        {order.person.name}: {order.service.name}
        {visit ? (
          <>
            , <DateText date={visit.onDate} />, <TimeRange start={visit.startsAt} end={visit.endsAt} />
          </>
        ) : null}
        . {order.person.name} pays nothing for it, and can ask somebody else to come.
      </p>
      {visit ? null : (
        <ul className="govuk-list govuk-list--bullet">
          <li>All visits that have not begun are cancelled. All the money that was set aside for them goes back.</li>
          <li>What has begun, or was entered, stays as it is. You can still enter those visits.</li>
          <li>Whoever looks after {order.person.name} is told too. You cannot take it back.</li>
        </ul>
      )}
      <Form method="post">
        <FormKey value={formKey} />
        <input type="hidden" name="visit" value={visit?.id ?? ''} />
        <Textarea
          name="reason"
          label="Why can’t you come?"
          hint={`${order.person.name} reads this.`}
          rows={3}
          value={actionData?.values['reason']}
          error={problemOf(actionData, 'reason')}
          attributes={{ maxLength: 500 }}
        />
        <Button variant="warning">{visit ? 'Cancel the visit' : 'Stop the order'}</Button>
      </Form>
    </Page>
  );
}
