import type { Role } from '../generated/graphql.js';

export const roleWords: Readonly<Record<Role, string>> = {
  BUDGET_HOLDER: 'budget holder',
  REPRESENTATIVE: 'representative',
  BROKER: 'broker',
  CARER: 'carer',
  SELF_FUNDER: 'somebody who pays for their own support',
  PROVIDER_OWNER: 'provider',
  PROVIDER_CATALOGUE: 'provider',
  PROVIDER_ORDERS: 'provider',
  PROVIDER_FINANCE: 'provider',
  COMMUNITY_GROUP: 'community group',
  CARE_MANAGER: 'care manager',
  APPROVER: 'approver',
  FINANCE_OFFICER: 'finance officer',
  COMMISSIONER: 'commissioner',
  MODERATOR: 'moderator',
  OPERATOR: 'operator',
};

const looks: Readonly<Record<string, string>> = {
  BUDGET: 'your budget',
  ORDER: 'an order of yours',
  ORDERS: 'your orders',
  DELIVERIES: 'visits of yours',
  VISITS: 'your visits',
  INVOICE: 'a bill of yours',
  STATEMENT: 'your statement',
  TELEPHONE: 'your support, to take a telephone call',
};

/** What an officer looked at; a word we do not know stands as it is. */
export function lookWords(what: string): string {
  return looks[what] ?? what;
}
