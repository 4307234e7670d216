import { Anchor, DateText, EmptyState, MoneyText, Page, pageTitle, ScrollingTable } from '../../components/index.js';
import { shortDateWords } from '../../format/dates.js';
import { ProviderMoneyDocument, type InvoiceHeadFragment } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { requireRole } from '../../work/access.js';
import { Figure, Figures, MorePages } from '../../work/lists.js';
import { InvoiceTag } from '../../work/state-words.js';
import type { Route } from './+types/money.js';
import { sumPence } from './money-coming.js';
import { providerMoney } from './roles.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('Money coming', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, ...providerMoney);
  const after = new URL(request.url).searchParams.get('after');
  const answer = await callGraphql({ context, request }, ProviderMoneyDocument, { after });
  return {
    invoices: answer.invoices,
    waiting: { count: answer.waiting.totalCount, pence: sumPence(answer.waiting) },
    coming: { count: answer.coming.totalCount, pence: sumPence(answer.coming) },
    isFirst: after === null,
  };
}

function whenPaid(invoice: InvoiceHeadFragment): React.ReactNode {
  if (invoice.paidOn !== null)
    return (
      <>
        Paid on <DateText date={invoice.paidOn} short />
      </>
    );
  return (
    <>
      Due by <DateText date={invoice.dueOn} short />
    </>
  );
}

function row(invoice: InvoiceHeadFragment) {
  return [
    {
      content: (
        <Anchor className="govuk-link" href={`/provider/money/${invoice.id}`}>
          {invoice.number}
        </Anchor>
      ),
    },
    { content: invoice.payerName, className: 'oc-table-name' },
    {
      content: `${shortDateWords(invoice.periodStart)} to ${shortDateWords(invoice.periodEnd)}`,
      className: 'oc-table-words',
    },
    { content: <InvoiceTag status={invoice.status} /> },
    { content: whenPaid(invoice), className: 'oc-table-words' },
    { content: <MoneyText pence={invoice.totalPence} />, format: 'numeric' },
  ] as const;
}

interface SumProps {
  readonly count: number;
  readonly pence: number | null;
}

function SumFigure({ count, pence }: SumProps) {
  return (
    <span className="oc-figure__number--sum">{pence === null ? `${count} invoices` : <MoneyText pence={pence} />}</span>
  );
}

export default function ProviderMoney({ loaderData }: Route.ComponentProps) {
  const { invoices, waiting, coming, isFirst } = loaderData;
  return (
    <Page width="wide">
      <h1 className="govuk-heading-xl">Money coming</h1>
      <p className="oc-lead">
        We make your invoices from the visits that people confirmed. You do not have to write any.
      </p>
      <Figures label="Money coming">
        <Figure href="#invoices" figure={<SumFigure {...waiting} />} words="waiting for a yes from who pays" />
        <Figure href="#invoices" figure={<SumFigure {...coming} />} words="ready to be paid to you" />
      </Figures>
      <h2 className="govuk-heading-l" id="invoices">
        Invoices
      </h2>
      {invoices.edges.length === 0 ? (
        <EmptyState icon="receipt-pound-sterling" title="No invoices yet" headingLevel={3}>
          <p className="govuk-body">When people have confirmed visits, we make an invoice and show it here.</p>
        </EmptyState>
      ) : (
        <ScrollingTable
          label="Invoices"
          head={[
            { content: 'Invoice' },
            { content: 'Who pays' },
            { content: 'For visits' },
            { content: 'Where it stands' },
            { content: 'When' },
            { content: 'Sum', format: 'numeric' },
          ]}
          rows={invoices.edges.map(({ node }) => row(node))}
          firstCellIsHeader
        />
      )}
      <MorePages pageInfo={invoices.pageInfo} path="/provider/money" isFirst={isFirst} label="Pages of invoices" />
    </Page>
  );
}
