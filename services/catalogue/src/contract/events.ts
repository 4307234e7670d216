/** `catalogue.searched-without-result`, version 1. `councilId` of the envelope is the council of the page, if any. No person. */
export interface SearchedWithoutResult {
  /** Lower case, letters only, at most 80 characters. */
  readonly words: string;
}
export const SEARCHED_WITHOUT_RESULT = 'catalogue.searched-without-result';

/** `catalogue.listing-saved`, version 1: a community listing waits for a moderator. */
export interface ListingSaved {
  readonly listingId: string;
  readonly organisationId: string;
}
export const LISTING_SAVED = 'catalogue.listing-saved';

/** `catalogue.listing-moderated`, version 1. */
export interface ListingModerated {
  readonly listingId: string;
  readonly published: boolean;
}
export const LISTING_MODERATED = 'catalogue.listing-moderated';

/** `catalogue.capacity-declared`, version 1: how many visits a provider can make at one time. */
export interface CapacityDeclared {
  readonly providerId: string;
  readonly visitsAtOnce: number;
}
export const CAPACITY_DECLARED = 'catalogue.capacity-declared';
