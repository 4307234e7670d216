import type { Config } from '../config/config.js';
import { findRunningEmbeddedPostgres, startEmbeddedPostgres } from '../postgres/embedded/embedded-postgres.js';
import { LaunchError } from './launch.error.js';

/**
 * Runs a command of the auditor's on the product's database, whether the product runs or stands still.
 * Throws a LaunchError where a server is used and nobody said how the auditor gets in.
 * @param run is given the address of the database, as the read-only role owncourse_auditor
 */
export async function asAuditor<T>(config: Config, run: (auditorUrl: string) => Promise<T>): Promise<T> {
  if (config.database.kind === 'server') {
    if (config.database.auditorUrl) return run(config.database.auditorUrl);
    throw new LaunchError(
      'settings-wrong',
      'Set DATABASE_AUDITOR_URL to the same database, as the role owncourse_auditor.',
    );
  }
  const running = await findRunningEmbeddedPostgres(config.dataDir);
  if (running) return run(running.auditorUrl);
  const own = await startEmbeddedPostgres({ dataDir: config.dataDir, log: () => undefined });
  try {
    return await run(own.auditorUrl);
  } finally {
    await own.stop();
  }
}
