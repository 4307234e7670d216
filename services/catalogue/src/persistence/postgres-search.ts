import { Injectable } from '@nestjs/common';
import { NIL_ID, type Queries, sqlFile } from '@owncourse/kernel/contract';
import type { SearchAnswer, SearchHit, SearchPort, SearchRequest } from '../contract/search.port.js';
import { type FacetRows, facetsOf } from '../domain/search-facets.js';
import { daysUntilStart, unitBit } from '../domain/search-labels.js';

const SEARCH_SQL = sqlFile(import.meta.url, './sql/search.sql');

interface SearchRow {
  readonly searched_for: string | null;
  readonly postcode_not_found: boolean;
  readonly total: number;
  readonly hits: readonly SearchHit[] | null;
  readonly facets: FacetRows | null;
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
      request.prices?.councilId ?? NIL_ID,
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
      request.acceptedBy,
      request.prices?.personId ?? null,
    ]);
    if (!row) throw new Error('Search gave no row.');
    const found = row.hits ?? [];
    return {
      hits: found.slice(0, request.size),
      hasNextPage: found.length > request.size,
      totalCount: row.total,
      facets: row.facets && facetsOf(row.facets),
      searchedFor: row.searched_for,
      postcodeNotFound: row.postcode_not_found,
    };
  }
}
