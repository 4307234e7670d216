import { BackLink, EmptyState, Page, pageTitle } from '../../components/index.js';
import { ProviderQueueDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { requireRole } from '../../work/access.js';
import { SortOutList } from '../../work/sorting-out.js';
import type { Route } from './+types/sort-out.js';
import { providerMoney } from './roles.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('Invoices to sort out', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, ...providerMoney);
  const { invoicesToSortOut } = await callGraphql({ context, request }, ProviderQueueDocument);
  return { invoices: invoicesToSortOut };
}

export default function ProviderSortOut({ loaderData: { invoices } }: Route.ComponentProps) {
  return (
    <Page width="wide" before={<BackLink href="/provider/money">Money coming</BackLink>}>
      <h1 className="govuk-heading-xl">Invoices to sort out</h1>
      <p className="oc-lead">
        An invoice is paid when the order, the visit and the invoice agree. Here are those that do not agree yet, with
        who can settle it.
      </p>
      {invoices.length === 0 ? (
        <EmptyState icon="receipt-pound-sterling" title="There is nothing to sort out">
          <p className="govuk-body">All your invoices agree with the visits.</p>
        </EmptyState>
      ) : (
        <SortOutList
          invoices={invoices}
          reader="provider"
          href={({ id, source }) => (source === 'OURS' ? `/provider/money/${id}` : `/provider/money/sent/${id}`)}
        />
      )}
    </Page>
  );
}
