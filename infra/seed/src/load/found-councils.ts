import type { PolicyKey, RegisterPerson } from '@owncourse/identity/contract';
import { addDays } from '@owncourse/kernel/contract';
import {
  brokerage,
  communityOrganisations,
  type CouncilPolicy,
  councilPolicies,
  councils,
  demoPeople,
  people,
  providers,
} from '../content/index.js';
import { councilKeys, officerOf, operatorId } from './council-staff.js';
import { trustIdOf } from './money-holders.js';
import { peopleToRegister } from './register-people.js';
import { act, type Story } from './story.js';

/** The first operator, the councils with their rules and officers, the organisations, and everybody there is. */
export async function foundCouncils(story: Story, passwordHash: string): Promise<void> {
  const { ports, days, time } = story;
  const operator = demoPeople.find((one) => one.personId === operatorId());
  const first: RegisterPerson = {
    id: operatorId(),
    name: operator?.name ?? '',
    email: operator?.email ?? '',
    passwordHash,
    roles: [],
  };
  await time.at('found/operator', days.founding, '09:00', () => ports.identity.registerFirstOperator(first));
  const deed = { label: 'found/councils', day: days.founding, time: '10:00', personId: operatorId() };
  await act(story, deed, async (actor) => {
    for (const council of councils) {
      await ports.identity.createCouncil(actor, {
        id: council.id,
        key: council.key,
        name: council.name,
        safeguardingPhone: council.phone,
        contactPhone: council.phone,
      });
    }
    await ports.identity.createOrganisations(actor, organisations());
    await ports.identity.registerPeople(actor, peopleToRegister(passwordHash));
  });
  for (const key of councilKeys) await setPolicies(story, key);
}

function organisations(): Parameters<Story['ports']['identity']['createOrganisations']>[1] {
  const trusts = new Map(
    people.filter((one) => one.holdingRoute === 'trust').map((one) => [trustIdOf(one), one.heldByName ?? one.name]),
  );
  return [
    ...providers.map((one) => ({ id: one.id, kind: 'PROVIDER' as const, name: one.name })),
    { id: brokerage.id, kind: 'BROKERAGE', name: brokerage.name },
    ...communityOrganisations.map((one) => ({ id: one.id, kind: 'COMMUNITY' as const, name: one.name })),
    ...[...trusts].map(([id, name]) => ({ id, kind: 'TRUST' as const, name })),
  ];
}

function policyValues(policy: CouncilPolicy): readonly { key: PolicyKey; value: unknown }[] {
  const { councilKey: _council, financialYearOffset: _year, ...rules } = policy;
  // Pence are whole numbers far below 2^53, so that JSON holds them exactly.
  const asJson = JSON.parse(
    JSON.stringify(rules, (_key, value: unknown) => (typeof value === 'bigint' ? Number(value) : value)),
  ) as Record<PolicyKey, unknown>;
  return Object.entries(asJson).map(([key, value]) => ({ key: key as PolicyKey, value }));
}

/** Each council's rules of last year and of this one. */
async function setPolicies(story: Story, councilKey: (typeof councilKeys)[number]): Promise<void> {
  const { days, ports } = story;
  const council = councils.find((one) => one.key === councilKey);
  const finance = officerOf(councilKey, 'finance').personId;
  await act(
    story,
    { label: `found/policy/${councilKey}`, day: addDays(days.founding, 1), time: '10:00', personId: finance },
    async (actor) => {
      for (const policy of councilPolicies.filter((one) => one.councilKey === councilKey)) {
        const from = policy.financialYearOffset === 0 ? days.newYear : days.founding;
        await ports.identity.setPolicy(
          actor,
          council?.id ?? '',
          policyValues(policy).map((one) => ({ ...one, from })),
        );
      }
      if (councilKey === 'marlbridge') {
        // Never before this year's rules, which would take it back.
        const from = days.newYear > days.promptInvoices ? days.newYear : days.promptInvoices;
        const prompt = { key: 'invoicePeriod', value: 'on-confirmation', from } as const;
        await ports.identity.setPolicy(actor, council?.id ?? '', [prompt]);
      } else {
        // Since the last evening, so that there are bills to pay today.
        const from = days.newYear > days.eve ? days.newYear : days.eve;
        const holders = { key: 'directPaymentsPaidBy', value: 'HOLDER', from } as const;
        await ports.identity.setPolicy(actor, council?.id ?? '', [holders]);
      }
    },
  );
}
