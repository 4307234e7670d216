import { describe, expect, it } from '@jest/globals';
import { startWords } from './start-words.js';

const start = { state: 'HAS_ROOM_NOW', on: '2027-03-04', toldOn: '2027-01-20', toldWeeksAgo: 6 } as const;

describe('when somebody new can start', () => {
  it.each([
    [start, 'Has room now'],
    [{ ...start, state: 'FROM_DAY' }, 'Can start Thursday 4 March'],
    [{ ...start, state: 'ASK_FIRST' }, 'Told us 6 weeks ago – ask first'],
    [{ ...start, state: 'ASK_FIRST', toldWeeksAgo: 1 }, 'Told us a week ago – ask first'],
    [{ state: 'NOT_SAID', on: null, toldOn: null, toldWeeksAgo: null }, null],
  ] as const)('%j', (said, words) => {
    expect(startWords(said)).toBe(words);
  });
});
