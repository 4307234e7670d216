import { MoneyText, Tag } from '../../components/index.js';
import { perUnitWords } from '../../format/units.js';
import type { PriceUnit, RateCardStatus, RateKind, RateProposalStatus } from '../../generated/graphql.js';

interface CardState {
  readonly status: RateCardStatus;
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** Where a card stands on a day. */
export function CardTag({ card, today }: { readonly card: CardState; readonly today: string }) {
  if (card.status === 'DRAFT') return <Tag colour="yellow">Draft</Tag>;
  if (card.status === 'SENT_BACK') return <Tag colour="red">Sent back</Tag>;
  if (card.status === 'REPLACED') return <Tag colour="grey">In a newer draft</Tag>;
  if (card.status === 'WITHDRAWN') return <Tag colour="red">Taken back</Tag>;
  if (card.validFrom > today) return <Tag colour="blue">Starts later</Tag>;
  return card.validTo !== null && card.validTo < today ? (
    <Tag colour="grey">Over</Tag>
  ) : (
    <Tag colour="green">In use</Tag>
  );
}

interface RateProps {
  readonly kind: RateKind | null;
  readonly pence: number | null;
  readonly unit: PriceUnit;
}

/** One price of a card, such as "£24.10 an hour" or "up to £24.10 an hour". */
export function RateText({ kind, pence, unit }: RateProps) {
  if (kind === null) return <>None</>;
  if (kind === 'QUOTE' || pence === null) return <>The provider quotes</>;
  return (
    <>
      {kind === 'CAPPED' ? 'Up to ' : ''}
      <MoneyText pence={pence} /> {perUnitWords(unit)}
    </>
  );
}

/** "+4.2" as "4.2% more". */
export function percentWords(percent: string | null): string {
  if (percent === null) return '';
  const size = percent.slice(1);
  return size === '0.0' ? 'Less than 0.1%' : `${size}% ${percent.startsWith('-') ? 'less' : 'more'}`;
}

export function ProposalTag({ status }: { readonly status: RateProposalStatus }) {
  if (status === 'ASKED') return <Tag colour="yellow">Waiting</Tag>;
  return status === 'ACCEPTED' ? <Tag colour="green">Yes</Tag> : <Tag colour="red">No</Tag>;
}
