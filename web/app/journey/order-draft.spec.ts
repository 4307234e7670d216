import { describe, expect, it } from '@jest/globals';
import {
  afterMeetingWords,
  draftQuery,
  type OrderDraft,
  type OrderedVariant,
  problemsOfWhat,
  problemsOfWhen,
  readDraft,
  tenThousandths,
  visitDays,
  whenWords,
} from './order-draft.js';

const hour: OrderedVariant = {
  unit: 'HOUR',
  timeBand: 'day',
  times: {
    weekdays: ['MO', 'TU', 'WE', 'TH', 'FR'],
    bankHolidaysOnly: false,
    startsFrom: '06:00',
    startsBefore: '23:00',
  },
  minimumQuantity: '1.0000',
  typicalQuantity: '2.0000',
};

const once: OrderDraft = {
  quantity: '1.5',
  how: 'once',
  startsOn: '2026-03-03',
  endsOn: '',
  thenOn: '',
  thenQuantity: '',
  days: [],
  everyWeeks: 1,
  time: '10:00',
  more: [],
};

const weekly: OrderDraft = { ...once, how: 'weekly', startsOn: '2026-03-04', days: ['MO', 'TH'] };

const meet: OrderDraft = { ...once, how: 'meet', days: ['MO', 'TH'], thenOn: '2026-03-16' };

describe('several times a day', () => {
  const daily: OrderDraft = {
    ...weekly,
    quantity: '1',
    time: '13:00',
    more: [
      { time: '21:00', quantity: '1.5' },
      { time: '08:00', quantity: '1' },
    ],
  };
  const fields = (draft: OrderDraft) => problemsOfWhen(draft, hour, '2026-03-01').map(({ field }) => field);

  it('travel in the address, and read earliest first', () => {
    expect(readDraft(new URLSearchParams(draftQuery(daily)))).toEqual(daily);
    expect(whenWords(daily, 'HOUR', '2026-03-05')).toBe(
      'Every Monday and Thursday, 8am to 9am, 1pm to 2pm and 9pm to 10:30pm, from Thursday 5 March',
    );
    // A single visit has one time.
    expect(draftQuery({ ...daily, how: 'once' })).not.toContain('also=');
    expect(whenWords({ ...daily, how: 'once' }, 'HOUR', '2026-03-04')).toBe('Wednesday 4 March, 1pm to 2pm');
  });

  it('each has a time and an amount, and none begins before another ends', () => {
    expect(fields(daily)).toEqual([]);
    expect(fields({ ...daily, more: [{ time: '', quantity: '' }] })).toEqual([
      'moreTimes[0].startTime',
      'moreTimes[0].quantity',
    ]);
    expect(fields({ ...daily, more: [{ time: '13:30', quantity: '1' }] })).toEqual(['moreTimes[0].startTime']);
    expect(fields({ ...daily, more: [{ time: '12:30', quantity: '1' }] })).toEqual(['time']);
    expect(fields({ ...daily, more: [{ time: '14:00', quantity: '22.5' }] })).toEqual([]);
    expect(fields({ ...daily, more: [{ time: '14:00', quantity: '23.5' }] })).toEqual(['time']);
  });
});

describe('meeting first', () => {
  it('is one visit, and says what comes if it suits', () => {
    expect(visitDays(meet, '2026-03-01', null)).toEqual(['2026-03-03']);
    expect(whenWords(meet, 'HOUR', '2026-03-03')).toBe('Tuesday 3 March, 10am to 11:30am');
    expect(afterMeetingWords(meet, 'HOUR')).toBe('Every Monday and Thursday, 10am to 11:30am, from Monday 16 March');
    expect(afterMeetingWords({ ...meet, everyWeeks: 2, thenOn: '' }, 'HOUR')).toBe(
      'Every 2 weeks on Monday and Thursday, 10am to 11:30am',
    );
    expect(afterMeetingWords({ ...meet, thenQuantity: '3', thenOn: '' }, 'HOUR')).toBe(
      'Every Monday and Thursday, 10am to 1pm',
    );
    expect(afterMeetingWords(once, 'HOUR')).toBeNull();
  });

  it('needs a day to meet and days after that', () => {
    const fields = (draft: OrderDraft) => problemsOfWhen(draft, hour, '2026-03-01').map(({ field }) => field);
    expect(fields(meet)).toEqual([]);
    expect(fields({ ...meet, thenOn: '' })).toEqual([]);
    expect(fields({ ...meet, days: [] })).toEqual(['day']);
    expect(fields({ ...meet, startsOn: '' })).toEqual(['on']);
    expect(fields({ ...meet, startsOn: '2026-03-07', thenOn: '' })).toEqual(['on']);
    expect(fields({ ...meet, thenOn: '2026-03-02' })).toEqual(['then']);
    expect(fields({ ...meet, thenOn: '2026-02-30' })).toEqual(['then']);
    expect(fields({ ...meet, thenQuantity: '0.5' })).toEqual(['then-quantity']);
    expect(fields({ ...meet, thenQuantity: '3' })).toEqual([]);
  });
});

describe('an order while it is being made', () => {
  it.each<[string, OrderDraft]>([
    ['a single visit', once],
    ['meeting first', { ...meet, thenQuantity: '3' }],
    ['a pattern', { ...weekly, endsOn: '2026-06-30', everyWeeks: 2 }],
  ])('comes back from the address as it was: %s', (_name, draft) => {
    expect(readDraft(new URLSearchParams(draftQuery(draft)))).toEqual(draft);
  });

  it('never carries a place or a note in the address', () => {
    expect(draftQuery(weekly)).toBe('quantity=1.5&how=weekly&on=2026-03-04&day=MO&day=TH&time=10%3A00');
  });

  it('reads what makes no sense as nothing', () => {
    const draft = readDraft(new URLSearchParams('how=hourly&day=XX&every=99'));
    expect(draft).toMatchObject({ how: 'once', days: [], everyWeeks: 1, quantity: '' });
  });

  it.each([
    ['1.5', 15_000n],
    ['0.0001', 1n],
    [' 2 ', 20_000n],
    ['1.23456', null],
    ['two', null],
    ['-1', null],
  ])('reads the quantity %p exactly', (text, expected) => {
    expect(tenThousandths(text)).toBe(expected);
  });

  it.each([
    ['', 'Enter a number, such as 1 or 2.5'],
    ['0', 'Enter more than 0'],
    ['0.5', 'The least you can order is 1'],
    ['192.5', 'One visit can last eight days at the most. Enter less'],
  ])('asks again for the quantity %p', (quantity, message) => {
    expect(problemsOfWhat({ ...once, quantity }, hour)).toEqual([{ field: 'quantity', message }]);
  });

  it.each<[string, Partial<OrderDraft>, string, string]>([
    ['no day', { startsOn: '' }, 'on', 'Enter the day'],
    ['no such day', { startsOn: '2026-02-30' }, 'on', 'Enter a day that is in the calendar, such as 9 3 2026'],
    ['a day that is over', { startsOn: '2026-03-01' }, 'on', 'Choose today or a later day'],
    [
      'a Saturday at a weekday price',
      { startsOn: '2026-03-07' },
      'on',
      'This price is for Mondays to Fridays. Saturday 7 March is not one',
    ],
    ['no time', { time: '' }, 'time', 'Choose a time'],
  ])('names the field for %s', (_name, change, field, message) => {
    expect(problemsOfWhen({ ...once, ...change }, hour, '2026-03-02')).toEqual([{ field, message }]);
  });

  it('wants days of the week and an end after the start for a pattern', () => {
    const problems = problemsOfWhen({ ...weekly, days: ['SA'], endsOn: '2026-03-03' }, hour, '2026-03-02');
    expect(problems.map(({ field }) => field)).toEqual(['day', 'until']);
  });

  it('finds the visits of a pattern, as far as the plan looks ahead', () => {
    expect(visitDays({ ...weekly, endsOn: '2026-03-16' }, '2026-03-02', null)).toEqual([
      '2026-03-05',
      '2026-03-09',
      '2026-03-12',
      '2026-03-16',
    ]);
    expect(visitDays({ ...weekly, everyWeeks: 2, endsOn: '2026-03-20' }, '2026-03-02', null)).toEqual([
      '2026-03-05',
      '2026-03-16',
      '2026-03-19',
    ]);
    expect(visitDays(weekly, '2026-03-02', '2026-03-09')).toEqual(['2026-03-05', '2026-03-09']);
    expect(visitDays(weekly, '2026-03-02', null).at(-1)).toBe('2026-08-31');
  });

  it('says when in words', () => {
    expect(whenWords(once, 'HOUR', once.startsOn)).toBe('Tuesday 3 March, 10am to 11:30am');
    expect(whenWords({ ...weekly, everyWeeks: 2 }, 'HOUR', '2026-03-05')).toBe(
      'Every 2 weeks on Monday and Thursday, 10am to 11:30am, from Thursday 5 March',
    );
    expect(whenWords(once, 'SESSION', once.startsOn)).toBe('Tuesday 3 March, from 10am');
    expect(whenWords(once, 'ITEM', once.startsOn)).toBe('Tuesday 3 March');
  });
});
