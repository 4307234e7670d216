import { Injectable } from '@nestjs/common';
import {
  type Actor,
  Database,
  type Pence,
  type Queries,
  rowScope,
  sqlFile,
  statement,
} from '@owncourse/kernel/contract';
import type { PayerKind } from './invoice.repository.js';

export interface CreditNoteRow {
  readonly id: string;
  readonly council_id: string;
  readonly provider_id: string;
  readonly number: string;
  readonly payer_id: string;
  readonly payer_kind: PayerKind;
  readonly invoice_id: string;
  readonly invoice_number: string;
  readonly invoice_paid: boolean;
  readonly order_id: string;
  readonly person_id: string;
  readonly budget_id: string;
  readonly delivery_id: string;
  readonly description: string;
  readonly on_date: string;
  readonly issued_on: string;
  readonly credit_pence: Pence;
  readonly vat_pence: Pence;
  readonly vat_category: string;
  readonly returned_on: string | null;
  readonly reserved_pence: Pence;
  readonly recovered_pence: Pence;
}

export interface RecoveryRow {
  readonly id: string;
  readonly credit_note_id: string;
  readonly kind: 'SET_OFF' | 'REFUNDED';
  readonly run_id: string | null;
  readonly amount_pence: Pence;
  readonly settled_on: string | null;
}

const NOTES = sqlFile(import.meta.url, './sql/credit-notes.sql');
const RECOVERIES = statement(
  'invoicing.recoveries',
  `select id, credit_note_id, kind, run_id, amount_pence, settled_on from invoicing.recovery where credit_note_id = any ($1::uuid[])
   order by credit_note_id, settled_on nulls last, id`,
);
const RUN_RECOVERIES = statement(
  'invoicing.recoveries-of-runs',
  `select id, credit_note_id, kind, run_id, amount_pence, settled_on from invoicing.recovery where run_id = any ($1::uuid[]) order by run_id, id`,
);

interface NoteFilter {
  readonly ids?: readonly string[];
  readonly invoiceIds?: readonly string[];
  /** True: something of it is still to come back; false: nothing is. */
  readonly open?: boolean | null;
}

/** Reads credit notes as the reader; row-level security leaves out what is not theirs. */
@Injectable()
export class CreditNoteRepository {
  constructor(private readonly database: Database) {}

  notes(queries: Queries, { ids, invoiceIds, open }: NoteFilter, most: number | null): Promise<CreditNoteRow[]> {
    return queries.query<CreditNoteRow>(NOTES, [ids ?? null, invoiceIds ?? null, open ?? null, most]);
  }

  recoveries(queries: Queries, noteIds: readonly string[]): Promise<RecoveryRow[]> {
    return queries.query<RecoveryRow>(RECOVERIES, [noteIds]);
  }

  ofRuns(queries: Queries, runIds: readonly string[]): Promise<RecoveryRow[]> {
    return queries.query<RecoveryRow>(RUN_RECOVERIES, [runIds]);
  }

  /** Null when the actor may not see it. */
  async seenBy(actor: Actor, id: string): Promise<CreditNoteRow | null> {
    const rows = await this.database.transaction(rowScope(actor), (queries) => this.notes(queries, { ids: [id] }, 1));
    return rows[0] ?? null;
  }
}
