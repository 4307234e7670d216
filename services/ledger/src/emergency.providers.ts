import { PeopleNamedResolver } from './graphql/people-named.resolver.js';
import { Ledger0040 } from './migrations/0040-emergency.js';

/** The council's emergency money, and finding people by name. */
export const emergencyMigrations = [Ledger0040];

export const emergencyProviders = [PeopleNamedResolver];
