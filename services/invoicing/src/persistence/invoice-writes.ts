import { type Pence, type Queries, statement } from '@owncourse/kernel/contract';

const TAKE = statement('invoicing.take-billables', 'select * from invoicing.take_billables($1::uuid[]) as provider_id');
const WAITING = statement(
  'invoicing.waiting-providers',
  'select * from invoicing.waiting_providers($1, $2, $3) as provider_id',
);
const MAKE = statement('invoicing.make-invoices', 'select * from invoicing.make_invoices($1::uuid[], $2, $3)');
const BUDGET_SUMS = statement('invoicing.budget-sums', 'select * from invoicing.budget_sums($1::uuid[])');
const APPROVE = statement('invoicing.approve', 'select invoicing.approve($1::uuid[], $2, $3)');
const PREPARE = statement(
  'invoicing.prepare-payment-run',
  'select invoicing.prepare_payment_run($1, $2, $3, $4, $5::uuid[], $6::text[], $7, $8)',
);
const RELEASE = statement(
  'invoicing.release-payment-run',
  'select invoicing.release_payment_run($1, $2, $3, (select min(d) from invoicing.banking_days($3::date + 1, 1) d), $4, $5)',
);
const TRIES = statement('invoicing.rejected-tries', 'select * from invoicing.rejected_tries($1::uuid[])');
const IN_RUN = statement('invoicing.invoices-of-run', 'select * from invoicing.invoices_of_run($1) as invoice_id');

/** Puts confirmed deliveries and fees on the pile. @returns the providers concerned */
export async function takeBillables(queries: Queries, ids: readonly string[]): Promise<string[]> {
  const rows = await queries.query<{ provider_id: string }>(TAKE, [ids]);
  return rows.map((row) => row.provider_id);
}

export async function waitingProviders(
  queries: Queries,
  through: string,
  after: string,
  limit: number,
): Promise<string[]> {
  const rows = await queries.query<{ provider_id: string }>(WAITING, [through, after, limit]);
  return rows.map((row) => row.provider_id);
}

export interface MadeInvoice {
  readonly invoice_id: string;
  readonly council_id: string;
  readonly provider_id: string;
  /** A visit of it seems to be; its provider can say how it was. */
  readonly charged_twice: boolean;
}

export function insertInvoices(
  queries: Queries,
  providerIds: readonly string[],
  through: string,
  today: string,
): Promise<MadeInvoice[]> {
  return queries.query<MadeInvoice>(MAKE, [providerIds, through, today]);
}

export interface BudgetSum {
  readonly council_id: string;
  readonly invoice_id: string;
  readonly provider_id: string;
  readonly budget_id: string;
  /** Null where the budget is not divided. */
  readonly part_id: string | null;
  readonly amount_pence: Pence;
  /** Of it, credited before the invoice was approved: in the budget again, and never invoiced. */
  readonly credited_pence: Pence;
}

/** What each invoice takes from each budget; once it is issued, only what is credited of it changes, under the budget's lock. */
export function budgetSums(queries: Queries, invoiceIds: readonly string[]): Promise<BudgetSum[]> {
  return queries.query<BudgetSum>(BUDGET_SUMS, [invoiceIds]);
}

/** Refuses WRONG_STATE and MATCH_PROBLEMS. Lock the budgets first. */
export function markApproved(
  queries: Queries,
  invoiceIds: readonly string[],
  at: Date,
  actorId: string,
): Promise<unknown> {
  return queries.query(APPROVE, [invoiceIds, at, actorId]);
}

export interface NewPaymentRun {
  readonly councilId: string;
  readonly id: string;
  readonly reference: string;
  readonly dueOnOrBefore: string | null;
  readonly invoiceIds: readonly string[] | null;
  readonly payerKinds: readonly string[] | null;
  readonly at: Date;
  readonly actorId: string;
}

/** Refuses NOTHING_TO_PAY, PAYMENTS_WAIT_FOR_BANK_DETAILS, NOT_FOUND, WRONG_STATE. */
export function insertPaymentRun(queries: Queries, run: NewPaymentRun): Promise<unknown> {
  return queries.query(PREPARE, [
    run.councilId,
    run.id,
    run.reference,
    run.dueOnOrBefore,
    run.invoiceIds,
    run.payerKinds,
    run.at,
    run.actorId,
  ]);
}

/** Refuses WRONG_STATE, SAME_OFFICER, PAYMENTS_WAIT_FOR_BANK_DETAILS. The bank pays on the next banking day. Lock the budgets first. */
export function markReleased(
  queries: Queries,
  run: { councilId: string; id: string; on: string; at: Date; actorId: string },
): Promise<unknown> {
  return queries.query(RELEASE, [run.councilId, run.id, run.on, run.at, run.actorId]);
}

/** The invoices that a run pays: fewer than were prepared where a provider left it. */
export async function invoicesOfRun(queries: Queries, runId: string): Promise<string[]> {
  const rows = await queries.query<{ invoice_id: string }>(IN_RUN, [runId]);
  return rows.map((row) => row.invoice_id);
}

/** How often each invoice was paid and sent back by the bank; none for those that never were. */
export async function rejectedTries(
  queries: Queries,
  invoiceIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await queries.query<{ invoice_id: string; tries: number }>(TRIES, [invoiceIds]);
  return new Map(rows.map((row) => [row.invoice_id, row.tries]));
}
