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
import { SYSTEM_ACTOR_ID } from '../contract/ledger.port.js';
import { lockBudgets } from '../contract/published.js';
import { chargeAnew } from '../persistence/contribution-writes.js';
import { planAnew, planFacts } from '../persistence/plan-writes.js';

const TO_PLAN = statement('ledger.budgets-to-plan', 'select * from ledger.budgets_to_plan($1) as budget_id');
const OLD_PLANS = statement('ledger.old-plans', 'select * from ledger.old_plans() as budget_id');
const WAS_OLD = statement('ledger.plan-was-old', 'select ledger.plan_was_old($1) as old');
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
    await this.mendOldPlans(today);
    const through = addDays(today, LEAST_DAYS_AHEAD);
    for (const { budget_id } of await this.database.call<{ budget_id: string }>(TO_PLAN, [through]))
      await this.database.transaction(NOBODY, async (queries) => {
        await lockBudgets(queries, [budget_id], false);
        if ((await planFacts(queries, budget_id, today)).status !== 'ACTIVE') return;
        await planAnew(queries, budget_id, today, this.ids);
      });
  }

  /**
   * Plans that older rules made, once each: the person is charged anew for every stretch so far, and the council's next
   * instalments are what the days come to less what it has put in.
   */
  private async mendOldPlans(today: string): Promise<void> {
    for (const { budget_id } of await this.database.call<{ budget_id: string }>(OLD_PLANS, []))
      await this.database.transaction(NOBODY, async (queries) => {
        await lockBudgets(queries, [budget_id], false);
        const [mark] = await queries.query<{ old: boolean }>(WAS_OLD, [budget_id]);
        const facts = await planFacts(queries, budget_id, today);
        if (!mark?.old || facts.status === 'CLOSED') return;
        chargeAnew(queries, facts, {
          budgetId: budget_id,
          causeId: this.ids.next(),
          from: facts.terms.startsOn,
          today,
          at: this.clock.now(),
          actorId: SYSTEM_ACTOR_ID,
          councilAdds: 0n,
        });
        await planAnew(queries, budget_id, today, this.ids);
      });
  }
}
