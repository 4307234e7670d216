import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatQuantity, linePence } from '@owncourse/kernel/contract';
import { priceBasket } from '../src/domain/basket.js';

const thing = fc.record({
  variantId: fc.uuid(),
  serviceId: fc.uuid(),
  providerId: fc.constantFrom('one', 'two', 'three'),
  scaled: fc.bigInt(1n, 10_000_000n),
  unitPricePence: fc.bigInt(0n, 1_000_000n),
});

describe('a basket', () => {
  it('costs what its lines cost, each rounded once, and every thing is in one part', () => {
    fc.assert(
      fc.property(fc.array(thing, { maxLength: 30 }), (drawn) => {
        const things = drawn.map(({ scaled, ...rest }) => ({ ...rest, quantity: formatQuantity(scaled) }));
        const basket = priceBasket(things);
        const lines = basket.parts.flatMap((part) => part.lines);
        expect(lines).toHaveLength(things.length);
        const expected = drawn.reduce((total, one) => total + linePence(one.scaled, one.unitPricePence), 0n);
        expect(basket.totalPence).toBe(expected);
        expect(basket.parts.reduce((total, part) => total + part.totalPence, 0n)).toBe(expected);
        for (const part of basket.parts) {
          expect(part.lines.every((line) => line.providerId === part.providerId)).toBe(true);
          expect(part.totalPence).toBe(part.lines.reduce((total, line) => total + line.totalPence, 0n));
        }
        expect(basket.parts.map((part) => part.providerId)).toEqual([...new Set(things.map((one) => one.providerId))]);
      }),
    );
  });
});
