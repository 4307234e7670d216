import { addDays, daysBetween } from '@owncourse/kernel/contract';
import type { Person } from '../content/index.js';
import type { StoryDays } from './story-days.js';

// What is left undone when the story ends, so that whoever signs in has something to do.

/** Providers with a sign-in, who have yet to enter their last days' visits. */
const BEHIND = new Set(['marl-vale', 'wrona-gardens']);
const BEHIND_DAYS = 3;

/** People whose notes of the last days still wait for their word. */
const OPEN = new Set([
  'Maureen Blackwood',
  'Winifred Hartwell',
  'Devon Marchant',
  'Kieran Doherty',
  'Brian Entwhistle',
]);
const OPEN_DAYS = 2;

const UNAPPROVED_DAYS = 7;
const UNPAID_DAYS = 10;

/** Whether a provider has not entered a visit of that day yet. */
export function withheld(days: StoryDays, providerKey: string, onDate: string): boolean {
  return BEHIND.has(providerKey) && onDate > addDays(days.eve, -BEHIND_DAYS);
}

/** Whether a person leaves their notes for later on a day near the end. */
export function staysOpen(days: StoryDays, person: Person, day: string): boolean {
  return OPEN.has(person.name) && daysBetween(day, days.eve) <= OPEN_DAYS;
}

/** Invoices of the last week are still to approve. */
export function approvesInvoices(days: StoryDays, day: string): boolean {
  return daysBetween(day, days.eve) >= UNAPPROVED_DAYS;
}

/** The last payment run of the story is the one that waits for its second officer. */
export function paysInvoices(days: StoryDays, day: string): boolean {
  return daysBetween(day, days.eve) >= UNPAID_DAYS;
}
