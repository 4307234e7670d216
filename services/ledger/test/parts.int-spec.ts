import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, Refusal, statement } from '@owncourse/kernel/contract';
import { verifyLedger } from '../src/verify/verify-ledger.js';
import { TODAY } from './fixtures/ledger-room.js';
import { PartsRoom } from './fixtures/parts-room.js';

let room: PartsRoom;
beforeAll(async () => {
  room = await PartsRoom.open();
});
afterAll(() => room.close());

/** Four weeks of £300 from today on are paid for. */
async function fundedBudget(): Promise<string> {
  const budgetId = await room.openBudget(30_000n);
  await room.room.instalment(budgetId, 120_000n, addDays(TODAY, 27));
  return budgetId;
}

const right = async (): Promise<void> =>
  expect(await verifyLedger(room.room.test.auditorUrl)).toMatchObject({ sumPence: 0, breaches: 0, first: null });

describe('a budget that is divided', () => {
  it('shares out what has been paid for by one transfer, and each instalment by the weekly sum and the rest', async () => {
    const budgetId = await fundedBudget();
    await room.divide(budgetId, TODAY, [room.direct(12_000n), room.fund()]);
    // The council had all of it: four weeks of £120 go to the person, the rest to the fund, nothing stays.
    expect(await room.parts(budgetId)).toEqual([
      { route: 'COUNCIL_MANAGED', available: 0n, committed: 0n },
      { route: 'DIRECT_PAYMENT', available: 48_000n, committed: 0n },
      { route: 'INDIVIDUAL_SERVICE_FUND', available: 72_000n, committed: 0n },
    ]);
    expect(await room.balance(budgetId)).toMatchObject({ available: 120_000n });
    const moved = await room.transfers(budgetId, 'PART_MOVED');
    expect(moved.map(({ amount }) => amount)).toEqual([48_000n, 72_000n]);
    // A week and three days: £120 × 10 / 7 is £171.43 to the penny.
    await room.room.instalment(budgetId, 42_857n, addDays(TODAY, 37), addDays(TODAY, 28));
    expect(await room.parts(budgetId)).toMatchObject([
      { available: 0n },
      { available: 48_000n + 17_143n },
      { available: 72_000n + 25_714n },
    ]);
    // The next four days come to what ten and four days are together, so that the pennies never drift.
    await room.room.instalment(budgetId, 17_143n, addDays(TODAY, 41), addDays(TODAY, 38));
    expect(await room.parts(budgetId)).toMatchObject([
      { available: 0n },
      { available: 48_000n + 24_000n },
      { available: 108_000n },
    ]);
    expect(await room.balance(budgetId)).toMatchObject({ available: 180_000n });
    await right();
  });

  it('moves one sum where two parts change, and what is promised stays where it was promised', async () => {
    const budgetId = await fundedBudget();
    const visit = randomUUID();
    expect(await room.promise(budgetId, 50_000n, { visit })).toBe('DONE');
    await room.divide(budgetId, TODAY, [room.direct(12_000n), room.council()]);
    expect(await room.parts(budgetId)).toEqual([
      { route: 'COUNCIL_MANAGED', available: 22_000n, committed: 50_000n },
      { route: 'DIRECT_PAYMENT', available: 48_000n, committed: 0n },
    ]);
    expect((await room.transfers(budgetId, 'PART_MOVED')).map(({ amount }) => amount)).toEqual([48_000n]);
    // Delivered for less: the council's part pays, and gets the difference back.
    expect(await room.room.accrue([{ holdId: visit, pence: 45_000n }])).toBe('DONE');
    expect(await room.parts(budgetId)).toMatchObject([
      { available: 27_000n, committed: 0n },
      { available: 48_000n, committed: 0n },
    ]);
    await right();
  });

  it('pays a provider from its own fund, and everybody else from the other part; neither pays for the other', async () => {
    const budgetId = await fundedBudget();
    await room.divide(budgetId, TODAY, [room.direct(12_000n), room.fund()]);
    expect(await room.promise(budgetId, 60_000n, { providerId: room.providerId })).toBe('DONE');
    expect(await room.promise(budgetId, 40_000n, { providerId: room.otherProviderId })).toBe('DONE');
    expect(await room.parts(budgetId)).toMatchObject([
      { available: 0n },
      { route: 'DIRECT_PAYMENT', available: 8_000n, committed: 40_000n },
      { route: 'INDIVIDUAL_SERVICE_FUND', available: 12_000n, committed: 60_000n },
    ]);
    // £200 are left in all, and £120 of it in the fund; the other part lacks a penny.
    await expect(room.promising(budgetId, 8_001n, { providerId: room.otherProviderId })).rejects.toMatchObject({
      code: 'BUDGET_SHORTFALL',
      details: { neededPence: '8001', availablePence: '8000', partRoute: 'DIRECT_PAYMENT', elsewherePence: '12000' },
    });
    expect(await room.promise(budgetId, 12_001n, { providerId: room.providerId })).toBe('BUDGET_SHORTFALL');
    expect(await room.promise(budgetId, 8_000n, { providerId: room.otherProviderId })).toBe('DONE');
    await right();
  });

  it('fills a weekly sum from all who pay for the same days, and looks ahead by what they pay together', async () => {
    const budgetId = await room.openBudget(30_000n);
    await room.divide(budgetId, TODAY, [room.direct(20_000n), room.fund()]);
    const [through, next, end] = [addDays(TODAY, 6), addDays(TODAY, 7), addDays(TODAY, 13)];
    // Social care and the NHS pay half each: neither of them alone is enough for the sum.
    await room.room.instalment(budgetId, 15_000n, through);
    expect(await room.parts(budgetId)).toMatchObject([{}, { available: 15_000n }, { available: 0n }]);
    await room.room.instalment(budgetId, 15_000n, through);
    expect(await room.parts(budgetId)).toMatchObject([{}, { available: 20_000n }, { available: 10_000n }]);
    for (const pence of [15_000n, 15_000n]) await room.room.coming(budgetId, pence, end, next);
    const ahead = () => room.shortOn(budgetId);
    await room.plan(budgetId, 40_000n, next, room.otherProviderId);
    expect(await ahead()).toMatchObject([{ short_on: null }, { short_on: null }]);
    await room.plan(budgetId, 1n, next, room.otherProviderId);
    expect(await ahead()).toMatchObject([{ route: 'DIRECT_PAYMENT', short_on: next }, { short_on: null }]);
    await right();
  });

  it('refuses a provider that no part can pay', async () => {
    const budgetId = await fundedBudget();
    await room.divide(budgetId, TODAY, [room.fund(12_000n), room.fund(null, room.otherProviderId)]);
    await expect(room.promising(budgetId, 100n, { providerId: randomUUID() })).rejects.toMatchObject({
      code: 'NO_PART_PAYS',
    });
    expect(await room.balance(budgetId)).toMatchObject({ available: 120_000n, committed: 0n });
  });

  it('changes on its day, and not before', async () => {
    const budgetId = await fundedBudget();
    await room.divide(budgetId, addDays(TODAY, 7), [room.direct(12_000n), room.fund()]);
    expect(await room.parts(budgetId)).toMatchObject([{ available: 120_000n }, { available: 0n }, { available: 0n }]);
    await room.follow(budgetId, addDays(TODAY, 6));
    expect(await room.transfers(budgetId, 'PART_MOVED')).toEqual([]);
    await room.follow(budgetId, addDays(TODAY, 7));
    // Three weeks of the four are still to come.
    expect(await room.parts(budgetId)).toMatchObject([
      { available: 0n },
      { available: 36_000n },
      { available: 84_000n },
    ]);
    await room.follow(budgetId, addDays(TODAY, 8));
    expect(await room.parts(budgetId)).toMatchObject([
      { available: 0n },
      { available: 36_000n },
      { available: 84_000n },
    ]);
    await right();
  });

  it('goes on with a fund that moves to another provider, and loses nothing', async () => {
    const budgetId = await fundedBudget();
    await room.divide(budgetId, TODAY, [room.direct(12_000n), room.fund()]);
    await room.divide(budgetId, addDays(TODAY, 7), [room.direct(12_000n), room.fund(null, room.otherProviderId)]);
    await room.follow(budgetId, addDays(TODAY, 7));
    expect(await room.parts(budgetId)).toMatchObject([
      { available: 0n },
      { available: 48_000n },
      { available: 72_000n },
    ]);
    expect(await room.transfers(budgetId, 'PART_MOVED')).toHaveLength(2);
    await right();
  });

  it('raises a sum for the days to come only, and goes back to one way with all that is left', async () => {
    const budgetId = await fundedBudget();
    await room.divide(budgetId, TODAY, [room.direct(12_000n), room.fund()]);
    await room.divide(budgetId, addDays(TODAY, 14), [room.direct(19_000n), room.fund()]);
    await room.follow(budgetId, addDays(TODAY, 14));
    // Two weeks of £70 more.
    expect(await room.parts(budgetId)).toMatchObject([
      { available: 0n },
      { available: 62_000n },
      { available: 58_000n },
    ]);
    expect((await room.transfers(budgetId, 'PART_MOVED')).at(-1)).toMatchObject({ amount: 14_000n });
    await room.divide(budgetId, addDays(TODAY, 21), [room.direct(null)]);
    await room.follow(budgetId, addDays(TODAY, 21));
    expect(await room.parts(budgetId)).toMatchObject([{ available: 0n }, { available: 120_000n }, { available: 0n }]);
    await right();
  });

  it('gives what comes back to a part whose time is over to the rest', async () => {
    const budgetId = await fundedBudget();
    const visit = randomUUID();
    await room.promise(budgetId, 20_000n, { visit });
    await room.divide(budgetId, TODAY, [room.direct(12_000n), room.fund()]);
    expect(await room.room.release([{ holdId: visit, fee: 500n }])).toBe('DONE');
    expect(await room.parts(budgetId)).toMatchObject([
      { route: 'COUNCIL_MANAGED', available: 0n, committed: 0n },
      { route: 'DIRECT_PAYMENT', available: 48_000n },
      { route: 'INDIVIDUAL_SERVICE_FUND', available: 52_000n + 19_500n },
    ]);
    await right();
  });

  it('takes what goes back to the council from the rest first, then from the weekly sums', async () => {
    const budgetId = await fundedBudget();
    await room.divide(budgetId, TODAY, [room.direct(12_000n), room.fund()]);
    await room.takeBack(budgetId, 80_000n);
    expect(await room.parts(budgetId)).toMatchObject([{ available: 0n }, { available: 40_000n }, { available: 0n }]);
    await right();
  });

  it('refuses a division without a rest, with two, with more than there is, or twice the same', async () => {
    const budgetId = await fundedBudget();
    const words = async (routes: Parameters<PartsRoom['divide']>[2]): Promise<unknown> => {
      try {
        await room.divide(budgetId, TODAY, routes);
        return null;
      } catch (error) {
        return error instanceof Refusal ? error.details['problems'] : error;
      }
    };
    const about = (message: string): unknown => [{ field: 'routes', message }];
    const one = 'Leave the weekly sum empty for one of them: it gets the rest. Give the others a sum.';
    expect(await words([room.direct(null), room.fund()])).toEqual(about(one));
    expect(await words([room.direct(1n), room.fund(1n)])).toEqual(about(one));
    expect(await words([room.direct(30_001n), room.fund()])).toEqual(
      about('The weekly sums come to £300.01 and the council pays £300 a week. Make them less.'),
    );
    expect(await words([room.fund(1n), room.fund()])).toEqual(about('Choose each way and holder once.'));
    expect(await room.parts(budgetId)).toEqual([]);
    expect(await words([room.direct(30_000n), room.fund()])).toBeNull();
    await right();
  });
});

describe('looking ahead', () => {
  it('names the first day on which a part will not reach, though the budget as a whole would', async () => {
    const budgetId = await fundedBudget();
    await room.divide(budgetId, TODAY, [room.direct(12_000n), room.fund()]);
    // Planned for the day after the funded weeks: £480.01 of the person's part, which has £480 until more comes in.
    await room.plan(budgetId, 48_001n, addDays(TODAY, 28), room.otherProviderId);
    expect(await room.shortOn(budgetId)).toEqual([
      { route: 'DIRECT_PAYMENT', short_on: addDays(TODAY, 28) },
      { route: 'INDIVIDUAL_SERVICE_FUND', short_on: null },
    ]);
    await expect(room.checking(budgetId)).rejects.toMatchObject({
      code: 'BUDGET_SHORTFALL',
      details: { neededPence: '100', availablePence: '99', partRoute: 'DIRECT_PAYMENT', elsewherePence: '72000' },
    });
  });
});

describe('verify:ledger', () => {
  it.each([
    [
      'a part that says more',
      'update ledger.part_balance set available_pence = available_pence + 1 where budget_id = $1 and available_pence = 48000',
    ],
    [
      'money of one part that is said to be the other’s',
      `update ledger.part_balance p set available_pence = case p.available_pence when 48000 then 72000 when 72000 then 48000 else 0 end where p.budget_id = $1`,
    ],
    [
      'a part that is said to be behind and has no weekly sum',
      'update ledger.part_balance set behind_pence = 1 where budget_id = $1 and available_pence = 72000',
    ],
    ['a hold of another part', 'update ledger.hold set part_id = $1 where budget_id = $1'],
    ['a part that was removed', 'delete from ledger.part_balance where budget_id = $1 and available_pence = 0'],
    [
      'an account of another part',
      `update ledger.account set part_id = '00000000-0000-0000-0000-00000000000a' where budget_id = $1 and kind = 'available' and part_id <> '00000000-0000-0000-0000-000000000000'
       and id = (select available_account from ledger.part_balance where budget_id = $1 and available_pence = 48000)`,
    ],
  ])('names %s', async (_, sql) => {
    const own = await PartsRoom.open();
    try {
      const budgetId = await own.openBudget(30_000n);
      await own.room.instalment(budgetId, 120_000n, addDays(TODAY, 27));
      await own.divide(budgetId, TODAY, [own.direct(12_000n), own.fund()]);
      if (sql.includes('ledger.hold')) await own.promise(budgetId, 100n, { providerId: own.providerId });
      expect(await verifyLedger(own.room.test.auditorUrl)).toMatchObject({ breaches: 0 });
      await own.room.superuser.call(statement('test.tamper', sql), [budgetId]);
      const verdict = await verifyLedger(own.room.test.auditorUrl);
      expect(verdict.breaches).toBeGreaterThan(0);
      expect(verdict.first).toMatch(/part/);
    } finally {
      await own.close();
    }
  });
});
