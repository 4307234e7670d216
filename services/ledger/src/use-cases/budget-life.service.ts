import { Injectable } from '@nestjs/common';
import type { Actor } from '@owncourse/kernel/contract';
import type {
  AddYearlySumInput,
  BudgetLifePort,
  ChangeAmountInput,
  ChangeFundersInput,
  ChangeHoldingInput,
  CloseBudgetInput,
  DecideReclaimInput,
  DisagreeWithReclaimInput,
  EndYearlySumInput,
  FromDayInput,
  OpenContingencyInput,
  SetSumApartInput,
} from '../contract/budget-life.port.js';
import { ChangeAmount } from './change-amount.js';
import { ChangeFunders } from './change-funders.js';
import { ChangeHolding } from './change-holding.js';
import { PauseBudget } from './pause-budget.js';
import { PlanAhead } from './plan-ahead.js';
import { Reclaim } from './reclaim.js';
import { SetSumApart } from './set-sum-apart.js';
import { TurnBudgets } from './turn-budgets.js';

/** The door to a budget's life: one line a verb. */
@Injectable()
export class BudgetLifeService implements BudgetLifePort {
  constructor(
    private readonly amounts: ChangeAmount,
    private readonly funding: ChangeFunders,
    private readonly holding: ChangeHolding,
    private readonly pausing: PauseBudget,
    private readonly apart: SetSumApart,
    private readonly reclaiming: Reclaim,
    private readonly turning: TurnBudgets,
    private readonly planning: PlanAhead,
  ) {}

  changeAmount(actor: Actor, input: ChangeAmountInput): Promise<string> {
    return this.amounts.run(actor, input);
  }

  addYearlySum(actor: Actor, input: AddYearlySumInput): Promise<string> {
    return this.amounts.yearly(actor, input);
  }

  endYearlySum(actor: Actor, input: EndYearlySumInput): Promise<string> {
    return this.amounts.endYearly(actor, input);
  }

  pauseBudget(actor: Actor, input: FromDayInput): Promise<string> {
    return this.pausing.pause(actor, input);
  }

  restartBudget(actor: Actor, input: FromDayInput): Promise<string> {
    return this.pausing.restart(actor, input);
  }

  closeBudget(actor: Actor, input: CloseBudgetInput): Promise<string> {
    return this.pausing.close(actor, input);
  }

  changeFunders(actor: Actor, input: ChangeFundersInput): Promise<string> {
    return this.funding.run(actor, input);
  }

  changeHolding(actor: Actor, input: ChangeHoldingInput): Promise<string> {
    return this.holding.run(actor, input);
  }

  setSumApart(actor: Actor, input: SetSumApartInput): Promise<string> {
    return this.apart.run(actor, input);
  }

  openContingency(actor: Actor, input: OpenContingencyInput): Promise<string> {
    return this.apart.openContingency(actor, input);
  }

  decideReclaim(actor: Actor, input: DecideReclaimInput): Promise<string> {
    return this.reclaiming.decide(actor, input);
  }

  disagreeWithReclaim(actor: Actor, input: DisagreeWithReclaimInput): Promise<string> {
    return this.reclaiming.disagree(actor, input);
  }

  followDays(): Promise<void> {
    return this.turning.run();
  }

  planAhead(): Promise<void> {
    return this.planning.run();
  }

  proposeReclaims(): Promise<void> {
    return this.reclaiming.propose();
  }
}
