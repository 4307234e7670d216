import { addDays, daysBetween, weekStarting } from '@owncourse/kernel/contract';
import { rateCardDates } from '../content/index.js';

/** London days on which the demo's story turns. The story ends on the evening before the anchor. */
export interface StoryDays {
  /** The day of loading. */
  readonly anchor: string;
  /** The last day on which anything happens. */
  readonly eve: string;
  /** Councils and catalogue begin here, long before the first order. */
  readonly founding: string;
  /** Monday of the first week with orders; budgets start here. */
  readonly first: string;
  readonly weeks: number;
  /** First day of the second rate card and of this financial year's policy. */
  readonly newYear: string;
  /** Since when Marlbridge has invoices as soon as visits are confirmed; it had them once a month before. */
  readonly promptInvoices: string;
}

const FOUNDED_DAYS_AGO = 730;
const PROMPT_INVOICES_DAYS_AGO = 56;

export function storyDays(anchor: string, weeks: number): StoryDays {
  return {
    anchor,
    eve: addDays(anchor, -1),
    founding: addDays(anchor, -FOUNDED_DAYS_AGO),
    first: addDays(weekStarting(anchor), -7 * weeks),
    weeks,
    newYear: rateCardDates(anchor).version2.validFrom,
    promptInvoices: addDays(anchor, -PROMPT_INVOICES_DAYS_AGO),
  };
}

/** 0 for the first week of the story. */
export function weekOf(days: StoryDays, day: string): number {
  return Math.floor(daysBetween(days.first, day) / 7);
}

export function mondayOf(days: StoryDays, week: number): string {
  return addDays(days.first, 7 * week);
}

/** 0 for Monday to 6 for Sunday. */
export function weekdayOf(day: string): number {
  return daysBetween(weekStarting(day), day);
}
