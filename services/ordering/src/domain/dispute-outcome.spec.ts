import { describe, expect, it } from '@jest/globals';
import { decidedPayment } from './dispute-outcome.js';

const noted = { quantity: '2', pence: 4820n, unitPricePence: 2410n, multiplier: 10_000n, share: null };

describe('the council’s decision', () => {
  it('pays all that was entered, a part rounded once, or nothing', () => {
    expect(decidedPayment('PAY_FULL', null, noted)).toEqual({ quantity: '2', pence: 4820n });
    expect(decidedPayment('PAY_PART', '1.25', noted)).toEqual({ quantity: '1.25', pence: 3013n });
    expect(decidedPayment('PAY_NOTHING', null, noted)).toEqual({ quantity: '0', pence: 0n });
    // 3013 pence parted in two: the odd penny is the first one's.
    const first = { ...noted, pence: 2410n, share: { weights: [1, 1], place: 0 } };
    expect(decidedPayment('PAY_PART', '1.25', first)).toEqual({ quantity: '1.25', pence: 1507n });
    // A bank holiday at time and a half.
    const holiday = { ...noted, pence: 7230n, multiplier: 15_000n };
    expect(decidedPayment('PAY_PART', '1.25', holiday)).toEqual({ quantity: '1.25', pence: 4519n });
  });

  it.each([null, '', '0', '2', '2.5', 'half'])('a part of %p is no part', (quantity) => {
    expect(() => decidedPayment('PAY_PART', quantity, noted)).toThrow(
      expect.objectContaining({
        code: 'INVALID_INPUT',
        details: { problems: [expect.objectContaining({ field: 'quantity' })] },
      }),
    );
  });
});
