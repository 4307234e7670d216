import { readFile } from 'node:fs/promises';
import pg from 'pg';
import type { Passwords } from './passwords-file.js';

// One source for the embedded server and for docker-compose's: infra/docker/roles.sql and database.sql.
const sqlFolder = new URL('../../../../../infra/docker/', import.meta.url);

export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Makes the cluster's roles, or brings them back to what they should be. Safe to repeat. */
export async function bootstrapRoles(superuserUrl: string, passwords: Passwords): Promise<void> {
  const roles = await readFile(new URL('roles.sql', sqlFolder), 'utf8');
  await withClient(superuserUrl, async (client) => {
    for (const role of ['owner', 'app', 'auditor'] as const) {
      await client.query('select set_config($1, $2, false)', [`owncourse.${role}_password`, passwords[role]]);
    }
    await client.query(roles);
  });
}

/**
 * Makes a database if it is not there, and sets who owns it and who may enter. Safe to repeat.
 * @param template a database to copy; nobody may be connected to it
 */
export async function bootstrapDatabase(superuserUrl: string, name: string, template?: string): Promise<void> {
  const databaseSql = await readFile(new URL('database.sql', sqlFolder), 'utf8');
  await withClient(superuserUrl, async (client) => {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount !== 0) return;
    const source = template === undefined ? '' : ` template ${client.escapeIdentifier(template)}`;
    await client.query(`create database ${client.escapeIdentifier(name)}${source}`);
  });
  await withClient(urlForDatabase(superuserUrl, name), (client) => client.query(databaseSql));
}

export function urlForDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${encodeURIComponent(database)}`;
  return changed.href;
}
