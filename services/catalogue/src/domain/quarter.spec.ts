import { describe, expect, it } from '@jest/globals';
import { quarterBefore, quarterFrom } from './quarter.js';

describe('quarters of the year', () => {
  it.each([
    ['2027-01-01', '2027-01-01', '2026-10-01'],
    ['2027-03-31', '2027-01-01', '2026-10-01'],
    ['2027-04-01', '2027-04-01', '2027-01-01'],
    ['2028-02-29', '2028-01-01', '2027-10-01'],
    ['2027-12-31', '2027-10-01', '2027-07-01'],
  ])('%s is in the one from %s, after the one from %s', (day, from, before) => {
    expect([quarterFrom(day), quarterBefore(day)]).toEqual([from, before]);
  });
});
