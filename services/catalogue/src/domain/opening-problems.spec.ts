import { describe, expect, it } from '@jest/globals';
import { inOrderOfWeek, openingProblems } from './opening-problems.js';

const span = (weekday: string, opensAt: string, closesAt: string) => ({ weekday, opensAt, closesAt });
const problemsOf = (...spans: ReturnType<typeof span>[]) =>
  openingProblems({ byAppointment: false, closedOnBankHolidays: true, spans }).map(({ field }) => field);

describe('the hours of a store', () => {
  it('may be several spans a day, and none', () => {
    expect(problemsOf()).toEqual([]);
    expect(
      problemsOf(span('MO', '14:00', '17:30'), span('MO', '09:00', '12:00'), span('SU', '00:00', '23:59')),
    ).toEqual([]);
  });

  it.each([
    ['no day of the week', [span('XX', '09:00', '10:00')], ['spans']],
    ['no time', [span('TU', '9am', '10:00')], ['TU']],
    ['a time that is not there', [span('TU', '09:00', '')], ['TU']],
    ['the hour 24', [span('TU', '09:00', '24:00')], ['TU']],
    ['closing before it opens', [span('WE', '10:00', '09:00')], ['WE']],
    ['closing as it opens', [span('WE', '10:00', '10:00')], ['WE']],
    ['two spans in one another', [span('TH', '09:00', '12:00'), span('TH', '11:00', '15:00')], ['TH']],
    ['two spans that meet', [span('TH', '09:00', '12:00'), span('TH', '12:00', '15:00')], ['TH']],
    ['five spans', ['08', '10', '12', '14', '16'].map((hour) => span('FR', `${hour}:00`, `${hour}:30`)), ['FR']],
  ])('%s is named by its day', (_what, spans, fields) => {
    expect(problemsOf(...spans)).toEqual(fields);
  });

  it('are told from Monday on', () => {
    const week = [span('SU', '09:00', '10:00'), span('MO', '14:00', '15:00'), span('MO', '09:00', '10:00')];
    expect(inOrderOfWeek(week)).toEqual([week[2], week[1], week[0]]);
  });
});
