import { Injectable } from '@nestjs/common';
import { type Actor, isDay, Refusal, type Statement, statement } from '@owncourse/kernel/contract';
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

  /** Stops instalments and new orders from a day on. What came in for paused days counts towards the first ones after; the person pays nothing for them. */
  pause(actor: Actor, input: FromDayInput): Promise<string> {
    checkDay(input.fromDate);
    return this.decisions.run(actor, 'pauseBudget', input, (deciding) =>
      this.change(deciding, PAUSE, values(deciding, input.fromDate), BUDGET_PAUSED, { fromOn: input.fromDate }),
    );
  }

  restart(actor: Actor, input: FromDayInput): Promise<string> {
    checkDay(input.fromDate);
    return this.decisions.run(actor, 'restartBudget', input, (deciding) =>
      this.change(deciding, RESTART, values(deciding, input.fromDate), BUDGET_RESTARTED, { fromOn: input.fromDate }),
    );
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
    const { councilId, budgetId, decisionId, reason, today, at, acting } = deciding;
    const closing = [councilId, budgetId, decisionId, fromOn, cause, reason, today, at, acting.actorId];
    await this.change(deciding, CLOSE, closing, BUDGET_CLOSING, { fromOn, cause });
  }

  private async change(
    deciding: Deciding,
    decision: Statement,
    parameters: readonly unknown[],
    type: string,
    told: { readonly fromOn: string; readonly cause?: ClosingCause },
  ): Promise<void> {
    const { queries, budgetId, decisionId } = deciding;
    const before = await this.decisions.plan(deciding);
    void queries.query(decision, [...parameters]);
    await this.decisions.charge(deciding, before, told.fromOn);
    const { personId } = await this.decisions.planAgain(deciding);
    this.decisions.tell(deciding, type, { budgetId, personId, decisionId, ...told });
    await this.turning.turn(queries, budgetId, deciding.at, deciding.acting);
  }
}
