import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { NOBODY } from '../src/context/actor.js';
import { Database } from '../src/postgres/database.js';
import { statement } from '../src/postgres/statement.js';
import { createTestDatabase, type TestDatabase } from '../src/testing/test-database.js';

const NUMBERS = statement('test.numbers', 'select n, $2::text as word from generate_series(1, $1::int) n order by n');
const COUNTED = statement('test.counted', 'select count(*)::int as n from public.noted');

let database: TestDatabase;
let owner: pg.Client;
let pool: Database;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = new pg.Client({ connectionString: database.superuserUrl });
  await owner.connect();
  await owner.query(
    'create table public.noted (n int); grant select on public.noted to owncourse_app; insert into public.noted values (1)',
  );
  // One connection: whoever keeps it stops everybody else.
  pool = new Database(database.appUrl, 1);
});

afterAll(async () => {
  await pool.close();
  await owner.end();
  await database.drop();
});

describe('a snapshot', () => {
  it.each([
    [0, []],
    [2, [2]],
    [3, [3]],
    [7, [3, 3, 1]],
  ])('gives %i rows in pages of three, each once and in order', async (count, sizes) => {
    const reads = pool.snapshot(NOBODY);
    const pages: (readonly { n: number; word: string }[])[] = [];
    for await (const page of reads.pages<{ n: number; word: string }>(NUMBERS, [count, 'word'], 3)) pages.push(page);
    await reads.close();
    expect(pages.map((page) => page.length)).toEqual(sizes);
    expect(pages.flat()).toEqual(Array.from({ length: count }, (_unused, index) => ({ n: index + 1, word: 'word' })));
  });

  it('has everything as it was when its first query ran', async () => {
    const reads = pool.snapshot(NOBODY);
    const before = await reads.query(COUNTED);
    await owner.query('insert into public.noted values (2)');
    const after = await reads.query(COUNTED);
    const pages: unknown[] = [];
    for await (const page of reads.pages(COUNTED, [], 10)) pages.push(...page);
    await reads.close();
    expect([before, after, pages]).toEqual([[{ n: 1 }], [{ n: 1 }], [{ n: 1 }]]);
    expect(await pool.call(COUNTED)).toEqual([{ n: 2 }]);
  });

  it('gives its connection back when it is closed between two pages', async () => {
    const reads = pool.snapshot(NOBODY);
    for await (const page of reads.pages(NUMBERS, [10, ''], 3)) {
      expect(page).toHaveLength(3);
      break;
    }
    await reads.close();
    expect(await pool.call(COUNTED)).toEqual([{ n: 2 }]);
  });

  it('reads one select after another, of whatever columns', async () => {
    const reads = pool.snapshot(NOBODY);
    const rows: unknown[] = [];
    for await (const page of reads.pages(NUMBERS, [1, 'word'], 3)) rows.push(...page);
    for await (const page of reads.pages(COUNTED, [], 3)) rows.push(...page);
    await reads.close();
    expect(rows).toEqual([{ n: 1, word: 'word' }, { n: 2 }]);
  });
});
