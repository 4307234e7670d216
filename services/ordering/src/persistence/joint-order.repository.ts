import { Injectable } from '@nestjs/common';
import { type Pence, type Queries, statement } from '@owncourse/kernel/contract';
import type { JointFailure } from '../domain/joint-order.js';

/** What may become an order once all who act together have said yes. London days and clock. */
export interface JointOrderRow {
  readonly id: string;
  readonly council_id: string;
  readonly person_id: string;
  readonly status: 'ASKED' | 'PLACED' | 'DECLINED' | 'LAPSED' | 'WITHDRAWN' | 'NOT_PLACED';
  readonly asked_by: string;
  readonly mandate_id: string;
  readonly budget_id: string;
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
  readonly is_trial: boolean;
  readonly unit_price_pence: Pence;
  readonly line_pence: Pence;
  readonly own_money_pence: Pence | null;
  readonly total_pence: Pence;
  readonly visits: number;
  readonly input: Readonly<Record<string, unknown>>;
  readonly asked_at: Date;
  readonly answer_by: Date;
  readonly failure: JointFailure | null;
  readonly order_id: string | null;
}

export interface JointPersonRow {
  readonly joint_order_id: string;
  readonly mandate_id: string;
  readonly name: string | null;
  readonly answer: 'ASKED' | 'YES' | 'NO';
  readonly answered_by: string | null;
  readonly is_readers: boolean;
}

/** One who has to say yes: a person, or anybody of a brokerage. */
export interface JointHolderRow {
  readonly mandate_id: string;
  readonly actor_ids: readonly string[];
  readonly is_actors: boolean;
}

/** For placing alone. */
export interface JointAnswerRow {
  readonly mandate_id: string;
  readonly id: string;
  readonly answer: 'ASKED' | 'YES' | 'NO';
  readonly answered_by: string | null;
}

/** What is told of one that is over. */
export interface EndedJointOrder {
  readonly id: string;
  readonly council_id: string;
  readonly person_id: string;
  readonly provider_id: string;
  readonly service_id: string;
  readonly answer_ids: readonly string[];
}

const ORDERS = statement(
  'ordering.joint-orders',
  `select j.id, j.council_id, j.person_id, j.status, j.asked_by, j.mandate_id, j.budget_id, j.provider_id, j.service_id, j.variant_id, v.unit,
     trim_scale(j.quantity)::text as quantity, j.starts_on, j.ends_on, j.start_time, j.recurrence, j.place, j.note, j.is_trial, j.unit_price_pence, j.line_pence,
     j.own_money_pence, j.total_pence, j.visits, j.input, j.asked_at, j.answer_by, j.failure, j.order_id
   from ordering.joint_order j left join lateral catalogue.variants(array[j.variant_id]) v on true
   where ($1::uuid[] is null or j.id = any ($1::uuid[])) and ($2::uuid is null or j.person_id = $2::uuid) and (not $3::boolean or j.status = 'ASKED')
   order by j.asked_at desc, j.id limit $4`,
);
const PEOPLE = statement('ordering.joint-people', 'select * from ordering.joint_people($1::uuid[], $2)');
const HOLDERS = statement('ordering.joint-holders', 'select * from identity.joint_holders($1, $2, $3)');
const ANSWERS = statement('ordering.joint-answers', 'select * from ordering.joint_answers($1)');
const USE = statement(
  'ordering.use-joint-mandates',
  'select identity.use_joint_mandates($1, $2::uuid[], $3::text[], $4, $5)',
);
const ASK = statement('ordering.ask-joint-order', 'select ordering.ask_joint_order($1, $2, $3, $4)');
const ANSWER = statement('ordering.answer-joint-order', 'select * from ordering.answer_joint_order($1, $2, $3, $4)');
const END = statement('ordering.end-joint-order', 'select ordering.end_joint_order($1, $2, $3, $4, $5)');
const LAPSE = statement('ordering.lapse-joint-orders', 'select * from ordering.lapse_joint_orders($1)');
const FOLLOW = statement(
  'ordering.follow-ended-mandates',
  'select * from ordering.follow_ended_mandates($1::uuid[], $2)',
);

/** Joint orders; row-level security leaves out what is not the reader's. */
@Injectable()
export class JointOrderRepository {
  orders(
    queries: Queries,
    filter: { readonly ids?: readonly string[]; readonly personId?: string | null; readonly openOnly?: boolean },
    most: number,
  ): Promise<JointOrderRow[]> {
    return queries.query(ORDERS, [filter.ids ?? null, filter.personId ?? null, filter.openOnly ?? false, most]);
  }

  people(queries: Queries, ids: readonly string[], today: string): Promise<JointPersonRow[]> {
    return queries.query(PEOPLE, [ids, today]);
  }

  holders(queries: Queries, actorId: string, personId: string, today: string): Promise<JointHolderRow[]> {
    return queries.query(HOLDERS, [actorId, personId, today]);
  }

  answers(queries: Queries, id: string): Promise<JointAnswerRow[]> {
    return queries.query(ANSWERS, [id]);
  }

  /** Locks all their mandates. Refuses JOINT_MANDATE_ENDED, JOINT_MANDATE_ADDED, OVER_ORDER_LIMIT, OVER_MONTH_LIMIT. */
  useMandates(
    queries: Queries,
    use: {
      readonly personId: string;
      readonly mandateIds: readonly string[];
      readonly scopes: readonly ('ORDER' | 'PAY')[];
      readonly pence: Pence;
      readonly at: Date;
    },
  ): Promise<unknown> {
    return queries.query(USE, [use.personId, use.mandateIds, use.scopes, use.pence.toString(), use.at]);
  }

  ask(
    queries: Queries,
    order: Readonly<Record<string, unknown>>,
    answers: readonly { readonly mandateId: string; readonly id: string }[],
    at: Date,
    actorId: string,
  ): Promise<unknown> {
    return queries.query(ASK, [JSON.stringify(order), JSON.stringify(answers), at, actorId]);
  }

  /** Locks it. @returns what waited for the actor (null for the person) and how many have not said yes. Refuses WRONG_STATE, TOO_LATE, NO_MANDATE */
  async answer(
    queries: Queries,
    answer: { readonly id: string; readonly yes: boolean; readonly at: Date; readonly actorId: string },
  ): Promise<{ readonly answer_id: string | null; readonly missing: number }> {
    const rows = await queries.query<{ answer_id: string | null; missing: number }>(ANSWER, [
      answer.id,
      answer.yes,
      answer.at,
      answer.actorId,
    ]);
    return rows[0] ?? { answer_id: null, missing: -1 };
  }

  end(
    queries: Queries,
    end: {
      readonly id: string;
      /** Null where nothing came of it, for this reason. */
      readonly orderId: string | null;
      readonly failure: JointFailure | null;
      readonly at: Date;
      readonly actorId: string;
    },
  ): Promise<unknown> {
    return queries.query(END, [end.id, end.orderId, end.failure, end.at, end.actorId]);
  }

  lapse(queries: Queries, at: Date): Promise<EndedJointOrder[]> {
    return queries.query(LAPSE, [at]);
  }

  followEndedMandates(queries: Queries, mandateIds: readonly string[], at: Date): Promise<EndedJointOrder[]> {
    return queries.query(FOLLOW, [mandateIds, at]);
  }
}
