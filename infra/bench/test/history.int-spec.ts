import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createApplication, SmallWorld } from '@owncourse/app/testing';
import { createTestDatabase, type TestDatabase } from '@owncourse/kernel/testing';
import { verifyLedger } from '@owncourse/ledger/verify';
import { loadHistory, loadPlans, sizeFor } from '../src/history.js';

let database: TestDatabase;
let world: SmallWorld;
let close: () => Promise<void>;

beforeAll(async () => {
  database = await createTestDatabase();
  const application = await createApplication({ appUrl: database.appUrl, demo: true, storefront: false });
  world = await SmallWorld.create(application, { holders: 2, weeklyPence: 10_000n, signIns: false });
  close = () => application.close();
});

afterAll(async () => {
  await close();
  await database.drop();
});

it('is as long as it is asked to be', () => {
  expect([1000, 10_000, 1_000_000].map(sizeFor)).toEqual([
    { budgets: 10, weeks: 20 },
    { budgets: 100, weeks: 20 },
    { budgets: 10_000, weeks: 20 },
  ]);
});

it('is a history that the books could have: verify finds nothing wrong in it', async () => {
  const size = sizeFor(1000);
  await loadHistory(database.superuserUrl, size);
  // Two instalments were there before.
  expect(await verifyLedger(database.auditorUrl)).toMatchObject({
    transfers: 1002,
    sumPence: 0,
    breaches: 0,
    first: null,
  });
  await loadPlans(database.superuserUrl, size);
  expect(await verifyLedger(database.auditorUrl)).toMatchObject({
    transfers: 1002,
    sumPence: 0,
    breaches: 0,
    first: null,
  });
  expect(await world.ledger.noteShortWeeks()).toEqual({ short: 0, announced: 0 });
});
