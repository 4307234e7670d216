import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readPounds, writePounds } from './pounds.js';

it.each([
  [2410n, '24.10'],
  [5n, '0.05'],
  [0n, '0.00'],
  [-5n, '-0.05'],
  [-120460n, '-1204.60'],
])('%s pence is written %s', (pence, text) => {
  expect(writePounds(pence)).toBe(text);
});

it('what is written is read back', () => {
  fc.assert(fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), (pence) => readPounds(writePounds(pence)) === pence));
});
