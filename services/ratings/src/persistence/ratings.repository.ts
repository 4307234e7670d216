import { type Queries, statement } from '@owncourse/kernel/contract';
import type { RatingStatusName } from '../domain/rating-words.js';

export interface RatingRow {
  readonly id: string;
  readonly person_id: string;
  readonly provider_id: string;
  readonly service_id: string;
  readonly on_time: number;
  readonly as_agreed: number;
  readonly dignity: number;
  readonly outcomes: number;
  readonly choose_again: number;
  readonly comment: string | null;
  readonly hide_name: boolean;
  readonly may_be_shown: boolean;
  readonly status: RatingStatusName;
  readonly rated_on: string;
  readonly moderation_reason: string | null;
  readonly reply: string | null;
}

/** Decimals with one place, as text. */
export interface SummaryRow {
  readonly subject_id: string;
  readonly score: string;
  readonly count: number;
  readonly on_time: string;
  readonly as_agreed: string;
  readonly dignity: string;
  readonly outcomes: string;
  readonly choose_again: string;
}

export interface ServiceNames {
  readonly id: string;
  readonly name: string;
  readonly provider_name: string;
}

const RATING = `r.id, r.person_id, r.provider_id, r.service_id, r.on_time, r.as_agreed, r.dignity, r.outcomes, r.choose_again, r.comment, r.hide_name, r.may_be_shown,
  r.status, r.rated_on, r.moderation_reason, r.reply`;
const BY_ID = statement('ratings.by-id', `select ${RATING} from ratings.rating r where r.id = any ($1::uuid[])`);
// The newest of each subject: one probe of the index for each, never more rows than asked for.
const newestOf = (column: 'provider_id' | 'service_id'): string => `select s.id as subject_id, ${RATING}
  from unnest($1::uuid[]) s (id) cross join lateral (
    select * from ratings.rating r where r.${column} = s.id and r.status = 'PUBLISHED' order by r.rated_on desc, r.id limit $2) r`;
const OF_PROVIDERS = statement('ratings.of-providers', newestOf('provider_id'));
const OF_SERVICES = statement('ratings.of-services', newestOf('service_id'));
const WAITING = statement(
  'ratings.waiting',
  `select ${RATING} from ratings.rating r
   where r.status = 'WAITING' and r.may_be_shown and r.council_id in ($1, '00000000-0000-0000-0000-000000000000') order by r.rated_at, r.id limit 200`,
);
const RATABLE = statement(
  'ratings.ratable',
  `select o.id from unnest($1::uuid[]) o (id) where exists (
     select from unnest($2::uuid[]) p (id) cross join lateral ordering.ratable_order(o.id, p.id)
     where not exists (select from ratings.rating r where r.order_id = o.id and r.person_id = p.id))`,
);
const SUMMARIES = statement('ratings.summaries', `select * from ratings.summaries($1::uuid[], '{}')`);
const SERVICE_NAMES = statement(
  'ratings.service-names',
  'select service_id as id, service_name as name, provider_name from catalogue.service_names($1::uuid[])',
);
const PERSON_NAMES = statement('ratings.person-names', 'select id, name from identity.person_names($1::uuid[])');

export type RatingOf = RatingRow & { readonly subject_id: string };

/** What ratings reads, as the one who asks. */
export const ratingReads = {
  byIds: (queries: Queries, ids: readonly string[]) => queries.query<RatingRow>(BY_ID, [ids]),
  ofProviders: (queries: Queries, ids: readonly string[], first: number) =>
    queries.query<RatingOf>(OF_PROVIDERS, [ids, first]),
  ofServices: (queries: Queries, ids: readonly string[], first: number) =>
    queries.query<RatingOf>(OF_SERVICES, [ids, first]),
  waiting: (queries: Queries, councilId: string) => queries.query<RatingRow>(WAITING, [councilId]),
  /** Those of the orders that one of the people had a confirmed visit of and has not rated. */
  ratable: (queries: Queries, orderIds: readonly string[], personIds: readonly string[]) =>
    queries.query<{ id: string }>(RATABLE, [orderIds, personIds]),
  summaries: (queries: Queries, subjectIds: readonly string[]) => queries.query<SummaryRow>(SUMMARIES, [subjectIds]),
  serviceNames: (queries: Queries, ids: readonly string[]) => queries.query<ServiceNames>(SERVICE_NAMES, [ids]),
  personNames: (queries: Queries, ids: readonly string[]) =>
    queries.query<{ id: string; name: string }>(PERSON_NAMES, [ids]),
};
