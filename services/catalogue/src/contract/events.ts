/**
 * `catalogue.searched-without-result`, version 2 (version 1 had no asker). `councilId` of the envelope is the council of the page, if
 * any. No person.
 */
export interface SearchedWithoutResult {
  /** Lower case, letters only, at most 80 characters. */
  readonly words: string;
  /** One of 256 numbers, see `askerOf`: the same for somebody who asks again in the same quarter of the year. */
  readonly asker?: number;
  /** The kind of support that was chosen, where nothing was said; then the words are its name. */
  readonly supportTypeSlug?: string;
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
  /** Whose it is, what it is called, and why not. Absent in events of earlier days. */
  readonly organisationId?: string;
  readonly title?: string;
  readonly reason?: string | null;
  /** Of a wish: who is to be told. Nothing that others read is made of it. */
  readonly writerId?: string | null;
}
export const LISTING_MODERATED = 'catalogue.listing-moderated';

/** `catalogue.capacity-declared`, version 1: how many visits a provider can make at one time. */
export interface CapacityDeclared {
  readonly providerId: string;
  readonly visitsAtOnce: number;
}
export const CAPACITY_DECLARED = 'catalogue.capacity-declared';

/** `catalogue.listing-check-due`, version 1: a group should look whether its listing is still right; once before it is stale and once when it is. */
export interface ListingCheckDue {
  readonly listingId: string;
  readonly organisationId: string;
  readonly title: string;
  readonly kind: 'SOON' | 'NOW';
  /** The first London day on which it is, or was, stale. */
  readonly staleOn: string;
}
export const LISTING_CHECK_DUE = 'catalogue.listing-check-due';

/** `catalogue.listing-checked`, version 1: its group says that it is still right. */
export interface ListingChecked {
  readonly listingId: string;
  readonly organisationId: string;
}
export const LISTING_CHECKED = 'catalogue.listing-checked';

/** `catalogue.listing-reported`, version 1: somebody says that a listing is wrong. Not who, and not their words. */
export interface ListingReported {
  readonly listingId: string;
}
export const LISTING_REPORTED = 'catalogue.listing-reported';

/** `catalogue.listing-reports-settled`, version 1. `reason` is what the group reads where it was taken down. */
export interface ListingReportsSettled {
  readonly listingId: string;
  readonly organisationId: string;
  readonly title: string;
  readonly takenDown: boolean;
  readonly reason: string | null;
  readonly writerId?: string | null;
}
export const LISTING_REPORTS_SETTLED = 'catalogue.listing-reports-settled';

/** `catalogue.wanted-answered`, version 1: an answer to a wish waits for a moderator. */
export interface WantedAnswered {
  readonly listingId: string;
  readonly answerId: string;
}
export const WANTED_ANSWERED = 'catalogue.wanted-answered';

/** `catalogue.wanted-answer-moderated`, version 1. */
export interface WantedAnswerModerated {
  readonly listingId: string;
  readonly answerId: string;
  readonly published: boolean;
  readonly organisationId: string;
  /** Of the wish. */
  readonly title: string;
  readonly reason: string | null;
  readonly writerId: string;
}
export const WANTED_ANSWER_MODERATED = 'catalogue.wanted-answer-moderated';

/** `catalogue.wanted-ended`, version 1: its 90 days are over. */
export interface WantedEnded {
  readonly listingId: string;
  readonly title: string;
  readonly writerId: string;
}
export const WANTED_ENDED = 'catalogue.wanted-ended';

/** `catalogue.checks-said`, version 1, once for each council concerned: a provider changed its papers. */
export interface ChecksSaid {
  readonly providerId: string;
  /** The same for the same council and provider. */
  readonly storeCheckId: string;
}
export const CHECKS_SAID = 'catalogue.checks-said';

/** `catalogue.checks-decided`, version 1: what the council of the envelope said of them. */
export interface ChecksDecided {
  readonly providerId: string;
  readonly storeCheckId: string;
  readonly accepted: boolean;
  /** The officer's own words; never null where it was declined. */
  readonly reason: string | null;
}
export const CHECKS_DECIDED = 'catalogue.checks-decided';

/** `catalogue.paper-ends`, version 1: in 30 days at the most, or today. */
export interface PaperEnds {
  readonly providerId: string;
  readonly paper: 'INSURANCE' | 'SAFEGUARDING' | 'DBS';
  /** Its last London day. */
  readonly until: string;
  readonly stage: 'SOON' | 'LAST_DAY';
}
export const PAPER_ENDS = 'catalogue.paper-ends';
