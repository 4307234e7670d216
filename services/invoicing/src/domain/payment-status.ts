import type { FieldProblem, Pence } from '@owncourse/kernel/contract';
import type { ReadResult, ResultRow } from './bank-result.js';

/** What a bank's status report (ISO 20022 pain.002) says of one payment, of a block of them, or of the whole message. */
export interface SaidStatus {
  /** As it stands there; null where it is not said. */
  readonly status: string | null;
  /** The bank's code for why; null where it is not said. */
  readonly reason: string | null;
}

export interface PaymentSaid extends SaidStatus {
  readonly reference: string | null;
  readonly pence: Pence | null;
}

export interface BlockSaid extends SaidStatus {
  /** Our run's reference. */
  readonly reference: string | null;
  readonly payments: readonly PaymentSaid[];
}

export interface StatusReport extends SaidStatus {
  /** Our run's reference. */
  readonly reference: string | null;
  /** What kind of message it answers, such as pain.001.001.09. */
  readonly answers: string | null;
  readonly blocks: readonly BlockSaid[];
}

/** A run of which the bank says one thing for all that it does not name. */
export interface WholeRun {
  readonly reference: string;
  readonly result: ResultRow['result'];
  readonly reason: string | null;
}

export interface ReadReport extends ReadResult {
  readonly wholeRuns: readonly WholeRun[];
}

type Decision = ResultRow['result'] | 'PART' | 'WAITS' | 'UNKNOWN';

/** Status codes of ISO 20022 for groups, blocks and payments. A payment that the bank has only received is not decided yet; any other code is refused. */
const DECISIONS: Readonly<Record<string, Decision>> = {
  ACCC: 'ACCEPTED',
  ACCP: 'ACCEPTED',
  ACSC: 'ACCEPTED',
  ACSP: 'ACCEPTED',
  ACWC: 'ACCEPTED',
  ACWP: 'ACCEPTED',
  RJCT: 'REJECTED',
  CANC: 'REJECTED',
  PART: 'PART',
  ACFC: 'WAITS',
  ACTC: 'WAITS',
  PATC: 'WAITS',
  PDNG: 'WAITS',
  RCVD: 'WAITS',
};

function decisionOf(status: string | null): Decision | null {
  if (status === null) return null;
  return Object.hasOwn(DECISIONS, status) ? (DECISIONS[status] ?? 'UNKNOWN') : 'UNKNOWN';
}

const REASON = /^[A-Z0-9]{1,35}$/;
const MOST_PROBLEMS = 50;

/**
 * One decision for each payment that the report names and has decided, and one for each run as a whole. What a payment does not say for itself its block
 * says, and what that does not say the message. A report that contradicts itself is wrong as a whole.
 */
export function decideReport(report: StatusReport): ReadReport {
  const rows: ResultRow[] = [];
  const wholeRuns: WholeRun[] = [];
  const problems: FieldProblem[] = [];
  const seen = new Map<string, number>();
  const wrong = (message: string): void => void problems.push({ field: 'file', message });
  if (report.answers !== null && !/^pain\.001(\.|$)/.test(report.answers))
    wrong(`It answers ${report.answers.slice(0, 30)}, not a payment file (pain.001).`);
  const whole = (reference: string | null, said: SaidStatus, decision: Decision | null): void => {
    if (decision !== 'ACCEPTED' && decision !== 'REJECTED') return;
    if (reference === null) wrong('It does not name the payment run that it is about.');
    else if (decision === 'REJECTED' && !REASON.test(said.reason ?? ''))
      wrong(`Run ${reference.slice(0, 40)}: a rejected run needs the bank’s reason code.`);
    else
      wholeRuns.push({
        reference: reference.toUpperCase(),
        result: decision,
        reason: decision === 'REJECTED' ? said.reason : null,
      });
  };
  const group = decisionOf(report.status);
  const isUnknown = (said: SaidStatus, of: string): boolean => {
    if (decisionOf(said.status) !== 'UNKNOWN') return false;
    wrong(`${of}: we do not know the status ${(said.status ?? '').slice(0, 30)}.`);
    return true;
  };
  isUnknown(report, 'The whole file');
  let count = 0;
  for (const block of report.blocks) {
    if (isUnknown(block, `Run ${(block.reference ?? report.reference ?? '').slice(0, 40)}`)) continue;
    const above = decisionOf(block.status) ?? group;
    const why = block.reason ?? report.reason;
    whole(block.reference ?? report.reference, { status: null, reason: why }, above);
    for (const payment of block.payments) {
      count += 1;
      const row = count;
      const bad = (message: string): void =>
        void problems.push({ field: `row.${row}`, message: `Payment ${row}: ${message}` });
      if (isUnknown(payment, `Payment ${row}`)) continue;
      const decision = decisionOf(payment.status) ?? above;
      const reference = payment.reference?.toUpperCase() ?? '';
      const reason = payment.reason ?? why;
      const before = seen.get(reference);
      seen.set(reference, before ?? row);
      if (reference === '') bad('it has no reference (OrgnlEndToEndId).');
      else if (before !== undefined) bad(`${reference} is payment ${before} too.`);
      else if (decision === null || decision === 'PART') bad('it has no status of its own (TxSts).');
      else if ((above === 'ACCEPTED' || above === 'REJECTED') && decision !== above)
        bad('its status is not that of its run. Ask the bank for a right file.');
      else if (decision === 'WAITS' || decision === 'UNKNOWN') continue;
      else if (decision === 'REJECTED' && !REASON.test(reason ?? ''))
        bad('a rejected payment needs the bank’s reason code.');
      else
        rows.push({
          row,
          reference,
          result: decision,
          reason: decision === 'REJECTED' ? reason : null,
          pence: payment.pence,
        });
    }
  }
  if (report.blocks.length === 0) whole(report.reference, report, group);
  if (rows.length === 0 && wholeRuns.length === 0 && problems.length === 0)
    wrong('The bank has not decided about any payment yet. Take in the file that it sends next.');
  return { rows, wholeRuns, problems: problems.slice(0, MOST_PROBLEMS) };
}

/** Each run that is spoken of as a whole becomes a row for each of its payments that is not named itself. */
export function spreadRuns(
  report: ReadReport,
  paymentsOf: ReadonlyMap<string, readonly string[]>,
): { readonly rows: readonly ResultRow[]; readonly problems: readonly FieldProblem[] } {
  const named = new Set(report.rows.map((one) => one.reference));
  const rows = [...report.rows];
  const problems: FieldProblem[] = [];
  for (const { reference: run, result, reason } of report.wholeRuns) {
    const payments = paymentsOf.get(run) ?? [];
    if (payments.length === 0)
      problems.push({ field: 'file', message: `The council has sent no payment run ${run.slice(0, 40)} to the bank.` });
    for (const reference of payments) {
      if (named.has(reference)) continue;
      named.add(reference);
      rows.push({ row: rows.length + 1, reference, result, reason, pence: null });
    }
  }
  return { rows, problems };
}
