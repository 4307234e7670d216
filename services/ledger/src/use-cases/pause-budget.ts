import { Injectable } from '@nestjs/common';
import { type Actor, isDay, Refusal, statement } from '@owncourse/kernel/contract';
import type { CloseBudgetInput, ClosingCause, FromDayInput } from '../contract/budget-life.port.js';
import { BUDGET_CLOSING, BUDGET_PAUSED, BUDGET_RESTARTED } from '../contract/events.js';
import { BudgetDecisions, type Deciding } from './budget-decisions.js';
import { TurnBudgets } from './turn-budgets.js';

const PAUSE = statement('ledger.pause-budget', 'select ledger.pause_budget($1, $2, $3, $4, $5, $6, $7, $8)');
const RESTART = statement('ledger.restart-budget', 'select ledger.restart_budget($1, $2, $3, $4, $5, $6, $7, $8)');
const CLOSE = statement('ledger.begin-closing', 'select ledger.begin_closing($1, $2, $3, $4, $5, $6, $7, $8, $9)');

function values({ councilId, budgetId, decisionId, reason, today, at, acting }: Deciding, from: string): unknown[] {
  return [councilId, budgetId, decisionId, from, reason, today, at, acting.actorId];
}

function checkDay(day: string): void {
  if (!isDay(day)) throw Refusal.invalid('fromDate', 'Give a day such as 2026-03-02.');
}

@Injectable()
export class PauseBudget {
  constructor(
    private readonly decisions: BudgetDecisions,
    private readonly turning: TurnBudgets,
  ) {}

  /** Stops instalments and new orders from a day on. What came in for paused days counts towards the first ones after. */
  pause(actor: Actor, input: FromDayInput): Promise<string> {
    checkDay(input.fromDate);
    return this.decisions.run(actor, 'pauseBudget', input, async (deciding) => {
      void deciding.queries.query(PAUSE, values(deciding, input.fromDate));
      await this.finish(deciding, BUDGET_PAUSED, { fromOn: input.fromDate });
    });
  }

  restart(actor: Actor, input: FromDayInput): Promise<string> {
    checkDay(input.fromDate);
    return this.decisions.run(actor, 'restartBudget', input, async (deciding) => {
      void deciding.queries.query(RESTART, values(deciding, input.fromDate));
      await this.finish(deciding, BUDGET_RESTARTED, { fromOn: input.fromDate });
    });
  }

  /** Ends a budget from a day: closing at once or when the day comes, closed when nothing is promised or owed. */
  close(actor: Actor, input: CloseBudgetInput): Promise<string> {
    checkDay(input.fromDate);
    return this.decisions.run(actor, 'closeBudget', input, (deciding) =>
      this.end(deciding, input.fromDate, input.cause),
    );
  }

  /** The same inside the transaction of a decision, with the budget locked. Refuses BUDGET_CLOSED. */
  async end(deciding: Deciding, fromOn: string, cause: ClosingCause): Promise<void> {
    const { queries, councilId, budgetId, decisionId, reason, today, at, acting } = deciding;
    void queries.query(CLOSE, [councilId, budgetId, decisionId, fromOn, cause, reason, today, at, acting.actorId]);
    await this.finish(deciding, BUDGET_CLOSING, { fromOn, cause });
  }

  private async finish(deciding: Deciding, type: string, more: object): Promise<void> {
    const { budgetId, decisionId } = deciding;
    const { personId } = await this.decisions.planAgain(deciding);
    this.decisions.tell(deciding, type, { budgetId, personId, decisionId, ...more });
    await this.turning.turn(deciding.queries, budgetId, deciding.at, deciding.acting);
  }
}
