import { Injectable } from '@nestjs/common';
import { type Pence, type Queries, statement } from '@owncourse/kernel/contract';
import type { PartyFacts } from '../domain/document-facts.js';
import type { VatCategory, VatStatus } from '../domain/vat.js';

export type ChargeState = 'DUE' | 'ASKING' | 'NEEDS_PERSON' | 'DECLINED' | 'PAID' | 'NOT_OWED';

export interface ChargeRow {
  readonly id: string;
  readonly person_id: string;
  readonly provider_id: string;
  readonly order_id: string;
  readonly for_on: string;
  readonly owed_pence: Pence;
  readonly paid_pence: Pence;
  readonly back_pence: Pence;
  readonly state: ChargeState;
  readonly declined_code: string | null;
  readonly next_try_at: Date | null;
  readonly paid_at: Date | null;
  readonly is_disputed: boolean;
  /** What was bought. */
  readonly description: string;
  readonly vat_category: VatCategory;
  readonly vat_status: VatStatus;
  readonly vat_percent: string;
  /** Inside what was paid, or is owed while nothing was. */
  readonly vat_pence: Pence;
  /** Inside what was given back. */
  readonly vat_back_pence: Pence;
}

/** Who was paid. */
export interface SellerRow {
  /** The charge's. */
  readonly id: string;
  readonly name: string;
  readonly party: PartyFacts | null;
}

export interface KeptCardRow {
  readonly brand: string;
  readonly last_four: string;
  readonly expiry_month: number;
  readonly expiry_year: number;
  readonly kept_at: Date;
}

export interface AccountRow {
  readonly account_id: string | null;
  readonly can_be_paid: boolean;
  readonly details_given: boolean;
  readonly asked_count: number;
}

export interface SumRow {
  readonly provider_id: string;
  readonly charge_count: number;
  readonly people_count: number;
  readonly owed_pence: Pence;
  readonly paid_pence: Pence;
  readonly back_pence: Pence;
}

export interface ReferenceRow {
  readonly for_on: string;
  readonly owed_pence: Pence;
  readonly paid_pence: Pence;
  readonly back_pence: Pence;
  readonly state: ChargeState;
  readonly payments: readonly string[];
}

const CHARGE = `select c.id, c.person_id, c.provider_id, c.order_id, c.for_on, c.owed_pence, c.paid_pence, c.back_pence, c.state, c.declined_code,
  c.next_try_at, c.paid_at, c.description, c.vat_category, c.vat_status, c.vat_percent,
  invoicing.vat_in(case when c.paid_pence > 0 then c.paid_pence else c.owed_pence end, c.vat_percent) as vat_pence,
  invoicing.vat_in(c.back_pence, c.vat_percent) as vat_back_pence, invoicing.is_card_disputed(c.id) as is_disputed`;
const SEEN = `${CHARGE} from invoicing.card_charge c`;
const BY_ID = statement('invoicing.card-charge', `${SEEN} where c.id = $1`);
const OF_PROVIDER = statement(
  'invoicing.card-charges-of-provider',
  `${SEEN} where c.provider_id = $1 and (c.state <> 'NOT_OWED' or c.paid_pence > 0) order by c.for_on desc, c.id desc limit $2`,
);
const TO_PAY = statement(
  'invoicing.card-charges-to-pay',
  `${CHARGE} from invoicing.card_charges_to_pay($1::uuid[], $2, $3) c`,
);
const CARD = statement(
  'invoicing.kept-card',
  'select brand, last_four, expiry_month, expiry_year, kept_at from invoicing.kept_card where person_id = $1 and removed_at is null',
);
const KEEPER = statement(
  'invoicing.name-of-card-keeper',
  'select n.id, n.name from identity.person_names(array[invoicing.card_keeper($1, $2)]) n',
);
const ACCOUNT = statement(
  'invoicing.card-account',
  'select account_id, can_be_paid, details_given, asked_count from invoicing.card_account where provider_id = $1',
);
const SELLERS = statement('invoicing.card-sellers', 'select * from invoicing.card_sellers($1::uuid[], $2::uuid[])');
const SUMS = statement('invoicing.card-sums', 'select * from invoicing.card_sums($1, $2)');
const REFERENCES = statement('invoicing.card-references', 'select * from invoicing.card_references($1, $2, $3, $4)');
const TAKES = statement('invoicing.takes-cards', 'select invoicing.takes_cards($1) as takes');
const OF_ATTEMPT = statement('invoicing.charge-of-attempt', 'select invoicing.charge_of_attempt($1) as id');

export async function chargeOfAttempt(queries: Queries, attemptId: string): Promise<string | null> {
  return (await queries.query<{ id: string | null }>(OF_ATTEMPT, [attemptId]))[0]?.id ?? null;
}

/** Reads cards and charges as the reader. */
@Injectable()
export class CardRepository {
  async charge(queries: Queries, id: string): Promise<ChargeRow | null> {
    return (await queries.query<ChargeRow>(BY_ID, [id]))[0] ?? null;
  }

  /** Newest first. */
  ofProvider(queries: Queries, providerId: string, most: number): Promise<ChargeRow[]> {
    return queries.query<ChargeRow>(OF_PROVIDER, [providerId, most]);
  }

  /** Of people for whom the reader may pay, newest first; the caller has asked whether they may. */
  toPay(queries: Queries, people: readonly string[], most: number): Promise<ChargeRow[]> {
    return queries.query<ChargeRow>(TO_PAY, [people, null, most]);
  }

  /** One that the reader sees, or may pay for one of these people. */
  async chargeToPay(queries: Queries, id: string, people: readonly string[]): Promise<ChargeRow | null> {
    return (await this.charge(queries, id)) ?? (await queries.query<ChargeRow>(TO_PAY, [people, id, 1]))[0] ?? null;
  }

  /** Of the charges that the reader may see, or pay for these people. */
  sellers(queries: Queries, chargeIds: readonly string[], people: readonly string[]): Promise<SellerRow[]> {
    return queries.query<SellerRow>(SELLERS, [chargeIds, people]);
  }

  async card(queries: Queries, personId: string): Promise<KeptCardRow | null> {
    return (await queries.query<KeptCardRow>(CARD, [personId]))[0] ?? null;
  }

  /** Who keeps the card that pays for somebody now. */
  async keeper(queries: Queries, personId: string, at: Date): Promise<{ id: string; name: string } | null> {
    return (await queries.query<{ id: string; name: string }>(KEEPER, [personId, at]))[0] ?? null;
  }

  async account(queries: Queries, providerId: string): Promise<AccountRow | null> {
    return (await queries.query<AccountRow>(ACCOUNT, [providerId]))[0] ?? null;
  }

  /** By provider, of the reader's council. */
  sums(queries: Queries, from: string, to: string): Promise<SumRow[]> {
    return queries.query<SumRow>(SUMS, [from, to]);
  }

  /** Behind the sum of one provider, of the reader's council, newest first. */
  references(
    queries: Queries,
    of: { providerId: string; from: string; to: string },
    most: number,
  ): Promise<ReferenceRow[]> {
    return queries.query<ReferenceRow>(REFERENCES, [of.providerId, of.from, of.to, most]);
  }

  async takesCards(queries: Queries, providerId: string): Promise<boolean> {
    return (await queries.query<{ takes: boolean }>(TAKES, [providerId]))[0]?.takes ?? false;
  }
}
