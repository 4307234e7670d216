import { describe, expect, it } from '@jest/globals';
import { parseQuantity } from '@owncourse/kernel/contract';
import { ruleOf, weeklyRule } from './pattern.js';
import { type TimeOfDay, visitMinutes, visitOn, visitsOf } from './visit-plan.js';

const at = (startTime: string, minutes: number): TimeOfDay => ({
  startTime,
  minutes,
  quantity: (BigInt(minutes) * 10_000n) / 60n,
});

describe('visits of a weekly order', () => {
  it('fall on the chosen weekdays, both ends included', () => {
    const visits = visitsOf(weeklyRule(['MO', 'TH'], 1), '2026-03-02', [at('10:00', 120)], '2026-03-02', '2026-03-16');
    expect(visits.map((visit) => visit.day)).toEqual([
      '2026-03-02',
      '2026-03-05',
      '2026-03-09',
      '2026-03-12',
      '2026-03-16',
    ]);
  });

  it('every other week counts from the first week', () => {
    const visits = visitsOf(weeklyRule(['TU'], 2), '2026-03-03', [at('09:30', 60)], '2026-03-01', '2026-04-05');
    expect(visits.map((visit) => visit.day)).toEqual(['2026-03-03', '2026-03-17', '2026-03-31']);
  });

  it('keep their wall-clock time through the change to summer time and back', () => {
    const spring = visitsOf(weeklyRule(['SU'], 1), '2026-03-22', [at('10:00', 60)], '2026-03-22', '2026-03-29');
    expect(spring.map((visit) => visit.startsAt.toISOString())).toEqual([
      '2026-03-22T10:00:00.000Z',
      '2026-03-29T09:00:00.000Z',
    ]);
    const autumn = visitsOf(weeklyRule(['SU'], 1), '2026-10-18', [at('10:00', 60)], '2026-10-18', '2026-10-25');
    expect(autumn.map((visit) => visit.startsAt.toISOString())).toEqual([
      '2026-10-18T09:00:00.000Z',
      '2026-10-25T10:00:00.000Z',
    ]);
  });

  it('come several times a day, each with its own length, on both sides of a change of the clocks', () => {
    const times = [at('08:00', 60), at('13:00', 30), at('21:00', 45)];
    const visits = visitsOf(weeklyRule(['SA', 'SU'], 1), '2026-03-28', times, '2026-03-28', '2026-03-29');
    expect(
      visits.map(({ startsAt, endsAt, quantity }) => [startsAt.toISOString(), endsAt.toISOString(), quantity]),
    ).toEqual([
      ['2026-03-28T08:00:00.000Z', '2026-03-28T09:00:00.000Z', 10_000n],
      ['2026-03-28T13:00:00.000Z', '2026-03-28T13:30:00.000Z', 5000n],
      ['2026-03-28T21:00:00.000Z', '2026-03-28T21:45:00.000Z', 7500n],
      ['2026-03-29T07:00:00.000Z', '2026-03-29T08:00:00.000Z', 10_000n],
      ['2026-03-29T12:00:00.000Z', '2026-03-29T12:30:00.000Z', 5000n],
      ['2026-03-29T20:00:00.000Z', '2026-03-29T20:45:00.000Z', 7500n],
    ]);
  });

  it('a visit over the clock change lasts its elapsed hours', () => {
    const visit = visitOn('2026-03-29', at('00:30', 120));
    expect(visit.endsAt.getTime() - visit.startsAt.getTime()).toBe(7_200_000);
    expect(visit.endsAt.toISOString()).toBe('2026-03-29T02:30:00.000Z');
  });

  it('by the month: the first Tuesday, the last Friday, day 15', () => {
    const days = (rule: string): string[] =>
      visitsOf(rule, '2026-03-01', [at('10:00', 60)], '2026-03-01', '2026-05-31').map((visit) => visit.day);
    expect(days(ruleOf({ weekdays: ['TU'], monthWeek: 1 }))).toEqual(['2026-03-03', '2026-04-07', '2026-05-05']);
    expect(days(ruleOf({ weekdays: ['FR'], monthWeek: -1 }))).toEqual(['2026-03-27', '2026-04-24', '2026-05-29']);
    expect(days(ruleOf({ weekdays: [], monthDay: 15 }))).toEqual(['2026-03-15', '2026-04-15', '2026-05-15']);
  });

  it('nothing when the span is empty', () => {
    expect(visitsOf(weeklyRule(['MO'], 1), '2026-03-02', [at('10:00', 60)], '2026-03-10', '2026-03-09')).toEqual([]);
  });
});

it.each([
  ['HOUR', '1.5', 90],
  ['VISIT30', '2', 60],
  ['SESSION', '1', 180],
  ['NIGHT_AWAKE', '1', 540],
  ['ITEM', '3', 60],
])('%s × %s lasts %s minutes', (unit, quantity, minutes) => {
  expect(visitMinutes(unit, parseQuantity(quantity))).toBe(minutes);
});
