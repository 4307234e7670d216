import { type Pence, type Queries, statement } from '@owncourse/kernel/contract';

const TO_MAKE = statement('invoicing.credits-to-make', 'select * from invoicing.credits_to_make($1::uuid[])');
const CREDIT = statement('invoicing.credit', 'select * from invoicing.credit($1::uuid[], $2::uuid[], $3, $4)');
const OF_RUN = statement('invoicing.recoveries-of-run', 'select * from invoicing.recoveries_of_run($1)');
const RETURN = statement('invoicing.return-recovered', 'select * from invoicing.return_recovered($1::uuid[], $2)');
const REFUND = statement('invoicing.record-refund', 'select invoicing.record_refund($1, $2, $3, $4, $5, $6, $7)');

export interface CreditToMake {
  readonly dispute_id: string;
  readonly budget_id: string;
}

/** Money of one visit that is to be in its budget again. */
export interface ReturnedCredit {
  readonly dispute_id: string;
  readonly council_id: string;
  readonly delivery_id: string;
  readonly order_id: string;
  readonly person_id: string;
  readonly provider_id: string;
  readonly credit_pence: Pence;
}

export interface MadeCredit extends ReturnedCredit {
  /** Null where the visit was on no invoice yet. */
  readonly credit_note_id: string | null;
  readonly from_invoiced: boolean;
  /** False where the money waits until the provider has given it back. */
  readonly gives_back: boolean;
}

export interface RunRecovery {
  readonly council_id: string;
  readonly id: string;
  readonly credit_note_id: string;
  readonly provider_id: string;
  readonly budget_id: string;
  readonly delivery_id: string;
  readonly amount_pence: Pence;
}

/** @param disputeIds null: all that were not followed yet */
export function creditsToMake(queries: Queries, disputeIds: readonly string[] | null): Promise<CreditToMake[]> {
  return queries.query<CreditToMake>(TO_MAKE, [disputeIds]);
}

/** Lock the budgets first. Each question once; what was followed before gives no row. */
export function insertCredits(
  queries: Queries,
  disputeIds: readonly string[],
  providerIds: readonly string[],
  today: string,
  at: Date,
): Promise<MadeCredit[]> {
  return queries.query<MadeCredit>(CREDIT, [disputeIds, providerIds, today, at]);
}

/** What a run takes off; it never changes once the run is prepared. */
export function recoveriesOfRun(queries: Queries, runId: string): Promise<RunRecovery[]> {
  return queries.query<RunRecovery>(OF_RUN, [runId]);
}

/** Of these credit notes, those that came back whole and whose money waited for that. */
export function returnRecovered(queries: Queries, noteIds: readonly string[], on: string): Promise<ReturnedCredit[]> {
  return queries.query<ReturnedCredit>(RETURN, [noteIds, on]);
}

/** Refuses NOT_FOUND, WRONG_STATE, MORE_THAN_OWED {leftPence}. Lock the budget first. */
export function insertRefund(
  queries: Queries,
  refund: {
    councilId: string;
    creditNoteId: string;
    id: string;
    pence: Pence;
    on: string;
    at: Date;
    actorId: string;
  },
): Promise<unknown> {
  const { councilId, creditNoteId, id, pence, on, at, actorId } = refund;
  return queries.query(REFUND, [councilId, creditNoteId, id, pence.toString(), on, at, actorId]);
}
