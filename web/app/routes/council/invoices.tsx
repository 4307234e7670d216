import { Anchor, EmptyState, MoneyText, Page, pageTitle, Tag } from '../../components/index.js';
import { countWords, sentenceStart } from '../../format/counts.js';
import { shortDateWords } from '../../format/dates.js';
import { CouncilInvoicesDocument, type CouncilInvoicesQuery, type InvoiceStatus } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { requireRole } from '../../work/access.js';
import { DoneBanner } from '../../work/form-parts.js';
import { MorePages, Views } from '../../work/lists.js';
import { periodWords } from '../../work/period-words.js';
import { StackedTable } from '../../work/stacked-table.js';
import { InvoiceTag } from '../../work/state-words.js';
import type { Route } from './+types/invoices.js';

const views = {
  approve: { text: 'To approve', statuses: ['ISSUED'], none: 'No invoices to approve', last: 'Due by' },
  ready: {
    text: 'Ready to pay',
    statuses: ['APPROVED', 'IN_PAYMENT_RUN'],
    none: 'No invoices are ready to pay',
    last: 'Where it stands',
  },
  paid: { text: 'Paid', statuses: ['PAID'], none: 'No invoices are paid yet', last: 'Paid on' },
} as const satisfies Record<string, { text: string; statuses: readonly InvoiceStatus[]; none: string; last: string }>;
type ViewName = keyof typeof views;

function isView(name: string | null): name is ViewName {
  return name !== null && name in views;
}

function addressOf(view: ViewName): string {
  return view === 'approve' ? '/council/invoices' : `/council/invoices?show=${view}`;
}

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('Invoices', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, 'FINANCE_OFFICER');
  const address = new URL(request.url).searchParams;
  const wanted = address.get('show');
  const view: ViewName = isView(wanted) ? wanted : 'approve';
  const after = address.get('after');
  const variables = { statuses: views[view].statuses, after };
  const { invoices, toApprove } = await callGraphql({ context, request }, CouncilInvoicesDocument, variables);
  return { view, invoices, toApproveCount: toApprove.totalCount, isFirst: after === null };
}

type Invoice = CouncilInvoicesQuery['invoices']['edges'][number]['node'];

function State({ invoice, view }: { readonly invoice: Invoice; readonly view: ViewName }) {
  if (invoice.matchProblems.length > 0) return <Tag colour="red">Does not match</Tag>;
  return view === 'ready' ? <InvoiceTag status={invoice.status} /> : shortDateWords(invoice.paidOn ?? invoice.dueOn);
}

export default function CouncilInvoices({ loaderData }: Route.ComponentProps) {
  const { view, invoices, toApproveCount, isFirst } = loaderData;
  const names = Object.keys(views) as ViewName[];
  return (
    <Page width="wide">
      <DoneBanner words={{ approved: 'The invoice is approved. It can go into a payment run.' }} />
      <h1 className="govuk-heading-xl">Invoices</h1>
      <p className="govuk-body">
        <Anchor className="govuk-link" href="/council/invoices/sent">
          Invoices to sort out
        </Anchor>
        : what does not agree with its order and its visits
      </p>
      <Views
        label="Which invoices"
        views={names.map((name) => ({
          href: addressOf(name),
          text: name === 'approve' ? `To approve (${toApproveCount})` : views[name].text,
          current: name === view,
        }))}
      />
      {invoices.edges.length === 0 ? (
        <EmptyState icon="receipt-pound-sterling" title={views[view].none}>
          <p className="govuk-body">Invoices make themselves from confirmed visits. We will show them here.</p>
        </EmptyState>
      ) : (
        <>
          <p className="govuk-body">{sentenceStart(countWords(invoices.totalCount, 'invoice'))}, newest first.</p>
          <StackedTable
            label="Invoices"
            columns={[
              { head: 'Invoice', width: 'short' },
              { head: 'Provider', width: 'name' },
              { head: 'Who pays', width: 'name' },
              { head: 'For visits', width: 'short' },
              { head: views[view].last, width: 'short' },
              { head: 'Sum', isNumeric: true, width: 'short' },
            ]}
            rows={invoices.edges.map(({ node }) => ({
              key: node.id,
              cells: [
                <Anchor key="number" className="govuk-link" href={`/council/invoices/${node.id}`}>
                  {node.number}
                </Anchor>,
                node.provider.name,
                node.payerName,
                periodWords(node.periodStart, node.periodEnd),
                <State key="state" invoice={node} view={view} />,
                <MoneyText key="sum" pence={node.totalPence} />,
              ],
            }))}
          />
        </>
      )}
      <MorePages pageInfo={invoices.pageInfo} path={addressOf(view)} isFirst={isFirst} label="Pages of invoices" />
    </Page>
  );
}
