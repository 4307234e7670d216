import { describe, expect, it } from '@jest/globals';
import { moreLike } from './more-visits.js';

const order = {
  endsOn: '2026-06-30',
  startTime: '08:00',
  lines: [{ quantity: '1.5000' }],
  pattern: { weekdays: ['TH', 'MO'], everyWeeks: 2, monthDay: null, monthWeek: null },
} as unknown as Parameters<typeof moreLike>[0];

describe('more visits like those of an order', () => {
  it('one more day: as long, at the same time, the day left open', () => {
    expect(moreLike(order, 'once', '2026-03-12')).toMatchObject({
      how: 'once',
      quantity: '1.5',
      startsOn: '',
      days: [],
      time: '08:00',
    });
  });

  it('a second visit on the same days: from the next one to the last day, the time left open', () => {
    expect(moreLike(order, 'weekly', '2026-03-12')).toMatchObject({
      how: 'weekly',
      startsOn: '2026-03-12',
      endsOn: '2026-06-30',
      days: ['MO', 'TH'],
      everyWeeks: 2,
      time: '',
    });
  });
});
