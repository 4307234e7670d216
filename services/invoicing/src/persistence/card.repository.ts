import { Injectable } from '@nestjs/common';
import { type Pence, type Queries, statement } from '@owncourse/kernel/contract';

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
  readonly owed_pence: Pence;
  readonly paid_pence: Pence;
  readonly back_pence: Pence;
}

const CHARGE = `select c.id, c.person_id, c.provider_id, c.order_id, c.for_on, c.owed_pence, c.paid_pence, c.back_pence, c.state, c.declined_code,
  c.next_try_at, c.paid_at, exists (select from invoicing.card_dispute d where d.charge_id = c.id and d.state = 'OPEN') as is_disputed from invoicing.card_charge c`;
const BY_ID = statement('invoicing.card-charge', `${CHARGE} where c.id = $1`);
const OF_PERSON = statement(
  'invoicing.card-charges-of-person',
  `${CHARGE} where c.person_id = $1 and (c.state <> 'NOT_OWED' or c.paid_pence > 0) order by c.for_on desc, c.id desc limit $2`,
);
const OF_PROVIDER = statement(
  'invoicing.card-charges-of-provider',
  `${CHARGE} where c.provider_id = $1 and (c.state <> 'NOT_OWED' or c.paid_pence > 0) order by c.for_on desc, c.id desc limit $2`,
);
const CARD = statement(
  'invoicing.kept-card',
  'select brand, last_four, expiry_month, expiry_year, kept_at from invoicing.kept_card where person_id = $1 and removed_at is null',
);
const ACCOUNT = statement(
  'invoicing.card-account',
  'select account_id, can_be_paid, details_given, asked_count from invoicing.card_account where provider_id = $1',
);
const SUMS = statement('invoicing.card-sums', 'select * from invoicing.card_sums($1, $2)');
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
  ofPerson(queries: Queries, personId: string, most: number): Promise<ChargeRow[]> {
    return queries.query<ChargeRow>(OF_PERSON, [personId, most]);
  }

  /** Newest first. */
  ofProvider(queries: Queries, providerId: string, most: number): Promise<ChargeRow[]> {
    return queries.query<ChargeRow>(OF_PROVIDER, [providerId, most]);
  }

  async card(queries: Queries, personId: string): Promise<KeptCardRow | null> {
    return (await queries.query<KeptCardRow>(CARD, [personId]))[0] ?? null;
  }

  async account(queries: Queries, providerId: string): Promise<AccountRow | null> {
    return (await queries.query<AccountRow>(ACCOUNT, [providerId]))[0] ?? null;
  }

  /** By provider, of the reader's council. */
  sums(queries: Queries, from: string, to: string): Promise<SumRow[]> {
    return queries.query<SumRow>(SUMS, [from, to]);
  }

  async takesCards(queries: Queries, providerId: string): Promise<boolean> {
    return (await queries.query<{ takes: boolean }>(TAKES, [providerId]))[0]?.takes ?? false;
  }
}
