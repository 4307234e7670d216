import type { RoleName } from '@owncourse/kernel/contract';
import type { RegisterPerson } from '../contract/identity.port.js';

const COUNCIL_ROLES: ReadonlySet<RoleName> = new Set<RoleName>([
  'CARE_MANAGER',
  'APPROVER',
  'FINANCE_OFFICER',
  'COMMISSIONER',
  'MODERATOR',
]);
const ORGANISATION_ROLES: ReadonlySet<RoleName> = new Set<RoleName>([
  'BROKER',
  'PROVIDER_OWNER',
  'PROVIDER_CATALOGUE',
  'PROVIDER_ORDERS',
  'PROVIDER_FINANCE',
  'COMMUNITY_GROUP',
]);

/** Where a role is held: an officer's in a council, staff's in an organisation, everybody else's nowhere. */
export function placeOfRole(role: RoleName): 'council' | 'organisation' | 'nowhere' {
  if (COUNCIL_ROLES.has(role)) return 'council';
  return ORGANISATION_ROLES.has(role) ? 'organisation' : 'nowhere';
}

/** The role in which somebody looks at another person's spending; null for people who are no officers. */
export function officerRole(roles: readonly RoleName[]): RoleName | null {
  return roles.find((role) => COUNCIL_ROLES.has(role)) ?? null;
}

export function isInItsPlace(held: RegisterPerson['roles'][number]): boolean {
  const place = placeOfRole(held.role);
  return (
    (held.councilId !== undefined) === (place === 'council') &&
    (held.organisationId !== undefined) === (place === 'organisation')
  );
}

/** A council registers the people it looks after; officers, staff and operators come from the operator. */
export function councilMayRegister(roles: RegisterPerson['roles']): boolean {
  return roles.every(({ role }) => placeOfRole(role) === 'nowhere' && role !== 'OPERATOR');
}
