import { addDays, daysBetween, type Pence, weekStarting } from '@owncourse/kernel/contract';

/** One thing that will move a budget: money that comes in, or a visit that nothing is held for yet. */
export interface ComingMove {
  readonly day: string;
  /** The visit's order; null for money that comes in. */
  readonly orderId: string | null;
  readonly comingInPence: Pence;
  readonly visitPence: Pence;
}

/** What would keep every coming day at or above zero. */
export type Mend =
  | { readonly kind: 'ASK_FOR_SUM'; readonly pence: Pence; readonly by: string }
  | { readonly kind: 'ASK_FOR_MORE_EACH_WEEK'; readonly pence: Pence; readonly fromWeekStarting: string }
  | {
      readonly kind: 'FEWER_VISITS';
      readonly orderId: string;
      readonly visitsAWeek: number;
      /** The most that there are in one week now; as many fewer means none. */
      readonly usualVisitsAWeek: number;
      readonly fromWeekStarting: string;
    };

export interface ShortWeek {
  /** Monday. */
  readonly weekStarting: string;
  /** The first day on which the money does not reach. */
  readonly onDate: string;
  /** On the worst day of that week. */
  readonly missingPence: Pence;
  /** On the worst of all the days looked at. */
  readonly missingInAllPence: Pence;
  readonly mends: readonly Mend[];
}

interface DayEnd {
  readonly day: string;
  readonly left: Pence;
}

/**
 * The first week in which the money does not reach, and what would mend it and all that follow.
 * @param available what is left today, in pence
 * @param moves in any order, none before `today`
 * @returns null when the money reaches
 */
export function findShortWeek(today: string, available: Pence, moves: readonly ComingMove[]): ShortWeek | null {
  const days = dayEnds(available, moves);
  const short = days.filter((day) => day.left < 0n);
  const [first] = short;
  if (!first) return null;
  const monday = weekStarting(first.day);
  const missingInAllPence = worst(short);
  const mends = [
    { kind: 'ASK_FOR_SUM' as const, pence: missingInAllPence, by: first.day },
    moreEachWeek(today, short),
    fewerVisits(today, available, moves),
  ];
  return {
    weekStarting: monday,
    onDate: first.day,
    missingPence: worst(short.filter((day) => weekStarting(day.day) === monday)),
    missingInAllPence,
    mends: mends.filter((mend) => mend !== null),
  };
}

function worst(days: readonly DayEnd[]): Pence {
  return days.reduce((most, day) => (-day.left > most ? -day.left : most), 0n);
}

/** What is left at the end of each day with a move: money that comes in on a day pays for that day's visits. */
function dayEnds(available: Pence, moves: readonly ComingMove[]): DayEnd[] {
  const byDay = new Map<string, Pence>();
  for (const move of moves) byDay.set(move.day, (byDay.get(move.day) ?? 0n) + move.comingInPence - move.visitPence);
  let left = available;
  return [...byDay]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([day, moved]) => {
      left += moved;
      return { day, left };
    });
}

/** What can be changed begins with the next week: this one is under way. */
function nextWeek(today: string): string {
  return addDays(weekStarting(today), 7);
}

function moreEachWeek(today: string, short: readonly DayEnd[]): Mend | null {
  const from = nextWeek(today);
  if ((short[0]?.day ?? from) < from) return null;
  const pence = short.reduce((most, { day, left }) => {
    const weeks = BigInt(Math.floor(daysBetween(from, day) / 7) + 1);
    const needed = (-left + weeks - 1n) / weeks;
    return needed > most ? needed : most;
  }, 0n);
  return { kind: 'ASK_FOR_MORE_EACH_WEEK', pence, fromWeekStarting: from };
}

/** The fewest visits a week to go without, and from the latest week; of several orders the one that asks for least. */
function fewerVisits(today: string, available: Pence, moves: readonly ComingMove[]): Mend | null {
  const orders = [...new Set(moves.map((move) => move.orderId))].filter((id): id is string => id !== null).sort();
  const weeks = [...new Set(moves.map((move) => weekStarting(move.day)))].filter((week) => week >= nextWeek(today));
  weeks.sort();
  let best: Extract<Mend, { kind: 'FEWER_VISITS' }> | null = null;
  for (const orderId of orders) {
    const usual = usualVisits(orderId, moves);
    for (let fewer = 1; fewer <= usual && (!best || fewer <= best.visitsAWeek); fewer += 1) {
      const from = weeks.findLast((week) => reaches(available, without(moves, orderId, fewer, week)));
      if (from === undefined) continue;
      if (!best || fewer < best.visitsAWeek || from > best.fromWeekStarting)
        best = { kind: 'FEWER_VISITS', orderId, visitsAWeek: fewer, usualVisitsAWeek: usual, fromWeekStarting: from };
      break;
    }
  }
  return best;
}

function usualVisits(orderId: string, moves: readonly ComingMove[]): number {
  const counts = new Map<string, number>();
  for (const move of moves) {
    if (move.orderId !== orderId) continue;
    const week = weekStarting(move.day);
    counts.set(week, (counts.get(week) ?? 0) + 1);
  }
  return Math.max(0, ...counts.values());
}

/** Without the first so many visits of each week from `from` on. */
function without(moves: readonly ComingMove[], orderId: string, fewer: number, from: string): ComingMove[] {
  const left = new Map<string, number>();
  return [...moves]
    .sort((one, other) => (one.day < other.day ? -1 : 1))
    .filter((move) => {
      const week = weekStarting(move.day);
      if (move.orderId !== orderId || week < from) return true;
      const gone = left.get(week) ?? 0;
      left.set(week, gone + 1);
      return gone >= fewer;
    });
}

function reaches(available: Pence, moves: readonly ComingMove[]): boolean {
  return dayEnds(available, moves).every((day) => day.left >= 0n);
}
