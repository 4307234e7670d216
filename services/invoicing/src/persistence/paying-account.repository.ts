import { Injectable } from '@nestjs/common';
import { type Queries, statement } from '@owncourse/kernel/contract';

export interface PayingAccountRow {
  readonly account_name: string;
  readonly account_ending: string;
  readonly service_user_number: string;
  readonly from_on: string;
  readonly until_on: string | null;
  readonly entered_by: string | null;
  readonly agreed_by: string | null;
}

export interface PayingEntryRow {
  readonly id: string;
  readonly from_on: string;
  readonly service_user_number: string;
  readonly account_name: string;
  readonly account_ending: string;
  readonly status: 'WAITING' | 'AGREED' | 'TURNED_DOWN' | 'REPLACED';
  readonly entered_by: string;
  readonly entered_at: Date;
  readonly decided_by: string | null;
  readonly reason: string | null;
}

const OURS = statement('invoicing.our-paying-accounts', 'select * from invoicing.our_paying_accounts()');
const NEWEST = statement(
  'invoicing.newest-paying-entry',
  `select id, from_on, service_user_number, account_name, account_ending, status, entered_by, entered_at, decided_by, reason
   from invoicing.paying_account_entry where council_id = $1 order by status = 'WAITING' desc, entered_at desc, id desc limit 1`,
);
const ENTER = statement(
  'invoicing.enter-paying-account',
  'select invoicing.enter_paying_account($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) as replaced',
);
const DECIDE = statement(
  'invoicing.decide-paying-account',
  'select invoicing.decide_paying_account($1, $2, $3, $4, $5, $6, $7)',
);

/** Reads as the reader: never a whole account. */
@Injectable()
export class PayingAccountRepository {
  accounts(queries: Queries): Promise<PayingAccountRow[]> {
    return queries.query<PayingAccountRow>(OURS, []);
  }

  /** What officers of the council entered last, whatever came of it. */
  async newestEntry(queries: Queries, councilId: string): Promise<PayingEntryRow | null> {
    return (await queries.query<PayingEntryRow>(NEWEST, [councilId]))[0] ?? null;
  }
}

export interface NewPayingAccount {
  readonly councilId: string;
  readonly id: string;
  readonly fromOn: string;
  readonly serviceUserNumber: string;
  readonly sortCode: string;
  readonly accountNumber: string;
  readonly accountName: string;
  /** London day. */
  readonly today: string;
  readonly at: Date;
  readonly actorId: string;
}

/** Refuses SAME_BANK_DETAILS, BILLING_PARTY_EARLIER, PAYING_ACCOUNT_DAY. @returns the entry that it takes the place of */
export async function insertPayingAccount(queries: Queries, given: NewPayingAccount): Promise<string | null> {
  const { councilId, id, fromOn, serviceUserNumber, sortCode, accountNumber, accountName, today, at, actorId } = given;
  const values = [councilId, id, fromOn, serviceUserNumber, sortCode, accountNumber, accountName, today, at, actorId];
  return (await queries.query<{ replaced: string | null }>(ENTER, values))[0]?.replaced ?? null;
}

/** Refuses NOT_FOUND, SAME_OFFICER, WRONG_STATE, BILLING_PARTY_EARLIER, PAYING_ACCOUNT_DAY. */
export function decidePayingAccount(
  queries: Queries,
  decision: {
    readonly councilId: string;
    readonly id: string;
    readonly agree: boolean;
    readonly reason: string | null;
    readonly today: string;
    readonly at: Date;
    readonly actorId: string;
  },
): Promise<unknown> {
  const { councilId, id, agree, reason, today, at, actorId } = decision;
  return queries.query(DECIDE, [councilId, id, agree, reason, today, at, actorId]);
}
