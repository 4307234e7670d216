import { describe, expect, it } from '@jest/globals';
import { type FieldProblem, parseQuantity, Refusal } from '@owncourse/kernel/contract';
import { readyExtraVisits } from './extra-visits.js';
import { weeklyRule } from './pattern.js';
import { timeOfDay, wantedTime } from './times-of-day.js';

const TODAY = '2026-03-09';
const HOUR = { unit: 'HOUR', minimum_quantity: '0.5' };
const asked = (date: string, startTime = '15:00', quantity = '1') => ({
  ...wantedTime({ startTime, quantity }, 'extraVisits[0]', []),
  day: date,
  dayField: 'extraVisits[0].date',
});
const extra = (day: string, startTime = '15:00') => ({ day, startTime, minutes: 60, quantity: parseQuantity('1') });
const plan = {
  recurrence: weeklyRule(['TU'], 1),
  startsOn: '2026-03-03',
  endsOn: '2026-06-30',
  times: [{ startTime: '08:00', minutes: 60, quantity: 10_000n }],
};

function ready(
  wanted: ReturnType<typeof asked>[] | null,
  now = [extra('2026-03-04')],
  breaks: { first_on: string; last_on: string | null }[] = [],
) {
  return readyExtraVisits(
    { fromOn: '2026-03-10', extraVisits: wanted },
    { now: { extraVisits: now }, plan, breaks, today: TODAY },
    (time) => timeOfDay(HOUR, time, 2410n),
  );
}

function fieldRefused(act: () => unknown): string | undefined {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return (error.details['problems'] as FieldProblem[])[0]?.field;
    throw error;
  }
  return undefined;
}

describe('single visits beside the pattern', () => {
  it('that are not spoken of stay, without those that are over', () => {
    expect(ready(null, [extra('2026-03-08'), extra('2026-03-09')])).toEqual([extra('2026-03-09')]);
  });

  it('come in by day, and go when they are left out', () => {
    expect(ready([asked('2026-03-18'), asked('2026-03-12')])).toEqual([extra('2026-03-12'), extra('2026-03-18')]);
    expect(ready([], [extra('2026-03-18')])).toEqual([]);
  });

  it('that stand already are not looked at again, though they are before the change', () => {
    expect(ready([asked('2026-03-09')], [extra('2026-03-09')])).toEqual([extra('2026-03-09')]);
  });

  it.each([
    ['before the change', asked('2026-03-09'), 'extraVisits[0].date'],
    ['the last planned day', asked('2026-06-30'), undefined],
    ['after the last day', asked('2026-07-01'), 'extraVisits[0].date'],
    ['on another’s time', asked('2026-03-17', '08:30'), 'extraVisits[0].startTime'],
    ['right after another', asked('2026-03-17', '09:00'), undefined],
    ['at that time on a day of its own', asked('2026-03-18', '08:30'), undefined],
    ['in a break', asked('2026-04-02'), 'extraVisits[0].date'],
  ])('%s', (_what, wanted, field) => {
    expect(fieldRefused(() => ready([wanted], [], [{ first_on: '2026-04-01', last_on: '2026-04-05' }]))).toBe(field);
  });
});
