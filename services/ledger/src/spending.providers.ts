import { ContributionResolver } from './graphql/contribution.resolver.js';
import { Ledger0010 } from './migrations/0010-contributions.js';
import { ContributionRepository } from './persistence/contribution.repository.js';
import { AssessContribution } from './use-cases/assess-contribution.js';
import { MoveContribution } from './use-cases/move-contribution.js';

/** Contributions: what the ledger's module takes in beside budgets and orders. */
export const spendingMigrations = [Ledger0010];

export const spendingProviders = [ContributionRepository, AssessContribution, MoveContribution, ContributionResolver];
