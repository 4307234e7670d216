import { Anchor, DateText, EmptyState, MoneyText, Page, pageTitle, SummaryList } from '../../components/index.js';
import { OwnPaymentsDocument, type OwnPaymentsQuery } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { addDays } from '../../journey/calendar.js';
import { requireRole, todayOf } from '../../work/access.js';
import { WorkItem, WorkList } from '../../work/lists.js';
import { ChargeTag } from '../money/card-words.js';
import type { Route } from './+types/money.js';

/** Of a year back and four weeks ahead. */
const MOST = 100;

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('My money', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  const { personId } = requireRole({ context, request }, 'SELF_FUNDER');
  const today = todayOf(context);
  const { ownMoney, myCard } = await callGraphql({ context, request }, OwnPaymentsDocument, {
    personId,
    from: addDays(today, -365),
    to: addDays(today, 28),
    first: MOST,
  });
  return { payments: ownMoney, charges: myCard?.charges ?? [] };
}

type Payment = OwnPaymentsQuery['ownMoney'][number];
type Charge = NonNullable<OwnPaymentsQuery['myCard']>['charges'][number];

const stateWords: Readonly<Record<Payment['state'], string>> = {
  AGREED: 'To pay when the visit is confirmed',
  OWED: 'The visit is confirmed',
  GIVEN_BACK: 'Nothing to pay',
};

function total(payments: readonly Payment[], state: Payment['state'], of: 'agreedPence' | 'owedPence'): number {
  return payments.filter((one) => one.state === state).reduce((sum, one) => sum + one[of], 0);
}

/** What became of a confirmed visit's payment; its page has the receipt. */
function CardPart({ charge }: { readonly charge: Charge }) {
  return (
    <>
      <ChargeTag charge={charge} />{' '}
      <Anchor className="govuk-link" href={`/my-card/${charge.id}`}>
        {charge.paidPence > 0 ? 'Receipt' : 'Payment'}
      </Anchor>
    </>
  );
}

interface PaymentsProps {
  readonly payments: readonly Payment[];
  readonly charges: readonly Charge[];
}

function PaymentList({ payments, charges, label }: PaymentsProps & { readonly label: string }) {
  if (payments.length === 0) return null;
  return (
    <>
      <h2 className="govuk-heading-m">{label}</h2>
      <WorkList label={label}>
        {payments.map((one) => {
          const charge = chargeOf(one, charges);
          return (
            <WorkItem
              key={`${one.order.id}/${one.onDate}`}
              title={`${one.order.service.name} with ${one.order.provider.name}`}
              href={`/my-orders/${one.order.id}`}
              facts={[
                <DateText key="day" date={one.onDate} withYear />,
                charge ? <CardPart key="card" charge={charge} /> : stateWords[one.state],
              ]}
              aside={<MoneyText pence={one.state === 'AGREED' ? one.agreedPence : one.owedPence} />}
            />
          );
        })}
      </WorkList>
    </>
  );
}

function chargeOf({ order, onDate }: Payment, charges: readonly Charge[]): Charge | undefined {
  return charges.find((charge) => charge.order.id === order.id && charge.onDate === onDate);
}

function Payments({ payments, charges }: PaymentsProps) {
  // What was cancelled before it was owed is nobody’s payment.
  const soFar = payments.filter((one) => one.state === 'OWED' || chargeOf(one, charges) !== undefined);
  const toCome = payments.filter(({ state }) => state === 'AGREED').reverse();
  return (
    <>
      <SummaryList
        rows={[
          { key: 'In the next 4 weeks', value: <MoneyText pence={total(payments, 'AGREED', 'agreedPence')} /> },
          { key: 'Of confirmed visits', value: <MoneyText pence={total(payments, 'OWED', 'owedPence')} /> },
        ]}
      />
      <PaymentList payments={soFar} charges={charges} label="So far, newest first" />
      <PaymentList payments={toCome} charges={charges} label="To come" />
    </>
  );
}

export default function OwnMoneyPage({ loaderData: { payments, charges } }: Route.ComponentProps) {
  return (
    <Page>
      <h1 className="govuk-heading-xl">My money</h1>
      <p className="oc-lead">Nothing is taken from you before a visit has happened and is confirmed.</p>
      {payments.every((one) => one.state === 'GIVEN_BACK' && chargeOf(one, charges) === undefined) ? (
        <EmptyState icon="info" title="You have paid for nothing here yet">
          <p className="govuk-body">
            <Anchor className="govuk-link" href="/own/basket">
              See your basket
            </Anchor>
          </p>
        </EmptyState>
      ) : (
        <Payments payments={payments} charges={charges} />
      )}
      <p className="govuk-body">
        <Anchor className="govuk-link" href="/my-card">
          See your card and receipts
        </Anchor>
      </p>
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
