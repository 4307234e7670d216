import { Injectable } from '@nestjs/common';
import { type Pence, type Queries, statement } from '@owncourse/kernel/contract';

export type BankStanding = 'NO_DETAILS' | 'TO_CALL' | 'TO_AGREE' | 'TURNED_DOWN' | 'CLOSED' | 'AGREED';

export interface BankDetailsRow {
  readonly id: string;
  readonly provider_id: string;
  readonly account_name: string;
  readonly account_ending: string;
  readonly entered_at: Date;
  readonly entered_by: string;
}

export interface BankCheckRow {
  readonly id: string;
  readonly details_id: string;
  readonly status: 'CALLED' | 'AGREED' | 'TURNED_DOWN';
  readonly called_on: string;
  readonly called_number: string;
  readonly number_known_from: string;
  readonly spoken_to: string;
  readonly called_by: string;
  readonly reason: string | null;
}

export interface OpenBankCheckRow {
  readonly provider_id: string;
  readonly details_id: string | null;
  readonly standing: BankStanding;
  readonly waiting_count: number;
  readonly waiting_pence: Pence;
}

export interface StandingRow {
  readonly council_id: string;
  readonly standing: BankStanding;
  readonly called_on: string | null;
  readonly reason: string | null;
  readonly waiting_count: number;
  readonly waiting_pence: Pence;
}

const DETAILS =
  'select id, provider_id, account_name, account_ending, entered_at, entered_by from invoicing.bank_details';
const NEWEST = statement(
  'invoicing.newest-bank-details',
  `${DETAILS} where provider_id = $1 order by version desc limit 1`,
);
const BY_IDS = statement('invoicing.bank-details-by-ids', `${DETAILS} where id = any ($1::uuid[])`);
const STANDINGS = statement('invoicing.bank-standings-of', 'select * from invoicing.bank_standings_of($1)');
const OPEN = statement('invoicing.bank-checks-open', 'select * from invoicing.bank_checks_open($1)');
// The newest call about each version of the details.
const CHECKS = statement(
  'invoicing.bank-checks',
  `select distinct on (details_id) id, details_id, status, called_on, called_number, number_known_from, spoken_to, called_by, reason
   from invoicing.bank_check where details_id = any ($1::uuid[]) order by details_id, recorded_at desc`,
);

/** Reads bank details as the reader: never a whole account. */
@Injectable()
export class BankRepository {
  async newest(queries: Queries, providerId: string): Promise<BankDetailsRow | null> {
    return (await queries.query<BankDetailsRow>(NEWEST, [providerId]))[0] ?? null;
  }

  byIds(queries: Queries, ids: readonly string[]): Promise<BankDetailsRow[]> {
    return queries.query<BankDetailsRow>(BY_IDS, [ids]);
  }

  /** How each council that has invoices of the provider stands to its details. */
  standings(queries: Queries, providerId: string): Promise<StandingRow[]> {
    return queries.query<StandingRow>(STANDINGS, [providerId]);
  }

  /** Providers of the council whose details are not agreed, most money first. */
  open(queries: Queries, councilId: string): Promise<OpenBankCheckRow[]> {
    return queries.query<OpenBankCheckRow>(OPEN, [councilId]);
  }

  checks(queries: Queries, detailsIds: readonly string[]): Promise<BankCheckRow[]> {
    return queries.query<BankCheckRow>(CHECKS, [detailsIds]);
  }
}
