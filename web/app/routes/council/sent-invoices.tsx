import { BackLink, EmptyState, Page, pageTitle } from '../../components/index.js';
import { CouncilIncomingDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { requireRole } from '../../work/access.js';
import { DoneBanner } from '../../work/form-parts.js';
import { IncomingList } from '../../work/incoming-parts.js';
import type { Route } from './+types/sent-invoices.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('Invoices to sort out', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'FINANCE_OFFICER');
  const { incomingInvoices } = await callGraphql({ context, request }, CouncilIncomingDocument);
  return { invoices: incomingInvoices };
}

export default function CouncilSentInvoices({ loaderData: { invoices } }: Route.ComponentProps) {
  const differing = invoices.filter(({ status }) => status === 'DIFFERS');
  const others = invoices.filter(({ status }) => status !== 'DIFFERS');
  const list = (some: typeof invoices) => (
    <IncomingList
      invoices={some}
      href={(id) => `/council/invoices/sent/${id}`}
      other={({ provider }) => provider.name}
    />
  );
  return (
    <Page width="wide" before={<BackLink href="/council/invoices">Invoices</BackLink>}>
      <DoneBanner words={{ down: 'It is turned down. The provider reads why.' }} />
      <h1 className="govuk-heading-xl">Invoices to sort out</h1>
      <p className="oc-lead">
        Some providers send their own invoices. What agrees with the confirmed visits is taken in without you. What
        differs stands here, with who can settle it.
      </p>
      {differing.length === 0 ? (
        <EmptyState icon="receipt-pound-sterling" title="There is nothing to sort out">
          <p className="govuk-body">All that was sent agrees, or was turned down.</p>
        </EmptyState>
      ) : (
        list(differing)
      )}
      {others.length === 0 ? null : (
        <>
          <h2 className="govuk-heading-l">Sent before</h2>
          {list(others)}
        </>
      )}
    </Page>
  );
}
