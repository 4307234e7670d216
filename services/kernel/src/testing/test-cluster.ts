import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres, type DatabaseUrls } from '../postgres/embedded/embedded-postgres.js';
import { bootstrapDatabase, urlForDatabase, withClient } from '../postgres/embedded/roles-bootstrap.js';

export const TEMPLATE = 'owncourse_template';

/** What the test run's main process tells its workers, as JSON in OWNCOURSE_TEST_CLUSTER. */
export interface TestClusterNote extends DatabaseUrls {
  /** Why there is no migrated template, if there is none: only the tests that need a database fail then. */
  readonly failure?: string;
}

export interface TestCluster {
  readonly note: TestClusterNote;
  stop(): Promise<void>;
}

/**
 * One PostgreSQL for a whole test run, in a temporary folder and without crash safety, holding a migrated template
 * from which each test file gets its own database.
 * @public called by infra/build/jest-global-setup.mjs
 */
export async function startTestCluster(migrate: (ownerUrl: string) => Promise<void>): Promise<TestCluster> {
  const dataDir = await mkdtemp(join(tmpdir(), 'owncourse-test-'));
  const logged: string[] = [];
  const server = await startEmbeddedPostgres({
    dataDir,
    durable: false,
    settings: { max_connections: '200' },
    log: (line) => logged.push(line),
  });
  const { superuserUrl, ownerUrl, appUrl, auditorUrl } = server;
  const urls = { superuserUrl, ownerUrl, appUrl, auditorUrl };
  const failure = await prepareTemplate(superuserUrl, ownerUrl, migrate).then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error)),
  );
  return {
    note: failure === undefined ? urls : { ...urls, failure },
    async stop() {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function prepareTemplate(
  superuserUrl: string,
  ownerUrl: string,
  migrate: (ownerUrl: string) => Promise<void>,
): Promise<void> {
  await bootstrapDatabase(superuserUrl, TEMPLATE);
  await migrate(urlForDatabase(ownerUrl, TEMPLATE));
  // A template with somebody connected cannot be copied.
  await withClient(superuserUrl, (client) => client.query(`alter database ${TEMPLATE} with allow_connections false`));
}
