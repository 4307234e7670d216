import { describe, expect, it } from '@jest/globals';
import { approvalReasonWords, timeLeftInWords } from './approval-words.js';

describe('why the council looks first', () => {
  it('says the sums', () => {
    expect(approvalReasonWords({ code: 'OVER_LIMIT', details: { limitPence: '150000', pence: '150001' } })).toBe(
      'It costs £1,500.01 each time. The council looks at anything over £1,500.',
    );
    expect(approvalReasonWords({ code: 'OVER_WEEKLY_LIMIT', details: { limitPence: '20000', pence: '24100' } })).toBe(
      'It comes to £241 a week. The council looks at anything over £200 a week.',
    );
  });

  it('has words for a reason that another room adds', () => {
    expect(approvalReasonWords({ code: 'SOMETHING_NEW', details: {} })).toBe(
      'The council’s rules ask for a second look.',
    );
  });
});

describe('how long is left', () => {
  const at = new Date('2026-03-10T12:00:00Z');
  it.each([
    ['2026-03-10T11:59:59Z', 'Out of time'],
    ['2026-03-10T12:00:00Z', 'Less than an hour left'],
    ['2026-03-10T12:59:59Z', 'Less than an hour left'],
    ['2026-03-10T13:00:00Z', '1 hour left'],
    ['2026-03-12T11:59:59Z', '47 hours left'],
    ['2026-03-12T12:00:00Z', '2 days left'],
    ['2026-03-15T11:00:00Z', '4 days left'],
  ])('until %s: %s', (until, words) => {
    expect(timeLeftInWords(new Date(until), at)).toBe(words);
  });
});
