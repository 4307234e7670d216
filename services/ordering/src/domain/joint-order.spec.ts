import { describe, expect, it } from '@jest/globals';
import { jointFailure, jointFailureWords, keptInput, sentInput } from './joint-order.js';

const INPUT = {
  idempotencyKey: 'a key',
  personId: 'p1',
  budgetId: 'b1',
  variantId: 'v1',
  quantity: '2',
  startTime: '09:00',
  moreTimes: [{ startTime: '13:00', quantity: '1.5' }],
  oneOff: { date: '2026-03-12' },
  place: 'At home',
  shownUnitPricePence: 2410n,
  shownDays: [{ day: '2026-03-12', amountPence: 4820n }],
  agreedOwnMoneyPence: 9_007_199_254_740_991n,
};

describe('what is kept of an order until everybody has said yes', () => {
  it('comes back to the penny from JSON, for the budget it was shown for, without its key', () => {
    const kept = JSON.parse(JSON.stringify(keptInput(INPUT))) as Record<string, unknown>;
    expect(JSON.stringify(kept)).not.toContain('a key');
    expect(sentInput(kept, 'b1')).toEqual({
      ...INPUT,
      idempotencyKey: '',
      standing: null,
      meetFirst: null,
      note: null,
    });
  });

  it('without own money or days of their own price it has none', () => {
    const { agreedOwnMoneyPence: _own, shownDays: _days, ...plain } = INPUT;
    const kept = JSON.parse(JSON.stringify(keptInput(plain))) as Record<string, unknown>;
    expect(sentInput(kept, 'b1')).toMatchObject({ agreedOwnMoneyPence: null, shownDays: [] });
  });
});

describe('why it could not be ordered', () => {
  it.each([
    ['BUDGET_SHORTFALL', 'MONEY'],
    ['BUDGET_CLOSED', 'MONEY'],
    ['PRICE_CHANGED', 'PRICE'],
    ['OWN_MONEY_CHANGED', 'PRICE'],
    ['OVER_ORDER_LIMIT', 'LIMIT'],
    ['OVER_MONTH_LIMIT', 'LIMIT'],
    ['JOINT_MANDATE_ENDED', 'MANDATE'],
    ['JOINT_MANDATE_ADDED', 'MANDATE'],
    ['INVALID_INPUT', 'OTHER'],
  ] as const)('%s: %s', (code, failure) => {
    expect(jointFailure(code)).toBe(failure);
    expect(jointFailureWords(failure)).toContain('Nothing was ordered.');
  });

  it('says nothing where there is nothing to say', () => {
    expect(jointFailureWords(null)).toBeNull();
  });
});
