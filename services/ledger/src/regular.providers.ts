import { REGULAR } from './contract/regular.port.js';
import { RegularResolver } from './graphql/regular.resolver.js';
import { Ledger0086 } from './migrations/0086-regular-expenses.js';
import { RegularRepository } from './persistence/regular.repository.js';
import { RegularService } from './use-cases/regular.service.js';

/** What holders pay again and again: what the ledger's module takes in beside spending. */
export const regularMigrations = [Ledger0086];

export const regularProviders = [RegularRepository, { provide: REGULAR, useClass: RegularService }, RegularResolver];
