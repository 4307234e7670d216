import type { Pence } from '@owncourse/kernel/contract';
import type { VisitTaken } from '../use-cases/enter-interruption.js';

const MOST_SHOWN = 100;

interface VisitTakenView {
  readonly id: string;
  readonly onDate: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly service: { readonly id: string };
  readonly provider: { readonly id: string };
  readonly feePence: Pence;
  readonly retainerPence: Pence;
}

/** Visits that would not happen, in time order; the first hundred. */
export function visitsTaken(visits: readonly VisitTaken[]): VisitTakenView[] {
  const inOrder = [...visits].sort((left, right) => left.starts_at.getTime() - right.starts_at.getTime());
  return inOrder.slice(0, MOST_SHOWN).map((visit) => ({
    id: visit.id,
    onDate: visit.on_date,
    startsAt: visit.starts_at,
    endsAt: visit.ends_at,
    service: { id: visit.service_id },
    provider: { id: visit.provider_id },
    feePence: visit.feePence,
    retainerPence: visit.retainerPence,
  }));
}
