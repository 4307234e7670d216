import type { FieldProblem } from '@owncourse/kernel/contract';
import type { PatternInput, WeekdayName } from '../contract/order-inputs.js';

export const WEEKDAYS: readonly WeekdayName[] = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
/** The first to the fourth such day of a month, or the last: every month has them. */
const MONTH_WEEKS = [1, 2, 3, 4, -1];
/** Later days are not in every month; "the last Friday" or day 28 is. */
const LAST_MONTH_DAY = 28;

/** RFC 5545 rule of a weekly pattern. The start day, time and zone live beside it. */
export function weeklyRule(weekdays: readonly string[], everyWeeks: number): string {
  return `FREQ=WEEKLY;INTERVAL=${everyWeeks};WKST=MO;BYDAY=${weekdays.join(',')}`;
}

/** What is wrong with a pattern, field by field; nothing when it can be kept. */
export function problemsOfPattern(pattern: PatternInput): readonly FieldProblem[] {
  const { weekdays, everyWeeks = 1, monthDay, monthWeek } = pattern;
  const problems: FieldProblem[] = [];
  if (monthDay !== undefined && monthDay !== null) {
    if (!Number.isInteger(monthDay) || monthDay < 1 || monthDay > LAST_MONTH_DAY)
      problems.push({ field: 'monthDay', message: `Choose a day of the month from 1 to ${LAST_MONTH_DAY}.` });
    return problems;
  }
  if (weekdays.length === 0 || weekdays.some((day) => !WEEKDAYS.includes(day)))
    problems.push({ field: 'weekdays', message: 'Choose at least one day of the week.' });
  if (monthWeek !== undefined && monthWeek !== null) {
    if (!MONTH_WEEKS.includes(monthWeek))
      problems.push({
        field: 'monthWeek',
        message: 'Choose the first, second, third, fourth or last such day of the month.',
      });
  } else if (![1, 2, 3, 4].includes(everyWeeks ?? 1))
    problems.push({ field: 'everyWeeks', message: 'Choose every week, or every 2, 3 or 4 weeks.' });
  return problems;
}

/** The rule of a pattern that has no problems. */
export function ruleOf({ weekdays, everyWeeks, monthDay, monthWeek }: PatternInput): string {
  if (monthDay !== undefined && monthDay !== null) return `FREQ=MONTHLY;BYMONTHDAY=${monthDay}`;
  const days = WEEKDAYS.filter((day) => weekdays.includes(day));
  if (monthWeek !== undefined && monthWeek !== null)
    return `FREQ=MONTHLY;BYDAY=${days.map((day) => `${monthWeek}${day}`).join(',')}`;
  return weeklyRule(days, everyWeeks ?? 1);
}

export interface Pattern {
  readonly weekdays: readonly WeekdayName[];
  readonly everyWeeks: number;
  readonly monthDay: number | null;
  readonly monthWeek: number | null;
}

/** A rule that `ruleOf` made, read back; null for a single visit. */
export function patternOf(rule: string | null): Pattern | null {
  if (rule === null) return null;
  const monthDay = /BYMONTHDAY=(\d+)/.exec(rule)?.[1];
  const days = /BYDAY=([A-Z0-9,-]+)/.exec(rule)?.[1]?.split(',') ?? [];
  const monthWeek = /^(-?\d)/.exec(days[0] ?? '')?.[1];
  return {
    weekdays: WEEKDAYS.filter((day) => days.some((one) => one.endsWith(day))),
    everyWeeks: Number(/INTERVAL=(\d+)/.exec(rule)?.[1] ?? 1),
    monthDay: monthDay === undefined ? null : Number(monthDay),
    monthWeek: monthWeek === undefined ? null : Number(monthWeek),
  };
}
