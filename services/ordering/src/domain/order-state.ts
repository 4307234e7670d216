export type OrderStatusName =
  | 'SUBMITTED'
  | 'AWAITING_APPROVAL'
  | 'ACCEPTED'
  | 'DECLINED'
  | 'ACTIVE'
  | 'COMPLETED'
  | 'CANCELLED'
  | 'EXPIRED'
  | 'REFUSED';

export type OrderMove = 'approve' | 'refuse' | 'accept' | 'decline' | 'deliver' | 'cancel' | 'complete' | 'expire';

interface Transition {
  readonly from: readonly OrderStatusName[];
  readonly to: OrderStatusName;
}

/** The life of an order (model.md "Orders"). A move not listed here is refused as WRONG_STATE. */
export const ORDER_MOVES: Readonly<Record<OrderMove, Transition>> = {
  approve: { from: ['AWAITING_APPROVAL'], to: 'SUBMITTED' },
  refuse: { from: ['AWAITING_APPROVAL'], to: 'REFUSED' },
  accept: { from: ['SUBMITTED'], to: 'ACCEPTED' },
  decline: { from: ['SUBMITTED'], to: 'DECLINED' },
  deliver: { from: ['ACCEPTED', 'ACTIVE'], to: 'ACTIVE' },
  cancel: { from: ['SUBMITTED', 'AWAITING_APPROVAL', 'ACCEPTED', 'ACTIVE'], to: 'CANCELLED' },
  complete: { from: ['ACTIVE'], to: 'COMPLETED' },
  expire: { from: ['SUBMITTED', 'AWAITING_APPROVAL'], to: 'EXPIRED' },
};

export function canMove(status: OrderStatusName, move: OrderMove): boolean {
  return ORDER_MOVES[move].from.includes(status);
}
