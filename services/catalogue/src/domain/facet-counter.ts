import type { SearchTerms } from './indexed-document.js';
import type { Numbers, SearchEntry, SearchNumbers } from './search-entry.js';
import type { FacetRows } from './search-facets.js';
import { FILTER, type SearchJudge } from './search-judge.js';
import { LOWEST_RATINGS, PRICE_BANDS, STARTS, UNITS, WORKERS } from './search-labels.js';

const LEAST = LOWEST_RATINGS.map(({ value }) => Number(value));

/** Adds a document to the counts of all facets whose own filter is the only one that it may fail. */
export class FacetCounter {
  private readonly kinds = new Int32Array(2);
  // By all the bits of a document together, and by its whole lists: they are taken apart once, at the end.
  private readonly units = new Int32Array(1 << UNITS.length);
  private readonly bands = new Int32Array(1 << PRICE_BANDS.length);
  private readonly wards: Int32Array;
  private readonly languages: Int32Array;
  private readonly accessNeeds: Int32Array;
  private readonly acceptedBy: Int32Array;
  private readonly types: Int32Array;
  private readonly cqcRatings: Int32Array;
  private readonly workers = new Int32Array(WORKERS.length);
  /** By the soonest. */
  private readonly starts = new Int32Array(STARTS.length + 1);
  private readonly ratings = new Int32Array(LEAST.length);

  constructor(private readonly numbers: SearchNumbers) {
    this.types = new Int32Array(numbers.types.values.length);
    this.cqcRatings = new Int32Array(numbers.cqcRatings.values.length);
    this.wards = new Int32Array(numbers.wards.lists.length);
    this.acceptedBy = new Int32Array(numbers.councils.lists.length);
    this.languages = new Int32Array(numbers.languages.lists.length);
    this.accessNeeds = new Int32Array(numbers.accessNeeds.lists.length);
  }

  count(entry: SearchEntry, failed: number, judge: SearchJudge): void {
    if ((failed & (failed - 1)) !== 0) return;
    if ((failed & ~FILTER.type) === 0) raise(this.types, entry.type);
    if ((failed & ~FILTER.ward) === 0) raise(this.wards, entry.wards);
    if ((failed & ~FILTER.kind) === 0) raise(this.kinds, entry.isPaid ? 0 : 1);
    if ((failed & ~FILTER.price) === 0) {
      raise(this.units, judge.unitBits);
      raise(this.bands, judge.bandBits);
    }
    if ((failed & ~FILTER.language) === 0) raise(this.languages, entry.languages);
    if ((failed & ~FILTER.worker) === 0 && entry.worker >= 0) raise(this.workers, entry.worker);
    // Met together: what is counted meets those already chosen.
    if (failed === 0) raise(this.accessNeeds, entry.accessNeeds);
    if ((failed & ~FILTER.start) === 0) raise(this.starts, judge.start);
    if ((failed & ~FILTER.rating) === 0)
      for (let at = 0; at < LEAST.length; at += 1) if (judge.score >= (LEAST[at] ?? Infinity)) raise(this.ratings, at);
    if ((failed & ~FILTER.accepted) === 0 && judge.acceptedBy >= 0) raise(this.acceptedBy, judge.acceptedBy);
    if ((failed & ~FILTER.cqc) === 0 && entry.cqcRating >= 0) raise(this.cqcRatings, entry.cqcRating);
  }

  /** @param terms names what has one; a value that is no term any more is left out */
  rows(terms: SearchTerms, councilKey: string | null): FacetRows {
    const typeNames = new Map(terms.supportTypes.map(({ slug, name }) => [slug, name]));
    const wards = terms.wards.filter((ward) => councilKey === null || ward.councilKey === councilKey);
    const wardNames = new Map(wards.map(({ id, name }) => [id, name]));
    const councils = new Map(
      terms.wards.map(({ councilId, councilKey: key, councilName: name }) => [councilId, { key, name }]),
    );
    const accepted = valued(this.numbers.councils.countsOfMembers(this.acceptedBy), this.numbers.councils.members);
    return {
      supportTypes: named(this.types, this.numbers.types, typeNames),
      wards: named(this.numbers.wards.countsOfMembers(this.wards), this.numbers.wards.members, wardNames),
      kinds: [...this.kinds],
      units: perBit(this.units, UNITS.length),
      priceBands: perBit(this.bands, PRICE_BANDS.length),
      languages: valued(this.numbers.languages.countsOfMembers(this.languages), this.numbers.languages.members),
      workers: [...this.workers],
      accessNeeds: valued(this.numbers.accessNeeds.countsOfMembers(this.accessNeeds), this.numbers.accessNeeds.members),
      acceptedBy: accepted.flatMap(([councilId, count]) => {
        const council = councils.get(councilId);
        return council ? [[council.key, council.name, count] as [string, string, number]] : [];
      }),
      starts: upToEach(this.starts),
      ratings: [...this.ratings],
      cqcRatings: valued(this.cqcRatings, this.numbers.cqcRatings),
    };
  }
}

function valued(counts: Int32Array, { values }: Numbers): [string, number][] {
  return values.flatMap((value, at) => ((counts[at] ?? 0) > 0 ? [[value, counts[at] ?? 0] as [string, number]] : []));
}

function named(counts: Int32Array, numbers: Numbers, names: ReadonlyMap<string, string>): [string, string, number][] {
  return valued(counts, numbers).flatMap(([value, count]) => {
    const name = names.get(value);
    return name === undefined ? [] : [[value, name, count] as [string, string, number]];
  });
}

function raise(counts: Int32Array, place: number): void {
  counts[place] = (counts[place] ?? 0) + 1;
}

/** How many have each bit, of counts by all bits together. */
function perBit(counts: Int32Array, bits: number): number[] {
  const perBit = new Array<number>(bits).fill(0);
  counts.forEach((count, together) => {
    if (count > 0)
      for (let bit = 0; bit < bits; bit += 1)
        if ((together & (1 << bit)) !== 0) perBit[bit] = (perBit[bit] ?? 0) + count;
  });
  return perBit;
}

/** Each with all that can begin sooner; the last count is of those that cannot. */
function upToEach(counts: Int32Array): number[] {
  let sum = 0;
  return [...counts].slice(0, -1).map((count) => (sum += count));
}
