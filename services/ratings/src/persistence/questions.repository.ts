import { type Queries, statement } from '@owncourse/kernel/contract';

export interface QuestionRow {
  readonly id: string;
  readonly service_id: string;
  readonly question: string;
  readonly asked_on: string;
  readonly answer: string | null;
  readonly answered_on: string | null;
  readonly asker_agrees: boolean;
  readonly provider_agrees: boolean;
  readonly state: string;
  readonly moderation_reason: string | null;
  readonly report_reason: string | null;
}

export interface ShownQuestionRow {
  readonly subject_id: string;
  readonly id: string;
  readonly question: string;
  readonly answer: string;
  readonly answered_on: string;
}

const QUESTION = `q.id, q.service_id, q.question, q.asked_on, q.answer, q.answered_on, q.asker_agrees, q.provider_agrees, q.state, q.moderation_reason`;
const BY_ID = statement(
  'ratings.question-by-id',
  `select ${QUESTION}, null as report_reason from ratings.store_question q where q.id = $1`,
);
const OF_PERSON = statement(
  'ratings.questions-of-person',
  `select ${QUESTION}, null as report_reason from ratings.store_question q where q.person_id = $1 order by q.asked_at desc, q.id limit 200`,
);
const TO_PROVIDER = statement(
  'ratings.questions-to-provider',
  `select ${QUESTION}, null as report_reason from ratings.store_question q where q.provider_id = $1 and q.state <> 'CLOSED'
   order by q.state <> 'ASKED', case q.state when 'ASKED' then q.asked_at end, q.asked_at desc, q.id limit 200`,
);
const TO_MODERATE = statement(
  'ratings.questions-to-moderate',
  `select ${QUESTION}, q.report_reason from ratings.store_question q
   where q.council_id in ($1, '00000000-0000-0000-0000-000000000000') and (q.state = 'TO_CHECK' or q.reported_at is not null)
   order by coalesce(q.reported_at, q.answered_at), q.id limit 200`,
);
const SHOWN = statement(
  'ratings.questions-shown',
  `select s.id as subject_id, q.id, q.question, q.answer, q.answered_on from unnest($1::uuid[]) s (id) cross join lateral (
     select * from ratings.store_question q where q.service_id = s.id and q.state = 'SHOWN' order by q.answered_at desc, q.id limit $2) q`,
);

/** What is read of questions, as the one who asks. */
export const questionReads = {
  byId: async (queries: Queries, id: string): Promise<QuestionRow | null> =>
    (await queries.query<QuestionRow>(BY_ID, [id]))[0] ?? null,
  ofPerson: (queries: Queries, personId: string) => queries.query<QuestionRow>(OF_PERSON, [personId]),
  toProvider: (queries: Queries, providerId: string) => queries.query<QuestionRow>(TO_PROVIDER, [providerId]),
  toModerate: (queries: Queries, councilId: string) => queries.query<QuestionRow>(TO_MODERATE, [councilId]),
  shown: (queries: Queries, serviceIds: readonly string[], first: number) =>
    queries.query<ShownQuestionRow>(SHOWN, [serviceIds, first]),
};
