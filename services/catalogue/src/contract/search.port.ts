import type { Pence, Queries } from '@owncourse/kernel/contract';
import type { PriceUnitName } from './words.js';

export type SearchKindName = 'PAID' | 'COMMUNITY';
/** Whether a worker of that gender can be asked for. */
export type WorkerName = 'women-available' | 'men-available';
/** How soon it can begin, from today. */
export type StartName = 'NOW' | 'TWO_WEEKS' | 'FOUR_WEEKS';
export type SearchSortName = 'BEST_MATCH' | 'NEAREST' | 'PRICE_LOW_TO_HIGH' | 'RATING';

/** What a reader asks for. Everything may be left out. */
export interface SearchInput {
  readonly words?: string | null;
  readonly supportTypes?: readonly string[] | null;
  readonly wardIds?: readonly string[] | null;
  readonly unit?: PriceUnitName | null;
  /** Bounds on the price the reader pays for one unit. */
  readonly minimumPricePence?: Pence | null;
  readonly maximumPricePence?: Pence | null;
  /** Outward or whole postcode. */
  readonly postcode?: string | null;
  readonly withinMiles?: number | null;
  readonly kinds?: readonly SearchKindName[] | null;
  /** One of them is spoken. */
  readonly languages?: readonly string[] | null;
  readonly worker?: WorkerName | null;
  /** All of them are met. */
  readonly accessNeeds?: readonly string[] | null;
  /** Free listings can always be gone to. */
  readonly canStart?: StartName | null;
  /** Whole number of five. */
  readonly minimumRating?: number | null;
  readonly cqcRatings?: readonly string[] | null;
  /** Keys of councils: one of them has accepted the store's papers, or shows the listing. */
  readonly acceptedBy?: readonly string[] | null;
  readonly councilKey?: string | null;
  readonly sort?: SearchSortName | null;
  readonly forPersonId?: string | null;
  readonly first?: number | null;
  readonly after?: string | null;
  /** Left out: yes. */
  readonly wantsFacets?: boolean;
  /** Whether a council is told when there is nothing of it; left out: yes. */
  readonly tellsMiss?: boolean;
  /** Their id or address, so that nobody is counted twice; never kept. Left out: counts in the market report alone. */
  readonly askedBy?: string;
}

/** The same, read and checked: what an engine is asked. */
export interface SearchRequest {
  readonly words: string | null;
  readonly supportTypes: readonly string[] | null;
  readonly wardIds: readonly string[] | null;
  readonly unit: PriceUnitName | null;
  readonly minimumPricePence: Pence | null;
  readonly maximumPricePence: Pence | null;
  readonly outcode: string | null;
  readonly withinMiles: number | null;
  readonly kinds: readonly SearchKindName[] | null;
  readonly languages: readonly string[] | null;
  readonly worker: WorkerName | null;
  readonly accessNeeds: readonly string[] | null;
  readonly canStart: StartName | null;
  readonly minimumRating: number | null;
  readonly cqcRatings: readonly string[] | null;
  readonly acceptedBy: readonly string[] | null;
  readonly councilKey: string | null;
  readonly sort: SearchSortName;
  /** Whose agreed prices apply; null for public prices. Never taken from the request of a reader. */
  readonly prices: ReadersPrices | null;
  readonly onDate: string;
  readonly size: number;
  readonly after: SearchPlace | null;
  readonly wantsFacets: boolean;
}

/** Where a result stands in its order: sort key, then lot, then id. */
export interface SearchPlace {
  readonly sortKey: string;
  readonly lot: string;
  readonly id: string;
}

/** Somebody a council funds: an engine answers at what they pay. */
export interface ReadersPrices {
  readonly councilId: string;
  readonly personId: string;
}

/** The same, and how their money is held. */
export interface KnownPrices extends ReadersPrices {
  /** Null where that makes no difference. */
  readonly route: string | null;
}

/** The price that costs its reader least of all of a service's. */
export interface CheapestVariant {
  /** Whose prices; null: public ones. */
  readonly prices: KnownPrices | null;
  readonly variantId: string;
  readonly unit: PriceUnitName;
  /** Another text after each change of this council's prices, or of anything in the catalogue. */
  readonly asOf: string;
}

/** What a provider said of when somebody new can start, and when it said so. London days. */
export interface StartWord {
  readonly nextAvailableOn: string;
  readonly toldOn: string | null;
  readonly isOld: boolean;
}

/** What a page of results shows of a service, for engines that know it already. */
export interface ServiceCard {
  readonly name: string;
  readonly summary: string;
  readonly provider: { readonly id: string; readonly name: string };
  readonly supportType: {
    readonly slug: string;
    readonly name: string;
    readonly description: string;
    readonly group: string;
  };
  /** Null: the provider has not said. */
  readonly startWord: StartWord | null;
  readonly cheapest: CheapestVariant | null;
  /** Another text after each change of what people say. */
  readonly ratingsAsOf: string;
}

export interface SearchHit extends SearchPlace {
  readonly kind: SearchKindName;
  readonly miles: number | null;
  /** Left out: to be read. */
  readonly card?: ServiceCard | undefined;
}

/**
 * `[value, label, how many results there would be]`. Where one of several values is enough, a facet's own filter is left out
 * of its counts; access needs are met together, so that theirs keep it.
 */
export interface FacetValue {
  readonly value: string;
  readonly label: string;
  readonly count: number;
}

export interface Facets {
  readonly supportTypes: readonly FacetValue[];
  readonly wards: readonly FacetValue[];
  readonly units: readonly FacetValue[];
  readonly priceBands: readonly FacetValue[];
  readonly kinds: readonly FacetValue[];
  readonly languages: readonly FacetValue[];
  readonly workers: readonly FacetValue[];
  readonly accessNeeds: readonly FacetValue[];
  /** Each with all that can begin sooner. */
  readonly starts: readonly FacetValue[];
  /** "4" and "3": so much of five or more. */
  readonly ratings: readonly FacetValue[];
  readonly cqcRatings: readonly FacetValue[];
  /** By the keys of councils. */
  readonly acceptedBy: readonly FacetValue[];
}

export interface SearchAnswer {
  readonly hits: readonly SearchHit[];
  readonly hasNextPage: boolean;
  readonly totalCount: number;
  /** Null when they were not wanted. */
  readonly facets: Facets | null;
  readonly searchedFor: string | null;
  readonly postcodeNotFound: boolean;
}

/** A search engine. Postgres by default; every adapter passes the same suite. */
export interface SearchPort {
  search(queries: Queries, request: SearchRequest): Promise<SearchAnswer>;
}

export const SEARCH = Symbol('SearchPort');
