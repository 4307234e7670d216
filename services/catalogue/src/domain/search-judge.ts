import { addDays, dayNumber } from '@owncourse/kernel/contract';
import type { SearchRequest } from '../contract/search.port.js';
import type { IndexedDocument } from './indexed-document.js';
import { type IndexedPrices, type SearchEntry, type SearchNumbers } from './search-entry.js';
import { bandBit, STARTS, unitBit, WORKERS } from './search-labels.js';

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
  accepted: 1024,
} as const;

/** What the price rule says of every variant for one council, in whole pence by its place in `IndexedPrices`; −1: nothing. */
export type AgreedPrices = Float64Array;

/** What is known outside the documents. */
export interface JudgesKnowledge {
  /** Null: public prices. */
  readonly agreed: AgreedPrices | null;
  /** Score by the provider's number; −1: none. */
  readonly ratings: Float64Array;
  /** Number of the list of councils that have accepted a store, by the provider's number. */
  readonly acceptedBy: Int32Array;
  /** A listing last checked before this day is stale, by council. */
  readonly staleBefore: ReadonlyMap<string, string>;
}

const NO_BOUND = Number.MAX_SAFE_INTEGER;

/** Says which filters a document fails, and what it offers at the price the reader pays. */
export class SearchJudge {
  /** Of the document last looked at: units whose price fits, bands of the prices whose unit fits. */
  unitBits = 0;
  bandBits = 0;
  /** Of the document last looked at: what people say of its provider; −1: nothing. */
  score = -1;
  /** Of the document last looked at: place in `STARTS` of the soonest that fits; their number when none does. */
  start = STARTS.length;
  /** Of the document last looked at: number of the list of councils that have accepted it. */
  acceptedBy = -1;

  private from = Infinity;
  private readonly prices: IndexedPrices;
  private readonly types: Uint8Array | null;
  private readonly wards: Uint8Array | null;
  private readonly languages: Uint8Array | null;
  private readonly accessNeeds: Uint8Array | null;
  private readonly cqcRatings: Uint8Array | null;
  private readonly paidWanted: boolean;
  private readonly freeWanted: boolean;
  private readonly worker: number | null;
  private readonly unit: number;
  private readonly least: number;
  private readonly most: number;
  private readonly looksAtPrices: boolean;
  private readonly startDays: readonly number[];
  private readonly startWanted: number;
  private readonly minimumRating: number;
  private readonly accepting: Uint8Array | null;

  constructor(
    private readonly request: SearchRequest,
    private readonly knowledge: JudgesKnowledge,
    numbers: SearchNumbers,
    /** Councils of the keys that are asked for; null: whoever. */
    accepting: readonly string[] | null,
  ) {
    this.accepting = accepting && numbers.councils.withAny(accepting);
    this.prices = numbers.prices;
    this.types = request.supportTypes && numbers.types.flags(request.supportTypes);
    this.wards = request.wardIds && numbers.wards.withAny(request.wardIds);
    this.languages = request.languages && numbers.languages.withAny(request.languages);
    this.accessNeeds = request.accessNeeds && numbers.accessNeeds.withAll(request.accessNeeds);
    this.cqcRatings = request.cqcRatings && numbers.cqcRatings.flags(request.cqcRatings);
    this.paidWanted = request.kinds?.includes('PAID') ?? true;
    this.freeWanted = request.kinds?.includes('COMMUNITY') ?? true;
    this.worker = request.worker && WORKERS.findIndex(({ value }) => value === request.worker);
    this.unit = request.unit === null ? 0 : unitBit(request.unit);
    this.least = request.minimumPricePence === null ? -NO_BOUND : Number(request.minimumPricePence);
    this.most = request.maximumPricePence === null ? NO_BOUND : Number(request.maximumPricePence);
    this.looksAtPrices =
      request.unit !== null || request.minimumPricePence !== null || request.maximumPricePence !== null;
    this.startDays = STARTS.map(({ days }) => dayNumber(addDays(request.onDate, days)));
    this.startWanted =
      request.canStart === null ? NO_BOUND : STARTS.findIndex(({ value }) => value === request.canStart);
    this.minimumRating = request.minimumRating ?? -1;
  }

  /** The filters that this document fails, one bit each. */
  look(entry: SearchEntry): number {
    let failed = this.offers(entry) ? 0 : FILTER.price;
    if (this.types !== null && this.types[entry.type] !== 1) failed |= FILTER.type;
    if (this.wards !== null && this.wards[entry.wards] !== 1) failed |= FILTER.ward;
    if (!(entry.isPaid ? this.paidWanted : this.freeWanted)) failed |= FILTER.kind;
    if (this.languages !== null && this.languages[entry.languages] !== 1) failed |= FILTER.language;
    if (this.worker !== null && this.worker !== entry.worker) failed |= FILTER.worker;
    if (this.accessNeeds !== null && this.accessNeeds[entry.accessNeeds] !== 1) failed |= FILTER.access;
    if (this.cqcRatings !== null && this.cqcRatings[entry.cqcRating] !== 1) failed |= FILTER.cqc;
    let start = 0;
    while (start < this.startDays.length && entry.startDay > (this.startDays[start] ?? 0)) start += 1;
    this.start = start;
    if (start > this.startWanted) failed |= FILTER.start;
    this.score = entry.isPaid ? (this.knowledge.ratings[entry.owner] ?? -1) : -1;
    if (this.score < this.minimumRating) failed |= FILTER.rating;
    // Whoever is on show is looked at by a council's moderators: a listing is accepted by its own.
    this.acceptedBy = entry.isPaid ? (this.knowledge.acceptedBy[entry.owner] ?? -1) : entry.councils;
    if (this.accepting !== null && this.accepting[this.acceptedBy] !== 1) failed |= FILTER.accepted;
    return failed;
  }

  /** Of the document last looked at. Smaller comes first. */
  sortKey({ document, isPaid }: SearchEntry, rank: number, miles: number | null): number {
    switch (this.request.sort) {
      case 'NEAREST':
        // Not finer than every engine can say alike.
        return miles === null ? 1e9 : Math.round(miles * 1e6) / 1e6;
      case 'PRICE_LOW_TO_HIGH':
        return Math.min(this.from, 1e18);
      case 'RATING':
        return this.score < 0 ? 1 : -this.score;
      case 'BEST_MATCH':
        // What nobody has checked for long sinks below everything that was.
        return (!isPaid && this.isStale(document) ? 10 : 0) - rank;
    }
  }

  private isStale({ lastCheckedOn, councilIds }: IndexedDocument): boolean {
    const day = this.knowledge.staleBefore.get(councilIds[0] ?? '');
    return day !== undefined && lastCheckedOn !== null && lastCheckedOn < day;
  }

  /** Whether a price fits unit and bounds together; notes what there is with one of the two left out. */
  private offers({ isPaid, firstPrice, endOfPrices, unitBits, bandBits, from }: SearchEntry): boolean {
    const agreed = isPaid ? this.knowledge.agreed : null;
    if (!this.looksAtPrices && agreed === null) {
      this.unitBits = unitBits;
      this.bandBits = bandBits;
      this.from = from;
      return true;
    }
    const { prices, unit, least, most } = this;
    let offered = !this.looksAtPrices;
    this.unitBits = 0;
    this.bandBits = 0;
    this.from = Infinity;
    for (let at = firstPrice; at < endOfPrices; at += 1) {
      const pence = agreed === null ? (prices.pence[at] ?? -1) : (agreed[at] ?? -1);
      if (pence < 0) continue;
      const bit = prices.unitBits[at] ?? 0;
      const rightUnit = unit === 0 || bit === unit;
      const rightPrice = pence >= least && pence <= most;
      if (rightPrice) this.unitBits |= bit;
      if (rightUnit) this.bandBits |= bandBit(pence);
      if (!rightUnit || !rightPrice) continue;
      offered = true;
      if (pence < this.from) this.from = pence;
    }
    return offered;
  }
}
