import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { leastPence, planWeek, type WeeklyChoice, type Wish } from './week-plan.js';

let made = 0;
function choice(unitPricePence: bigint, least = 1n, usual = least): WeeklyChoice {
  made += 1;
  return {
    serviceId: `s${made}`,
    variantId: `v${made}`,
    unitPricePence,
    minimumQuantity: least * 10_000n,
    typicalQuantity: usual * 10_000n,
  };
}
const wish = (...choices: readonly WeeklyChoice[]): Wish => ({ choices });

describe('what a week’s money would buy', () => {
  it('gives each wish the first thing that fits into its share, then more of each in turn, up to what is usual', () => {
    const [near, far, club] = [choice(3000n, 1n, 3n), choice(1000n, 1n, 3n), choice(1500n, 1n, 1n)];
    const { lines, leftPence } = planWeek(5000n, [wish(near, far), wish(club)]);
    // Half of £50 is £25: the nearest one is too dear for it.
    expect(lines).toEqual([
      { choice: far, quantity: 30_000n, weeklyPence: 3000n },
      { choice: club, quantity: 10_000n, weeklyPence: 1500n },
    ]);
    expect(leftPence).toBe(500n);
  });

  it('lets a dear wish have what the others leave, and leaves out what is too dear', () => {
    const [dear, cheap] = [choice(4000n), choice(500n)];
    expect(planWeek(4500n, [wish(dear), wish(cheap)]).lines.map((line) => line?.choice)).toEqual([dear, cheap]);
    expect(planWeek(4499n, [wish(dear), wish(cheap)]).lines.map((line) => line?.choice)).toEqual([undefined, cheap]);
    expect(planWeek(100n, [wish()])).toEqual({ lines: [null], leftPence: 100n });
  });

  it('never takes less than can be ordered', () => {
    const twoHours = choice(2000n, 2n, 4n);
    expect(planWeek(3999n, [wish(twoHours)]).lines).toEqual([null]);
    expect(planWeek(4000n, [wish(twoHours)]).lines).toEqual([
      { choice: twoHours, quantity: 20_000n, weeklyPence: 4000n },
    ]);
  });

  const anyChoice = fc
    .tuple(fc.bigInt(0n, 20_000n), fc.bigInt(1n, 40_000n), fc.bigInt(0n, 60_000n))
    .map(([unitPricePence, minimumQuantity, more]) => ({
      ...choice(unitPricePence),
      minimumQuantity,
      typicalQuantity: minimumQuantity + more,
    }));
  const anyWishes = fc.array(
    fc.array(anyChoice, { maxLength: 5 }).map((choices) => ({ choices })),
    { maxLength: 6 },
  );

  it('costs no more than there is, of quantities that can be had, the same each time', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 100_000n), anyWishes, (weekly, wishes) => {
        const plan = planWeek(weekly, wishes);
        const spent = plan.lines.reduce((sum, line) => sum + (line?.weeklyPence ?? 0n), 0n);
        expect(spent + plan.leftPence).toBe(weekly);
        expect(plan.leftPence).toBeGreaterThanOrEqual(0n);
        for (const [place, line] of plan.lines.entries()) {
          if (!line) continue;
          expect(wishes[place]?.choices).toContain(line.choice);
          expect(line.quantity).toBeGreaterThanOrEqual(line.choice.minimumQuantity);
          expect(line.quantity).toBeLessThanOrEqual(line.choice.typicalQuantity);
        }
        expect(planWeek(weekly, wishes)).toEqual(plan);
      }),
    );
  });

  it('leaves a wish out only where its cheapest is more than what the least of the others leaves', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 100_000n), anyWishes, (weekly, wishes) => {
        const { lines } = planWeek(weekly, wishes);
        const least = (place: number): bigint => {
          const chosen = lines[place]?.choice;
          return chosen ? (leastPence({ choices: [chosen] }) ?? 0n) : 0n;
        };
        const others = lines.reduce((sum, _line, place) => sum + least(place), 0n);
        for (const [place, line] of lines.entries()) {
          const cheapest = leastPence(wishes[place] ?? { choices: [] });
          if (line === null && cheapest !== null) expect(cheapest).toBeGreaterThan(weekly - others);
        }
      }),
    );
  });
});
