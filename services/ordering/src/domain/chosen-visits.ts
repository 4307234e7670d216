import type { Pence } from '@owncourse/kernel/contract';
import { cancellationFee } from './cancellation-fee.js';
import type { Cancellation } from './cancellation-request.js';

/** A visit that has not been entered. */
interface OpenVisit {
  readonly id: string;
  readonly on_date: string;
  readonly starts_at: Date;
  readonly amount_pence: Pence;
  readonly status: string;
  readonly price_is_asked: boolean;
  readonly cancellation_notice_hours: number;
  readonly cancellation_percent_hundredths: bigint;
}

/**
 * A visit that has begun is not cancelled with a range of days; by itself it can be. A provider that stops all leaves what has
 * begun to be entered.
 */
export function isChosen(visit: OpenVisit, wanted: Cancellation, at: Date, byProvider: boolean): boolean {
  if (wanted.kind === 'ONE') return true;
  if (wanted.kind === 'ALL') return !byProvider || visit.starts_at > at;
  if (visit.on_date < wanted.fromOn || visit.starts_at <= at) return false;
  return wanted.kind === 'REST' || visit.on_date <= wanted.throughOn;
}

export function firstDay(visits: readonly OpenVisit[]): string {
  return visits.map((visit) => visit.on_date).sort()[0] ?? '';
}

export function withFees(
  visits: readonly OpenVisit[],
  { free, at }: { readonly free: boolean; readonly at: Date },
): { id: string; feePence: Pence }[] {
  return visits.map((visit) => ({
    id: visit.id,
    feePence:
      free || visit.price_is_asked || visit.status !== 'HELD'
        ? 0n
        : cancellationFee(visit.amount_pence, visit.starts_at, at, {
            noticeHours: visit.cancellation_notice_hours,
            percentHundredths: visit.cancellation_percent_hundredths,
          }),
  }));
}

export function feeOf(visits: readonly { readonly feePence: Pence }[]): Pence {
  return visits.reduce((sum, visit) => sum + visit.feePence, 0n);
}
