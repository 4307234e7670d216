import { Form, redirect } from 'react-router';
import { Anchor, BackLink, Button, Details, Page, pageTitle, Textarea } from '../../components/index.js';
import { LookAgainAtInvoiceDocument, OneIncomingDocument, TurnDownInvoiceDocument } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey, requireRole } from '../../work/access.js';
import { DoneBanner, FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { documentName, IncomingFacts } from '../../work/incoming-parts.js';
import { isRefused, notDone, problemOf, putRight, textOf, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/sent-invoice.js';

export function meta({ loaderData, matches }: Route.MetaArgs) {
  return pageTitle(`${documentName(loaderData.invoice)} of ${loaderData.invoice.provider.name}`, matches);
}

export async function loader({ context, params, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'FINANCE_OFFICER');
  const { incomingInvoice } = await callGraphql({ context, request }, OneIncomingDocument, { id: params.incomingId });
  return { invoice: incomingInvoice ?? notFound(), formKey: newFormKey() };
}

export async function action({ context, params: { incomingId }, request }: Route.ActionArgs) {
  const asked = { context, request };
  const form = await request.formData();
  const idempotencyKey = textOf(form, 'idempotencyKey');
  if (textOf(form, 'what') === 'turn-down') {
    const reason = textOf(form, 'reason');
    if (reason === '') return putRight([{ field: 'reason', message: 'Write why' }], valuesOf(form));
    const { turnDownInvoice } = await callGraphql(asked, TurnDownInvoiceDocument, {
      incomingId,
      idempotencyKey,
      reason,
    });
    if (isRefused(turnDownInvoice)) return notDone(turnDownInvoice, valuesOf(form));
    throw redirect('/council/invoices/sent?done=down');
  }
  const { lookAgainAtInvoice } = await callGraphql(asked, LookAgainAtInvoiceDocument, { incomingId, idempotencyKey });
  if (isRefused(lookAgainAtInvoice)) return notDone(lookAgainAtInvoice);
  throw redirect(`/council/invoices/sent/${incomingId}?done=looked`);
}

export default function CouncilSentInvoice({ loaderData: { invoice, formKey }, actionData }: Route.ComponentProps) {
  const title = documentName(invoice);
  return (
    <Page width="wide" before={<BackLink href="/council/invoices/sent">Invoices to sort out</BackLink>}>
      <FormTitle title={title} hasErrors={actionData !== undefined} />
      <DoneBanner words={{ looked: 'We looked again. This is how it stands now.' }} />
      <NotDoneSummary answer={actionData} />
      <h1 className="govuk-heading-xl oc-sent-file">{title}</h1>
      {invoice.invoiceId === null ? null : (
        <p className="govuk-body">
          <Anchor className="govuk-link" href={`/council/invoices/${invoice.invoiceId}`}>
            {invoice.kind === 'CREDIT_NOTE' ? 'The invoice that it is about' : 'It is an invoice like any other'}
          </Anchor>
        </p>
      )}
      <IncomingFacts invoice={invoice} reader="council" />
      {invoice.status === 'DIFFERS' ? (
        <>
          <Form method="post">
            <FormKey value={formKey} />
            <Button variant="secondary">Look again</Button>
          </Form>
          <Details summary="Turn it down" open={problemOf(actionData, 'reason') !== undefined}>
            <Form method="post" noValidate>
              <FormKey value={`${formKey}-down`} />
              <input type="hidden" name="what" value="turn-down" />
              <Textarea
                name="reason"
                label="Why? The provider reads it."
                rows={2}
                value={actionData?.values['reason']}
                error={problemOf(actionData, 'reason')}
              />
              <Button variant="warning">Turn it down</Button>
            </Form>
          </Details>
        </>
      ) : null}
    </Page>
  );
}
