import { type Queries, sqlFile, statement } from '@owncourse/kernel/contract';
import type { FeedQuestion } from '../domain/open-referral-question.js';
import type { FeedEntry } from '../domain/open-referral-service.js';
import type { TermRow } from '../domain/open-referral-taxonomies.js';

const PAGE = sqlFile(import.meta.url, './sql/open-referral-page.sql');
const ENTRIES = sqlFile(import.meta.url, './sql/open-referral-entries.sql');
/** The same where nothing is asked for: one index says which entries, and how many there are. */
const WHOLE_PAGE = statement(
  'catalogue.feed-whole-page',
  `select (select count(*)::int from catalogue.feed_entry e where e.published) as total, (select changed_at from catalogue.feed_change) as "changedAt",
     array(select e.id from catalogue.feed_entry e where e.published and e.place > coalesce($1::bigint, -1) order by e.place offset $2::bigint limit $3::int) as ids`,
);
const CHANGED_AT = statement(
  'catalogue.feed-changed-at',
  'select changed_at as "changedAt" from catalogue.feed_change',
);

/** The vocabulary of kinds of support is there whole; of the rest, the words that something published uses. */
const LISTED = `(t.taxonomy = 'support-type' or exists (select from catalogue.feed_entry e where e.published and e.terms @> array[t.key]))`;
const TERM = `t.id as "termId", t.taxonomy, t.name, t.description, p.id as "parentId"`;
const TERMS = `catalogue.feed_term t left join catalogue.feed_term p on p.key = t.parent_key`;
const TERM_PAGE = statement(
  'catalogue.feed-terms',
  `with listed as materialized (select ${TERM}, t.place from ${TERMS} where ${LISTED})
   select (select count(*)::int from listed) as total, (select changed_at from catalogue.feed_change) as "changedAt",
     coalesce((select json_agg(json_build_object('termId', l."termId", 'taxonomy', l.taxonomy, 'name', l.name, 'description', l.description,
       'parentId', l."parentId") order by l.place) from (select * from listed order by place offset $1::bigint limit $2::int) l), '[]') as terms`,
);
const TERM_BY_ID = statement(
  'catalogue.feed-term-by-id',
  `select ${TERM}, (select changed_at from catalogue.feed_change) as "changedAt" from ${TERMS} where t.id = $1 and ${LISTED}`,
);

export interface FeedPageRow {
  readonly total: number;
  readonly changedAt: Date;
  readonly ids: readonly string[];
}

interface FeedTermsRow {
  readonly total: number;
  readonly changedAt: Date;
  readonly terms: readonly TermRow[];
}

export type FeedEntryRow = FeedEntry & { readonly place: bigint };

/** What a page asks the database: the question with a taxonomy's key in place of its id, and one row more than the page. */
export interface FeedPageAsked extends Omit<FeedQuestion, 'taxonomyId' | 'postcode'> {
  readonly taxonomy: string | null;
  readonly outcode: string | null;
}

function only<Row>(rows: readonly Row[]): Row {
  const [row] = rows;
  if (row === undefined) throw new Error('The feed gave no row.');
  return row;
}

/** The feed as somebody who is not signed in: row-level security leaves out what is not published. */
export const openReferralReads = {
  page: async (queries: Queries, asked: FeedPageAsked): Promise<FeedPageRow> => {
    const filters = [
      asked.search,
      asked.termIds,
      asked.taxonomy,
      asked.minimumAge,
      asked.maximumAge,
      asked.startTime,
      asked.endTime,
      asked.days,
      asked.outcode,
      asked.metres,
      asked.modifiedAfter,
    ];
    const place = [asked.after, asked.after === null ? (asked.page - 1) * asked.perPage : 0, asked.perPage + 1];
    if (filters.every((filter) => filter === null)) return only(await queries.query<FeedPageRow>(WHOLE_PAGE, place));
    return only(await queries.query<FeedPageRow>(PAGE, [...filters, ...place]));
  },
  entries: (queries: Queries, ids: readonly string[]) => queries.query<FeedEntryRow>(ENTRIES, [ids, []]),
  entriesAtPlaces: (queries: Queries, places: readonly string[]) => queries.query<FeedEntryRow>(ENTRIES, [[], places]),
  changedAt: async (queries: Queries): Promise<Date> =>
    only(await queries.query<{ readonly changedAt: Date }>(CHANGED_AT)).changedAt,
  terms: async (queries: Queries, offset: number, limit: number): Promise<FeedTermsRow> =>
    only(await queries.query<FeedTermsRow>(TERM_PAGE, [offset, limit])),
  term: async (queries: Queries, id: string) =>
    (await queries.query<TermRow & { readonly changedAt: Date }>(TERM_BY_ID, [id]))[0] ?? null,
};
