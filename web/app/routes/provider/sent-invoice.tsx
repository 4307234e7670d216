import { Form, redirect } from 'react-router';
import { Anchor, BackLink, Button, Page, pageTitle } from '../../components/index.js';
import { LookAgainAtInvoiceDocument, OneIncomingDocument } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey, requireRole } from '../../work/access.js';
import { DoneBanner, FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { documentName, IncomingFacts } from '../../work/incoming-parts.js';
import { isRefused, notDone, textOf } from '../../work/refusal.js';
import type { Route } from './+types/sent-invoice.js';
import { providerMoney } from './roles.js';

export function meta({ loaderData, matches }: Route.MetaArgs) {
  return pageTitle(yours(loaderData.invoice), matches);
}

/** "Your invoice KH-7". */
function yours(document: Parameters<typeof documentName>[0]): string {
  const name = documentName(document);
  return `Your ${name.charAt(0).toLowerCase()}${name.slice(1)}`;
}

export async function loader({ context, params, request }: Route.LoaderArgs) {
  requireRole({ context, request }, ...providerMoney);
  const { incomingInvoice } = await callGraphql({ context, request }, OneIncomingDocument, { id: params.incomingId });
  return { invoice: incomingInvoice ?? notFound(), formKey: newFormKey() };
}

export async function action({ context, params: { incomingId }, request }: Route.ActionArgs) {
  const form = await request.formData();
  const variables = { incomingId, idempotencyKey: textOf(form, 'idempotencyKey') };
  const { lookAgainAtInvoice } = await callGraphql({ context, request }, LookAgainAtInvoiceDocument, variables);
  if (isRefused(lookAgainAtInvoice)) return notDone(lookAgainAtInvoice);
  throw redirect(`/provider/money/sent/${incomingId}?done=looked`);
}

export default function SentInvoice({ loaderData: { invoice, formKey }, actionData }: Route.ComponentProps) {
  const title = yours(invoice);
  return (
    <Page width="wide" before={<BackLink href="/provider/money/sent">Invoices you send</BackLink>}>
      <FormTitle title={title} hasErrors={actionData !== undefined} />
      <DoneBanner words={{ looked: 'We looked again. This is how it stands now.' }} />
      <NotDoneSummary answer={actionData} />
      <h1 className="govuk-heading-xl oc-sent-file">{title}</h1>
      {invoice.status === 'ACCEPTED' && invoice.invoiceId !== null ? (
        <p className="govuk-body">
          It agrees with what was {invoice.kind === 'CREDIT_NOTE' ? 'agreed' : 'confirmed'}.{' '}
          <Anchor className="govuk-link" href={`/provider/money/${invoice.invoiceId}`}>
            {invoice.kind === 'CREDIT_NOTE' ? 'See the invoice that it is about' : 'See when it is paid'}
          </Anchor>
        </p>
      ) : null}
      <IncomingFacts invoice={invoice} reader="provider" />
      {invoice.status === 'DIFFERS' ? (
        <Form method="post">
          <FormKey value={formKey} />
          <Button variant="secondary">Look again</Button>
        </Form>
      ) : null}
    </Page>
  );
}
