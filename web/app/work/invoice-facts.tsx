import { DateText, MoneyText, ScrollingTable, SummaryList, type SummaryRow, Warning } from '../components/index.js';
import { shortDateWords } from '../format/dates.js';
import type { InvoicePageQuery } from '../generated/graphql.js';
import { InvoiceTag } from './state-words.js';

type Invoice = NonNullable<InvoicePageQuery['invoice']>;

const vatWords: Readonly<Record<string, string>> = {
  E: 'No VAT (care)',
  O: 'No VAT (not registered)',
  Z: 'VAT at 0%',
  S: 'VAT included',
};

function quantity(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

function facts(invoice: Invoice): readonly SummaryRow[] {
  return [
    { key: 'Where it stands', value: <InvoiceTag status={invoice.status} /> },
    { key: 'From', value: invoice.provider.name },
    { key: 'Paid by', value: invoice.payerName },
    {
      key: 'For visits',
      value: (
        <>
          <DateText date={invoice.periodStart} withYear /> to <DateText date={invoice.periodEnd} withYear />
        </>
      ),
    },
    { key: 'Made on', value: <DateText date={invoice.issuedOn} withYear /> },
    { key: 'Due by', value: <DateText date={invoice.dueOn} withYear /> },
    ...(invoice.approvedByName === null
      ? []
      : [
          {
            key: 'Approved by',
            value: (
              <>
                {invoice.approvedByName}
                {invoice.approvedAt === null ? null : (
                  <>
                    , <DateText date={invoice.approvedAt} withYear />
                  </>
                )}
              </>
            ),
          },
        ]),
    ...(invoice.paidOn === null ? [] : [{ key: 'Paid on', value: <DateText date={invoice.paidOn} withYear /> }]),
    {
      key: 'Sum',
      value: (
        <strong>
          <MoneyText pence={invoice.totalPence} />
        </strong>
      ),
    },
  ];
}

/** An invoice with its lines; what does not agree is named first. */
export function InvoiceFacts({ invoice }: { readonly invoice: Invoice }) {
  return (
    <>
      {invoice.matchProblems.length > 0 ? (
        <Warning>
          The order, the visit and this invoice do not agree:{' '}
          {invoice.matchProblems.map((problem) => (
            <span key={problem}>{problem} </span>
          ))}
        </Warning>
      ) : null}
      <SummaryList rows={facts(invoice)} />
      <h2 className="govuk-heading-l">Lines</h2>
      <ScrollingTable
        label="Lines of the invoice"
        head={[
          { content: 'Day' },
          { content: 'What' },
          { content: 'Order' },
          { content: 'VAT' },
          { content: 'How much', format: 'numeric' },
          { content: 'Price', format: 'numeric' },
          { content: 'Sum', format: 'numeric' },
        ]}
        rows={[
          ...invoice.lines.map(
            (line) =>
              [
                { content: shortDateWords(line.onDate) },
                { content: line.description, className: 'oc-table-name' },
                { content: line.orderReference },
                { content: vatWords[line.vatCategory] ?? line.vatCategory },
                { content: quantity(line.quantity), format: 'numeric' },
                { content: <MoneyText pence={line.unitPricePence} />, format: 'numeric' },
                { content: <MoneyText pence={line.linePence} />, format: 'numeric' },
              ] as const,
          ),
          [
            { content: <strong>Together</strong>, colSpan: 6 },
            {
              content: (
                <strong>
                  <MoneyText pence={invoice.totalPence} />
                </strong>
              ),
              format: 'numeric',
            },
          ],
        ]}
      />
    </>
  );
}
