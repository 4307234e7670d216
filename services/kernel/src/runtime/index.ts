/** What the runners (app, worker, bench, seed, verify) need to bring the product up. Services do not use it. */
export { asAuditor } from './auditor-database.js';
export { type Breaches, checkInvariants, type Invariant } from './invariants.js';
export {
  diskFull,
  errorCodeOf,
  fileErrorAsLaunchError,
  LaunchError,
  type LaunchErrorCode,
  saysDiskFull,
} from './launch.error.js';
export {
  readConfig,
  type CardCompanyConfig,
  type Config,
  type DatabaseConfig,
  type MailConfig,
  type ServerDatabaseConfig,
} from '../config/config.js';
export {
  findRunningEmbeddedPostgres,
  startEmbeddedPostgres,
  type DatabaseUrls,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from '../postgres/embedded/embedded-postgres.js';
