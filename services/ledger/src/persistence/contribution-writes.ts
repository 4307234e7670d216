import { type Pence, type Queries, statement } from '@owncourse/kernel/contract';
import { keptCharges, personCharges } from '../domain/budget-plan.js';
import { type PlanFacts, planFacts } from './plan-writes.js';

const FOLLOW = statement(
  'ledger.follow-contribution',
  'select ledger.follow_contribution($1, $2, $3, $4, $5, $6, $7, $8, $9)',
);
const KEEP = statement('ledger.keep-charges', 'select ledger.keep_charges($1, $2)');

export interface Charging {
  readonly budgetId: string;
  /** The result or the decision that it follows from. */
  readonly causeId: string;
  /** The first day on which something is different. */
  readonly from: string;
  readonly today: string;
  readonly at: Date;
  readonly actorId: string;
  /** What the council puts in at once, because the person pays less for days that it has paid for. */
  readonly councilAdds: Pence;
}

/** Stretches that have begun by today and reach `from` are charged by these terms; the rest is for the plan. */
export function chargeAnew(queries: Queries, facts: PlanFacts, charging: Charging): void {
  const charges = personCharges(facts.terms, charging.from, charging.today);
  void queries.query(FOLLOW, [
    charging.budgetId,
    charging.causeId,
    charging.from,
    JSON.stringify(charges.map((one) => ({ ...one, amountPence: one.amountPence.toString() }))),
    charging.councilAdds.toString(),
    facts.fundingKind,
    charging.today,
    charging.at,
    charging.actorId,
  ]);
}

/**
 * What the person pays after a decision about the budget: what was asked for past days never rises, and stretches that have
 * begun are charged anew. The council's part of them is for the caller. @param before the terms before the decision
 */
export async function chargeAfterDecision(
  queries: Queries,
  before: PlanFacts,
  charging: Omit<Charging, 'councilAdds'>,
): Promise<PlanFacts> {
  const { budgetId, today } = charging;
  let facts = await planFacts(queries, budgetId, today);
  const kept = keptCharges(before.terms, facts.terms, today);
  if (kept.length > 0) {
    const parts = kept.map((one) => ({ ...one, weeklyPence: one.weeklyPence.toString() }));
    void queries.query(KEEP, [budgetId, JSON.stringify(parts)]);
    facts = await planFacts(queries, budgetId, today);
  }
  chargeAnew(queries, facts, { ...charging, councilAdds: 0n });
  return facts;
}
