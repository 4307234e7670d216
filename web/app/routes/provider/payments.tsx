import { Anchor, BackLink, EmptyState, MoneyText, Page, pageTitle } from '../../components/index.js';
import { shortDateWords } from '../../format/dates.js';
import { OurPaymentsDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { requireRole, todayOf } from '../../work/access.js';
import { PaymentTag } from '../../work/payment-tag.js';
import { StackedTable } from '../../work/stacked-table.js';
import type { Route } from './+types/payments.js';
import { providerMoney } from './roles.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('Payments to you', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  requireRole({ context, request }, ...providerMoney);
  const { ourPayments } = await callGraphql({ context, request }, OurPaymentsDocument);
  return { payments: ourPayments, today: todayOf(context) };
}

export default function Payments({ loaderData: { payments, today } }: Route.ComponentProps) {
  return (
    <Page width="wide" before={<BackLink href="/provider/money">Money coming</BackLink>}>
      <h1 className="govuk-heading-xl">Payments to you</h1>
      {payments.length === 0 ? (
        <EmptyState icon="wallet" title="No payments yet" headingLevel={2}>
          <p className="govuk-body">When a council pays you through its bank, the payment is here.</p>
        </EmptyState>
      ) : (
        <StackedTable
          label="Payments to you"
          columns={[
            { head: 'On your bank statement', width: 'short' },
            { head: 'From', width: 'name' },
            { head: 'Paid on', width: 'short' },
            { head: 'To the account', width: 'short' },
            { head: 'Where it stands' },
            { head: 'Sum', isNumeric: true, width: 'short' },
          ]}
          rows={payments.map((one) => ({
            key: one.id,
            cells: [
              <Anchor key="reference" className="govuk-link" href={`/provider/money/payments/${one.id}`}>
                {one.reference}
              </Anchor>,
              one.councilName,
              shortDateWords(one.payOn),
              `Ends in ${one.accountEnding}`,
              <PaymentTag key="state" payment={one} today={today} />,
              <MoneyText key="sum" pence={one.amountPence} />,
            ],
          }))}
        />
      )}
    </Page>
  );
}
