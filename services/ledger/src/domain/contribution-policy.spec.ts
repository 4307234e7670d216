import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { contributionPolicies } from '../../test/fixtures/contribution-policies.js';
import { type ContributionPolicy, workOutContribution } from './contribution-policy.js';
import { readContributionPolicy } from './read-contribution-policy.js';

function policy(change: Partial<ContributionPolicy> = {}): ContributionPolicy {
  return {
    percentHundredths: 5000n,
    capital: { kind: 'none' },
    cap: { kind: 'cap', pence: 14_735n },
    chargesHomecare: true,
    netting: 'NET',
    ...change,
  };
}

const means = { disposableIncomePence: 6000n, capitalPence: 1_000_000n, budgetWeeklyPence: 50_000n };
const pounds = (pence: bigint) => `${pence / 100n}.${String(pence % 100n).padStart(2, '0')}`;

describe('the twenty-nine policies', () => {
  it('are twenty-nine', () => {
    expect(contributionPolicies.map(({ name }) => name).at(-1)).toBe('policy-29');
  });

  it.each(contributionPolicies)('$name', ({ stored, pays, certain }) => {
    const read = readContributionPolicy(stored);
    if (!read) throw new Error('The policy was not read.');
    const people = [
      means,
      { ...means, disposableIncomePence: 30_000n },
      { ...means, disposableIncomePence: 70_000n, budgetWeeklyPence: 60_000n },
      { ...means, capitalPence: 3_000_000n },
    ];
    const results = people.map((one) => workOutContribution(read, one));
    expect(results.map(({ weeklyPence }) => pounds(weeklyPence))).toEqual(pays);
    expect(results.map((result) => result.certain)).toEqual([certain, certain, certain, certain]);
  });
});

describe('half of disposable income, £147.35 at most', () => {
  it.each<[bigint, bigint]>([
    [6000n, 3000n],
    [29_470n, 14_735n],
    [30_000n, 14_735n],
    [0n, 0n],
    // Half a penny is rounded away from zero.
    [1n, 1n],
  ])('%d pence a week pays %d', (disposableIncomePence, weeklyPence) => {
    expect(workOutContribution(policy(), { ...means, disposableIncomePence }).weeklyPence).toBe(weeklyPence);
  });
});

describe('the reasons', () => {
  it('name the share, the most and the budget, in the order in which they counted', () => {
    const result = workOutContribution(policy(), {
      disposableIncomePence: 100_000n,
      capitalPence: 0n,
      budgetWeeklyPence: 4000n,
    });
    expect(result).toEqual({
      weeklyPence: 4000n,
      netting: 'NET',
      certain: true,
      reasons: [
        { reason: 'SHARE_OF_INCOME', pence: 50_000n },
        { reason: 'CAPPED', pence: 14_735n },
        { reason: 'LIMITED_TO_BUDGET', pence: 4000n },
      ],
    });
  });

  it('say that nobody knows the most', () => {
    const result = workOutContribution(policy({ cap: { kind: 'unknown' } }), means);
    expect(result.certain).toBe(false);
    expect(result.reasons).toEqual([
      { reason: 'SHARE_OF_INCOME', pence: 3000n },
      { reason: 'CAP_UNKNOWN', pence: 3000n },
    ]);
  });

  it('count each step of capital that has begun, and all of it above the upper limit', () => {
    const capital = {
      kind: 'tariff',
      lowerPence: 1_425_000n,
      upperPence: 2_325_000n,
      stepPence: 25_000n,
      incomePence: 100n,
    } as const;
    const paid = (capitalPence: bigint) =>
      workOutContribution(policy({ capital, percentHundredths: 10_000n, cap: { kind: 'none' } }), {
        ...means,
        capitalPence,
      });
    expect(paid(1_425_000n).weeklyPence).toBe(6000n);
    expect(paid(1_425_001n).weeklyPence).toBe(6100n);
    expect(paid(1_450_000n).weeklyPence).toBe(6100n);
    expect(paid(1_450_001n).weeklyPence).toBe(6200n);
    expect(paid(2_325_000n).weeklyPence).toBe(9600n);
    expect(paid(2_325_001n)).toMatchObject({
      weeklyPence: 50_000n,
      reasons: [{ reason: 'ABOVE_CAPITAL_LIMIT', pence: 50_000n }],
    });
  });
});

it('is never below zero, above the budget or above the most', () => {
  const sum = fc.bigInt({ min: 0n, max: 10_000_000n });
  fc.assert(
    fc.property(sum, sum, sum, sum, fc.bigInt({ min: 0n, max: 10_000n }), (income, capital, budget, most, percent) => {
      const { weeklyPence } = workOutContribution(
        policy({
          percentHundredths: percent,
          cap: { kind: 'cap', pence: most },
          capital: { kind: 'limit', pence: 2_325_000n },
        }),
        { disposableIncomePence: income, capitalPence: capital, budgetWeeklyPence: budget },
      );
      expect(weeklyPence >= 0n && weeklyPence <= budget && weeklyPence <= most).toBe(true);
    }),
  );
});

describe('a stored policy', () => {
  const whole = {
    percentOfDisposableIncome: 87.5,
    capitalLimit: { kind: 'limit', pence: 2_325_000 },
    weeklyCap: null,
    chargesHomecare: true,
    netOrGross: 'gross',
  };

  it('reads a blank most as unknown', () => {
    expect(readContributionPolicy(whole)).toEqual({
      percentHundredths: 8750n,
      capital: { kind: 'limit', pence: 2_325_000n },
      cap: { kind: 'unknown' },
      chargesHomecare: true,
      netting: 'GROSS',
    });
  });

  it.each<[string, object]>([
    ['no percentage', { percentOfDisposableIncome: null }],
    ['more than all', { percentOfDisposableIncome: 101 }],
    ['a third decimal place', { percentOfDisposableIncome: 33.333 }],
    ['a tariff without steps', { capitalLimit: { kind: 'tariff', lowerPence: 1, upperPence: 2 } }],
    ['a most without a sum', { weeklyCap: { kind: 'cap' } }],
    ['no word on home care', { chargesHomecare: undefined }],
    ['neither net nor gross', { netOrGross: 'both' }],
  ])('is not guessed at: %s', (_name, change) => {
    expect(readContributionPolicy({ ...whole, ...change })).toBeNull();
  });
});
