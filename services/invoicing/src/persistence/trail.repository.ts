import { Injectable } from '@nestjs/common';
import { type Pence, type Queries, statement } from '@owncourse/kernel/contract';

export type TrailStart = 'VISIT' | 'INVOICE' | 'PAYMENT_RUN' | 'BANK_PAYMENT' | 'MONEY_IN';

/** How an invoice was paid, or was being paid: one for each try. */
export interface TrailPaymentRow {
  readonly runId: string;
  readonly reference: string;
  readonly isHolders: boolean;
  readonly preparedBy: string;
  readonly releasedBy: string | null;
  readonly settledOn: string | null;
  readonly rejectedOn: string | null;
  readonly bankPaymentId: string | null;
  readonly bankReference: string | null;
  readonly payOn: string | null;
  readonly bankStatus: string | null;
  readonly answeredOn: string | null;
  /** Digits. */
  readonly bankPence: string | null;
}

export interface TrailCreditRow {
  readonly number: string;
  /** Digits. */
  readonly pence: string;
  readonly issuedOn: string;
  readonly returnedOn: string | null;
}

/** What stands on paper; numbers of invoices are each provider's own. */
export interface TrailBeginningRow {
  readonly kind: TrailStart;
  readonly id: string;
  readonly words: string;
  readonly provider_id: string | null;
  readonly pence: Pence;
}

export interface TrailLineRow {
  readonly visit_id: string;
  readonly council_id: string;
  readonly person_id: string;
  readonly budget_id: string;
  readonly order_id: string;
  readonly provider_id: string;
  readonly on_date: string;
  readonly description: string;
  readonly line_pence: Pence;
  /** The transfer by which it was owed. */
  readonly accrued_by: string;
  readonly invoice_id: string;
  readonly invoice_number: string;
  readonly issued_on: string;
  readonly approved_at: Date | null;
  readonly approved_by: string | null;
  readonly payments: readonly TrailPaymentRow[];
  readonly credits: readonly TrailCreditRow[];
}

/** Pence that came in by one transfer and were used by another. */
export interface MoneyPieceRow {
  readonly budget_id: string;
  readonly in_id: string;
  readonly in_kind: string;
  readonly in_on: string;
  readonly in_pence: Pence;
  readonly use_id: string;
  readonly use_kind: string;
  readonly use_on: string;
  readonly use_at: Date;
  readonly use_by: string;
  readonly use_order_id: string | null;
  readonly use_pence: Pence;
  readonly pence: Pence;
}

/** Where a page of a trail ends. */
export interface TrailPlace {
  readonly invoice_id: string;
  readonly line_number: number;
}

export interface TrailPlaceRow extends TrailPlace {
  readonly visit_id: string;
}

/** What all lines of a trail come to, as the reader may see them. */
export interface TrailSums {
  readonly line_count: number;
  readonly total_pence: Pence;
}

const OF = statement('invoicing.trail-of', 'select * from invoicing.trail_of($1, $2, $3) as visit_id');
const PAGE = statement('invoicing.trail-page', 'select * from invoicing.trail_page($1, $2, $3, $4, $5)');
const SUMS = statement('invoicing.trail-sums', 'select * from invoicing.trail_sums($1, $2)');
const PEOPLE = statement('invoicing.trail-people', 'select * from invoicing.trail_people($1, $2) as person_id');
const LINES = statement('invoicing.trail-lines', 'select * from invoicing.trail_lines($1::uuid[])');
const OF_USES = statement(
  'invoicing.trail-of-uses',
  'select * from invoicing.trail_of_uses($1::uuid[], $2::uuid[]) as visit_id',
);
const STARTS = statement('invoicing.trail-starts', 'select * from invoicing.trail_starts($1)');
const PIECES = statement('invoicing.money-pieces', 'select * from ledger.money_pieces($1::uuid[], $2::uuid[], $3)');
const BUDGET_OF = statement(
  'invoicing.budget-of-transfer',
  'select b.budget_id, ledger.person_of_budget(b.budget_id) as person_id from (select ledger.budget_of_transfer($1) as budget_id) b where b.budget_id is not null',
);

/** The trail of a pound, as the reader may see it. */
@Injectable()
export class TrailRepository {
  async visitsOf(
    queries: Queries,
    start: Exclude<TrailStart, 'MONEY_IN'>,
    id: string,
    most: number,
  ): Promise<string[]> {
    const rows = await queries.query<{ visit_id: string }>(OF, [start, id, most]);
    return rows.map((row) => row.visit_id);
  }

  /** The next lines of a trail in the order of its invoices. @param after the last one that was read */
  page(
    queries: Queries,
    start: Exclude<TrailStart, 'MONEY_IN'>,
    id: string,
    after: TrailPlace,
    most: number,
  ): Promise<TrailPlaceRow[]> {
    return queries.query(PAGE, [start, id, after.invoice_id, after.line_number, most]);
  }

  async sums(queries: Queries, start: Exclude<TrailStart, 'MONEY_IN'>, id: string): Promise<TrailSums> {
    return (await queries.query<TrailSums>(SUMS, [start, id]))[0] ?? { line_count: 0, total_pence: 0n };
  }

  /** Whose money it is: two of them at the most. */
  async people(queries: Queries, start: Exclude<TrailStart, 'MONEY_IN'>, id: string): Promise<string[]> {
    const rows = await queries.query<{ person_id: string }>(PEOPLE, [start, id]);
    return rows.map((row) => row.person_id);
  }

  lines(queries: Queries, visitIds: readonly string[]): Promise<TrailLineRow[]> {
    return queries.query<TrailLineRow>(LINES, [visitIds]);
  }

  /** Of what was used from a budget, what is on an invoice. */
  async visitsOfUses(queries: Queries, pieces: readonly MoneyPieceRow[]): Promise<string[]> {
    const orders = [...new Set(pieces.flatMap((piece) => piece.use_order_id ?? []))];
    const rows = await queries.query<{ visit_id: string }>(OF_USES, [orders, pieces.map((piece) => piece.use_id)]);
    return rows.map((row) => row.visit_id);
  }

  starts(queries: Queries, reference: string): Promise<TrailBeginningRow[]> {
    return queries.query(STARTS, [reference]);
  }

  /** @param uses transfers that used money; null: all @param cameIn one transfer that brought it; null: all */
  pieces(
    queries: Queries,
    budgetIds: readonly string[],
    uses: readonly string[] | null,
    cameIn: string | null,
  ): Promise<MoneyPieceRow[]> {
    return queries.query<MoneyPieceRow>(PIECES, [budgetIds, uses, cameIn]);
  }

  /** Null where the reader may not see it. */
  async budgetOfTransfer(
    queries: Queries,
    transferId: string,
  ): Promise<{ readonly budget_id: string; readonly person_id: string } | null> {
    return (await queries.query<{ budget_id: string; person_id: string }>(BUDGET_OF, [transferId]))[0] ?? null;
  }
}
