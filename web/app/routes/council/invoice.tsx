import { Form, redirect } from 'react-router';
import { Anchor, BackLink, Button, Page } from '../../components/index.js';
import { AcceptDifferenceDocument, ApproveInvoiceDocument, InvoicePageDocument } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey, requireRole } from '../../work/access.js';
import { DoneBanner, FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { InvoiceFacts } from '../../work/invoice-facts.js';
import { isRefused, notDone, putRight, textOf, valuesOf } from '../../work/refusal.js';
import { AnswerForm, readAnswer } from '../../work/sorting-out.js';
import type { Route } from './+types/invoice.js';

export async function loader({ context, params, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'FINANCE_OFFICER');
  const { invoice } = await callGraphql({ context, request }, InvoicePageDocument, { id: params.invoiceId });
  return { invoice: invoice ?? notFound(), formKey: newFormKey() };
}

export async function action({ context, params: { invoiceId }, request }: Route.ActionArgs) {
  const form = await request.formData();
  if (textOf(form, 'what') === 'answer') {
    const { input, problems } = readAnswer(form, invoiceId);
    if (problems.length > 0) return putRight(problems, valuesOf(form));
    const { acceptDifference } = await callGraphql({ context, request }, AcceptDifferenceDocument, { input });
    if (isRefused(acceptDifference)) return notDone(acceptDifference, valuesOf(form));
    throw redirect(`/council/invoices/${invoiceId}?done=accepted`);
  }
  const variables = { invoiceId, idempotencyKey: textOf(form, 'idempotencyKey') };
  const { approveInvoice } = await callGraphql({ context, request }, ApproveInvoiceDocument, variables);
  if (isRefused(approveInvoice)) return notDone(approveInvoice);
  throw redirect('/council/invoices?done=approved');
}

export default function CouncilInvoice({ loaderData: { invoice, formKey }, actionData }: Route.ComponentProps) {
  const matches = invoice.matchProblems.length === 0;
  return (
    <Page
      width="wide"
      before={
        matches ? (
          <BackLink href="/council/invoices">Invoices</BackLink>
        ) : (
          <BackLink href="/council/invoices/sent">Invoices to sort out</BackLink>
        )
      }
    >
      <FormTitle title={`Invoice ${invoice.number}`} hasErrors={actionData !== undefined} />
      <DoneBanner words={{ accepted: 'It is written down that this is right.' }} />
      <NotDoneSummary answer={actionData} />
      <h1 className="govuk-heading-xl">
        Invoice <span className="oc-number">{invoice.number}</span>
      </h1>
      <InvoiceFacts
        invoice={invoice}
        reader="council"
        answer={<AnswerForm invoice={invoice} reader="council" formKey={formKey} answer={actionData} />}
        invoiceHref={(id) => `/council/invoices/${id}`}
      />
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
        <p className="govuk-body">You can approve it when all that does not agree is settled.</p>
      ) : null}
    </Page>
  );
}
