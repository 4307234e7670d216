import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { divideRounded, formatPounds, formatQuantity, linePence, parseQuantity } from './pence.js';

describe('a line of money', () => {
  it.each([
    ['2', 2410n, 4820n],
    ['0.5', 2411n, 1206n],
    ['0.0001', 5000n, 1n],
    ['0.0001', 4999n, 0n],
    ['1.25', 1999n, 2499n],
  ])('%s × %s pence is %s pence', (quantity, unit, line) => {
    expect(linePence(parseQuantity(quantity), unit)).toBe(line);
  });

  it('rounds once, after every multiplier', () => {
    expect(linePence(parseQuantity('0.5'), 2411n, [15000n])).toBe(1808n);
  });

  it.each([
    [5n, 2n, 3n],
    [-5n, 2n, -3n],
    [4n, 3n, 1n],
    [-4n, 3n, -1n],
    [1n, 2n, 1n],
  ])('%s / %s rounds half away from zero to %s', (top, bottom, result) => {
    expect(divideRounded(top, bottom)).toBe(result);
  });

  it('rounding never moves a line by more than half a penny, and is odd', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 15n), 10n ** 15n), fc.bigInt(1n, 10n ** 9n), (top, bottom) => {
        const rounded = divideRounded(top, bottom);
        const error = (rounded * bottom - top) * 2n;
        expect(error <= bottom && error >= -bottom).toBe(true);
        expect(divideRounded(-top, bottom)).toBe(-rounded);
      }),
    );
  });
});

describe('quantities', () => {
  it('read back as they were written', () => {
    fc.assert(
      fc.property(fc.bigInt(1n, 10n ** 12n), (scaled) => {
        expect(parseQuantity(formatQuantity(scaled))).toBe(scaled);
      }),
    );
  });

  it.each(['0', '-1', '1.23456', '', 'two', '1e3', ' 1', '1,5', '99999999999'])(
    '%j is refused with the field named',
    (text) => {
      expect(() => parseQuantity(text)).toThrow(
        expect.objectContaining({
          code: 'INVALID_INPUT',
          details: { problems: [expect.objectContaining({ field: 'quantity' })] },
        }),
      );
    },
  );
});

it.each([
  [2410n, '£24.10'],
  [4000n, '£40'],
  [-305n, '−£3.05'],
  [0n, '£0'],
  [123456789012n, '£1,234,567,890.12'],
])('%s pence reads %s', (pence, words) => {
  expect(formatPounds(pence)).toBe(words);
});
