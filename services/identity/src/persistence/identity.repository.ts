import { Injectable } from '@nestjs/common';
import { type Actor, Database, type Queries, statement } from '@owncourse/kernel/contract';

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

export interface OrganisationRow {
  readonly id: string;
  readonly name: string;
}

/** How much there is of everything, and how far the readers of the outbox are behind. */
export interface Totals {
  readonly councils: number;
  readonly people: number;
  readonly organisations: number;
  readonly waiting: number;
  readonly seconds: number;
}

export interface LookUp {
  readonly id: string;
  readonly councilId: string;
  readonly personId: string;
  readonly officerId: string;
  readonly officerRole: string;
  readonly what: string;
  readonly at: Date;
}

export interface SafetyReport {
  readonly id: string;
  readonly councilId: string;
  readonly personId: string | null;
  readonly message: string;
  readonly reach: string | null;
  readonly at: Date;
}

const COUNCIL_COLUMNS = 'id, key, name, safeguarding_phone, contact_phone';
const ACTOR = statement('identity.actor', 'select identity.actor($1, $2) as actor');
const LOOK_UPS = statement('identity.look-ups-of-reader', 'select * from identity.look_ups_of_reader($1)');
const RECORD_LOOK_UP = statement(
  'identity.record-look-up',
  'select identity.record_look_up($1, $2, $3, $4, $5, $6, $7)',
);
const REPORT = statement('identity.report-not-safe', 'select identity.report_not_safe($1, $2, $3, $4, $5, $6)');
const PEOPLE = statement('identity.person-names', 'select * from identity.person_names($1::uuid[])');
const COUNCILS = statement(
  'identity.councils',
  `select ${COUNCIL_COLUMNS} from identity.council where id <> identity.self_funders_house() order by name`,
);
const COUNCILS_BY_ID = statement(
  'identity.councils-by-id',
  `select ${COUNCIL_COLUMNS} from identity.council where id = any ($1::uuid[])`,
);
const ORGANISATIONS = statement('identity.organisation-names', 'select * from identity.organisation_names($1::uuid[])');
const TOTALS = statement(
  'identity.totals',
  `select t.councils, t.people, t.organisations, l.waiting::int as waiting, l.oldest_seconds::int as seconds
   from identity.totals() t, kernel.outbox_lag($1) l`,
);
const POLICY = statement('identity.policy', 'select identity.policy($1, $2, $3) as value');

@Injectable()
export class IdentityRepository {
  constructor(private readonly database: Database) {}

  async actor(personId: string, at: Date): Promise<Actor | null> {
    return (await this.database.call<{ actor: Actor | null }>(ACTOR, [personId, at]))[0]?.actor ?? null;
  }

  /** Of the reader of the scope: at most 50, newest first. */
  lookUps(queries: Queries, at: Date): Promise<LookUpRow[]> {
    return queries.query<LookUpRow>(LOOK_UPS, [at]);
  }

  async insertLookUp(look: LookUp): Promise<void> {
    const { id, councilId, personId, officerId, officerRole, what, at } = look;
    await this.database.call(RECORD_LOOK_UP, [id, councilId, personId, officerId, officerRole, what, at]);
  }

  insertSafetyReport(
    queries: Queries,
    { councilId, id, personId, message, reach, at }: SafetyReport,
  ): Promise<unknown> {
    return queries.query(REPORT, [councilId, id, personId, message, reach, at]);
  }

  people(queries: Queries, ids: readonly string[]): Promise<PersonRow[]> {
    return queries.query<PersonRow>(PEOPLE, [ids]);
  }

  councils(queries: Queries, ids: readonly string[]): Promise<CouncilRow[]> {
    return queries.query<CouncilRow>(COUNCILS_BY_ID, [ids]);
  }

  /** Outside any scope: councils are public. By name. */
  allCouncils(): Promise<CouncilRow[]> {
    return this.database.call<CouncilRow>(COUNCILS);
  }

  organisations(queries: Queries, ids: readonly string[]): Promise<OrganisationRow[]> {
    return queries.query<OrganisationRow>(ORGANISATIONS, [ids]);
  }

  async organisationName(id: string): Promise<string | null> {
    return (await this.database.call<OrganisationRow>(ORGANISATIONS, [[id]]))[0]?.name ?? null;
  }

  async totals(at: Date): Promise<Totals | null> {
    return (await this.database.call<Totals>(TOTALS, [at]))[0] ?? null;
  }

  async policy(councilId: string, key: string, on: string): Promise<unknown> {
    return (await this.database.call<{ value: unknown }>(POLICY, [councilId, key, on]))[0]?.value ?? null;
  }
}
