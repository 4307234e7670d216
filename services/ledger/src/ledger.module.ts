import { type DynamicModule, Module } from '@nestjs/common';
import { bankMigrations, bankProviders } from './bank.providers.js';
import { lifeMigrations, lifeProviders } from './budget-life.providers.js';
import { BANK } from './contract/bank.port.js';
import { BUDGET_LIFE } from './contract/budget-life.port.js';
import { CHAIN_PLACE, type ChainPlace, LEDGER } from './contract/ledger.port.js';
import { SPENDING } from './contract/spending.port.js';
import { closingMigrations, closingProviders } from './closing.providers.js';
import { CLOSING } from './contract/closing.port.js';
import { emergencyMigrations, emergencyProviders } from './emergency.providers.js';
import { BudgetResolver } from './graphql/budget.resolver.js';
import { BudgetRunningShortResolver, ShortWeekResolver } from './graphql/short-week.resolver.js';
import { Ledger0001 } from './migrations/0001-ledger.js';
import { Ledger0029 } from './migrations/0029-needs.js';
import { Ledger0020 } from './migrations/0020-hash-chain.js';
import { Ledger0022 } from './migrations/0022-short-weeks.js';
import { ShortWeekRepository } from './persistence/short-week.repository.js';
import { Ledger0030 } from './migrations/0030-amending.js';
import { Ledger0096 } from './migrations/0096-own-money.js';
import { Ledger0098 } from './migrations/0098-posting-invoices.js';
import { Ledger0100 } from './migrations/0100-own-money-agreed.js';
import { Ledger0101 } from './migrations/0101-own-money-of-visits.js';
import { Ledger0110 } from './migrations/0110-credits.js';
import { Ledger0130 } from './migrations/0130-contribution-again.js';
import { Ledger0140 } from './migrations/0140-parts.js';
import { Ledger0150 } from './migrations/0150-short-weeks-over.js';
import { Ledger0160 } from './migrations/0160-contribution-of-days.js';
import { Ledger0161 } from './migrations/0161-contribution-request.js';
import { Ledger0162 } from './migrations/0162-yearly-end.js';
import { Ledger0165 } from './migrations/0165-split-several.js';
import { Ledger0181 } from './migrations/0181-parts-of-funders.js';
import { Ledger0210 } from './migrations/0210-parts-made-up.js';
import { Ledger0211 } from './migrations/0211-short-weeks-of-parts.js';
import { Ledger0230 } from './migrations/0230-published-transfers.js';
import { Ledger0270 } from './migrations/0270-own-money-told.js';
import { Ledger0290 } from './migrations/0290-purses.js';
import { Ledger0300 } from './migrations/0300-money-pieces-of-many.js';
import { Ledger0310 } from './migrations/0310-held-elsewhere.js';
import { Ledger0240 } from './migrations/0240-rejected-payments.js';
import { Ledger0260 } from './migrations/0260-money-pieces.js';
import { Ledger0220 } from './migrations/0220-parts-day-by-day.js';
import { BudgetRepository } from './persistence/budget.repository.js';
import { LedgerService } from './use-cases/ledger.service.js';
import { regularMigrations, regularProviders } from './regular.providers.js';
import { REGULAR } from './contract/regular.port.js';
import { spendingMigrations, spendingProviders } from './spending.providers.js';
import { NoteShortWeeks } from './use-cases/note-short-weeks.js';
import { OpenBudget } from './use-cases/open-budget.js';
import { PostDueInstalments } from './use-cases/post-due-instalments.js';
import { RecordInstalment } from './use-cases/record-instalment.js';
import { SealTransfers } from './use-cases/seal-transfers.js';
import { LEDGER_RECORDS } from './contract/records.js';
import { ledgerRecords } from './persistence/records/person-records.js';

export const ledgerMigrations = [
  Ledger0001,
  Ledger0029,
  ...lifeMigrations,
  ...spendingMigrations,
  Ledger0020,
  Ledger0022,
  Ledger0030,
  ...emergencyMigrations,
  ...bankMigrations,
  ...regularMigrations,
  Ledger0096,
  Ledger0098,
  Ledger0100,
  Ledger0101,
  Ledger0110,
  Ledger0130,
  Ledger0140,
  Ledger0150,
  Ledger0160,
  Ledger0161,
  Ledger0162,
  Ledger0165,
  Ledger0181,
  Ledger0210,
  Ledger0211,
  Ledger0220,
  Ledger0230,
  Ledger0240,
  Ledger0260,
  ...closingMigrations,
  Ledger0270,
  Ledger0290,
  Ledger0300,
  Ledger0310,
];

@Module({
  providers: [
    { provide: LEDGER_RECORDS, useValue: ledgerRecords },
    BudgetRepository,
    ...lifeProviders,
    ...spendingProviders,
    ...bankProviders,
    ...regularProviders,
    ...closingProviders,
    ShortWeekRepository,
    NoteShortWeeks,
    OpenBudget,
    PostDueInstalments,
    RecordInstalment,
    SealTransfers,
    { provide: LEDGER, useClass: LedgerService },
    BudgetResolver,
    ...emergencyProviders,
    ShortWeekResolver,
    BudgetRunningShortResolver,
  ],
  exports: [LEDGER_RECORDS, LEDGER, BUDGET_LIFE, SPENDING, BANK, REGULAR, CLOSING],
})
export class LedgerModule {
  /** @param chain null where transfers are posted but not sealed: tests, and loaders that end before a worker begins */
  static with(chain: ChainPlace | null): DynamicModule {
    return { module: LedgerModule, providers: [{ provide: CHAIN_PLACE, useValue: chain }] };
  }
}
