import { addDays, groupBy, linePence, parseQuantity, type Pence } from '@owncourse/kernel/contract';
import { type Person, pickNumber, pickOne } from '../content/index.js';
import { type Thing, things } from './bought-things.js';
import { mondayOf, type StoryDays } from './story-days.js';

/** Something larger that a person has saved up for. */
export interface Treat {
  readonly key: string;
  readonly variantId: string;
  readonly quantity: string;
  readonly placedOn: string;
  readonly date: string;
}

const KINDS = new Set([
  'holidays',
  'overnight-breaks',
  'social-trips',
  'short-breaks',
  'equipment',
  'learning',
  'arts-and-crafts',
  'music',
  'gym-membership',
  'repairs-and-decorating',
  'gardening',
  'alarms-and-sensors',
  'internet-and-tv',
  'life-coaching',
  'transport',
  'day-opportunities',
]);

/** Weeks of the person's budget that one treat may cost, in tenths. */
const LEAST_TENTHS = 9n;
const MOST_TENTHS = 38n;
/** Savings are looked at about every ten weeks. */
const EVERY_WEEKS = 9;
const BUYS_IN_100 = 80;
const ORDER_DAY = 2;
const WORKING_DAYS = 5;

function costOf({ variant }: Thing): Pence {
  return linePence(parseQuantity(variant.typicalQuantity), variant.publicUnitPricePence);
}

function isWithinReach(person: Person, thing: Thing): boolean {
  const { service, variant } = thing;
  const cost = costOf(thing) * 10n;
  return (
    KINDS.has(service.supportTypeSlug) &&
    variant.dayType === 'weekday' &&
    variant.timeBand !== 'night' &&
    service.wardCodes.includes(person.wardCode) &&
    cost >= person.weeklyBudgetPence * LEAST_TENTHS &&
    cost <= person.weeklyBudgetPence * MOST_TENTHS
  );
}

/** A holiday, a course, a machine for the kitchen: what most people buy when there is money left. */
export function treatsOf(days: StoryDays, person: Person, startWeek: number): readonly Treat[] {
  const kinds = [
    ...groupBy(
      things.filter((thing) => isWithinReach(person, thing)),
      (thing) => thing.service.supportTypeSlug,
    ),
  ]
    .map(([slug, choice]) => ({ choice, turn: pickNumber(`treat-turn/${person.id}/${slug}`, 1000) }))
    .sort((left, right) => left.turn - right.turn);
  const times = Math.max(Math.trunc((days.weeks - startWeek - 2) / EVERY_WEEKS), 0);
  // Each kind once, so that nobody has three holidays a year.
  return kinds
    .slice(0, times)
    .map(({ choice }, index) => {
      const key = `${person.id}/treat-${index}`;
      const week = startWeek + (index + 1) * EVERY_WEEKS + pickNumber(`treat-week/${key}`, 3) - 1;
      const thing = pickOne(`treat/${key}`, choice);
      return {
        key,
        variantId: thing.variant.id,
        quantity: thing.variant.typicalQuantity,
        placedOn: addDays(mondayOf(days, week), ORDER_DAY),
        date: addDays(mondayOf(days, week + 1), 7 + pickNumber(`treat-day/${key}`, WORKING_DAYS)),
      };
    })
    .filter((treat) => pickNumber(`treat-bought/${treat.key}`, 100) < BUYS_IN_100);
}
