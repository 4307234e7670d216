import { addDays } from '@owncourse/kernel/contract';
import { type PatternLine, type Person, people, pickNumber, pickOne, type Weekday } from '../content/index.js';
import { startTimeFor, thingOf } from './bought-things.js';
import { treatsOf } from './plan-treats.js';
import { mondayOf, type StoryDays } from './story-days.js';
import { declineReasons } from './story-words.js';

/** An order that somebody will place, decided before the story begins. */
export interface PlannedOrder {
  /** Unlike that of any other order. */
  readonly key: string;
  readonly person: Person;
  readonly variantId: string;
  readonly quantity: string;
  readonly startTime: string;
  readonly placedOn: string;
  readonly when:
    | { readonly kind: 'one-off'; readonly date: string }
    | { readonly kind: 'standing'; readonly startsOn: string; readonly weekdays: readonly Weekday[] };
  /** Null: the provider accepts it. */
  readonly declineReason: string | null;
}

/** The day of the week on which people order: Wednesday; providers answer the day after. */
const ORDER_DAY = 2;
const OFFICE_TIMES = ['09:30', '10:30', '11:00', '13:30', '14:00', '15:00'] as const;
const WORKING_DAYS = 5;
const DECLINED_IN_100 = 4;

/** Week of the first order: most people at once, some in spring, a few when their assessment was late. */
export function startWeekOf(person: Person, weeks: number): number {
  const drawn = pickNumber(`start/${person.id}`, 100);
  const within = pickNumber(`start-within/${person.id}`, 1000);
  const wanted = drawn < 64 ? within % 2 : drawn < 88 ? 2 + (within % 7) : 9 + (within % 18);
  return Math.min(wanted, Math.trunc(weeks / 4));
}

function declines(key: string): string | null {
  return pickNumber(`declined/${key}`, 100) < DECLINED_IN_100 ? pickOne(`decline-reason/${key}`, declineReasons) : null;
}

function standingOrders(
  days: StoryDays,
  person: Person,
  line: PatternLine & { kind: 'standing' },
  key: string,
): PlannedOrder[] {
  const later = pickNumber(`later/${key}`, 10) < 3 ? 1 + pickNumber(`later-by/${key}`, 4) : 0;
  const week = Math.min(startWeekOf(person, days.weeks) + later, Math.trunc(days.weeks / 3));
  const order = (which: string, inWeek: number, declineReason: string | null): PlannedOrder => ({
    key: `${key}${which}`,
    person,
    variantId: line.variantId,
    quantity: line.quantity,
    startTime: line.startTime,
    placedOn: addDays(mondayOf(days, inWeek), ORDER_DAY),
    when: { kind: 'standing', startsOn: mondayOf(days, inWeek + 1), weekdays: line.byDay },
    declineReason,
  });
  const reason = declines(key);
  // Whoever hears a no asks again the week after, and is told yes.
  return reason === null ? [order('', week, null)] : [order('/first', week, reason), order('', week + 1, null)];
}

function occasionalOrders(
  days: StoryDays,
  person: Person,
  line: PatternLine & { kind: 'occasional' },
  key: string,
): PlannedOrder[] {
  const from = startWeekOf(person, days.weeks) + 2;
  const weeks = days.weeks - from;
  const times = Math.max(Math.trunc((line.perYear * weeks + 26) / 52), 0);
  return Array.from({ length: times }, (_, index) => {
    const one = `${key}/${index}`;
    const shift = pickNumber(`shift/${one}`, Math.max(Math.trunc(weeks / times), 1));
    const week = Math.min(from + Math.trunc((index * weeks) / times) + shift, days.weeks - 1);
    return {
      key: one,
      person,
      variantId: line.variantId,
      quantity: line.quantity,
      startTime: startTimeFor(line.variantId, pickOne(`time/${key}`, OFFICE_TIMES)),
      placedOn: addDays(mondayOf(days, week - 1), ORDER_DAY),
      when: { kind: 'one-off', date: addDays(mondayOf(days, week), pickNumber(`day/${one}`, WORKING_DAYS)) },
      declineReason: declines(one),
    };
  });
}

function treats(days: StoryDays, person: Person): PlannedOrder[] {
  return treatsOf(days, person, startWeekOf(person, days.weeks)).map((treat) => ({
    key: treat.key,
    person,
    variantId: treat.variantId,
    quantity: treat.quantity,
    startTime: startTimeFor(treat.variantId, pickOne(`time/${treat.key}`, OFFICE_TIMES)),
    placedOn: treat.placedOn,
    when: { kind: 'one-off', date: treat.date },
    declineReason: declines(treat.key),
  }));
}

/** Every order of the story, by person and in the order of their patterns. */
export function plannedOrders(days: StoryDays): readonly PlannedOrder[] {
  return people.flatMap((person) => [
    ...person.supportPattern.flatMap((line, index) => {
      const key = `${person.id}/${thingOf(line.variantId).variant.id.slice(0, 8)}-${index}`;
      return line.kind === 'standing'
        ? standingOrders(days, person, line, key)
        : occasionalOrders(days, person, line, key);
    }),
    ...treats(days, person),
  ]);
}
