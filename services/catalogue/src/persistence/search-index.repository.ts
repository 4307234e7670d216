import { type Queries, statement } from '@owncourse/kernel/contract';
import type { StartWord } from '../contract/search.port.js';
import type { IndexedDocument, SearchTerms, Understood } from '../domain/indexed-document.js';

/** What can have changed since an index was written. */
export interface SearchState {
  readonly revision: bigint;
  /** Documents written, or gone, after the revision asked about. */
  readonly changed: bigint;
  readonly terms_changed: boolean;
  /** Another text after each change of what people say of providers. */
  readonly ratings: string;
  /** What the price rule says for a council's people, by council. */
  readonly price_marks: Readonly<Record<string, PriceMark>>;
}

interface PriceMark {
  /** Another text after each change. */
  readonly mark: string;
  /** Some of the council's cards hold for some ways of holding money alone. */
  readonly by_route: boolean;
}

/** How somebody's money is held, where it makes a difference to a price. */
export interface HeldMoney {
  readonly route: string | null;
  /** Parts of the budget are held in several ways: which one counts depends on the provider. */
  readonly several: boolean;
}

interface DocumentRow {
  readonly id: string;
  readonly kind: 'PAID' | 'COMMUNITY';
  readonly owner_id: string;
  readonly support_type_slug: string;
  readonly vector: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly ward_ids: readonly string[];
  readonly council_ids: readonly string[];
  readonly last_checked_on: string | null;
  readonly lot: bigint;
  readonly languages: readonly string[];
  readonly worker: string | null;
  readonly access_needs: readonly string[];
  readonly next_available_on: string | null;
  readonly cqc_rating: string | null;
  readonly prices: readonly (readonly [variantId: string, unitBit: number, pence: number])[] | null;
  readonly name: string | null;
  readonly summary: string | null;
  readonly provider_name: string | null;
  readonly start_on: string | null;
  readonly start_told_on: string | null;
  readonly start_is_old: boolean;
}

const STATE = statement('catalogue.search-state', 'select * from catalogue.search_state($1, $2::uuid[], $3)');
const CHANGED = statement('catalogue.changed-documents', 'select id from catalogue.changed_documents($1)');
const DOCUMENTS = statement('catalogue.documents-to-index', 'select * from catalogue.documents_to_index($1::uuid[])');
const IDS = statement('catalogue.document-ids', 'select id from catalogue.document_ids($1, $2)');
const SUPPORT_TYPES = statement(
  'catalogue.index-support-types',
  'select slug, name, description, group_name as "group" from catalogue.support_type order by slug',
);
const WARDS = statement(
  'catalogue.index-wards',
  `select w.id, w.name, w.council_id as "councilId", w.council_key as "councilKey", coalesce(k.name, w.council_key) as "councilName"
   from catalogue.ward w left join identity.council_names(array(select distinct council_id from catalogue.ward)) k on k.id = w.council_id order by w.id`,
);
const DISTRICTS = statement(
  'catalogue.index-districts',
  'select outcode, latitude, longitude from catalogue.postcode_district order by outcode',
);
const UNDERSTAND = statement(
  'catalogue.index-understand',
  `select u.says_nothing, u.searched_for, u.query::text as query, u.rank_query::text as rank_query, u.slugs, u.slug_weight from catalogue.understand($1) u`,
);
const AGREED = statement(
  'catalogue.index-agreed-prices',
  'select variant_id as "variantId", unit_price_pence as pence from rates.prices($1, $2::uuid[], $3, $4)',
);
const ROUTE = statement('catalogue.index-route', 'select route, several from rates.route_of($1, $2, $3)');
const SCORES = statement(
  'catalogue.index-scores',
  `select subject_id as "providerId", score::float8 as score from ratings.summaries($1::uuid[], '{}')`,
);
const ACCEPTED = statement(
  'catalogue.index-accepted',
  'select provider_id as "providerId", array_agg(council_id) as "councilIds" from catalogue.accepted_by($1::uuid[], $2) group by provider_id',
);
const STALE = statement(
  'catalogue.index-stale',
  'select c.id as "councilId", catalogue.stale_before(c.id, $2) as day from unnest($1::uuid[]) as c (id)',
);

/** Pence as a number that is exact. */
function exact(pence: number): number {
  if (!Number.isSafeInteger(pence)) throw new Error(`A price of ${pence} pence cannot be kept exactly.`);
  return pence;
}

function startWord({ start_on, start_told_on, start_is_old }: DocumentRow): StartWord | null {
  return start_on === null ? null : { nextAvailableOn: start_on, toldOn: start_told_on, isOld: start_is_old };
}

function document(row: DocumentRow): IndexedDocument {
  return {
    id: row.id,
    kind: row.kind,
    ownerId: row.owner_id,
    supportTypeSlug: row.support_type_slug,
    vector: row.vector,
    latitude: row.latitude,
    longitude: row.longitude,
    wardIds: row.ward_ids,
    councilIds: row.council_ids,
    lastCheckedOn: row.last_checked_on,
    lot: row.lot,
    languages: row.languages,
    worker: row.worker,
    accessNeeds: row.access_needs,
    nextAvailableOn: row.next_available_on,
    cqcRating: row.cqc_rating,
    prices: (row.prices ?? []).map(([variantId, unitBit, pence]) => ({ variantId, unitBit, pence: exact(pence) })),
    shown:
      row.name === null || row.summary === null || row.provider_name === null
        ? null
        : { name: row.name, summary: row.summary, providerName: row.provider_name, startWord: startWord(row) },
  };
}

/** What an index in the process reads. Everything but agreed prices is public. */
export const searchIndexReads = {
  async state(
    queries: Queries,
    since: bigint,
    councilIds: readonly string[] = [],
    onDate: string | null = null,
  ): Promise<SearchState> {
    const [state] = await queries.query<SearchState>(STATE, [since.toString(), councilIds, onDate]);
    if (!state) throw new Error('The catalogue has no search revision.');
    return state;
  },
  changedIds: async (queries: Queries, since: bigint): Promise<string[]> =>
    (await queries.query<{ id: string }>(CHANGED, [since.toString()])).map(({ id }) => id),
  /** The next ids in their order; none: that were all. */
  idsAfter: async (queries: Queries, after: string, limit: number): Promise<string[]> =>
    (await queries.query<{ id: string }>(IDS, [after, limit])).map(({ id }) => id),
  documents: async (queries: Queries, ids: readonly string[]): Promise<IndexedDocument[]> =>
    (await queries.query<DocumentRow>(DOCUMENTS, [ids])).map(document),
  async terms(queries: Queries): Promise<SearchTerms> {
    const [supportTypes, wards, districts] = await Promise.all([
      queries.query<SearchTerms['supportTypes'][number]>(SUPPORT_TYPES),
      queries.query<SearchTerms['wards'][number]>(WARDS),
      queries.query<SearchTerms['districts'][number]>(DISTRICTS),
    ]);
    return { supportTypes, wards, districts };
  },
  async understood(queries: Queries, words: string): Promise<Understood> {
    const [row] = await queries.query<Understood>(UNDERSTAND, [words]);
    if (!row) throw new Error('Words were not read.');
    return row;
  },
  /** The price rule's answer for people of a council who hold their money alike, in pence by variant. */
  async agreedPrices(
    queries: Queries,
    {
      councilId,
      route,
      onDate,
    }: { readonly councilId: string; readonly route: string | null; readonly onDate: string },
    variantIds: readonly string[],
  ): Promise<(readonly [variantId: string, pence: number])[]> {
    const rows = await queries.query<{ variantId: string; pence: bigint }>(AGREED, [
      councilId,
      variantIds,
      onDate,
      route,
    ]);
    return rows.map(({ variantId, pence }) => [variantId, exact(Number(pence))] as const);
  },
  heldMoney: async (
    queries: Queries,
    { councilId, personId }: { readonly councilId: string; readonly personId: string },
    onDate: string,
  ): Promise<HeldMoney> =>
    (await queries.query<HeldMoney>(ROUTE, [councilId, personId, onDate]))[0] ?? { route: null, several: false },
  scores: async (queries: Queries, providerIds: readonly string[]): Promise<Map<string, number>> =>
    new Map(
      (await queries.query<{ providerId: string; score: number }>(SCORES, [providerIds])).map(
        ({ providerId, score }) => [providerId, score],
      ),
    ),
  /** Councils that have accepted a store, by provider. */
  accepted: async (queries: Queries, providerIds: readonly string[], onDate: string): Promise<Map<string, string[]>> =>
    new Map(
      (await queries.query<{ providerId: string; councilIds: string[] }>(ACCEPTED, [providerIds, onDate])).map(
        ({ providerId, councilIds }) => [providerId, councilIds],
      ),
    ),
  staleBefore: async (queries: Queries, councilIds: readonly string[], onDate: string): Promise<Map<string, string>> =>
    new Map(
      (await queries.query<{ councilId: string; day: string }>(STALE, [councilIds, onDate])).map(
        ({ councilId, day }) => [councilId, day],
      ),
    ),
};
