import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { londonDate, ManualClock } from '@owncourse/kernel/contract';
import { createTestDatabase, type TestDatabase, until } from '@owncourse/kernel/testing';
import { INVOICING, type InvoicingPort } from '@owncourse/invoicing/contract';
import { BUDGET_LIFE, type BudgetLifePort } from '@owncourse/ledger/contract';
import { ORDERING, type OrderingPort } from '@owncourse/ordering/contract';
import { verifyLedger } from '@owncourse/ledger/verify';
import pg from 'pg';
import pino from 'pino';
import { WORKER, type WorkerRunner } from '@owncourse/worker/contract';
import { createApplication } from '../src/server.js';
import { SmallWorld } from '../src/testing/small-world.js';
import { CutProxy } from './fixtures/cut-proxy.js';
import { findBooks, unreadEvents, wrongOfTheOutbox } from './fixtures/load-books.js';
import { prepareForLoad } from './fixtures/load-steps.js';
import { MixedLoad, seeded, signInAll } from './fixtures/mixed-load.js';

const SEED = Number(process.env['CRASH_SEED'] ?? Math.floor(Math.random() * 1_000_000));
const CUTS = 8;
/** The budgets' weeks begin on Thursdays: both changes of the clocks are in the middle of one. */
const NOON = Date.parse('2026-03-13T12:00:00Z');
const HOUR = 3_600_000;
const HOLDERS = [0, 1, 2, 3];

let database: TestDatabase;
let proxy: CutProxy;
let application: NestFastifyApplication;
let superuser: pg.Client;
let clock: ManualClock;
let load: MixedLoad;
let origin: string;
let worker: WorkerRunner;
let world: SmallWorld;
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
  world = await SmallWorld.create(application, { holders: HOLDERS.length, weeklyPence: 100_000_000n });
  await application.listen(0, '127.0.0.1');
  origin = await application.getUrl();
  await prepareForLoad(world, HOLDERS);
  worker = application.get<WorkerRunner>(WORKER);
  await worker.start();
  load = await loadNamed('cut');
});

afterAll(async () => {
  await worker.stop();
  await application.close();
  await proxy.close();
  await superuser.end();
  await database.drop();
});

async function loadNamed(name: string): Promise<MixedLoad> {
  return new MixedLoad({
    ...(await signInAll(origin, HOLDERS)),
    name,
    today: () => londonDate(clock.now()),
    random,
    look: async (sql, values) => (await superuser.query<{ id: string }>(sql, [...values])).rows,
  });
}

/**
 * What the worker's jobs do with the days, one after the other as they come due. Its outbox is read meanwhile; `runOnce` would
 * wait for everybody to be quiet, and nobody is.
 */
async function jobs(): Promise<void> {
  const [budgets, ordering, invoicing] = [
    application.get<BudgetLifePort>(BUDGET_LIFE),
    application.get<OrderingPort>(ORDERING),
    application.get<InvoicingPort>(INVOICING),
  ];
  await budgets.followDays();
  await world.ledger.postDueInstalments();
  await ordering.extendPlans();
  await ordering.enterHoldWindow();
  await budgets.proposeReclaims();
  await ordering.expireUnanswered();
  await ordering.confirmSilent();
  await ordering.disputesToCouncil();
  await invoicing.makeInvoices();
  await world.identity.mindMandates();
}

/** The outbox was read to its end, and each thing was made of it once. */
async function consumersResume(): Promise<void> {
  await until('The outbox was not read to its end.', async () => (await unreadEvents(superuser)) === 0);
  expect(await wrongOfTheOutbox(superuser)).toEqual([]);
}

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
  await consumersResume();
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

  // Sunday's hour from one to two is not there in March, and there twice in October.
  it.each([
    ['March', '2026-03-28T22:00:00Z', '2026-03-29T00:59:59Z', '2026-03-29T01:00:01Z'],
    ['October', '2026-10-24T21:00:00Z', '2026-10-25T00:59:59Z', '2026-10-25T01:00:01Z'],
  ])(
    'when midnight, the change of the clocks in %s and the last days for an answer pass in the middle, with all jobs running',
    async (month, evening, before, after) => {
      clock.moveTo(new Date(evening));
      await worker.runOnce();
      const finance = await world.actor('finance-first');
      await world.identity.setPolicy(finance, world.councilId, [
        { key: 'approvalHours', value: 6, from: londonDate(clock.now()) },
        { key: 'autoConfirmDays', value: 1, from: londonDate(clock.now()) },
      ]);
      load = await loadNamed(month);
      const midnight = Date.parse(`${londonDate(new Date(after))}T00:00:00Z`) - (month === 'March' ? 0 : HOUR);
      const moments = [
        midnight - 1,
        midnight,
        Date.parse(before),
        Date.parse(after),
        Date.parse(before),
        midnight + 5 * HOUR,
      ];
      await during(0, async () => {
        for (const moment of moments) {
          await atWork(15);
          clock.moveTo(new Date(moment));
          await jobs();
        }
        await atWork(15);
      });
      // A week on: nobody is there, and everything that ends by itself has.
      const open = await findBooks(superuser);
      clock.moveTo(new Date(midnight + 7 * 24 * HOUR));
      await worker.runOnce();
      await worker.runOnce();
      expect(await load.wrong(superuser)).toEqual([]);
      await consumersResume();
      const now = await findBooks(superuser);
      const became = (was: string, is: string): number =>
        [...open].filter(([id, { books }]) => books.startsWith(was) && now.get(id)?.books.startsWith(is)).length;
      const were = (was: string): number => [...open.values()].filter(({ books }) => books.startsWith(was)).length;
      expect(were('AWAITING_APPROVAL') + were('SUBMITTED') + were('ACTIVE: DELIVERED')).toBeGreaterThan(0);
      expect(became('AWAITING_APPROVAL', 'EXPIRED')).toBe(were('AWAITING_APPROVAL'));
      expect(became('SUBMITTED', 'EXPIRED')).toBe(were('SUBMITTED'));
      expect(became('ACTIVE: DELIVERED', 'COMPLETED: CONFIRMED')).toBe(were('ACTIVE: DELIVERED'));
      // The hold window came to the second visits of standing orders, once.
      expect(became('ACCEPTED: HELD HELD 1205 0 1; PLANNED', 'ACCEPTED: HELD HELD 1205 0 1; HELD HELD 1205 0 1')).toBe(
        were('ACCEPTED: HELD HELD 1205 0 1; PLANNED'),
      );
      expect(await verifyLedger(database.auditorUrl)).toMatchObject({ sumPence: 0, breaches: 0, first: null });
    },
  );
});
