import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { daysBetween, LONDON, londonDate } from './clock.js';

/** Around both changes of the clocks in 2027, and any other time. */
const instant = fc.oneof(
  fc.date({ min: new Date('2027-03-26T00:00:00Z'), max: new Date('2027-03-30T00:00:00Z'), noInvalidDate: true }),
  fc.date({ min: new Date('2027-10-29T00:00:00Z'), max: new Date('2027-11-02T00:00:00Z'), noInvalidDate: true }),
  fc.date({ min: new Date('1971-01-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true }),
);
const day = fc
  .integer({ min: 0, max: 60_000 })
  .map((days) => Temporal.PlainDate.from('1970-01-01').add({ days }).toString());

describe('London days', () => {
  it('are those of the wall clock, whatever day was asked for before', () => {
    fc.assert(
      fc.property(fc.array(instant, { minLength: 2, maxLength: 20 }), (asked) => {
        for (const one of asked)
          expect(londonDate(one)).toBe(
            Temporal.Instant.fromEpochMilliseconds(one.getTime()).toZonedDateTimeISO(LONDON).toPlainDate().toString(),
          );
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['2027-03-27T23:59:59.999Z', '2027-03-27'],
    ['2027-03-28T22:59:59.999Z', '2027-03-28'],
    ['2027-03-28T23:00:00.000Z', '2027-03-29'],
    ['2027-10-30T22:59:59.999Z', '2027-10-30'],
    ['2027-10-30T23:00:00.000Z', '2027-10-31'],
    ['2027-10-31T23:59:59.999Z', '2027-10-31'],
    ['2027-11-01T00:00:00.000Z', '2027-11-01'],
  ])('at %s it is %s', (at, expected) => {
    expect(londonDate(new Date(at))).toBe(expected);
  });

  it('are counted as a calendar does, forwards and back', () => {
    fc.assert(
      fc.property(day, day, (from, to) => {
        expect(daysBetween(from, to)).toBe(Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to)).days);
        expect(daysBetween(from, to)).toBe(0 - daysBetween(to, from));
      }),
    );
  });
});
