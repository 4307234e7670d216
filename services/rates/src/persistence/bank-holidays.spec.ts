import { expect, it } from '@jest/globals';
import { bankHolidaysOf } from './bank-holidays.js';

const daysOf = (year: number): string[] => bankHolidaysOf(year).map(({ day }) => day.slice(5));

/** As the government published them. */
it.each([
  [2020, ['01-01', '04-10', '04-13', '05-08', '05-25', '08-31', '12-25', '12-28']],
  [2021, ['01-01', '04-02', '04-05', '05-03', '05-31', '08-30', '12-27', '12-28']],
  [2022, ['01-03', '04-15', '04-18', '05-02', '06-02', '06-03', '08-29', '09-19', '12-26', '12-27']],
  [2023, ['01-02', '04-07', '04-10', '05-01', '05-08', '05-29', '08-28', '12-25', '12-26']],
  [2026, ['01-01', '04-03', '04-06', '05-04', '05-25', '08-31', '12-25', '12-28']],
  [2027, ['01-01', '03-26', '03-29', '05-03', '05-31', '08-30', '12-27', '12-28']],
])('the bank holidays of %s', (year, days) => {
  expect(daysOf(year)).toEqual(days);
});

it('have the names people use', () => {
  expect(bankHolidaysOf(2026).at(-1)).toEqual({ day: '2026-12-28', name: 'Boxing Day' });
});
