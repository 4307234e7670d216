import { addDays, daysBetween, divideRounded, isDay, type Pence } from '@owncourse/kernel/contract';

/** Days from one up to, and without, another; null for no end. */
interface Stretch {
  readonly from: string;
  readonly before: string | null;
}

/** Everything that a budget's plan follows from. Days are London days, sums pence. */
export interface BudgetTerms {
  readonly startsOn: string;
  /** First day after the budget; null for no end. */
  readonly endsBefore: string | null;
  readonly intervalWeeks: number;
  /** The weekly amount from a day until the next step; in order. */
  readonly steps: readonly { readonly from: string; readonly weeklyPence: Pence }[];
  readonly contributions: readonly (Stretch & { readonly weeklyPence: Pence; readonly netting: 'NET' | 'GROSS' })[];
  /** Days for which nothing is paid. */
  readonly pauses: readonly Stretch[];
  readonly yearly: readonly YearlySum[];
}

export interface YearlySum {
  readonly id: string;
  readonly firstOn: string;
  readonly lastOn: string | null;
  readonly amountPence: Pence;
  /** The last day that was posted; null for none. */
  readonly postedThrough: string | null;
}

/** What has been posted, net of what was taken back. */
export interface Posted {
  /** Last day that the council's instalments so far are meant for; null for none. */
  readonly councilThrough: string | null;
  /** Last day that the person has been asked to pay for; null for none. */
  readonly personThrough: string | null;
  /** By the council, for the days up to `councilThrough`. */
  readonly putInPence: Pence;
}

export interface PlannedSum {
  readonly kind: 'INSTALMENT' | 'CONTRIBUTION' | 'YEARLY';
  readonly dueOn: string;
  readonly coversThrough: string;
  readonly amountPence: Pence;
  readonly yearlySumId?: string;
}

/** Instalments of a budget without an end are planned two years ahead. */
const OPEN_ENDED_DAYS = 728;

/** The day before which a budget is planned: its end, or two years on. */
export function planHorizon(terms: BudgetTerms, today: string): string {
  return terms.endsBefore ?? addDays(terms.startsOn > today ? terms.startsOn : today, OPEN_ENDED_DAYS);
}

/** What the council and the person owe a budget for some days. */
interface Due {
  readonly council: Pence;
  readonly person: Pence;
}

function holds(stretch: Stretch, day: string): boolean {
  return stretch.from <= day && (stretch.before === null || day < stretch.before);
}

function isPaused(terms: BudgetTerms, day: string): boolean {
  return terms.pauses.some((pause) => holds(pause, day));
}

function stepOn(terms: BudgetTerms, day: string): Pence {
  return terms.steps.filter((step) => step.from <= day).at(-1)?.weeklyPence ?? 0n;
}

/** Sums for a day, as they stand all through a stretch in which nothing changes. */
function weeklyOn(terms: BudgetTerms, day: string): Due {
  if (isPaused(terms, day)) return { council: 0n, person: 0n };
  const weekly = stepOn(terms, day);
  const assessed = terms.contributions.find((one) => one.netting === 'NET' && holds(one, day))?.weeklyPence ?? 0n;
  // A contribution is never more than the budget.
  const person = assessed > weekly ? weekly : assessed;
  return { council: weekly - person, person };
}

/**
 * What is due from the first day up to a day, without it. The days of each are added up in sevenths of a week and rounded
 * once, so that what each pays in any number of parts adds up to its days to the penny, and never goes down.
 */
export function dueBefore(terms: BudgetTerms, before: string): Due {
  const end = terms.endsBefore !== null && terms.endsBefore < before ? terms.endsBefore : before;
  const edges = [
    terms.startsOn,
    ...terms.steps.map((step) => step.from),
    ...[...terms.contributions, ...terms.pauses].flatMap((one) => [one.from, one.before ?? end]),
  ].filter((day) => day >= terms.startsOn && day < end);
  const days = [...new Set(edges)].sort();
  let [council, person] = [0n, 0n];
  for (const [index, from] of days.entries()) {
    const length = BigInt(daysBetween(from, days[index + 1] ?? end));
    const weekly = weeklyOn(terms, from);
    council += weekly.council * length;
    person += weekly.person * length;
  }
  return { council: divideRounded(council, 7n), person: divideRounded(person, 7n) };
}

/** The beginnings of the stretches that instalments are meant for, from a day on. */
function* stretches(terms: BudgetTerms, from: string, before: string): Generator<readonly [string, string]> {
  const length = terms.intervalWeeks * 7;
  for (let start = from; start < before;) {
    const into = daysBetween(terms.startsOn, start) % length;
    const next = addDays(start, length - into);
    const end = next < before ? next : before;
    yield [start, end];
    start = end;
  }
}

function firstPaidDay(terms: BudgetTerms, from: string, end: string): string {
  let day = from;
  for (;;) {
    const pause = terms.pauses.find((one) => holds(one, day));
    if (!pause) return day;
    if (pause.before === null || pause.before >= end) return from;
    day = pause.before;
  }
}

function dayAfter(through: string | null, otherwise: string): string {
  return through === null || addDays(through, 1) < otherwise ? otherwise : addDays(through, 1);
}

/**
 * The rest of a plan up to a day: what is due less what was posted. What was posted too much (for days that were paused
 * afterwards) is taken off the next instalments; what is lacking comes with the next one.
 */
export function planRest(terms: BudgetTerms, posted: Posted, before: string): PlannedSum[] {
  const end = terms.endsBefore !== null && terms.endsBefore < before ? terms.endsBefore : before;
  const plan: PlannedSum[] = [];
  let given = posted.putInPence;
  for (const [from, until] of stretches(terms, dayAfter(posted.councilThrough, terms.startsOn), end)) {
    const amountPence = dueBefore(terms, until).council - given;
    if (amountPence <= 0n) continue;
    given += amountPence;
    const dueOn = firstPaidDay(terms, from, until);
    plan.push({ kind: 'INSTALMENT', dueOn, coversThrough: addDays(until, -1), amountPence });
  }
  const from = dayAfter(posted.personThrough, terms.startsOn);
  let asked = dueBefore(terms, from).person;
  for (const [start, until] of stretches(terms, from, end)) {
    const amountPence = dueBefore(terms, until).person - asked;
    if (amountPence <= 0n) continue;
    asked += amountPence;
    const dueOn = firstPaidDay(terms, start, until);
    plan.push({ kind: 'CONTRIBUTION', dueOn, coversThrough: addDays(until, -1), amountPence });
  }
  return [...plan, ...terms.yearly.flatMap((sum) => anniversaries(sum, end))];
}

/** What the person pays for one stretch; `from` and `before` are its days by the calendar, also where a budget ends in it. */
export interface Charge {
  readonly from: string;
  readonly before: string;
  readonly dueOn: string;
  readonly coversThrough: string;
  readonly amountPence: Pence;
}

/** All that the person pays for each stretch that has begun by a day and does not end before another. */
export function personCharges(terms: BudgetTerms, from: string, today: string): Charge[] {
  const charges: Charge[] = [];
  for (const [start, until] of stretches(terms, terms.startsOn, planHorizon(terms, today))) {
    const dueOn = firstPaidDay(terms, start, until);
    if (dueOn > today) break;
    const amountPence = dueBefore(terms, until).person - dueBefore(terms, start).person;
    const before = addDays(start, terms.intervalWeeks * 7);
    if (before > from && amountPence > 0n)
      charges.push({ from: start, before, dueOn, coversThrough: addDays(until, -1), amountPence });
  }
  return charges;
}

/** What the person is asked for a day, whichever way it is collected; pence a week. */
function askedOn(terms: BudgetTerms, day: string): { readonly weeklyPence: Pence; readonly netting: 'NET' | 'GROSS' } {
  const one = terms.contributions.find((each) => holds(each, day));
  const [assessed, weekly] = [one?.weeklyPence ?? 0n, isPaused(terms, day) ? 0n : stepOn(terms, day)];
  return { weeklyPence: assessed > weekly ? weekly : assessed, netting: one?.netting ?? 'NET' };
}

export interface KeptCharge {
  readonly fromOn: string;
  readonly beforeOn: string;
  readonly weeklyPence: Pence;
  readonly netting: 'NET' | 'GROSS';
}

/**
 * Days before today for which new terms would ask more of the person than the old ones did, and what was asked: nobody is
 * charged more for days that are past.
 */
export function keptCharges(old: BudgetTerms, now: BudgetTerms, today: string): KeptCharge[] {
  const edges = [old, now].flatMap((terms) => [
    terms.startsOn,
    ...terms.steps.map((step) => step.from),
    ...[...terms.contributions, ...terms.pauses].flatMap((one) => [one.from, one.before ?? today]),
  ]);
  const days = [...new Set(edges)].filter((day) => day >= now.startsOn && day < today).sort();
  return days.flatMap((fromOn, index) => {
    const [before, after] = [askedOn(old, fromOn), askedOn(now, fromOn)];
    if (after.weeklyPence <= before.weeklyPence) return [];
    return [{ fromOn, beforeOn: days[index + 1] ?? today, weeklyPence: before.weeklyPence, netting: after.netting }];
  });
}

/** What the council has put in too little for the days that it has posted for; pence, zero where it is enough. */
export function councilLacks(terms: BudgetTerms, posted: Posted): Pence {
  if (posted.councilThrough === null) return 0n;
  const lacks = dueBefore(terms, addDays(posted.councilThrough, 1)).council - posted.putInPence;
  return lacks > 0n ? lacks : 0n;
}

/** 29 February comes on the 28th in other years. */
function anniversaries(sum: YearlySum, before: string): PlannedSum[] {
  const [year, monthAndDay] = [Number(sum.firstOn.slice(0, 4)), sum.firstOn.slice(4)];
  const plan: PlannedSum[] = [];
  for (let years = 0; ; years += 1) {
    const sameDay = `${year + years}${monthAndDay}`;
    const day = isDay(sameDay) ? sameDay : sameDay.replace(/29$/, '28');
    if (day >= before || (sum.lastOn !== null && day > sum.lastOn)) return plan;
    if (sum.postedThrough !== null && day <= sum.postedThrough) continue;
    plan.push({
      kind: 'YEARLY',
      dueOn: day,
      coversThrough: day,
      amountPence: sum.amountPence,
      yearlySumId: sum.id,
    });
  }
}

/** How much more (or less) is due for the days that the council has posted for, when terms change; pence. */
export function differencePosted(old: BudgetTerms, now: BudgetTerms, posted: Posted): Pence {
  if (posted.councilThrough === null) return 0n;
  const after = addDays(posted.councilThrough, 1);
  return dueBefore(now, after).council - dueBefore(old, after).council;
}
