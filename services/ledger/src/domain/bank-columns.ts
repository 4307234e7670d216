/** Columns by the names that banks give them; the first that a file has is taken. */
const NAMES = {
  day: ['date', 'transaction date', 'posting date', 'posted date', 'date posted', 'completed date', 'value date'],
  amount: ['amount', 'transaction amount', 'value', 'sum'],
  paidIn: ['paid in', 'money in', 'credit', 'credit amount', 'credits', 'deposits', 'deposit', 'receipts', 'in'],
  paidOut: ['paid out', 'money out', 'debit', 'debit amount', 'debits', 'withdrawals', 'withdrawal', 'payments', 'out'],
  balance: ['balance', 'account balance', 'running balance', 'closing balance'],
  account: ['account number', 'account no', 'account'],
} as const;
/** What a line says may stand in several columns; they are read one after the other. */
const WORDS = [
  'description',
  'transaction description',
  'details',
  'transaction details',
  'narrative',
  'memo',
  'name',
  'counter party',
  'counterparty',
  'payee',
  'merchant',
  'transaction',
  'transactions',
  'reference',
  'notes',
];
/** Banks write some lines about the account above the heading. */
const LAST_HEADING_ROW = 20;

export interface BankColumns {
  /** The place of each column, from 0; -1 for none. */
  readonly day: number;
  readonly amount: number;
  readonly paidIn: number;
  readonly paidOut: number;
  readonly balance: number;
  readonly account: number;
  readonly words: readonly number[];
  /** As the file writes them. */
  readonly names: readonly string[];
}

function plain(cell: string): string {
  return cell
    .toLowerCase()
    .replace(/\(?(£|gbp|sterling)\)?/g, '')
    .replace(/[^a-z]+/g, ' ')
    .trim();
}

/** The columns that a row names, if it is the heading of a statement; null for any other row. */
export function bankColumns(cells: readonly string[]): BankColumns | null {
  const heads = cells.map(plain);
  const place = (names: readonly string[]): number =>
    names.map((name) => heads.indexOf(name)).find((at) => at >= 0) ?? -1;
  const columns = {
    day: place(NAMES.day),
    amount: place(NAMES.amount),
    paidIn: place(NAMES.paidIn),
    paidOut: place(NAMES.paidOut),
    balance: place(NAMES.balance),
    account: place(NAMES.account),
    words: WORDS.map((name) => heads.indexOf(name)).filter((at) => at >= 0),
    names: cells.map((cell) => cell.trim()),
  };
  const tellsSums = columns.amount >= 0 || (columns.paidIn >= 0 && columns.paidOut >= 0);
  return columns.day >= 0 && tellsSums && columns.words.length > 0 ? columns : null;
}

/** Whether a heading may still come. @param row from 1 */
export function mayBeAboveHeading(row: number): boolean {
  return row <= LAST_HEADING_ROW;
}

/** The account's number in a line above the heading ("Account number: 12345678"); '' where there is none. */
export function accountAbove(cells: readonly string[]): string {
  const [head = '', ...rest] = cells;
  return plain(head).startsWith('account') ? `${head} ${rest.join(' ')}` : '';
}

/** Which sign parts the columns of a file: the one with which one of its first rows is a heading. */
export function delimiterOf(text: string): ',' | ';' | '\t' {
  const rows = text.split('\n', LAST_HEADING_ROW);
  const parts = (sign: string): boolean =>
    rows.some((row) => bankColumns(row.split(sign).map((cell) => cell.replaceAll('"', ''))) !== null);
  return ([',', ';', '\t'] as const).find(parts) ?? ',';
}
