import { addDays } from '@owncourse/kernel/contract';
import type { SearchRequest } from '../contract/search.port.js';
import type { IndexedDocument } from './indexed-document.js';
import type { SearchEntry, SearchNumbers } from './search-entry.js';
import { bandBit, STARTS, unitBit } from './search-labels.js';

/** One bit for each filter. Unit and price are one, on the same variant. */
export const FILTER = {
  type: 1,
  ward: 2,
  kind: 4,
  price: 8,
  language: 16,
  worker: 32,
  access: 64,
  start: 128,
  rating: 256,
  cqc: 512,
} as const;

/** What the price rule says of every variant for one council, in whole pence by the variant's number; −1: nothing. */
export type AgreedPrices = Float64Array;

/** What is known outside the documents. */
export interface JudgesKnowledge {
  /** Null: public prices. */
  readonly agreed: AgreedPrices | null;
  /** Score by provider. */
  readonly ratings: ReadonlyMap<string, number>;
  /** A listing last checked before this day is stale, by council. */
  readonly staleBefore: ReadonlyMap<string, string>;
}

const NO_BOUND = Number.MAX_SAFE_INTEGER;

/** Says which filters a document fails, and what it offers at the price the reader pays. */
export class SearchJudge {
  /** Of the document last looked at: units whose price fits, bands of the prices whose unit fits. */
  unitBits = 0;
  bandBits = 0;
  /** Of the document last looked at: what people say of its provider. */
  score: number | null = null;
  /** Of the document last looked at: place in `STARTS` of the soonest that fits; their number when none does. */
  start = STARTS.length;

  private from: number | null = null;
  private readonly types: Uint8Array | null;
  private readonly wards: Uint8Array | null;
  private readonly languages: Uint8Array | null;
  private readonly cqcRatings: Uint8Array | null;
  /** Null: some that nothing meets. */
  private readonly accessNeeds: readonly number[] | null;
  private readonly unit: number;
  private readonly least: number;
  private readonly most: number;
  private readonly looksAtPrices: boolean;
  private readonly startDays: readonly string[];
  private readonly startWanted: number;

  constructor(
    private readonly request: SearchRequest,
    private readonly knowledge: JudgesKnowledge,
    numbers: SearchNumbers,
  ) {
    this.types = numbers.types.flags(request.supportTypes);
    this.wards = numbers.wards.flags(request.wardIds);
    this.languages = numbers.languages.flags(request.languages);
    this.cqcRatings = numbers.cqcRatings.flags(request.cqcRatings);
    this.accessNeeds = numbers.accessNeeds.every(request.accessNeeds ?? []);
    this.unit = request.unit === null ? 0 : unitBit(request.unit);
    this.least = request.minimumPricePence === null ? -NO_BOUND : Number(request.minimumPricePence);
    this.most = request.maximumPricePence === null ? NO_BOUND : Number(request.maximumPricePence);
    this.looksAtPrices =
      request.unit !== null || request.minimumPricePence !== null || request.maximumPricePence !== null;
    this.startDays = STARTS.map(({ days }) => addDays(request.onDate, days));
    this.startWanted = STARTS.findIndex(({ value }) => value === request.canStart);
  }

  /** The filters that this document fails, one bit each. */
  look(entry: SearchEntry): number {
    const { document } = entry;
    const { request } = this;
    let failed = this.offers(entry) ? 0 : FILTER.price;
    if (this.types && this.types[entry.type] !== 1) failed |= FILTER.type;
    if (this.wards && !any(this.wards, entry.wards)) failed |= FILTER.ward;
    if (request.kinds && !request.kinds.includes(document.kind)) failed |= FILTER.kind;
    if (this.languages && !any(this.languages, entry.languages)) failed |= FILTER.language;
    if (request.worker !== null && document.worker !== request.worker) failed |= FILTER.worker;
    if (!this.meetsAll(entry)) failed |= FILTER.access;
    if (this.cqcRatings && this.cqcRatings[entry.cqcRating] !== 1) failed |= FILTER.cqc;
    this.start = this.startOf(document);
    if (request.canStart !== null && this.start > this.startWanted) failed |= FILTER.start;
    this.score = document.kind === 'PAID' ? (this.knowledge.ratings.get(document.ownerId) ?? null) : null;
    if (request.minimumRating !== null && (this.score === null || this.score < request.minimumRating))
      failed |= FILTER.rating;
    return failed;
  }

  /** Of the document last looked at. Smaller comes first. */
  sortKey({ document }: SearchEntry, rank: number, miles: number | null): number {
    switch (this.request.sort) {
      case 'NEAREST':
        // Not finer than every engine can say alike.
        return miles === null ? 1e9 : Math.round(miles * 1e6) / 1e6;
      case 'PRICE_LOW_TO_HIGH':
        return this.from ?? 1e18;
      case 'RATING':
        return this.score === null ? 1 : -this.score;
      case 'BEST_MATCH':
        // What nobody has checked for long sinks below everything that was.
        return (this.isStale(document) ? 10 : 0) - rank;
    }
  }

  private meetsAll({ accessNeeds }: SearchEntry): boolean {
    if (this.accessNeeds === null) return false;
    for (const need of this.accessNeeds) if (!accessNeeds.includes(need)) return false;
    return true;
  }

  private isStale({ lastCheckedOn, councilIds }: IndexedDocument): boolean {
    const day = lastCheckedOn === null ? undefined : this.knowledge.staleBefore.get(councilIds[0] ?? '');
    return day !== undefined && lastCheckedOn !== null && lastCheckedOn < day;
  }

  private startOf({ kind, nextAvailableOn }: IndexedDocument): number {
    if (kind === 'COMMUNITY') return 0;
    let place = 0;
    while (place < STARTS.length && (nextAvailableOn === null || nextAvailableOn > this.startDays[place]!)) place += 1;
    return place;
  }

  /** Whether a price fits unit and bounds together; notes what there is with one of the two left out. */
  private offers({ document, variants, open }: SearchEntry): boolean {
    const agreed = document.kind === 'PAID' ? this.knowledge.agreed : null;
    if (!this.looksAtPrices && agreed === null) {
      this.unitBits = open.unitBits;
      this.bandBits = open.bandBits;
      this.from = open.from;
      return true;
    }
    let offered = !this.looksAtPrices;
    this.unitBits = 0;
    this.bandBits = 0;
    this.from = null;
    for (let at = 0; at < variants.length; at += 1) {
      const price = document.prices[at]!;
      const pence = agreed === null ? price.pence : (agreed[variants[at]!] ?? -1);
      if (pence < 0) continue;
      const rightUnit = this.unit === 0 || price.unitBit === this.unit;
      const rightPrice = pence >= this.least && pence <= this.most;
      if (rightPrice) this.unitBits |= price.unitBit;
      if (rightUnit) this.bandBits |= bandBit(pence);
      if (!rightUnit || !rightPrice) continue;
      offered = true;
      if (this.from === null || pence < this.from) this.from = pence;
    }
    return offered;
  }
}

function any(flags: Uint8Array, numbers: readonly number[]): boolean {
  for (const number of numbers) if (flags[number] === 1) return true;
  return false;
}
