import { type IdSource, type Queries, Refusal, statement } from '@owncourse/kernel/contract';
import { type BudgetTerms, planHorizon, type PlannedSum, planRest, type Posted } from '../domain/budget-plan.js';

export interface PlanFacts {
  readonly councilId: string;
  readonly personId: string;
  readonly status: string;
  /** Whose money the instalments are. */
  readonly fundingKind: string;
  readonly terms: BudgetTerms;
  readonly posted: Posted;
}

/** As `ledger.plan_facts` tells it: pence are text, because JSON numbers are no money. */
interface TermsRow {
  readonly councilId: string;
  readonly personId: string;
  readonly status: string;
  readonly startsOn: string;
  readonly endsBefore: string | null;
  readonly intervalWeeks: number;
  readonly fundingKind: string;
  readonly councilThrough: string | null;
  readonly personThrough: string | null;
  readonly putInPence: string;
  readonly steps: readonly { readonly from: string; readonly weeklyPence: string }[];
  readonly contributions: readonly {
    readonly from: string;
    readonly before: string | null;
    readonly weeklyPence: string;
    readonly netting: 'NET' | 'GROSS';
  }[];
  readonly pauses: readonly { readonly from: string; readonly before: string | null }[];
  readonly yearly: readonly {
    readonly id: string;
    readonly firstOn: string;
    readonly lastOn: string | null;
    readonly amountPence: string;
    readonly postedThrough: string | null;
  }[];
}

const PLAN_FACTS = statement('ledger.plan-facts', 'select ledger.plan_facts($1, $2) as facts');
const REPLACE_PLAN = statement('ledger.replace-plan', 'select ledger.replace_plan($1, $2, $3, $4)');

/** What a budget's plan follows from, as it stands in this transaction; lock the budget first. @throws Refusal NOT_FOUND */
export async function planFacts(queries: Queries, budgetId: string, today: string): Promise<PlanFacts> {
  const [row] = await queries.query<{ facts: TermsRow | null }>(PLAN_FACTS, [budgetId, today]);
  if (!row?.facts) throw Refusal.notFound();
  const { facts } = row;
  return {
    councilId: facts.councilId,
    personId: facts.personId,
    status: facts.status,
    fundingKind: facts.fundingKind,
    terms: {
      startsOn: facts.startsOn,
      endsBefore: facts.endsBefore,
      intervalWeeks: facts.intervalWeeks,
      steps: facts.steps.map((step) => ({ from: step.from, weeklyPence: BigInt(step.weeklyPence) })),
      contributions: facts.contributions.map((one) => ({ ...one, weeklyPence: BigInt(one.weeklyPence) })),
      pauses: facts.pauses,
      yearly: facts.yearly.map((one) => ({ ...one, amountPence: BigInt(one.amountPence) })),
    },
    posted: {
      councilThrough: facts.councilThrough,
      personThrough: facts.personThrough,
      putInPence: BigInt(facts.putInPence),
    },
  };
}

/** Plans anew from what has been decided so far in this transaction; nothing that was posted changes. */
export async function planAnew(queries: Queries, budgetId: string, today: string, ids: IdSource): Promise<PlanFacts> {
  const facts = await planFacts(queries, budgetId, today);
  const rest = planRest(facts.terms, facts.posted, planHorizon(facts.terms, today));
  void queries.query(REPLACE_PLAN, [facts.councilId, budgetId, today, planRows(rest, facts.fundingKind, ids)]);
  return facts;
}

/** Rows for `ledger.replace_plan` and `ledger.schedule_instalments`. */
export function planRows(plan: readonly PlannedSum[], fundingKind: string, ids: IdSource): string {
  return JSON.stringify(
    plan.map((one) => ({ ...one, id: ids.next(), fundingKind, amountPence: one.amountPence.toString() })),
  );
}
