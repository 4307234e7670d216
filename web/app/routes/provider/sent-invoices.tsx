import { Form, redirect } from 'react-router';
import {
  BackLink,
  Button,
  Details,
  EmptyState,
  FileUpload,
  InsetText,
  Page,
  pageTitle,
  Select,
} from '../../components/index.js';
import { ProviderIncomingDocument, SendInvoiceDocument, SetOwnInvoicesDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey, requireRole } from '../../work/access.js';
import { DoneBanner, FormKey, NotDoneSummary } from '../../work/form-parts.js';
import { IncomingList } from '../../work/incoming-parts.js';
import { isRefused, notDone, problemOf, putRight, textOf, valuesOf } from '../../work/refusal.js';
import type { Route } from './+types/sent-invoices.js';
import { providerMoney } from './roles.js';

const LARGEST_BYTES = 2 * 1024 * 1024;

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('Invoices you send', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  const viewer = requireRole({ context, request }, ...providerMoney);
  const { incomingInvoices, ownInvoices } = await callGraphql({ context, request }, ProviderIncomingDocument);
  return {
    invoices: incomingInvoices,
    councils: ownInvoices,
    mayChange: viewer.roles.includes('PROVIDER_OWNER'),
    formKey: newFormKey(),
  };
}

export async function action({ context, request }: Route.ActionArgs) {
  const asked = { context, request };
  const form = await request.formData();
  const values = valuesOf(form);
  const idempotencyKey = textOf(form, 'idempotencyKey');
  const councilId = textOf(form, 'councilId');
  if (textOf(form, 'what') === 'own') {
    const variables = { councilId, sends: textOf(form, 'sends') === 'yes', idempotencyKey };
    const { setOwnInvoices } = await callGraphql(asked, SetOwnInvoicesDocument, variables);
    if (isRefused(setOwnInvoices)) return notDone(setOwnInvoices, values);
    throw redirect('/provider/money/sent?done=own');
  }
  const file = form.get('file');
  if (!(file instanceof File) || file.size === 0)
    return putRight([{ field: 'file', message: 'Choose the file of your invoice' }], values);
  if (file.size > LARGEST_BYTES) return putRight([{ field: 'file', message: 'Send a file of at most 2 MB' }], values);
  const input = { idempotencyKey, councilId, file: await file.text() };
  const { sendInvoice } = await callGraphql(asked, SendInvoiceDocument, { input });
  if (isRefused(sendInvoice)) return notDone(sendInvoice, values);
  throw redirect('id' in sendInvoice ? `/provider/money/sent/${sendInvoice.id}` : '/provider/money/sent');
}

export default function SentInvoices({ loaderData, actionData }: Route.ComponentProps) {
  const { invoices, councils, mayChange, formKey } = loaderData;
  const own = councils.filter(({ sends }) => sends);
  const title = 'Invoices you send';
  return (
    <Page width="wide" before={<BackLink href="/provider/money">Money coming</BackLink>}>
      <FormTitle title={title} hasErrors={actionData !== undefined} />
      <DoneBanner words={{ own: 'It is saved.' }} />
      <NotDoneSummary answer={actionData} />
      <h1 className="govuk-heading-xl">{title}</h1>
      <p className="oc-lead">
        Your invoices make themselves here. If you would rather send your own to a council, from your own bookkeeping
        program, say so. We hold each line against the visits that were confirmed.
      </p>
      {councils.map((council) => (
        <Form method="post" key={council.id}>
          <FormKey value={`${formKey}-${council.id}`} />
          <input type="hidden" name="what" value="own" />
          <input type="hidden" name="councilId" value={council.id} />
          <input type="hidden" name="sends" value={council.sends ? 'no' : 'yes'} />
          <InsetText>
            <p className="govuk-body">
              <strong>{council.name}</strong>:{' '}
              {council.sends ? 'you send your own invoices.' : 'your invoices make themselves.'}
            </p>
            {mayChange ? (
              <Button variant="secondary">
                {council.sends ? 'Let them make themselves from tomorrow' : 'Send our own from today'}
                <span className="govuk-visually-hidden"> ({council.name})</span>
              </Button>
            ) : null}
          </InsetText>
        </Form>
      ))}
      {own.length === 0 ? null : (
        <Form method="post" encType="multipart/form-data" noValidate className="oc-panel-form">
          <FormKey value={formKey} />
          <h2 className="govuk-heading-l">Send an invoice or a credit note</h2>
          <Select
            name="councilId"
            label="To which council?"
            labelOptions={{ className: 'govuk-label--s' }}
            items={own.map(({ id, name }) => ({ value: id, text: name }))}
            value={actionData?.values['councilId']}
            error={problemOf(actionData, 'councilId')}
          />
          <FileUpload
            name="file"
            label="The file of the invoice"
            labelOptions={{ className: 'govuk-label--s' }}
            hint="UBL 2.1 (Peppol BIS Billing 3.0), 2 MB at most"
            accept=".xml,application/xml,text/xml"
            error={problemOf(actionData, 'file')}
          />
          <Details summary="What each line needs">
            <p className="govuk-body">
              Our reference of the order, such as KYC5-GZCY, as an item property with the name “Order”, and the day of
              the visit. Or the id of the visit as a document reference.
            </p>
            <p className="govuk-body">
              A credit note names the one invoice that it is about, by your number or ours. It agrees when it gives back
              what was agreed about each visit.
            </p>
          </Details>
          <Button>Send it</Button>
        </Form>
      )}
      {invoices.length === 0 ? (
        <EmptyState icon="receipt-pound-sterling" title="You have sent none yet">
          <p className="govuk-body">What you send is shown here, with what became of it.</p>
        </EmptyState>
      ) : (
        <>
          <h2 className="govuk-heading-l">What you sent</h2>
          <IncomingList
            invoices={invoices}
            href={(id) => `/provider/money/sent/${id}`}
            other={({ councilName }) => councilName}
          />
        </>
      )}
    </Page>
  );
}
