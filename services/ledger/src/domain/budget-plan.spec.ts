import { describe, expect, it } from '@jest/globals';
import { addDays } from '@owncourse/kernel/contract';
import fc from 'fast-check';
import {
  type BudgetTerms,
  councilLacks,
  differencePosted,
  dueBefore,
  keptCharges,
  personCharges,
  planRest,
  type Posted,
} from './budget-plan.js';

/** The same terms with another weekly amount from a day, until the next step that is known. */
function withStep(terms: BudgetTerms, from: string, weeklyPence: bigint): BudgetTerms {
  const others = terms.steps.filter((step) => step.from !== from);
  return { ...terms, steps: [...others, { from, weeklyPence }].sort((a, b) => (a.from < b.from ? -1 : 1)) };
}

const NOTHING_POSTED: Posted = { councilThrough: null, personThrough: null, putInPence: 0n };
const START = '2026-03-02';

const terms: BudgetTerms = {
  startsOn: START,
  endsBefore: '2026-04-27',
  intervalWeeks: 4,
  steps: [{ from: START, weeklyPence: 28_700n }],
  contributions: [{ from: START, before: null, weeklyPence: 3000n, netting: 'NET' }],
  pauses: [],
  yearly: [],
};
const alone: BudgetTerms = { ...terms, contributions: [] };
const planOf = (one: BudgetTerms, posted = NOTHING_POSTED) => planRest(one, posted, '2030-01-01');
const sums = (one: BudgetTerms, posted = NOTHING_POSTED) =>
  planOf(one, posted).map(({ kind, dueOn, amountPence }) => [kind, dueOn, amountPence]);

describe('the plan of a budget', () => {
  it('net: the council posts its share in advance, the contribution beside it', () => {
    expect(planOf(terms)).toEqual([
      { kind: 'INSTALMENT', dueOn: '2026-03-02', coversThrough: '2026-03-29', amountPence: 102_800n },
      { kind: 'INSTALMENT', dueOn: '2026-03-30', coversThrough: '2026-04-26', amountPence: 102_800n },
      { kind: 'CONTRIBUTION', dueOn: '2026-03-02', coversThrough: '2026-03-29', amountPence: 12_000n },
      { kind: 'CONTRIBUTION', dueOn: '2026-03-30', coversThrough: '2026-04-26', amountPence: 12_000n },
    ]);
  });

  it('gross: the council posts the whole, the contribution never enters', () => {
    const gross = terms.contributions.map((one) => ({ ...one, netting: 'GROSS' as const }));
    expect(sums({ ...terms, contributions: gross })).toEqual([
      ['INSTALMENT', '2026-03-02', 114_800n],
      ['INSTALMENT', '2026-03-30', 114_800n],
    ]);
  });

  it('a contribution is never more than the budget', () => {
    const high = terms.contributions.map((one) => ({ ...one, weeklyPence: 99_999n }));
    expect(sums({ ...terms, contributions: high })).toEqual([
      ['CONTRIBUTION', '2026-03-02', 114_800n],
      ['CONTRIBUTION', '2026-03-30', 114_800n],
    ]);
  });

  it('a last short stretch gets its days', () => {
    expect(planOf({ ...alone, endsBefore: '2026-04-01' }).at(-1)).toEqual({
      kind: 'INSTALMENT',
      dueOn: '2026-03-30',
      coversThrough: '2026-03-31',
      amountPence: 8200n,
    });
  });

  it('a step in the middle of a stretch counts from its day', () => {
    // Two weeks at £287, two at £210, then four at £210.
    expect(sums(withStep(alone, '2026-03-16', 21_000n))).toEqual([
      ['INSTALMENT', '2026-03-02', 99_400n],
      ['INSTALMENT', '2026-03-30', 84_000n],
    ]);
  });

  it('several steps ahead, and a step that is changed again, each stand until the next', () => {
    const stepped = withStep(withStep(withStep(alone, '2026-04-13', 7000n), '2026-03-30', 14_000n), '2026-04-13', 700n);
    expect(sums(stepped)).toEqual([
      ['INSTALMENT', '2026-03-02', 114_800n],
      ['INSTALMENT', '2026-03-30', 29_400n],
    ]);
  });

  it('what was posted never changes: the difference of its days is told apart', () => {
    const posted: Posted = { councilThrough: '2026-03-29', personThrough: null, putInPence: 114_800n };
    const raised = withStep(alone, '2026-03-23', 35_700n);
    expect(differencePosted(alone, raised, posted)).toBe(7000n);
    expect(sums(raised, { ...posted, putInPence: 121_800n })).toEqual([['INSTALMENT', '2026-03-30', 142_800n]]);
    const cut = withStep(alone, '2026-03-16', 0n);
    expect(differencePosted(alone, cut, posted)).toBe(-57_400n);
    expect(sums(cut, { ...posted, putInPence: 57_400n })).toEqual([]);
  });

  it('paid days that are paused afterwards count towards the days after the pause', () => {
    const posted: Posted = { councilThrough: '2026-03-29', personThrough: null, putInPence: 114_800n };
    const paused = { ...alone, pauses: [{ from: '2026-03-16', before: '2026-04-06' }] };
    // 28 days were paid for and 14 used; 21 days are left after the pause, 7 of them to pay.
    expect(sums(paused, posted)).toEqual([['INSTALMENT', '2026-04-06', 28_700n]]);
    expect(sums({ ...alone, pauses: [{ from: '2026-03-16', before: null }] }, posted)).toEqual([]);
  });

  it('yearly sums come on their day, 29 February on the 28th, none twice and none after the last', () => {
    const yearly = { id: 'a', firstOn: '2028-02-29', lastOn: '2031-01-01', amountPence: 5000n, postedThrough: null };
    const long = { ...alone, endsBefore: null, steps: [], yearly: [yearly] };
    expect(planRest(long, NOTHING_POSTED, '2040-01-01').map((one) => one.dueOn)).toEqual([
      '2028-02-29',
      '2029-02-28',
      '2030-02-28',
    ]);
    const later = { ...long, yearly: [{ ...yearly, postedThrough: '2029-02-28' }] };
    expect(planRest(later, NOTHING_POSTED, '2040-01-01').map((one) => one.dueOn)).toEqual(['2030-02-28']);
  });
});

const DAYS = Array.from({ length: 130 }, (_, number) => addDays(START, number));

/** What the steps’ days come to, a day at a time: written apart from the plan. */
function daysOf(one: BudgetTerms): { council: bigint; person: bigint } {
  let [council, person] = [0n, 0n];
  for (const day of DAYS) {
    if (one.endsBefore !== null && day >= one.endsBefore) break;
    if (one.pauses.some((pause) => pause.from <= day && (pause.before === null || day < pause.before))) continue;
    const weekly = [...one.steps].reverse().find((step) => step.from <= day)?.weeklyPence ?? 0n;
    const assessed = one.contributions.find((each) => each.netting === 'NET' && each.from <= day)?.weeklyPence ?? 0n;
    const own = assessed < weekly ? assessed : weekly;
    council += weekly - own;
    person += own;
  }
  const rounded = (sevenths: bigint) => (sevenths * 2n + 7n) / 14n;
  return { council: rounded(council), person: rounded(person) };
}

const day = fc.constantFrom(...DAYS);
const anyTerms: fc.Arbitrary<BudgetTerms> = fc
  .record({
    length: fc.integer({ min: 1, max: 120 }),
    intervalWeeks: fc.constantFrom(1, 4),
    steps: fc.uniqueArray(fc.record({ from: day, weeklyPence: fc.bigInt(0n, 90_000n) }), {
      selector: (step) => step.from,
      maxLength: 4,
    }),
    first: fc.bigInt(0n, 90_000n),
    own: fc.record({ from: day, weeklyPence: fc.bigInt(0n, 60_000n), netting: fc.constantFrom('NET', 'GROSS') }),
    pause: fc.record({ from: day, days: fc.option(fc.integer({ min: 1, max: 60 })) }),
    hasPause: fc.boolean(),
  })
  .map(({ length, intervalWeeks, steps, first, own, pause, hasPause }) => ({
    startsOn: START,
    endsBefore: addDays(START, length),
    intervalWeeks,
    steps: [{ from: START, weeklyPence: first }, ...steps.filter((step) => step.from > START)].sort((a, b) =>
      a.from < b.from ? -1 : 1,
    ),
    contributions: [{ ...own, before: null }],
    pauses: hasPause
      ? [{ from: pause.from, before: pause.days === null ? null : addDays(pause.from, pause.days) }]
      : [],
    yearly: [],
  }));

describe('whatever is decided', () => {
  it('the instalments add up to the days of the steps, to the penny, and never overlap', () => {
    fc.assert(
      fc.property(anyTerms, (one) => {
        const plan = planOf(one);
        const of = (kind: string) => plan.filter((each) => each.kind === kind);
        const sum = (kind: string) => of(kind).reduce((total, each) => total + each.amountPence, 0n);
        const told = { council: sum('INSTALMENT'), person: sum('CONTRIBUTION') };
        expect(told).toEqual(daysOf(one));
        expect(dueBefore(one, '2030-01-01')).toEqual(told);
        for (const kind of ['INSTALMENT', 'CONTRIBUTION']) {
          const ends = of(kind).map((each) => each.coversThrough);
          expect(ends).toEqual([...new Set(ends)].sort());
          expect(of(kind).every((each) => each.dueOn <= each.coversThrough && each.amountPence > 0n)).toBe(true);
        }
      }),
      { numRuns: 120 },
    );
  });

  it('after a change at any moment, what was posted, the difference and the rest add up to the new days', () => {
    fc.assert(
      fc.property(anyTerms, fc.nat(60), day, fc.bigInt(0n, 90_000n), (one, count, from, weekly) => {
        const posted = planOf(one)
          .filter((each) => each.kind === 'INSTALMENT')
          .slice(0, count);
        const before: Posted = {
          councilThrough: posted.at(-1)?.coversThrough ?? null,
          personThrough: null,
          putInPence: posted.reduce((total, each) => total + each.amountPence, 0n),
        };
        const now = withStep(one, from, weekly);
        const difference = differencePosted(one, now, before);
        const rest = planOf(now, { ...before, putInPence: before.putInPence + difference });
        const total = rest
          .filter((each) => each.kind === 'INSTALMENT')
          .reduce((sum, each) => sum + each.amountPence, before.putInPence + difference);
        expect(total).toBe(daysOf(now).council);
      }),
      { numRuns: 120 },
    );
  });
});

describe('a contribution that changes after the council has paid', () => {
  const weekly: BudgetTerms = { ...terms, intervalWeeks: 1 };
  const from = (day: string, weeklyPence: bigint): BudgetTerms => ({
    ...weekly,
    contributions: [
      { from: START, before: day, weeklyPence: 3000n, netting: 'NET' },
      { from: day, before: null, weeklyPence, netting: 'NET' },
    ],
  });

  it('charges the person for the stretches that have begun and reach the day, and for no other', () => {
    expect(personCharges(from('2026-03-12', 1000n), '2026-03-12', '2026-03-16')).toEqual([
      // Three days at £30 a week and four at £10.
      {
        from: '2026-03-09',
        before: '2026-03-16',
        dueOn: '2026-03-09',
        coversThrough: '2026-03-15',
        amountPence: 1857n,
      },
      {
        from: '2026-03-16',
        before: '2026-03-23',
        dueOn: '2026-03-16',
        coversThrough: '2026-03-22',
        amountPence: 1000n,
      },
    ]);
    expect(personCharges(from('2026-03-12', 0n), '2026-03-16', '2026-03-16')).toEqual([]);
  });

  it('charges nothing for paused days, nor for days after the end, and counts a stretch by its calendar days', () => {
    const charged = (one: BudgetTerms) =>
      personCharges(one, START, '2026-03-16').map(({ from: day, before, amountPence }) => [day, before, amountPence]);
    const pause = { from: '2026-03-05', before: '2026-03-10' };
    // Three days of the first week, six of the second.
    expect(charged({ ...weekly, pauses: [pause] })).toEqual([
      ['2026-03-02', '2026-03-09', 1286n],
      ['2026-03-09', '2026-03-16', 2571n],
      ['2026-03-16', '2026-03-23', 3000n],
    ]);
    expect(charged({ ...weekly, pauses: [{ ...pause, before: null }] })).toEqual([['2026-03-02', '2026-03-09', 1286n]]);
    expect(charged({ ...weekly, endsBefore: '2026-03-11' })).toEqual([
      ['2026-03-02', '2026-03-09', 3000n],
      ['2026-03-09', '2026-03-16', 857n],
    ]);
  });

  it('keeps what was asked for past days where new terms would ask more, and only there', () => {
    const kept = (fromOn: string, beforeOn: string, weeklyPence: bigint) => [
      { fromOn, beforeOn, weeklyPence, netting: 'NET' },
    ];
    const paused = (before: string | null): BudgetTerms => ({ ...weekly, pauses: [{ from: '2026-03-05', before }] });
    expect(keptCharges(weekly, paused(null), '2026-03-16')).toEqual([]);
    expect(keptCharges(paused(null), paused('2026-03-12'), '2026-03-16')).toEqual(kept('2026-03-12', '2026-03-16', 0n));
    expect(keptCharges(paused(null), paused('2026-03-16'), '2026-03-16')).toEqual([]);
    const cut = withStep(weekly, '2026-03-09', 2000n);
    expect(keptCharges(cut, withStep(cut, '2026-03-11', 28_700n), '2026-03-16')).toEqual(
      kept('2026-03-11', '2026-03-16', 2000n),
    );
    expect(keptCharges(weekly, withStep(weekly, '2026-03-09', 40_000n), '2026-03-16')).toEqual([]);
  });

  it('lets the council add what it has put in too little for the days so far, and never take back', () => {
    const posted: Posted = { councilThrough: '2026-03-15', personThrough: '2026-03-15', putInPence: 2n * 25_700n };
    expect(councilLacks(weekly, posted)).toBe(0n);
    expect(councilLacks(from('2026-03-09', 1000n), posted)).toBe(2000n);
    expect(councilLacks(from('2026-03-09', 1000n), { ...posted, putInPence: posted.putInPence + 2000n })).toBe(0n);
    expect(councilLacks(from('2026-03-09', 2000n), { ...posted, putInPence: posted.putInPence + 2000n })).toBe(0n);
    expect(councilLacks(from('2026-03-09', 0n), { ...posted, councilThrough: null })).toBe(0n);
  });
});
