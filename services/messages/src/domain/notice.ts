import type { RoleName } from '@owncourse/kernel/contract';
import type { MessageKind } from './message-kinds.js';

/** Names, days and ids that a message's words are made of. */
export interface MessageFacts {
  /** Whose affairs they are. */
  readonly person?: string;
  readonly provider?: string;
  readonly service?: string;
  /** Who did it. */
  readonly actor?: string;
  readonly reason?: string;
  /** Set where they pay with their own money alone, so that no budget has promised anything. */
  readonly paysSelf?: true;
  /** London days. */
  readonly day?: string;
  readonly until?: string;
  readonly count?: number;
  readonly personId?: string;
  readonly orderId?: string;
  readonly sharedOrderId?: string;
  readonly jointOrderId?: string;
  /** How a question was settled, or how ordering together ended: outcome or, where it could not be ordered, why. */
  readonly outcome?: string;
  readonly deliveryId?: string;
  readonly disputeId?: string;
  readonly ratingId?: string;
  readonly listingId?: string;
  readonly questionId?: string;
  readonly rateProposalId?: string;
  /** Of the store, which has the id of its provider. */
  readonly storeId?: string;
  /** Of the link with which somebody says that their e-mail is their own. */
  readonly token?: string;
  readonly invoiceId?: string;
  readonly invoiceNumber?: string;
  readonly totalPence?: string;
  /** The way in which the part of a divided budget is held that it is about. */
  readonly partRoute?: string;
}

/** Whom a notice is for. */
export type Audience =
  /** The person, and those who may look at their affairs and do `scope`. */
  | { readonly side: 'PERSON'; readonly personId: string; readonly scope: 'VIEW' | 'ORDER' | 'CONFIRM' | 'PAY' }
  | { readonly side: 'ONE'; readonly personId: string }
  | { readonly side: 'STAFF'; readonly organisationId: string; readonly roles: readonly RoleName[] }
  /** Officers; `WIDE_OFFICER` where the words name a person of the council. */
  | { readonly side: 'OFFICER' | 'WIDE_OFFICER'; readonly roles: readonly RoleName[] };

/** One thing to tell, before it is known who reads it. */
export interface Notice {
  readonly kind: MessageKind;
  readonly to: Audience;
  /** Of a person's side, these alone. */
  readonly onlyIds?: readonly string[];
  /** Whoever did it themselves need not be told. */
  readonly exceptId?: string | undefined;
  readonly facts: MessageFacts;
  /** What waits: orders, notes, invoices. The message is done when all of them are settled. */
  readonly subjects?: readonly string[];
}

/** Something that was waited for has come; what its event tells itself stays open. */
export interface Settled {
  readonly kinds: readonly MessageKind[];
  readonly subject: string;
}
