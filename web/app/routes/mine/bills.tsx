import { Anchor, BackLink, EmptyState, MoneyText, Page, pageTitle } from '../../components/index.js';
import { type BillFactsFragment, MyBillsDocument } from '../../generated/graphql.js';
import { callGraphql } from '../../graphql/call.js';
import { keepFor, type Subject, subjectOf } from '../../journey/acting-for.js';
import { BillTag, whatNext } from '../../journey/bill-words.js';
import { DoneBanner } from '../../work/form-parts.js';
import { periodWords } from '../../work/period-words.js';
import type { Route } from './+types/bills.js';

export function meta({ matches }: Route.MetaArgs) {
  return pageTitle('My bills', matches);
}

export async function loader({ context, request }: Route.LoaderArgs) {
  const subject = await subjectOf({ context, request });
  const { bills } = await callGraphql({ context, request }, MyBillsDocument, { personId: subject.personId });
  return { bills, subject, actingFor: subject.actingFor };
}

function Bills({
  title,
  bills,
  subject,
}: {
  readonly title: string;
  readonly bills: readonly BillFactsFragment[];
  readonly subject: Subject;
}) {
  if (bills.length === 0) return null;
  return (
    <>
      <h2 className="govuk-heading-l">{title}</h2>
      <ul className="oc-orders">
        {bills.map((bill) => (
          <li key={bill.id} className="oc-order">
            <div className="oc-order__body">
              <h3 className="govuk-heading-s oc-order__title">
                <Anchor className="govuk-link" href={keepFor(`/my-budget/bills/${bill.id}`, subject)}>
                  <MoneyText pence={bill.totalPence} /> to {bill.provider.name}
                </Anchor>
              </h3>
              <p className="oc-order__words">
                For visits of {periodWords(bill.periodStart, bill.periodEnd)}. {whatNext(bill, subject.isSelf)}
              </p>
            </div>
            <p className="oc-order__state">
              <BillTag bill={bill} />
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}

/** The newest of those that are paid. */
const PAID_SHOWN = 12;

export default function MyBills({ loaderData: { bills, subject } }: Route.ComponentProps) {
  const open = bills.filter(({ status }) => status !== 'PAID');
  const paid = bills.filter(({ status }) => status === 'PAID');
  const toPay = open.filter(({ paidByHolder }) => paidByHolder);
  return (
    <Page before={<BackLink href={keepFor('/my-budget', subject)}>Budget</BackLink>}>
      <DoneBanner words={{ approved: 'You said yes to the bill. Now it can be paid.' }} />
      <h1 className="govuk-heading-xl">{subject.isSelf ? 'My bills' : `Bills of ${subject.name}`}</h1>
      <p className="oc-lead">
        A bill makes itself when you have said yes to a visit. It says what the visits cost, who pays and when.
      </p>
      {bills.length === 0 ? (
        <EmptyState icon="wallet" title="There are no bills">
          <p className="govuk-body">
            There are none yet, or the council pays for {subject.isSelf ? 'your' : 'these'} visits itself.
          </p>
        </EmptyState>
      ) : (
        <>
          {open.length === 0 ? <p className="govuk-body">There is nothing to pay.</p> : null}
          <Bills title={subject.isSelf ? 'For you to pay' : 'To pay for them'} bills={toPay} subject={subject} />
          <Bills
            title="The council pays these"
            bills={open.filter(({ paidByHolder }) => !paidByHolder)}
            subject={subject}
          />
          <Bills title="Paid" bills={paid.slice(0, PAID_SHOWN)} subject={subject} />
          {paid.length > PAID_SHOWN ? (
            <p className="govuk-body">
              Older ones are in{' '}
              <Anchor className="govuk-link" href={keepFor('/my-budget/statement', subject)}>
                {subject.isSelf ? 'your' : 'their'} statement
              </Anchor>
              .
            </p>
          ) : null}
        </>
      )}
    </Page>
  );
}
