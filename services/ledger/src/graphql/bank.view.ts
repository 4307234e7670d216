import type { BankImport } from '../contract/bank.port.js';
import { sharedWords } from '../domain/bank-sums.js';
import type { BankLineRow, BankProposalRow, BankStatementRow } from '../persistence/bank.repository.js';

export interface BankLineView {
  readonly __typename: 'BankLine';
  readonly id: string;
  readonly words: string;
  readonly expenseId: string | null;
  readonly [field: string]: unknown;
}

export function bankLineView(row: BankLineRow): BankLineView {
  return {
    __typename: 'BankLine',
    id: row.id,
    budgetId: row.budget_id,
    on: row.on_day,
    words: row.words,
    amountPence: row.amount_pence,
    kind: row.kind,
    expenseId: row.expense_id,
  };
}

export function bankStatementView(row: BankStatementRow): Record<string, unknown> {
  return {
    id: row.id,
    from: row.from_on,
    to: row.to_on,
    accountEnding: row.account_ending,
    openingPence: row.opening_pence,
    closingPence: row.closing_pence,
    lineCount: row.line_count,
    newCount: row.new_count,
    importedAt: row.imported_at,
  };
}

/** The likeliest first: the one that shares most words with the line, then the nearest day, as the rows come. */
export function proposalViews(words: string, rows: readonly BankProposalRow[]): Record<string, unknown>[] {
  return rows
    .map((row) => ({ row, shared: row.payee === null ? 0 : sharedWords(words, row.payee) }))
    .toSorted((one, other) => other.shared - one.shared)
    .map(({ row, shared }) => ({
      kind: row.kind,
      entryId: row.entry_id,
      on: row.on_day,
      amountPence: row.amount_pence,
      payee: row.payee,
      wordsMatch: shared > 0,
    }));
}

export function fileProblems(read: BankImport): Record<string, unknown> {
  return { __typename: 'BankFileProblems', problems: read.problems };
}
