import type { MandateScope, PeopleIHelpQuery } from '../../generated/graphql.js';
import { addDays } from '../../journey/calendar.js';

/** A person somebody acts for, with what they need today. */
export interface HelpedPerson {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly MandateScope[];
  /** Visits entered by a provider that nobody has confirmed yet. */
  readonly toConfirm: number;
  /** Whole pence; null without an open budget. */
  readonly leftPence: number | null;
  /** Monday of the first week that runs short; null when none does. */
  readonly shortWeek: string | null;
  readonly shortByPence: number;
  /** The newest order that a provider said no to in the last two weeks. */
  readonly declined: { readonly id: string; readonly serviceName: string; readonly reason: string | null } | null;
}

function countById(deliveries: PeopleIHelpQuery['deliveries']): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { occurrence } of deliveries) {
    const { id } = occurrence.order.person;
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

/** Everybody under a mandate that is in force, once each, by name. `today` is a day in London. */
export function peopleHelped(answer: PeopleIHelpQuery, today: string): readonly HelpedPerson[] {
  const toConfirm = countById(answer.deliveries);
  const budgets = answer.budgets.edges.map(({ node }) => node).filter(({ status }) => status === 'ACTIVE');
  const declined = answer.declined.edges
    .map(({ node }) => node)
    .filter(({ placedAt }) => placedAt >= addDays(today, -14));
  const mandates = (answer.me?.actsFor ?? []).filter(({ inForce }) => inForce);
  const people = new Map(mandates.map(({ person }) => [person.id, person.name]));
  return [...people]
    .map(([id, name]): HelpedPerson => {
      const budget = budgets.find(({ person }) => person.id === id);
      const no = declined.find(({ person }) => person.id === id);
      const short = budget?.projection.find((week) => week.short);
      return {
        id,
        name,
        scopes: mandates.filter(({ person }) => person.id === id).flatMap(({ scopes }) => scopes),
        toConfirm: toConfirm.get(id) ?? 0,
        leftPence: budget?.availablePence ?? null,
        shortWeek: short?.weekStarting ?? null,
        shortByPence: short ? Math.max(0, -short.leftPence) : 0,
        declined: no ? { id: no.id, serviceName: no.service.name, reason: no.declineReason } : null,
      };
    })
    .sort((first, second) => first.name.localeCompare(second.name, 'en-GB'));
}

function urgency(person: HelpedPerson): number {
  return (person.shortWeek === null ? 0 : 4) + (person.declined === null ? 0 : 2) + (waitsForHelper(person) ? 1 : 0);
}

/** True when there is a visit that the helper may confirm. */
function waitsForHelper(person: HelpedPerson): boolean {
  return person.toConfirm > 0 && person.scopes.includes('CONFIRM');
}

/** True when the helper has something to do for this person today. */
export function isInNeed(person: HelpedPerson): boolean {
  return urgency(person) > 0;
}

/** Those whose money runs short, then those who heard a no, then those with visits to confirm; each by name. */
export function inNeedFirst(people: readonly HelpedPerson[]): readonly HelpedPerson[] {
  return [...people].sort((first, second) => urgency(second) - urgency(first));
}
