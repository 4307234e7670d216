import { Form, redirect } from 'react-router';
import { Anchor, BackLink, Button, Page } from '../../components/index.js';
import { ApproveInvoiceDocument, InvoicePageDocument } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey, requireRole } from '../../work/access.js';
import { FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { InvoiceFacts } from '../../work/invoice-facts.js';
import { isRefused, notDone, textOf } from '../../work/refusal.js';
import type { Route } from './+types/invoice.js';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'FINANCE_OFFICER');
  const { invoice } = await callGraphql({ context, request }, InvoicePageDocument, { id: params.invoiceId });
  return { invoice: invoice ?? notFound(), formKey: newFormKey() };
}

export async function action({ context, params: { invoiceId }, request }: Route.ActionArgs) {
  const form = await request.formData();
  const variables = { invoiceId, idempotencyKey: textOf(form, 'idempotencyKey') };
  const { approveInvoice } = await callGraphql({ context, request }, ApproveInvoiceDocument, variables);
  if (isRefused(approveInvoice)) return notDone(approveInvoice);
  throw redirect('/council/invoices?done=approved');
}

export default function CouncilInvoice({ loaderData: { invoice, formKey }, actionData }: Route.ComponentProps) {
  const matches = invoice.matchProblems.length === 0;
  return (
    <Page width="wide" before={<BackLink href="/council/invoices">Invoices</BackLink>}>
      <FormTitle title={`Invoice ${invoice.number}`} hasErrors={actionData !== undefined} />
      <NotDoneSummary answer={actionData} />
      <h1 className="govuk-heading-xl">Invoice {invoice.number}</h1>
      <InvoiceFacts invoice={invoice} invoiceHref={(id) => `/council/invoices/${id}`} />
      <p className="govuk-body">
        <Anchor className="govuk-link" href={`/council/trail?of=INVOICE&id=${invoice.id}`}>
          Follow this money
        </Anchor>
        : from the day it came in to the line at the bank
      </p>
      {invoice.status === 'ISSUED' && matches ? (
        <Form method="post">
          <FormKey value={formKey} />
          <p className="govuk-body">
            The order, the confirmed visits and this invoice agree. When you approve it, it can go into a payment run.
          </p>
          <Button>Approve this invoice</Button>
        </Form>
      ) : null}
      {invoice.status === 'ISSUED' && !matches ? (
        <p className="govuk-body">You cannot approve it until the provider has put it right.</p>
      ) : null}
    </Page>
  );
}
