import type { Actor, Pence, Queries } from '@owncourse/kernel/contract';

export const LEDGER = Symbol('LedgerPort');

/** The key of the hash chain: given, or kept in a file that is made when it is first needed. */
export type ChainKeySource =
  | { readonly kind: 'given'; /** 64 hex digits. */ readonly hex: string }
  | { readonly kind: 'file'; readonly path: string };

/** Where the chain's key is and where its heads go: never into the database that they vouch for. */
export interface ChainPlace {
  readonly key: ChainKeySource;
  readonly headsFile: string;
}

export const CHAIN_PLACE = Symbol('ChainPlace');

export type HoldingRouteName =
  'DIRECT_PAYMENT' | 'REPRESENTATIVE' | 'TRUST' | 'BROKER' | 'INDIVIDUAL_SERVICE_FUND' | 'COUNCIL_MANAGED';
export type FundingKind = 'SOCIAL_CARE' | 'NHS' | 'CHILDREN' | 'OTHER';

export interface OpenBudgetInput {
  readonly budgetId?: string;
  readonly councilId: string;
  readonly personId: string;
  readonly startsOn: string;
  /** First day after the budget; null for no end. */
  readonly endsBefore: string | null;
  readonly weeklyPence: Pence;
  readonly paymentIntervalWeeks: 1 | 4;
  readonly route: HoldingRouteName;
  /** Who pays providers: the council's, the person's or an organisation's id. */
  readonly payerId: string;
  /** Weights: 3 and 1 are three quarters and one quarter. */
  readonly fundingSources: readonly { readonly kind: FundingKind; readonly weight: number }[];
  /** A week; 0 for none. NET: the council posts its share, the contribution posts when received. */
  readonly contributionPence: Pence;
  readonly netting: 'NET' | 'GROSS';
}

export interface RecordInstalmentInput {
  readonly budgetId: string;
  readonly idempotencyKey: string;
  readonly amountPence: Pence;
  readonly onDate: string;
}

export interface RecordContributionInput {
  readonly budgetId: string;
  readonly idempotencyKey: string;
  readonly fromOn: string;
  /** Exactly one of the two. */
  readonly entered?: { readonly weeklyPence: Pence; readonly netting: 'NET' | 'GROSS' } | null;
  readonly means?: ContributionMeans | null;
}

/** What a financial assessment found; nothing of it is kept. */
export interface ContributionMeans {
  /** A week. */
  readonly disposableIncomePence: Pence;
  readonly capitalPence: Pence;
}

export interface ContributionSumInput {
  readonly budgetId: string;
  readonly idempotencyKey: string;
  readonly amountPence: Pence;
  readonly onDate: string;
}

export interface AskForContributionInput {
  readonly budgetId: string;
  readonly idempotencyKey: string;
  /** At most what is still to pay. */
  readonly amountPence: Pence;
}

/** Budgets and the money in them. */
/** One of the coming 26 weeks of a budget. */
export interface WeekAhead {
  /** Monday. */
  readonly weekStarting: string;
  readonly comingInPence: Pence;
  /** Visits and regular payments. */
  readonly plannedPence: Pence;
  /** The part of them that is regular payments. */
  readonly regularPence: Pence;
  /** At the end of the week. */
  readonly leftPence: Pence;
  /** True when the money runs short on some day of the week. */
  readonly short: boolean;
}

export interface LedgerPort {
  /** Finance officer: opens a budget and puts its instalments on the plan. @returns the budget's id */
  openBudget(actor: Actor, input: OpenBudgetInput): Promise<string>;
  /** Finance officer: a one-off sum into a budget, today or earlier. @returns the budget's id */
  recordInstalment(actor: Actor, input: RecordInstalmentInput): Promise<string>;
  /** Finance officer: the person's contributions due up to today were received. */
  receiveContributions(actor: Actor, budget: { readonly id: string; readonly councilId: string }): Promise<void>;
  /** Finance officer: a dated result; the plan follows it. @returns the budget's id */
  recordContributionAssessment(actor: Actor, input: RecordContributionInput): Promise<string>;
  /** Finance officer: a sum that the person paid towards the budget. @returns the budget's id */
  recordContributionReceived(actor: Actor, input: ContributionSumInput): Promise<string>;
  /** Finance officer: asks the person for what they still owe. Moves nothing. @returns the budget's id */
  askForContribution(actor: Actor, input: AskForContributionInput): Promise<string>;
  /** Finance officer: gives back what was paid too much. @returns the budget's id */
  reimburseContribution(actor: Actor, input: ContributionSumInput): Promise<string>;
  /** Job: posts every instalment that is due at the clock's day. Safe beside itself. @returns ids of budgets that got money */
  postDueInstalments(): Promise<readonly string[]>;
  /** Job: links new transfers into the hash chain. Safe beside itself. @returns how many; 0 where no chain is kept */
  sealTransfers(): Promise<number>;
  /**
   * Job: looks at the coming 26 weeks of every budget, notes the weeks that will run short, and announces each once.
   * @returns how many budgets will run short, and how many weeks are announced for the first time
   */
  noteShortWeeks(): Promise<{ readonly short: number; readonly announced: number }>;
  /**
   * The coming weeks of a budget as it stands in this transaction, so that a change that is taken back again shows what it would do.
   * @returns none where the reader may not see the budget
   */
  weeksAhead(queries: Queries, budgetId: string, today: string): Promise<readonly WeekAhead[]>;
}

/** The actor of jobs: nobody pressed a button. */
export const SYSTEM_ACTOR_ID = '00000000-0000-0000-0000-000000000001';
