import { type Queries, statement } from '@owncourse/kernel/contract';
import { LISTING, type ListingRow, STALE } from './catalogue.repository.js';

/** A listing that happens at times, with how far it is from where the reader asked. */
export type HappeningRow = ListingRow & { readonly miles: number | null };

export interface ListingChangeRow {
  readonly listingId: string;
  readonly row: ListingChangeContent;
  readonly savedAt: Date;
  readonly refused: boolean;
  readonly reason: string | null;
}

/** As the listing was sent: see save-community-listing.ts. */
export interface ListingChangeContent {
  readonly title: string;
  readonly description: string;
  readonly supportTypeSlug: string;
  readonly wardId: string;
  readonly placeName: string;
  readonly postcodeDistrict: string;
  readonly costPence: string;
  readonly recurrence?: string | null;
  readonly firstOn?: string | null;
  readonly startTime?: string | null;
  readonly durationMinutes?: number | null;
  readonly notOn?: readonly string[];
  readonly alsoOn?: readonly string[];
  readonly contactPhone: string | null;
  readonly contactEmail: string | null;
  readonly accessNotes: string | null;
}

export interface ListingReportRow {
  readonly id: string;
  readonly listingId: string;
  readonly kind: string;
  readonly note: string | null;
  readonly reportedAt: Date;
}

export interface MissingRow {
  readonly id: string;
  readonly words: string;
  readonly wardId: string | null;
  readonly note: string | null;
  readonly toldOn: string;
}

export interface HappeningQuestion {
  readonly councilKey: string | null;
  readonly wardId: string | null;
  readonly outcode: string | null;
  readonly withinMiles: number;
  readonly supportTypes: readonly string[] | null;
}

const HAPPENING = statement(
  'catalogue.listings-that-happen',
  `select ${LISTING}, m.miles from catalogue.community_listing l join ${STALE} s using (council_id)
   left join catalogue.postcode_district d on d.outcode = $4
   cross join lateral (select catalogue.miles_between(d.latitude, d.longitude, l.latitude, l.longitude) as miles) m
   where l.status = 'PUBLISHED' and l.start_time is not null
     and ($2::text is null or d.outcode is not null or l.council_id = (select w.council_id from catalogue.ward w where w.council_key = $2 limit 1))
     and ($3::uuid is null or l.ward_id = $3) and (d.outcode is null or m.miles <= $5) and ($6::text[] is null or l.support_type_slug = any ($6))
   order by l.id limit 2000`,
);
const DISTRICT = statement('catalogue.is-district', 'select 1 from catalogue.postcode_district d where d.outcode = $1');
const CHANGES = statement(
  'catalogue.listing-changes',
  `select c.listing_id as "listingId", c.row, c.saved_at as "savedAt", c.status = 'REJECTED' as refused, c.reason
   from catalogue.listing_change c where c.listing_id = any ($1::uuid[])`,
);
const REPORTS = statement(
  'catalogue.listing-reports',
  `select r.id, r.listing_id as "listingId", r.kind, r.note, r.reported_at as "reportedAt" from catalogue.listing_report r
   where r.council_id = $1 and r.settled_at is null order by r.reported_at, r.id limit 500`,
);

const MISSING = statement(
  'catalogue.missing-support',
  `select m.id, m.words, m.ward_id as "wardId", m.note, m.told_on as "toldOn" from catalogue.missing_support m
   where m.council_id = $1 order by m.told_on desc, m.id desc limit 200`,
);

/** What readers and groups see of the Community Catalogue; row-level security decides whose changes and reports are there. */
export const communityReads = {
  happening: (queries: Queries, today: string, asked: HappeningQuestion) =>
    queries.query<HappeningRow>(HAPPENING, [
      today,
      asked.councilKey,
      asked.wardId,
      asked.outcode,
      asked.withinMiles,
      asked.supportTypes,
    ]),
  isDistrict: async (queries: Queries, outcode: string): Promise<boolean> =>
    (await queries.query(DISTRICT, [outcode])).length > 0,
  changes: (queries: Queries, listingIds: readonly string[]) => queries.query<ListingChangeRow>(CHANGES, [listingIds]),
  missing: (queries: Queries, councilId: string) => queries.query<MissingRow>(MISSING, [councilId]),
  reports: (queries: Queries, councilId: string) => queries.query<ListingReportRow>(REPORTS, [councilId]),
};
