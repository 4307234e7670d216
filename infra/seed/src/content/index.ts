/** The demo content: fictional, the same every time, and free of clock, chance and input. */
export { communityListings, communityOrganisations } from './community-listings.js';
export { councilPolicies } from './council-policies.js';
export { councilPrice } from './council-price.js';
export { councils } from './councils.js';
export {
  brokerage,
  brokeredNames,
  demoPeople,
  representatives,
  selfFunderOutcode,
  unbrokeredName,
} from './demo-people.js';
export { demoId, pickNumber, pickOne, quantityInTenThousandths } from './deterministic.js';
export { mandates } from './mandates.js';
export { people } from './people.js';
export { providers } from './providers.js';
export { ANY_PROVIDER, rateCardDates, rateCards } from './rate-cards.js';
export { ratingTexts } from './rating-texts.js';
export { searchSynonyms } from './search-synonyms.js';
export { services } from './services.js';
export { addressIn } from './streets.js';
export { yearlyCostOf } from './support-patterns.js';
export { supportTypes } from './support-types.js';
export type * from './types.js';
export { variants } from './variants.js';
