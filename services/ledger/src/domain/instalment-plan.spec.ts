import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { planInstalments } from './instalment-plan.js';

const terms = {
  startsOn: '2026-03-02',
  endsBefore: '2026-04-27',
  weeklyPence: 28_700n,
  intervalWeeks: 4,
  contributionPence: 3000n,
  netting: 'NET',
} as const;

describe('instalments of a budget', () => {
  it('net: the council posts its share in advance, the contribution beside it', () => {
    expect(planInstalments(terms)).toEqual([
      { kind: 'INSTALMENT', dueOn: '2026-03-02', coversThrough: '2026-03-29', amountPence: 102_800n },
      { kind: 'CONTRIBUTION', dueOn: '2026-03-02', coversThrough: '2026-03-29', amountPence: 12_000n },
      { kind: 'INSTALMENT', dueOn: '2026-03-30', coversThrough: '2026-04-26', amountPence: 102_800n },
      { kind: 'CONTRIBUTION', dueOn: '2026-03-30', coversThrough: '2026-04-26', amountPence: 12_000n },
    ]);
  });

  it('gross: the council posts the whole, the contribution never enters', () => {
    expect(planInstalments({ ...terms, netting: 'GROSS' }).map((one) => [one.kind, one.amountPence])).toEqual([
      ['INSTALMENT', 114_800n],
      ['INSTALMENT', 114_800n],
    ]);
  });

  it('a contribution is never more than the budget', () => {
    expect(planInstalments({ ...terms, contributionPence: 99_999n }).map((one) => [one.kind, one.amountPence])).toEqual(
      [
        ['CONTRIBUTION', 114_800n],
        ['CONTRIBUTION', 114_800n],
      ],
    );
  });

  it('a last short stretch gets its days', () => {
    expect(planInstalments({ ...terms, endsBefore: '2026-04-01', contributionPence: 0n }).at(-1)).toEqual({
      kind: 'INSTALMENT',
      dueOn: '2026-03-30',
      coversThrough: '2026-03-31',
      amountPence: 8200n,
    });
  });

  it('net and gross bring the same sum, day for day without a gap', () => {
    fc.assert(
      fc.property(
        fc.bigInt(1n, 100_000n),
        fc.bigInt(0n, 200_000n),
        fc.integer({ min: 1, max: 60 }),
        fc.constantFrom(1 as const, 4 as const),
        (weekly, contribution, weeks, interval) => {
          const endsBefore = new Date(Date.UTC(2026, 2, 2 + weeks * 7)).toISOString().slice(0, 10);
          const shape = {
            startsOn: '2026-03-02',
            endsBefore,
            weeklyPence: weekly,
            intervalWeeks: interval,
            contributionPence: contribution,
          };
          const sum = (netting: 'NET' | 'GROSS') =>
            planInstalments({ ...shape, netting }).reduce((total, one) => total + one.amountPence, 0n);
          expect(sum('NET')).toBe(weekly * BigInt(weeks));
          expect(sum('GROSS')).toBe(weekly * BigInt(weeks));
        },
      ),
    );
  });
});
