import { CLOSING } from './contract/closing.port.js';
import { MonthCloseResolver } from './graphql/month-close.resolver.js';
import { Ledger0261 } from './migrations/0261-closed-months.js';
import { MonthCloseRepository } from './persistence/month-close.repository.js';
import { CloseMonth } from './use-cases/close-month.js';

/** Closing a month of the books: what the ledger's module takes in beside budgets and spending. */
export const closingMigrations = [Ledger0261];

export const closingProviders = [MonthCloseRepository, { provide: CLOSING, useClass: CloseMonth }, MonthCloseResolver];
