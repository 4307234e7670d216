import { Inject, Injectable } from '@nestjs/common';
import {
  addDays,
  CLOCK,
  type Clock,
  Database,
  IDS,
  type IdSource,
  londonDate,
  NOBODY,
  statement,
} from '@owncourse/kernel/contract';
import { lockBudgets } from '../contract/published.js';
import { planHorizon, planRest } from '../domain/budget-plan.js';
import { readPlan, writePlan } from '../persistence/plan-writes.js';

const TO_PLAN = statement('ledger.budgets-to-plan', 'select * from ledger.budgets_to_plan($1) as budget_id');
/** A plan is made two years long when less than a year and a half of it is left, so that this is seldom. */
const LEAST_DAYS_AHEAD = 546;

@Injectable()
export class PlanAhead {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** Job. Budgets without an end never run out of instalments; a budget a transaction, safe beside itself. */
  async run(): Promise<void> {
    const today = londonDate(this.clock.now());
    const through = addDays(today, LEAST_DAYS_AHEAD);
    for (const { budget_id } of await this.database.call<{ budget_id: string }>(TO_PLAN, [through]))
      await this.database.transaction(NOBODY, async (queries) => {
        await lockBudgets(queries, [budget_id], false);
        const facts = await readPlan(queries, budget_id, today);
        if (facts?.status !== 'ACTIVE') return;
        const plan = planRest(facts.terms, facts.posted, planHorizon(facts.terms, today));
        void writePlan(queries, { id: budget_id, ...facts }, today, plan, this.ids);
      });
  }
}
