import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays } from '@owncourse/kernel/contract';
import { verifyLedger } from '../src/verify/verify-ledger.js';
import { TODAY } from './fixtures/ledger-room.js';
import { PartsRoom } from './fixtures/parts-room.js';

const rounds = [1, 2, 3, 4, 5];
let room: PartsRoom;
beforeAll(async () => {
  room = await PartsRoom.open();
});
afterAll(async () => {
  expect(await verifyLedger(room.room.test.auditorUrl)).toMatchObject({ sumPence: 0, breaches: 0, first: null });
  await room.close();
});

async function funded(): Promise<string> {
  const budgetId = await room.openBudget(30_000n);
  await room.room.instalment(budgetId, 120_000n, addDays(TODAY, 27));
  return budgetId;
}

describe('parts, with others beside', () => {
  it.each(rounds)(
    'two orders at once on one part with money for one: one is held, the other is refused (round %s)',
    async () => {
      const budgetId = await funded();
      await room.divide(budgetId, TODAY, [room.direct(12_000n), room.fund()]);
      const order = () => room.promise(budgetId, 30_000n, { providerId: room.otherProviderId });
      expect((await Promise.all([order(), order()])).sort()).toEqual(['BUDGET_SHORTFALL', 'DONE']);
      expect(await room.parts(budgetId)).toMatchObject([
        { available: 0n, committed: 0n },
        { route: 'DIRECT_PAYMENT', available: 18_000n, committed: 30_000n },
        { route: 'INDIVIDUAL_SERVICE_FUND', available: 72_000n, committed: 0n },
      ]);
    },
  );

  it.each(rounds)(
    'an order while the budget is divided: before it or after it, and never half of each (round %s)',
    async () => {
      const budgetId = await funded();
      const [ordered] = await Promise.all([
        room.promise(budgetId, 50_000n),
        room.divide(budgetId, TODAY, [room.direct(12_000n), room.fund()]),
      ]);
      expect(ordered).toBe('DONE');
      const [council, direct, fund] = await room.parts(budgetId);
      const before = council?.committed === 50_000n;
      expect(council).toMatchObject({ available: 0n, committed: before ? 50_000n : 0n });
      expect(direct).toMatchObject({ available: 48_000n, committed: 0n });
      expect(fund).toMatchObject({ available: 22_000n, committed: before ? 0n : 50_000n });
    },
  );

  it.each(rounds)('two jobs at once on the day of a division: the money follows it once (round %s)', async () => {
    const budgetId = await funded();
    await room.divide(budgetId, addDays(TODAY, 7), [room.direct(12_000n), room.fund()]);
    await Promise.all([room.follow(budgetId, addDays(TODAY, 7)), room.follow(budgetId, addDays(TODAY, 7))]);
    expect(await room.parts(budgetId)).toMatchObject([
      { available: 0n },
      { available: 36_000n },
      { available: 84_000n },
    ]);
    expect(await room.transfers(budgetId, 'PART_MOVED')).toHaveLength(2);
  });

  it.each(rounds)('a visit that ends while its part does: what comes back is the rest’s (round %s)', async () => {
    const budgetId = await funded();
    const visit = randomUUID();
    await room.promise(budgetId, 20_000n, { visit });
    const [ended] = await Promise.all([
      room.room.release([{ holdId: visit, fee: 0n }]),
      room.divide(budgetId, TODAY, [room.direct(12_000n), room.fund()]),
    ]);
    expect(ended).toBe('DONE');
    expect(await room.parts(budgetId)).toMatchObject([
      { available: 0n, committed: 0n },
      { available: 48_000n },
      { available: 72_000n },
    ]);
  });

  it.each(rounds)('what a sum is behind is made up once, whoever pays at the same time (round %s)', async () => {
    const budgetId = await room.openBudget(30_000n);
    await room.divide(budgetId, TODAY, [room.direct(12_000n), room.fund()]);
    await room.room.instalment(budgetId, 10_000n, addDays(TODAY, 6));
    const next = addDays(TODAY, 7);
    await room.coming(budgetId, 13_000n, 'INSTALMENT', next, addDays(TODAY, 13));
    await room.coming(budgetId, 1_500n, 'CONTRIBUTION', next, null);
    await Promise.all([
      room.runDay(budgetId, next),
      room.runDay(budgetId, next),
      room.promise(budgetId, 9_000n, { providerId: room.otherProviderId }),
    ]);
    // Two weeks of £120, of which £90 are promised; the rest has the £5 that are over.
    expect(await room.parts(budgetId)).toMatchObject([
      { available: 0n },
      { route: 'DIRECT_PAYMENT', available: 15_000n, committed: 9_000n },
      { route: 'INDIVIDUAL_SERVICE_FUND', available: 500n, committed: 0n },
    ]);
    expect(await room.behind(budgetId)).toEqual([]);
  });
});
