import { Anchor, ButtonLink, DateText, InsetText } from '../components/index.js';
import { timeWords } from '../format/dates.js';
import type { MyOrderQuery } from '../generated/graphql.js';
import { keepFor, type Subject } from './acting-for.js';

interface Shown {
  readonly order: Pick<
    NonNullable<MyOrderQuery['order']>,
    'id' | 'kind' | 'provider' | 'providerEnding' | 'replacement'
  >;
  readonly subject: Subject;
}

/** The provider stopped all of it: why, what that means, and what the person can do. */
export function ProviderEnded({ order, subject }: Shown) {
  const { providerEnding, replacement } = order;
  if (!providerEnding) return null;
  const isLookedFor = replacement !== null && replacement.status !== 'LAPSED';
  return (
    <InsetText>
      <p className="govuk-body">
        {order.provider.name} has stopped this order. The first day without a visit is{' '}
        <DateText date={providerEnding.fromOn} withYear />. They wrote: “{providerEnding.reason}”
      </p>
      <p className="govuk-body">
        {subject.isSelf ? 'You pay' : `${subject.name} pays`} nothing for it. The money that was promised has come back.
        Visits that happened stay as they are.
      </p>
      {subject.byOffice || isLookedFor || order.kind === 'ONE_OFF' ? null : (
        <ButtonLink href={keepFor(`/my-orders/${order.id}/replace`, subject)}>See who else could come</ButtonLink>
      )}
      <ReplacementAsked order={order} subject={subject} />
    </InsetText>
  );
}

/** How far the search for somebody else is. */
export function ReplacementAsked({ order, subject }: Shown) {
  const { replacement } = order;
  if (!replacement?.replaces) return null;
  const { firstOn, answerUntil } = replacement.replaces;
  const asked = replacement.asks.length;
  if (replacement.status === 'FILLED')
    return (
      <p className="govuk-body">
        Somebody else takes over on <DateText date={firstOn} withYear />.{' '}
        {replacement.orderId === null ? null : (
          <Anchor className="govuk-link" href={keepFor(`/my-orders/${replacement.orderId}`, subject)}>
            See the new order
          </Anchor>
        )}
      </p>
    );
  if (replacement.status === 'LAPSED') return null;
  return (
    <p className="govuk-body">
      {asked === 1 ? 'One provider was asked' : `${String(asked)} providers were asked`} to take over on{' '}
      <DateText date={firstOn} withYear />. They can answer until <DateText date={answerUntil} />,{' '}
      {timeWords(answerUntil)}.{' '}
      {subject.byOffice ? null : (
        <Anchor className="govuk-link" href={keepFor(`/my-orders/${order.id}/replace`, subject)}>
          See who was asked
        </Anchor>
      )}
    </p>
  );
}
