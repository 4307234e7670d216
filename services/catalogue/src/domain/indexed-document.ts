import type { SearchKindName, StartWord } from '../contract/search.port.js';

/** One price of a document. Pence are whole and exact: the loader refuses what is not a safe integer. */
export interface IndexedPrice {
  readonly variantId: string;
  /** One bit, see `UNITS`; zero for a listing. */
  readonly unitBit: number;
  readonly pence: number;
}

/** What a page of results shows of a service. */
export interface ShownOfService {
  readonly name: string;
  readonly summary: string;
  readonly providerName: string;
  readonly startWord: StartWord | null;
}

/** A published service or listing as search knows it; nothing in it is private. */
export interface IndexedDocument {
  readonly id: string;
  readonly kind: SearchKindName;
  readonly ownerId: string;
  readonly supportTypeSlug: string;
  /** A tsvector as Postgres writes it. */
  readonly vector: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly wardIds: readonly string[];
  readonly councilIds: readonly string[];
  readonly lastCheckedOn: string | null;
  readonly lot: bigint;
  readonly languages: readonly string[];
  readonly worker: string | null;
  readonly accessNeeds: readonly string[];
  readonly nextAvailableOn: string | null;
  readonly cqcRating: string | null;
  readonly prices: readonly IndexedPrice[];
  /** Null for a listing. */
  readonly shown: ShownOfService | null;
}

/** The terms and places that filters and facets speak of. */
export interface SearchTerms {
  readonly supportTypes: readonly {
    readonly slug: string;
    readonly name: string;
    readonly description: string;
    readonly group: string;
  }[];
  readonly wards: readonly {
    readonly id: string;
    readonly name: string;
    readonly councilId: string;
    readonly councilKey: string;
    readonly councilName: string;
  }[];
  readonly districts: readonly { readonly outcode: string; readonly latitude: number; readonly longitude: number }[];
}

/** What the words of a search mean, as `catalogue.understand` says. */
export interface Understood {
  readonly says_nothing: boolean;
  readonly searched_for: string | null;
  /** Null where only the support types were meant. */
  readonly query: string | null;
  readonly rank_query: string | null;
  readonly slugs: readonly string[];
  readonly slug_weight: number;
}
