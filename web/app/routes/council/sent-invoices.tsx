import { BackLink, EmptyState, Page, pageTitle } from '../../components/index.js';
import { CouncilQueueDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { requireRole } from '../../work/access.js';
import { DoneBanner } from '../../work/form-parts.js';
import { IncomingList } from '../../work/incoming-parts.js';
import { SortOutList } from '../../work/sorting-out.js';
import type { Route } from './+types/sent-invoices.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('Invoices to sort out', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'FINANCE_OFFICER');
  const { incomingInvoices, invoicesToSortOut } = await callGraphql({ context, request }, CouncilQueueDocument);
  return { queue: invoicesToSortOut, settled: incomingInvoices.filter(({ status }) => status !== 'DIFFERS') };
}

export default function CouncilSentInvoices({ loaderData: { queue, settled } }: Route.ComponentProps) {
  return (
    <Page width="wide" before={<BackLink href="/council/invoices">Invoices</BackLink>}>
      <DoneBanner words={{ down: 'It is turned down. The provider reads why.' }} />
      <h1 className="govuk-heading-xl">Invoices to sort out</h1>
      <p className="oc-lead">
        What agrees with its order and the confirmed visits needs nobody. What does not agree stands here, with who can
        settle it.
      </p>
      {queue.length === 0 ? (
        <EmptyState icon="receipt-pound-sterling" title="There is nothing to sort out">
          <p className="govuk-body">All invoices agree, or were turned down.</p>
        </EmptyState>
      ) : (
        <SortOutList
          invoices={queue}
          reader="council"
          href={({ id, source }) => (source === 'OURS' ? `/council/invoices/${id}` : `/council/invoices/sent/${id}`)}
        />
      )}
      {settled.length === 0 ? null : (
        <>
          <h2 className="govuk-heading-l">Sent by providers before</h2>
          <IncomingList
            invoices={settled}
            href={(id) => `/council/invoices/sent/${id}`}
            other={({ provider }) => provider.name}
          />
        </>
      )}
    </Page>
  );
}
