import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays } from '@owncourse/kernel/contract';
import { verifyLedger } from '../src/verify/verify-ledger.js';
import { TODAY } from './fixtures/ledger-room.js';
import { PartsRoom, type Way } from './fixtures/parts-room.js';

let room: PartsRoom;
beforeAll(async () => {
  room = await PartsRoom.open();
});
afterAll(async () => {
  expect(await verifyLedger(room.room.test.auditorUrl)).toMatchObject({ sumPence: 0, breaches: 0, first: null });
  await room.close();
});

/** £300 a week, divided from today on; nothing has come in. */
async function divided(...ways: readonly Way[]): Promise<string> {
  const budgetId = await room.openBudget(30_000n);
  await room.divide(budgetId, TODAY, ways);
  return budgetId;
}

/** A payment for some of the days from today on. */
const pay = (budgetId: string, pence: bigint, fromDay: number, days: number) =>
  room.room.instalment(budgetId, pence, addDays(TODAY, fromDay + days - 1), addDays(TODAY, fromDay));

async function has(budgetId: string): Promise<Record<string, bigint>> {
  const parts = await room.parts(budgetId);
  return Object.fromEntries(parts.map(({ route, available }) => [route, available]));
}

const DIRECT = 'DIRECT_PAYMENT';
const FUND = 'INDIVIDUAL_SERVICE_FUND';
const COUNCIL = 'COUNCIL_MANAGED';

describe('a weekly sum that a payment could not cover', () => {
  it('is made up by the next payment before the rest gets anything, in the officer’s order, and never more', async () => {
    const budgetId = await divided(room.direct(12_000n), room.council(8_000n), room.fund());
    await pay(budgetId, 15_000n, 0, 7);
    expect(await has(budgetId)).toEqual({ [DIRECT]: 12_000n, [COUNCIL]: 3_000n, [FUND]: 0n });
    expect(await room.behind(budgetId)).toEqual([{ route: COUNCIL, behind: 5_000n }]);
    await pay(budgetId, 11_000n, 7, 7);
    expect(await has(budgetId)).toEqual({ [DIRECT]: 23_000n, [COUNCIL]: 3_000n, [FUND]: 0n });
    expect(await room.behind(budgetId)).toEqual([
      { route: COUNCIL, behind: 13_000n },
      { route: DIRECT, behind: 1_000n },
    ]);
    // £200 of the week and £140 of before; the rest gets what is over, and no sum gets more than three weeks come to.
    await pay(budgetId, 40_000n, 14, 7);
    expect(await has(budgetId)).toEqual({ [DIRECT]: 36_000n, [COUNCIL]: 24_000n, [FUND]: 6_000n });
    expect(await room.behind(budgetId)).toEqual([]);
    await pay(budgetId, 30_000n, 21, 7);
    expect(await has(budgetId)).toEqual({ [DIRECT]: 48_000n, [COUNCIL]: 32_000n, [FUND]: 16_000n });
  });

  it('comes to the penny of its days in all, however they are paid', async () => {
    const budgetId = await divided(room.direct(12_000n), room.fund());
    await pay(budgetId, 1n, 0, 3);
    await pay(budgetId, 2n, 3, 4);
    await pay(budgetId, 60_000n, 7, 3);
    // £120 for ten days are £171.43.
    expect(await has(budgetId)).toMatchObject({ [DIRECT]: 17_143n, [FUND]: 60_003n - 17_143n });
  });

  it('is made up by a contribution, and not by a sum that came for something of its own', async () => {
    const budgetId = await divided(room.direct(12_000n), room.fund());
    await pay(budgetId, 10_000n, 0, 7);
    await room.coming(budgetId, 5_000n, 'ONE_OFF', TODAY, null);
    await room.runDay(budgetId, TODAY);
    expect(await has(budgetId)).toMatchObject({ [DIRECT]: 10_000n, [FUND]: 5_000n });
    await room.coming(budgetId, 1_500n, 'CONTRIBUTION', addDays(TODAY, 1), null);
    await room.runDay(budgetId, addDays(TODAY, 1));
    expect(await has(budgetId)).toMatchObject({ [DIRECT]: 11_500n, [FUND]: 5_000n });
    await room.coming(budgetId, 1_500n, 'CONTRIBUTION', addDays(TODAY, 2), null);
    await room.runDay(budgetId, addDays(TODAY, 2));
    expect(await has(budgetId)).toMatchObject({ [DIRECT]: 12_000n, [FUND]: 6_000n });
  });

  it('is made up where a division found too little, because it was promised already', async () => {
    const budgetId = await room.openBudget(30_000n);
    await pay(budgetId, 120_000n, 0, 28);
    await room.promise(budgetId, 100_000n);
    await room.divide(budgetId, TODAY, [room.direct(12_000n), room.council()]);
    // £480 are due for the four weeks, £200 were there.
    expect(await has(budgetId)).toEqual({ [DIRECT]: 20_000n, [COUNCIL]: 0n });
    expect(await room.behind(budgetId)).toEqual([{ route: DIRECT, behind: 28_000n }]);
    await pay(budgetId, 30_000n, 28, 7);
    expect(await has(budgetId)).toEqual({ [DIRECT]: 50_000n, [COUNCIL]: 0n });
    await pay(budgetId, 30_000n, 35, 7);
    expect(await has(budgetId)).toEqual({ [DIRECT]: 72_000n, [COUNCIL]: 8_000n });
  });

  it('goes with a part into a new division and with a fund to another provider, and ends with a part that is over', async () => {
    const budgetId = await divided(room.fund(12_000n), room.direct(9_000n), room.council());
    await pay(budgetId, 9_000n, 0, 7);
    expect(await room.behind(budgetId)).toEqual([
      { route: DIRECT, behind: 9_000n },
      { route: FUND, behind: 3_000n },
    ]);
    await room.divide(budgetId, addDays(TODAY, 7), [room.fund(14_000n, room.otherProviderId), room.council()]);
    await room.follow(budgetId, addDays(TODAY, 7));
    expect(await room.behind(budgetId)).toEqual([{ route: FUND, behind: 3_000n }]);
    await pay(budgetId, 30_000n, 7, 7);
    expect(await has(budgetId)).toEqual({ [DIRECT]: 0n, [COUNCIL]: 13_000n, [FUND]: 26_000n });
  });

  it('has all of its days where a payment reaches into a division that was known by then', async () => {
    const budgetId = await divided(room.direct(12_000n), room.fund());
    await room.divide(budgetId, addDays(TODAY, 14), [room.direct(14_000n), room.fund()]);
    await pay(budgetId, 120_000n, 0, 28);
    // Two weeks are paid to it, and on the day of the new division the two weeks after it.
    expect(await has(budgetId)).toMatchObject({ [DIRECT]: 24_000n, [FUND]: 96_000n });
    await room.follow(budgetId, addDays(TODAY, 14));
    expect(await has(budgetId)).toMatchObject({ [DIRECT]: 52_000n, [FUND]: 68_000n });
    expect(await room.behind(budgetId)).toEqual([]);
  });
});

describe('looking ahead by part', () => {
  it('goes through a new division, and names the day after it on which a part will not reach', async () => {
    const budgetId = await divided(room.direct(12_000n), room.fund());
    await room.divide(budgetId, addDays(TODAY, 14), [room.direct(6_000n), room.fund()]);
    for (const week of [0, 1, 2, 3, 4])
      await room.coming(budgetId, 30_000n, 'INSTALMENT', addDays(TODAY, 7 * week), addDays(TODAY, 7 * week + 6));
    const dayOf = (week: number) => addDays(TODAY, 7 * week + 1);
    for (const week of [0, 1, 2]) await room.plan(budgetId, 9_000n, dayOf(week), room.otherProviderId);
    expect(await room.shortOn(budgetId)).toMatchObject([{ route: DIRECT, short_on: null }, { short_on: null }]);
    // £60 are over from the two weeks before; from then on £30 are missing each week.
    for (const week of [3, 4]) await room.plan(budgetId, 9_000n, dayOf(week), room.otherProviderId);
    expect(await room.shortOn(budgetId)).toMatchObject([{ route: DIRECT, short_on: dayOf(4) }, { short_on: null }]);
    await expect(room.checking(budgetId)).rejects.toMatchObject({
      code: 'BUDGET_SHORTFALL',
      details: { partRoute: DIRECT, shortWeekStarting: addDays(TODAY, 28) },
    });
    for (let day = 0; day < 35; day += 1) await room.runDay(budgetId, addDays(TODAY, day));
    // What was said comes: the last visit has no money.
    expect((await room.room.holds([budgetId])).map(({ state }) => state).toSorted()).toEqual([
      ...Array.from({ length: 4 }, () => 'HELD'),
      'UNFUNDED',
    ]);
  });

  it('warns each night of a part that will run short, once, and takes it back when it is mended', async () => {
    const budgetId = await divided(room.direct(12_000n), room.fund());
    const weeks = [0, 1, 2];
    for (const week of weeks)
      await room.coming(budgetId, 30_000n, 'INSTALMENT', addDays(TODAY, 7 * week), addDays(TODAY, 7 * week + 6));
    await room.plan(budgetId, 25_000n, addDays(TODAY, 8), room.otherProviderId);
    await room.look();
    await room.look();
    // The whole has £600 by then; the person's part has £240.
    const warning = { week: addDays(TODAY, 7), missing: '1000', part: DIRECT };
    expect(await room.warnings(budgetId)).toEqual([warning]);
    await room.divide(budgetId, TODAY, [room.direct(13_000n), room.fund()]);
    await room.look();
    expect(await room.warnings(budgetId, 'over')).toMatchObject([{ week: addDays(TODAY, 7) }]);
    // Once the whole runs short in that week it is the whole that is named.
    await room.plan(budgetId, 40_000n, addDays(TODAY, 8), room.otherProviderId);
    await room.look();
    expect(await room.warnings(budgetId)).toEqual([warning, { week: addDays(TODAY, 7), missing: '5000', part: null }]);
  });
});
