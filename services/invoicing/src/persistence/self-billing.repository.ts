import { Injectable } from '@nestjs/common';
import { type Queries, statement } from '@owncourse/kernel/contract';
import type { PartyFacts } from '../domain/document-facts.js';

export interface SelfBillingRow {
  readonly id: string;
  readonly council_id: string;
  readonly provider_id: string;
  readonly prefix: string;
  /** London days, both of them in it. */
  readonly starts_on: string;
  readonly ends_on: string;
  readonly words: string;
  readonly agreed_by: string;
  readonly agreed_at: Date;
  readonly ended_at: Date | null;
  /** The council's signature; null until it has signed. */
  readonly countersigned_by: string | null;
  readonly countersigned_at: Date | null;
  readonly council_words: string | null;
  readonly declined_at: Date | null;
  readonly decline_reason: string | null;
}

export interface LegalDetailsRow {
  /** Null where none are known. */
  readonly details: PartyFacts | null;
  readonly covers_from: string | null;
}

const COLUMNS = `select a.id, a.council_id, a.provider_id, a.prefix, lower(a.covers) as starts_on, upper(a.covers) - 1 as ends_on, a.words, a.agreed_by, a.agreed_at, a.ended_at, a.countersigned_by, a.countersigned_at, a.council_words,
    a.declined_at, a.decline_reason
  from invoicing.self_billing_agreement a`;
const ALL = statement('invoicing.self-billing-agreements', `${COLUMNS} order by upper(a.covers) desc, a.id limit 200`);
const ONE = statement('invoicing.self-billing-agreement', `${COLUMNS} where a.id = $1`);
const DETAILS = statement('invoicing.billing-party-of', 'select * from invoicing.billing_party_of($1, $2)');
const DEALING = statement(
  'invoicing.councils-dealt-with',
  'select w.council_id, n.name from invoicing.dealing_with(null, $1) w join lateral identity.council_names(array[w.council_id]) n on true order by n.name',
);

/** Agreements to self-billing, and legal details; row-level security leaves out what is not the reader's. */
@Injectable()
export class SelfBillingRepository {
  /** Those that end last, first. */
  all(queries: Queries): Promise<SelfBillingRow[]> {
    return queries.query<SelfBillingRow>(ALL);
  }

  async byId(queries: Queries, id: string): Promise<SelfBillingRow | null> {
    return (await queries.query<SelfBillingRow>(ONE, [id]))[0] ?? null;
  }

  /** Null where the reader may not see them. @param on London day */
  async legalDetails(queries: Queries, organisationId: string, on: string): Promise<LegalDetailsRow | null> {
    return (await queries.query<LegalDetailsRow>(DETAILS, [organisationId, on]))[0] ?? null;
  }

  /** Councils that a provider has agreed prices with, or invoices to. */
  councilsOf(queries: Queries, providerId: string): Promise<{ council_id: string; name: string }[]> {
    return queries.query<{ council_id: string; name: string }>(DEALING, [providerId]);
  }
}
