import { type Queries, statement } from '@owncourse/kernel/contract';

export interface WantedAnswerRow {
  readonly id: string;
  readonly wantedId: string;
  readonly organisationName: string;
  readonly serviceId: string | null;
  readonly listingId: string | null;
  readonly words: string | null;
  readonly status: string;
  readonly reason: string | null;
  readonly savedAt: Date;
}

const ANSWER = `a.id, a.listing_id as "wantedId", a.organisation_name as "organisationName", a.service_id as "serviceId",
  a.offered_listing_id as "listingId", a.words, a.status, a.reason, a.saved_at as "savedAt"`;
/** One that leads to something which is not on show any more is not told. */
const ANSWERS = statement(
  'catalogue.answers-of-wanted',
  `select ${ANSWER} from catalogue.wanted_answer a
   left join catalogue.service s on s.id = a.service_id and s.status = 'PUBLISHED'
   left join catalogue.community_listing l on l.id = a.offered_listing_id and l.status = 'PUBLISHED'
   where a.listing_id = any ($1::uuid[]) and (a.status <> 'PUBLISHED' or num_nonnulls(a.service_id, a.offered_listing_id) = 0
     or s.id is not null or l.id is not null)
   order by a.saved_at, a.id`,
);
const WAITING = statement(
  'catalogue.wanted-answers-waiting',
  `select ${ANSWER} from catalogue.wanted_answer a where a.council_id = $1 and a.status = 'WAITING' order by a.saved_at, a.id limit 200`,
);

/** Row-level security decides whose answers are there. */
export const wantedReads = {
  answers: (queries: Queries, wantedIds: readonly string[]) => queries.query<WantedAnswerRow>(ANSWERS, [wantedIds]),
  waiting: (queries: Queries, councilId: string) => queries.query<WantedAnswerRow>(WAITING, [councilId]),
};
