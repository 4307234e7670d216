import { Anchor, DateText, MoneyText } from '../components/index.js';
import { shortDateWords } from '../format/dates.js';
import { formatPence } from '../format/money.js';
import type { CreditNotePartsFragment } from '../generated/graphql.js';
import { StackedTable } from './stacked-table.js';

/** What has come of it so far: taken off payments, paid back, and what is left. */
function Stand({ note }: { readonly note: CreditNotePartsFragment }) {
  const waits = note.recoveries.some(({ settledOn }) => settledOn === null);
  return (
    <ul className="govuk-list govuk-!-margin-bottom-0">
      {note.recoveries.map(({ id, kind, amountPence, settledOn }) => (
        <li key={id}>
          {formatPence(amountPence)}{' '}
          {settledOn === null ? (
            'will be taken off in a payment run'
          ) : (
            <>
              {kind === 'SET_OFF' ? 'taken off a payment' : 'paid back'} on <DateText date={settledOn} short />
            </>
          )}
        </li>
      ))}
      {note.leftPence > 0 ? (
        <li>
          {formatPence(note.leftPence)}{' '}
          {note.owedByProvider ? 'to be taken off the next payments' : 'to be taken off its invoice'}
        </li>
      ) : waits ? null : (
        <li>Settled</li>
      )}
    </ul>
  );
}

interface TableProps {
  readonly notes: readonly CreditNotePartsFragment[];
  /** The page of the invoice, for this reader. */
  readonly invoiceHref: (invoiceId: string) => string;
  /** Where to write down that it was paid back. */
  readonly refundHref?: (note: CreditNotePartsFragment) => string;
}

/** Credit notes, newest first: for which visit, how much, and how it comes back. */
export function CreditNoteTable({ notes, invoiceHref, refundHref }: TableProps) {
  return (
    <StackedTable
      label="Credit notes"
      columns={[
        { head: 'Credit note', width: 'short' },
        { head: refundHref ? 'Provider' : 'Who pays', width: 'name' },
        { head: 'For the visit', width: 'name' },
        { head: 'Invoice', width: 'short' },
        { head: 'How it comes back', width: 'name' },
        { head: 'Sum', isNumeric: true, width: 'short' },
      ]}
      rows={notes.map((note) => ({
        key: note.id,
        cells: [
          <>
            {note.number}, <DateText date={note.issuedOn} short />
          </>,
          refundHref ? note.provider.name : note.payerName,
          `${note.description}, ${shortDateWords(note.onDate)}`,
          <Anchor key="invoice" className="govuk-link" href={invoiceHref(note.invoiceId)}>
            {note.invoiceNumber}
          </Anchor>,
          <>
            <Stand note={note} />
            {refundHref && note.owedByProvider && note.leftPence > 0 ? (
              <Anchor className="govuk-link" href={refundHref(note)}>
                It was paid back<span className="govuk-visually-hidden">: {note.number}</span>
              </Anchor>
            ) : null}
          </>,
          <MoneyText key="sum" pence={note.creditPence} />,
        ],
      }))}
    />
  );
}
