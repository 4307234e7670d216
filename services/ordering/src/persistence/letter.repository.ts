import { Injectable } from '@nestjs/common';
import { type Pence, type Queries, statement } from '@owncourse/kernel/contract';
import { endTime } from '../domain/end-time.js';
import type { LetterContent, OrderForLetter } from '../domain/letter-content.js';

export interface LetterRow {
  readonly id: string;
  readonly council_id: string;
  readonly person_id: string;
  readonly content: LetterContent;
  readonly large_print: boolean;
  readonly made_at: Date;
  readonly posted_at: Date | null;
  readonly posted_by_name: string | null;
}

export interface OrderForLetterRow {
  readonly service_name: string | null;
  readonly provider_name: string | null;
  readonly recurrence: string | null;
  readonly starts_on: string;
  readonly ends_on: string | null;
  readonly start_time: string;
  readonly duration_minutes: number;
  readonly place: string;
  readonly line_pence: Pence;
  readonly notice_hours: number;
  readonly percent_hundredths: bigint;
  readonly status: string;
}

const INSERT = statement('ordering.insert-letter', 'select ordering.insert_letter($1, $2, $3, $4, $5, $6, $7, $8)');
const ORDER = statement('ordering.order-for-letter', 'select * from ordering.order_for_letter($1, $2)');
const POSTED = statement('ordering.mark-posted', 'select ordering.mark_posted($1, $2, $3)');
const COLUMNS = `id, council_id, person_id, content, large_print, made_at, posted_at,
  (select n.name from identity.person_names(array[posted_by]) n) as posted_by_name`;
const BY_ID = statement('ordering.letter-by-id', `select ${COLUMNS} from ordering.letter where id = $1`);
/** Oldest first while they wait, newest first once they were posted. */
const PAGE = statement(
  'ordering.letter-page',
  `select ${COLUMNS} from ordering.letter
   where (posted_at is null) = not $1::boolean
     and ($2::timestamptz is null or case when $1::boolean then (made_at, id) < ($2::timestamptz, $3::uuid) else (made_at, id) > ($2::timestamptz, $3::uuid) end)
   order by case when $1::boolean then made_at end desc, case when $1::boolean then id end desc, made_at, id limit $4`,
);
const COUNT = statement(
  'ordering.count-letters',
  'select count(*)::int as total from ordering.letter where (posted_at is null) = not $1::boolean',
);

export function orderForLetter(orderId: string, row: OrderForLetterRow): OrderForLetter {
  const startTime = row.start_time.slice(0, 5);
  return {
    id: orderId,
    serviceName: row.service_name ?? 'Support',
    providerName: row.provider_name ?? 'the provider',
    recurrence: row.recurrence,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    startTime,
    endTime: endTime(startTime, row.duration_minutes),
    place: row.place,
    linePence: row.line_pence,
    noticeHours: row.notice_hours,
    percentHundredths: row.percent_hundredths,
  };
}

/** Reads letters as the reader; row-level security leaves out what is not theirs. */
@Injectable()
export class LetterRepository {
  /** Once for each message. */
  insert(
    queries: Queries,
    letter: {
      councilId: string;
      id: string;
      personId: string;
      messageId: string;
      orderId: string | null;
      content: LetterContent;
      largePrint: boolean;
      at: Date;
    },
  ): Promise<unknown> {
    return queries.query(INSERT, [
      letter.councilId,
      letter.id,
      letter.personId,
      letter.messageId,
      letter.orderId,
      JSON.stringify(letter.content),
      letter.largePrint,
      letter.at,
    ]);
  }

  /** Null when the order is not the person's. */
  async order(queries: Queries, orderId: string, personId: string): Promise<OrderForLetterRow | null> {
    return (await queries.query<OrderForLetterRow>(ORDER, [orderId, personId]))[0] ?? null;
  }

  async byId(queries: Queries, id: string): Promise<LetterRow | null> {
    return (await queries.query<LetterRow>(BY_ID, [id]))[0] ?? null;
  }

  page(
    queries: Queries,
    posted: boolean,
    after: { madeAt: string; id: string } | null,
    limit: number,
  ): Promise<LetterRow[]> {
    return queries.query<LetterRow>(PAGE, [posted, after?.madeAt ?? null, after?.id ?? null, limit]);
  }

  async count(queries: Queries, posted: boolean): Promise<number> {
    return (await queries.query<{ total: number }>(COUNT, [posted]))[0]?.total ?? 0;
  }

  /** Refuses WRONG_STATE when it was posted before. */
  markPosted(queries: Queries, id: string, at: Date, actorId: string): Promise<unknown> {
    return queries.query(POSTED, [id, at, actorId]);
  }
}
