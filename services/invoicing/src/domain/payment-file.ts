import type { Pence } from '@owncourse/kernel/contract';

/** An account in the United Kingdom: six and eight digits. */
export interface BankAccount {
  readonly sortCode: string;
  readonly accountNumber: string;
  readonly accountName: string;
}

/** What a released run tells the bank; the same run always says the same. */
export interface PaymentFile {
  readonly reference: string;
  /** Six digits: the council's number at the scheme. */
  readonly serviceUserNumber: string;
  readonly from: BankAccount;
  /** UTC, "2026-03-20T10:00:00Z". */
  readonly releasedAt: string;
  /** London days. */
  readonly releasedOn: string;
  readonly processingOn: string;
  readonly payments: readonly FilePayment[];
}

export interface FilePayment {
  readonly to: BankAccount;
  readonly pence: Pence;
  /** At most 18 signs of the banks' letters, once a run. */
  readonly reference: string;
}

export function fileTotal({ payments }: PaymentFile): Pence {
  return payments.reduce((sum, { pence }) => sum + pence, 0n);
}
