import { Injectable } from '@nestjs/common';
import { type Pence, type Queries, statement } from '@owncourse/kernel/contract';
import type { ByTelephone, StartTelephoneCallInput } from '../contract/order-inputs.js';
import type { CallAct } from '../domain/call-letter.js';
import type { LetterContent } from '../domain/letter-content.js';
import type { CallerChecked } from '../domain/telephone.js';

export type TelephoneActKind = 'ORDERED' | 'CONFIRMED' | 'QUESTIONED' | 'CANCELLED';

export interface TelephoneCallRow {
  readonly id: string;
  readonly person_id: string;
  readonly taken_by_name: string | null;
  readonly caller: 'PERSON' | 'SPEAKER';
  readonly speaker_name: string | null;
  readonly known_by_voice: boolean;
  readonly facts: readonly string[];
  readonly began_at: Date;
  readonly open_until: Date;
  readonly ended_at: Date | null;
}

/** A call that has just ended. */
export interface EndedCall {
  readonly council_id: string;
  readonly person_id: string;
  readonly taken_by: string;
  readonly caller: 'PERSON' | 'SPEAKER';
  readonly speaker_name: string | null;
  readonly began_at: Date;
}

export interface TelephoneActRow {
  readonly call_id: string;
  readonly subject_id: string;
  readonly kind: TelephoneActKind;
  readonly order_id: string;
  readonly at: Date;
  readonly words_read: string;
  /** The price of one visit, what a visit cost, or the fee. */
  readonly pence: Pence;
  readonly service_name: string | null;
  readonly provider_name: string | null;
  readonly order_kind: 'ONE_OFF' | 'STANDING';
  /** London days of the visits it is about; null for what was ordered. */
  readonly on_date: string | null;
  readonly last_on: string | null;
  readonly visits: number;
  /** What was not right with a visit. */
  readonly reason: string | null;
}

const START = statement(
  'ordering.start-call',
  'select ordering.start_call($1, $2, $3, $4, $5, $6, $7::text[], $8, $9)',
);
const END = statement('ordering.end-call', 'select * from ordering.end_call($1, $2, $3)');
const LEFT_OPEN = statement('ordering.calls-left-open', 'select id from ordering.calls_left_open($1)');
const RECORD = statement(
  'ordering.record-telephone-acts',
  'select ordering.record_telephone_acts($1, $2, $3::uuid[], $4::uuid[], $5::uuid[], $6::bigint[], $7, $8)',
);
const ACTS = statement('ordering.acts-of-calls', 'select * from ordering.acts_of_calls($1::uuid[])');
const LETTER = statement('ordering.insert-call-letter', 'select ordering.insert_call_letter($1, $2, $3, $4, $5, $6)');
const LETTERS_OF = statement(
  'ordering.letters-of-calls',
  'select call_id, id from ordering.letter where call_id = any ($1::uuid[])',
);
const NAMES = statement('ordering.call-names', 'select id, name from identity.person_names($1::uuid[])');
const COLUMNS = `c.id, c.person_id, n.name as taken_by_name, c.caller, c.speaker_name, c.known_by_voice,
  array_remove(array[c.first_fact, c.second_fact], null) as facts, c.began_at, c.open_until, c.ended_at`;
const FROM = 'from ordering.telephone_call c left join identity.person_names(array[c.taken_by]) n on true';
const BY_ID = statement('ordering.call-by-id', `select ${COLUMNS} ${FROM} where c.id = $1`);
const OPEN = statement(
  'ordering.open-calls',
  `select ${COLUMNS} ${FROM} where c.taken_by = $1 and c.ended_at is null and c.open_until > $2 order by c.began_at desc, c.id limit 20`,
);

/** Records in the transaction that does it what was done in a call. */
export function recordTelephoneActs(
  queries: Queries,
  telephone: ByTelephone | null,
  kind: TelephoneActKind,
  acts: readonly { subjectId: string; orderId: string; deliveryId: string | null; pence: Pence }[],
  at: Date,
): void {
  if (telephone === null) return;
  void queries.query(RECORD, [
    telephone.callId,
    kind,
    acts.map((act) => act.subjectId),
    acts.map((act) => act.orderId),
    acts.map((act) => act.deliveryId),
    acts.map((act) => act.pence.toString()),
    telephone.wordsRead,
    at,
  ]);
}

export function callActOf(row: TelephoneActRow): CallAct {
  return {
    kind: row.kind,
    serviceName: row.service_name ?? 'Support',
    providerName: row.provider_name ?? 'the provider',
    isStanding: row.order_kind === 'STANDING',
    firstOn: row.on_date,
    lastOn: row.last_on,
    visits: row.visits,
    pence: row.pence,
    reason: row.reason,
  };
}

/** Calls as the reader; row-level security leaves out what is not theirs. */
@Injectable()
export class TelephoneRepository {
  /** Refuses NO_MANDATE, NO_BUDGET, PERSON_HAS_DIED, NEEDS_CAPACITY, OFFICER_CONFLICT */
  start(
    queries: Queries,
    call: {
      id: string;
      input: StartTelephoneCallInput;
      checked: CallerChecked;
      lookId: string;
      actorId: string;
      at: Date;
    },
  ): Promise<unknown> {
    const { id, input, checked, lookId, actorId, at } = call;
    const { speakerName, knownByVoice, facts } = checked;
    return queries.query(START, [
      id,
      input.personId,
      actorId,
      input.caller,
      speakerName,
      knownByVoice,
      facts,
      lookId,
      at,
    ]);
  }

  /** @param actorId null for the job. Refuses NOT_FOUND, CALL_OVER */
  async end(queries: Queries, callId: string, actorId: string | null, at: Date): Promise<EndedCall | null> {
    return (await queries.query<EndedCall>(END, [callId, actorId, at]))[0] ?? null;
  }

  async leftOpen(queries: Queries, at: Date): Promise<string[]> {
    return (await queries.query<{ id: string }>(LEFT_OPEN, [at])).map(({ id }) => id);
  }

  /** For calls that the reader was seen to have. */
  actsOf(queries: Queries, callIds: readonly string[]): Promise<TelephoneActRow[]> {
    return queries.query<TelephoneActRow>(ACTS, [callIds]);
  }

  insertLetter(
    queries: Queries,
    letter: { councilId: string; id: string; personId: string; callId: string; content: LetterContent; at: Date },
  ): Promise<unknown> {
    const { councilId, id, personId, callId, content, at } = letter;
    return queries.query(LETTER, [councilId, id, personId, callId, JSON.stringify(content), at]);
  }

  lettersOf(queries: Queries, callIds: readonly string[]): Promise<{ call_id: string; id: string }[]> {
    return queries.query(LETTERS_OF, [callIds]);
  }

  async nameOf(queries: Queries, personId: string): Promise<string | null> {
    return (await queries.query<{ name: string }>(NAMES, [[personId]]))[0]?.name ?? null;
  }

  async byId(queries: Queries, id: string): Promise<TelephoneCallRow | null> {
    return (await queries.query<TelephoneCallRow>(BY_ID, [id]))[0] ?? null;
  }

  open(queries: Queries, actorId: string, at: Date): Promise<TelephoneCallRow[]> {
    return queries.query<TelephoneCallRow>(OPEN, [actorId, at]);
  }
}
