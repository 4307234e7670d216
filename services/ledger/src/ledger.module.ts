import { Module } from '@nestjs/common';
import { LEDGER } from './contract/ledger.port.js';
import { BudgetResolver } from './graphql/budget.resolver.js';
import { Ledger0001 } from './migrations/0001-ledger.js';
import { BudgetRepository } from './persistence/budget.repository.js';
import { LedgerService } from './use-cases/ledger.service.js';
import { OpenBudget } from './use-cases/open-budget.js';
import { PostDueInstalments } from './use-cases/post-due-instalments.js';
import { RecordInstalment } from './use-cases/record-instalment.js';

export const ledgerMigrations = [Ledger0001];

@Module({
  providers: [
    BudgetRepository,
    OpenBudget,
    PostDueInstalments,
    RecordInstalment,
    { provide: LEDGER, useClass: LedgerService },
    BudgetResolver,
  ],
  exports: [LEDGER],
})
export class LedgerModule {}
