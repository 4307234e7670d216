import { Anchor, ButtonLink, DateText, InsetText } from '../components/index.js';
import type { MyOrderQuery, MySupportQuery } from '../generated/graphql.js';
import { keepFor, type Subject } from './acting-for.js';

type OrderShown = NonNullable<MyOrderQuery['order']>;

/** Where the question is asked. */
function howItWentHref(orderId: string, subject: Subject): string {
  return keepFor(`/my-orders/${orderId}/how-it-went`, subject);
}

/** What an order has to do with meeting first: that it is a trial, what it was for, and what became of it. */
export function TrialPart({ order, subject }: { readonly order: OrderShown; readonly subject: Subject }) {
  const { trial, afterTrial } = order;
  if (afterTrial)
    return (
      <InsetText>
        This came of a trial visit.{' '}
        <Anchor className="govuk-link" href={keepFor(`/my-orders/${afterTrial.id}`, subject)}>
          See order {afterTrial.reference}
        </Anchor>
      </InsetText>
    );
  if (!trial) return null;
  const you = subject.isSelf ? 'you' : subject.name;
  switch (trial.status) {
    case 'TO_COME':
      return (
        <InsetText>
          <strong>This is a trial visit.</strong> If it suits {you}: {trial.whenInWords}. After the visit we ask how it
          went. Nothing more is ordered before that.
        </InsetText>
      );
    case 'TO_DECIDE':
      return (
        <div className="oc-panel-form">
          <h2 className="govuk-heading-m">How did it go?</h2>
          <p className="govuk-body">
            You have met. If it suits {you}: {trial.whenInWords}. Say so by <DateText date={trial.decideBy ?? ''} />. If
            you say nothing, nothing is ordered.
          </p>
          {subject.byOffice ? null : <ButtonLink href={howItWentHref(order.id, subject)}>Say how it went</ButtonLink>}
        </div>
      );
    case 'CONTINUED':
      return (
        <InsetText>
          This was a trial visit, and it goes on.{' '}
          {trial.continuedAs ? (
            <Anchor className="govuk-link" href={keepFor(`/my-orders/${trial.continuedAs.id}`, subject)}>
              See the order
            </Anchor>
          ) : null}
        </InsetText>
      );
    case 'NOT_FOR_ME':
      return (
        <InsetText>
          This was a trial visit. You said that it is not for {you}.{' '}
          {trial.whyNot ? `You wrote: “${trial.whyNot}” ` : ''}
          {trial.whyNot && trial.providerMayRead === false ? 'The provider cannot read that.' : ''}
        </InsetText>
      );
    case 'LAPSED':
      return <InsetText>This was a trial visit. Nobody said how it went, so nothing more was ordered.</InsetText>;
    default:
      return null;
  }
}

/** Trials that wait for a word, beside the visits that do. */
export function TrialsToDecide({
  trials,
  subject,
}: {
  readonly trials: MySupportQuery['trialsToDecide'];
  readonly subject: Subject;
}) {
  if (trials.length === 0) return null;
  return (
    <section aria-labelledby="trials-title">
      <h2 className="govuk-heading-l" id="trials-title">
        How did it go?
      </h2>
      <ul className="oc-notes__list">
        {trials.map(({ order, decideBy }) => (
          <li className="oc-note" key={order.id}>
            <h3 className="govuk-heading-s oc-note__title">{order.service.name}</h3>
            <p className="oc-note__words">
              You have met {order.provider.name}. Go on with it, or not: you can say so until{' '}
              <DateText date={decideBy ?? ''} />.
            </p>
            <div className="oc-note__buttons">
              <ButtonLink href={howItWentHref(order.id, subject)}>
                Say how it went<span className="govuk-visually-hidden">: {order.service.name}</span>
              </ButtonLink>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
