import { ButtonLink, InsetText, Tag } from '../../components/index.js';
import type { CardChargePartsFragment } from '../../generated/graphql.js';

const BRANDS: Readonly<Record<string, string>> = { visa: 'Visa', mastercard: 'Mastercard', amex: 'American Express' };

export interface ShownCard {
  readonly brand: string;
  readonly lastFour: string;
  readonly expiryMonth: number;
  readonly expiryYear: number;
}

/** "Visa, ends in 4242", as it stands on the card. */
export function cardWords({ brand, lastFour }: ShownCard): string {
  return `${BRANDS[brand] ?? 'Card'}, ends in ${lastFour}`;
}

export function expiryWords({ expiryMonth, expiryYear }: ShownCard): string {
  return `${String(expiryMonth).padStart(2, '0')}/${expiryYear}`;
}

type Charge = Pick<CardChargePartsFragment, 'state' | 'backPence' | 'paidPence'>;

/** What was paid and not given back, or what is to pay. */
export function keptPence({ owedPence, paidPence, backPence }: CardChargePartsFragment): number {
  return paidPence > 0 ? paidPence - backPence : owedPence;
}

/** Where a payment stands, in words first. */
export function ChargeTag({ charge }: { readonly charge: Charge }) {
  if (charge.paidPence > 0 && charge.backPence >= charge.paidPence) return <Tag colour="grey">Given back</Tag>;
  switch (charge.state) {
    case 'PAID':
      return <Tag colour="green">Paid</Tag>;
    case 'ASKING':
      return <Tag colour="blue">Being paid</Tag>;
    case 'NEEDS_PERSON':
      return <Tag colour="yellow">Needs your yes</Tag>;
    case 'DECLINED':
      return <Tag colour="red">Card refused</Tag>;
    case 'DUE':
      return <Tag colour="yellow">To pay</Tag>;
    case 'NOT_OWED':
      return <Tag colour="grey">Nothing to pay</Tag>;
  }
}

/** The same for a provider: what the person has to do is the person's. */
export function IncomingTag({ charge }: { readonly charge: Charge }) {
  if (charge.paidPence > 0 && charge.backPence >= charge.paidPence) return <Tag colour="grey">Given back</Tag>;
  return charge.state === 'PAID' ? <Tag colour="green">Paid to you</Tag> : <Tag colour="yellow">Not paid yet</Tag>;
}

/** Said plainly wherever a card would be asked for and none can be taken. */
export function NotSetUp() {
  return (
    <InsetText>Card payment is not set up here. Nothing is taken from any card. Ask the provider how to pay.</InsetText>
  );
}

/** The company's page is another place: people go there by a link, so that they know. */
export function GoOn({ url, words }: { readonly url: string; readonly words: string }) {
  return (
    <>
      <p className="govuk-body">{words}</p>
      <p className="govuk-body">
        The page belongs to Stripe, the company that takes the cards. It leads you back here.
      </p>
      <ButtonLink href={url}>Go on to Stripe</ButtonLink>
    </>
  );
}
