import { describe, expect, it } from '@jest/globals';
import { shareOf, sharesOf, shareWords } from './share.js';

describe('a share of a price', () => {
  it.each([
    [1000n, [1, 1], [500n, 500n]],
    [1001n, [1, 1], [501n, 500n]],
    [1000n, [1, 1, 1], [334n, 333n, 333n]],
    [1001n, [1, 1, 1], [334n, 334n, 333n]],
    [1000n, [2, 1], [667n, 333n]],
    [1000n, [1, 2], [334n, 666n]],
    [5n, [1, 1, 1, 1, 1, 1], [1n, 1n, 1n, 1n, 1n, 0n]],
    [0n, [3, 4], [0n, 0n]],
  ])('%s pence by %j is %j: odd pence to the lowest ids', (whole, weights, parts) => {
    expect(sharesOf(whole, weights)).toEqual(parts);
  });

  it('is all of it for somebody who shares with nobody', () => {
    expect(shareOf(1001n, null)).toBe(1001n);
    expect(shareOf(1001n, { weights: [1, 1], place: 0 })).toBe(501n);
    expect(shareOf(1001n, { weights: [1, 1], place: 1 })).toBe(500n);
  });

  it.each([
    [[1, 1], 0, 'half'],
    [[2, 2, 2], 1, 'a third'],
    [[1, 3], 0, 'a quarter'],
    [[2, 3], 0, '2 of 5 parts'],
    [[1, 1, 1, 1, 1], 4, '1 of 5 parts'],
  ])('%j at %s is said as %j', (weights, place, words) => {
    expect(shareWords({ weights, place })).toBe(words);
  });
});
