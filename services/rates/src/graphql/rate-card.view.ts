import { NIL_ID, type Pence } from '@owncourse/kernel/contract';
import { type BenchmarkFigure, benchmarkWords } from '../domain/benchmark.js';
import { percentChange, rateWords } from '../domain/price-change.js';
import type { ChangeRow } from '../persistence/difference.repository.js';
import type { CardRow, CardStatus, RateRow } from '../persistence/card.repository.js';

export interface RateCardView {
  readonly __typename: 'RateCard';
  readonly id: string;
  readonly provider: { readonly id: string } | null;
  readonly version: number;
  readonly status: CardStatus;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly itemCount: number;
  readonly bankHolidayMultiplier: string;
  readonly cancellationNoticeHours: number;
  readonly cancellationPercent: string;
  readonly holdingRoutes: readonly string[];
  readonly fromProposal: boolean;
  readonly madeByReader: boolean;
  readonly madeBy: string | null;
  readonly madeAt: Date | null;
  readonly answeredBy: string | null;
  readonly answeredAt: Date | null;
  readonly sentBackReason: string | null;
  readonly withdrawnBy: string | null;
  readonly withdrawnAt: Date | null;
  readonly withdrawalReason: string | null;
  readonly canBeWithdrawn: boolean;
}

/** @param today a London day */
export function rateCardView(row: CardRow, readerId: string, today: string): RateCardView {
  return {
    __typename: 'RateCard',
    id: row.id,
    provider: row.provider_id === NIL_ID ? null : { id: row.provider_id },
    version: row.version,
    status: row.status,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    itemCount: row.item_count,
    bankHolidayMultiplier: row.bank_holiday_multiplier,
    cancellationNoticeHours: row.cancellation_notice_hours,
    cancellationPercent: row.cancellation_percent,
    holdingRoutes: row.holding_routes,
    fromProposal: row.origin === 'PROPOSAL',
    madeByReader: row.made_by === readerId,
    madeBy: row.made_by,
    madeAt: row.made_at,
    answeredBy: row.answered_by,
    answeredAt: row.answered_at,
    sentBackReason: row.sent_back_reason,
    withdrawnBy: row.withdrawn_by,
    withdrawnAt: row.withdrawn_at,
    withdrawalReason: row.withdrawal_reason,
    canBeWithdrawn: row.status === 'PUBLISHED' && row.valid_from > today,
  };
}

export interface AgreedRateView {
  readonly what: string;
  readonly variantId: string | null;
  readonly unit: string;
  readonly kind: string | null;
  readonly unitPricePence: Pence | null;
}

export function agreedRateView(row: RateRow): AgreedRateView {
  return {
    what: rateWords(row.service_name, row.variant_name),
    variantId: row.variant_id === NIL_ID ? null : row.variant_id,
    unit: row.unit,
    kind: row.kind,
    unitPricePence: row.kind === 'QUOTE' ? null : row.pence,
  };
}

interface PerhapsFigure {
  readonly name: string | null;
  readonly hourly_pence: Pence | null;
  readonly valid_from: string | null;
  readonly valid_to: string | null;
}

/** The warning in words; null where the price is at or above every figure. */
export function warningOf({ name, hourly_pence, valid_from, valid_to }: PerhapsFigure): string | null {
  if (name === null || hourly_pence === null || valid_from === null) return null;
  const figure: BenchmarkFigure = { name, hourly_pence, valid_from, valid_to };
  return benchmarkWords(figure);
}

export function rateChangeView(row: ChangeRow): Record<string, unknown> {
  const isQuoted = row.old_kind === 'QUOTE' || row.new_kind === 'QUOTE';
  return {
    change: row.change,
    what: rateWords(row.service_name, row.variant_name),
    unit: row.unit,
    oldKind: row.old_kind,
    oldPence: row.old_kind === 'QUOTE' ? null : row.old_pence,
    newKind: row.new_kind,
    newPence: row.new_kind === 'QUOTE' ? null : row.new_pence,
    percent: isQuoted ? null : percentChange(row.old_pence, row.new_pence),
    warning: warningOf(row),
  };
}
