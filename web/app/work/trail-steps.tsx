import type { ReactNode } from 'react';
import { Anchor, DateText, MoneyText } from '../components/index.js';
import { countWords, numberWords } from '../format/counts.js';
import type { TrailQuery, TrailStart } from '../generated/graphql.js';

export type TrailFacts = NonNullable<TrailQuery['trail']>;
type Row = TrailFacts['rows'][number];
type Payment = Row['payments'][number];

export const trailStarts: readonly TrailStart[] = ['VISIT', 'INVOICE', 'PAYMENT_RUN', 'BANK_PAYMENT', 'MONEY_IN'];

/** The address of another trail; null where the reader has no business there. */
export type TrailHref = (of: TrailStart, id: string) => string | null;

function Way({ href, children }: { readonly href: string | null; readonly children: ReactNode }) {
  if (href === null) return children;
  return (
    <Anchor className="govuk-link" href={href}>
      {children}
    </Anchor>
  );
}

const bankWords = {
  SENT: 'sent to the bank',
  ACCEPTED: 'the bank paid it',
  REJECTED: 'the bank sent it back',
} as const;

function Step({ head, children }: { readonly head: string; readonly children: ReactNode }) {
  return (
    <li className="oc-trail__step">
      <strong className="oc-trail__head">{head}</strong> <span>{children}</span>
    </li>
  );
}

function PaymentSteps({ payment, href }: { readonly payment: Payment; readonly href: TrailHref }) {
  const { runId, reference, isHolders, preparedByName, releasedByName, paidOn, cameBackOn } = payment;
  const { bankPaymentId, bankReference, bankPaysOn, bankSays, bankPence } = payment;
  return (
    <>
      <Step head="Paid">
        {isHolders ? (
          <>
            from the person’s own account, written down by {preparedByName} as {reference}
          </>
        ) : (
          <>
            in payment run <Way href={href('PAYMENT_RUN', runId)}>{reference}</Way>, prepared by {preparedByName}
            {releasedByName === null ? ', not released yet' : `, released by ${releasedByName}`}
          </>
        )}
        {paidOn === null ? null : (
          <>
            , <DateText date={paidOn} withYear />
          </>
        )}
      </Step>
      {bankPaymentId === null || bankReference === null ? null : (
        <Step head="Bank line">
          <Way href={href('BANK_PAYMENT', bankPaymentId)}>{bankReference}</Way>
          {bankPence === null ? null : (
            <>
              {' '}
              of <MoneyText pence={bankPence} />
            </>
          )}
          {bankPaysOn === null ? null : (
            <>
              , <DateText date={bankPaysOn} withYear />
            </>
          )}
          {bankSays === null ? null : `: ${bankWords[bankSays]}`}
        </Step>
      )}
      {cameBackOn === null ? null : (
        <Step head="Came back">
          <DateText date={cameBackOn} withYear />; to be paid again
        </Step>
      )}
    </>
  );
}

function TrailCard({ row, href }: { readonly row: Row; readonly href: TrailHref }) {
  return (
    <li className="oc-trail__card">
      <h2 className="govuk-heading-s oc-trail__title">
        <span>{row.what}</span> <MoneyText pence={row.pence} />
      </h2>
      <p className="govuk-body-s oc-trail__where">
        <DateText date={row.onDate} withYear />
        {row.providerName === null ? null : `, ${row.providerName}`}. Budget {row.budgetReference}
        {row.orderReference === null ? null : `, order ${row.orderReference}`}.
      </p>
      <ol className="govuk-list oc-trail__steps">
        {row.cameIn.map((source) => (
          <Step key={source.id} head="Came in">
            <Way href={href('MONEY_IN', source.id)}>
              {source.words}, <DateText date={source.on} withYear />
            </Way>
            : <MoneyText pence={source.pence} /> of <MoneyText pence={source.wholePence} />
          </Step>
        ))}
        {row.confirmedAt === null ? null : (
          <Step head="Confirmed">
            <DateText date={row.confirmedAt} withYear />, by {row.confirmedByName}
          </Step>
        )}
        {row.invoiceId === null || row.invoiceNumber === null ? null : (
          <Step head="Invoice">
            <Way href={href('INVOICE', row.invoiceId)}>{row.invoiceNumber}</Way>
            {row.invoicedOn === null ? null : (
              <>
                , <DateText date={row.invoicedOn} withYear />
              </>
            )}
          </Step>
        )}
        {row.approvedAt === null ? null : (
          <Step head="Approved">
            <DateText date={row.approvedAt} withYear />, by {row.approvedByName}
          </Step>
        )}
        {row.payments.map((payment) => (
          <PaymentSteps key={payment.runId} payment={payment} href={href} />
        ))}
        {row.credits.map((credit) => (
          <Step key={credit.number} head="Given back">
            <MoneyText pence={credit.pence} />, credit note {credit.number},{' '}
            <DateText date={credit.issuedOn} withYear />
            {credit.returnedOn === null ? ': not in the budget yet' : ''}
          </Step>
        ))}
      </ol>
    </li>
  );
}

/** Every step of the money, each a way on to what it belongs to. */
export function TrailSteps({
  trail,
  href,
  file,
}: {
  readonly trail: TrailFacts;
  readonly href: TrailHref;
  readonly file: string;
}) {
  return (
    <>
      <p className="govuk-body">
        {trail.rowCount === 1 ? 'One line' : `All ${countWords(trail.rowCount, 'line')} together`}:{' '}
        <MoneyText pence={trail.totalPence} />.{' '}
        {trail.hasMore
          ? `Here are the first ${numberWords(trail.rows.length)} of them; the file has all ${numberWords(trail.rowCount)}. `
          : ''}
        <a className="govuk-link" href={file}>
          Keep this as a file (CSV)
        </a>
      </p>
      <p className="govuk-hint">
        Money that came in first is used first. That is how we say which money paid for what.
      </p>
      <ol className="govuk-list oc-trail">
        {trail.rows.map((row) => (
          <TrailCard key={`${row.id}-${row.cameIn[0]?.id ?? ''}`} row={row} href={href} />
        ))}
      </ol>
    </>
  );
}
