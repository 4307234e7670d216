import { Anchor, InsetText } from '../../components/index.js';
import type { ProviderOrderQuery } from '../../generated/graphql.js';
import { amountWords } from '../../journey/quantity-words.js';

type OrderShown = NonNullable<ProviderOrderQuery['order']>;

/** That somebody wants to meet first, for what, and what became of it. */
export function TrialAtProvider({ order }: { readonly order: OrderShown }) {
  const { trial, afterTrial, person } = order;
  if (afterTrial)
    return (
      <InsetText>
        You have met.{' '}
        <Anchor className="govuk-link" href={`/provider/orders/${afterTrial.id}`}>
          See the trial visit
        </Anchor>
      </InsetText>
    );
  if (!trial) return null;
  const unit = order.lines[0]?.variant.unit ?? 'HOUR';
  const wish = `${trial.whenInWords} (${amountWords(trial.quantity, unit)} each time)`;
  return (
    <InsetText>
      <strong>This is a trial visit.</strong>{' '}
      {trial.status === 'TO_COME' || trial.status === 'TO_DECIDE'
        ? `${person.name} would like to meet first. If it suits, they would like: ${wish}. They decide after the visit.`
        : null}
      {trial.status === 'NOT_FOR_ME' || trial.status === 'LAPSED' ? `${person.name} will not go on with it. ` : null}
      {trial.whyNot ? `They wrote: “${trial.whyNot}”` : null}
      {trial.continuedAs ? (
        <>
          {person.name} goes on with it.{' '}
          <Anchor className="govuk-link" href={`/provider/orders/${trial.continuedAs.id}`}>
            See the new order
          </Anchor>
        </>
      ) : null}
    </InsetText>
  );
}
