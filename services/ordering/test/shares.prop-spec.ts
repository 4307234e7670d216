import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { deliveredShare, shareOf, sharesOf } from '../src/domain/share.js';

const MOST_PENCE = 9_007_199_254_740_991n;
const whole = fc.oneof(fc.bigInt(0n, 1_000n), fc.bigInt(0n, MOST_PENCE));
const weights = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 2, maxLength: 6 });

describe('shares of any price by any weights', () => {
  it('add up to the whole price exactly, each within a penny of its part', () => {
    fc.assert(
      fc.property(whole, weights, (pence, parts) => {
        const shares = sharesOf(pence, parts);
        const total = BigInt(parts.reduce((sum, part) => sum + part, 0));
        expect(shares.reduce((sum, share) => sum + share, 0n)).toBe(pence);
        shares.forEach((share, place) => {
          const part = pence * BigInt(parts[place] ?? 0);
          expect(share * total > part - total && share * total <= part + total).toBe(true);
          expect(shareOf(pence, { weights: parts, place })).toBe(share);
        });
      }),
      { numRuns: 2000 },
    );
  });

  it('give the odd pence to the lowest ids: what is rounded up comes before what is rounded down', () => {
    fc.assert(
      fc.property(whole, weights, (pence, parts) => {
        const total = BigInt(parts.reduce((sum, part) => sum + part, 0));
        const odd = sharesOf(pence, parts).map((share, place) => share - (pence * BigInt(parts[place] ?? 0)) / total);
        expect([...odd].sort((left, right) => Number(right - left))).toEqual(odd);
        expect(odd.every((one) => one === 0n || one === 1n)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('never take more of what was delivered than was held for the ordered price', () => {
    fc.assert(
      fc.property(whole, whole, weights, (one, other, parts) => {
        const [less, more] = one < other ? [one, other] : [other, one];
        parts.forEach((_part, place) => {
          const share = { weights: parts, place };
          const held = shareOf(more, share);
          const delivered = deliveredShare(less, share, held);
          expect(delivered <= held && delivered <= shareOf(less, share)).toBe(true);
          // Equal parts never need the limit.
          const equal = { weights: parts.map(() => 1), place };
          expect(deliveredShare(less, equal, shareOf(more, equal))).toBe(shareOf(less, equal));
        });
      }),
      { numRuns: 2000 },
    );
  });
});
