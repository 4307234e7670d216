import { describe, expect, it } from '@jest/globals';
import { letterTop } from './letter-top.js';

const letter = {
  council: 'Marlbridge Council',
  madeOn: '2026-03-10',
  name: 'Norman Eccles',
  lines: ['Flat 2', '14 Tannery Row', 'Marlbridge'],
  postcode: 'MB1 2AB',
};

describe('the top of a letter', () => {
  it('is the council and the day, then what the window of the envelope shows', () => {
    expect(letterTop(letter)).toEqual({
      from: ['Marlbridge Council', 'Tuesday 10 March 2026'],
      window: ['Norman Eccles', 'Flat 2', '14 Tannery Row', 'Marlbridge', 'MB1 2AB'],
      greeting: 'To Norman Eccles',
    });
  });

  it('shows nothing in the window where the address is not known', () => {
    expect(letterTop({ ...letter, lines: null, postcode: null }).window).toBeNull();
  });
});
