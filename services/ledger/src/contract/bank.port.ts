import type { Actor, Pence } from '@owncourse/kernel/contract';

export const BANK = Symbol('BankPort');

export interface ImportBankStatementInput {
  readonly budgetId: string;
  readonly idempotencyKey: string;
  /** The file's text, as the bank gives it: CSV, OFX or QIF; at most 700,000 letters. */
  readonly file: string;
}

/** What a line is. Each but NOT_THIS_BUDGET names an entry of the books with the same sum. */
export type BankLineKind = 'EXPENSE' | 'INVOICE' | 'COUNCIL' | 'MY_PART' | 'GIVEN_BACK' | 'NOT_THIS_BUDGET';

export interface ExplainBankLineInput {
  readonly lineId: string;
  readonly idempotencyKey: string;
  readonly kind: BankLineKind;
  /** From the line's proposals; null for NOT_THIS_BUDGET. */
  readonly entryId?: string | null;
}

export interface BankFileProblem {
  /** From 1, as a spreadsheet counts. */
  readonly row: number;
  readonly column: string;
  readonly value: string;
  readonly remedy: string;
}

/** Either the file's lines are in, or its problems are named and nothing of it is kept. */
export type BankImport =
  | { readonly problems: readonly BankFileProblem[] }
  | {
      readonly problems: readonly [];
      readonly statementId: string;
      readonly newLines: number;
      /** Brought by an earlier file. */
      readonly knownLines: number;
      /** From before the budget. */
      readonly leftOut: number;
    };

/** Bank and books of some days beside each other; sums are signed, into the account above zero. */
export interface BankPeriod {
  /** Null where no file covers any of the days. */
  readonly coveredFrom: string | null;
  readonly coveredTo: string | null;
  readonly openingPence: Pence | null;
  readonly closingPence: Pence | null;
  readonly inPence: Pence;
  readonly outPence: Pence;
  readonly explainedCount: number;
  readonly explainedPence: Pence;
  readonly openCount: number;
  readonly openPence: Pence;
  readonly asideCount: number;
  readonly asidePence: Pence;
  /** What the books say came in less what went out. */
  readonly booksPence: Pence;
  /** In the books, and no line of the bank. */
  readonly unseenCount: number;
  readonly unseenPence: Pence;
  /** Bank less books; the four parts below add up to it. */
  readonly differencePence: Pence;
  /** Explained lines whose entry is on the other side of the first or last day. */
  readonly otherDaysPence: Pence;
  /** What the balances say moved beyond the lines: lines that no file brought. Null without balances. */
  readonly missingPence: Pence | null;
}

/** A line that nobody has explained yet, and the entries that it could be, the nearest day first. */
export interface OpenBankLine {
  readonly id: string;
  readonly onDay: string;
  readonly words: string;
  readonly amountPence: Pence;
  readonly proposals: readonly { readonly kind: BankLineKind; readonly entryId: string }[];
}

/** Bank statements of whoever holds a budget's money. */
export interface BankPort {
  /** The holder, who may PAY for them, or a finance officer of the council. */
  importStatement(actor: Actor, input: ImportBankStatementInput): Promise<BankImport>;
  /**
   * The holder, or who may PAY for them; a finance officer where the person did not hold the money that day. Refuses NOT_PERMITTED,
   * WRONG_STATE and BANK_SUM_DIFFERS. @returns the line's id
   */
  explainLine(actor: Actor, input: ExplainBankLineInput): Promise<string>;
  /** Takes back what was said about a line. Refuses WRONG_STATE. @returns the line's id */
  undoExplanation(actor: Actor, input: { readonly lineId: string; readonly idempotencyKey: string }): Promise<string>;
  /** As the actor, the latest day first, at most a hundred. */
  openLines(actor: Actor, budgetId: string): Promise<readonly OpenBankLine[]>;
}
