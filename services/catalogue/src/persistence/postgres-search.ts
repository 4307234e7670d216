import { Injectable } from '@nestjs/common';
import { NIL_ID, type Queries, sqlFile } from '@owncourse/kernel/contract';
import type {
  Facets,
  FacetValue,
  SearchAnswer,
  SearchHit,
  SearchPort,
  SearchRequest,
} from '../contract/search.port.js';
import {
  accessNeedLabel,
  CQC_RATINGS,
  daysUntilStart,
  KIND_LIST,
  LOWEST_RATINGS,
  PRICE_BANDS,
  STARTS,
  UNIT_LIST,
  unitBit,
  WORKERS,
} from '../domain/search-labels.js';

const SEARCH_SQL = sqlFile(import.meta.url, './sql/search.sql');

type Named = readonly (readonly [value: string, label: string, count: number])[] | null;

type Valued = readonly (readonly [value: string, count: number])[] | null;

/** Counts in the order of a list the code knows too. */
interface FacetRows {
  readonly supportTypes: Named;
  readonly wards: Named;
  readonly kinds: readonly number[];
  readonly units: readonly number[];
  readonly priceBands: readonly number[];
  readonly languages: Valued;
  readonly workers: readonly number[];
  readonly accessNeeds: Valued;
  readonly starts: readonly number[];
  readonly ratings: readonly number[];
  readonly cqcRatings: Valued;
}

interface SearchRow {
  readonly searched_for: string | null;
  readonly postcode_not_found: boolean;
  readonly total: number;
  readonly hits: readonly SearchHit[] | null;
  readonly facets: FacetRows | null;
}

function mostFirst(left: FacetValue, right: FacetValue): number {
  return right.count - left.count || left.label.localeCompare(right.label, 'en-GB');
}

function named(rows: Named): FacetValue[] {
  return (rows ?? []).map(([value, label, count]) => ({ value, label, count })).sort(mostFirst);
}

function listed(counts: readonly number[], list: readonly Omit<FacetValue, 'count'>[]): FacetValue[] {
  return list.map((entry, place) => ({ ...entry, count: counts[place] ?? 0 })).filter((entry) => entry.count > 0);
}

function labelled(rows: Valued, labelOf: (value: string) => string): FacetValue[] {
  return (rows ?? []).map(([value, count]) => ({ value, label: labelOf(value), count })).sort(mostFirst);
}

/** Best first; what the commission does not write comes last. */
function byRating(left: FacetValue, right: FacetValue): number {
  const place = ({ value }: FacetValue): number =>
    (CQC_RATINGS.indexOf(value) + CQC_RATINGS.length + 1) % (CQC_RATINGS.length + 1);
  return place(left) - place(right) || mostFirst(left, right);
}

function facets(rows: FacetRows): Facets {
  return {
    supportTypes: named(rows.supportTypes),
    wards: named(rows.wards),
    kinds: listed(rows.kinds, KIND_LIST),
    units: listed(rows.units, UNIT_LIST),
    priceBands: listed(rows.priceBands, PRICE_BANDS),
    languages: labelled(rows.languages, (language) => language),
    workers: listed(rows.workers, WORKERS),
    accessNeeds: labelled(rows.accessNeeds, accessNeedLabel),
    starts: listed(rows.starts, STARTS),
    ratings: listed(rows.ratings, LOWEST_RATINGS),
    cqcRatings: labelled(rows.cqcRatings, (rating) => rating).sort(byRating),
  };
}

/** Search in Postgres: full text, trigrams for spelling, haversine for distance; one statement a search. */
@Injectable()
export class PostgresSearch implements SearchPort {
  async search(queries: Queries, request: SearchRequest): Promise<SearchAnswer> {
    const [row] = await queries.query<SearchRow>(SEARCH_SQL, [
      request.words,
      request.supportTypes,
      request.wardIds,
      request.unit && unitBit(request.unit),
      request.minimumPricePence?.toString() ?? null,
      request.maximumPricePence?.toString() ?? null,
      request.outcode,
      request.withinMiles,
      request.kinds,
      request.councilKey,
      request.sort,
      request.priceCouncilId ?? NIL_ID,
      request.onDate,
      request.size + 1,
      request.after?.sortKey ?? null,
      request.after?.lot ?? null,
      request.after?.id ?? null,
      request.wantsFacets,
      request.languages,
      request.worker,
      request.accessNeeds,
      request.canStart && daysUntilStart(request.canStart),
      request.minimumRating,
      request.cqcRatings,
    ]);
    if (!row) throw new Error('Search gave no row.');
    const found = row.hits ?? [];
    return {
      hits: found.slice(0, request.size),
      hasNextPage: found.length > request.size,
      totalCount: row.total,
      facets: row.facets && facets(row.facets),
      searchedFor: row.searched_for,
      postcodeNotFound: row.postcode_not_found,
    };
  }
}
