import { Injectable } from '@nestjs/common';
import { type Pence, type Queries, statement } from '@owncourse/kernel/contract';

export interface CoverNeed {
  readonly council_id: string;
  readonly person_id: string;
  readonly budget_id: string;
  readonly provider_id: string;
  readonly variant_id: string;
  readonly on_date: string;
  readonly starts_at: Date;
  readonly ends_at: Date;
  readonly quantity: string;
  /** London's clock, "10:00". */
  readonly start_time: string;
  readonly place: string;
  readonly note: string | null;
}

/** Somebody who could do it, at this person's price; cheapest first, then nearest, then best rated. */
export interface CoverOptionRow {
  readonly variant_id: string;
  readonly service_id: string;
  readonly provider_id: string;
  readonly miles: string | null;
  readonly unit_price_pence: Pence;
  readonly multiplier_ten_thousandths: bigint;
}

export interface CoverRequestRow {
  readonly id: string;
  readonly council_id: string;
  /** The visit; null for a whole order. */
  readonly occurrence_id: string | null;
  readonly replaces_order_id: string | null;
  readonly person_id: string;
  readonly person_name: string | null;
  readonly status: 'OPEN' | 'FILLING' | 'FILLED' | 'LAPSED';
  readonly asked_by: string;
  readonly asked_at: Date;
  readonly order_id: string | null;
}

export interface CoverAskRow {
  readonly request_id: string;
  readonly provider_id: string;
  readonly service_id: string;
  readonly variant_id: string;
  readonly unit_price_pence: Pence;
  readonly amount_pence: Pence;
  /** Of a whole order: what the first four weeks cost, and the days that cost something of their own; null for a visit. */
  readonly four_weeks_pence: Pence | null;
  readonly shown_days: readonly { readonly day: string; readonly amountPence: string }[] | null;
  readonly status: 'ASKED' | 'ACCEPTED' | 'DECLINED' | 'FAILED' | 'LAPSED';
  readonly reason: string | null;
}

const NEED = statement('ordering.needs-cover', 'select * from ordering.needs_cover($1, $2)');
// Only what can be ordered at once: a yes must not have to wait for the council.
const OPTIONS = statement(
  'ordering.cover-options',
  'select * from ordering.offered_instead($1, $2, $3, $4, $5, $6, $7)',
);
const REQUESTS = statement(
  'ordering.cover-requests',
  `select id, council_id, occurrence_id, replaces_order_id, person_id,
     (select n.name from identity.person_names(array[person_id]) n) as person_name, status, asked_by, asked_at, order_id from ordering.cover_request
   where ($1::uuid[] is null or id = any ($1::uuid[])) and ($2::uuid is null or person_id = $2::uuid) and ($3::uuid[] is null or occurrence_id = any ($3::uuid[]))
     and (not $4::boolean or status in ('OPEN', 'FILLING')) and ($6::uuid[] is null or replaces_order_id = any ($6::uuid[]))
   order by asked_at desc, id limit $5`,
);
const ASKS = statement(
  'ordering.cover-asks',
  `select request_id, provider_id, service_id, variant_id, unit_price_pence, amount_pence, four_weeks_pence, shown_days, status, reason from ordering.cover_ask
   where request_id = any ($1::uuid[]) order by amount_pence, provider_id`,
);
const ASK = statement('ordering.ask-cover', 'select ordering.ask_cover($1, $2, $3, $4, $5) as id');
const TAKE = statement('ordering.take-cover', 'select ordering.take_cover($1, $2, $3)');
const KEEP_ROOM = statement('ordering.keep-room', 'select ordering.keep_room($1, $2, $3, $4)');
const PUT_BACK = statement('ordering.put-back-cover', 'select ordering.put_back_cover($1, $2)');
const FILL = statement('ordering.fill-cover', 'select ordering.fill_cover($1, $2, $3, $4) as is_new');
const LEAVE = statement('ordering.leave-cover', 'select ordering.leave_cover($1, $2, $3, $4, $5) as unfilled');

/** Looking for somebody else; row-level security leaves out what is not the reader's. */
@Injectable()
export class CoverRepository {
  async need(queries: Queries, occurrenceId: string, at: Date): Promise<CoverNeed | null> {
    return (await queries.query<CoverNeed>(NEED, [occurrenceId, at]))[0] ?? null;
  }

  /** With the visit's times only those who have room then. */
  options(
    queries: Queries,
    need: Pick<CoverNeed, 'council_id' | 'person_id' | 'budget_id' | 'variant_id' | 'on_date'> &
      Partial<Pick<CoverNeed, 'starts_at' | 'ends_at'>>,
  ): Promise<CoverOptionRow[]> {
    return queries.query<CoverOptionRow>(OPTIONS, [
      need.council_id,
      need.person_id,
      need.budget_id,
      need.variant_id,
      need.on_date,
      need.starts_at ?? null,
      need.ends_at ?? null,
    ]);
  }

  requests(
    queries: Queries,
    filter: {
      ids?: readonly string[];
      personId?: string | null;
      occurrenceIds?: readonly string[];
      replacedIds?: readonly string[];
      openOnly?: boolean;
    },
    most: number,
  ): Promise<CoverRequestRow[]> {
    return queries.query<CoverRequestRow>(REQUESTS, [
      filter.ids ?? null,
      filter.personId ?? null,
      filter.occurrenceIds ?? null,
      filter.openOnly ?? false,
      most,
      filter.replacedIds ?? null,
    ]);
  }

  asks(queries: Queries, requestIds: readonly string[]): Promise<CoverAskRow[]> {
    return queries.query<CoverAskRow>(ASKS, [requestIds]);
  }

  ask(
    queries: Queries,
    ask: { id: string; occurrenceId: string; asks: readonly object[]; at: Date; actorId: string },
  ): Promise<unknown> {
    return queries.query(ASK, [ask.id, ask.occurrenceId, JSON.stringify(ask.asks), ask.at, ask.actorId]);
  }

  take(queries: Queries, requestId: string, providerId: string, at: Date): Promise<unknown> {
    return queries.query(TAKE, [requestId, providerId, at]);
  }

  /** In the transaction that writes the order of a yes, after it. Refuses NO_ROOM, WRONG_STATE. */
  keepRoom(queries: Queries, requestId: string, providerId: string, orderId: string, at: Date): Promise<unknown> {
    return queries.query(KEEP_ROOM, [requestId, providerId, orderId, at]);
  }

  /** As if the yes had not been said. */
  putBack(queries: Queries, requestId: string, providerId: string): Promise<unknown> {
    return queries.query(PUT_BACK, [requestId, providerId]);
  }

  /** @returns false when another send of the same yes filled it */
  async fill(queries: Queries, requestId: string, providerId: string, orderId: string, at: Date): Promise<boolean> {
    const [row] = await queries.query<{ is_new: boolean }>(FILL, [requestId, providerId, orderId, at]);
    return row?.is_new ?? false;
  }

  /** @returns true when nobody is left who could say yes */
  async leave(
    queries: Queries,
    leave: { requestId: string; providerId: string; status: 'DECLINED' | 'FAILED'; reason: string; at: Date },
  ): Promise<boolean> {
    const { requestId, providerId, status, reason, at } = leave;
    const [row] = await queries.query<{ unfilled: boolean }>(LEAVE, [requestId, providerId, status, reason, at]);
    return row?.unfilled ?? false;
  }
}
