import { expect, it } from '@jest/globals';
import { isBeyond } from './price-rise.js';

it.each([
  [2400n, 2520n, 5, false],
  [2400n, 2521n, 5, true],
  [2400n, 2460n, 2.5, false],
  [2400n, 2461n, 2.5, true],
  [2400n, 2401n, 0, true],
  [2400n, 2400n, 0, false],
  [2400n, 2000n, 0, false],
  [2400n, 9999n, null, false],
])('from %s to %s pence with a policy of %s percent: %s', (before, after, percent, asks) => {
  expect(isBeyond(before, after, percent)).toBe(asks);
});
