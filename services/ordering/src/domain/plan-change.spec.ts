import { describe, expect, it } from '@jest/globals';
import {
  type DayPrice,
  extraOwnPence,
  extraPence,
  mostOwnPence,
  type OpenVisitFacts,
  planChange,
  priced,
  stillWanted,
  tooLateToChange,
  withinAgreed,
} from './plan-change.js';
import { visitOn } from './visit-plan.js';

const ORDINARY: DayPrice = {
  unitPricePence: 2410n,
  multiplier: 10_000n,
  bankHoliday: null,
  rateCardVersion: 1,
  abovePence: null,
};
const open = (day: string, changes: Partial<OpenVisitFacts> = {}): OpenVisitFacts => ({
  ...visitOn(day, { startTime: '10:00', minutes: 120, quantity: 20_000n }),
  id: day,
  unitPricePence: 2410n,
  multiplier: 10_000n,
  amountPence: 4820n,
  ownPence: 0n,
  status: 'HELD',
  noticeHours: 24,
  cancellationPercentHundredths: 5000n,
  ...changes,
});
const wanted = (day: string, quantity = 30_000n, time = '10:00', price = ORDINARY) =>
  priced(visitOn(day, { startTime: time, minutes: 180, quantity }), price);

describe('what a visit costs', () => {
  it('is rounded once, after what the day multiplies by', () => {
    const odd: DayPrice = { ...ORDINARY, unitPricePence: 2411n, multiplier: 15_000n };
    // 0.75 × 2411 × 1.5 = 2712.375
    expect(wanted('2026-04-03', 7500n, '10:00', odd).amountPence).toBe(2712n);
    // 1 × 2411 × 1.5 = 3616.5, half away from zero
    expect(wanted('2026-04-03', 10_000n, '10:00', odd).amountPence).toBe(3617n);
  });
});

describe('what is above a cap', () => {
  const above: DayPrice = { ...ORDINARY, unitPricePence: 2000n, abovePence: 2750n };

  it('is what is between the public price and the budget’s part, each rounded once', () => {
    const third = wanted('2026-03-09', 3333n, '10:00', above);
    // 0.3333 × 2000 = 666.6; 0.3333 × 2750 = 916.575
    expect([third.amountPence, third.ownPence]).toEqual([667n, 250n]);
    expect(wanted('2026-03-09', 20_000n, '10:00', ORDINARY).ownPence).toBe(0n);
  });

  it('is less on a bank holiday, when the council pays more, and never below nothing', () => {
    expect(wanted('2026-04-03', 20_000n, '10:00', { ...above, multiplier: 12_500n }).ownPence).toBe(500n);
    expect(wanted('2026-04-03', 20_000n, '10:00', { ...above, multiplier: 15_000n }).ownPence).toBe(0n);
  });

  it('is agreed to as the most of one visit, and no visit takes more than that', () => {
    const visits = [
      wanted('2026-03-09', 20_000n, '10:00', above),
      wanted('2026-04-03', 20_000n, '10:00', { ...above, multiplier: 12_500n }),
    ];
    expect(mostOwnPence(visits)).toBe(1500n);
    expect(mostOwnPence([])).toBe(0n);
    expect(withinAgreed(visits, 1000n).map(({ ownPence }) => ownPence)).toEqual([1000n, 500n]);
    expect(withinAgreed(visits, null).map(({ ownPence }) => ownPence)).toEqual([0n, 0n]);
  });

  it('counts for a mandate’s limits by how much more it is', () => {
    const before = open('2026-03-09', { ownPence: 1500n });
    const after = wanted('2026-03-09', 30_000n, '10:00', above);
    const change = { changed: [{ before, after }], dropped: [], added: [] };
    expect(extraOwnPence(change, '2026-03-31')).toBe(750n);
    expect(extraOwnPence({ changed: [], dropped: [before], added: [] }, '2026-03-31')).toBe(0n);
  });
});

describe('the new terms against the visits there are', () => {
  it('keep a visit whose day stays, drop one whose day goes, add one on a new day', () => {
    const change = planChange(
      [open('2026-03-09'), open('2026-03-12')],
      [wanted('2026-03-09'), wanted('2026-03-13')],
      false,
    );
    expect(change.changed.map(({ before, after }) => [before.id, before.amountPence, after.amountPence])).toEqual([
      ['2026-03-09', 4820n, 7230n],
    ]);
    expect(change.dropped.map(({ id }) => id)).toEqual(['2026-03-12']);
    expect(change.added.map(({ day }) => day)).toEqual(['2026-03-13']);
  });

  describe('on a day with several visits', () => {
    const day = '2026-03-09';
    const visit = (time: string) =>
      open(day, { ...visitOn(day, { startTime: time, minutes: 60, quantity: 10_000n }), id: time });
    const there = ['08:00', '13:00', '21:00'].map(visit);
    const asks = (...times: string[]) => times.map((time) => wanted(day, 10_000n, time));
    const told = (change: ReturnType<typeof planChange>) => ({
      changed: change.changed.map(({ before, after }) => [before.id, after.startsAt.toISOString().slice(11, 16)]),
      dropped: change.dropped.map(({ id }) => id),
      added: change.added.map(({ startsAt }) => startsAt.toISOString().slice(11, 16)),
    });

    it.each([
      [
        'one is taken out',
        ['08:00', '21:00'],
        [
          ['08:00', '08:00'],
          ['21:00', '21:00'],
        ],
        ['13:00'],
        [],
      ],
      [
        'one is moved',
        ['08:00', '14:00', '21:00'],
        [
          ['08:00', '08:00'],
          ['13:00', '14:00'],
          ['21:00', '21:00'],
        ],
        [],
        [],
      ],
      [
        'one is added',
        ['08:00', '13:00', '17:00', '21:00'],
        [
          ['08:00', '08:00'],
          ['13:00', '13:00'],
          ['21:00', '21:00'],
        ],
        [],
        ['17:00'],
      ],
      [
        'two become of three',
        ['09:00', '14:00'],
        [
          ['08:00', '09:00'],
          ['13:00', '14:00'],
        ],
        ['21:00'],
        [],
      ],
    ] as const)('%s: each becomes the nearest', (_what, times, changed, dropped, added) => {
      expect(told(planChange(there, asks(...times), false))).toEqual({ changed, dropped, added });
    });

    it('what was delivered or cancelled for good is not asked for again', () => {
      const [eight, one, nine] = there;
      if (!eight || !one || !nine) throw new Error('three visits');
      const still = (times: string[], staying: (typeof there)[number][]) =>
        stillWanted(
          asks(...times),
          there.filter((each) => !staying.includes(each)),
          staying,
        ).map(({ startsAt }) => startsAt.toISOString().slice(11, 16));
      expect(still(['08:00', '13:00', '21:00'], [one])).toEqual(['08:00', '21:00']);
      expect(still(['08:30', '14:00', '21:00'], [eight])).toEqual(['14:00', '21:00']);
      expect(still(['14:00'], [eight])).toEqual(['14:00']);
      expect(still(['08:00', '13:00', '17:00', '21:00'], [one])).toEqual(['08:00', '17:00', '21:00']);
    });
  });

  it('move a single visit to its new day', () => {
    const change = planChange([open('2026-03-09')], [wanted('2026-03-20')], true);
    expect(change.changed).toHaveLength(1);
    expect([change.dropped, change.added]).toEqual([[], []]);
  });
});

describe('a change is no way round the fee', () => {
  const boundary = new Date('2026-03-08T10:00:00.000Z');
  const late = new Date(boundary.getTime() + 1);
  it.each([
    ['dropped', planChange([open('2026-03-09')], [], false), true],
    ['shortened', planChange([open('2026-03-09')], [wanted('2026-03-09', 10_000n)], false), true],
    ['moved', planChange([open('2026-03-09')], [wanted('2026-03-09', 30_000n, '11:00')], false), true],
    ['made longer', planChange([open('2026-03-09')], [wanted('2026-03-09')], false), false],
    ['only planned', planChange([open('2026-03-09', { status: 'PLANNED' })], [], false), false],
    ['free to cancel', planChange([open('2026-03-09', { cancellationPercentHundredths: 0n })], [], false), false],
  ])('%s', (_what, change, refused) => {
    expect(tooLateToChange(change, boundary)).toBeNull();
    expect(tooLateToChange(change, late)?.id ?? null).toBe(refused ? '2026-03-09' : null);
  });
});

it('a mandate counts the extra of the days up to its own end, and never less than nothing', () => {
  const change = planChange(
    [open('2026-03-09'), open('2026-03-12')],
    [wanted('2026-03-09'), wanted('2026-04-20')],
    false,
  );
  expect(extraPence(change, '2026-03-10')).toBe(2410n);
  expect(extraPence(change, '2026-04-19')).toBe(0n);
  expect(extraPence(change, '2026-04-20')).toBe(4820n);
});
