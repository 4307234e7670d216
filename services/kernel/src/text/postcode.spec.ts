import { describe, expect, it } from '@jest/globals';
import { outcodeOf, wholePostcode } from './postcode.js';

describe('outcodeOf', () => {
  it.each([
    ['MB1 2AB', 'MB1'],
    ['mb12ab', 'MB1'],
    ['mb1', 'MB1'],
    [' m1 1aa', 'M1'],
    ['EC1A 1BB', 'EC1A'],
    ['ec1a', 'EC1A'],
    ['SW12 8AA', 'SW12'],
    ['not one', 'NOTONE'],
  ])('reads %s as %s', (postcode, outcode) => {
    expect(outcodeOf(postcode)).toBe(outcode);
  });

  it('is null without anything to read', () => {
    expect(outcodeOf(' - ')).toBeNull();
    expect(outcodeOf(undefined)).toBeNull();
  });
});

describe('wholePostcode', () => {
  it.each([
    ['MB1 2AB', 'MB1 2AB'],
    [' mb12ab ', 'MB1 2AB'],
    ['ec1a1bb', 'EC1A 1BB'],
    ['SW12 8AA', 'SW12 8AA'],
    ['mb1', null],
    ['MB1 2A', null],
    ['MB1 2ABC', null],
    ['not one', null],
    ['', null],
    [null, null],
  ])('reads %s as %s', (postcode, written) => {
    expect(wholePostcode(postcode)).toBe(written);
  });
});
