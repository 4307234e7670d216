import { linePence, type Pence, type TenThousandths } from '@owncourse/kernel/contract';

/** Something that can be had each week, at the price its reader pays. */
export interface WeeklyChoice {
  readonly serviceId: string;
  readonly variantId: string;
  readonly unitPricePence: Pence;
  /** The least that can be ordered at once. */
  readonly minimumQuantity: TenThousandths;
  /** What people usually have; at least the minimum. */
  readonly typicalQuantity: TenThousandths;
}

/** One kind of support that somebody would like, with what there is of it in the order of the search. */
export interface Wish {
  readonly choices: readonly WeeklyChoice[];
}

export interface PlannedLine {
  readonly choice: WeeklyChoice;
  readonly quantity: TenThousandths;
  readonly weeklyPence: Pence;
}

export interface WeekPlan {
  /** For each wish, in their order; null where the money does not reach. */
  readonly lines: readonly (PlannedLine | null)[];
  readonly leftPence: Pence;
}

const ONE: TenThousandths = 10_000n;

function lineOf(choice: WeeklyChoice, quantity: TenThousandths): PlannedLine {
  return { choice, quantity, weeklyPence: linePence(quantity, choice.unitPricePence) };
}

/** The least that any of it costs in a week; null where there is nothing. */
export function leastPence({ choices }: Wish): Pence | null {
  const costs = choices.map((choice) => lineOf(choice, choice.minimumQuantity).weeklyPence);
  return costs.reduce<Pence | null>((least, cost) => (least === null || cost < least ? cost : least), null);
}

/**
 * What a week's money would buy of what somebody would like. First each wish, in its turn, takes the first thing of its list
 * that fits into an even share of what is left, so that one dear wish does not take all; a wish with nothing of that kind takes its cheapest if
 * there is enough. Then each gets more, one unit in turn, up to what people usually have. Nothing but the order of the search and the
 * price decides: nobody can pay to be in it.
 * @param weeklyPence pence for a week
 */
export function planWeek(weeklyPence: Pence, wishes: readonly Wish[]): WeekPlan {
  const lines: (PlannedLine | null)[] = wishes.map(() => null);
  let left = weeklyPence;
  const take = (place: number, line: PlannedLine): void => {
    left += (lines[place]?.weeklyPence ?? 0n) - line.weeklyPence;
    lines[place] = line;
  };
  wishes.forEach((wish, place) => {
    const share = left / BigInt(wishes.length - place);
    const first = wish.choices
      .map((choice) => lineOf(choice, choice.minimumQuantity))
      .find((line) => line.weeklyPence <= share);
    if (first) take(place, first);
  });
  wishes.forEach((wish, place) => {
    if (lines[place]) return;
    const least = leastPence(wish);
    const cheapest = wish.choices
      .map((choice) => lineOf(choice, choice.minimumQuantity))
      .find((line) => line.weeklyPence === least);
    if (cheapest && cheapest.weeklyPence <= left) take(place, cheapest);
  });
  for (let grew = true; grew;) {
    grew = false;
    for (const [place, line] of lines.entries()) {
      if (!line || line.quantity + ONE > line.choice.typicalQuantity) continue;
      const more = lineOf(line.choice, line.quantity + ONE);
      if (more.weeklyPence - line.weeklyPence > left) continue;
      take(place, more);
      grew = true;
    }
  }
  return { lines, leftPence: left };
}
