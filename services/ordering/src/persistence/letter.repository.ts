import { Injectable } from '@nestjs/common';
import { type Pence, type Queries, statement } from '@owncourse/kernel/contract';
import { endTime } from '../domain/end-time.js';
import type { LetterContent, OrderForLetter } from '../domain/letter-content.js';
import { type OrderTime } from '../domain/times-of-day.js';
import { spansOf } from '../domain/when-in-words.js';

export interface LetterRow {
  readonly id: string;
  readonly council_id: string;
  readonly person_id: string;
  readonly content: LetterContent;
  readonly large_print: boolean;
  readonly made_at: Date;
  readonly posted_at: Date | null;
  readonly posted_by_name: string | null;
  /** Whether the council knows where to post it, or knew when it was posted. */
  readonly has_address: boolean;
}

/** What a letter to this person says about this order. */
export interface OrderForLetterRow {
  readonly order_id: string;
  readonly person_id: string;
  readonly service_name: string | null;
  readonly provider_name: string | null;
  readonly recurrence: string | null;
  readonly starts_on: string;
  readonly ends_on: string | null;
  readonly start_time: string;
  readonly duration_minutes: number;
  readonly place: string;
  /** The budget's part. */
  readonly line_pence: Pence;
  readonly own_money_pence: Pence;
  readonly notice_hours: number;
  readonly percent_hundredths: bigint;
  readonly status: string;
  readonly more_times: readonly OrderTime[];
}

const INSERT = statement(
  'ordering.insert-letters',
  `select ordering.insert_letter(l.council_id, l.id, l.person_id, l.message_id, l.order_id, l.content::jsonb, l.large_print, l.at)
   from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::boolean[], $8::timestamptz[])
     as l (council_id, id, person_id, message_id, order_id, content, large_print, at)`,
);
const ORDERS = statement(
  'ordering.orders-for-letters',
  `select a.order_id, a.person_id, o.* from (select distinct * from unnest($1::uuid[], $2::uuid[]) as given (order_id, person_id)) a
   cross join lateral ordering.order_for_letter(a.order_id, a.person_id) o`,
);
const POSTED = statement('ordering.mark-posted', 'select ordering.mark_posted($1, $2, $3)');
const COLUMNS = `id, council_id, person_id, content, large_print, made_at, posted_at,
  (select n.name from identity.person_names(array[posted_by]) n) as posted_by_name,
  exists (select from identity.postal_addresses(council_id, array[person_id], posted_at)) as has_address`;
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

export function orderForLetter(row: OrderForLetterRow): OrderForLetter {
  const startTime = row.start_time.slice(0, 5);
  return {
    id: row.order_id,
    serviceName: row.service_name ?? 'Support',
    providerName: row.provider_name ?? 'the provider',
    recurrence: row.recurrence,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    startTime,
    endTime: endTime(startTime, row.duration_minutes),
    ...spansOf(row.more_times),
    place: row.place,
    linePence: row.line_pence,
    ownMoneyPence: row.own_money_pence,
    noticeHours: row.notice_hours,
    percentHundredths: row.percent_hundredths,
  };
}

export interface NewLetter {
  readonly councilId: string;
  readonly id: string;
  readonly personId: string;
  readonly messageId: string;
  readonly orderId: string | null;
  readonly content: LetterContent;
  readonly largePrint: boolean;
  readonly at: Date;
}

/** Reads letters as the reader; row-level security leaves out what is not theirs. */
@Injectable()
export class LetterRepository {
  /** Once for each message. */
  insert(queries: Queries, letters: readonly NewLetter[]): Promise<unknown> {
    return queries.query(INSERT, [
      letters.map((letter) => letter.councilId),
      letters.map((letter) => letter.id),
      letters.map((letter) => letter.personId),
      letters.map((letter) => letter.messageId),
      letters.map((letter) => letter.orderId),
      letters.map((letter) => JSON.stringify(letter.content)),
      letters.map((letter) => letter.largePrint),
      letters.map((letter) => letter.at),
    ]);
  }

  /** Without the orders that are not the person's. */
  orders(
    queries: Queries,
    wanted: readonly { readonly orderId: string; readonly personId: string }[],
  ): Promise<OrderForLetterRow[]> {
    return queries.query<OrderForLetterRow>(ORDERS, [
      wanted.map((one) => one.orderId),
      wanted.map((one) => one.personId),
    ]);
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
