import { describe, expect, it } from '@jest/globals';
import { canMove, ORDER_MOVES, type OrderMove, type OrderStatusName } from './order-state.js';

const STATUSES: OrderStatusName[] = [
  'SUBMITTED',
  'AWAITING_APPROVAL',
  'ACCEPTED',
  'DECLINED',
  'ACTIVE',
  'COMPLETED',
  'CANCELLED',
  'EXPIRED',
  'REFUSED',
];

describe('the life of an order', () => {
  it('ends for good when it is declined, refused, cancelled, expired or completed', () => {
    const moves = Object.keys(ORDER_MOVES) as OrderMove[];
    for (const ended of ['DECLINED', 'REFUSED', 'CANCELLED', 'EXPIRED', 'COMPLETED'] as const) {
      expect(moves.filter((move) => canMove(ended, move))).toEqual([]);
    }
  });

  it('reaches a provider only after approval', () => {
    expect(STATUSES.filter((status) => canMove(status, 'accept'))).toEqual(['SUBMITTED']);
    expect(ORDER_MOVES.approve).toEqual({ from: ['AWAITING_APPROVAL'], to: 'SUBMITTED' });
  });

  it('is delivered only after it was accepted', () => {
    expect(STATUSES.filter((status) => canMove(status, 'deliver'))).toEqual(['ACCEPTED', 'ACTIVE']);
  });
});
