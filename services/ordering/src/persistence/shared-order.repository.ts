import { Injectable } from '@nestjs/common';
import { type Pence, type Queries, statement } from '@owncourse/kernel/contract';

export type SharedStatus = 'ASKED' | 'PLACED' | 'DECLINED' | 'LAPSED' | 'WITHDRAWN' | 'NOT_PLACED';

/** What several people order together, or may. London days and clock. */
export interface SharedOrderRow {
  readonly id: string;
  readonly council_id: string;
  readonly status: SharedStatus;
  /** By id, lowest first; one share for each. */
  readonly participant_ids: readonly string[];
  readonly shares: readonly number[];
  /** What waits for each, by the same places. */
  readonly part_ids: readonly string[];
  readonly asked_for: string;
  readonly asked_by: string;
  readonly provider_id: string;
  readonly service_id: string;
  readonly variant_id: string;
  readonly unit: string | null;
  readonly quantity: string;
  readonly starts_on: string;
  readonly ends_on: string | null;
  readonly start_time: string;
  readonly recurrence: string | null;
  readonly place: string;
  readonly note: string | null;
  readonly asked_at: Date;
  readonly answer_by: Date;
  readonly failure: string | null;
}

/** Somebody's answer with their own price; only theirs, and those who act for them. */
export interface SharedPartRow {
  readonly shared_order_id: string;
  readonly person_id: string;
  readonly answer: 'ASKED' | 'YES' | 'NO';
  /** Of one unit on the first day: as agreed, or as it would be; null where it cannot be bought. */
  readonly unit_price_pence: Pence | null;
  readonly multiplier_ten_thousandths: bigint | null;
  readonly order_id: string | null;
}

export interface SharedPersonRow {
  readonly shared_order_id: string;
  readonly place: number;
  readonly is_readers: boolean;
  readonly first_name: string | null;
  readonly share: number;
  readonly answer: 'ASKED' | 'YES' | 'NO';
}

/** For placing alone. */
export interface AnswerRow {
  readonly person_id: string;
  readonly answer: 'ASKED' | 'YES' | 'NO';
  readonly budget_id: string | null;
  readonly shown_unit_price_pence: Pence | null;
  readonly answered_by: string | null;
  readonly mandate_id: string | null;
}

const ORDERS = statement(
  'ordering.shared-orders',
  `select s.id, s.council_id, s.status, s.participant_ids, s.shares, s.part_ids, s.asked_for, s.asked_by, s.provider_id, s.service_id, s.variant_id, v.unit,
     trim_scale(s.quantity)::text as quantity, s.starts_on, s.ends_on, s.start_time, s.recurrence, s.place, s.note, s.asked_at, s.answer_by, s.failure
   from ordering.shared_order s left join lateral catalogue.variants(array[s.variant_id]) v on true
   where ($1::uuid[] is null or s.id = any ($1::uuid[])) and ($2::uuid is null or s.participant_ids @> array[$2::uuid])
     and (not $3::boolean or s.status = 'ASKED')
   order by s.asked_at desc, s.id limit $4`,
);
const PARTS = statement(
  'ordering.shared-parts-of-reader',
  `select p.shared_order_id, p.person_id, p.answer, coalesce(p.shown_unit_price_pence, d.unit_price_pence) as unit_price_pence,
     d.multiplier_ten_thousandths, p.order_id
   from ordering.shared_part p join ordering.shared_order s on s.council_id = p.council_id and s.id = p.shared_order_id
   left join lateral ledger.budget_for(p.person_id, p.budget_id, s.starts_on) b on true
   left join lateral (select * from ordering.visit_prices(s.council_id, b.budget_id, s.variant_id, array[s.starts_on]) x where x.orderable) d on true
   where p.shared_order_id = any ($1::uuid[]) order by p.shared_order_id, p.person_id`,
);
const PEOPLE = statement('ordering.shared-people', 'select * from ordering.shared_people($1::uuid[])');
const ANSWERS = statement('ordering.shared-answers', 'select * from ordering.shared_parts($1)');
const ASK = statement('ordering.ask-shared-order', 'select ordering.ask_shared_order($1, $2, $3, $4)');
const ANSWER = statement(
  'ordering.answer-shared-order',
  'select ordering.answer_shared_order($1, $2, $3, $4, $5, $6, $7, $8) as missing',
);
const END = statement('ordering.end-shared-order', 'select ordering.end_shared_order($1, $2, $3, $4)');
const JOIN = statement('ordering.join-shared-order', 'select ordering.join_shared_order($1, $2)');
const LAPSE = statement('ordering.lapse-shared-orders', 'select * from ordering.lapse_shared_orders($1)');

export interface NewSharedOrder {
  readonly id: string;
  readonly councilId: string;
  readonly askedFor: string;
  readonly providerId: string;
  readonly serviceId: string;
  readonly variantId: string;
  readonly quantity: string;
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly startTime: string;
  readonly recurrence: string | null;
  readonly place: string;
  readonly note: string | null;
  readonly answerBy: Date;
}

/** What is told of one that is over. */
export type EndedSharedOrder = Pick<
  SharedOrderRow,
  'id' | 'council_id' | 'participant_ids' | 'part_ids' | 'provider_id' | 'service_id'
>;

/** Ordering together; row-level security leaves out what is not the reader's. */
@Injectable()
export class SharedOrderRepository {
  orders(
    queries: Queries,
    filter: { readonly ids?: readonly string[]; readonly personId?: string | null; readonly openOnly?: boolean },
    most: number,
  ): Promise<SharedOrderRow[]> {
    return queries.query(ORDERS, [filter.ids ?? null, filter.personId ?? null, filter.openOnly ?? false, most]);
  }

  parts(queries: Queries, ids: readonly string[]): Promise<SharedPartRow[]> {
    return queries.query(PARTS, [ids]);
  }

  people(queries: Queries, ids: readonly string[]): Promise<SharedPersonRow[]> {
    return queries.query(PEOPLE, [ids]);
  }

  answers(queries: Queries, id: string): Promise<AnswerRow[]> {
    return queries.query(ANSWERS, [id]);
  }

  ask(
    queries: Queries,
    order: NewSharedOrder,
    people: readonly { readonly personId: string; readonly share: number; readonly partId: string }[],
    at: Date,
    actorId: string,
  ): Promise<unknown> {
    return queries.query(ASK, [JSON.stringify(order), JSON.stringify(people), at, actorId]);
  }

  /**
   * Locks it. Wait for it: a refusal that nobody waits for would end the process.
   * @returns how many have not said yes. Refuses WRONG_STATE, TOO_LATE.
   */
  async answer(
    queries: Queries,
    answer: {
      readonly sharedOrderId: string;
      readonly personId: string;
      /** Null for a no. */
      readonly yes: { readonly budgetId: string; readonly shownUnitPricePence: Pence } | null;
      readonly at: Date;
      readonly actorId: string;
      readonly mandateId: string | null;
    },
  ): Promise<number> {
    const { sharedOrderId, personId, yes, at, actorId, mandateId } = answer;
    const values = [sharedOrderId, personId, yes !== null, yes?.budgetId ?? null];
    const rest = [yes?.shownUnitPricePence.toString() ?? null, at, actorId, mandateId];
    return (await queries.query<{ missing: number }>(ANSWER, [...values, ...rest]))[0]?.missing ?? -1;
  }

  end(
    queries: Queries,
    id: string,
    status: 'PLACED' | 'NOT_PLACED',
    failure: string | null,
    at: Date,
  ): Promise<unknown> {
    return queries.query(END, [id, status, failure, at]);
  }

  join(queries: Queries, id: string, orderId: string): Promise<unknown> {
    return queries.query(JOIN, [id, orderId]);
  }

  lapse(queries: Queries, at: Date): Promise<EndedSharedOrder[]> {
    return queries.query(LAPSE, [at]);
  }
}
