import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@owncourse/identity/contract';
import {
  type Actor,
  appendEvent,
  claimKey,
  CLOCK,
  type Clock,
  Database,
  IDS,
  type IdSource,
  londonDate,
  orReplay,
  type Pence,
  type Queries,
  Refusal,
  rowScope,
  sheetRows,
  type SheetRow,
  statement,
  UnreadableSheet,
} from '@owncourse/kernel/contract';
import { postRejectedPayments, postRejectedSetOffs } from '@owncourse/ledger/contract';
import { PAYMENT_REJECTED, type PaymentRejected } from '../contract/events.js';
import type { ImportBankResultInput } from '../contract/paying.port.js';
import {
  CLOSED_CODES,
  type KnownPayment,
  readBankResult,
  reasonWords,
  resultProblems,
  type ResultRow,
} from '../domain/bank-result.js';
import { decideReport, type ReadReport, spreadRuns } from '../domain/payment-status.js';
import { readPain002 } from '../incoming/read-pain-002.js';
import { UnreadableFile } from '../incoming/safe-xml.js';
import type { RunRecovery } from '../persistence/credit-writes.js';
import { budgetSums, rejectedTries } from '../persistence/invoice-writes.js';
import { invoiceMoves, lockBudgetsOf } from '../persistence/posting.js';

const LIMITS = { bytes: 1024 * 1024, rows: 5000, rowLetters: 2000, unpackedBytes: 8 * 1024 * 1024 };
// One file of a council at a time: of two that are the same, the second finds the first.
const ONE_AT_A_TIME = statement(
  'invoicing.one-bank-result-at-a-time',
  'select pg_advisory_xact_lock(hashtextextended($1, 0))',
);
const BY_REFERENCE = statement(
  'invoicing.payments-by-reference',
  'select * from invoicing.payments_by_reference($1, $2::text[])',
);
const OF_RUNS = statement('invoicing.payments-of-runs', 'select * from invoicing.payments_of_runs($1, $2::text[])');
const SEEN = statement('invoicing.bank-result-of-file', 'select id from invoicing.bank_result where sha256 = $1');
const INVOICES = statement(
  'invoicing.invoices-of-payments',
  `select p.id as payment_id, i.id as invoice_id
   from unnest($1::uuid[]) as p (id) cross join lateral invoicing.invoices_of_payments(array[p.id]) as i (id) order by i.id`,
);
const RECOVERIES = statement(
  'invoicing.recoveries-of-payments',
  'select * from invoicing.recoveries_of_payments($1::uuid[])',
);
const TAKE = statement(
  'invoicing.take-bank-result',
  'select * from invoicing.take_bank_result($1, $2, $3, $4, $5::text[], $6, $7, $8)',
);

interface SentBack {
  readonly payment_id: string;
  readonly provider_id: string;
  readonly amount_pence: Pence;
  readonly reason_code: string;
}

/** An invoice, and the bank's payment that it was in. */
interface PaidInvoice {
  readonly payment_id: string;
  readonly invoice_id: string;
}

async function rowsOf(file: string): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  try {
    for await (const row of sheetRows(Buffer.from(file), LIMITS))
      if (row.cells.some((cell) => cell !== '')) rows.push(row);
  } catch (error) {
    if (!(error instanceof UnreadableSheet)) throw error;
    throw Refusal.invalid('file', `Row ${error.row}: ${error.message}`);
  }
  return rows;
}

/** CSV, or a status report where it begins as XML does. @throws Refusal INVALID_INPUT {file} */
async function read(text: string): Promise<ReadReport & { readonly word: 'Row' | 'Payment' }> {
  if (!text.trimStart().startsWith('<')) return { ...readBankResult(await rowsOf(text)), wholeRuns: [], word: 'Row' };
  try {
    return { ...decideReport(readPain002(Buffer.from(text))), word: 'Payment' };
  } catch (error) {
    if (error instanceof UnreadableFile) throw Refusal.invalid('file', error.message);
    throw error;
  }
}

/** What the bank says became of a run's payments: what it sent back is payable again, and its provider hears of it. */
@Injectable()
export class ImportBankResult {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** All or nothing; a file that was taken in before changes nothing. @returns the result's id */
  async run(actor: Actor, input: ImportBankResultInput): Promise<string> {
    const { councilId } = actor;
    requireAccess(actor, 'importBankResult', { councilId });
    if (councilId === null) throw Refusal.notFound();
    const text = input.file.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
    const sha256 = createHash('sha256').update(text).digest('hex');
    const report = await read(text);
    if (report.problems.length > 0) throw Refusal.invalidFields([...report.problems]);
    const at = this.clock.now();
    const id = this.ids.next();
    const done = await orReplay(
      () =>
        this.database.transaction(rowScope(actor), async (queries) => {
          void queries.query(ONE_AT_A_TIME, [`bank-result ${councilId}`]);
          const [seen] = await queries.query<{ id: string }>(SEEN, [sha256]);
          const resultId = seen?.id ?? id;
          void claimKey(queries, {
            actorId: actor.personId,
            operation: 'importBankResult',
            key: input.idempotencyKey,
            input: { sha256 },
            result: { bankResultId: resultId },
            at,
          });
          if (seen) return seen.id;
          const rows = await this.rowsOfRuns(queries, councilId, report);
          const payments = await queries.query<KnownPayment>(BY_REFERENCE, [
            councilId,
            rows.map(({ reference }) => reference),
          ]);
          const known = new Map(payments.map((payment) => [payment.reference, payment]));
          const wrong = resultProblems(rows, known, report.word);
          if (wrong.length > 0) throw Refusal.invalidFields(wrong);
          const taken = rows.map(({ reference, result, reason }) => ({ id: known.get(reference)?.id, result, reason }));
          await this.takeIn(queries, { councilId, id, sha256, taken, at, actorId: actor.personId });
          return id;
        }),
      (stored) => String(stored['bankResultId']),
    );
    return done.result;
  }

  /** With the payments of runs that are spoken of as a whole. */
  private async rowsOfRuns(queries: Queries, councilId: string, report: ReadReport): Promise<readonly ResultRow[]> {
    if (report.wholeRuns.length === 0) return report.rows;
    const references = report.wholeRuns.map(({ reference }) => reference);
    const payments = await queries.query<{ run_reference: string; reference: string }>(OF_RUNS, [
      councilId,
      references,
    ]);
    const ofRuns = new Map<string, string[]>();
    for (const { run_reference: run, reference } of payments)
      ofRuns.set(run.toUpperCase(), [...(ofRuns.get(run.toUpperCase()) ?? []), reference]);
    const { rows, problems } = spreadRuns(report, ofRuns);
    if (problems.length > 0) throw Refusal.invalidFields([...problems]);
    return rows;
  }

  private async takeIn(
    queries: Queries,
    result: {
      readonly councilId: string;
      readonly id: string;
      readonly sha256: string;
      readonly taken: readonly {
        readonly id: string | undefined;
        readonly result: string;
        readonly reason: string | null;
      }[];
      readonly at: Date;
      readonly actorId: string;
    },
  ): Promise<void> {
    const { councilId, id, sha256, taken, at, actorId } = result;
    const day = londonDate(at);
    const rejected = taken.filter((one) => one.result === 'REJECTED').map((one) => one.id);
    const invoicesOf = (payments: readonly (string | undefined)[]): Promise<PaidInvoice[]> =>
      queries.query<PaidInvoice>(INVOICES, [payments]);
    const recoveriesOf = (payments: readonly (string | undefined)[]): Promise<RunRecovery[]> =>
      queries.query<RunRecovery>(RECOVERIES, [payments]);
    const [inThem, namedOff] = await Promise.all([invoicesOf(rejected), recoveriesOf(rejected)]);
    const named = inThem.map((row) => row.invoice_id);
    const allSums = await budgetSums(queries, named);
    void lockBudgetsOf(queries, [...allSums, ...namedOff]);
    // Of the tries before, so that the one which came back is the next.
    const tries = await rejectedTries(queries, named);
    const sentBack = await queries.query<SentBack>(TAKE, [
      councilId,
      id,
      sha256,
      JSON.stringify(taken),
      CLOSED_CODES,
      day,
      at,
      actorId,
    ]);
    const payments = sentBack.map((one) => one.payment_id);
    if (payments.length === 0) return;
    const [invoices, takenOff] = await Promise.all([invoicesOf(payments), recoveriesOf(payments)]);
    const changed = new Set(invoices.map((row) => row.invoice_id));
    const acting = { actorId, onBehalfOf: null, mandateId: null };
    const moves = invoiceMoves(
      allSums.filter((sum) => changed.has(sum.invoice_id)),
      () => acting,
    ).map((move) => ({ ...move, attempt: (tries.get(move.invoiceId) ?? 0) + 1 }));
    const offs = takenOff.map((one) => ({
      councilId: one.council_id,
      id: one.id,
      providerId: one.provider_id,
      budgetId: one.budget_id,
      deliveryId: one.delivery_id,
      pence: one.amount_pence,
    }));
    void postRejectedPayments(queries, moves, day, at);
    void postRejectedSetOffs(queries, offs, { day, at, acting });
    for (const one of sentBack) {
      const payload: PaymentRejected = {
        bankPaymentId: one.payment_id,
        providerId: one.provider_id,
        invoiceIds: invoices.filter((row) => row.payment_id === one.payment_id).map((row) => row.invoice_id),
        amountPence: one.amount_pence.toString(),
        reasonCode: one.reason_code,
        words: reasonWords(one.reason_code),
        accountClosed: CLOSED_CODES.includes(one.reason_code),
      };
      void appendEvent(queries, {
        id: this.ids.next(),
        type: PAYMENT_REJECTED,
        version: 1,
        councilId,
        payload: { ...payload },
        occurredAt: at,
      });
    }
  }
}
