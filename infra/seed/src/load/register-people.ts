import type { RegisterPerson } from '@owncourse/identity/contract';
import type { RoleName } from '@owncourse/kernel/contract';
import {
  communityOrganisations,
  councils,
  type DemoPerson,
  demoId,
  demoPeople,
  people,
  pickNumber,
  providers,
  representatives,
  selfFunderOutcode,
} from '../content/index.js';
import { careManagersOf, councilKeys, officerOf, operatorId } from './council-staff.js';

const roleNames: Readonly<Record<DemoPerson['roles'][number], RoleName>> = {
  'budget-holder': 'BUDGET_HOLDER',
  representative: 'REPRESENTATIVE',
  broker: 'BROKER',
  'self-funder': 'SELF_FUNDER',
  'provider-owner': 'PROVIDER_OWNER',
  'community-group': 'COMMUNITY_GROUP',
  'care-manager': 'CARE_MANAGER',
  approver: 'APPROVER',
  'finance-officer': 'FINANCE_OFFICER',
  commissioner: 'COMMISSIONER',
  moderator: 'MODERATOR',
  operator: 'OPERATOR',
};

const WORKS_FOR_A_COUNCIL = new Set<RoleName>([
  'CARE_MANAGER',
  'APPROVER',
  'FINANCE_OFFICER',
  'COMMISSIONER',
  'MODERATOR',
]);

function councilId(key: string | null): string | undefined {
  return councils.find((one) => one.key === key)?.id;
}

function rolesOf(person: DemoPerson): RegisterPerson['roles'] {
  return person.roles.map((role) => {
    const name = roleNames[role];
    const council = WORKS_FOR_A_COUNCIL.has(name) ? councilId(person.councilKey) : undefined;
    const organisation = person.linked.organisationId;
    return {
      role: name,
      ...(council === undefined ? {} : { councilId: council }),
      ...(organisation === undefined ? {} : { organisationId: organisation }),
    };
  });
}

const communityNames = [
  'Roy Ambler',
  'Sheila Okafor',
  'Dilip Rao',
  'Margaret Finch',
  'Terry Colclough',
  'Anwen Hughes',
  'Jacqui Bell',
  'Stan Nowicki',
  'Pearl Adeyemi',
  'Colin Thwaite',
  'Ruby Sandhu',
  'Norman Leigh',
  'Gloria Baptiste',
  'Hugh Penrose',
  'Mei Tan',
  'Ivy Crossley',
  'Dermot Quinn',
  'Shirin Azad',
  'Val Postlethwaite',
  'Ade Fashola',
  'Connie Marsh',
  'Piotr Zielin',
  'Eunice Grant',
  'Len Barraclough',
  'Samina Yusuf',
  'Trish Devlin',
  'Ossian Reid',
  'Kath Womersley',
  'Bill Trelawny',
  'Noor Haddad',
] as const;

/** Who writes the listings of a community group. */
export function communityPersonOf(organisationId: string): { readonly personId: string; readonly name: string } {
  const demo = demoPeople.find(
    (one) => one.linked.organisationId === organisationId && one.roles.includes('community-group'),
  );
  if (demo) return { personId: demo.personId, name: demo.name };
  const index = communityOrganisations.findIndex((one) => one.id === organisationId);
  return {
    personId: demoId('person', `community/${organisationId}`),
    name: communityNames[index] ?? `Volunteer ${index + 1}`,
  };
}

const OUTSIDE_OFFICES = ['finance', 'finance2', 'approver', 'moderator', 'commissioner'] as const;
const OFFICE_ROLES: Readonly<Record<(typeof OUTSIDE_OFFICES)[number], RoleName>> = {
  finance: 'FINANCE_OFFICER',
  finance2: 'FINANCE_OFFICER',
  approver: 'APPROVER',
  moderator: 'MODERATOR',
  commissioner: 'COMMISSIONER',
};

function officers(): RegisterPerson[] {
  return councilKeys.flatMap((key) => {
    const council = councilId(key) ?? '';
    const posts = OUTSIDE_OFFICES.map((post) => ({ ...officerOf(key, post), role: OFFICE_ROLES[post] }));
    const managers = careManagersOf(key).map((one) => ({ ...one, role: 'CARE_MANAGER' as const }));
    return [...posts, ...managers].map(({ personId, name, role }) => ({
      id: personId,
      name,
      roles: [{ role, councilId: council }],
    }));
  });
}

/** Everybody but the first operator, each once. Only the people of the front page have a sign-in. */
export function peopleToRegister(passwordHash: string): readonly RegisterPerson[] {
  const everybody: RegisterPerson[] = [
    ...people.map((one) => ({
      id: one.id,
      name: one.name,
      communicationNeeds: one.communicationNeeds,
      postcodeDistrict: one.postcodeDistrict,
      roles: [{ role: 'BUDGET_HOLDER' as const }],
    })),
    ...representatives.map((one) => ({
      id: one.personId,
      name: one.name,
      roles: [{ role: 'REPRESENTATIVE' as const }],
    })),
    ...providers.map((one) => ({
      id: one.staffId,
      name: one.staffName,
      roles: [{ role: 'PROVIDER_OWNER' as const, organisationId: one.id }],
    })),
    ...communityOrganisations.map((one) => {
      const { personId, name } = communityPersonOf(one.id);
      return { id: personId, name, roles: [{ role: 'COMMUNITY_GROUP' as const, organisationId: one.id }] };
    }),
    ...officers(),
  ];
  const byId = new Map(everybody.map((one) => [one.id, one]));
  for (const demo of demoPeople) {
    if (demo.personId === operatorId()) continue;
    const known = byId.get(demo.personId) ?? { id: demo.personId, name: demo.name, roles: rolesOf(demo) };
    const place = demo.roles.includes('self-funder') ? { postcodeDistrict: selfFunderOutcode } : {};
    byId.set(demo.personId, { ...known, ...place, email: demo.email, passwordHash });
  }
  return [...byId.values()];
}

/** The care manager who knows a person; the one with a sign-in has a fair share. */
export function careManagerFor(councilKey: (typeof councilKeys)[number], personId: string): string {
  const managers = careManagersOf(councilKey);
  return managers[pickNumber(`care-manager/${personId}`, managers.length)]?.personId ?? '';
}
