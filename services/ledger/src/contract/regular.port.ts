import type { Actor, Pence } from '@owncourse/kernel/contract';

export const REGULAR = Symbol('RegularPort');

export type RegularPattern = 'WEEK' | 'TWO_WEEKS' | 'FOUR_WEEKS' | 'MONTH' | 'QUARTER' | 'YEAR';

export interface PlanRegularExpenseInput {
  readonly budgetId: string;
  readonly idempotencyKey: string;
  /** A code of `ledger.expense_kind`. */
  readonly kind: string;
  readonly payee: string;
  readonly amountPence: Pence;
  readonly every: RegularPattern;
  /** The day of the first payment, today or later. */
  readonly firstOn: string;
  readonly lastOn?: string | null;
}

export interface ChangeRegularExpenseInput {
  readonly id: string;
  readonly idempotencyKey: string;
  readonly firstOn: string;
  readonly amountPence: Pence;
  readonly every: RegularPattern;
}

export interface EndRegularExpenseInput {
  readonly id: string;
  readonly idempotencyKey: string;
  readonly lastOn: string;
}

/** What a holder pays again and again: a plan that holds no money. For the holder, or who may PAY for them. */
export interface RegularPort {
  /** Refuses BUDGET_CLOSED, OUTSIDE_BUDGET_PERIOD, NOT_HELD_BY_PERSON, TOO_MANY_REGULAR. @returns its id */
  planRegularExpense(actor: Actor, input: PlanRegularExpenseInput): Promise<string>;
  /** Refuses WRONG_STATE where it is over by then. @returns its id */
  changeRegularExpense(actor: Actor, input: ChangeRegularExpenseInput): Promise<string>;
  /** Refuses WRONG_STATE where it is over by then. @returns its id */
  endRegularExpense(actor: Actor, input: EndRegularExpenseInput): Promise<string>;
}
