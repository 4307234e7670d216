import type { Actor, Pence } from '@owncourse/kernel/contract';

export const REPORTS = Symbol('ReportsPort');

export type ReportGroupingName = 'SUPPORT_TYPE' | 'WARD' | 'MONTH';

export interface MarketReportInput {
  /** London days, both included. */
  readonly from: string;
  readonly to: string;
  readonly groupBy: ReportGroupingName;
}

/** Null where fewer than five people stand behind a figure, or where it would give such a figure away. */
export interface MarketReportRow {
  readonly key: string;
  readonly label: string;
  readonly spendPence: Pence | null;
  readonly orders: number | null;
  readonly people: number | null;
  readonly suppressed: boolean;
}

export interface MarketReport extends MarketReportInput {
  readonly rows: readonly MarketReportRow[];
  readonly totalSpendPence: Pence | null;
  readonly totalOrders: number | null;
  readonly totalPeople: number | null;
  readonly searchesWithoutResult: readonly { readonly value: string; readonly label: string; readonly count: number }[];
}

export interface ReportsPort {
  /** Commissioner, own council. Refuses NOT_PERMITTED, INVALID_INPUT. */
  marketReport(actor: Actor, input: MarketReportInput): Promise<MarketReport>;
}
