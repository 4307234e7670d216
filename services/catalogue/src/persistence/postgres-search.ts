import { Injectable } from '@nestjs/common';
import { NIL_ID, type Queries, sqlFile } from '@owncourse/kernel/contract';
import type { Facets, FacetValue, SearchAnswer, SearchHit, SearchKindName, SearchPort, SearchRequest } from '../contract/search.port.js';
import { KIND_LABELS, PRICE_BANDS, unitBit, UNIT_LABELS, UNITS } from '../domain/search-labels.js';

const SEARCH_SQL = sqlFile(import.meta.url, './sql/search.sql');

/** Value (a word, an id, or a place in a list), label, count. */
type Counted = readonly (readonly [value: string | number, label: string | number, count: number])[] | null;

interface SearchRow {
  readonly searched_for: string | null;
  readonly postcode_not_found: boolean;
  readonly total: number;
  readonly hits: readonly (SearchHit & { readonly miles: number | null })[] | null;
  readonly facets: Readonly<Record<keyof Facets, Counted>> | null;
}

function mostFirst(left: FacetValue, right: FacetValue): number {
  return right.count - left.count || left.label.localeCompare(right.label, 'en-GB');
}

function named(rows: Counted): FacetValue[] {
  return (rows ?? []).map(([value, label, count]) => ({ value: String(value), label: String(label), count })).sort(mostFirst);
}

function facets(rows: Readonly<Record<keyof Facets, Counted>>): Facets {
  const inListOrder = (counted: Counted, named: (place: number) => Omit<FacetValue, 'count'> | undefined): FacetValue[] =>
    [...(counted ?? [])]
      .sort((left, right) => Number(left[0]) - Number(right[0]))
      .flatMap(([place, , count]) => {
        const known = named(Number(place));
        return known ? [{ ...known, count }] : [];
      });
  return {
    supportTypes: named(rows.supportTypes),
    wards: named(rows.wards),
    kinds: (rows.kinds ?? []).map(([kind, , count]) => ({ value: String(kind), label: KIND_LABELS[kind as SearchKindName], count })).sort(mostFirst),
    units: inListOrder(rows.units, (place) => {
      const unit = UNITS[place];
      return unit && { value: unit, label: UNIT_LABELS[unit] };
    }),
    priceBands: inListOrder(rows.priceBands, (place) => PRICE_BANDS[place]),
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
