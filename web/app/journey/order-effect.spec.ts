import { describe, expect, it } from '@jest/globals';
import { orderEffect } from './order-effect.js';

const projection = ['2026-03-02', '2026-03-09', '2026-03-16'].map((weekStarting, index) => ({
  weekStarting,
  comingInPence: 0,
  plannedPence: 0,
  leftPence: 10_000 - index * 1_000,
  short: false,
}));
const budget = { availablePence: 10_000, fundedThrough: '2026-03-15', projection };

describe('what an order does to a budget', () => {
  it('promises a single visit at once, however far away it is', () => {
    const effect = orderEffect(budget, ['2026-06-01'], () => 2_410, false);
    expect(effect).toMatchObject({ promisedPence: 2_410, promisedVisits: 1, leftAfterPence: 7_590 });
    expect(effect.weeks.map(({ leftPence }) => leftPence)).toEqual([7_590, 6_590, 5_590]);
  });

  it('promises the funded visits of a pattern and plans the others', () => {
    const effect = orderEffect(budget, ['2026-03-05', '2026-03-12', '2026-03-19'], () => 4_000, true);
    expect(effect).toMatchObject({ visits: 3, promisedVisits: 2, promisedPence: 8_000, leftAfterPence: 2_000 });
    expect(effect.weeks.map(({ leftPence, short }) => [leftPence, short])).toEqual([
      [2_000, false],
      [1_000, false],
      [-4_000, true],
    ]);
    expect(effect.weeks[2]?.plannedPence).toBe(4_000);
  });

  it('counts several visits a day, at what a day costs', () => {
    const effect = orderEffect(budget, ['2026-03-05', '2026-03-12', '2026-03-19'], () => 3_000, true, 3);
    expect(effect).toMatchObject({ visits: 9, promisedVisits: 6, promisedPence: 6_000, leftAfterPence: 4_000 });
  });

  it('counts each visit at the price of its own day', () => {
    const days = ['2026-03-05', '2026-03-12', '2026-03-19'];
    const plain = orderEffect(budget, days, () => 4_000, true);
    const dearer = orderEffect(budget, days, (day) => (day === '2026-03-05' ? 6_000 : 4_000), true);
    expect(dearer.promisedPence - plain.promisedPence).toBe(plain.promisedVisits > 0 ? 2_000 : 0);
    expect(plain.promisedVisits).toBeGreaterThan(0);
    expect(dearer.weeks.map(({ leftPence }, index) => (plain.weeks[index]?.leftPence ?? 0) - leftPence)).toEqual(
      plain.weeks.map(() => 2_000),
    );
  });
});
