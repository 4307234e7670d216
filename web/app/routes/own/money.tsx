import { Anchor, DateText, EmptyState, MoneyText, Page, pageTitle, SummaryList } from '../../components/index.js';
import { OwnPaymentsDocument, type OwnPaymentsQuery } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { requireRole, todayOf } from '../../work/access.js';
import { WorkItem, WorkList } from '../../work/lists.js';
import type { Route } from './+types/money.js';

/** The newest; of a year back and half a year ahead. */
const MOST = 100;

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('My money', matches);
}

function daysFrom(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  const { personId } = requireRole({ context, request }, 'SELF_FUNDER');
  const today = todayOf(context);
  const { ownMoney } = await callGraphql({ context, request }, OwnPaymentsDocument, {
    personId,
    from: daysFrom(today, -365),
    to: daysFrom(today, 183),
    first: MOST,
  });
  return { payments: ownMoney };
}

type Payment = OwnPaymentsQuery['ownMoney'][number];

const stateWords: Readonly<Record<Payment['state'], string>> = {
  AGREED: 'To pay when the visit is confirmed',
  OWED: 'The visit is confirmed',
  GIVEN_BACK: 'Nothing to pay',
};

function total(payments: readonly Payment[], state: Payment['state'], of: 'agreedPence' | 'owedPence'): number {
  return payments.filter((one) => one.state === state).reduce((sum, one) => sum + one[of], 0);
}

function Payments({ payments }: { readonly payments: readonly Payment[] }) {
  return (
    <>
      <SummaryList
        rows={[
          {
            key: 'Still to come',
            value: <MoneyText pence={total(payments, 'AGREED', 'agreedPence')} />,
          },
          {
            key: 'Of confirmed visits',
            value: <MoneyText pence={total(payments, 'OWED', 'owedPence')} />,
          },
        ]}
      />
      <WorkList label="Visits that you pay for, newest first">
        {payments.map((one) => (
          <WorkItem
            key={`${one.order.id}/${one.onDate}`}
            headingLevel={2}
            title={`${one.order.service.name} with ${one.order.provider.name}`}
            href={`/my-orders/${one.order.id}`}
            facts={[<DateText key="day" date={one.onDate} withYear />, stateWords[one.state]]}
            aside={<MoneyText pence={one.state === 'OWED' ? one.owedPence : one.agreedPence} />}
          />
        ))}
      </WorkList>
    </>
  );
}

export default function OwnMoneyPage({ loaderData: { payments } }: Route.ComponentProps) {
  return (
    <Page>
      <h1 className="govuk-heading-xl">My money</h1>
      <p className="oc-lead">Nothing is taken from you before a visit has happened and is confirmed.</p>
      {payments.length === 0 ? (
        <EmptyState icon="info" title="You have paid for nothing here yet">
          <p className="govuk-body">
            <Anchor className="govuk-link" href="/own/basket">
              See your basket
            </Anchor>
          </p>
        </EmptyState>
      ) : (
        <Payments payments={payments} />
      )}
      <h2 className="govuk-heading-m">Is your money running down?</h2>
      <p className="govuk-body">
        <Anchor className="govuk-link" href="/own/help-from-council">
          See when your council may help to pay
        </Anchor>
        . We keep nothing of what you answer.
      </p>
      <h2 className="govuk-heading-m">Changed your mind?</h2>
      <p className="govuk-body">
        <Anchor className="govuk-link" href="/own/rights">
          Your rights when you buy
        </Anchor>
      </p>
    </Page>
  );
}
