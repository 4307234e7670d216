import { type Database, NIL_ID, type Queries } from '@owncourse/kernel/contract';
import type { Understood } from '../domain/indexed-document.js';
import type { Matched, WordReader } from '../domain/matched-words.js';
import { SearchIndex } from '../domain/search-index.js';
import type { SearchAnswer, SearchRequest } from '../contract/search.port.js';
import { AgreedPriceTables } from './agreed-price-tables.js';
import { searchIndexReads, type SearchState } from './search-index.repository.js';

/** Documents that are read at once while everything is loaded; between two reads others get their turn. */
const LOADED_AT_ONCE = 1000;
/** More changes than this are not waited for: everything is loaded anew beside it. */
const FOLLOWED_AT_ONCE = 500;
const MEANINGS_KEPT = 5000;

/**
 * Keeps an index of the published catalogue in the process, exactly as old as the books: before each answer it asks for the
 * catalogue's revision and follows what changed. While it is being loaded, and whenever it cannot be as new as the books at
 * once, it gives nothing, and whoever asked goes to Postgres.
 */
export class CatalogueIndex {
  private index: SearchIndex | null = null;
  private revision = 0n;
  private loading: Promise<void> | null = null;
  private looking: Promise<SearchState> | null = null;
  private nextLook: Promise<SearchState> | null = null;
  private readonly asked = new Set<string>();
  private readonly agreed: AgreedPriceTables;
  private meanings = new Map<string, Understood>();
  private scores: { readonly mark: string; readonly byProvider: Float64Array } | null = null;
  private accepted: { readonly mark: string; readonly byProvider: Int32Array } | null = null;
  private stale: {
    readonly mark: string;
    readonly until: number;
    readonly byCouncil: ReadonlyMap<string, string>;
  } | null = null;

  /**
   * @param policyKeptMilliseconds how long after a council changed when a listing counts as stale that may be unknown here
   * @param reader whoever reads words better than Postgres, while they can; the rest is answered here all the same
   */
  constructor(
    private readonly database: Database,
    private readonly policyKeptMilliseconds = 1000,
    private readonly reader: WordReader | null = null,
  ) {
    this.agreed = new AgreedPriceTables(database);
  }

  /** Null while there is no index that is as new as the books. */
  async search(queries: Queries, request: SearchRequest): Promise<SearchAnswer | null> {
    if (!this.index) {
      this.load();
      return null;
    }
    const { prices, onDate } = request;
    const priceCouncilId = prices?.councilId ?? null;
    if (priceCouncilId !== null) this.asked.add(priceCouncilId);
    const state = await this.look(onDate);
    const { index } = this;
    if (this.revision !== state.revision) return null;
    const priceMark = priceCouncilId === null ? undefined : state.price_marks[priceCouncilId];
    const held =
      prices !== null && priceMark?.by_route === true
        ? await searchIndexReads.heldMoney(queries, prices, onDate)
        : { route: null, several: false };
    // A table for each such person would be too many.
    if (held.several) return null;
    const [said, ratings, staleBefore, acceptedBy, agreed] = await Promise.all([
      request.words === null ? null : this.read(queries, request.words),
      this.scoresNow(queries, index, state),
      this.staleNow(queries, index, state, onDate),
      this.acceptanceNow(queries, index, state, onDate),
      prices === null
        ? null
        : this.agreed.table(queries, index, {
            councilId: prices.councilId,
            route: held.route,
            onDate,
            mark: priceMark?.mark ?? '',
          }),
    ]);
    // Somebody else may have followed a change meanwhile, which these answers do not know of.
    if (this.index !== index || this.revision !== state.revision) return null;
    if (prices !== null && agreed === null) return null;
    const words = said?.words ?? null;
    const answer = index.search(request, {
      words,
      matched: said?.matched ?? null,
      agreed,
      ratings,
      staleBefore,
      acceptedBy,
    });
    const reader = {
      prices: prices && { ...prices, route: held.route },
      agreed,
      pricesAsOf: `${state.revision} ${onDate} ${priceMark?.mark ?? ''}`,
      ratingsAsOf: state.ratings,
    };
    const hits = answer.hits.map((hit) => ({ ...hit, card: index.card(hit.id, reader) }));
    return { ...answer, hits, searchedFor: words?.searched_for ?? null };
  }

  /** Loads everything anew; searches are answered from what there was until it is there. */
  load(): void {
    this.loading ??= this.loadAll()
      .catch(() => undefined) // Postgres answers; the next search tries again.
      .finally(() => (this.loading = null));
  }

  /** When what is being loaded is there. */
  async loaded(): Promise<void> {
    await this.loading;
  }

  get documents(): number {
    return this.index?.size ?? 0;
  }

  private async loadAll(): Promise<void> {
    const reads = this.database.aside;
    const index = new SearchIndex();
    const { revision } = await searchIndexReads.state(reads, 0n);
    index.setTerms(await searchIndexReads.terms(reads));
    for (let after = NIL_ID; ;) {
      const ids = await searchIndexReads.idsAfter(reads, after, LOADED_AT_ONCE);
      for (const document of await searchIndexReads.documents(reads, ids)) index.put(document);
      const last = ids.at(-1);
      if (last === undefined) break;
      after = last;
    }
    // What changed while it was loaded is followed at the first look.
    this.index = index;
    this.revision = revision;
    this.forget();
  }

  private forget(): void {
    this.meanings = new Map();
    this.scores = null;
    this.accepted = null;
    this.stale = null;
    this.agreed.forget();
  }

  /** A look that began before somebody asked may have seen less than they must; they share the next one. */
  private look(onDate: string): Promise<SearchState> {
    if (this.nextLook) return this.nextLook;
    if (!this.looking) return this.begin(onDate);
    const begin = (): Promise<SearchState> => this.begin(onDate);
    this.nextLook = this.looking.then(begin, begin);
    return this.nextLook;
  }

  private begin(onDate: string): Promise<SearchState> {
    this.nextLook = null;
    const looking = this.follow(onDate).finally(() => {
      if (this.looking === looking) this.looking = null;
    });
    this.looking = looking;
    return looking;
  }

  private async follow(onDate: string): Promise<SearchState> {
    const { index, revision } = this;
    const queries = this.database.aside;
    const councilIds = [...this.asked];
    this.asked.clear();
    const state = await searchIndexReads.state(queries, revision, councilIds, onDate);
    if (index === null || state.revision === revision) return state;
    if (state.changed > FOLLOWED_AT_ONCE) {
      this.load();
      return state;
    }
    const ids = await searchIndexReads.changedIds(queries, revision);
    const [documents, terms] = await Promise.all([
      searchIndexReads.documents(queries, ids),
      state.terms_changed ? searchIndexReads.terms(queries) : null,
    ]);
    // Loaded anew meanwhile: what was read here is in it, or is followed at the next look.
    if (this.index !== index) return state;
    const written = new Set(documents.map(({ id }) => id));
    for (const id of ids) if (!written.has(id)) index.remove(id);
    for (const document of documents) index.put(document);
    if (terms) index.setTerms(terms);
    this.revision = state.revision;
    this.meanings = new Map();
    this.agreed.changed(documents);
    if (index.isWorn) this.load();
    return state;
  }

  private async read(queries: Queries, words: string): Promise<{ words: Understood; matched: Matched | null }> {
    const understood = await this.meaning(queries, words);
    const matched = understood.says_nothing ? null : ((await this.reader?.matched(words)) ?? null);
    return { words: understood, matched };
  }

  private async meaning(queries: Queries, words: string): Promise<Understood> {
    const { meanings } = this;
    const known = meanings.get(words);
    if (known) return known;
    const meaning = await searchIndexReads.understood(queries, words);
    if (meanings.size >= MEANINGS_KEPT) meanings.clear();
    meanings.set(words, meaning);
    return meaning;
  }

  private async scoresNow(queries: Queries, index: SearchIndex, state: SearchState): Promise<Float64Array> {
    const mark = `${state.revision} ${state.ratings}`;
    if (this.scores?.mark === mark) return this.scores.byProvider;
    const byProvider = index.ratings(await searchIndexReads.scores(queries, index.providerIds()));
    this.scores = { mark, byProvider };
    return byProvider;
  }

  private async acceptanceNow(
    queries: Queries,
    index: SearchIndex,
    { revision }: SearchState,
    onDate: string,
  ): Promise<Int32Array> {
    const mark = `${revision} ${onDate}`;
    if (this.accepted?.mark === mark) return this.accepted.byProvider;
    const byProvider = index.acceptance(await searchIndexReads.accepted(queries, index.providerIds(), onDate));
    this.accepted = { mark, byProvider };
    return byProvider;
  }

  private async staleNow(
    queries: Queries,
    index: SearchIndex,
    { revision }: SearchState,
    onDate: string,
  ): Promise<ReadonlyMap<string, string>> {
    const mark = `${revision} ${onDate}`;
    if (this.stale?.mark === mark && performance.now() < this.stale.until) return this.stale.byCouncil;
    const byCouncil = await searchIndexReads.staleBefore(queries, index.councilsOfListings(), onDate);
    this.stale = { mark, until: performance.now() + this.policyKeptMilliseconds, byCouncil };
    return byCouncil;
  }
}
