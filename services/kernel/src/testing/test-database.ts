import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DatabaseUrls } from '../postgres/embedded/embedded-postgres.js';
import { bootstrapDatabase, urlForDatabase, withClient } from '../postgres/embedded/roles-bootstrap.js';
import { errorCodeOf } from '../runtime/launch.error.js';
import { TEMPLATE, type TestClusterNote } from './test-cluster.js';

export interface TestDatabase extends DatabaseUrls {
  readonly name: string;
  /** Removes the database, whoever is still connected to it. */
  drop(): Promise<void>;
}

/**
 * A database of one's own with all migrations applied and no rows; ask for one per test file, in `beforeAll`.
 * @throws Error with the migration's failure if the template could not be made
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const cluster = readNote();
  if (cluster.failure !== undefined) throw new Error(`The migrations failed:\n${cluster.failure}`);
  const name = newName();
  await copyTemplate(cluster.superuserUrl, name);
  return describe(cluster, name);
}

/** A database of one's own with the roles and nothing in it, to try migrations on. */
export async function createEmptyTestDatabase(): Promise<TestDatabase> {
  const cluster = readNote();
  const name = newName();
  await bootstrapDatabase(cluster.superuserUrl, name);
  return describe(cluster, name);
}

function newName(): string {
  return `test_${randomUUID().replaceAll('-', '')}`;
}

function describe(cluster: TestClusterNote, name: string): TestDatabase {
  return {
    name,
    superuserUrl: urlForDatabase(cluster.superuserUrl, name),
    ownerUrl: urlForDatabase(cluster.ownerUrl, name),
    appUrl: urlForDatabase(cluster.appUrl, name),
    auditorUrl: urlForDatabase(cluster.auditorUrl, name),
    async drop() {
      await withClient(cluster.superuserUrl, (client) =>
        client.query(`drop database if exists ${client.escapeIdentifier(name)} with (force)`),
      );
    },
  };
}

function readNote(): TestClusterNote {
  const text = process.env['OWNCOURSE_TEST_CLUSTER'];
  if (text === undefined) throw new Error('There is no test database server. Run tests with "npm test".');
  return JSON.parse(text) as TestClusterNote;
}

async function copyTemplate(superuserUrl: string, name: string): Promise<void> {
  const OBJECT_IN_USE = '55006';
  for (let attempt = 1; ; attempt += 1) {
    try {
      await bootstrapDatabase(superuserUrl, name, TEMPLATE);
      return;
    } catch (error) {
      // Another worker may be copying, or autovacuum looking in.
      if (errorCodeOf(error) !== OBJECT_IN_USE || attempt === 20) throw error;
      await sleep(100);
    }
  }
}
