import type { Facets, FacetValue } from '../contract/search.port.js';
import {
  accessNeedLabel,
  CQC_RATINGS,
  KIND_LIST,
  LOWEST_RATINGS,
  PRICE_BANDS,
  STARTS,
  UNIT_LIST,
  WORKERS,
} from './search-labels.js';

type Named = readonly (readonly [value: string, label: string, count: number])[] | null;

type Valued = readonly (readonly [value: string, count: number])[] | null;

/** Counts in the order of a list the code knows too. */
export interface FacetRows {
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
  readonly acceptedBy: Named;
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

/** Counts as people read them: with labels, without zeros, each list in its order. */
export function facetsOf(rows: FacetRows): Facets {
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
    acceptedBy: named(rows.acceptedBy),
  };
}
