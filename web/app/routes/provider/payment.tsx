import {
  Anchor,
  BackLink,
  DateText,
  MoneyText,
  Page,
  pageTitle,
  SummaryList,
  Warning,
} from '../../components/index.js';
import { shortDateWords } from '../../format/dates.js';
import { OurPaymentsDocument } from '../../generated/graphql.js';
import { callGraphql, notFound } from '../../graphql/call.js';
import { requireRole, todayOf } from '../../work/access.js';
import { PaymentTag } from '../../work/payment-tag.js';
import { StackedTable } from '../../work/stacked-table.js';
import type { Route } from './+types/payment.js';
import { providerMoney } from './roles.js';

export function meta({ loaderData, matches }: Route.MetaArgs) {
  return pageTitle(`Payment ${loaderData.payment.reference}`, matches);
}

export async function loader({ context, params, request }: Route.LoaderArgs) {
  requireRole({ context, request }, ...providerMoney);
  const { ourPayments } = await callGraphql({ context, request }, OurPaymentsDocument);
  return { payment: ourPayments.find(({ id }) => id === params.paymentId) ?? notFound(), today: todayOf(context) };
}

export default function Payment({ loaderData: { payment, today } }: Route.ComponentProps) {
  const pdf = `/files/payments/${payment.id}/remittance.pdf`;
  return (
    <Page width="wide" before={<BackLink href="/provider/money/payments">Payments to you</BackLink>}>
      <h1 className="govuk-heading-xl">
        Payment <span className="oc-number">{payment.reference}</span>
      </h1>
      {payment.rejectedBecause === null ? null : (
        <Warning>
          The bank sent this payment back: {payment.rejectedBecause}. Look at your bank details. Its invoices are paid
          with another run.
        </Warning>
      )}
      <SummaryList
        rows={[
          { key: 'Where it stands', value: <PaymentTag payment={payment} today={today} /> },
          { key: 'From', value: payment.councilName },
          { key: 'Paid on', value: <DateText date={payment.payOn} withYear /> },
          { key: 'To the account', value: `Ends in ${payment.accountEnding}` },
          {
            key: 'Sum',
            value: (
              <strong>
                <MoneyText pence={payment.amountPence} />
              </strong>
            ),
          },
        ]}
      />
      <h2 className="govuk-heading-l">What it is for</h2>
      <StackedTable
        label="What it is for"
        columns={[{ head: 'Paper' }, { head: 'Of', width: 'short' }, { head: 'Sum', isNumeric: true, width: 'short' }]}
        rows={payment.lines.map((line) => ({
          key: line.number,
          cells: [
            <Anchor key="paper" className="govuk-link" href={`/provider/money/${line.invoiceId}`}>
              {line.isTakenOff ? `Taken off: credit note ${line.number}` : `Invoice ${line.number}`}
            </Anchor>,
            shortDateWords(line.onDate),
            <MoneyText key="sum" pence={line.amountPence} />,
          ],
        }))}
        foot={['Together', '', <MoneyText key="sum" pence={payment.amountPence} />]}
      />
      <ul className="govuk-list">
        <li>
          <a className="govuk-link" href={pdf}>
            Keep this as a PDF
          </a>
        </li>
        <li>
          <a className="govuk-link" href={`${pdf}?print=large`}>
            Keep this as a PDF in large print
          </a>
        </li>
      </ul>
    </Page>
  );
}
