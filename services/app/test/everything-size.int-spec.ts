import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database, NOBODY, type ReadScope, type Statement } from '@owncourse/kernel/contract';
import { strFromU8, unzipSync } from 'fflate';
import { zipStream } from '../src/documents/zip-stream.js';
import { everythingFiles } from '../src/records/everything.js';
import { personRecords } from '../src/records/person-records.js';
import { id } from '../src/testing/small-world.js';
import { openTestHouse, OPENED, type TestHouse } from './test-house.js';
import { WholeDatabase } from './fixtures/whole-database.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const FEW = 2_000;
const MANY = 20_000;
const RECEIPTS = 24;
const RECEIPT_BYTES = 2_000_000;

let house: TestHouse;
let whole: WholeDatabase;

/** So many visits, messages and looks of a holder, straight into the tables. */
async function filled(holder: number, count: number): Promise<void> {
  const values = [house.world.councilId, id('holder', holder), count, OPENED, id('finance-first')];
  await whole.superuser.query(
    `insert into identity.look_up (council_id, id, person_id, officer_id, officer_role, what, at)
     select $1, gen_random_uuid(), $2, $5, 'FINANCE_OFFICER', 'BUDGET', $4::timestamptz - n * interval '1 minute' from generate_series(1, $3::int) n`,
    values,
  );
  await whole.superuser.query(
    `insert into messages.message (council_id, id, person_id, standing, roles, kind, topic, needs_you, facts, open_subjects, event_id, at)
     select $1, gen_random_uuid(), $2, 'SELF', '{}', 'RATING_ANSWERED', 'RATINGS', false, jsonb_build_object('provider', repeat('Long name ', 20) || n), '{}',
       gen_random_uuid(), $4::timestamptz - n * interval '1 minute' from generate_series(1, $3::int) n`,
    values.slice(0, 4),
  );
}

const zipOf = (reads: ReadScope): AsyncIterable<Buffer> =>
  zipStream(
    everythingFiles(personRecords(house.application), reads, { name: 'Somebody', at: OPENED }),
    OPENED,
  ) as AsyncIterable<Buffer>;

const snapshotOf = (holder: number): ReadScope => {
  const personId = id('holder', holder);
  return house.application.get(Database).snapshot({ ...NOBODY, personId, people: [personId] });
};

/**
 * The download of a holder, read and thrown away; what lives is looked at again and again meanwhile. Buffers are not counted: the machine
 * frees them when it likes.
 * @returns the most that was alive, over what was before, in bytes
 */
async function mostAlive(holder: number): Promise<number> {
  const reads = snapshotOf(holder);
  collect();
  const before = process.memoryUsage().heapUsed;
  let [most, pieces] = [0, 0];
  for await (const piece of zipOf(reads)) {
    if (piece.length > 0) pieces += 1;
    if (pieces % 40 !== 0) continue;
    collect();
    most = Math.max(most, process.memoryUsage().heapUsed - before);
  }
  await reads.close();
  return most;
}

async function messagesOf(holder: number): Promise<unknown[]> {
  const reads = snapshotOf(holder);
  const pieces: Buffer[] = [];
  for await (const piece of zipOf(reads)) pieces.push(piece);
  await reads.close();
  return JSON.parse(strFromU8(unzipSync(Buffer.concat(pieces))['messages.json'] ?? new Uint8Array())) as unknown[];
}

beforeAll(async () => {
  house = await openTestHouse({ holders: 3, weeklyPence: 100n, signIns: false });
  whole = await WholeDatabase.open(house.database.superuserUrl);
  await filled(0, FEW);
  await filled(1, MANY);
});

afterAll(async () => {
  await whole.close();
  await house.close();
});

describe('a large download', () => {
  it('takes no more memory for twenty thousand rows of a kind than for two thousand', async () => {
    await mostAlive(0);
    const few = await mostAlive(0);
    const many = await mostAlive(1);
    expect(await messagesOf(1)).toHaveLength(MANY);
    // All of them at once were some 29 megabytes; a page at a time it is one, for few and for many.
    expect(many).toBeLessThan(few + 8_000_000);
  });

  it('reads a photo of a receipt only when those before it are on their way', async () => {
    const budgetId = house.world.budgetOf(2);
    await whole.superuser.query(
      `insert into ledger.expense (council_id, id, budget_id, kind, payee, spent_on, amount_pence, recorded_at, recorded_by)
       values ($1, $2, $3, 'OTHER', 'Ann Baker', '2026-03-10', 1, $4, $5)`,
      [house.world.councilId, id('expense'), budgetId, OPENED, id('holder', 2)],
    );
    await whole.superuser.query(
      `insert into ledger.receipt (council_id, id, budget_id, expense_id, content_type, byte_size, content, added_at, added_by)
       select $1, gen_random_uuid(), $3, $2, 'application/pdf', $7, decode(repeat('25', $7), 'hex'), $4, $5 from generate_series(1, $6::int)`,
      [house.world.councilId, id('expense'), budgetId, OPENED, id('holder', 2), RECEIPTS, RECEIPT_BYTES],
    );
    const reads = snapshotOf(2);
    let taken = 0;
    const ahead: number[] = [];
    const query = reads.query.bind(reads);
    reads.query = <Row>(sql: Statement, values?: readonly unknown[]): Promise<Row[]> => {
      if (sql.name === 'records.receipt-content') ahead.push(ahead.length * RECEIPT_BYTES - taken);
      return query<Row>(sql, values);
    };
    for await (const piece of zipOf(reads)) taken += piece.length;
    await reads.close();
    expect(ahead).toHaveLength(RECEIPTS);
    // One waits for its reader while the next is made.
    expect(Math.max(...ahead)).toBeLessThanOrEqual(2 * RECEIPT_BYTES);
    expect(taken).toBeGreaterThan(RECEIPTS * RECEIPT_BYTES);
  });
});
