import { describe, expect, it } from '@jest/globals';
import { addDays } from '@owncourse/kernel/contract';
import fc from 'fast-check';
import { type ComingMove, findShortWeek } from './short-week.js';

const WEDNESDAY = '2026-03-04';
const visit = (day: string, pence: bigint, orderId = 'order-a'): ComingMove => ({
  day,
  orderId,
  comingInPence: 0n,
  visitPence: pence,
});
const money = (day: string, pence: bigint): ComingMove => ({
  day,
  orderId: null,
  comingInPence: pence,
  visitPence: 0n,
});
/** Each Monday and Thursday for so many weeks from the next one, and the same money each Monday. */
function standing(weeks: number, visitPence: bigint, weeklyPence: bigint): ComingMove[] {
  return Array.from({ length: weeks }, (_, week) => addDays('2026-03-09', week * 7)).flatMap((monday) => [
    money(monday, weeklyPence),
    visit(monday, visitPence),
    visit(addDays(monday, 3), visitPence),
  ]);
}

describe('the week that runs short', () => {
  it('is none when the money reaches to the last penny', () => {
    expect(findShortWeek(WEDNESDAY, 4000n, [visit('2026-03-05', 4000n)])).toBeNull();
    expect(findShortWeek(WEDNESDAY, 0n, standing(26, 2000n, 4000n))).toBeNull();
  });

  it('is named with its first short day, what is missing then and in all', () => {
    // £10 less each week than two visits cost; £25 to begin with: the third week is £5 short, the fifth £25.
    expect(findShortWeek(WEDNESDAY, 2500n, standing(5, 2000n, 3000n))).toMatchObject({
      weekStarting: '2026-03-23',
      onDate: '2026-03-26',
      missingPence: 500n,
      missingInAllPence: 2500n,
    });
  });

  it('is mended by one sum, by more each week, or by one visit fewer from the latest week that is early enough', () => {
    expect(findShortWeek(WEDNESDAY, 2500n, standing(5, 2000n, 3000n))?.mends).toEqual([
      { kind: 'ASK_FOR_SUM', pence: 2500n, by: '2026-03-26' },
      { kind: 'ASK_FOR_MORE_EACH_WEEK', pence: 500n, fromWeekStarting: '2026-03-09' },
      {
        kind: 'FEWER_VISITS',
        orderId: 'order-a',
        visitsAWeek: 1,
        usualVisitsAWeek: 2,
        fromWeekStarting: '2026-03-23',
      },
    ]);
  });

  it('counts money that comes on the day of a visit as there in time', () => {
    expect(findShortWeek(WEDNESDAY, 0n, [visit('2026-03-10', 700n), money('2026-03-10', 700n)])).toBeNull();
    expect(findShortWeek(WEDNESDAY, 0n, [visit('2026-03-10', 700n), money('2026-03-11', 700n)])).toMatchObject({
      onDate: '2026-03-10',
      missingPence: 700n,
    });
  });

  it('offers nothing that begins next week when this week is short already', () => {
    expect(findShortWeek(WEDNESDAY, 500n, [visit('2026-03-06', 700n), ...standing(3, 100n, 200n)])?.mends).toEqual([
      { kind: 'ASK_FOR_SUM', pence: 200n, by: '2026-03-06' },
    ]);
  });

  it('of several orders names the one that asks for the fewest visits, later before earlier', () => {
    const both = [
      ...standing(4, 1000n, 2000n),
      ...standing(4, 300n, 0n).map((move) => (move.orderId === null ? move : { ...move, orderId: 'order-b' })),
    ];
    // £6 short a week: two visits at £3, or one at £10.
    expect(findShortWeek(WEDNESDAY, 0n, both)?.mends.at(-1)).toEqual({
      kind: 'FEWER_VISITS',
      orderId: 'order-a',
      visitsAWeek: 1,
      usualVisitsAWeek: 2,
      fromWeekStarting: '2026-03-09',
    });
  });

  it('says that no visits at all would be left when only that mends it', () => {
    expect(findShortWeek(WEDNESDAY, 0n, [visit('2026-03-10', 500n), visit('2026-03-12', 500n)])?.mends.at(-1)).toEqual({
      kind: 'FEWER_VISITS',
      orderId: 'order-a',
      visitsAWeek: 2,
      usualVisitsAWeek: 2,
      fromWeekStarting: '2026-03-09',
    });
  });

  it('each mend mends it, and a penny or a week less does not, whatever comes', () => {
    const move = fc
      .tuple(fc.nat(60), fc.constantFrom('money', 'order-a', 'order-b'), fc.bigInt(1n, 50n))
      .map(([days, what, pence]): ComingMove =>
        what === 'money' ? money(addDays(WEDNESDAY, days), pence) : visit(addDays(WEDNESDAY, days), pence, what),
      );
    fc.assert(
      fc.property(fc.array(move, { maxLength: 30 }), fc.bigInt(0n, 100n), (moves, available) => {
        const short = findShortWeek(WEDNESDAY, available, moves);
        for (const mend of short?.mends ?? []) {
          const without = (less: bigint): ComingMove[] => {
            if (mend.kind === 'ASK_FOR_SUM') return [money(mend.by, mend.pence - less), ...moves];
            if (mend.kind === 'FEWER_VISITS') return moves;
            const mondays = Array.from({ length: 10 }, (_, week) => addDays(mend.fromWeekStarting, week * 7));
            return [...mondays.map((monday) => money(monday, mend.pence - less)), ...moves];
          };
          if (mend.kind === 'FEWER_VISITS') continue;
          expect(findShortWeek(WEDNESDAY, available, without(0n))).toBeNull();
          expect(findShortWeek(WEDNESDAY, available, without(1n))).not.toBeNull();
        }
      }),
    );
  });
});
