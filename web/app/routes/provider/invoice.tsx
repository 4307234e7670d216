import { BackLink, Page, pageTitle } from '../../components/index.js';
import { InvoicePageDocument } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { requireRole } from '../../work/access.js';
import { InvoiceFacts } from '../../work/invoice-facts.js';
import type { Route } from './+types/invoice.js';
import { providerMoney } from './roles.js';

export function meta({ loaderData, matches }: Route.MetaArgs) {
  return pageTitle(`Invoice ${loaderData.invoice.number}`, matches);
}

export async function loader({ context, params, request }: Route.LoaderArgs) {
  requireRole({ context, request }, ...providerMoney);
  const { invoice } = await callGraphql({ context, request }, InvoicePageDocument, { id: params.invoiceId });
  return { invoice: invoice ?? notFound() };
}

export default function ProviderInvoice({ loaderData: { invoice } }: Route.ComponentProps) {
  return (
    <Page width="wide" before={<BackLink href="/provider/money">Money coming</BackLink>}>
      <h1 className="govuk-heading-xl">Invoice {invoice.number}</h1>
      <InvoiceFacts invoice={invoice} invoiceHref={(id) => `/provider/money/${id}`} />
    </Page>
  );
}
