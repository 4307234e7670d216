import type { Actor, Pence, Queries, TenThousandths } from '@owncourse/kernel/contract';

export const RATES = Symbol('RatesPort');

export type PriceKindName = 'FIXED' | 'CAPPED' | 'OFF_CARD' | 'PUBLIC' | 'QUOTE';

/** What one unit costs, and why. Pence for one unit. */
export interface PriceView {
  readonly unitPricePence: Pence;
  readonly publicUnitPricePence: Pence;
  readonly ownMoneyPence: Pence;
  readonly kind: PriceKindName;
  readonly orderable: boolean;
  readonly reasons: readonly { readonly code: string; readonly words: string }[];
  readonly rateCardVersion: number | null;
  /** What a line of that day is multiplied by; 10000n for an ordinary day. */
  readonly multiplier: TenThousandths;
  /** The bank holiday that the multiplier is for; null on an ordinary day. */
  readonly bankHoliday: string | null;
}

export interface RateItemInput {
  /** Exactly one of variantId and supportTypeSlug. */
  readonly variantId?: string;
  readonly supportTypeSlug?: string;
  readonly unit: string;
  readonly kind: 'FIXED' | 'CAPPED' | 'QUOTE';
  readonly unitPricePence: Pence;
}

export interface PublishRateCardInput {
  readonly councilId: string;
  /** Null: the card holds for any provider. */
  readonly providerId: string | null;
  readonly version: number;
  readonly validFrom: string;
  /** First day after the card; null for open. */
  readonly validBefore: string | null;
  /** A decimal such as "1.5". */
  readonly bankHolidayMultiplier: string;
  readonly cancellationNoticeHours: number;
  readonly cancellationPercent: string;
  readonly items: readonly RateItemInput[];
}

/** A published least price of an hour, with the days it is for. */
export interface BenchmarkInput {
  readonly code: string;
  readonly name: string;
  readonly supportTypes: readonly string[];
  readonly hourlyPence: Pence;
  readonly validFrom: string;
  /** First day after; null for open. */
  readonly validBefore: string | null;
  /** Who published it, where and when. */
  readonly source: string;
}

export interface ProposeRateInput {
  readonly idempotencyKey: string;
  readonly cardId: string;
  readonly variantId: string;
  readonly unitPricePence: Pence;
  /** A London day. */
  readonly fromOn: string;
  readonly reason: string;
}

export interface AnswerRateProposalInput {
  readonly idempotencyKey: string;
  readonly proposalId: string;
  readonly accept: boolean;
  /** Needed for a no. */
  readonly words?: string | null;
}

/** Rate cards and the one price rule. */
export interface RatesPort {
  /** Operator: published least prices of an hour of care, by their days. Refuses BENCHMARK_OVERLAP. */
  importBenchmarks(actor: Actor, rows: readonly BenchmarkInput[]): Promise<void>;
  /** At setup: a whole card by one finance officer; day to day two officers go by a draft. Refuses RATE_CARD_OVERLAP. @returns the card's id */
  publishRateCard(actor: Actor, input: PublishRateCardInput): Promise<string>;
  /** A provider asks for another price from a day on. Refuses NOT_FOUND, RATE_PROPOSAL_DAY, RATE_PROPOSAL_WAITING. @returns its id */
  proposeRate(actor: Actor, input: ProposeRateInput): Promise<string>;
  /** The officer's yes makes a draft that a second officer publishes. Refuses WRONG_STATE, RATE_CARD_TOO_LATE. @returns the proposal's id */
  answerRateProposal(actor: Actor, input: AnswerRateProposalInput): Promise<string>;
  /** Prices for somebody this council funds (null: public prices), in the order of the ids; null for an unknown variant. */
  prices(
    queries: Queries,
    councilId: string | null,
    variantIds: readonly string[],
    onDate: string,
  ): Promise<(PriceView | null)[]>;
  /** Job: keeps the calendar of bank holidays up. */
  keepBankHolidays(): Promise<void>;
}
