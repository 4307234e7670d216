import { BANK } from './contract/bank.port.js';
import { BankLineResolver, BudgetBankResolver, ReturnBankResolver } from './graphql/bank.resolver.js';
import { Ledger0085 } from './migrations/0085-bank.js';
import { Ledger0163 } from './migrations/0163-bank-of-holders.js';
import { BankRepository } from './persistence/bank.repository.js';
import { BankService } from './use-cases/bank.service.js';
import { ExplainBankLine } from './use-cases/explain-bank-line.js';
import { ImportBankStatement } from './use-cases/import-bank-statement.js';

/** Bank statements beside the books: what the ledger's module takes in beside spending. */
export const bankMigrations = [Ledger0085, Ledger0163];

export const bankProviders = [
  BankRepository,
  ImportBankStatement,
  ExplainBankLine,
  { provide: BANK, useClass: BankService },
  BankLineResolver,
  BudgetBankResolver,
  ReturnBankResolver,
];
