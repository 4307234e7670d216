import type { Pence } from '@owncourse/kernel/contract';
import { readBankDay, readBankPence, readBankWords } from './bank-cells.js';
import { type BankFileLine, type BankFileLines, type BankFileProblem, MOST_LINES, MOST_PROBLEMS } from './bank-file.js';

/** Accounts whose lines are payments. */
const KINDS: ReadonlySet<string> = new Set(['!type:bank', '!type:ccard', '!type:cash']);
/** Every letter that a payment's line can begin with; what is not read here moves no money. */
const LETTERS = 'DTUPMNCLASE$%FXYIQO';

interface Payment {
  row: number;
  readonly said: Map<string, string>;
}

/** "4/3'26" and "04/ 3/26" are days too; QIF writes the day first here, as British banks do. */
function readDay(text: string): string | null {
  return readBankDay(text.replaceAll("'", '/').replace(/\s+/g, ''));
}

/**
 * A statement in QIF, as British banks give it. It tells no account, no balance and no number of a payment, so that its lines
 * are told apart as those of a CSV file are. Nothing of it is kept where one payment is wrong.
 * @param budgetFrom the budget's first day @param today the last day that a line can have
 */
export function readQif(text: string, budgetFrom: string, today: string): BankFileLines {
  const problems: BankFileProblem[] = [];
  const lines: BankFileLine[] = [];
  let leftOut = 0;
  let reads = false;
  let payment: Payment = { row: 0, said: new Map() };
  const wrong = (row: number, column: string, value: string, remedy: string): void => {
    problems.push({ row, column, value: value.slice(0, 30), remedy });
  };
  const take = ({ row, said }: Payment): void => {
    const value = (letter: string): string => (said.get(letter) ?? '').trim();
    const amount = value('T') || value('U');
    const [amountPence, onDay]: [Pence | null, string | null] = [readBankPence(amount), readDay(value('D'))];
    // What was there before the first payment moves nothing.
    if (/^opening balance$/i.test(value('P'))) return;
    if (amountPence === null) wrong(row, 'T', amount, 'Write the sum, such as -12.50, or take the payment out.');
    else if (onDay === null) wrong(row, 'D', value('D'), 'Write the day as 04/03/2026, the day before the month.');
    else if (onDay > today) wrong(row, 'D', value('D'), 'This day is still to come. Take the payment out.');
    else if (onDay < budgetFrom) leftOut += 1;
    else if (amountPence !== 0n) {
      const words = readBankWords([value('P'), value('M')].filter(Boolean).join(' '));
      lines.push({ onDay, words: words || 'No words', amountPence, bankId: null });
    }
  };
  for (const [index, raw] of text.split('\n').entries()) {
    const [row, line] = [index + 1, raw.trimEnd()];
    if (line === '') continue;
    if (problems.length >= MOST_PROBLEMS) break;
    if (line.startsWith('!')) {
      reads = KINDS.has(line.toLowerCase().trim());
      continue;
    }
    // Lists of accounts and categories stand between the payments of some programs.
    if (!reads) continue;
    if (line.startsWith('^')) {
      if (payment.said.size > 0) take(payment);
      payment = { row: 0, said: new Map() };
      if (lines.length <= MOST_LINES) continue;
      wrong(row, '', '', `Send at most ${MOST_LINES} lines at a time: a few months of it.`);
      break;
    }
    const letter = line.charAt(0);
    if (!LETTERS.includes(letter)) {
      wrong(row, '', line, 'This line is not of a bank statement in QIF. Get the file from the bank again.');
      break;
    }
    if (payment.row === 0) payment.row = row;
    // Parts of a payment may repeat; the payment's own come first.
    if (!payment.said.has(letter)) payment.said.set(letter, line.slice(1));
  }
  if (payment.said.size > 0 && problems.length === 0)
    wrong(payment.row, '', '', 'The last payment does not end. Get the file from the bank again.');
  if (lines.length === 0 && leftOut === 0 && problems.length === 0)
    wrong(1, '', '', 'There are no payments in this file. Choose other days at the bank.');
  return {
    accountEnding: '',
    lines: lines.toSorted((one, other) => (one.onDay < other.onDay ? -1 : one.onDay > other.onDay ? 1 : 0)),
    balances: null,
    leftOut,
    problems,
  };
}
