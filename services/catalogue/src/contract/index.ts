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
  type SearchHit,
  type SearchInput,
  type SearchKindName,
  type SearchPlace,
  type SearchPort,
  type SearchRequest,
  type SearchSortName,
} from './search.port.js';
export { type PhotoContent, PHOTOS, type PhotosPort, type PhotoSize, type ServicePhotoInput } from './photos.port.js';
export {
  type ChangeServiceInput,
  type DecideStoreChecksInput,
  type OwnServiceInput,
  type OwnVariantInput,
  type ServiceChange,
  type StoreChecksInput,
  type StoreInput,
  STORES,
  type StoresPort,
} from './stores.port.js';
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
