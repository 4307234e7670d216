import type { Pence } from '@owncourse/kernel/contract';
import { accountEnding, readBankDay, readBankPence, readBankWords } from './bank-cells.js';
import { accountAbove, type BankColumns, bankColumns, mayBeAboveHeading } from './bank-columns.js';

/** More than a busy account has in two years. */
export const MOST_LINES = 5000;
export const MOST_PROBLEMS = 50;
const LONGEST_SHOWN = 30;

/** One thing that is wrong with a file; rows count from 1, as a spreadsheet does. */
export interface BankFileProblem {
  readonly row: number;
  /** As the file names it; empty where it is the whole row. */
  readonly column: string;
  readonly value: string;
  /** What to do. */
  readonly remedy: string;
}

export interface BankFileLine {
  readonly onDay: string;
  readonly words: string;
  /** Into the account above zero, out of it below. */
  readonly amountPence: Pence;
  /** The bank's own number of it, the same in every file of the account; null where the file tells none. */
  readonly bankId: string | null;
}

export interface BankFileLines {
  readonly accountEnding: string;
  /** Oldest first. */
  readonly lines: readonly BankFileLine[];
  /** Before the first line and after the last; null where the file tells no balance, or one that does not add up. */
  readonly balances: { readonly openingPence: Pence; readonly closingPence: Pence } | null;
  /** Lines from before the budget, which are not its affair. */
  readonly leftOut: number;
  readonly problems: readonly BankFileProblem[];
}

interface Read extends BankFileLine {
  readonly balancePence: Pence | null;
}

/** Reads a bank statement row by row, in any order of days and columns. Nothing of it is kept where one row is wrong. */
export class BankFile {
  private columns: BankColumns | null = null;
  private account = '';
  private leftOut = 0;
  private readonly read: Read[] = [];
  private readonly problems: BankFileProblem[] = [];

  /** @param budgetFrom the budget's first day @param today the last day that a line can have */
  constructor(
    private readonly budgetFrom: string,
    private readonly today: string,
  ) {}

  /** @returns false once there is no use in reading on */
  take(row: number, cells: readonly string[]): boolean {
    if (!this.columns) return this.lookForHeading(row, cells);
    if (this.read.length >= MOST_LINES)
      return this.stop(row, `Send at most ${MOST_LINES} lines at a time: a few months of it.`);
    this.takeLine(row, cells, this.columns);
    return this.problems.length < MOST_PROBLEMS;
  }

  /** For a file that cannot be taken apart into rows. */
  unreadable(row: number, remedy: string): void {
    this.problems.push({ row, column: '', value: '', remedy });
  }

  lines(): BankFileLines {
    if (!this.columns && this.problems.length === 0)
      this.unreadable(
        1,
        'There is no heading. Choose “CSV”, “OFX” or “QIF” where the bank offers the statement. A CSV file names the date, what it was, and the amount, or “Paid in” and “Paid out”.',
      );
    if (this.columns && this.read.length === 0 && this.leftOut === 0 && this.problems.length === 0)
      this.unreadable(1, 'There are no payments in this file. Choose other days at the bank.');
    const lines = oldestFirst(this.read);
    return {
      accountEnding: accountEnding(this.account),
      lines: lines.map(({ onDay, words, amountPence, bankId }) => ({ onDay, words, amountPence, bankId })),
      balances: balancesOf(lines),
      leftOut: this.leftOut,
      problems: this.problems,
    };
  }

  private lookForHeading(row: number, cells: readonly string[]): boolean {
    this.columns = bankColumns(cells);
    if (!this.columns) this.account ||= accountAbove(cells);
    return this.columns !== null || mayBeAboveHeading(row);
  }

  private stop(row: number, remedy: string): boolean {
    this.unreadable(row, remedy);
    return false;
  }

  private takeLine(row: number, cells: readonly string[], columns: BankColumns): void {
    const cell = (at: number): string => (at < 0 ? '' : (cells[at] ?? '').trim());
    if (cells.every((one) => one.trim() === '')) return;
    const words = readBankWords(columns.words.map(cell).filter(Boolean).join(' '));
    const amountPence = this.amountOf(row, columns, cell);
    if (amountPence === undefined) return;
    // A line that only tells the balance moves nothing.
    if (amountPence === null && /balance|brought forward|carried forward/i.test(words)) return;
    const onDay = readBankDay(cell(columns.day));
    const balancePence = cell(columns.balance) === '' ? null : readBankPence(cell(columns.balance));
    const problem = this.problemOf({ onDay, amountPence, balancePence, hasBalance: cell(columns.balance) !== '' });
    if (problem) {
      const column = problem.column === 'amount' ? Math.max(columns.amount, columns.paidOut) : columns[problem.column];
      this.wrong(row, columns, column, cell(column), problem.remedy);
      return;
    }
    if (onDay === null || amountPence === null) return;
    if (amountPence === 0n) return;
    if (onDay < this.budgetFrom) {
      this.leftOut += 1;
      return;
    }
    this.account ||= cell(columns.account);
    this.read.push({ onDay, words: words || 'No words', amountPence, bankId: null, balancePence });
  }

  private problemOf(line: {
    readonly onDay: string | null;
    readonly amountPence: Pence | null;
    readonly balancePence: Pence | null;
    readonly hasBalance: boolean;
  }): { readonly column: 'amount' | 'day' | 'balance'; readonly remedy: string } | null {
    if (line.amountPence === null)
      return { column: 'amount', remedy: 'Write the sum, such as 12.50, or take the row out.' };
    if (line.onDay === null) return { column: 'day', remedy: 'Write the day as 04/03/2026 or 2026-03-04.' };
    if (line.onDay > this.today) return { column: 'day', remedy: 'This day is still to come. Take the row out.' };
    if (line.hasBalance && line.balancePence === null)
      return { column: 'balance', remedy: 'Write the balance as a sum, such as 1,204.60, or leave it empty.' };
    return null;
  }

  /** Null where the row has no sum; undefined where what stands there is none, which is named. */
  private amountOf(row: number, columns: BankColumns, cell: (at: number) => string): Pence | null | undefined {
    const asked = columns.amount >= 0 ? [columns.amount] : [columns.paidIn, columns.paidOut];
    let sum: Pence | null = null;
    for (const at of asked) {
      if (cell(at) === '') continue;
      const pence = readBankPence(cell(at));
      if (pence === null) {
        this.wrong(row, columns, at, cell(at), 'Write the sum in pounds and pence, such as 1,204.60.');
        return undefined;
      }
      // Some banks write what went out below zero in its own column, others above.
      const signed = at !== columns.paidOut || columns.amount >= 0 ? pence : pence > 0n ? -pence : pence;
      if (sum !== null && sum !== 0n && signed !== 0n) {
        this.wrong(row, columns, at, cell(at), 'Only one of paid in and paid out can have a sum. Make two rows of it.');
        return undefined;
      }
      if (sum === null || signed !== 0n) sum = signed;
    }
    return sum;
  }

  private wrong(row: number, columns: BankColumns, column: number, value: string, remedy: string): void {
    const shown = value.length > LONGEST_SHOWN ? `${value.slice(0, LONGEST_SHOWN)}…` : value;
    this.problems.push({ row, column: columns.names[column] ?? '', value: shown, remedy });
  }
}

/** Whether each balance follows from the one before. */
function addsUp(lines: readonly Read[]): boolean {
  return lines.every(({ balancePence, amountPence }, index) => {
    const before = lines[index - 1]?.balancePence ?? null;
    return index === 0 || (balancePence !== null && before !== null && before + amountPence === balancePence);
  });
}

/** Files come with the newest or the oldest first; of one day alone only the balances tell. */
function oldestFirst(read: readonly Read[]): readonly Read[] {
  const [first, last] = [read[0]?.onDay ?? '', read.at(-1)?.onDay ?? ''];
  const turned = read.toReversed();
  const newestFirst = first > last || (first === last && !addsUp(read) && addsUp(turned));
  const lines = newestFirst ? turned : [...read];
  // A file that mixes its days is put in order; equal days keep theirs.
  return lines.toSorted((one, other) => (one.onDay < other.onDay ? -1 : one.onDay > other.onDay ? 1 : 0));
}

function balancesOf(lines: readonly Read[]): BankFileLines['balances'] {
  const [first, last] = [lines[0], lines.at(-1)];
  if (!first || !last || first.balancePence === null || last.balancePence === null || !addsUp(lines)) return null;
  return { openingPence: first.balancePence - first.amountPence, closingPence: last.balancePence };
}
