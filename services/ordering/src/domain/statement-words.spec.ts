import { expect, it } from '@jest/globals';
import { statementWords } from './statement-words.js';

it.each([
  [
    'HELD',
    'Help at home with Greenway Support',
    '£48.20 promised for Help at home with Greenway Support. You have £1,204.60 left.',
  ],
  [
    'CONFIRMED',
    'Help at home with Greenway Support',
    'Help at home with Greenway Support: £48.20 spent. You have £1,204.60 left.',
  ],
  ['PAID', 'Greenway Support', 'Greenway Support was paid £48.20. You have £1,204.60 left.'],
  ['INSTALMENT', null, '£48.20 came in from your council. You have £1,204.60 left.'],
  ['TAKEN_BACK', null, 'Your council took back £48.20 because your weekly money went down. You have £1,204.60 left.'],
  ['RECLAIMED', null, '£48.20 that was over went back to who paid it in. You have £1,204.60 left.'],
  [
    'CREDITED',
    'Help at home with Greenway Support',
    '£48.20 came back because a visit was questioned and costs less: Help at home with Greenway Support. You have £1,204.60 left.',
  ],
  [
    'SET_OFF',
    'Greenway Support',
    '£48.20 that Greenway Support owed was taken off what it is paid. You have £1,204.60 left.',
  ],
  ['REFUNDED', 'Greenway Support', 'Greenway Support paid back £48.20 that it owed. You have £1,204.60 left.'],
])('%s reads as a sentence', (kind, about, words) => {
  expect(statementWords({ kind, about, amount: '£48.20', left: '£1,204.60', inPart: false })).toBe(words);
});

it.each([
  ['HELD', 'Help at home', '£48.20 promised for Help at home. You have £9 left in this part.'],
  [
    'MOVED_HERE',
    null,
    '£48.20 came from another part of the budget, because it was divided anew. You have £9 left in this part.',
  ],
  [
    'MOVED_AWAY',
    null,
    '£48.20 went to another part of the budget, because it was divided anew. You have £9 left in this part.',
  ],
  [
    'MOVED_AWAY',
    'Help at home',
    '£48.20 was not needed for Help at home and went to another part of the budget. You have £9 left in this part.',
  ],
])('%s about %s says that it is of one part', (kind, about, words) => {
  expect(statementWords({ kind, about, amount: '£48.20', left: '£9', inPart: true })).toBe(words);
});
