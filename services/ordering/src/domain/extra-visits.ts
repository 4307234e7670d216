import { addDays, Refusal } from '@owncourse/kernel/contract';
import type { AmendOrderRequest, WantedExtraVisit } from './amend-order-request.js';
import type { ExtraVisit, WantedTime } from './times-of-day.js';
import { daysOf, PLAN_AHEAD_DAYS, type TimeOfDay, type Visit, visitOn } from './visit-plan.js';

interface Plan {
  readonly recurrence: string | null;
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly times: readonly TimeOfDay[];
}

interface Asked {
  readonly now: { readonly extraVisits: readonly ExtraVisit[] };
  readonly plan: Plan;
  readonly breaks: readonly { readonly first_on: string; readonly last_on: string | null }[];
  /** London day. */
  readonly today: string;
}

/**
 * The single visits of a new version beside its pattern, by day. Those that are over are left behind; those that stay are not
 * looked at again. London days.
 * @throws Refusal INVALID_INPUT for one that the plan has no place for
 */
export function readyExtraVisits(
  request: Pick<AmendOrderRequest, 'fromOn' | 'extraVisits'>,
  { now, plan, breaks, today }: Asked,
  timeOf: (wanted: WantedTime) => TimeOfDay,
): readonly ExtraVisit[] {
  const kept = now.extraVisits.filter(({ day }) => day >= today);
  if (request.extraVisits === null) return kept;
  const ready: (ExtraVisit & { readonly wanted: WantedExtraVisit })[] = [];
  for (const wanted of request.extraVisits) {
    const extra = { ...timeOf(wanted), day: wanted.day };
    if (now.extraVisits.some((one) => isSame([one], [extra]))) {
      if (extra.day >= today) ready.push({ ...extra, wanted });
      continue;
    }
    const [from, through] = [request.fromOn, addDays(today, PLAN_AHEAD_DAYS)];
    const refuse = (message: string): Refusal => Refusal.invalid(wanted.dayField, message);
    if (extra.day < from) throw refuse('Choose a day that is not before the change.');
    if (extra.day > through) throw refuse('Choose a day within the next 26 weeks.');
    if (plan.endsOn !== null && extra.day > plan.endsOn) throw refuse('This order has ended by then.');
    if (breaks.some((one) => one.first_on <= extra.day && (one.last_on === null || extra.day <= one.last_on)))
      throw refuse('This order has a break then. Choose another day, or start it again first.');
    ready.push({ ...extra, wanted });
  }
  for (const { wanted, ...extra } of ready) {
    const others = [
      ...ready.filter((one) => one.wanted !== wanted && one.day === extra.day),
      ...(plan.recurrence !== null && daysOf(plan.recurrence, plan.startsOn, extra.day, extra.day).length > 0
        ? plan.times
        : []),
    ];
    if (others.some((other) => overlap(visitOn(extra.day, extra), visitOn(extra.day, other))))
      throw Refusal.invalid(wanted.fields.startTime, 'There is a visit at that time already. Choose another time.');
  }
  return ready
    .map(({ day, startTime, quantity, minutes }) => ({ day, startTime, quantity, minutes }))
    .sort((left, right) => (left.day + left.startTime < right.day + right.startTime ? -1 : 1));
}

/** Whether two lists of times or single visits say the same, in the same order. */
export function isSame(
  left: readonly (TimeOfDay & { readonly day?: string })[],
  right: readonly (TimeOfDay & { readonly day?: string })[],
): boolean {
  return (
    left.length === right.length &&
    left.every((one, index) => {
      const other = right[index];
      return (
        other !== undefined &&
        one.day === other.day &&
        one.startTime === other.startTime &&
        one.quantity === other.quantity
      );
    })
  );
}

function overlap(one: Visit, other: Visit): boolean {
  return one.startsAt < other.endsAt && other.startsAt < one.endsAt;
}
