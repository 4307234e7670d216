import { describe, expect, it } from '@jest/globals';
import { allowedDays, daysWords, fitsHours, hoursHint, otherPrice, type PriceTimes } from './price-times.js';

const option = (id: string, weekdays: string, from: string | null = null, before: string | null = null) => ({
  id,
  name: id,
  unit: 'HOUR',
  ratio: '1:1',
  times: {
    weekdays: weekdays.split(' '),
    bankHolidaysOnly: false,
    startsFrom: from,
    startsBefore: before,
  } as PriceTimes,
});
const day = option('day', 'MO TU WE TH FR', '06:00', '17:00');
const evening = option('evening', 'MO TU WE TH FR', '17:00', '23:00');
const sunday = option('sunday', 'SU', '06:00', '23:00');
const night = option('night', 'MO TU WE TH FR SU', '20:00', '06:00');
const all = [day, { ...sunday, ratio: '2:1', id: 'two' }, evening, sunday];

describe('the days and hours of a price', () => {
  it('are said in words', () => {
    expect([day, sunday, night, option('any', 'MO TU WE TH FR SA SU')].map(daysWords)).toEqual([
      'Mondays to Fridays',
      'Sundays',
      'Mondays, Tuesdays, Wednesdays, Thursdays, Fridays and Sundays',
      'any day',
    ]);
    expect(daysWords({ times: { ...day.times, bankHolidaysOnly: true } })).toBe('bank holidays');
    expect(hoursHint(day)).toBe('This price is for visits that start at 6am or later, and before 5pm');
    expect(hoursHint(night)).toBe('This price is for visits that start at 8pm or later, or before 6am');
    expect(hoursHint(option('any', 'MO'))).toBeUndefined();
  });

  it('go past midnight where they begin late', () => {
    expect(['19:59', '20:00', '02:00', '06:00'].map((time) => fitsHours(night, time))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(['05:59', '06:00', '16:59', '17:00'].map((time) => fitsHours(day, time))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(allowedDays(sunday)).toEqual(['SU']);
  });

  it('lead to the price of the same service that is for then, if there is one', () => {
    // 12 March 2026 is a Thursday, the 15th a Sunday.
    expect(otherPrice(day, all, '2026-03-12', '19:00')?.id).toBe('evening');
    expect(otherPrice(day, all, '2026-03-15', '19:00')?.id).toBe('sunday');
    expect(otherPrice(day, all, '2026-03-14', '10:00')).toBeNull();
    expect(otherPrice(day, all, '2026-03-12', '10:00')).toBeNull();
  });
});
