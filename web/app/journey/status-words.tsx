import { Tag } from '../components/index.js';
import type { OccurrenceStatus, OrderStatus } from '../generated/graphql.js';

type Colour = 'grey' | 'green' | 'blue' | 'red' | 'yellow' | 'teal';

const orders: Readonly<Record<OrderStatus, readonly [words: string, colour: Colour]>> = {
  SUBMITTED: ['Waiting for their answer', 'yellow'],
  AWAITING_APPROVAL: ['The council is looking', 'yellow'],
  ACCEPTED: ['They said yes', 'green'],
  DECLINED: ['They said no', 'red'],
  ACTIVE: ['Going on', 'green'],
  COMPLETED: ['Done', 'grey'],
  CANCELLED: ['Cancelled', 'grey'],
  EXPIRED: ['No answer in time', 'grey'],
  REFUSED: ['The council said no', 'red'],
};

const visits: Readonly<Record<OccurrenceStatus, readonly [words: string, colour: Colour]>> = {
  PLANNED: ['Planned', 'grey'],
  HELD: ['Money promised', 'blue'],
  UNFUNDED: ['Not enough money yet', 'red'],
  DELIVERED: ['Needs your answer', 'yellow'],
  CONFIRMED: ['It happened', 'green'],
  DISPUTED: ['Being put right', 'red'],
  CANCELLED: ['Cancelled', 'grey'],
};

export function OrderStatusTag({ status }: { readonly status: OrderStatus }) {
  const [words, colour] = orders[status];
  return <Tag colour={colour}>{words}</Tag>;
}

interface VisitProps {
  readonly status: OccurrenceStatus;
  /** With their own card: nothing is promised before it happens. */
  readonly paysSelf?: boolean;
}

export function VisitStatusTag({ status, paysSelf = false }: VisitProps) {
  const [words, colour] = visits[paysSelf && status === 'HELD' ? 'PLANNED' : status];
  return <Tag colour={colour}>{words}</Tag>;
}
