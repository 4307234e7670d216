import type { Facets, SearchHit, SearchRequest, ServiceCard } from '../contract/search.port.js';
import { milesBetween, type Place } from './distance.js';
import { FacetCounter } from './facet-counter.js';
import type { IndexedDocument, IndexedPrice, SearchTerms, Understood } from './indexed-document.js';
import type { Matched } from './matched-words.js';
import { type SearchEntry, SearchNumbers } from './search-entry.js';
import { facetsOf } from './search-facets.js';
import { type AgreedPrices, type JudgesKnowledge, SearchJudge } from './search-judge.js';
import { unitOf } from './search-labels.js';
import { SearchPage } from './search-page.js';
import { type Clauses, clausesOf, inOrderOfRank, weighedWords } from './text-match.js';

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
  readonly councilId: string | null;
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
  private entries: (SearchEntry | null)[] = [];
  private readonly slots = new Map<string, number>();
  private readonly postings = new Map<string, Posting>();
  private gone = 0;
  private numbers = new SearchNumbers();
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

  /** What a page shows of a service, at a council's prices or at public ones; undefined for a listing. */
  card(id: string, { councilId, agreed, pricesAsOf, ratingsAsOf }: CardReader): ServiceCard | undefined {
    const document = this.entries[this.slots.get(id) ?? -1]?.document;
    const supportType = this.typeNames.get(document?.supportTypeSlug ?? '');
    if (!document?.names || !supportType) return undefined;
    const { name, summary, providerName } = document.names;
    const cheapest = cheapestOf(document.prices, agreed);
    return {
      name,
      summary,
      provider: { id: document.ownerId, name: providerName },
      supportType,
      cheapest: cheapest && {
        councilId,
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
    this.entries.push(this.numbers.entry(document));
    this.slots.set(document.id, slot);
    for (const { lexeme, adds } of weighedWords(document.vector)) {
      let posting = this.postings.get(lexeme);
      if (!posting) this.postings.set(lexeme, (posting = { slots: [], adds: [] }));
      posting.slots.push(slot);
      posting.adds.push(adds);
    }
  }

  remove(id: string): void {
    const slot = this.slots.get(id);
    if (slot === undefined) return;
    this.entries[slot] = null;
    this.slots.delete(id);
    this.gone += 1;
    // The words of what is gone are passed over; once there are many, all is written anew.
    if (this.gone > 1000 && this.gone > this.slots.size / 2) this.writeAnew();
  }

  private writeAnew(): void {
    const documents = this.documents();
    this.entries = [];
    this.slots.clear();
    this.postings.clear();
    this.numbers = new SearchNumbers();
    this.gone = 0;
    for (const document of documents) this.put(document);
  }

  search(request: SearchRequest, knowledge: SearchKnowledge): IndexAnswer {
    const words = knowledge.words?.says_nothing === false ? knowledge.words : null;
    const matched = words && knowledge.matched;
    const query = words?.query == null ? null : clausesOf(words.query);
    if (words && !matched) this.reach(query ?? [], clausesOf(words.rank_query ?? ''));
    const slugs = new Set(words?.slugs);
    const place = request.outcode === null ? null : (this.places.get(request.outcode) ?? null);
    const council = request.councilKey === null ? null : (this.councils.get(request.councilKey) ?? '');
    const judge = new SearchJudge(request, knowledge, this.numbers);
    const counter = request.wantsFacets ? new FacetCounter(this.numbers) : null;
    const page = new SearchPage(request);
    let total = 0;
    for (let slot = 0; slot < this.entries.length; slot += 1) {
      const entry = this.entries[slot];
      if (!entry) continue;
      const { document } = entry;
      let rank = 0;
      if (matched) {
        const found = matched.get(document.id);
        if (found === undefined) continue;
        rank = Math.fround(found);
      } else if (words) {
        const ofType = slugs.has(document.supportTypeSlug);
        if (!ofType && (query === null || this.met[slot] !== query.length)) continue;
        rank = Math.fround(this.ranks[slot]! + (ofType ? words.slug_weight : 0));
      }
      if (council !== null && !document.councilIds.includes(council)) continue;
      const miles = place === null ? null : milesBetween(place, document);
      if (miles !== null && request.withinMiles !== null && miles > request.withinMiles) continue;
      const failed = judge.look(entry);
      counter?.count(entry, failed, judge);
      if (failed !== 0) continue;
      total += 1;
      page.offer({ document, sortKey: judge.sortKey(entry, rank, miles), miles });
    }
    return {
      ...page.turned(),
      totalCount: total,
      facets: counter && facetsOf(counter.rows(this.terms, request.councilKey)),
      postcodeNotFound: request.outcode !== null && place === null,
    };
  }

  /** Notes for each slot how many clauses of the query are met, one after the other, and how well its words fit. */
  private reach(query: Clauses, ranking: Clauses): void {
    if (this.met.length < this.entries.length) {
      this.met = new Uint8Array(this.entries.length + 1024);
      this.ranks = new Float32Array(this.entries.length + 1024);
    } else {
      this.met.fill(0);
      this.ranks.fill(0);
    }
    query.forEach((alternatives, before) => {
      for (const lexeme of alternatives)
        for (const slot of this.postings.get(lexeme)?.slots ?? [])
          if (this.met[slot] === before) this.met[slot] = before + 1;
    });
    const lexemes = inOrderOfRank(ranking);
    for (const lexeme of lexemes) {
      const posting = this.postings.get(lexeme);
      // The array rounds each sum to single precision, as Postgres does.
      posting?.slots.forEach((slot, at) => (this.ranks[slot]! += posting.adds[at]!));
    }
    if (lexemes.length > 1)
      for (let slot = 0; slot < this.entries.length; slot += 1) this.ranks[slot]! /= lexemes.length;
  }
}

function cheapestOf(prices: readonly IndexedPrice[], agreed: AgreedPrices | null): IndexedPrice | null {
  let cheapest: IndexedPrice | null = null;
  let least = Infinity;
  for (const price of prices) {
    const pence = agreed === null ? price.pence : agreed.get(price.variantId);
    if (pence === undefined || pence >= least) continue;
    cheapest = price;
    least = pence;
  }
  return cheapest;
}
