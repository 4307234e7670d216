import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { londonDate } from '@owncourse/kernel/contract';
import { findRunningEmbeddedPostgres } from '@owncourse/kernel/runtime';
import { until } from '@owncourse/kernel/testing';
import { verifyLedger } from '@owncourse/ledger/verify';
import type pg from 'pg';
import { asSuperuser } from './fixtures/as-superuser.js';
import { freePort } from './fixtures/free-port.js';
import { launchedClock, launchedEnvironment, LaunchedProduct } from './fixtures/launched-product.js';
import { unreadEvents, wrongOfTheOutbox } from './fixtures/load-books.js';
import { MixedLoad, seeded, signInAll } from './fixtures/mixed-load.js';

/** Few where everything is tried; `npm run test:crash` tries many. */
const ROUNDS = Number(process.env['CRASH_ROUNDS'] ?? 5);
const SEED = Number(process.env['CRASH_SEED'] ?? Math.floor(Math.random() * 1_000_000));
const HOLDERS = [0, 1, 2, 3];
/** The first five rounds try each kind once. */
const STRIKES = ['app and database', 'app', 'database', 'worker and connections', 'worker alone'] as const;

const worker = fileURLToPath(new URL('../../worker/src/main.ts', import.meta.url));
const registerTypeScript = new URL('../../../infra/build/register-typescript.mjs', import.meta.url).href;

let dataDir: string;
let port: number;
let product: LaunchedProduct | undefined;
let secondWorker: ChildProcess | undefined;
let load: MixedLoad;
const random = seeded(SEED);

beforeAll(async () => {
  process.stdout.write(`Crashes of seed ${SEED}, ${ROUNDS} rounds (CRASH_SEED and CRASH_ROUNDS choose others).\n`);
  dataDir = await mkdtemp(join(tmpdir(), 'owncourse-crash-'));
  port = await freePort();
  product = await LaunchedProduct.start(dataDir, port);
  load = new MixedLoad({
    ...(await signInAll(`http://127.0.0.1:${port}`, HOLDERS)),
    name: 'load',
    today: () => londonDate(launchedClock.now()),
    random,
    look: (sql, values) => looking(async (client) => (await client.query<{ id: string }>(sql, [...values])).rows),
  });
});

afterAll(async () => {
  secondWorker?.kill('SIGKILL');
  await product?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

/** A worker in a process of its own, beside the one inside the app. */
function startWorker(): ChildProcess {
  return spawn(process.execPath, ['--import', registerTypeScript, worker], {
    env: launchedEnvironment(dataDir),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

/** One that has said that it reads the outbox. */
async function workerAtWork(): Promise<ChildProcess> {
  const started = startWorker();
  await new Promise<void>((resolve, reject) => {
    started.stdout?.once('data', () => resolve());
    started.once('close', () => reject(new Error('The worker ended before it was at work.')));
  });
  return started;
}

async function looking<Result>(work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  return asSuperuser((await findRunningEmbeddedPostgres(dataDir))?.superuserUrl, work);
}

async function booksAreRight(): Promise<void> {
  const urls = await findRunningEmbeddedPostgres(dataDir);
  expect(await verifyLedger(urls?.auditorUrl ?? '')).toMatchObject({ sumPence: 0, breaches: 0, first: null });
}

/** Kills the second worker while it holds a batch of the outbox, as far as can be seen; if it holds none, wherever it is. */
async function killWorkerAtWork(): Promise<void> {
  await looking(async (client) => {
    for (let looks = 0; looks < 400 && (await unreadEvents(client)) === 0; looks += 1) await sleep(2);
  });
  const gone = secondWorker?.exitCode === null ? once(secondWorker, 'close') : undefined;
  secondWorker?.kill('SIGKILL');
  await gone;
}

/** Whoever is left reads the outbox to its end, and has made each thing of it once. */
async function consumersResume(): Promise<void> {
  await looking(async (client) => {
    await until('The outbox was not read to its end.', async () => (await unreadEvents(client)) === 0);
    expect(await wrongOfTheOutbox(client)).toEqual([]);
  });
}

async function strike(what: (typeof STRIKES)[number]): Promise<void> {
  switch (what) {
    case 'app and database':
      return product?.kill();
    case 'app':
      return product?.killApp();
    case 'database':
      return product?.killDatabase();
    case 'worker alone':
      // Three in a row, each in the middle of what the one before left.
      for (let workers = 0; workers < 3; workers += 1) {
        if (workers > 0) secondWorker = await workerAtWork();
        await killWorkerAtWork();
      }
      load.stop();
      return;
    case 'worker and connections': {
      const gone = secondWorker?.exitCode === null ? once(secondWorker, 'close') : undefined;
      secondWorker?.kill('SIGKILL');
      await gone;
      // As when the network between the app and its database goes, again and again.
      for (let cuts = 0; cuts < 5; cuts += 1) {
        await looking((client) =>
          client.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'owncourse'"),
        );
        await sleep(random() * 60);
      }
      load.stop();
    }
  }
}

describe('when a part is killed in the middle of everything', () => {
  it.each(Array.from({ length: ROUNDS }, (_, round) => [round, STRIKES[round % STRIKES.length] ?? 'app'] as const))(
    'nothing acknowledged is lost and nothing is there twice (round %i: %s)',
    async (round, what) => {
      secondWorker = what === 'worker alone' ? await workerAtWork() : startWorker();
      const before = load.acknowledged;
      const enough = 20 + Math.trunc(random() * 60);
      const running = load.run(round);
      while (load.acknowledged - before < enough) {
        const over = await Promise.race([running.then(() => true), sleep(5, false)]);
        if (over) break;
      }
      await sleep(random() * 30);
      expect(load.acknowledged - before).toBeGreaterThanOrEqual(enough);
      await strike(what);
      await running;
      if (!what.startsWith('worker')) product = await LaunchedProduct.start(dataDir, port);
      expect(await looking((client) => load.lost(client))).toEqual([]);
      await booksAreRight();
      // Everybody sends again what they heard no answer to, as a browser would, and goes on; they are still signed in.
      await load.finish();
      expect(await looking((client) => load.wrong(client))).toEqual([]);
      await booksAreRight();
      await consumersResume();
      secondWorker.kill('SIGKILL');
    },
  );
});
