import { Injectable } from '@nestjs/common';
import { type Pence, type Queries, statement } from '@owncourse/kernel/contract';
import type { TrialBalanceLine } from '../domain/trial-balance.js';

export interface MonthCloseRow {
  readonly id: string;
  readonly council_id: string;
  readonly month: string;
  readonly status: 'PREPARED' | 'SIGNED';
  readonly prepared_by: string;
  readonly prepared_at: Date;
  readonly signed_by: string | null;
  readonly signed_at: Date | null;
  readonly document: string | null;
  readonly signature: string | null;
  readonly public_key: string | null;
  readonly prepared_by_name: string | null;
  readonly signed_by_name: string | null;
}

export interface LockedMonth {
  readonly month: string;
  readonly prepared_by: string;
  readonly prepared_at: Date;
  readonly prepared_sha256: string;
  readonly chain_sequence: bigint;
  readonly chain_code: string;
}

interface BalanceRow {
  readonly kind: string;
  readonly funding_kind: string;
  readonly opening_pence: Pence;
  readonly in_pence: Pence;
  readonly out_pence: Pence;
  readonly closing_pence: Pence;
}

const COLUMNS = `select c.id, c.council_id, c.month, c.status, c.prepared_by, c.prepared_at, c.signed_by, c.signed_at, c.document, c.signature, c.public_key,
  (select n.name from identity.person_names(array[c.prepared_by]) n) as prepared_by_name, (select n.name from identity.person_names(array[c.signed_by]) n) as signed_by_name
  from ledger.month_close c`;
const CLOSES = statement('ledger.month-closes', `${COLUMNS} where c.council_id = $1 order by c.month desc`);
const CLOSE = statement('ledger.month-close', `${COLUMNS} where c.id = $1`);
const OVER = statement('ledger.months-over', 'select * from ledger.months_over($1, $2, $3) as month');
const BALANCE = statement('ledger.trial-balance', 'select * from ledger.trial_balance($1, $2)');
const PREPARE = statement('ledger.prepare-month', 'select ledger.prepare_month($1, $2, $3, $4, $5, $6)');
const UNPREPARE = statement('ledger.unprepare-month', 'select ledger.unprepare_month($1, $2)');
const LOCK = statement('ledger.lock-month', 'select * from ledger.lock_month($1, $2, $3)');
const SIGN = statement('ledger.sign-month', 'select ledger.sign_month($1, $2, $3, $4, $5, $6, $7, $8)');

/** Months of the books, and how they were closed; row-level security leaves out other councils'. */
@Injectable()
export class MonthCloseRepository {
  closes(queries: Queries, councilId: string): Promise<MonthCloseRow[]> {
    return queries.query<MonthCloseRow>(CLOSES, [councilId]);
  }

  async close(queries: Queries, id: string): Promise<MonthCloseRow | null> {
    return (await queries.query<MonthCloseRow>(CLOSE, [id]))[0] ?? null;
  }

  /** Months that are over, newest first; the first day of each. */
  async monthsOver(queries: Queries, councilId: string, at: Date, most: number): Promise<string[]> {
    return (await queries.query<{ month: string }>(OVER, [councilId, at, most])).map((row) => row.month);
  }

  async balance(queries: Queries, councilId: string, month: string): Promise<TrialBalanceLine[]> {
    const rows = await queries.query<BalanceRow>(BALANCE, [councilId, month]);
    return rows.map((row) => ({
      kind: row.kind,
      fundingKind: row.funding_kind,
      openingPence: row.opening_pence,
      inPence: row.in_pence,
      outPence: row.out_pence,
      closingPence: row.closing_pence,
    }));
  }

  /** Refuses MONTH_NOT_OVER, WRONG_STATE, EARLIER_MONTH_OPEN. */
  prepare(
    queries: Queries,
    close: { councilId: string; id: string; month: string; sha256: string; at: Date; actorId: string },
  ): Promise<unknown> {
    const { councilId, id, month, sha256, at, actorId } = close;
    return queries.query(PREPARE, [councilId, id, month, sha256, at, actorId]);
  }

  /** Refuses NOT_FOUND, WRONG_STATE. */
  unprepare(queries: Queries, councilId: string, id: string): Promise<unknown> {
    return queries.query(UNPREPARE, [councilId, id]);
  }

  /** Stops all postings until the transaction ends. Refuses NOT_FOUND, WRONG_STATE, SAME_OFFICER, NOT_SEALED_YET. */
  async lock(queries: Queries, councilId: string, id: string, actorId: string): Promise<LockedMonth> {
    const [row] = await queries.query<LockedMonth>(LOCK, [councilId, id, actorId]);
    if (!row) throw new Error('A month that is locked gave no row.');
    return row;
  }

  sign(
    queries: Queries,
    close: {
      councilId: string;
      id: string;
      document: string;
      signature: string;
      publicKey: string;
      chainSequence: bigint;
      at: Date;
      actorId: string;
    },
  ): Promise<unknown> {
    const { councilId, id, document, signature, publicKey, chainSequence, at, actorId } = close;
    return queries.query(SIGN, [councilId, id, document, signature, publicKey, chainSequence.toString(), at, actorId]);
  }
}
