import type { Pence } from '@owncourse/kernel/contract';
import type { BudgetRow } from '../persistence/budget.repository.js';

export interface BudgetView {
  readonly __typename: 'Budget';
  readonly id: string;
  readonly person: { readonly id: string };
  readonly council: { readonly id: string };
  readonly [field: string]: unknown;
  readonly availablePence: Pence;
  /** The last day. */
  readonly endsOn: string | null;
}

export function budgetView(row: BudgetRow): BudgetView {
  return {
    __typename: 'Budget',
    id: row.id,
    person: { id: row.person_id },
    council: { id: row.council_id },
    status: row.status,
    holdingRoute: row.holding_route,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    weeklyPence: row.weekly_pence,
    fundingSources: withPercents(row.sources ?? []).map(({ kind, sharePercent }) => ({ kind, sharePercent })),
    fundedPence: row.available_pence + row.committed_pence + row.accrued_pence + row.invoiced_pence + row.paid_pence,
    availablePence: row.available_pence,
    committedPence: row.committed_pence,
    accruedPence: row.accrued_pence,
    invoicedPence: row.invoiced_pence,
    paidPence: row.paid_pence,
    spentPence: row.accrued_pence + row.invoiced_pence + row.paid_pence,
    fundedThrough: row.funded_through,
    nextInstalmentOn: row.next_on,
    nextInstalmentPence: row.next_pence,
  };
}

/** Each share with its part of a hundred, one digit after the point at most. */
export function withPercents<Share extends { readonly weight: number }>(
  shares: readonly Share[],
): (Share & { readonly sharePercent: string })[] {
  const weights = shares.reduce((sum, share) => sum + share.weight, 0);
  return shares.map((share) => ({ ...share, sharePercent: String(Math.round((share.weight * 1000) / weights) / 10) }));
}
