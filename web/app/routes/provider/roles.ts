import type { ViewerRole } from '../../graphql/load-context.js';

export const anyOfTheProvider: readonly ViewerRole[] = [
  'PROVIDER_OWNER',
  'PROVIDER_ORDERS',
  'PROVIDER_CATALOGUE',
  'PROVIDER_FINANCE',
];
export const providerCatalogue: readonly ViewerRole[] = ['PROVIDER_OWNER', 'PROVIDER_CATALOGUE'];
export const providerOrders: readonly ViewerRole[] = ['PROVIDER_OWNER', 'PROVIDER_ORDERS'];
export const providerMoney: readonly ViewerRole[] = ['PROVIDER_OWNER', 'PROVIDER_FINANCE'];
/** Who answers what people ask before they buy. */
export const providerAnswers: readonly ViewerRole[] = ['PROVIDER_OWNER', 'PROVIDER_CATALOGUE', 'PROVIDER_ORDERS'];
