import type { FieldProblem, Pence } from '@owncourse/kernel/contract';

/** One payment as the bank's file says of it. */
export interface ResultRow {
  /** As a spreadsheet counts; in a status report, which payment of it. */
  readonly row: number;
  readonly reference: string;
  readonly result: 'ACCEPTED' | 'REJECTED';
  readonly reason: string | null;
  /** Null where the file has no sums. */
  readonly pence: Pence | null;
}

export interface KnownPayment {
  readonly id: string;
  readonly reference: string;
  readonly amount_pence: Pence;
  readonly status: 'SENT' | 'ACCEPTED' | 'REJECTED';
}

/** Codes with which banks say that there is no such account any more: BACS (ARUCS) and ISO 20022. */
export const CLOSED_CODES: readonly string[] = ['B', 'C', '3', 'AC04', 'AC07', 'ED06'];

const REASONS: Readonly<Record<string, string>> = {
  '0': 'the details are wrong',
  '2': 'the account holder has died',
  '3': 'the account was moved',
  '5': 'there is no such account',
  A: 'the payment was stopped',
  B: 'the account is closed',
  C: 'the account was moved to another bank',
  AC01: 'the account number is wrong',
  AC04: 'the account is closed',
  AC03: 'the account number is wrong',
  AC06: 'the account is blocked',
  AC07: 'the account is closed',
  AC13: 'the account is of a kind that cannot be paid so',
  AG01: 'the account cannot be paid so',
  AM02: 'the sum is more than may be paid at once',
  AM04: 'the council’s account had not enough money',
  AM05: 'the bank was told the same payment twice',
  BE04: 'the address is missing',
  DT01: 'the day is one on which nothing is paid',
  MD07: 'the account holder has died',
  MS03: 'the bank gives no reason',
  RC01: 'the sort code is wrong',
  RR04: 'the law does not let the bank pay it',
  TM01: 'the file came too late that day',
};

/** What a bank's code means; the code itself where it is not known. */
export function reasonWords(code: string): string {
  return REASONS[code] ?? `the bank gives the reason ${code}`;
}

const word = (text: string): string => text.trim().toLowerCase();
const RESULTS: Readonly<Record<string, ResultRow['result']>> = {
  accepted: 'ACCEPTED',
  accp: 'ACCEPTED',
  acsc: 'ACCEPTED',
  paid: 'ACCEPTED',
  rejected: 'REJECTED',
  rjct: 'REJECTED',
  returned: 'REJECTED',
};
const LONGEST_REASON = 35;
const MOST_PROBLEMS = 50;

export interface ReadResult {
  readonly rows: readonly ResultRow[];
  readonly problems: readonly FieldProblem[];
}

function penceOf(text: string): Pence | null | undefined {
  if (text === '') return null;
  const parts = /^£?(\d{1,9}(?:,\d{3})*)\.(\d{2})$/.exec(text);
  return parts ? BigInt(`${(parts[1] ?? '').replaceAll(',', '')}${parts[2] ?? ''}`) : undefined;
}

/** Reads the rows of a bank's answer. The first row names the columns: reference, result, and where there are, reason and amount. */
export function readBankResult(
  sheet: readonly { readonly row: number; readonly cells: readonly string[] }[],
): ReadResult {
  const [head, ...body] = sheet;
  const columns = (head?.cells ?? []).map(word);
  const at = (name: string): number => columns.indexOf(name);
  const [reference, result] = [at('reference'), at('result')];
  if (reference < 0 || result < 0)
    return {
      rows: [],
      problems: [{ field: 'file', message: 'Row 1 has to name the columns “reference” and “result”.' }],
    };
  if (body.length === 0) return { rows: [], problems: [{ field: 'file', message: 'The file has no payments.' }] };
  const rows: ResultRow[] = [];
  const problems: FieldProblem[] = [];
  const seen = new Map<string, number>();
  for (const { row, cells } of body) {
    const cell = (index: number): string => (index < 0 ? '' : (cells[index] ?? '').trim());
    const wrong = (message: string): void =>
      void problems.push({ field: `row.${row}`, message: `Row ${row}: ${message}` });
    const said = RESULTS[word(cell(result))];
    const name = cell(reference).toUpperCase();
    const reason = cell(at('reason')).toUpperCase().slice(0, LONGEST_REASON);
    const pence = penceOf(cell(at('amount')));
    const before = seen.get(name);
    if (before !== undefined) wrong(`${name} stands in row ${before} too. Leave one of them out.`);
    else if (said === undefined) wrong('the result has to be “accepted” or “rejected”.');
    else if (said === 'REJECTED' && !/^[A-Z0-9]+$/.test(reason))
      wrong('a rejected payment needs the bank’s reason code.');
    else if (pence === undefined) wrong('the amount has to be pounds and pence, such as 48.20.');
    else rows.push({ row, reference: name, result: said, reason: said === 'REJECTED' ? reason : null, pence });
    seen.set(name, before ?? row);
  }
  return { rows, problems: problems.slice(0, MOST_PROBLEMS) };
}

/** What does not go with what was sent to the bank, row by row. */
export function resultProblems(
  rows: readonly ResultRow[],
  known: ReadonlyMap<string, KnownPayment>,
  word: 'Row' | 'Payment' = 'Row',
): FieldProblem[] {
  return rows
    .flatMap(({ row, reference, result, pence }): FieldProblem[] => {
      const payment = known.get(reference);
      const wrong = (message: string): FieldProblem[] => [
        { field: `row.${row}`, message: `${word} ${row}: ${message}` },
      ];
      if (!payment) return wrong('the council has no payment of this reference.');
      if (pence !== null && pence !== payment.amount_pence) return wrong(`${reference} was sent with another amount.`);
      if (payment.status === 'REJECTED' && result === 'ACCEPTED')
        return wrong(`${reference} came back before, so it cannot be accepted now. Ask the bank.`);
      return [];
    })
    .slice(0, MOST_PROBLEMS);
}
