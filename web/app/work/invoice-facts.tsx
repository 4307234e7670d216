import type { ReactNode } from 'react';
import { DateText, MoneyText, SummaryList, type SummaryRow, Warning } from '../components/index.js';
import { shortDateWords } from '../format/dates.js';
import { plainQuantity } from '../journey/order-draft.js';
import type { InvoicePageQuery } from '../generated/graphql.js';
import { CreditNoteTable } from './credit-notes.js';
import { DifferenceTable, type QueueReader } from './sorting-out.js';
import { StackedTable } from './stacked-table.js';
import { InvoiceTag } from './state-words.js';

type Invoice = NonNullable<InvoicePageQuery['invoice']>;

const vatWords: Readonly<Record<string, string>> = {
  E: 'No VAT (care)',
  O: 'No VAT (not registered)',
  Z: 'VAT at 0%',
  S: 'VAT included',
};

function facts(invoice: Invoice): readonly SummaryRow[] {
  const credited = invoice.creditNotes.reduce((sum, { creditPence }) => sum + creditPence, 0);
  return [
    { key: 'Where it stands', value: <InvoiceTag status={invoice.status} /> },
    ...(invoice.whenPaid === null ? [] : [{ key: 'When it is paid', value: invoice.whenPaid.words }]),
    { key: 'From', value: invoice.provider.name },
    { key: 'Paid by', value: invoice.payerName },
    {
      key: 'For visits',
      value: (
        <>
          <DateText date={invoice.periodStart} withYear />
          {invoice.periodEnd === invoice.periodStart ? null : (
            <>
              {' '}
              to <DateText date={invoice.periodEnd} withYear />
            </>
          )}
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
    ...(credited === 0
      ? []
      : [
          { key: 'Credit notes', value: <MoneyText pence={-credited} /> },
          { key: 'What is left of it', value: <MoneyText pence={invoice.totalPence - credited} /> },
        ]),
  ];
}

/** The same as papers to keep, and as a file that bookkeeping programs read. */
function InvoiceFiles({ path, name, what }: { readonly path: string; readonly name: string; readonly what: string }) {
  const files = [
    [`${name}.pdf`, `Keep ${what} as a PDF`],
    [`${name}.pdf?print=large`, `Keep ${what} as a PDF in large print`],
    [`${name}.xml`, `Keep ${what} for a bookkeeping program (UBL)`],
  ] as const;
  return (
    <ul className="govuk-list">
      {files.map(([file, words]) => (
        <li key={file}>
          <a className="govuk-link" href={`${path}/${file}`}>
            {words}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** An invoice with its lines and credit notes; what does not agree is named first. */
export function InvoiceFacts({
  invoice,
  reader,
  answer,
  invoiceHref,
}: {
  readonly invoice: Invoice;
  /** None for a person: they read the words above. */
  readonly reader?: QueueReader;
  /** What the reader can say about what does not agree. */
  readonly answer?: ReactNode;
  readonly invoiceHref: (invoiceId: string) => string;
}) {
  return (
    <>
      {invoice.matchProblems.length > 0 && invoice.differences.length === 0 ? (
        <Warning>
          The order, the visit and this invoice do not agree:{' '}
          {invoice.matchProblems.map((problem) => (
            <span key={problem}>{problem} </span>
          ))}
        </Warning>
      ) : null}
      <SummaryList rows={facts(invoice)} />
      {reader === undefined ? null : (
        <DifferenceTable differences={invoice.differences} lines={invoice.lines} reader={reader} />
      )}
      {answer}
      <h2 className="govuk-heading-l">Lines</h2>
      <StackedTable
        label="Lines of the invoice"
        columns={[
          { head: 'Day', width: 'short' },
          { head: 'What', width: 'name' },
          { head: 'Order', width: 'short' },
          { head: 'VAT' },
          { head: 'How much', isNumeric: true },
          { head: 'Price', isNumeric: true, width: 'short' },
          { head: 'Sum', isNumeric: true, width: 'short' },
        ]}
        rows={invoice.lines.map((line) => ({
          key: line.id,
          cells: [
            shortDateWords(line.onDate),
            line.description,
            line.orderReference,
            vatWords[line.vatCategory] ?? line.vatCategory,
            plainQuantity(line.quantity),
            <MoneyText key="price" pence={line.unitPricePence} />,
            <MoneyText key="sum" pence={line.linePence} />,
          ],
        }))}
        foot={['Together', '', '', '', '', '', <MoneyText key="sum" pence={invoice.totalPence} />]}
      />
      <InvoiceFiles path={`/files/invoices/${invoice.id}`} name="invoice" what={`invoice ${invoice.number}`} />
      {invoice.creditNotes.length === 0 ? null : (
        <>
          <h2 className="govuk-heading-l">Credit notes</h2>
          <p className="govuk-body">
            A visit on this invoice was questioned afterwards, and costs less now. The invoice stays as it is.
          </p>
          <CreditNoteTable notes={invoice.creditNotes} invoiceHref={invoiceHref} />
          {invoice.creditNotes.map(({ id, number }) => (
            <InvoiceFiles
              key={id}
              path={`/files/invoices/${invoice.id}`}
              name={number}
              what={`credit note ${number}`}
            />
          ))}
        </>
      )}
    </>
  );
}
