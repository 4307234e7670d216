/** What the runners (app, worker, bench, seed, verify) need to bring the product up. Services do not use it. */
export { LaunchError, diskFull, errorCodeOf, fileErrorAsLaunchError, type LaunchErrorCode } from './launch.error.js';
export {
  findRunningEmbeddedPostgres,
  startEmbeddedPostgres,
  type DatabaseUrls,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from '../postgres/embedded/embedded-postgres.js';
