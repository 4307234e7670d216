import type { Actor, Pence } from '@owncourse/kernel/contract';
import type { SearchAnswer, SearchInput } from './search.port.js';
import type {
  ProviderKindName,
  PublishingStatus,
  PriceUnitName,
  DayTypeName,
  TimeBandName,
  RatioName,
  VatTreatmentName,
  VatStatusName,
} from './words.js';

export const CATALOGUE = Symbol('CataloguePort');

export interface SupportTypeInput {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly cqcServiceType: string | null;
  readonly clientLevelDataServiceType: string | null;
  readonly group: string;
}

export interface WardsInput {
  readonly councilId: string;
  /** Stable short name, such as "marlbridge". */
  readonly councilKey: string;
  readonly wards: readonly {
    readonly id: string;
    readonly code: string;
    readonly name: string;
    readonly latitude: number;
    readonly longitude: number;
  }[];
}

export interface PostcodeDistrictsInput {
  readonly councilId: string;
  readonly districts: readonly {
    readonly outcode: string;
    readonly latitude: number;
    readonly longitude: number;
    readonly wardCode: string;
  }[];
}

export interface SynonymInput {
  readonly phrase: string;
  readonly supportTypeSlug: string;
}

export interface ProviderInput {
  /** The organisation's id. */
  readonly id: string;
  readonly name: string;
  readonly kind: ProviderKindName;
  readonly description: string;
  /** Outward part of the postcode only. */
  readonly postcodeDistrict: string;
  /** Where it can be visited; left out, and always for one-person providers: the middle of the district. */
  readonly latitude?: number;
  readonly longitude?: number;
  readonly phone: string;
  readonly email: string;
  readonly website: string | null;
  readonly cqcLocationId: string | null;
  readonly cqcRating: string | null;
  readonly vatStatus: VatStatusName;
  readonly languages: readonly string[];
  /** Left out: published. */
  readonly status?: PublishingStatus;
}

export interface ServiceInput {
  readonly id: string;
  readonly providerId: string;
  readonly supportTypeSlug: string;
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly whoFor: readonly string[];
  readonly languages: readonly string[];
  readonly genderOfWorker: 'any' | 'women-available' | 'men-available';
  readonly accessNeeds: readonly string[];
  readonly regulatedActivity: boolean;
  readonly wardIds: readonly string[];
  readonly radiusMiles: number | null;
  readonly nextAvailableOn: string | null;
  /** Of an operator's import: the London day on which the provider said so; today when left out. */
  readonly startSaidOn?: string | null;
  /** Whole years; left out: not said. */
  readonly minimumAge?: number | null;
  readonly maximumAge?: number | null;
  /** Left out: published. */
  readonly status?: PublishingStatus;
}

export interface VariantInput {
  readonly id: string;
  readonly serviceId: string;
  readonly name: string;
  readonly unit: PriceUnitName;
  readonly dayType: DayTypeName;
  readonly timeBand: TimeBandName | null;
  readonly ratio: RatioName;
  readonly vatTreatment: VatTreatmentName;
  /** Gross pence for one unit. */
  readonly publicUnitPricePence: Pence;
  /** Decimals of at most four places. */
  readonly minimumQuantity: string;
  readonly typicalQuantity: string;
  readonly durationMinutes: number | null;
  /** Left out: published. */
  readonly status?: PublishingStatus;
}

export interface CommunityListingInput {
  /** Of a listing to change; left out for a new one. */
  readonly id?: string | null;
  /** The id a new listing gets; made when left out. */
  readonly newId?: string;
  readonly title: string;
  readonly description: string;
  readonly supportTypeSlug: string;
  readonly wardId: string;
  readonly placeName: string;
  readonly postcodeDistrict: string;
  readonly latitude?: number;
  readonly longitude?: number;
  readonly costPence: Pence;
  /** "MO"; a week day, or a whole recurrence such as "FREQ=MONTHLY;BYDAY=2WE". */
  readonly weekday?: string | null;
  /** Wall clock in London: "10:00". */
  readonly startTime?: string | null;
  readonly durationMinutes?: number | null;
  /** London days on which it does not happen although it would. */
  readonly notOn?: readonly string[] | null;
  /** London days of its own, beside the weekday or instead of one. */
  readonly alsoOn?: readonly string[] | null;
  readonly contactPhone?: string | null;
  readonly contactEmail?: string | null;
  readonly accessNotes?: string | null;
  /** Sent twice with the same key, it is written once. */
  readonly idempotencyKey?: string | null;
}

export interface ModerateListingInput {
  readonly id: string;
  readonly publish: boolean;
  /** What the group reads; needed when it is refused. */
  readonly reason: string | null;
  /** When that was saved which the moderator has read; what was written since is refused LISTING_CHANGED. */
  readonly seen?: string | null;
}

export interface ReportListingInput {
  readonly listingId: string;
  readonly kind: 'OUT_OF_DATE' | 'WRONG' | 'NOT_RIGHT_HERE';
  /** In the reader's own words; gone when a moderator has looked. */
  readonly note?: string | null;
  readonly idempotencyKey?: string | null;
}

export interface SettleListingReportsInput {
  readonly listingId: string;
  readonly takeDown: boolean;
  /** What the group reads; needed when it is taken down. */
  readonly reason: string | null;
}

export interface DeclareCapacityInput {
  readonly visitsAtOnce: number;
  readonly idempotencyKey: string;
}

/** Providers, services, what they cost in public, community listings, and search. */
export interface CataloguePort {
  /** Operator. The same slug again changes the term. */
  importSupportTypes(actor: Actor, rows: readonly SupportTypeInput[]): Promise<void>;
  /** Operator. */
  importWards(actor: Actor, input: WardsInput): Promise<void>;
  /** Operator. Refuses INVALID_INPUT for a ward the council does not have. */
  importPostcodeDistricts(actor: Actor, input: PostcodeDistrictsInput): Promise<void>;
  /** Operator. Plain words for support types, each reviewed by hand. */
  importSynonyms(actor: Actor, rows: readonly SynonymInput[]): Promise<void>;
  /** Operator, or the owner of that organisation. The same id again changes the provider. */
  importProviders(actor: Actor, rows: readonly ProviderInput[]): Promise<void>;
  /** Operator, or the provider's own staff for the catalogue. */
  importServices(actor: Actor, rows: readonly ServiceInput[]): Promise<void>;
  /** Operator, or the provider's own staff for the catalogue. */
  importVariants(actor: Actor, rows: readonly VariantInput[]): Promise<void>;
  /** A provider's owner or catalogue staff, for itself: how many visits it can make at one time. Refuses INVALID_INPUT, NOT_FOUND. */
  declareCapacity(actor: Actor, input: DeclareCapacityInput): Promise<void>;
  /** Community group, for itself: what it wrote waits for a moderator; what is on show stays so until then. @returns its id */
  saveCommunityListing(actor: Actor, input: CommunityListingInput): Promise<string>;
  /** Moderator of the listing's council. Refuses NOT_FOUND, WRONG_STATE, LISTING_CHANGED. @returns its id */
  moderateListing(actor: Actor, input: ModerateListingInput): Promise<string>;
  /** Community group, for itself: it has looked, and what is on show is still right. Refuses NOT_FOUND, WRONG_STATE. */
  confirmListing(actor: Actor, listingId: string): Promise<void>;
  /** Everybody. Who it was is not kept. Refuses NOT_FOUND, INVALID_INPUT and, after 20 of one address in an hour, TOO_MANY_TRIES. */
  reportListing(actor: Actor | null, address: string, input: ReportListingInput): Promise<void>;
  /** Moderator of the listing's council. Refuses NOT_FOUND, WRONG_STATE without a report. */
  settleListingReports(actor: Actor, input: SettleListingReportsInput): Promise<void>;
  /** The worker, each night: tells groups which of their listings they should look at, before they are stale and on the day; once each. @returns how many */
  remindOfListings(): Promise<number>;
  /** Everybody; prices are those the reader pays. */
  search(reader: Actor | null, input: SearchInput): Promise<SearchAnswer>;
}
