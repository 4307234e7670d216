import { Injectable } from '@nestjs/common';
import { type Actor, Database, type Pence, type Queries, statement } from '@owncourse/kernel/contract';

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
}

export interface LookUpRow {
  readonly id: string;
  readonly officer_id: string;
  readonly officer_role: string;
  readonly what: string;
  readonly at: Date;
}

export interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly communication_needs: readonly string[];
  readonly postcode_district: string | null;
}

export interface CouncilRow {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly safeguarding_phone: string;
  readonly contact_phone: string;
}

export interface Named {
  readonly id: string;
  readonly name: string;
}

const MANDATE_COLUMNS = `id, council_id, person_id, actor_person_id, actor_organisation_id, type, scopes, starts_on, ends_on, ended_at,
  per_order_limit_pence, per_month_limit_pence, evidence`;
const SESSION_ACTOR = statement('identity.session-actor', 'select identity.session_actor($1, $2) as actor');
const ACTOR = statement('identity.actor', 'select identity.actor($1, $2) as actor');
const MANDATES_GIVEN = statement(
  'identity.mandates-given',
  `select ${MANDATE_COLUMNS} from identity.mandate where person_id = $1 order by granted_at desc, id limit 200`,
);
const MANDATES_HELD = statement(
  'identity.mandates-held',
  `select ${MANDATE_COLUMNS} from identity.mandate where id = any ($1::uuid[]) order by id`,
);
const MANDATE = statement('identity.mandate', `select ${MANDATE_COLUMNS} from identity.mandate where id = $1`);
const LOOK_UPS = statement(
  'identity.look-ups',
  'select id, officer_id, officer_role, what, at from identity.look_up where person_id = $1 order by at desc, id desc limit 50',
);
const PEOPLE = statement('identity.person-names', 'select * from identity.person_names($1::uuid[])');
const COUNCILS = statement(
  'identity.councils',
  'select id, key, name, safeguarding_phone, contact_phone from identity.council where $1::uuid[] is null or id = any ($1::uuid[]) order by name',
);
const ORGANISATIONS = statement('identity.organisation-names', 'select * from identity.organisation_names($1::uuid[])');
const TOTALS = statement('identity.totals', 'select * from identity.totals()');
const POLICY = statement('identity.policy', 'select identity.policy($1, $2, $3) as value');

@Injectable()
export class IdentityRepository {
  constructor(private readonly database: Database) {}

  async sessionActor(tokenHash: Buffer, at: Date): Promise<Actor | null> {
    return (await this.database.call<{ actor: Actor | null }>(SESSION_ACTOR, [tokenHash, at]))[0]?.actor ?? null;
  }

  async actor(personId: string, at: Date): Promise<Actor | null> {
    return (await this.database.call<{ actor: Actor | null }>(ACTOR, [personId, at]))[0]?.actor ?? null;
  }

  mandatesGiven(queries: Queries, personId: string): Promise<MandateRow[]> {
    return queries.query<MandateRow>(MANDATES_GIVEN, [personId]);
  }

  mandatesHeld(queries: Queries, ids: readonly string[]): Promise<MandateRow[]> {
    return queries.query<MandateRow>(MANDATES_HELD, [ids]);
  }

  async mandate(queries: Queries, id: string): Promise<MandateRow | null> {
    return (await queries.query<MandateRow>(MANDATE, [id]))[0] ?? null;
  }

  lookUps(queries: Queries, personId: string): Promise<LookUpRow[]> {
    return queries.query<LookUpRow>(LOOK_UPS, [personId]);
  }

  people(queries: Queries, ids: readonly string[]): Promise<PersonRow[]> {
    return queries.query<PersonRow>(PEOPLE, [ids]);
  }

  councils(queries: Queries, ids: readonly string[] | null): Promise<CouncilRow[]> {
    return queries.query<CouncilRow>(COUNCILS, [ids]);
  }

  /** Outside any scope: councils are public. */
  councilsNow(): Promise<CouncilRow[]> {
    return this.database.call<CouncilRow>(COUNCILS, [null]);
  }

  organisations(queries: Queries, ids: readonly string[]): Promise<Named[]> {
    return queries.query<Named>(ORGANISATIONS, [ids]);
  }

  async organisationName(id: string): Promise<string | null> {
    return (await this.database.call<Named>(ORGANISATIONS, [[id]]))[0]?.name ?? null;
  }

  async totals(): Promise<{ councils: number; people: number; organisations: number }> {
    return (
      (await this.database.call<{ councils: number; people: number; organisations: number }>(TOTALS))[0] ?? {
        councils: 0,
        people: 0,
        organisations: 0,
      }
    );
  }

  async policy(councilId: string, key: string, on: string): Promise<unknown> {
    return (await this.database.call<{ value: unknown }>(POLICY, [councilId, key, on]))[0]?.value ?? null;
  }
}
