import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { londonDate } from '@owncourse/kernel/contract';
import { verifyLedger } from '@owncourse/ledger/verify';
import type pg from 'pg';
import { id } from '../src/testing/small-world.js';
import { asSuperuser } from './fixtures/as-superuser.js';
import { freePort } from './fixtures/free-port.js';
import { launchedClock, LaunchedProduct } from './fixtures/launched-product.js';
import { OPERATIONS } from './fixtures/load-steps.js';
import { MixedLoad, seeded, signInAll } from './fixtures/mixed-load.js';
import { SmallDisk, whyNoSmallDisk } from './fixtures/small-disk.js';
import type { GraphqlClient } from './graphql-client.js';

const SEED = Number(process.env['CRASH_SEED'] ?? Math.floor(Math.random() * 1_000_000));
const HOLDERS = [0, 1, 2, 3];
/** Steps that are refused while the disk is full, before its room comes back. */
const REFUSALS = 60;
const MEGABYTES = 200;
const MISSING = await whyNoSmallDisk();

let disk: SmallDisk;
let port: number;
let product: LaunchedProduct;
let holder: GraphqlClient;
let load: MixedLoad;
const random = seeded(SEED);

const start = () => LaunchedProduct.start(disk.folder, port, disk.within);

/** What people are told who ask for something that can not be written: nothing of the database, and nothing of the code. */
const refused = (field: string) => [
  {
    message: 'Something went wrong at our end. Nothing was changed. Try again in a minute.',
    extensions: { code: 'INTERNAL_SERVER_ERROR' },
    path: [field],
  },
];

async function looking<Result>(work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  return asSuperuser(await disk.databaseUrl('superuser'), work);
}

async function booksAreRight(): Promise<void> {
  expect(await verifyLedger(await disk.databaseUrl('auditor'))).toMatchObject({
    sumPence: 0,
    breaches: 0,
    first: null,
  });
  expect(await looking((client) => client.query(ORPHANS))).toMatchObject({ rows: [] });
}

/** Held for no visit, or for a visit that is over. */
const ORPHANS = `
  select h.id from ledger.hold h left join ordering.occurrence v on v.id = h.id
  where h.remaining_pence > 0 and (v.id is null or v.status in ('CANCELLED', 'CONFIRMED'))`;

/** Everybody is at work. @throws Error when they stop before so many steps */
async function atWork(running: Promise<void>, steps: number): Promise<void> {
  const enough = load.acknowledged + steps;
  while (load.acknowledged < enough)
    if (await Promise.race([running.then(() => true), sleep(5, false)])) throw new Error('They stopped by themselves.');
}

/** Uses up the log of writes that is made already, so that the next write needs a new file of it. */
async function useUpTheLog(): Promise<void> {
  await looking(async (client) => {
    for (;;) await client.query(`select pg_logical_emit_message(true, 'more', repeat('x', 1000000))`);
  }).catch(() => undefined);
}

const suite = MISSING === null ? describe : describe.skip;
const named = (name: string) => (MISSING === null ? name : `${name} (not tried: ${MISSING})`);

suite(named('when the disk is full in the middle of everything'), () => {
  beforeAll(async () => {
    process.stdout.write(`A full disk under a load of seed ${SEED} (CRASH_SEED chooses another).\n`);
    disk = await SmallDisk.of(MEGABYTES);
    port = await freePort();
    product = await start();
    const people = await signInAll(`http://127.0.0.1:${port}`, HOLDERS);
    [holder] = people.holders as [GraphqlClient];
    load = new MixedLoad({
      ...people,
      name: 'full',
      today: () => londonDate(launchedClock.now()),
      random,
      look: (sql, values) => looking(async (client) => (await client.query<{ id: string }>(sql, [...values])).rows),
    });
  });

  afterAll(async () => {
    await product.stop();
    await disk.close();
  });

  it('what cannot be written is refused, what can be read is read, and all goes on when there is room again', async () => {
    const refusals: unknown[] = [];
    const running = load.run(0, (failure) => {
      // The worker could write no invoice either.
      if (failure.message.startsWith('Nothing came of')) return true;
      refusals.push(JSON.parse(failure.message));
      return refusals.length < REFUSALS;
    });
    await atWork(running, 40);
    // A file of the log with room for all that is still to come: only tables need more room.
    await looking((client) => client.query('select pg_switch_wal()'));
    await disk.fill();
    await running;
    expect(refusals.length).toBeGreaterThanOrEqual(REFUSALS);
    const fields = Object.values(OPERATIONS).map(({ field }) => refused(field));
    for (const refusal of refusals) expect(fields).toContainEqual(refusal);
    expect(await looking((client) => load.lost(client))).toEqual([]);
    await booksAreRight();
    const budget = 'query ($id: ID!) { budget(id: $id) { id } }';
    expect(await holder.send(budget, { id: id('budget', 0) })).toEqual({ data: { budget: { id: id('budget', 0) } } });
    await disk.makeRoom();
    await load.finish();
    expect(await looking((client) => load.wrong(client))).toEqual([]);
    await booksAreRight();
    expect(product.running).toBe(true);
  });

  it('the database stops where it must, says why, and nothing is lost when it is started with room again', async () => {
    const running = load.run(1);
    await atWork(running, 40);
    await disk.fill();
    await useUpTheLog();
    await running;
    const full = (folder: string): string =>
      `The disk that holds ${folder} is full. Make some room (about 500 MB), then start again. Nothing that was saved is lost.`;
    expect(await product.code).toBe(1);
    expect(product.said.trim().split('\n').at(-1)).toBe(full(disk.folder));
    // Nobody has made room yet.
    await expect(start()).rejects.toThrow(full(join(disk.folder, 'postgres')));
    await disk.makeRoom();
    product = await start();
    expect(await looking((client) => load.lost(client))).toEqual([]);
    await booksAreRight();
    await load.finish();
    expect(await looking((client) => load.wrong(client))).toEqual([]);
    await booksAreRight();
  });
});
