import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Database, SystemClock } from '@owncourse/kernel/contract';
import { createTestDatabase, type TestDatabase } from '@owncourse/kernel/testing';
import pg from 'pg';
import { DemoMarks } from '../src/demo/demo-marks.js';
import { loadDemoDataIfEmpty } from '../src/demo.js';

/** The house of self-funders is none. */
const COUNCILS = 'select key from identity.council where id <> identity.self_funders_house() order by 1';

const LONG = 300_000;

describe('loading the demo', () => {
  let test: TestDatabase;
  let database: Database;
  let said: string[];

  beforeEach(async () => {
    test = await createTestDatabase();
    database = new Database(test.appUrl, 2);
    said = [];
  });
  afterEach(async () => {
    await database.close();
    await test.drop();
  });

  const marks = (): DemoMarks => new DemoMarks(database, new SystemClock());
  const start = (): Promise<void> =>
    loadDemoDataIfEmpty({
      ownerUrl: test.ownerUrl,
      appUrl: test.appUrl,
      weeks: 1,
      progress: (text) => said.push(text),
    });

  async function asSuperuser(sql: string): Promise<Record<string, unknown>[]> {
    const client = new pg.Client({ connectionString: test.superuserUrl });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  it('marks its beginning and its end, and asking changes nothing', async () => {
    expect([await marks().state(), await marks().state()]).toEqual(['empty', 'empty']);
    await marks().set('demo-load-started');
    expect([await marks().state(), await marks().state()]).toEqual(['half-loaded', 'half-loaded']);
    await marks().set('demo-load-finished');
    expect(await marks().state()).toBe('loaded');
  });

  it('leaves alone what it did not make', async () => {
    await asSuperuser(
      "insert into identity.council values (gen_random_uuid(), 'real', 'A real council', '01632 960000', '01632 960000')",
    );
    await start();
    expect(said).toEqual([]);
    expect(await marks().state()).toBe('own-data');
    expect(await asSuperuser(COUNCILS)).toEqual([{ key: 'real' }]);
  });

  it(
    'begins again after a load that was broken off, and does nothing the next time',
    async () => {
      await marks().set('demo-load-started');
      await asSuperuser(
        "insert into identity.council values (gen_random_uuid(), 'left-over', 'Left over', '01632 960000', '01632 960000')",
      );
      await start();
      expect(said[0]).toBe('beginning again');
      expect(said.at(-1)).toBe('100% Ready');
      expect(await marks().state()).toBe('loaded');
      expect(await asSuperuser(COUNCILS)).toEqual([{ key: 'marlbridge' }, { key: 'oakhaven' }]);
      said = [];
      await start();
      expect(said).toEqual([]);
    },
    LONG,
  );
});
