import type { Actor, Pence } from '@owncourse/kernel/contract';
import type { FundingKind, HoldingRouteName } from './ledger.port.js';

export const BUDGET_LIFE = Symbol('BudgetLifePort');

export type ClosingCause = 'DEATH' | 'MOVED' | 'DECLINED' | 'OTHER';
export type SumApartKind = 'CONTINGENCY' | 'EMPLOYER';

/** What every decision of an officer about a budget carries. Days are London days, sums pence. */
export interface BudgetDecisionInput {
  readonly budgetId: string;
  readonly idempotencyKey: string;
  /** The person reads it. */
  readonly reason: string;
  /** The newest decision that the officer saw, null for none; left out where nobody looked. */
  readonly lastDecisionId?: string | null | undefined;
}

export interface ChangeAmountInput extends BudgetDecisionInput {
  readonly fromDate: string;
  readonly weeklyPence: Pence;
}

export interface AddYearlySumInput extends BudgetDecisionInput {
  readonly firstOn: string;
  readonly lastOn?: string | null | undefined;
  readonly amountPence: Pence;
}

export interface EndYearlySumInput extends BudgetDecisionInput {
  readonly yearlySumId: string;
  readonly fromDate: string;
}

export interface FromDayInput extends BudgetDecisionInput {
  readonly fromDate: string;
}

export interface CloseBudgetInput extends FromDayInput {
  readonly cause: ClosingCause;
}

export interface ChangeFundersInput extends FromDayInput {
  /** Weights: 3 and 1 are three quarters and one quarter. */
  readonly sources: readonly { readonly kind: FundingKind; readonly weight: number }[];
}

export interface HoldingPart {
  readonly route: HoldingRouteName;
  readonly holderId?: string | null | undefined;
  readonly weeklyPence?: Pence | null | undefined;
}

/** What would be decided, without the deciding. */
export interface HoldingEffectInput {
  readonly budgetId: string;
  readonly fromDate: string;
  readonly routes: readonly HoldingPart[];
}

export interface ChangeHoldingInput extends FromDayInput {
  /**
   * One way, or the parts of a mix in the order in which their sums are filled. The holder is left out where the way says it: the
   * council, or the person. Exactly one of several has no weekly sum: it gets the rest.
   */
  readonly routes: readonly HoldingPart[];
}

export interface SetSumApartInput extends BudgetDecisionInput {
  readonly kind: SumApartKind;
  readonly amountPence: Pence;
}

export interface OpenContingencyInput extends BudgetDecisionInput {
  readonly amountPence: Pence;
}

export interface DecideReclaimInput {
  readonly reclaimId: string;
  readonly idempotencyKey: string;
  readonly reason: string;
  /** 0 leaves all of it where it is. */
  readonly takePence: Pence;
}

export interface DisagreeWithReclaimInput {
  readonly reclaimId: string;
  readonly idempotencyKey: string;
  readonly words: string;
}

/** The life of a budget. Each gives the budget's id; all refuse NOT_FOUND, WRONG_STATE and INVALID_INPUT. */
export interface BudgetLifePort {
  /** Finance officer: another weekly amount from a day. Days already paid for are put right at once. */
  changeAmount(actor: Actor, input: ChangeAmountInput): Promise<string>;
  addYearlySum(actor: Actor, input: AddYearlySumInput): Promise<string>;
  /** Finance officer: those due on a day and after do not come. What has come in stays. */
  endYearlySum(actor: Actor, input: EndYearlySumInput): Promise<string>;
  /** Stops instalments and new orders from a day. What is held for visits stays held. */
  pauseBudget(actor: Actor, input: FromDayInput): Promise<string>;
  restartBudget(actor: Actor, input: FromDayInput): Promise<string>;
  /** Ends a budget from a day; it closes when nothing is promised or owed any more. */
  closeBudget(actor: Actor, input: CloseBudgetInput): Promise<string>;
  /** Finance officer: whose money it is, by shares, from a day. What was split before stays. */
  changeFunders(actor: Actor, input: ChangeFundersInput): Promise<string>;
  /** Finance officer: who holds the money from a day. Nothing of it moves. */
  changeHolding(actor: Actor, input: ChangeHoldingInput): Promise<string>;
  setSumApart(actor: Actor, input: SetSumApartInput): Promise<string>;
  /** Approver. Refuses CONTINGENCY_SHORT {leftPence}. */
  openContingency(actor: Actor, input: OpenContingencyInput): Promise<string>;
  /** Finance officer. Refuses NOTICE_NOT_OVER {decideFrom} and RECLAIM_TOO_MUCH {mostPence}. */
  decideReclaim(actor: Actor, input: DecideReclaimInput): Promise<string>;
  /** The person, or who acts for them. */
  disagreeWithReclaim(actor: Actor, input: DisagreeWithReclaimInput): Promise<string>;
  /** Job: pauses, restarts and ends whose day has come. Safe beside itself. */
  followDays(): Promise<void>;
  /** Job: keeps the plans of budgets without an end two years ahead. */
  planAhead(): Promise<void>;
  /** Job: proposes to take back what is over the council's reserve. */
  proposeReclaims(): Promise<void>;
}
