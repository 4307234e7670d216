import type { SearchTerms } from './indexed-document.js';
import type { Numbers, SearchEntry, SearchNumbers } from './search-entry.js';
import type { FacetRows } from './search-facets.js';
import { FILTER, type SearchJudge } from './search-judge.js';
import { LOWEST_RATINGS, PRICE_BANDS, STARTS, UNITS, WORKERS } from './search-labels.js';

const LEAST = LOWEST_RATINGS.map(({ value }) => Number(value));

/** Adds a document to the counts of all facets whose own filter is the only one that it may fail. */
export class FacetCounter {
  private readonly kinds = new Int32Array(2);
  private readonly units = new Int32Array(UNITS.length);
  private readonly bands = new Int32Array(PRICE_BANDS.length);
  private readonly workers = new Int32Array(WORKERS.length);
  private readonly starts = new Int32Array(STARTS.length);
  private readonly ratings = new Int32Array(LEAST.length);
  private readonly types: Int32Array;
  private readonly wards: Int32Array;
  private readonly languages: Int32Array;
  private readonly accessNeeds: Int32Array;
  private readonly cqcRatings: Int32Array;

  constructor(private readonly numbers: SearchNumbers) {
    this.types = new Int32Array(numbers.types.values.length);
    this.wards = new Int32Array(numbers.wards.values.length);
    this.languages = new Int32Array(numbers.languages.values.length);
    this.accessNeeds = new Int32Array(numbers.accessNeeds.values.length);
    this.cqcRatings = new Int32Array(numbers.cqcRatings.values.length);
  }

  count(entry: SearchEntry, failed: number, judge: SearchJudge): void {
    if ((failed & (failed - 1)) !== 0) return;
    const passesBut = (filter: number): boolean => (failed & ~filter) === 0;
    const { document } = entry;
    if (passesBut(FILTER.type)) this.types[entry.type]! += 1;
    if (passesBut(FILTER.ward)) for (const ward of entry.wards) this.wards[ward]! += 1;
    if (passesBut(FILTER.kind)) this.kinds[document.kind === 'PAID' ? 0 : 1]! += 1;
    if (passesBut(FILTER.price)) {
      addBits(this.units, judge.unitBits);
      addBits(this.bands, judge.bandBits);
    }
    if (passesBut(FILTER.language)) for (const language of entry.languages) this.languages[language]! += 1;
    if (passesBut(FILTER.worker) && document.worker !== null) {
      const at = WORKERS.findIndex(({ value }) => value === document.worker);
      if (at >= 0) this.workers[at]! += 1;
    }
    // Met together: what is counted meets those already chosen.
    if (failed === 0) for (const need of entry.accessNeeds) this.accessNeeds[need]! += 1;
    if (passesBut(FILTER.start)) for (let at = judge.start; at < STARTS.length; at += 1) this.starts[at]! += 1;
    if (passesBut(FILTER.rating) && judge.score !== null) {
      const { score } = judge;
      for (let at = 0; at < LEAST.length; at += 1) if (score >= LEAST[at]!) this.ratings[at]! += 1;
    }
    if (passesBut(FILTER.cqc) && entry.cqcRating >= 0) this.cqcRatings[entry.cqcRating]! += 1;
  }

  /** @param terms names what has one; a value that is no term any more is left out */
  rows(terms: SearchTerms, councilKey: string | null): FacetRows {
    const typeNames = new Map(terms.supportTypes.map(({ slug, name }) => [slug, name]));
    const wards = terms.wards.filter((ward) => councilKey === null || ward.councilKey === councilKey);
    const wardNames = new Map(wards.map(({ id, name }) => [id, name]));
    return {
      supportTypes: named(this.types, this.numbers.types, typeNames),
      wards: named(this.wards, this.numbers.wards, wardNames),
      kinds: [...this.kinds],
      units: [...this.units],
      priceBands: [...this.bands],
      languages: valued(this.languages, this.numbers.languages),
      workers: [...this.workers],
      accessNeeds: valued(this.accessNeeds, this.numbers.accessNeeds),
      starts: [...this.starts],
      ratings: [...this.ratings],
      cqcRatings: valued(this.cqcRatings, this.numbers.cqcRatings),
    };
  }
}

function valued(counts: Int32Array, { values }: Numbers): [string, number][] {
  return values.flatMap((value, at) => (counts[at]! > 0 ? [[value, counts[at]!] as [string, number]] : []));
}

function named(counts: Int32Array, numbers: Numbers, names: ReadonlyMap<string, string>): [string, string, number][] {
  return valued(counts, numbers).flatMap(([value, count]) => {
    const name = names.get(value);
    return name === undefined ? [] : [[value, name, count] as [string, string, number]];
  });
}

function addBits(counts: Int32Array, bits: number): void {
  for (let rest = bits, at = 0; rest !== 0; rest >>>= 1, at += 1) if ((rest & 1) === 1) counts[at]! += 1;
}
