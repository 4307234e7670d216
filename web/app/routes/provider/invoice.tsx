import { redirect } from 'react-router';
import { BackLink, Page, pageTitle } from '../../components/index.js';
import { ExplainDifferenceDocument, InvoicePageDocument } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { FormTitle } from '../../journey/form-title.js';
import { newFormKey, requireRole } from '../../work/access.js';
import { DoneBanner, NotDoneSummary } from '../../work/form-parts.js';
import { InvoiceFacts } from '../../work/invoice-facts.js';
import { isRefused, notDone, putRight, valuesOf } from '../../work/refusal.js';
import { AnswerForm, readAnswer } from '../../work/sorting-out.js';
import type { Route } from './+types/invoice.js';
import { providerMoney } from './roles.js';

export function meta({ loaderData, matches }: Route.MetaArgs) {
  return pageTitle(`Invoice ${loaderData.invoice.number}`, matches);
}

export async function loader({ context, params, request }: Route.LoaderArgs) {
  requireRole({ context, request }, ...providerMoney);
  const { invoice } = await callGraphql({ context, request }, InvoicePageDocument, { id: params.invoiceId });
  return { invoice: invoice ?? notFound(), formKey: newFormKey() };
}

export async function action({ context, params: { invoiceId }, request }: Route.ActionArgs) {
  const form = await request.formData();
  const { input, problems } = readAnswer(form, invoiceId);
  if (problems.length > 0) return putRight(problems, valuesOf(form));
  const { explainDifference } = await callGraphql({ context, request }, ExplainDifferenceDocument, { input });
  if (isRefused(explainDifference)) return notDone(explainDifference, valuesOf(form));
  throw redirect(`/provider/money/${invoiceId}?done=explained`);
}

export default function ProviderInvoice({ loaderData: { invoice, formKey }, actionData }: Route.ComponentProps) {
  return (
    <Page
      width="wide"
      before={
        invoice.differences.length === 0 ? (
          <BackLink href="/provider/money">Money coming</BackLink>
        ) : (
          <BackLink href="/provider/money/sort-out">Invoices to sort out</BackLink>
        )
      }
    >
      <FormTitle title={`Invoice ${invoice.number}`} hasErrors={actionData !== undefined} />
      <DoneBanner words={{ explained: 'The council reads what you wrote.' }} />
      <NotDoneSummary answer={actionData} />
      <h1 className="govuk-heading-xl">
        Invoice <span className="oc-number">{invoice.number}</span>
      </h1>
      <InvoiceFacts
        invoice={invoice}
        reader="provider"
        answer={<AnswerForm invoice={invoice} reader="provider" formKey={formKey} answer={actionData} />}
        invoiceHref={(id) => `/provider/money/${id}`}
      />
    </Page>
  );
}
