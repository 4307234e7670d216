import type { DemoSignIn } from '@owncourse/identity/contract';
import { councils, demoPeople, type DemoRole } from '@owncourse/seed/contract';

const roleLabels: Readonly<Record<DemoRole, string>> = {
  'budget-holder': 'Budget holder',
  representative: 'Representative',
  broker: 'Broker',
  'self-funder': 'Pays for their own support',
  'provider-owner': 'Provider',
  'community-group': 'Community group',
  'care-manager': 'Care manager',
  approver: 'Approver',
  'finance-officer': 'Finance officer',
  commissioner: 'Commissioner',
  moderator: 'Moderator',
  operator: 'Operator',
};

/** The people of the front page, in the order in which they are offered. */
export const signInPeople: readonly DemoSignIn[] = demoPeople.map((person) => ({
  email: person.email,
  name: person.name,
  roleLabel: person.roles.map((role) => roleLabels[role]).join(', '),
  whatYouCanTry: person.tryThis,
  councilName: councils.find((council) => council.key === person.councilKey)?.name ?? null,
}));
