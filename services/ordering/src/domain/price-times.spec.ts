import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  fitsPrice,
  newWishes,
  notForThen,
  pricesByDay,
  type PriceTimes,
  wishedDay,
  wishedDays,
} from './price-times.js';

const price = (weekdays: string, from: string | null = null, before: string | null = null): PriceTimes => ({
  weekdays: weekdays.split(' '),
  bank_holidays_only: false,
  starts_from: from,
  starts_before: before,
});
const WEEKDAY = price('MO TU WE TH FR', '06:00:00', '17:00:00');
const EVENING = {
  ...price('MO TU WE TH FR', '17:00:00', '23:00:00'),
  variant_id: 'evening',
  name: '1 hour, weekday evening',
};
const SATURDAY = { ...price('SA', '06:00:00', '23:00:00'), variant_id: 'saturday', name: '1 hour, Saturday' };
const SUNDAY = { ...price('SU', '06:00:00', '23:00:00'), variant_id: 'sunday', name: '1 hour, Sunday' };
const SISTERS = [{ ...WEEKDAY, variant_id: 'weekday', name: '1 hour, weekday' }, EVENING, SATURDAY, SUNDAY];
const NIGHT = price('MO TU WE TH FR', '20:00:00', '06:00:00');
const at = (startTime: string, field = 'startTime') => ({ startTime, field });
const problems = (
  of: PriceTimes,
  days: readonly ReturnType<typeof wishedDay>[],
  times: readonly ReturnType<typeof at>[],
  sisters = SISTERS,
) => notForThen(of, { days, times }, sisters).details['problems'];

describe('days that need several prices', () => {
  const byDay = (of: PriceTimes, days: readonly string[], startTime: string) =>
    pricesByDay(of, { days: days.map((day) => wishedDay(day, 'days')), times: [at(startTime)] }, SISTERS).map(
      (found) => found?.variant_id ?? 'chosen',
    );

  // 2026-03-06 is a Friday.
  it('each get the chosen price where it fits, and the first other that does where not', () => {
    expect(byDay(WEEKDAY, ['2026-03-06', '2026-03-07', '2026-03-08', '2026-03-09'], '10:00')).toEqual([
      'chosen',
      'saturday',
      'sunday',
      'chosen',
    ]);
    expect(byDay(EVENING, ['2026-03-06', '2026-03-07'], '19:00')).toEqual(['chosen', 'saturday']);
  });

  it('are refused where the chosen price fits none of them', () => {
    expect(() => byDay(WEEKDAY, ['2026-03-07', '2026-03-08'], '10:00')).toThrow(
      expect.objectContaining({ code: 'PRICE_NOT_FOR_THEN' }),
    );
    expect(() => byDay(WEEKDAY, ['2026-03-06', '2026-03-07'], '19:00')).toThrow(
      expect.objectContaining({ code: 'PRICE_NOT_FOR_THEN' }),
    );
  });

  it('are refused where nothing fits one of them, and that one is named', () => {
    // Saturdays end at 11pm here, nights do not.
    const refused = () => byDay(NIGHT, ['2026-03-06', '2026-03-07'], '23:30');
    expect(refused).toThrow(
      expect.objectContaining({
        details: {
          problems: [{ field: 'days', message: 'This price is for Mondays to Fridays. Choose another day.' }],
        },
      }),
    );
  });
});

describe('the days that a price is for', () => {
  // 2026-03-06 is a Friday.
  it.each([
    ['2026-03-06', true],
    ['2026-03-07', false],
    ['2026-03-08', false],
    ['2026-03-09', true],
  ])('%s: %s', (day, fits) => {
    expect(fitsPrice(WEEKDAY, { days: [wishedDay(day, 'date')], times: [] })).toBe(fits);
  });

  it('name the price of the same service for that day, or say that there is none', () => {
    const sunday = wishedDay('2026-03-08', 'date');
    expect(problems(WEEKDAY, [sunday], [at('10:00')])).toEqual([
      {
        field: 'date',
        message: 'This price is for Mondays to Fridays. For Sundays choose “1 hour, Sunday”, or choose another day.',
      },
    ]);
    expect(problems(WEEKDAY, [sunday], [at('10:00')], [])).toEqual([
      { field: 'date', message: 'This price is for Mondays to Fridays. Choose another day.' },
    ]);
  });

  it('of a pattern are all of its days, each advised about', () => {
    const rule = 'FREQ=WEEKLY;INTERVAL=1;WKST=MO;BYDAY=FR,SA,SU';
    const days = wishedDays({ recurrence: rule, startsOn: '2026-03-06', endsOn: null });
    expect(problems(WEEKDAY, days, [at('10:00')])).toEqual([
      {
        field: 'weekdays',
        message:
          'This price is for Mondays to Fridays. For Saturdays choose “1 hour, Saturday”, or for Sundays choose “1 hour, Sunday”, or choose another day.',
      },
    ]);
  });

  it('of a day of the month are all days, unless it ends before it falls on others', () => {
    const monthly = { recurrence: 'FREQ=MONTHLY;BYMONTHDAY=9', startsOn: '2026-03-01' };
    expect(wishedDays({ ...monthly, endsOn: null }).map(({ weekday }) => weekday)).toHaveLength(7);
    // Monday 9 March and Thursday 9 April.
    const two = wishedDays({ ...monthly, endsOn: '2026-04-30' });
    expect(two.map(({ weekday, field }) => [weekday, field])).toEqual([
      ['MO', 'monthDay'],
      ['TH', 'monthDay'],
    ]);
  });

  it('of a bank holiday price are bank holidays alone', () => {
    const holiday = { ...price('MO TU WE TH FR SA SU'), bank_holidays_only: true };
    expect(fitsPrice(holiday, { days: [wishedDay('2026-04-06', 'date', true)], times: [] })).toBe(true);
    expect(problems(holiday, [wishedDay('2026-04-07', 'date', false)], [])).toEqual([
      {
        field: 'date',
        message:
          'This price is for bank holidays only, one visit at a time. For Tuesdays choose “1 hour, weekday”, or choose another day.',
      },
    ]);
  });
});

describe('the hours that a price is for', () => {
  it.each([
    [WEEKDAY, '05:59', false],
    [WEEKDAY, '06:00', true],
    [WEEKDAY, '16:59', true],
    [WEEKDAY, '17:00', false],
    [EVENING, '17:00', true],
    [EVENING, '22:59', true],
    [EVENING, '23:00', false],
    [NIGHT, '19:59', false],
    [NIGHT, '20:00', true],
    [NIGHT, '00:00', true],
    [NIGHT, '05:59', true],
    [NIGHT, '06:00', false],
  ])('%#', (of, time, fits) => {
    expect(fitsPrice(of, { days: [], times: [at(time)] })).toBe(fits);
  });

  it('name the price for then, field by field', () => {
    const tuesday = wishedDay('2026-03-10', 'date');
    expect(problems(WEEKDAY, [tuesday], [at('08:00'), at('19:30', 'moreTimes[0].startTime')])).toEqual([
      {
        field: 'moreTimes[0].startTime',
        message:
          'This price is for visits that start at 6am or later, and before 5pm. For 7:30pm choose “1 hour, weekday evening”, or choose another time.',
      },
    ]);
    expect(problems(NIGHT, [tuesday], [at('10:00')], [])).toEqual([
      {
        field: 'startTime',
        message: 'This price is for visits that start at 8pm or later, or before 6am. Choose another time.',
      },
    ]);
  });

  it('are a span of the clock, past midnight or not', () => {
    const minute = fc.integer({ min: 0, max: 1439 });
    const clock = (of: number) => `${String(Math.floor(of / 60)).padStart(2, '0')}:${String(of % 60).padStart(2, '0')}`;
    fc.assert(
      fc.property(minute, minute, minute, (from, before, time) => {
        fc.pre(from !== before);
        const inside = (time - from + 1440) % 1440 < (before - from + 1440) % 1440;
        const of = price('MO', `${clock(from)}:00`, `${clock(before)}:00`);
        expect(fitsPrice(of, { days: [], times: [at(clock(time))] })).toBe(inside);
      }),
    );
  });
});

describe('a change', () => {
  const hour = { quantity: 10_000n, minutes: 60 };
  const fields = { startTime: 'startTime', quantity: 'quantity' };
  const now = {
    recurrence: 'FREQ=WEEKLY;INTERVAL=1;WKST=MO;BYDAY=MO,SA',
    startsOn: '2026-03-02',
    times: [{ ...hour, startTime: '19:00' }],
    extraVisits: [{ ...hour, day: '2026-03-15', startTime: '09:00' }],
  };
  const request = {
    fromOn: '2026-03-10',
    endsOn: null,
    recurrence: 'FREQ=WEEKLY;INTERVAL=1;WKST=MO;BYDAY=MO,SA,SU',
    times: [
      { startTime: '19:00', quantity: 10_000n, fields },
      { startTime: '21:00', quantity: 10_000n, fields: { ...fields, startTime: 'moreTimes[0].startTime' } },
    ],
    extraVisits: [
      { day: '2026-03-15', dayField: 'extraVisits[0].date', startTime: '09:00', quantity: 10_000n, fields },
      { day: '2026-03-22', dayField: 'extraVisits[1].date', startTime: '09:00', quantity: 10_000n, fields },
    ],
  };

  it('is looked at where it adds a day or a time; what the order has already stays', () => {
    const wished = newWishes(now, request, false);
    expect(wished.days.map(({ weekday, field }) => [weekday, field])).toEqual([
      ['SU', 'weekdays'],
      ['SU', 'extraVisits[1].date'],
    ]);
    expect(wished.times.map(({ field }) => field)).toEqual(['moreTimes[0].startTime', 'startTime']);
  });

  it('of a single visit that keeps its day and time is not looked at again', () => {
    const single = { ...now, recurrence: null, startsOn: '2026-03-10', extraVisits: [] };
    const same = { ...request, recurrence: null, times: request.times.slice(0, 1), extraVisits: null };
    expect(newWishes(single, same, false)).toEqual({ days: [], times: [] });
    expect(newWishes(single, { ...same, fromOn: '2026-03-14' }, false).days).toMatchObject([
      { weekday: 'SA', field: 'fromOn' },
    ]);
  });
});
