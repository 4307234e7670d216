import { describe, expect, it } from '@jest/globals';
import type { OwnPurchaseInput } from '../contract/order-inputs.js';
import type { NewOrder } from '../persistence/order-writes.js';
import { countedPence } from './ready-order.js';

const AT = new Date('2026-03-10T12:00:00Z');

/** Visits of £20, of which £7.50 is above the budget's part. */
function orderOf(startsOn: string, days: readonly string[], ownPurchase: OwnPurchaseInput | null = null): NewOrder {
  const visits = days.map((day) => ({ day, amountPence: 2000n, ownPence: ownPurchase ? 0n : 750n }));
  return { startsOn, visits, ownPurchase } as unknown as NewOrder;
}

describe('what of an order counts against the limits of whoever orders it', () => {
  it('is its first 31 days, with the person’s own part apart', () => {
    const order = orderOf('2026-03-20', ['2026-03-20', '2026-04-19', '2026-04-20']);
    expect(countedPence(order, AT)).toEqual({ pence: 4000n, ownPence: 1500n });
  });

  it('begins today where the order began before', () => {
    const order = orderOf('2026-02-01', ['2026-03-10', '2026-04-09', '2026-04-10']);
    expect(countedPence(order, AT)).toEqual({ pence: 4000n, ownPence: 1500n });
  });

  it('is all the person’s own where no budget pays', () => {
    const order = orderOf('2026-03-20', ['2026-03-20', '2026-03-27'], {} as OwnPurchaseInput);
    expect(countedPence(order, AT)).toEqual({ pence: 4000n, ownPence: 4000n });
  });
});
