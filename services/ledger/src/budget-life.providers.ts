import { EVENT_CONSUMERS, type EventConsumer } from '@owncourse/kernel/contract';
import { BUDGET_LIFE } from './contract/budget-life.port.js';
import { BudgetHoldingResolver, BudgetPartsResolver } from './graphql/budget-holding.resolver.js';
import { BudgetLifeResolver, LifeOfBudgetResolver, ReclaimResolver } from './graphql/budget-life.resolver.js';
import { Ledger0002 } from './migrations/0002-life.js';
import { Ledger0003 } from './migrations/0003-funders.js';
import { Ledger0004 } from './migrations/0004-propose-once.js';
import { Ledger0070 } from './migrations/0070-deaths.js';
import { Ledger0071 } from './migrations/0071-day-payers.js';
import { Ledger0072 } from './migrations/0072-funder-totals.js';
import { Ledger0073 } from './migrations/0073-posting-many.js';
import { HolderRepository } from './persistence/holder.repository.js';
import { BudgetLifeRepository } from './persistence/budget-life.repository.js';
import { BudgetDecisions } from './use-cases/budget-decisions.js';
import { BudgetLifeService } from './use-cases/budget-life.service.js';
import { ChangeAmount } from './use-cases/change-amount.js';
import { ChangeFunders } from './use-cases/change-funders.js';
import { ChangeHolding } from './use-cases/change-holding.js';
import { FollowDeaths } from './use-cases/follow-deaths.js';
import { PauseBudget } from './use-cases/pause-budget.js';
import { PlanAhead } from './use-cases/plan-ahead.js';
import { Reclaim } from './use-cases/reclaim.js';
import { SetSumApart } from './use-cases/set-sum-apart.js';
import { TurnBudgets } from './use-cases/turn-budgets.js';

/** The life of a budget: what the ledger's module takes in for decisions about it. */
export const lifeMigrations = [Ledger0002, Ledger0003, Ledger0004, Ledger0070, Ledger0071, Ledger0072, Ledger0073];

export const lifeProviders = [
  BudgetLifeRepository,
  HolderRepository,
  BudgetDecisions,
  ChangeAmount,
  ChangeFunders,
  ChangeHolding,
  FollowDeaths,
  {
    provide: EVENT_CONSUMERS,
    useFactory: (deaths: FollowDeaths): EventConsumer[] => [deaths],
    inject: [FollowDeaths],
  },
  PauseBudget,
  PlanAhead,
  Reclaim,
  SetSumApart,
  TurnBudgets,
  { provide: BUDGET_LIFE, useClass: BudgetLifeService },
  BudgetLifeResolver,
  BudgetHoldingResolver,
  BudgetPartsResolver,
  LifeOfBudgetResolver,
  ReclaimResolver,
];
