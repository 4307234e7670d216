import { Anchor, DateText, Details, InsetText, MoneyText, PhoneCall } from '../components/index.js';
import { timeWords } from '../format/dates.js';
import type { MyOrderQuery } from '../generated/graphql.js';
import { keepFor, type Subject } from './acting-for.js';

type OrderShown = NonNullable<MyOrderQuery['order']>;
interface Shown {
  readonly order: OrderShown;
  readonly subject: Subject;
}

/** After a no. */
function MoneyBack({ order: { ownPurchase } }: Pick<Shown, 'order'>) {
  return ownPurchase ? 'Nothing is taken from your card.' : 'The money has come back.';
}

function SomebodyElse({ subject }: Pick<Shown, 'subject'>) {
  return (
    <Anchor className="govuk-link" href={keepFor('/search', subject)}>
      Find somebody else
    </Anchor>
  );
}

/** How to question what a council decided: the same for every no, and for no answer at all. */
function WhatYouCanDo({ council, reference }: { readonly council: OrderShown['council']; readonly reference: string }) {
  if (!council) return null;
  return (
    <>
      <h2 className="govuk-heading-m">What you can do</h2>
      <PhoneCall title={`Ring ${council.name}`} phone={council.contactPhone}>
        Say the number {reference}. Ask for somebody else to look at it again. This is called an appeal. You can ask for
        an advocate: somebody free who helps you say what you want.
      </PhoneCall>
      <Details summary="If you are still not happy">
        <ol className="govuk-list govuk-list--number">
          <li>Tell {council.name} that you want to make a complaint. They must write back to you.</li>
          <li>
            If that does not put it right, you can ask the Local Government and Social Care Ombudsman. It is free. They
            look at what the council did, and they do not work for the council.
          </li>
        </ol>
        <p className="govuk-body">Asking never changes the help that you have now.</p>
      </Details>
    </>
  );
}

function Waiting({ order: { approvalReasons, answerBy, council } }: Pick<Shown, 'order'>) {
  return (
    <InsetText>
      <p className="govuk-body">{council?.name ?? 'The council'} is looking at this order first. This is why:</p>
      <ul className="govuk-list govuk-list--bullet">
        {approvalReasons.map((reason) => (
          <li key={reason.code}>{reason.words}</li>
        ))}
      </ul>
      {answerBy === null ? null : (
        <p className="govuk-body govuk-!-margin-bottom-0">
          They must answer by <DateText date={answerBy} withYear />, {timeWords(answerBy)}. If they do not, the order
          ends and the money comes back to you.
        </p>
      )}
    </InsetText>
  );
}

function Refused({ order: { decision, council, reference, refusalReason }, subject }: Shown) {
  return (
    <>
      <InsetText>
        {decision ? (
          <>
            {decision.decidedByName} of {council?.name ?? 'the council'} said no on{' '}
            <DateText date={decision.decidedAt} withYear />.
          </>
        ) : (
          'The council said no.'
        )}{' '}
        The council’s reason: “{decision?.reason ?? refusalReason}” The money has come back.
        <br />
        <SomebodyElse subject={subject} />
      </InsetText>
      <WhatYouCanDo council={council} reference={reference} />
    </>
  );
}

function Ended({ order, subject }: Shown) {
  const { endedWithoutAnswerFrom, council, reference, provider } = order;
  const byCouncil = endedWithoutAnswerFrom === 'COUNCIL';
  return (
    <>
      <InsetText>
        {byCouncil ? (council?.name ?? 'The council') : provider.name} did not answer in time, so the order has ended.{' '}
        <MoneyBack order={order} /> {byCouncil ? 'You can order it again, or ask why nobody answered.' : null}
        <br />
        <SomebodyElse subject={subject} />
      </InsetText>
      {byCouncil ? <WhatYouCanDo council={council} reference={reference} /> : null}
    </>
  );
}

/** Help that the council started by itself: who, why, and what it cost the budget. */
export function StartedByCouncil({ order: { urgentCare, council }, subject }: Shown) {
  if (!urgentCare) return null;
  const { reason, startedByName, startedAt, emergencyPence } = urgentCare;
  return (
    <InsetText>
      {startedByName} of {council?.name ?? 'the council'} started this on <DateText date={startedAt} withYear />,{' '}
      {timeWords(startedAt)}, because it could not wait: “{reason}”
      <br />
      {emergencyPence === 0 ? null : (
        <>
          The council put <MoneyText pence={emergencyPence} /> into {subject.isSelf ? 'your' : `${subject.name}’s`}{' '}
          budget for it. That is extra: it does not come off later money.
        </>
      )}
    </InsetText>
  );
}

/** What somebody answered or has yet to answer, and what the person can do about it. */
export function OrderAnswer({ order, subject }: Shown) {
  switch (order.status) {
    case 'AWAITING_APPROVAL':
      return order.approvalReasons.length === 0 ? null : <Waiting order={order} />;
    case 'REFUSED':
      return <Refused order={order} subject={subject} />;
    case 'EXPIRED':
      return <Ended order={order} subject={subject} />;
    case 'DECLINED':
      return (
        <InsetText>
          Their reason: “{order.declineReason}” <MoneyBack order={order} />
          <br />
          <SomebodyElse subject={subject} />
        </InsetText>
      );
    default:
      return null;
  }
}
