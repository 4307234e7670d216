import { Injectable } from '@nestjs/common';
import { type Actor, Database, type Pence, type Queries, rowScope, statement } from '@owncourse/kernel/contract';
import type { GrantMandate } from '../contract/identity.port.js';

export interface MandateRow {
  readonly id: string;
  readonly council_id: string;
  readonly person_id: string;
  readonly actor_person_id: string;
  readonly actor_organisation_id: string;
  readonly type: string;
  readonly scopes: readonly string[];
  readonly starts_on: string;
  readonly ends_on: string | null;
  readonly ended_at: Date | null;
  readonly per_order_limit_pence: Pence | null;
  readonly per_month_limit_pence: Pence | null;
  readonly evidence: string | null;
  readonly joint: boolean;
  readonly declared_conflict: string | null;
  readonly end_reason: string | null;
}

export interface LifeRecordRow {
  readonly id: string;
  readonly kind: string;
  readonly on_date: string;
  readonly evidence: string;
  readonly recorded_by: string;
  readonly recorded_at: Date;
}

export interface MandateQuestionRow {
  readonly id: string;
  readonly mandate_id: string;
  readonly message: string;
  readonly wants_advocate: boolean;
  readonly at: Date;
}

export interface MandateCandidate {
  readonly person_id: string;
  readonly brokerage_id: string | null;
}

const COLUMNS = `id, council_id, person_id, actor_person_id, actor_organisation_id, type, scopes, starts_on, ends_on, ended_at,
  per_order_limit_pence, per_month_limit_pence, evidence, joint, declared_conflict, end_reason`;
const GIVEN = statement(
  'identity.mandates-given',
  `select ${COLUMNS} from identity.mandate where person_id = $1 order by granted_at desc, id limit 200`,
);
const HELD = statement(
  'identity.mandates-held',
  `select ${COLUMNS} from identity.mandate where id = any ($1::uuid[]) order by id`,
);
const BY_ID = statement('identity.mandate', `select ${COLUMNS} from identity.mandate where id = $1`);
const OF_PERSON = statement(
  'identity.mandates-of-person',
  `select ${COLUMNS} from identity.mandate where person_id = $1 order by ended_at is not null, granted_at desc, id limit 200`,
);
const HAS_CAPACITY = statement('identity.has-capacity', 'select identity.has_capacity($1) as has');
const RECORDS = statement(
  'identity.life-records',
  `select id, kind, on_date, evidence, recorded_by, recorded_at from identity.life_record where person_id = $1
   order by recorded_at desc, id desc limit 50`,
);
const QUESTIONS = statement(
  'identity.mandate-questions',
  `select id, mandate_id, message, wants_advocate, at from identity.mandate_question where person_id = $1 order by at desc, id desc limit 50`,
);
const USED = statement(
  'identity.mandates-used',
  `select mandate_id as id, used_pence from identity.mandate_use where mandate_id = any ($1::uuid[]) and month = date_trunc('month', $2::date)::date`,
);
const STAKES = statement(
  'identity.stakes',
  `select s.holder_id as id, array_agg(o.name order by o.name) as names
   from identity.stakes($1::uuid[]) s join identity.organisation o on o.id = s.organisation_id group by s.holder_id`,
);
const PAY_SELF = statement(
  'identity.people-who-pay-themselves',
  'select p.id, identity.is_self_funder(p.id) as pays_self from unnest($1::uuid[]) as p (id)',
);
const GRANT = statement('identity.grant-mandate', 'select identity.grant_mandate($1, $2, $3)');
const END = statement('identity.end-mandate', 'select identity.end_mandate($1, $2, $3) as ended');
const CANDIDATE = statement('identity.mandate-candidate', 'select * from identity.mandate_candidate($1)');
const FUNDING = statement('identity.funding-council', 'select identity.funding_council($1, $2) as council_id');
const IS_CLIENT = statement(
  'identity.is-client',
  'select exists (select from identity.client_facts($1, array[$2::uuid])) as known',
);
const CAN_ACT = statement(
  'identity.can-act-for-others',
  `select (exists (select from identity.person_names(array[$1::uuid]))) <>
     (exists (select from identity.organisation where id = $2 and kind = 'BROKERAGE')) as known`,
);

@Injectable()
export class MandateRepository {
  constructor(private readonly database: Database) {}

  given(queries: Queries, personId: string): Promise<MandateRow[]> {
    return queries.query<MandateRow>(GIVEN, [personId]);
  }

  held(queries: Queries, ids: readonly string[]): Promise<MandateRow[]> {
    return queries.query<MandateRow>(HELD, [ids]);
  }

  /** Of a person that the reader may know of; those that run first. */
  ofPerson(queries: Queries, personId: string): Promise<MandateRow[]> {
    return queries.query<MandateRow>(OF_PERSON, [personId]);
  }

  async hasCapacity(queries: Queries, personId: string): Promise<boolean> {
    return (await queries.query<{ has: boolean }>(HAS_CAPACITY, [personId]))[0]?.has ?? true;
  }

  lifeRecords(queries: Queries, personId: string): Promise<LifeRecordRow[]> {
    return queries.query<LifeRecordRow>(RECORDS, [personId]);
  }

  questions(queries: Queries, personId: string): Promise<MandateQuestionRow[]> {
    return queries.query<MandateQuestionRow>(QUESTIONS, [personId]);
  }

  /** What was ordered under each in the month of a London day; none for those that were not used. */
  used(queries: Queries, ids: readonly string[], on: string): Promise<{ id: string; used_pence: Pence }[]> {
    return queries.query<{ id: string; used_pence: Pence }>(USED, [ids, on]);
  }

  /** Names of the providers that people and brokerages have a stake in. */
  stakes(queries: Queries, holderIds: readonly string[]): Promise<{ id: string; names: string[] }[]> {
    return queries.query<{ id: string; names: string[] }>(STAKES, [holderIds]);
  }

  /** Whether people buy with their own money. */
  paySelf(queries: Queries, personIds: readonly string[]): Promise<{ id: string; pays_self: boolean }[]> {
    return queries.query<{ id: string; pays_self: boolean }>(PAY_SELF, [personIds]);
  }

  /** A mandate that the actor may know of. */
  asSeenBy(actor: Actor, id: string): Promise<MandateRow | null> {
    return this.database.transaction(
      rowScope(actor),
      async (queries) => (await queries.query<MandateRow>(BY_ID, [id]))[0] ?? null,
    );
  }

  /** Who has this e-mail, and the brokerage they work for. */
  async candidate(email: string): Promise<MandateCandidate | null> {
    return (await this.database.call<MandateCandidate>(CANDIDATE, [email]))[0] ?? null;
  }

  async fundingCouncil(personId: string, on: string): Promise<string | null> {
    return (await this.database.call<{ council_id: string | null }>(FUNDING, [personId, on]))[0]?.council_id ?? null;
  }

  /** Whether the council has, or ever had, this person as a client. */
  async isClient(councilId: string, personId: string): Promise<boolean> {
    return (await this.database.call<{ known: boolean }>(IS_CLIENT, [councilId, personId]))[0]?.known === true;
  }

  /** Whether exactly one of the two is named, and is somebody, or a brokerage. */
  async canActForOthers({ actorPersonId, actorOrganisationId }: GrantMandate): Promise<boolean> {
    if ((actorPersonId === undefined) === (actorOrganisationId === undefined)) return false;
    const values = [actorPersonId ?? null, actorOrganisationId ?? null];
    return (await this.database.call<{ known: boolean }>(CAN_ACT, values))[0]?.known === true;
  }

  insert(
    queries: Queries,
    mandate: GrantMandate & { readonly id: string; readonly councilId: string },
    at: Date,
    by: string,
  ): Promise<unknown> {
    const row = {
      ...mandate,
      perOrderLimitPence: mandate.perOrderLimitPence?.toString() ?? null,
      perMonthLimitPence: mandate.perMonthLimitPence?.toString() ?? null,
    };
    return queries.query(GRANT, [JSON.stringify(row), at, by]);
  }

  /** Waits for whoever uses it now. @returns false when it had ended before */
  async end(queries: Queries, id: string, at: Date, by: string): Promise<boolean> {
    return (await queries.query<{ ended: boolean }>(END, [id, at, by]))[0]?.ended === true;
  }
}
