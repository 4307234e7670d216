import { describe, expect, it } from '@jest/globals';
import { digits, periodWords } from './period-words.js';

describe('periods and counts', () => {
  it.each([
    ['2026-11-17', '2026-11-17', '17 November'],
    ['2026-11-16', '2026-11-20', '16 to 20 November'],
    ['2026-10-30', '2026-11-03', '30 October to 3 November'],
    ['2025-11-30', '2026-11-03', '30 November to 3 November'],
  ])('%s and %s are %s', (from, to, words) => {
    expect(periodWords(from, to)).toBe(words);
  });

  it.each([
    [0, '0'],
    [999, '999'],
    [10462, '10,462'],
    [1234567, '1,234,567'],
  ])('%d is %s', (count, words) => {
    expect(digits(count)).toBe(words);
  });
});
