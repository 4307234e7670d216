import { describe, expect, it } from '@jest/globals';
import type { StartUrgentCareInput } from '../contract/order-inputs.js';
import { readUrgentCare, weekdaysOfDays } from './urgent-care-request.js';

// Half past one in the morning of the day on which the clocks go back: it is still summer time.
const NIGHT = new Date('2026-10-25T00:30:30Z');
const input: StartUrgentCareInput = {
  idempotencyKey: 'a-key-for-it',
  personId: '00000000-0000-7000-8000-000000000001',
  variantId: '00000000-0000-7000-8000-000000000002',
  quantity: '1.5',
  place: ' At home ',
  reason: ' Her carer was taken ill. ',
};

function problemsOf(changes: Partial<StartUrgentCareInput>): string[] {
  try {
    readUrgentCare({ ...input, ...changes }, NIGHT, 7);
    return [];
  } catch (error) {
    const { details } = error as { details: { problems: { field: string }[] } };
    return details.problems.map((one) => one.field);
  }
}

describe('care that cannot wait', () => {
  it('begins now, on one day, unless somebody says otherwise', () => {
    expect(readUrgentCare(input, NIGHT, 7)).toEqual({
      quantity: 15_000n,
      days: ['2026-10-25'],
      startTime: '01:30',
      place: 'At home',
      note: null,
      reason: 'Her carer was taken ill.',
    });
  });

  it('goes on for days one after the other, over the change of the clocks', () => {
    const { days, startTime } = readUrgentCare({ ...input, days: 3, startTime: '09:00' }, NIGHT, 7);
    expect(days).toEqual(['2026-10-25', '2026-10-26', '2026-10-27']);
    expect(startTime).toBe('09:00');
    expect(weekdaysOfDays(days)).toEqual(['MO', 'TU', 'SU']);
  });

  it('names every field that is wrong', () => {
    expect(problemsOf({ place: ' ', reason: '', quantity: '0', days: 8 })).toEqual([
      'days',
      'place',
      'reason',
      'quantity',
    ]);
    expect(problemsOf({ date: '2026-10-24' })).toEqual(['date']);
    expect(problemsOf({ date: '2026-11-02' })).toEqual(['date']);
    expect(problemsOf({ date: '2026-11-01', startTime: '00:00' })).toEqual([]);
    expect(problemsOf({ startTime: '01:28' })).toEqual(['startTime']);
    expect(problemsOf({ startTime: '25:00' })).toEqual(['startTime']);
    expect(problemsOf({ days: 1.5 })).toEqual(['days']);
    expect(problemsOf({ note: 'x'.repeat(501) })).toEqual(['note']);
  });
});
