import type { CallerFact } from '../../generated/graphql.js';

/** What may be asked to know who rings. */
export const factWords: Readonly<Record<CallerFact, string>> = {
  DATE_OF_BIRTH: 'Date of birth',
  POSTCODE: 'Postcode',
  LAST_VISIT: 'Who came last, and when',
  ORDER_NUMBER: 'The number of an order, from a letter',
};
