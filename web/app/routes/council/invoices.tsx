import {
  Anchor,
  DateText,
  EmptyState,
  MoneyText,
  Page,
  pageTitle,
  ScrollingTable,
  Tag,
} from '../../components/index.js';
import { countWords, sentenceStart } from '../../format/counts.js';
import { shortDateWords } from '../../format/dates.js';
import { CouncilInvoicesDocument, type CouncilInvoicesQuery, type InvoiceStatus } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { requireRole } from '../../work/access.js';
import { DoneBanner } from '../../work/form-parts.js';
import { MorePages, Views } from '../../work/lists.js';
import { InvoiceTag } from '../../work/state-words.js';
import type { Route } from './+types/invoices.js';

const views = {
  approve: { text: 'To approve', statuses: ['ISSUED'], none: 'No invoices to approve' },
  ready: { text: 'Ready to pay', statuses: ['APPROVED', 'IN_PAYMENT_RUN'], none: 'No invoices are ready to pay' },
  paid: { text: 'Paid', statuses: ['PAID'], none: 'No invoices are paid yet' },
} as const satisfies Record<string, { text: string; statuses: readonly InvoiceStatus[]; none: string }>;
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

function row(invoice: CouncilInvoicesQuery['invoices']['edges'][number]['node']) {
  return [
    {
      content: (
        <Anchor className="govuk-link" href={`/council/invoices/${invoice.id}`}>
          {invoice.number}
        </Anchor>
      ),
    },
    { content: invoice.provider.name, className: 'oc-table-name' },
    { content: invoice.payerName, className: 'oc-table-name' },
    {
      content: `${shortDateWords(invoice.periodStart)} to ${shortDateWords(invoice.periodEnd)}`,
      className: 'oc-table-words',
    },
    { content: <DateText date={invoice.paidOn ?? invoice.dueOn} short />, className: 'oc-table-words' },
    {
      content:
        invoice.matchProblems.length > 0 ? (
          <Tag colour="red">Does not match</Tag>
        ) : (
          <InvoiceTag status={invoice.status} />
        ),
    },
    { content: <MoneyText pence={invoice.totalPence} />, format: 'numeric' },
  ] as const;
}

export default function CouncilInvoices({ loaderData }: Route.ComponentProps) {
  const { view, invoices, toApproveCount, isFirst } = loaderData;
  const names = Object.keys(views) as ViewName[];
  return (
    <Page width="wide">
      <DoneBanner words={{ approved: 'The invoice is approved. It can go into a payment run.' }} />
      <h1 className="govuk-heading-xl">Invoices</h1>
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
          <ScrollingTable
            label="Invoices"
            head={[
              { content: 'Invoice' },
              { content: 'Provider' },
              { content: 'Who pays' },
              { content: 'For visits' },
              { content: view === 'paid' ? 'Paid on' : 'Due by' },
              { content: 'Where it stands' },
              { content: 'Sum', format: 'numeric' },
            ]}
            rows={invoices.edges.map(({ node }) => row(node))}
            firstCellIsHeader
          />
        </>
      )}
      <MorePages pageInfo={invoices.pageInfo} path={addressOf(view)} isFirst={isFirst} label="Pages of invoices" />
    </Page>
  );
}
