import { SPENDING } from './contract/spending.port.js';
import { ContributionResolver } from './graphql/contribution.resolver.js';
import { BudgetExpensesResolver, ExpenseResolver } from './graphql/expense.resolver.js';
import { PeriodStatementResolver } from './graphql/period-statement.resolver.js';
import { FundPeriodResolver, PartBalanceResolver, PeriodPartsResolver } from './graphql/part-statement.resolver.js';
import { ReturnResolver } from './graphql/return.resolver.js';
import { Ledger0010 } from './migrations/0010-contributions.js';
import { Ledger0011 } from './migrations/0011-expenses.js';
import { Ledger0012 } from './migrations/0012-returns.js';
import { Ledger0180 } from './migrations/0180-part-statements.js';
import { ContributionRepository } from './persistence/contribution.repository.js';
import { ExpenseRepository } from './persistence/expense.repository.js';
import { ReturnRepository } from './persistence/return.repository.js';
import { StatementRepository } from './persistence/statement.repository.js';
import { AssessContribution } from './use-cases/assess-contribution.js';
import { AskForContribution } from './use-cases/ask-for-contribution.js';
import { ChangeExpense } from './use-cases/change-expense.js';
import { MoveContribution } from './use-cases/move-contribution.js';
import { RecordExpense } from './use-cases/record-expense.js';
import { SendReturn } from './use-cases/send-return.js';
import { SpendingService } from './use-cases/spending.service.js';

/** Contributions and money off the platform: what the ledger's module takes in beside budgets and orders. */
export const spendingMigrations = [Ledger0010, Ledger0011, Ledger0012, Ledger0180];

export const spendingProviders = [
  ContributionRepository,
  AssessContribution,
  MoveContribution,
  AskForContribution,
  ContributionResolver,
  ExpenseRepository,
  RecordExpense,
  ChangeExpense,
  { provide: SPENDING, useClass: SpendingService },
  ExpenseResolver,
  BudgetExpensesResolver,
  StatementRepository,
  PeriodStatementResolver,
  PeriodPartsResolver,
  PartBalanceResolver,
  FundPeriodResolver,
  ReturnRepository,
  SendReturn,
  ReturnResolver,
];
