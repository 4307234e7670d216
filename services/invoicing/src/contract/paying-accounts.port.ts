import type { Actor } from '@owncourse/kernel/contract';

export const PAYING_ACCOUNTS = Symbol('PayingAccountsPort');

export interface EnterPayingAccountInput {
  readonly idempotencyKey: string;
  /** Six digits; blanks and hyphens may stand between them. */
  readonly sortCode: string;
  /** Six to eight digits. */
  readonly accountNumber: string;
  /** As the bank knows it; at most 70 letters. */
  readonly accountName: string;
  /** Six digits: the council's number at the BACS scheme. */
  readonly serviceUserNumber: string;
  /** London day, after today where the council pays from another account today. */
  readonly fromOn: string;
}

export interface DecidePayingAccountInput {
  readonly idempotencyKey: string;
  readonly entryId: string;
  readonly agree: boolean;
  /** Needed for a no. */
  readonly reason?: string | null;
}

/** From which account a council pays: one finance officer enters it, another agrees. One transaction each, idempotent by key. */
export interface PayingAccountsPort {
  /** Refuses NOT_PERMITTED, INVALID_INPUT, SAME_BANK_DETAILS, BILLING_PARTY_EARLIER, PAYING_ACCOUNT_DAY. @returns the entry's id */
  enter(actor: Actor, input: EnterPayingAccountInput): Promise<string>;
  /** Refuses NOT_PERMITTED, NOT_FOUND, INVALID_INPUT, SAME_OFFICER, WRONG_STATE, BILLING_PARTY_EARLIER, PAYING_ACCOUNT_DAY. @returns the entry's id */
  decide(actor: Actor, input: DecidePayingAccountInput): Promise<string>;
}
