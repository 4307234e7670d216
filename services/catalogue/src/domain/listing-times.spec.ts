import { describe, expect, it } from '@jest/globals';
import {
  cancelledDays,
  datesBetween,
  daysBetween,
  isRuleDay,
  isStartTime,
  listingWhenInWords,
  nextDates,
  recurrenceOf,
  type Schedule,
} from './listing-times.js';

const tuesdays: Schedule = {
  recurrence: 'FREQ=WEEKLY;BYDAY=TU',
  firstOn: '2026-03-03',
  startTime: '10:00:00',
  durationMinutes: 120,
};
const iso = (dates: readonly Date[]): string[] => dates.map((date) => date.toISOString());

describe('times of a listing', () => {
  it('come from a weekday or a rule, and from nothing else', () => {
    expect(recurrenceOf('TU')).toBe('FREQ=WEEKLY;BYDAY=TU');
    expect(recurrenceOf('FREQ=MONTHLY;BYDAY=2WE')).toBe('FREQ=MONTHLY;BYDAY=2WE');
    for (const text of ['', 'XX', 'FREQ=SECONDLY', 'FREQ=WEEKLY;BYDAY=TU;COUNT=99999999', 'constructor'])
      expect(recurrenceOf(text)).toBeNull();
    expect(['09:30', '23:59', '24:00', '9:30', '10:60'].map(isStartTime)).toEqual([true, true, false, false, false]);
  });

  it('are told in plain words', () => {
    expect(listingWhenInWords(tuesdays)).toBe('Every Tuesday, 10am to noon');
    expect(
      listingWhenInWords({
        ...tuesdays,
        recurrence: 'FREQ=MONTHLY;BYDAY=2WE',
        startTime: '14:00',
        durationMinutes: 90,
      }),
    ).toBe('Second Wednesday of the month, 2pm to 3:30pm');
    expect(listingWhenInWords({ ...tuesdays, recurrence: 'FREQ=MONTHLY;BYDAY=-1SU', startTime: '22:30' })).toBe(
      'Last Sunday of the month, 10:30pm to 12:30am',
    );
  });

  it('keep the wall clock when the clocks change', () => {
    expect(iso(nextDates(tuesdays, new Date('2026-03-20T10:00:00Z')))).toEqual([
      '2026-03-24T10:00:00.000Z',
      '2026-03-31T09:00:00.000Z',
      '2026-04-07T09:00:00.000Z',
      '2026-04-14T09:00:00.000Z',
    ]);
    const sundayNight: Schedule = { ...tuesdays, recurrence: 'FREQ=WEEKLY;BYDAY=SU', startTime: '01:30' };
    expect(iso(datesBetween(sundayNight, new Date('2026-03-28T10:00:00Z'), '2026-03-30', 5))).toEqual([
      '2026-03-29T01:30:00.000Z',
    ]);
  });

  it('leave out what has begun, and what is before the first day or at the end', () => {
    expect(iso(datesBetween(tuesdays, new Date('2026-03-24T10:00:00Z'), '2026-04-07', 9))).toEqual([
      '2026-03-31T09:00:00.000Z',
    ]);
    expect(datesBetween(tuesdays, new Date('2026-02-01T10:00:00Z'), '2026-03-03', 9)).toEqual([]);
    expect(iso(datesBetween(tuesdays, new Date('2026-02-01T10:00:00Z'), '2026-03-04', 9))).toEqual([
      '2026-03-03T10:00:00.000Z',
    ]);
  });

  it('find monthly ones', () => {
    const monthly: Schedule = { ...tuesdays, recurrence: 'FREQ=MONTHLY;BYDAY=1SA' };
    expect(iso(nextDates(monthly, new Date('2026-03-20T10:00:00Z')))).toEqual([
      '2026-04-04T09:00:00.000Z',
      '2026-05-02T09:00:00.000Z',
      '2026-06-06T09:00:00.000Z',
      '2026-07-04T09:00:00.000Z',
    ]);
  });

  it('leave out what falls out, and bring days of their own', () => {
    const schedule: Schedule = {
      ...tuesdays,
      notOn: ['2026-12-22', '2026-12-25'],
      alsoOn: ['2026-12-24', '2026-12-29'],
    };
    expect(daysBetween(schedule, '2026-12-14', '2027-01-06')).toEqual([
      '2026-12-15',
      '2026-12-24',
      '2026-12-29',
      '2027-01-05',
    ]);
    expect(iso(datesBetween(schedule, new Date('2026-12-15T10:00:00Z'), '2026-12-25', 9))).toEqual([
      '2026-12-24T10:00:00.000Z',
    ]);
    expect(cancelledDays(schedule, '2026-12-01')).toEqual(['2026-12-22']);
    expect(cancelledDays(schedule, '2026-12-23')).toEqual([]);
    expect([
      isRuleDay('FREQ=MONTHLY;BYDAY=2TU', '2026-12-08'),
      isRuleDay('FREQ=MONTHLY;BYDAY=2TU', '2026-12-15'),
    ]).toEqual([true, false]);
  });

  it('can be single days', () => {
    const days: Schedule = {
      recurrence: null,
      firstOn: null,
      startTime: '14:00',
      durationMinutes: 60,
      alsoOn: ['2027-06-06', '2027-06-05'],
    };
    expect(listingWhenInWords(days)).toBe('Saturday 5 June 2027 and Sunday 6 June 2027, 2pm to 3pm');
    expect(listingWhenInWords({ ...days, alsoOn: ['2027-06-05', '2027-06-06', '2027-06-07', '2027-06-08'] })).toBe(
      'Saturday 5 June 2027, Sunday 6 June 2027, Monday 7 June 2027 and 1 more day, 2pm to 3pm',
    );
    expect(iso(nextDates(days, new Date('2027-06-05T12:59:00Z')))).toEqual([
      '2027-06-05T13:00:00.000Z',
      '2027-06-06T13:00:00.000Z',
    ]);
    expect(iso(nextDates(days, new Date('2027-06-07T00:00:00Z')))).toEqual([]);
  });
});
