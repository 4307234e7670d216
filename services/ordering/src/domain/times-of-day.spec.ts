import { describe, expect, it } from '@jest/globals';
import { type FieldProblem, Refusal } from '@owncourse/kernel/contract';
import { dayPenceOf, extraVisitsOf, orderTimes, timesOf, timesOfDay, wantedTimes } from './times-of-day.js';

const HOUR = { unit: 'HOUR', minimum_quantity: '0.5' };
const time = (startTime: string, quantity: string) => ({ startTime, quantity });

function read(first: string, quantity: string, ...more: ReturnType<typeof time>[]) {
  const problems: FieldProblem[] = [];
  const wanted = wantedTimes({ startTime: first, quantity, moreTimes: more }, true, problems);
  return { wanted, problems };
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

describe('the times of a day', () => {
  it('stand earliest first, whatever order they were typed in, and keep their fields', () => {
    const { wanted, problems } = read('13:00', '0.5', time('21:00', '0.75'), time('08:00', '1'));
    expect(problems).toEqual([]);
    expect(wanted.map(({ startTime, quantity, fields }) => [startTime, quantity, fields.quantity])).toEqual([
      ['08:00', 10_000n, 'moreTimes[1].quantity'],
      ['13:00', 5000n, 'quantity'],
      ['21:00', 7500n, 'moreTimes[0].quantity'],
    ]);
    expect(timesOfDay(HOUR, wanted, 2410n).map(({ minutes }) => minutes)).toEqual([60, 30, 45]);
  });

  it('names each field that cannot be read', () => {
    expect(read('08:00', '1', time('25:00', '1'), time('13:00', '0')).problems.map(({ field }) => field)).toEqual([
      'moreTimes[0].startTime',
      'moreTimes[1].quantity',
    ]);
  });

  it('are of help that repeats, and at most six', () => {
    const problems: FieldProblem[] = [];
    wantedTimes({ ...time('08:00', '1'), moreTimes: [time('13:00', '1')] }, false, problems);
    expect(problems.map(({ field }) => field)).toEqual(['moreTimes']);
    const six = ['09:00', '11:00', '13:00', '15:00', '17:00'].map((at) => time(at, '1'));
    expect(read('07:00', '1', ...six).problems).toEqual([]);
    expect(read('07:00', '1', ...six, time('19:00', '1')).problems).toHaveLength(1);
  });

  it.each([
    ['exactly one after the other', ['08:00', '1'], ['09:00', '1'], undefined],
    ['a minute into another', ['08:00', '1'], ['08:59', '1'], 'moreTimes[0].startTime'],
    ['twice the same', ['08:00', '1'], ['08:00', '1'], 'moreTimes[0].startTime'],
    ['into the next morning, up to it', ['06:00', '1'], ['21:00', '9'], undefined],
    ['into the next morning’s visit', ['06:00', '1'], ['21:00', '9.5'], 'startTime'],
    ['shorter than is sold', ['08:00', '1'], ['13:00', '0.25'], 'moreTimes[0].quantity'],
  ] as const)('%s', (_what, [first, quantity], [start, much], field) => {
    const { wanted } = read(first, quantity, time(start, much));
    expect(fieldRefused(() => timesOfDay(HOUR, wanted, 2410n))).toBe(field);
  });

  it('are kept beside the first, each with its own rounded sum, and read back the same', () => {
    const times = timesOfDay(HOUR, read('08:00', '1', time('13:00', '0.75')).wanted, 2411n);
    const extra = { day: '2026-03-18', startTime: '15:00', minutes: 60, quantity: 10_000n };
    const kept = orderTimes(times, [extra], 2411n);
    expect(kept).toEqual([
      { onDate: null, startTime: '13:00', durationMinutes: 45, quantity: '0.75', linePence: '1808' },
      { onDate: '2026-03-18', startTime: '15:00', durationMinutes: 60, quantity: '1', linePence: '2411' },
    ]);
    expect(timesOf({ start_time: '08:00:00', duration_minutes: 60, quantity: '1' }, kept)).toEqual(times);
    expect(extraVisitsOf(kept)).toEqual([extra]);
    // The single visit is not one of every day.
    expect(dayPenceOf({ linePence: 2411n, moreTimes: kept })).toBe(4219n);
  });
});
