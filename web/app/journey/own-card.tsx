import { Anchor, InsetText } from '../components/index.js';
import type { CardReadiness } from '../generated/graphql.js';
import { keepFor, type Subject } from './acting-for.js';

interface Props {
  /** Null: it is not the reader's own money. */
  readonly readiness: CardReadiness | null;
  readonly providerName: string;
  readonly subject: Subject;
  /** The page that they come back to once a card is kept: its address here. */
  readonly backTo: string;
}

/** Beside the yes to own money: whether a card is there to pay it, and the way to keep one and to come back. */
export function OwnCard({ readiness, providerName, subject, backTo }: Props) {
  const part = subject.isSelf ? 'your part' : `${subject.name}’s own part`;
  switch (readiness) {
    case null:
      return null;
    case 'READY':
      return <InsetText>A card is ready. It pays {part} when the visit has happened. Nothing is taken now.</InsetText>;
    case 'NO_CARD':
      return (
        <InsetText>
          No card is kept yet.{' '}
          <Anchor className="govuk-link" href={keepFor(`/my-card?then=${encodeURIComponent(backTo)}`, subject)}>
            Keep a card to pay {part}
          </Anchor>
          . You come back here afterwards. You can also pay when the visit has happened.
        </InsetText>
      );
    case 'PROVIDER_NOT_READY':
      return (
        <InsetText>
          {providerName} takes no cards here yet. Agree with them how to pay {part}.
        </InsetText>
      );
    case 'NOT_SET_UP':
      return (
        <InsetText>
          Card payment is not set up here. Agree with {providerName} how to pay {part}.
        </InsetText>
      );
  }
}
