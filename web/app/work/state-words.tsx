import type { ComponentProps } from 'react';
import { Tag } from '../components/index.js';
import type {
  HoldingRoute,
  InvoiceStatus,
  ListingStatus,
  MandateScope,
  MandateType,
  OccurrenceStatus,
  OrderStatus,
} from '../generated/graphql.js';

type Shown = readonly [words: string, colour: NonNullable<ComponentProps<typeof Tag>['colour']>];

const orderStates: Readonly<Record<OrderStatus, Shown>> = {
  SUBMITTED: ['Needs an answer', 'yellow'],
  AWAITING_APPROVAL: ['The council is looking', 'blue'],
  ACCEPTED: ['Said yes', 'green'],
  ACTIVE: ['Going on', 'green'],
  COMPLETED: ['Finished', 'grey'],
  DECLINED: ['Said no', 'red'],
  REFUSED: ['The council said no', 'red'],
  CANCELLED: ['Cancelled', 'grey'],
  EXPIRED: ['Ran out of time', 'grey'],
};

const invoiceStates: Readonly<Record<InvoiceStatus, Shown>> = {
  ISSUED: ['Waiting for a yes', 'yellow'],
  APPROVED: ['Ready to pay', 'blue'],
  IN_PAYMENT_RUN: ['In a payment run', 'purple'],
  PAID: ['Paid', 'green'],
};

const listingStates: Readonly<Record<ListingStatus, Shown>> = {
  WAITING: ['Being checked', 'yellow'],
  PUBLISHED: ['On show', 'green'],
  REJECTED: ['Not put on show', 'red'],
  RETIRED: ['Taken down', 'grey'],
};

const visitStates: Readonly<Record<OccurrenceStatus, Shown>> = {
  PLANNED: ['Planned', 'grey'],
  HELD: ['Planned', 'grey'],
  UNFUNDED: ['No money for it yet', 'red'],
  DELIVERED: ['Entered', 'blue'],
  CONFIRMED: ['Confirmed', 'green'],
  DISPUTED: ['Questioned', 'red'],
  CANCELLED: ['Cancelled', 'grey'],
};

function StateTag({ shown: [words, colour] }: { readonly shown: Shown }) {
  return <Tag colour={colour}>{words}</Tag>;
}

/** How long an answer may still take; red when it is hours, not days. */
export function TimeLeft({ words }: { readonly words: string }) {
  return <Tag colour={words.includes('day') ? 'blue' : 'red'}>{words}</Tag>;
}

/** The council could not wait with this order. */
export function UrgentTag() {
  return <Tag colour="red">Urgent</Tag>;
}

export function OrderTag({ status }: { readonly status: OrderStatus }) {
  return <StateTag shown={orderStates[status]} />;
}

export function InvoiceTag({ status }: { readonly status: InvoiceStatus }) {
  return <StateTag shown={invoiceStates[status]} />;
}

/** `change` is what waits, or was refused, beside a listing that is on show. */
export function ListingTag({
  status,
  change = null,
}: {
  readonly status: ListingStatus;
  readonly change?: { readonly refused: boolean } | null;
}) {
  const waits: Shown = ['On show, your change is being checked', 'yellow'];
  const refused: Shown = ['On show, your change was refused', 'red'];
  return <StateTag shown={change === null ? listingStates[status] : change.refused ? refused : waits} />;
}

/** Of what somebody looks for: whatever ended it, it is not shown any more. */
export function WantedTag({ status }: { readonly status: ListingStatus }) {
  return <StateTag shown={status === 'RETIRED' ? ['Not shown any more', 'grey'] : listingStates[status]} />;
}

export function VisitTag({ status }: { readonly status: OccurrenceStatus }) {
  return <StateTag shown={visitStates[status]} />;
}

const routes: Readonly<Record<HoldingRoute, string>> = {
  DIRECT_PAYMENT: 'Paid to the person',
  REPRESENTATIVE: 'Held by somebody close',
  TRUST: 'Held by a trust',
  BROKER: 'Held by a broker',
  INDIVIDUAL_SERVICE_FUND: 'Held by a provider',
  COUNCIL_MANAGED: 'Held by the council',
};

/** Who holds the money, in words. */
export function routeWords(route: HoldingRoute): string {
  return routes[route];
}

const mandates: Readonly<Record<MandateType, string>> = {
  NOMINEE: 'Chosen helper',
  AUTHORISED_PERSON: 'Authorised person',
  ATTORNEY: 'Attorney',
  DEPUTY: 'Deputy',
  TRUSTEE: 'Trustee',
  BROKER: 'Broker',
};

export function mandateWords(type: MandateType): string {
  return mandates[type];
}

const scopes: Readonly<Record<MandateScope, string>> = {
  VIEW: 'look at the budget',
  ORDER: 'order support',
  CONFIRM: 'confirm visits',
  PAY: 'approve payments',
};

const ownMoneyScopes: typeof scopes = { ...scopes, VIEW: 'look at orders and visits', PAY: 'pay with their card' };

/** What a mandate allows, as the ends of a sentence that starts "You may". @param paysSelf the person has no budget, but money of their own */
export function scopeWords(allowed: readonly MandateScope[], paysSelf = false): readonly string[] {
  return (Object.keys(scopes) as MandateScope[])
    .filter((scope) => allowed.includes(scope))
    .map((scope) => (paysSelf ? ownMoneyScopes : scopes)[scope]);
}
