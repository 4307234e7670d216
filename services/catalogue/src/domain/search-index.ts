import type { Facets, KnownPrices, SearchHit, SearchRequest, ServiceCard } from '../contract/search.port.js';
import type { Place } from './distance.js';
import { FacetCounter } from './facet-counter.js';
import type { IndexedDocument, IndexedPrice, SearchTerms, Understood } from './indexed-document.js';
import type { Matched } from './matched-words.js';
import { type SearchEntry, SearchNumbers } from './search-entry.js';
import { facetsOf } from './search-facets.js';
import { type AgreedPrices, type JudgesKnowledge, SearchJudge } from './search-judge.js';
import { unitOf } from './search-labels.js';
import { SearchPage } from './search-page.js';
import { clausesOf, inOrderOfRank, weighedWords } from './text-match.js';

/** What is known outside the documents, for one search. */
export interface SearchKnowledge extends JudgesKnowledge {
  /** Null: no words were said. */
  readonly words: Understood | null;
  /** What somebody else found for the words; left out: they are looked for here. */
  readonly matched?: Matched | null;
}

export interface IndexAnswer {
  readonly hits: readonly SearchHit[];
  readonly hasNextPage: boolean;
  readonly totalCount: number;
  readonly facets: Facets | null;
  readonly postcodeNotFound: boolean;
}

/** Whose prices a card shows, and the marks of what it is true of. */
export interface CardReader {
  readonly prices: KnownPrices | null;
  readonly agreed: AgreedPrices | null;
  readonly pricesAsOf: string;
  readonly ratingsAsOf: string;
}

interface Posting {
  readonly slots: number[];
  readonly adds: number[];
}

/**
 * The published catalogue in memory, answering exactly what search.sql answers: same results, order, cursors and counts. It
 * knows no agreed price: those are given to each search by whoever may see them.
 */
export class SearchIndex {
  private readonly entries: (SearchEntry | null)[] = [];
  private readonly slotsOfType = new Map<string, number[]>();
  private readonly slots = new Map<string, number>();
  private readonly postings = new Map<string, Posting>();
  private readonly numbers = new SearchNumbers();
  private terms: SearchTerms = { supportTypes: [], wards: [], districts: [] };
  private readonly places = new Map<string, Place>();
  private readonly councils = new Map<string, string>();
  private readonly typeNames = new Map<string, SearchTerms['supportTypes'][number]>();
  // Scratch of one search, by slot; a search runs to its end without waiting for anything.
  private met = new Uint8Array(0);
  private ranks = new Float32Array(0);

  get size(): number {
    return this.slots.size;
  }

  setTerms(terms: SearchTerms): void {
    this.terms = terms;
    this.places.clear();
    this.councils.clear();
    this.typeNames.clear();
    for (const { outcode, latitude, longitude } of terms.districts) this.places.set(outcode, { latitude, longitude });
    for (const { councilKey, councilId } of terms.wards) this.councils.set(councilKey, councilId);
    for (const type of terms.supportTypes) this.typeNames.set(type.slug, type);
  }

  /** What a page shows of a service, at its reader's prices; undefined for a listing. */
  card(id: string, { prices, agreed, pricesAsOf, ratingsAsOf }: CardReader): ServiceCard | undefined {
    const entry = this.entries[this.slots.get(id) ?? -1];
    const document = entry?.document;
    const supportType = this.typeNames.get(document?.supportTypeSlug ?? '');
    if (!entry || !document?.shown || !supportType) return undefined;
    const { name, summary, providerName, startWord } = document.shown;
    const cheapest = cheapestOf(entry, agreed);
    return {
      name,
      summary,
      provider: { id: document.ownerId, name: providerName },
      supportType,
      startWord,
      cheapest: cheapest && {
        prices,
        variantId: cheapest.variantId,
        unit: unitOf(cheapest.unitBit),
        asOf: pricesAsOf,
      },
      ratingsAsOf,
    };
  }

  documents(): IndexedDocument[] {
    return this.entries.flatMap((entry) => (entry ? [entry.document] : []));
  }

  /** A table of what variants cost; `before`: of those that are not named. */
  agreedPrices(rows: Iterable<readonly [variantId: string, pence: number]>, before?: AgreedPrices): AgreedPrices {
    const { prices } = this.numbers;
    const table = new Float64Array(prices.pence.length).fill(-1);
    if (before) table.set(before);
    for (const [variantId, pence] of rows) {
      const place = prices.placeOf(variantId);
      if (place !== undefined) table[place] = pence;
    }
    return table;
  }

  /** A table of what people say of providers. */
  ratings(scores: ReadonlyMap<string, number>): Float64Array {
    return Float64Array.from(this.numbers.owners.values, (providerId) => scores.get(providerId) ?? -1);
  }

  /** A table of who has accepted whom. */
  acceptance(councils: ReadonlyMap<string, readonly string[]>): Int32Array {
    return Int32Array.from(this.numbers.owners.values, (providerId) =>
      this.numbers.councils.of(councils.get(providerId) ?? []),
    );
  }

  /** Of everything that is sold. */
  variantIds(): string[] {
    return this.documents().flatMap(({ kind, prices }) =>
      kind === 'PAID' ? prices.map(({ variantId }) => variantId) : [],
    );
  }

  providerIds(): string[] {
    return [...new Set(this.documents().flatMap(({ kind, ownerId }) => (kind === 'PAID' ? [ownerId] : [])))];
  }

  councilsOfListings(): string[] {
    return [...new Set(this.documents().flatMap(({ kind, councilIds }) => (kind === 'PAID' ? [] : councilIds)))];
  }

  /** Writes a document, in the place of the one with its id. */
  put(document: IndexedDocument): void {
    this.remove(document.id);
    const slot = this.entries.length;
    // Its words are in the postings from here on.
    this.entries.push(this.numbers.entry({ ...document, vector: '' }));
    this.slots.set(document.id, slot);
    addTo(this.slotsOfType, document.supportTypeSlug, () => []).push(slot);
    for (const { lexeme, adds } of weighedWords(document.vector)) {
      const posting = addTo(this.postings, lexeme, () => ({ slots: [], adds: [] }));
      posting.slots.push(slot);
      posting.adds.push(adds);
    }
  }

  remove(id: string): void {
    const slot = this.slots.get(id);
    if (slot === undefined) return;
    this.entries[slot] = null;
    this.slots.delete(id);
  }

  /** What has gone leaves its place behind; with many of those a new index is better. */
  get isWorn(): boolean {
    const gone = this.entries.length - this.slots.size;
    return gone > 1000 && gone > this.slots.size;
  }

  search(request: SearchRequest, knowledge: SearchKnowledge): IndexAnswer {
    const words = knowledge.words?.says_nothing === false ? knowledge.words : null;
    const place = request.outcode === null ? null : (this.places.get(request.outcode) ?? null);
    const councilId = request.councilKey === null ? null : (this.councils.get(request.councilKey) ?? '');
    const accepting = request.acceptedBy?.flatMap((key) => this.councils.get(key) ?? []) ?? null;
    const search = new OneSearch(request, knowledge, this.numbers, { place, councilId, accepting });
    if (words === null) {
      for (const entry of this.entries) if (entry !== null) search.look(entry, 0);
    } else if (knowledge.matched) {
      for (const [id, rank] of knowledge.matched) {
        const entry = this.entries[this.slots.get(id) ?? -1];
        if (entry) search.look(entry, Math.fround(rank));
      }
    } else {
      const types = new Set(words.slugs);
      this.reach(words, (slot, rank) => {
        const entry = this.entries[slot];
        if (!entry) return;
        const ofType = types.size > 0 && types.has(entry.document.supportTypeSlug);
        search.look(entry, Math.fround(rank + (ofType ? words.slug_weight : 0)));
      });
    }
    return search.answer(this.terms, request.outcode !== null && place === null);
  }

  /** Goes through the slots of what words mean, each once, with how well the words fit. */
  private reach(words: Understood, each: (slot: number, rank: number) => void): void {
    if (this.met.length < this.entries.length) {
      this.met = new Uint8Array(this.entries.length + 1024);
      this.ranks = new Float32Array(this.entries.length + 1024);
    } else {
      this.met.fill(0);
      this.ranks.fill(0);
    }
    const lexemes = inOrderOfRank(clausesOf(words.rank_query ?? ''));
    for (const lexeme of lexemes) {
      const posting = this.postings.get(lexeme);
      if (!posting) continue;
      // The array rounds each sum to single precision, as Postgres does.
      posting.slots.forEach((slot, at) => {
        this.ranks[slot] = (this.ranks[slot] ?? 0) + (posting.adds[at] ?? 0);
      });
    }
    const come = (slot: number): void => {
      if (this.met[slot] === SEEN) return;
      this.met[slot] = SEEN;
      each(slot, Math.fround((this.ranks[slot] ?? 0) / Math.max(lexemes.length, 1)));
    };
    const query = clausesOf(words.query ?? '');
    query.forEach((alternatives, before) => {
      const isLast = before === query.length - 1;
      for (const lexeme of alternatives)
        for (const slot of this.postings.get(lexeme)?.slots ?? []) {
          if (this.met[slot] !== before) continue;
          if (isLast) come(slot);
          else this.met[slot] = before + 1;
        }
    });
    for (const slug of words.slugs) for (const slot of this.slotsOfType.get(slug) ?? []) come(slot);
  }
}

/** One more than the most clauses that a query has. */
const SEEN = 255;

/** The request's words for places and councils, as the index knows them. */
interface Where {
  readonly place: Place | null;
  readonly councilId: string | null;
  readonly accepting: readonly string[] | null;
}

/** One search under way: every document that its words mean comes by, in any order. */
class OneSearch {
  private readonly judge: SearchJudge;
  private readonly counter: FacetCounter | null;
  private readonly page: SearchPage;
  private readonly councils: Uint8Array | null;
  /** By the number of the place. */
  private readonly miles: Float64Array | null;
  private readonly within: number;
  private total = 0;

  constructor(
    private readonly request: SearchRequest,
    knowledge: SearchKnowledge,
    numbers: SearchNumbers,
    { place, councilId, accepting }: Where,
  ) {
    this.judge = new SearchJudge(request, knowledge, numbers, accepting);
    this.counter = request.wantsFacets ? new FacetCounter(numbers) : null;
    this.page = new SearchPage(request);
    this.councils = councilId === null ? null : numbers.councils.withAny([councilId]);
    this.miles = place && numbers.places.milesFrom(place);
    this.within = request.withinMiles ?? Infinity;
  }

  look(entry: SearchEntry, rank: number): void {
    if (this.councils !== null && this.councils[entry.councils] !== 1) return;
    const miles = this.miles === null ? null : (this.miles[entry.place] ?? null);
    if (miles !== null && miles > this.within) return;
    const failed = this.judge.look(entry);
    this.counter?.count(entry, failed, this.judge);
    if (failed !== 0) return;
    this.total += 1;
    this.page.offer(entry, this.judge.sortKey(entry, rank, miles), miles);
  }

  answer(terms: SearchTerms, postcodeNotFound: boolean): IndexAnswer {
    return {
      ...this.page.turned(),
      totalCount: this.total,
      facets: this.counter && facetsOf(this.counter.rows(terms, this.request.councilKey)),
      postcodeNotFound,
    };
  }
}

function addTo<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}

/** Of two that cost the same, the one that came first. */
function cheapestOf(entry: SearchEntry, agreed: AgreedPrices | null): IndexedPrice | null {
  let cheapest: IndexedPrice | null = null;
  let least = Infinity;
  for (const [at, price] of entry.document.prices.entries()) {
    const pence = agreed === null ? price.pence : (agreed[entry.firstPrice + at] ?? -1);
    if (pence < 0 || pence >= least) continue;
    cheapest = price;
    least = pence;
  }
  return cheapest;
}
