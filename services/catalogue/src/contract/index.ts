export {
  CATALOGUE,
  type CataloguePort,
  type CommunityListingInput,
  type ModerateListingInput,
  type PostcodeDistrictsInput,
  type ProviderInput,
  type ServiceInput,
  type SupportTypeInput,
  type SynonymInput,
  type VariantInput,
  type WardsInput,
} from './catalogue.port.js';
export {
  LISTING_MODERATED,
  LISTING_SAVED,
  type ListingModerated,
  type ListingSaved,
  SEARCHED_WITHOUT_RESULT,
  type SearchedWithoutResult,
} from './events.js';
export {
  type FeedAnswer,
  type FeedObject,
  type FeedPage,
  type FeedResource,
  OPEN_REFERRAL,
  type OpenReferralPort,
} from './open-referral.port.js';
export { PUBLIC_PAGE_KINDS, PUBLIC_PAGES, type PublicPageKind, type PublicPagesPort } from './public-pages.port.js';
export {
  type Facets,
  type FacetValue,
  SEARCH,
  type SearchAnswer,
  type CheapestVariant,
  type SearchHit,
  type ServiceCard,
  type SearchInput,
  type SearchKindName,
  type SearchPlace,
  type SearchPort,
  type SearchRequest,
  type SearchSortName,
  type StartName,
  type WorkerName,
} from './search.port.js';
export {
  SEARCH_HEALTH,
  type SearchHealth,
  type SearchHealthPort,
  type SearchServer,
  type SearchServerHealth,
} from './search-health.port.js';
export {
  type DayTypeName,
  type PriceUnitName,
  type ProviderKindName,
  type PublishingStatus,
  type RatioName,
  type TimeBandName,
  type VatStatusName,
  type VatTreatmentName,
  type WeekdayCode,
} from './words.js';
