import { Injectable } from '@nestjs/common';
import { type Pence, type Queries, statement } from '@owncourse/kernel/contract';

export interface BankPaymentRow {
  readonly id: string;
  readonly council_id: string;
  readonly run_id: string;
  readonly provider_id: string;
  readonly reference: string;
  readonly amount_pence: Pence;
  readonly status: 'SENT' | 'ACCEPTED' | 'REJECTED';
  readonly pay_on: string;
  readonly account_ending: string;
  readonly reason_code: string | null;
}

export interface BankResultRow {
  readonly id: string;
  readonly imported_at: Date;
  readonly imported_by: string;
  readonly accepted_count: number;
  readonly rejected_count: number;
  readonly unchanged_count: number;
}

export interface LeftOutRow {
  readonly run_id: string;
  readonly invoice_id: string;
  readonly standing: string;
  readonly amount_pence: Pence;
}

export interface FileTakenRow {
  readonly run_id: string;
  readonly format: string;
  readonly taken_by: string;
  readonly taken_at: Date;
  readonly sha256: string;
}

const PAYMENT = `select b.id, b.council_id, b.run_id, b.provider_id, b.reference, b.amount_pence, b.status, b.pay_on, d.account_ending, b.reason_code
  from invoicing.bank_payment b join invoicing.bank_details d on d.id = b.details_id`;
const OF_RUNS = statement(
  'invoicing.bank-payments-of-runs',
  `${PAYMENT} where b.run_id = any ($1::uuid[]) order by b.run_id, b.number`,
);
const OF_PROVIDER = statement(
  'invoicing.bank-payments-of-provider',
  `${PAYMENT} where b.provider_id = $1 order by b.pay_on desc, b.id desc limit $2`,
);
const LEFT_OUT = statement(
  'invoicing.left-out-of-runs',
  'select run_id, invoice_id, standing, amount_pence from invoicing.left_out where run_id = any ($1::uuid[]) order by run_id, invoice_id',
);
const TAKEN = statement(
  'invoicing.files-taken-of-runs',
  'select run_id, format, taken_by, taken_at, sha256 from invoicing.run_file_taken where run_id = any ($1::uuid[]) order by run_id, taken_at',
);

const RESULTS = statement(
  'invoicing.bank-results',
  `select id, imported_at, imported_by, accepted_count, rejected_count, unchanged_count from invoicing.bank_result
   where $1::uuid is null or id = $1 order by imported_at desc, id desc limit $2`,
);

/** What the bank is told to pay, read as the reader. */
@Injectable()
export class BankPaymentRepository {
  ofRuns(queries: Queries, runIds: readonly string[]): Promise<BankPaymentRow[]> {
    return queries.query<BankPaymentRow>(OF_RUNS, [runIds]);
  }

  ofProvider(queries: Queries, providerId: string, limit: number): Promise<BankPaymentRow[]> {
    return queries.query<BankPaymentRow>(OF_PROVIDER, [providerId, limit]);
  }

  leftOut(queries: Queries, runIds: readonly string[]): Promise<LeftOutRow[]> {
    return queries.query<LeftOutRow>(LEFT_OUT, [runIds]);
  }

  filesTaken(queries: Queries, runIds: readonly string[]): Promise<FileTakenRow[]> {
    return queries.query<FileTakenRow>(TAKEN, [runIds]);
  }

  /** @param id null: the newest */
  results(queries: Queries, id: string | null, limit: number): Promise<BankResultRow[]> {
    return queries.query<BankResultRow>(RESULTS, [id, limit]);
  }
}
