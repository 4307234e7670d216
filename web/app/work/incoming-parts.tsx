import { Anchor, DateText, MoneyText, SummaryList, Tag } from '../components/index.js';
import type { IncomingPartsFragment, IncomingStatus, OneIncomingQuery, SettledBy } from '../generated/graphql.js';
import { shortDateWords } from '../format/dates.js';
import { StackedTable } from './stacked-table.js';

const tags = {
  ACCEPTED: { colour: 'green', words: 'Taken in' },
  DIFFERS: { colour: 'yellow', words: 'Something differs' },
  REJECTED: { colour: 'red', words: 'Turned down' },
} as const;

export function IncomingTag({ status }: { readonly status: IncomingStatus }) {
  return <Tag colour={tags[status].colour}>{tags[status].words}</Tag>;
}

/** "Invoice KH-7" or "Credit note KH-7". */
export function documentName({ kind, number }: Pick<IncomingPartsFragment, 'kind' | 'number'>): string {
  return `${kind === 'CREDIT_NOTE' ? 'Credit note' : 'Invoice'} ${number}`;
}

const byProvider: Readonly<Record<SettledBy, string>> = {
  PROVIDER: 'You: send a right one.',
  PERSON: 'The person: they say yes to the visit, or ask about it. Then look again.',
  FINANCE: 'The council: it looks at the agreed price.',
};
const byCouncil: Readonly<Record<SettledBy, string>> = {
  PROVIDER: 'The provider: it sends a right one.',
  PERSON: 'The person: they say yes to the visit, or ask about it. Then look again.',
  FINANCE: 'You: look at the agreed price. If it is right as it is, turn the invoice down.',
};

export function IncomingList({
  invoices,
  href,
  other,
}: {
  readonly invoices: readonly IncomingPartsFragment[];
  readonly href: (id: string) => string;
  readonly other: (invoice: IncomingPartsFragment) => string;
}) {
  return (
    <StackedTable
      label="Invoices that were sent"
      columns={[
        { head: 'Number', width: 'short' },
        { head: 'Who', width: 'name' },
        { head: 'Sent on', width: 'short' },
        { head: 'Where it stands' },
        { head: 'Sum', isNumeric: true, width: 'short' },
      ]}
      rows={invoices.map((one) => ({
        key: one.id,
        cells: [
          <Anchor key="number" className="govuk-link oc-sent-file" href={href(one.id)}>
            {one.kind === 'CREDIT_NOTE' ? documentName(one) : one.number}
          </Anchor>,
          other(one),
          shortDateWords(one.receivedAt),
          <IncomingTag key="state" status={one.status} />,
          <MoneyText key="sum" pence={one.kind === 'CREDIT_NOTE' ? -one.totalPence : one.totalPence} />,
        ],
      }))}
    />
  );
}

/** What differs and who can settle it, then the lines as they were sent. */
export function IncomingFacts({
  invoice,
  reader,
}: {
  readonly invoice: NonNullable<OneIncomingQuery['incomingInvoice']>;
  readonly reader: 'provider' | 'council';
}) {
  const { differences, lines } = invoice;
  const words = reader === 'provider' ? byProvider : byCouncil;
  return (
    <>
      <SummaryList
        rows={[
          { key: 'Where it stands', value: <IncomingTag status={invoice.status} /> },
          ...(invoice.refersTo === null ? [] : [{ key: 'For invoice', value: invoice.refersTo }]),
          ...(invoice.reason === null ? [] : [{ key: 'Why', value: invoice.reason }]),
          { key: 'From', value: invoice.provider.name },
          { key: 'To', value: invoice.councilName },
          { key: 'Made on', value: <DateText date={invoice.issuedOn} withYear /> },
          { key: 'Sent on', value: <DateText date={invoice.receivedAt} withYear /> },
          {
            key: 'Sum',
            value: (
              <strong>
                <MoneyText pence={invoice.kind === 'CREDIT_NOTE' ? -invoice.totalPence : invoice.totalPence} />
              </strong>
            ),
          },
        ]}
      />
      {differences.length === 0 ? null : (
        <>
          <h2 className="govuk-heading-l">What differs</h2>
          <StackedTable
            label="What differs"
            columns={[
              { head: 'Line', width: 'short' },
              { head: 'What', width: 'name' },
              { head: 'Who can settle it', width: 'name' },
            ]}
            rows={differences.map((one) => ({
              key: `${one.code}-${one.line ?? ''}-${one.detail}`,
              cells: [one.line ?? 'All', one.detail, words[one.settledBy]],
            }))}
          />
        </>
      )}
      <h2 className="govuk-heading-l">Lines</h2>
      <StackedTable
        label="Lines as they were sent"
        columns={[
          { head: 'Line', width: 'short' },
          { head: 'What', width: 'name' },
          { head: 'Day', width: 'short' },
          { head: 'Order', width: 'short' },
          { head: 'Sum without VAT', isNumeric: true, width: 'short' },
        ]}
        rows={lines.map((line) => ({
          key: line.line,
          cells: [
            line.line,
            line.description,
            line.onDate === null ? '' : shortDateWords(line.onDate),
            line.orderReference ?? '',
            <MoneyText key="sum" pence={line.netPence} />,
          ],
        }))}
      />
      <p className="govuk-body">
        <a className="govuk-link" href={`/files/incoming/${invoice.id}.xml`}>
          Keep the file as it was sent
        </a>
      </p>
    </>
  );
}
