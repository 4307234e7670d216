import { EmptyState, Page, pageTitle } from '../../components/index.js';
import { CreditNotesDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { requireRole } from '../../work/access.js';
import { CreditNoteTable } from '../../work/credit-notes.js';
import { DoneBanner } from '../../work/form-parts.js';
import { Views } from '../../work/lists.js';
import type { Route } from './+types/credit-notes.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('Credit notes', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'FINANCE_OFFICER');
  const open = new URL(request.url).searchParams.get('show') !== 'settled';
  const { creditNotes } = await callGraphql({ context, request }, CreditNotesDocument, { open });
  return { open, creditNotes };
}

export default function CreditNotes({ loaderData: { open, creditNotes } }: Route.ComponentProps) {
  return (
    <Page width="wide">
      <DoneBanner words={{ back: 'Written down. The person’s statement shows it.' }} />
      <h1 className="govuk-heading-xl">Credit notes</h1>
      <p className="oc-lead">
        A visit that was confirmed can be questioned and cost less in the end. Then a credit note makes itself.
      </p>
      <Views
        label="Which credit notes"
        views={[
          { href: '/council/credit-notes', text: 'Still to come back', current: open },
          { href: '/council/credit-notes?show=settled', text: 'Settled', current: !open },
        ]}
      />
      {creditNotes.length === 0 ? (
        <EmptyState
          icon="receipt-pound-sterling"
          title={open ? 'Nothing is to come back' : 'No credit notes are settled yet'}
        >
          <p className="govuk-body">We will show credit notes here.</p>
        </EmptyState>
      ) : (
        <CreditNoteTable
          notes={creditNotes}
          invoiceHref={(id) => `/council/invoices/${id}`}
          refundHref={({ id, invoiceId }) => `/council/invoices/${invoiceId}/paid-back/${id}`}
        />
      )}
    </Page>
  );
}
