import { addDays, divideRounded, groupBy, linePence, type Pence, Refusal } from '@owncourse/kernel/contract';
import type { AmendmentEffect, AmendOrderInput } from '../contract/order-inputs.js';
import type { AmendOrderRequest } from '../domain/amend-order-request.js';
import { mostOwnPence, type PlanChange, type PricedVisit } from '../domain/plan-change.js';
import { type TimeOfDay, type Visit, visitOn } from '../domain/visit-plan.js';
import type { OrderRow } from '../persistence/order.repository.js';
import { currentTerms } from './answer-change.js';
import { sumOf, type Terms, visitsOfTerms } from './apply-terms.js';

/** A weekly cost is told as the mean of so many weeks, so that patterns by the month have one too. */
const MEAN_WEEKS = 12;
const MOST_SPECIAL_DAYS = 10;

/** What a change is, worked out with the budget and the order locked. */
export interface Amendment {
  readonly order: OrderRow;
  readonly request: AmendOrderRequest;
  readonly terms: Terms;
  readonly change: PlanChange;
  readonly wanted: readonly PricedVisit[];
  /** Only the place or the note is another: no visit and no price changes. */
  readonly samePlan: boolean;
  readonly asksProvider: boolean;
  /** The most own money that one visit takes; null for none. */
  readonly mostOwnPence: Pence | null;
  /** Days that nothing can be paid for. */
  readonly leftOut: readonly string[];
}

/** What a change does, in sums and counts. Pence before and after are what is left in the budget. */
export function effectOf(
  amendment: Amendment,
  input: AmendOrderInput,
  before: Pence,
  after: Pence,
): Omit<AmendmentEffect, 'laterOwnMoneyPence' | 'weeksBefore' | 'weeksAfter'> {
  const { order, request, terms, change, wanted, leftOut, samePlan, asksProvider } = amendment;
  const [line] = order.lines;
  const unitBefore = BigInt(line?.unitPricePence ?? 0);
  const unitAfter = samePlan ? unitBefore : input.shownUnitPricePence;
  const ordinary = ({ quantity }: Pick<TimeOfDay, 'quantity'>): Pence => linePence(quantity, unitAfter);
  // Single visits are no part of what a week costs.
  const weekly = (of: Terms, penceOf: (visit: Visit) => Pence): Pence => {
    if (of.recurrence === null)
      return of.times.slice(0, 1).reduce((sum, time) => sum + penceOf(visitOn(of.startsOn, time)), 0n);
    // An order of a fortnight costs as much in each of its weeks as one without an end.
    const first = of.startsOn > request.fromOn ? of.startsOn : request.fromOn;
    const visits = visitsOfTerms({ ...of, endsOn: null, extraVisits: [] }, first, addDays(first, MEAN_WEEKS * 7 - 1));
    const pence = visits.reduce((sum, visit) => sum + penceOf(visit), 0n);
    return divideRounded(pence, BigInt(MEAN_WEEKS));
  };
  // The plan's own visits tell what they cost now; the first version's price may be an older card's.
  const units = [...change.changed.map((one) => one.before), ...change.dropped].map((visit) => visit.unitPricePence);
  const leastBefore = units.reduce((least, pence) => (pence < least ? pence : least), units[0] ?? unitBefore);
  const touched = [
    ...change.changed.map((one) => one.after.day),
    ...change.dropped.map((one) => one.day),
    ...change.added.map((one) => one.day),
  ];
  return {
    eachTimePence: ordinary(firstOf(terms)),
    eachDayPence: terms.times.reduce((sum, time) => sum + ordinary(time), 0n),
    ownMoneyPence: amendment.mostOwnPence ?? 0n,
    weeklyOwnMoneyPence: weekly(terms, (visit) => mostOwnOf(wanted, visit)),
    weeklyBeforePence: weekly(currentTerms(order), ({ quantity }) => linePence(quantity, leastBefore)),
    weeklyAfterPence: weekly(terms, ordinary),
    promisedMorePence: before - after,
    leftAfterPence: after,
    visitsChanged: samePlan ? 0 : change.changed.filter(isAnother).length,
    visitsDropped: change.dropped.length,
    visitsAdded: change.added.length,
    firstOn: touched.sort()[0] ?? null,
    asksProvider,
    daysLeftOut: samePlan ? [] : leftOut.slice(0, MOST_SPECIAL_DAYS),
    specialDays: samePlan ? [] : specialDays(wanted, ordinary),
  };
}

/** It comes at another time, for longer or shorter, or costs something else. */
function isAnother({ before, after }: PlanChange['changed'][number]): boolean {
  return (
    before.startsAt.getTime() !== after.startsAt.getTime() ||
    before.quantity !== after.quantity ||
    before.amountPence !== after.amountPence ||
    before.ownPence !== after.ownPence
  );
}

/** The most own money that a visit of this length takes. */
function mostOwnOf(wanted: readonly PricedVisit[], { quantity }: Visit): Pence {
  return mostOwnPence(wanted.filter((one) => one.quantity === quantity));
}

/** Days with a visit that costs something of its own: all visits of each together, and why. */
function specialDays(
  wanted: readonly PricedVisit[],
  ordinary: (visit: Visit) => Pence,
): AmendmentEffect['specialDays'] {
  const special = wanted.filter((visit) => visit.amountPence !== ordinary(visit));
  return [...groupBy(special, ({ day }) => day).entries()].slice(0, MOST_SPECIAL_DAYS).map(([day, [visit]]) => ({
    day,
    amountPence: sumOf(wanted.filter((one) => one.day === day)),
    why: visit?.bankHoliday
      ? `it is a bank holiday (${visit.bankHoliday})`
      : 'your council has another price from then',
  }));
}

/** The first visit of a day. */
export function firstOf({ times: [first] }: Terms): TimeOfDay {
  if (!first) throw Refusal.invalid('startTime', 'Choose a time such as 10:00.');
  return first;
}
