import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import type { WeekdayName } from '../src/contract/order-inputs.js';
import { ruleOf, WEEKDAYS } from '../src/domain/pattern.js';
import { stillWanted } from '../src/domain/plan-change.js';
import { type TimeOfDay, visitsOf } from '../src/domain/visit-plan.js';

/** Two years with four changes of the clocks in them. */
const FIRST = Temporal.PlainDate.from('2026-01-01');
const DAYS = 730;
const day = fc.nat(DAYS).map((days) => FIRST.add({ days }));
const time = fc
  .tuple(fc.nat(23), fc.constantFrom(0, 15, 30, 59))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
const weekdays = fc.subarray([...WEEKDAYS], { minLength: 1 });
const pattern = fc.oneof(
  fc.record({ weekdays, everyWeeks: fc.constantFrom(1, 2, 3, 4) }),
  fc.record({ weekdays, monthWeek: fc.constantFrom(1, 2, 3, 4, -1) }),
  fc.record({ weekdays: fc.constant([]), monthDay: fc.integer({ min: 1, max: 28 }) }),
);
interface Pattern {
  readonly weekdays: readonly WeekdayName[];
  readonly everyWeeks?: number;
  readonly monthWeek?: number;
  readonly monthDay?: number;
}

/** True when a day is one of a pattern's, told from the calendar alone. */
function isOn(date: Temporal.PlainDate, start: Temporal.PlainDate, asked: Pattern): boolean {
  if (asked.monthDay !== undefined) return date.day === asked.monthDay;
  if (!asked.weekdays.includes(WEEKDAYS[date.dayOfWeek - 1] ?? 'MO')) return false;
  if (asked.monthWeek === -1) return date.add({ days: 7 }).month !== date.month;
  if (asked.monthWeek !== undefined) return Math.ceil(date.day / 7) === asked.monthWeek;
  const monday = (one: Temporal.PlainDate): Temporal.PlainDate => one.subtract({ days: one.dayOfWeek - 1 });
  const weeks = monday(start).until(monday(date)).days / 7;
  return weeks % (asked.everyWeeks ?? 1) === 0;
}

/** One to four times of a day, earliest first, each with its own length. */
const times = fc
  .uniqueArray(fc.tuple(time, fc.integer({ min: 1, max: 11_520 })), {
    minLength: 1,
    maxLength: 4,
    selector: ([at]) => at,
  })
  .map((all): readonly TimeOfDay[] =>
    [...all]
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([startTime, minutes]) => ({ startTime, minutes, quantity: BigInt(minutes) * 100n })),
  );

describe('visits of any pattern, through both changes of the clocks', () => {
  it('are the days of the calendar, at each hour of the wall clock, and last their elapsed minutes', () => {
    fc.assert(
      fc.property(pattern, day, times, fc.nat(40), (asked, start, several, span) => {
        const through = start.add({ days: span + 30 });
        const visits = visitsOf(ruleOf(asked), start.toString(), several, start.toString(), through.toString());
        const expected: object[] = [];
        for (let date = start; Temporal.PlainDate.compare(date, through) <= 0; date = date.add({ days: 1 }))
          for (const { startTime, minutes, quantity } of isOn(date, start, asked) ? several : []) {
            const begins = date
              .toPlainDateTime(startTime)
              .toZonedDateTime('Europe/London', { disambiguation: 'compatible' });
            expected.push({
              day: date.toString(),
              startsAt: new Date(begins.epochMilliseconds),
              // Charged by elapsed hours: the wall clock may say an hour more or less.
              endsAt: new Date(begins.add({ minutes }).epochMilliseconds),
              quantity,
            });
          }
        expect(visits).toEqual(expected);
      }),
      {
        numRuns: 150,
        // A time that the clocks skip, by the month.
        examples: [
          [
            { weekdays: ['SU'], monthWeek: 4 },
            Temporal.PlainDate.from('2027-02-22'),
            [{ startTime: '01:00', minutes: 1, quantity: 100n }],
            4,
          ],
        ],
      },
    );
  });
});

/** Minutes after midnight of a day in winter, so that the clock plays no part. */
const instant = (minutes: number): Date => new Date(Date.UTC(2026, 0, 5, 0, minutes));
const begins = fc
  .uniqueArray(fc.nat(95), { maxLength: 5 })
  .map((all) => all.map((quarter) => ({ day: '2026-01-05', startsAt: instant(quarter * 15) })));

/** The nearest two of all that are left, over and over: as a person would do it on paper. */
function naive<Of extends { startsAt: Date }, To extends { startsAt: Date }>(
  there: readonly Of[],
  asked: readonly To[],
): Map<Of, To> {
  const found = new Map<Of, To>();
  const [left, free] = [[...there], [...asked]];
  while (left.length > 0 && free.length > 0) {
    let best: { of: Of; to: To; apart: number } | null = null;
    for (const of of left)
      for (const to of free) {
        const apart = Math.abs(of.startsAt.getTime() - to.startsAt.getTime());
        const earlier =
          best !== null &&
          apart === best.apart &&
          (of.startsAt < best.of.startsAt || (of === best.of && to.startsAt < best.to.startsAt));
        if (best === null || apart < best.apart || earlier) best = { of, to, apart };
      }
    if (best === null) break;
    const { of, to } = best;
    found.set(of, to);
    left.splice(left.indexOf(of), 1);
    free.splice(free.indexOf(to), 1);
  }
  return found;
}

describe('several visits on one day, when the terms change', () => {
  it('what stays takes its place from the new terms by nearness, and nothing is lost or doubled', () => {
    fc.assert(
      fc.property(begins, fc.nat(5), begins, (there, many, asked) => {
        const [staying, open] = [there.slice(0, many), there.slice(many)];
        const pairs = naive(there, asked);
        const inPlace = new Set(staying.map((visit) => pairs.get(visit)));
        const still = stillWanted(asked, open, staying);
        expect(still).toEqual(asked.filter((visit) => !inPlace.has(visit)));
        expect(still.length).toBe(asked.length - staying.filter((visit) => pairs.has(visit)).length);
      }),
      { numRuns: 300 },
    );
  });
});
