import { Anchor, InsetText, PhoneCall } from '../components/index.js';
import type { CardReadiness } from '../generated/graphql.js';

const words: Readonly<Record<Exclude<CardReadiness, 'READY'>, string>> = {
  NOT_SET_UP: 'Paying by card is not set up here yet, so you cannot order with your own money here.',
  NO_CARD: 'You have no card here to pay with.',
  PROVIDER_NOT_READY: 'This provider does not take cards here yet.',
};

/** Why somebody cannot pay with their own card. Nothing when they can. */
export function NoCardYet({ readiness }: { readonly readiness: CardReadiness }) {
  return readiness === 'READY' ? null : (
    <InsetText>{words[readiness]} You can keep things in your basket, and ring the provider to buy them.</InsetText>
  );
}

/** What they can do instead. */
export function BuyByTelephone({ provider }: { readonly provider: { readonly name: string; readonly phone: string } }) {
  return (
    <PhoneCall title={`Ring ${provider.name}`} phone={provider.phone}>
      They can sell it to you directly.{' '}
      <Anchor className="govuk-link" href="/own/rights">
        Your rights when you buy
      </Anchor>
    </PhoneCall>
  );
}
