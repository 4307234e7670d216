/** What the ledger tells the rest of the house. Ids, London days and pence as text; version 1. */
export const BUDGET_AMOUNT_CHANGED = 'ledger.budget-amount-changed';
/** Told when it is decided; `fromOn` may be to come or past. */
export const BUDGET_PAUSED = 'ledger.budget-paused';
export const BUDGET_RESTARTED = 'ledger.budget-restarted';
/** Told when it is decided: nothing may be delivered from `fromOn` on. What is held is for ordering to release. */
export const BUDGET_CLOSING = 'ledger.budget-closing';
/** Nothing is promised or owed any more; what was left has gone back to its funders. */
export const BUDGET_CLOSED = 'ledger.budget-closed';
/** An Individual Service Fund goes from one provider to another with the person; what is in it is the same. */
export const FUND_MOVED = 'ledger.fund-moved';
export const CONTINGENCY_OPENED = 'ledger.contingency-opened';
/** `fromOn`: those due on this day and after do not come. */
export const YEARLY_SUM_ENDED = 'ledger.yearly-sum-ended';
export const RECLAIM_PROPOSED = 'ledger.reclaim-proposed';
export const RECLAIM_DECIDED = 'ledger.reclaim-decided';
/** The council asks the person for what they still owe of their part. */
export const CONTRIBUTION_ASKED = 'ledger.contribution-asked';

export interface BudgetTold {
  readonly budgetId: string;
  readonly personId: string;
}

export interface BudgetFromDay extends BudgetTold {
  readonly decisionId: string;
  readonly fromOn: string;
}

export interface BudgetClosing extends BudgetFromDay {
  readonly cause: string;
}

export interface BudgetClosed extends BudgetTold {
  readonly cause: string;
  readonly reclaimedPence: string;
}

export interface ContributionAsked extends BudgetTold {
  readonly requestId: string;
  readonly pence: string;
  readonly payBy: string;
}

export interface ReclaimTold extends BudgetTold {
  readonly reclaimId: string;
  /** Proposed, or taken: 0 when an officer left the money where it is. */
  readonly pence: string;
}

/**
 * A budget's money will not reach in a coming week; once for each budget and week, and again where a week that was mended runs
 * short once more. Appended by ledger.note_short_weeks.
 */
export const SHORT_WEEK_AHEAD = 'ledger.short-week-ahead';

export interface ShortWeekAhead {
  readonly budgetId: string;
  readonly personId: string;
  /** Monday. */
  readonly weekStarting: string;
  /** The first day on which the money does not reach. */
  readonly onDate: string;
  /** Pence as text: on the worst day of that week, and of all the weeks looked at. */
  readonly missingPence: string;
  readonly missingInAllPence: string;
  /** The way of the part of a divided budget that does not reach; none: the whole does not. */
  readonly partRoute?: string;
  /** What short-week-over takes away again. */
  readonly warningId: string;
}

/** The week of a warning is mended, or over. Appended by ledger.note_short_weeks. */
export const SHORT_WEEK_OVER = 'ledger.short-week-over';

export interface ShortWeekOver {
  readonly budgetId: string;
  readonly personId: string;
  readonly weekStarting: string;
  readonly warningId: string;
}

export interface FundMoved extends BudgetFromDay {
  readonly fromProviderId: string;
  /** Who holds it from then on; none when it is no fund any more. */
  readonly toProviderIds: readonly string[];
  /** Council policy of the day: what becomes of orders with the provider that the fund leaves. */
  readonly openOrders: 'keep' | 'end';
}
