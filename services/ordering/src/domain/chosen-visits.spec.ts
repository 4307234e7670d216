import { describe, expect, it } from '@jest/globals';
import { feeOf, firstDay, isChosen, withFees } from './chosen-visits.js';

const NOW = new Date('2026-03-11T12:00:00Z');
const visit = (day: string, status = 'HELD', priceIsAsked = false) => ({
  id: day,
  on_date: day,
  starts_at: new Date(`${day}T10:00:00Z`),
  amount_pence: 4820n,
  status,
  price_is_asked: priceIsAsked,
  cancellation_notice_hours: 24,
  cancellation_percent_hundredths: 5000n,
});
const [begun, tomorrow, later] = [visit('2026-03-11'), visit('2026-03-12'), visit('2026-03-13')];
const chosen = (wanted: Parameters<typeof isChosen>[1], byProvider = false): string[] =>
  [begun, tomorrow, later].filter((one) => isChosen(one, wanted, NOW, byProvider)).map(({ id }) => id);

describe('which visits a cancellation takes', () => {
  it('all of them, what has begun too; the provider leaves that to be entered', () => {
    expect(chosen({ kind: 'ALL' })).toEqual(['2026-03-11', '2026-03-12', '2026-03-13']);
    expect(chosen({ kind: 'ALL' }, true)).toEqual(['2026-03-12', '2026-03-13']);
    expect(chosen({ kind: 'ONE' }, true)).toHaveLength(3);
  });

  it('of days only what has not begun', () => {
    expect(chosen({ kind: 'REST', fromOn: '2026-03-11' })).toEqual(['2026-03-12', '2026-03-13']);
    expect(chosen({ kind: 'RANGE', fromOn: '2026-03-11', throughOn: '2026-03-12' })).toEqual(['2026-03-12']);
  });

  it('the earliest day, whatever order they come in', () => {
    expect(firstDay([later, tomorrow])).toBe('2026-03-12');
  });
});

describe('what it costs', () => {
  const fees = (free: boolean) =>
    withFees([tomorrow, later, visit('2026-03-12', 'UNFUNDED'), visit('2026-03-12', 'HELD', true)], { free, at: NOW });

  it('half of what is late; nothing for what is not held, or whose price is asked', () => {
    expect(fees(false).map(({ feePence }) => feePence)).toEqual([2410n, 0n, 0n, 0n]);
    expect(feeOf(fees(false))).toBe(2410n);
  });

  it('nothing where it is free', () => {
    expect(feeOf(fees(true))).toBe(0n);
  });
});
