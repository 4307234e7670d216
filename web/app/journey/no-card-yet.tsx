import { Anchor, InsetText, PhoneCall } from '../components/index.js';
import type { CardReadiness } from '../generated/graphql.js';
import { keepFor, type Subject } from './acting-for.js';

const words: Readonly<Record<Exclude<CardReadiness, 'READY'>, string>> = {
  NOT_SET_UP: 'Paying by card is not set up here yet, so you cannot order with your own money here.',
  NO_CARD: 'You have no card here to pay with.',
  PROVIDER_NOT_READY: 'This provider does not take cards here yet.',
};

interface Props {
  /** MAY_NOT_PAY: the reader may order for the person, and not with their money. */
  readonly readiness: CardReadiness | 'MAY_NOT_PAY';
  /** The page that they come back to once a card is kept: its address here. */
  readonly backTo: string;
  /** Whose money it is; absent for the reader's own. */
  readonly subject?: Pick<Subject, 'personId' | 'name' | 'isSelf'>;
}

/** Why a card cannot pay, and the way to keep one. Nothing when it can. */
export function NoCardYet({ readiness, backTo, subject }: Props) {
  if (readiness === 'READY') return null;
  const other = subject?.isSelf === false ? subject : null;
  if (readiness === 'MAY_NOT_PAY')
    return (
      <InsetText>
        {other?.name ?? 'This person'} pays for this with their own money. You may not pay for them, so you cannot order
        it. They can change that under “Who can act for me”, or order it themselves.
      </InsetText>
    );
  if (readiness === 'NO_CARD')
    return (
      <InsetText>
        {other ? `No card is kept for ${other.name}.` : words.NO_CARD}{' '}
        <Anchor className="govuk-link" href={keepFor(`/my-card?then=${encodeURIComponent(backTo)}`, other)}>
          Keep a card
        </Anchor>
        . You come back here afterwards. Nothing is taken before a visit has happened.
      </InsetText>
    );
  if (other)
    return (
      <InsetText>
        {readiness === 'NOT_SET_UP' ? 'Paying by card is not set up here yet.' : words[readiness]} You can ring the
        provider to buy it for {other.name}.
      </InsetText>
    );
  return (
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
