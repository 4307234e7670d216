import { describe, expect, it } from '@jest/globals';
import { listingCalendar } from './listing-calendar.js';
import type { Schedule } from './listing-times.js';

const listing = {
  id: 'l1',
  title: 'Tea, and talk',
  description: 'Tea; and talk.',
  organisationName: 'Hall Friends',
  placeName: 'The hall',
  postcodeDistrict: 'MB4',
  savedAt: new Date('2027-03-01T12:00:00Z'),
};
const tuesdays: Schedule = {
  recurrence: 'FREQ=WEEKLY;BYDAY=TU',
  firstOn: '2027-03-04',
  startTime: '10:00:00',
  durationMinutes: 90,
  notOn: ['2027-03-23', '2027-12-28'],
};
const lines = (schedule: Schedule): string[] =>
  (listingCalendar(listing, schedule) ?? '').replaceAll('\r\n ', '').trim().split('\r\n');
const starting = (schedule: Schedule, ...names: readonly string[]): string[] => {
  const all = lines(schedule);
  return all
    .slice(all.indexOf('BEGIN:VEVENT'), all.indexOf('END:VEVENT'))
    .filter((line) => names.some((name) => line.startsWith(name)));
};

describe('a calendar file of a listing', () => {
  it('names London’s clock once, and gives rule and exceptions in it', () => {
    expect(lines(tuesdays).filter((line) => line === 'BEGIN:VTIMEZONE')).toHaveLength(1);
    expect(lines(tuesdays)).toEqual(expect.arrayContaining(['TZID:Europe/London', 'TZNAME:BST', 'TZNAME:GMT']));
    expect(starting(tuesdays, 'UID', 'DTSTAMP', 'DT', 'RRULE', 'EXDATE', 'RDATE')).toEqual([
      'UID:l1@community',
      'DTSTAMP:20270301T120000Z',
      'DTSTART;TZID=Europe/London:20270309T100000',
      'DTEND;TZID=Europe/London:20270309T113000',
      'RRULE:FREQ=WEEKLY;BYDAY=TU',
      'EXDATE;TZID=Europe/London:20270323T100000',
      'EXDATE;TZID=Europe/London:20271228T100000',
    ]);
  });

  it('gives the wall clock in summer too, and days of its own beside a rule', () => {
    const monthly = { ...tuesdays, recurrence: 'FREQ=MONTHLY;BYDAY=2TU', firstOn: '2027-04-14', notOn: [] };
    expect(starting({ ...monthly, alsoOn: ['2027-06-05'] }, 'DTSTART', 'RRULE', 'EXDATE', 'RDATE')).toEqual([
      'DTSTART;TZID=Europe/London:20270511T100000',
      'RRULE:FREQ=MONTHLY;BYDAY=2TU',
      'RDATE;TZID=Europe/London:20270605T100000',
    ]);
  });

  it('gives single days without a rule', () => {
    const days = { recurrence: null, firstOn: null, startTime: '14:00', durationMinutes: 60 };
    const file = lines({ ...days, alsoOn: ['2027-10-31', '2027-06-05'] });
    expect(file.filter((line) => /^(UID|DTSTART;|RRULE:FREQ=W|RDATE)/.test(line))).toEqual([
      'UID:l1-2027-06-05@community',
      'DTSTART;TZID=Europe/London:20270605T140000',
      'UID:l1-2027-10-31@community',
      'DTSTART;TZID=Europe/London:20271031T140000',
    ]);
    expect(listingCalendar(listing, { ...days, alsoOn: [] })).toBeNull();
  });

  it('takes signs of the format for text', () => {
    expect(starting(tuesdays, 'SUMMARY', 'LOCATION')).toEqual(['SUMMARY:Tea\\, and talk', 'LOCATION:The hall\\, MB4']);
    expect(starting({ ...tuesdays }, 'DESCRIPTION')[0]).toContain('Tea\\; and talk.\\n\\nHall Friends');
  });
});
