import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createEmptyTestDatabase, type TestDatabase } from '../src/testing/index.js';

async function queryAs(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

describe('the test database', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createEmptyTestDatabase();
  });
  afterAll(() => database.drop());

  it('is open to owner, app and auditor', async () => {
    for (const [url, role] of [
      [database.ownerUrl, 'owncourse_owner'],
      [database.appUrl, 'owncourse_app'],
      [database.auditorUrl, 'owncourse_auditor'],
    ] as const) {
      expect(await queryAs(url, 'select current_user, current_database()')).toEqual([
        { current_user: role, current_database: database.name },
      ]);
    }
  });

  it('is apart from every other test database', async () => {
    const others = await Promise.all([createEmptyTestDatabase(), createEmptyTestDatabase()]);
    await queryAs(database.ownerUrl, 'create table public.mark (id int)');
    for (const other of others) {
      expect(await queryAs(other.ownerUrl, `select to_regclass('public.mark') as found`)).toEqual([{ found: null }]);
      await other.drop();
    }
  });

  it('lets nobody but the owner make things', async () => {
    await expect(queryAs(database.appUrl, 'create table public.theirs (id int)')).rejects.toThrow('permission denied');
    await expect(queryAs(database.appUrl, 'create schema theirs')).rejects.toThrow('permission denied');
    await expect(queryAs(database.auditorUrl, 'create temp table theirs (id int)')).rejects.toThrow();
  });
});
