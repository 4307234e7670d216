import type { HoldingRouteName } from '@owncourse/ledger/contract';
import { brokerage, councils, demoId, type Person, providers, representatives } from '../content/index.js';

/** The organisation that stands for a family's trust. */
export function trustIdOf(person: Person): string {
  return demoId('organisation', `trust/${person.heldByName ?? person.name}`);
}

export function councilIdOf(person: Pick<Person, 'councilKey'>): string {
  const council = councils.find((one) => one.key === person.councilKey);
  if (!council) throw new Error(`No council ${person.councilKey}`);
  return council.id;
}

export const representativeOf: ReadonlyMap<string, string> = new Map(
  representatives.map((one) => [one.budgetHolderPersonId, one.personId]),
);

const routes: Readonly<Record<Person['holdingRoute'], HoldingRouteName>> = {
  'direct-payment': 'DIRECT_PAYMENT',
  representative: 'REPRESENTATIVE',
  trust: 'TRUST',
  broker: 'BROKER',
  'individual-service-fund': 'INDIVIDUAL_SERVICE_FUND',
  'council-managed': 'COUNCIL_MANAGED',
};

export function routeOf(person: Person): HoldingRouteName {
  return routes[person.holdingRoute];
}

/** Who pays providers out of this person's budget: the council, a person or an organisation. */
export function payerOf(person: Person): string {
  switch (person.holdingRoute) {
    case 'council-managed':
      return councilIdOf(person);
    case 'direct-payment':
      return person.id;
    case 'representative':
      return representativeOf.get(person.id) ?? person.id;
    case 'trust':
      return trustIdOf(person);
    case 'broker':
      return brokerage.id;
    case 'individual-service-fund': {
      const fund = providers.find((one) => one.name === person.heldByName);
      if (!fund) throw new Error(`Nobody is called ${person.heldByName ?? ''}`);
      return fund.id;
    }
  }
}
