import { describe, expect, it } from '@jest/globals';
import { sharersNames, sharersWords, untilWords } from './shared-words.js';

const both = [
  { firstName: 'Ada', isYours: true, shareWords: 'half' },
  { firstName: 'Rob', isYours: false, shareWords: 'half' },
];

describe('who shares it, in words', () => {
  it('says “you” to one of them, and first names to whoever acts for one', () => {
    expect(sharersWords(both, true)).toBe('Half for you, half for Rob.');
    expect(sharersWords(both, false)).toBe('Half for Ada, half for Rob.');
  });

  it('keeps two apart who are both the reader’s, and names nobody who has not said yes', () => {
    const mine = both.map((one) => ({ ...one, isYours: true }));
    expect(sharersWords(mine, true)).toBe('Half for Ada, half for Rob.');
    expect(sharersWords([{ ...both[0]!, firstName: null, isYours: false }], true)).toBe('Half for somebody.');
    expect(sharersNames([...both, { firstName: null, shareWords: 'a third' }])).toBe(
      'Ada (half), Rob (half), somebody (a third)',
    );
  });
});

describe('to when an answer counts', () => {
  it.each([
    ['2027-03-12T00:00:00Z', 'the end of Thursday 11 March 2027'],
    // Summer time: midnight in London.
    ['2027-06-11T23:00:00Z', 'the end of Friday 11 June 2027'],
    ['2027-03-12T13:00:00Z', 'Friday 12 March 2027, 1pm'],
  ])('%s is %s', (instant, words) => expect(untilWords(instant)).toBe(words));
});
