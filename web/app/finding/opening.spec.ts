import { describe, expect, it } from '@jest/globals';
import { hoursRows, hoursText, openingData, openingNotes, readHours } from './opening.js';

const week = {
  byAppointment: true,
  closedOnBankHolidays: true,
  spans: [
    { weekday: 'MO', opensAt: '09:00', closesAt: '12:00' },
    { weekday: 'MO', opensAt: '13:00', closesAt: '17:30' },
    { weekday: 'TU', opensAt: '09:00', closesAt: '12:00' },
    { weekday: 'TU', opensAt: '13:00', closesAt: '17:30' },
    { weekday: 'SA', opensAt: '09:00', closesAt: '12:00' },
  ],
};

describe('when a store is open', () => {
  it('is told day by day, like days together, closed ones too', () => {
    expect(hoursRows(week)).toEqual([
      { key: 'Monday to Tuesday', value: '9am to noon, 1pm to 5:30pm' },
      { key: 'Wednesday to Friday', value: 'Closed' },
      { key: 'Saturday', value: '9am to noon' },
      { key: 'Sunday', value: 'Closed' },
    ]);
    expect(openingNotes(week)).toEqual(['By appointment: ring or write first.', 'Closed on bank holidays.']);
  });

  it('by appointment only has no hours', () => {
    const only = { byAppointment: true, closedOnBankHolidays: false, spans: [] };
    expect([hoursRows(only), openingNotes(only), openingData(only)]).toEqual([
      [],
      ['By appointment only: ring or write first.'],
      [],
    ]);
  });

  it('is told to search engines by span', () => {
    expect(openingData(week)).toEqual([
      {
        '@type': 'OpeningHoursSpecification',
        opens: '09:00',
        closes: '12:00',
        dayOfWeek: ['https://schema.org/Monday', 'https://schema.org/Tuesday', 'https://schema.org/Saturday'],
      },
      {
        '@type': 'OpeningHoursSpecification',
        opens: '13:00',
        closes: '17:30',
        dayOfWeek: ['https://schema.org/Monday', 'https://schema.org/Tuesday'],
      },
    ]);
  });

  it.each([
    ['', []],
    ['Closed', []],
    ['9:00 to 17:00', [['09:00', '17:00']]],
    ['9am to 12pm, 1.30pm to 5pm', [['09:00', '12:00'], ['13:30', '17:00']]], // prettier-ignore
    ['09:00-12:00 and 13 – 17', [['09:00', '12:00'], ['13:00', '17:00']]], // prettier-ignore
  ])('“%s” is read', (text, spans) => {
    expect(readHours('MO', text)).toEqual(spans.map(([opensAt, closesAt]) => ({ weekday: 'MO', opensAt, closesAt })));
  });

  it.each(['all day', '9 to', '25:00 to 26:00', '13pm to 14pm', '9:75 to 10:00'])('“%s” is not', (text) => {
    expect(readHours('MO', text)).toBeNull();
  });

  it('is shown in a form as it is read', () => {
    expect(readHours('MO', hoursText('MO', week.spans))).toEqual(week.spans.slice(0, 2));
  });
});
