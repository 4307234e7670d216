import { Injectable } from '@nestjs/common';
import { type Pence, type Queries, statement } from '@owncourse/kernel/contract';

export type DisputeSide = 'PERSON' | 'PROVIDER' | 'COUNCIL';
export type DisputeOutcome = 'AGREED' | 'WITHDRAWN' | 'PAY_FULL' | 'PAY_PART' | 'PAY_NOTHING';

export interface DisputeRow {
  readonly id: string;
  readonly council_id: string;
  readonly delivery_id: string;
  readonly occurrence_id: string;
  readonly order_id: string;
  readonly person_id: string;
  readonly budget_id: string;
  readonly provider_id: string;
  readonly status: 'OPEN' | 'ANSWERED' | 'SETTLED';
  readonly opened_at: Date;
  readonly after_accrual: boolean;
  readonly noted_quantity: string;
  readonly noted_pence: Pence;
  readonly offered_quantity: string | null;
  readonly offered_pence: Pence | null;
  /** Null where no council decides, because somebody pays themselves. */
  readonly to_council_on: string | null;
  readonly with_council_at: Date | null;
  readonly outcome: DisputeOutcome | null;
  readonly settled_quantity: string | null;
  readonly settled_pence: Pence | null;
  readonly settled_at: Date | null;
  readonly settled_by: string | null;
  readonly settled_by_name: string | null;
  readonly settled_reason: string | null;
  readonly credit_owed_pence: Pence;
}

export interface DisputeMessageRow {
  readonly id: string;
  readonly dispute_id: string;
  readonly side: DisputeSide;
  readonly author_name: string | null;
  readonly body: string;
  readonly at: Date;
}

/** Until when a note may be questioned, and the thread about it. */
export interface QuestionRow {
  readonly delivery_id: string;
  readonly dispute_id: string | null;
  /** London day; null when it can not be questioned (any more, or again). */
  readonly question_until: string | null;
}

export interface DisputeFilter {
  readonly ids?: readonly string[] | null;
  readonly personId?: string | null;
  readonly withCouncil?: boolean | null;
  readonly settled?: boolean | null;
}

const COLUMNS = `d.id, d.council_id, d.delivery_id, d.occurrence_id, d.order_id, d.person_id, d.budget_id, d.provider_id, d.status, d.opened_at, d.after_accrual,
  trim_scale(d.noted_quantity)::text as noted_quantity, d.noted_pence, trim_scale(d.offered_quantity)::text as offered_quantity, d.offered_pence,
  case when d.council_id <> identity.self_funders_house() then d.to_council_on end as to_council_on,
  d.with_council_at, d.outcome, trim_scale(d.settled_quantity)::text as settled_quantity, d.settled_pence, d.settled_at, d.settled_by,
  (select n.name from identity.person_names(array[d.settled_by]) n) as settled_by_name, d.settled_reason, d.credit_owed_pence`;
const DISPUTES = statement(
  'ordering.disputes',
  `select ${COLUMNS} from ordering.dispute d
   where ($1::uuid[] is null or d.id = any ($1::uuid[])) and ($2::uuid is null or d.person_id = $2::uuid)
     and ($3::boolean is null or (d.with_council_at is not null) = $3::boolean)
     and ($4::boolean is null or (d.status = 'SETTLED') = $4::boolean)
   order by coalesce(d.with_council_at, d.opened_at) desc, d.id limit $5`,
);
const MESSAGES = statement(
  'ordering.dispute-messages',
  `select m.id, m.dispute_id, m.side, (select n.name from identity.person_names(array[m.author_id]) n) as author_name, m.body, m.at
   from ordering.dispute_message m where m.dispute_id = any ($1::uuid[]) order by m.at, m.id`,
);
// RECORDED: until it confirms itself, so no day ends it. CONFIRMED: the council's days after that, once.
const QUESTIONS = statement(
  'ordering.question-terms',
  `select n.id as delivery_id, t.id as dispute_id,
     case when n.status = 'RECORDED' then 'infinity'::date::text
       when n.status = 'CONFIRMED' and not coalesce(t.status <> 'SETTLED' or t.after_accrual or t.outcome like 'PAY_%', false)
         then ((n.confirmed_at at time zone 'Europe/London')::date + coalesce((identity.policy(n.council_id, 'disputeDays', $2::date) #>> '{}')::int, $3::int))::text end as question_until
   from ordering.delivery n
   left join lateral (select d.id, d.status, d.after_accrual, d.outcome from ordering.dispute d where d.delivery_id = n.id order by d.opened_at desc limit 1) t on true
   where n.id = any ($1::uuid[])`,
);
const OPEN = statement(
  'ordering.open-dispute',
  'select ordering.open_dispute($1, $2, $3, $4, $5, $6, $7, $8, $9) as id',
);
const ADD_MESSAGE = statement(
  'ordering.add-dispute-message',
  'select ordering.add_dispute_message($1, $2, $3, $4, $5, $6)',
);
const ANSWER = statement('ordering.answer-dispute', 'select ordering.answer_dispute($1, $2, $3, $4, $5, $6, $7, $8)');
const ASK_COUNCIL = statement('ordering.ask-council', 'select ordering.ask_council($1, $2)');
const END = statement('ordering.end-dispute', 'select ordering.end_dispute($1, $2, $3, $4, $5, $6, $7, $8)');

/** Days after confirming in which a visit may be questioned, where the council has not said otherwise. */
export const DEFAULT_DISPUTE_DAYS = 28;

interface Who {
  readonly at: Date;
  readonly actorId: string;
}

/** Threads about visits; row-level security leaves out what is not the reader's. */
@Injectable()
export class DisputeRepository {
  disputes(queries: Queries, filter: DisputeFilter, most: number): Promise<DisputeRow[]> {
    const { ids, personId, withCouncil, settled } = filter;
    return queries.query<DisputeRow>(DISPUTES, [
      ids ?? null,
      personId ?? null,
      withCouncil ?? null,
      settled ?? null,
      most,
    ]);
  }

  messages(queries: Queries, disputeIds: readonly string[]): Promise<DisputeMessageRow[]> {
    return queries.query<DisputeMessageRow>(MESSAGES, [disputeIds]);
  }

  questions(queries: Queries, deliveryIds: readonly string[], today: string): Promise<QuestionRow[]> {
    return queries.query<QuestionRow>(QUESTIONS, [deliveryIds, today, DEFAULT_DISPUTE_DAYS]);
  }

  /** Refuses WRONG_STATE, TOO_LATE_TO_QUESTION {lastDay}, DECIDED_ALREADY. */
  open(
    queries: Queries,
    dispute: {
      id: string;
      deliveryId: string;
      reason: string;
      messageId: string;
      toCouncilOn: string;
      days: number;
      eventId: string;
    } & Who,
  ): Promise<unknown> {
    const { id, deliveryId, reason, messageId, toCouncilOn, days, at, eventId, actorId } = dispute;
    return queries.query(OPEN, [id, deliveryId, reason, messageId, toCouncilOn, days, at, eventId, actorId]);
  }

  addMessage(
    queries: Queries,
    message: { id: string; disputeId: string; side: DisputeSide; body: string } & Who,
  ): Promise<unknown> {
    const { id, disputeId, side, body, at, actorId } = message;
    return queries.query(ADD_MESSAGE, [id, disputeId, side, body, at, actorId]);
  }

  /** @param answer.silenceEnds day on which silence confirms what was put right */
  answer(
    queries: Queries,
    answer: {
      deliveryId: string;
      providerId: string;
      quantity: string;
      amountPence: Pence;
      silenceEnds: string | null;
      eventId: string;
    } & Who,
  ): Promise<unknown> {
    const { deliveryId, providerId, quantity, amountPence, silenceEnds, at, eventId, actorId } = answer;
    return queries.query(ANSWER, [
      deliveryId,
      providerId,
      quantity,
      amountPence.toString(),
      silenceEnds,
      at,
      eventId,
      actorId,
    ]);
  }

  askCouncil(queries: Queries, disputeId: string, at: Date): Promise<unknown> {
    return queries.query(ASK_COUNCIL, [disputeId, at]);
  }

  end(
    queries: Queries,
    end: {
      disputeId: string;
      outcome: DisputeOutcome;
      quantity: string;
      amountPence: Pence;
      reason: string | null;
      eventId: string;
    } & Who,
  ): Promise<unknown> {
    const { disputeId, outcome, quantity, amountPence, reason, at, eventId, actorId } = end;
    return queries.query(END, [disputeId, outcome, quantity, amountPence.toString(), reason, at, eventId, actorId]);
  }
}
