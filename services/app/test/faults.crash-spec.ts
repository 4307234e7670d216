import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ManualClock } from '@owncourse/kernel/contract';
import { createTestDatabase, type TestDatabase } from '@owncourse/kernel/testing';
import { verifyLedger } from '@owncourse/ledger/verify';
import pg from 'pg';
import pino from 'pino';
import { createApplication } from '../src/server.js';
import { PASSWORD, SmallWorld } from '../src/testing/small-world.js';
import { CutProxy } from './fixtures/cut-proxy.js';
import { MixedLoad, seeded } from './fixtures/mixed-load.js';
import { GraphqlClient } from './graphql-client.js';

const SEED = Number(process.env['CRASH_SEED'] ?? Math.floor(Math.random() * 1_000_000));
const CUTS = 8;
const NOON = Date.parse('2026-03-10T12:00:00Z');
const HOUR = 3_600_000;
const HOLDERS = [0, 1, 2, 3];

let database: TestDatabase;
let proxy: CutProxy;
let application: NestFastifyApplication;
let superuser: pg.Client;
let clock: ManualClock;
let load: MixedLoad;
const random = seeded(SEED);

beforeAll(async () => {
  process.stdout.write(`Faults of seed ${SEED} (CRASH_SEED chooses another).\n`);
  database = await createTestDatabase();
  superuser = new pg.Client({ connectionString: database.superuserUrl });
  await superuser.connect();
  clock = new ManualClock(new Date(NOON));
  const through = await CutProxy.before(database.appUrl);
  ({ proxy } = through);
  application = await createApplication({
    appUrl: through.url,
    demo: true,
    storefront: false,
    clock,
    // Every cut is an error to the product, and expected here.
    logger: pino({ level: 'silent' }),
  });
  const world = await SmallWorld.create(application, { holders: HOLDERS.length, weeklyPence: 100_000_000n });
  await application.listen(0, '127.0.0.1');
  const origin = await application.getUrl();
  const signIn = (email: string) => new GraphqlClient(origin).signIn(email, PASSWORD);
  load = new MixedLoad({
    holders: await Promise.all(HOLDERS.map((holder) => signIn(`holder${holder}@first.example`))),
    provider: await signIn('provider@first.example'),
    today: world.today,
    random,
  });
});

afterAll(async () => {
  await application.close();
  await proxy.close();
  await superuser.end();
  await database.drop();
});

/** Everybody is at work while it happens; then they send again what was not answered. */
async function during(round: number, fault: () => Promise<void>): Promise<void> {
  const before = load.acknowledged;
  const running = load.run(round);
  await fault();
  load.stop();
  await running;
  expect(load.acknowledged).toBeGreaterThan(before);
  expect(await load.lost(superuser)).toEqual([]);
  await load.finish();
  expect(await load.wrong(superuser)).toEqual([]);
  expect(await verifyLedger(database.auditorUrl)).toMatchObject({ sumPence: 0, breaches: 0, first: null });
}

async function atWork(steps: number): Promise<void> {
  const enough = load.acknowledged + steps;
  for (let waits = 0; load.acknowledged < enough && waits < 2000; waits += 1) await sleep(5);
}

describe('nothing acknowledged is lost and nothing is there twice', () => {
  it.each(Array.from({ length: CUTS }, (_, cut) => cut))(
    'when the lines to the database are cut in the middle (%i)',
    async (cut) => {
      await during(cut, async () => {
        await atWork(5 + Math.floor(random() * 20));
        await sleep(random() * 20);
        proxy.cut();
      });
      expect(proxy.cuts).toBeGreaterThan(cut);
    },
    60_000,
  );

  it('when the clock is put back and forward in the middle', async () => {
    await during(CUTS, async () => {
      for (const hours of [-2, 1, -3, 2, 0]) {
        await atWork(10);
        clock.moveTo(new Date(NOON + hours * HOUR));
      }
      await atWork(10);
    });
  });
});
