import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import type { WeekdayName } from '../src/contract/ordering.port.js';
import { ruleOf, WEEKDAYS } from '../src/domain/pattern.js';
import { visitsOf } from '../src/domain/visit-plan.js';

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

describe('visits of any pattern, through both changes of the clocks', () => {
  it('are the days of the calendar, at the hour of the wall clock, and last their elapsed minutes', () => {
    fc.assert(
      fc.property(
        pattern,
        day,
        time,
        fc.integer({ min: 1, max: 11_520 }),
        fc.nat(40),
        (asked, start, at, minutes, span) => {
          const through = start.add({ days: span + 30 });
          const visits = visitsOf(ruleOf(asked), start.toString(), at, minutes, start.toString(), through.toString());
          const expected: string[] = [];
          for (let date = start; Temporal.PlainDate.compare(date, through) <= 0; date = date.add({ days: 1 }))
            if (isOn(date, start, asked)) expected.push(date.toString());
          expect(visits.map((visit) => visit.day)).toEqual(expected);
          for (const visit of visits) {
            const begins = Temporal.PlainDateTime.from(`${visit.day}T${at}`).toZonedDateTime('Europe/London', {
              disambiguation: 'compatible',
            });
            expect(visit.startsAt.getTime()).toBe(begins.epochMilliseconds);
            // Charged by elapsed hours: the wall clock may say an hour more or less.
            expect(visit.endsAt.getTime()).toBe(begins.add({ minutes }).epochMilliseconds);
          }
        },
      ),
      {
        numRuns: 150,
        // A time that the clocks skip, by the month.
        examples: [[{ weekdays: ['SU'], monthWeek: 4 }, Temporal.PlainDate.from('2027-02-22'), '01:00', 1, 4]],
      },
    );
  });
});
