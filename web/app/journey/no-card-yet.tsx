import { Anchor, InsetText, PhoneCall } from '../components/index.js';
import type { CardReadiness } from '../generated/graphql.js';

const words: Readonly<Record<Exclude<CardReadiness, 'READY'>, string>> = {
  NOT_SET_UP: 'Paying by card is not set up here yet, so this cannot be ordered here.',
  NO_CARD: 'You have no card here to pay with.',
  PROVIDER_NOT_READY: 'This provider does not take cards here yet, so this cannot be ordered here.',
};

/** Why somebody cannot pay with their own card, and what they can do instead. Nothing when they can. */
export function NoCardYet({
  readiness,
  provider,
}: {
  readonly readiness: CardReadiness;
  readonly provider: { readonly name: string; readonly phone: string };
}) {
  if (readiness === 'READY') return null;
  return (
    <>
      <InsetText>{words[readiness]} Your basket is kept until you empty it.</InsetText>
      <PhoneCall title={`Ring ${provider.name}`} phone={provider.phone}>
        They can sell it to you directly.{' '}
        <Anchor className="govuk-link" href="/own/rights">
          Your rights when you buy
        </Anchor>
      </PhoneCall>
    </>
  );
}
