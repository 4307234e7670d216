import { expect, it } from '@jest/globals';
import { lateWords } from './visit-times.js';

const planned = { startsAt: '2026-03-10T10:00:00Z', endsAt: '2026-03-10T12:00:00Z' };

it.each([
  ['10:00', '12:00', null],
  ['10:04', '11:56', null],
  ['10:20', '12:20', 'They came 20 minutes late.'],
  ['09:50', '11:45', 'They left 15 minutes early.'],
  ['10:05', '11:00', 'They came five minutes late and left 60 minutes early.'],
])('a visit from %s to %s: %p', (from, to, words) => {
  const actual = { startedAt: `2026-03-10T${from}:00Z`, endedAt: `2026-03-10T${to}:00Z` };
  expect(lateWords(planned, actual)).toBe(words);
});
