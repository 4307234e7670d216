import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { verifyLedger } from '@owncourse/ledger/verify';
import { AGREED_PENCE, id, PUBLIC_PENCE } from '../src/testing/small-world.js';
import { LivelyWorld, NOW } from './fixtures/lively-world.js';
import { foundThirdProvider, thirdHands } from './fixtures/third-provider.js';
import { WholeDatabase } from './fixtures/whole-database.js';

const WEEKLY = 100_000n;
/** Two hours at the public price. */
const OTHERS = PUBLIC_PENCE * 2n;
let lively: LivelyWorld;
let database: WholeDatabase;
let holder = -1;
let keys = 0;

beforeAll(async () => {
  lively = await LivelyWorld.open(0);
  database = await WholeDatabase.open(lively.house.database.superuserUrl);
  await foundThirdProvider(lively);
});

afterAll(async () => {
  expect(await verifyLedger(lively.house.database.auditorUrl)).toMatchObject({ sumPence: 0, breaches: 0, first: null });
  await database.close();
  await lively.house.close();
});

beforeEach(async () => {
  lively.clock.moveTo(NOW);
  holder += 1;
  await lively.world.moveIn([holder], WEEKLY);
});

const key = () => ({ idempotencyKey: `cover-key-${(keys += 1)}` });
const person = () => lively.world.actor('holder', holder);
const staff = (number: number) => lively.world.actor('provider-staff', number);

/** A visit on Thursday that its provider cancelled. */
async function cancelled(): Promise<string> {
  const orderId = await lively.order(holder, key().idempotencyKey, { oneOff: { date: '2026-03-12' } });
  await lively.accept(orderId);
  const [visit] = await lively.ordering
    .visitsToDeliver(await staff(1), '2026-03-12')
    .then((all) => all.filter((one) => one.orderId === orderId));
  const cancel = { orderId, ...key(), reason: 'Two of us are ill.' };
  await expect(lively.ordering.cancelAsProvider(await staff(2), cancel)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(lively.ordering.cancelAsProvider(await staff(1), { ...cancel, reason: '' })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  });
  expect(await balance()).toEqual({ available: WEEKLY - AGREED_PENCE * 2n, committed: AGREED_PENCE * 2n });
  await lively.ordering.cancelAsProvider(await staff(1), cancel);
  expect(await balance()).toEqual({ available: WEEKLY, committed: 0n });
  return visit?.occurrenceId ?? '';
}

async function balance(): Promise<{ available: bigint; committed: bigint }> {
  const { rows } = await database.superuser.query<{ available: string; committed: string }>(
    'select available_pence as available, committed_pence as committed from ledger.budget_balance where budget_id = $1',
    [id('budget', holder)],
  );
  return { available: BigInt(rows[0]?.available ?? -1), committed: BigInt(rows[0]?.committed ?? -1) };
}

async function asks(requestId: string): Promise<Record<string, string>> {
  const { rows } = await database.superuser.query<{ provider: string; status: string }>(
    'select provider_id as provider, status from ordering.cover_ask where request_id = $1',
    [requestId],
  );
  return Object.fromEntries(
    rows.map(({ provider, status }) => [provider === id('provider', 2) ? 'second' : 'third', status]),
  );
}

async function unfilled(requestId: string): Promise<number> {
  const { rows } = await database.superuser.query<{ told: number }>(
    `select count(*)::int as told from kernel.outbox where type = 'ordering.cover-unfilled' and payload ->> 'requestId' = $1::text`,
    [requestId],
  );
  return rows[0]?.told ?? -1;
}

async function askBoth(occurrenceId: string): Promise<string> {
  return lively.ordering.askForCover(await person(), {
    occurrenceId,
    variantIds: [id('variant', 2), id('variant', 3)],
    ...key(),
  });
}

describe('finding somebody else', () => {
  it('offers who could come at this person’s price, and only for a visit that needs it', async () => {
    const occurrenceId = await cancelled();
    const options = await lively.ordering.coverOptions(await person(), occurrenceId);
    expect(options.map(({ provider_id, amountPence }) => [provider_id, amountPence]).sort()).toEqual(
      [
        [id('provider', 2), OTHERS],
        [id('provider', 3), OTHERS],
      ].sort(),
    );
    await expect(lively.ordering.coverOptions(await staff(2), occurrenceId)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    lively.clock.moveTo(new Date('2026-03-12T08:00:00Z'));
    expect(await lively.ordering.coverOptions(await person(), occurrenceId)).toEqual([]);
  });

  it('leaves out who works alone and is with somebody else at that time, and nobody else', async () => {
    await thirdHands(lively, 'MICRO');
    const occurrenceId = await cancelled();
    const offered = async (): Promise<readonly string[]> =>
      (await lively.ordering.coverOptions(await person(), occurrenceId))
        .map(({ provider_id }) => provider_id)
        .toSorted();
    const both = [id('provider', 2), id('provider', 3)].toSorted();
    expect(await offered()).toEqual(both);
    const busy = async (number: number, startTime: string): Promise<string> =>
      lively.order(holder, `busy-${number}-${startTime}`, {
        variantId: id('variant', number),
        oneOff: { date: '2026-03-12' },
        startTime,
        shownUnitPricePence: PUBLIC_PENCE,
      });
    // The visit to fill is from 8 to 10. A company sends somebody else; what begins when it ends is no matter.
    await busy(2, '08:30');
    await busy(3, '10:00');
    expect(await offered()).toEqual(both);
    const alone = await busy(3, '09:00');
    expect(await offered()).toEqual([id('provider', 2)]);
    await lively.ordering.cancelOrder(await person(), {
      orderId: alone,
      ...key(),
      agreedFeePence: 0n,
      reason: 'Not needed.',
    });
    expect(await offered()).toEqual(both);
    await thirdHands(lively, 'COMPANY');
  });

  it.each([1, 2, 3])('two say yes at the same moment: one order, one hold, the other is free (%p)', async () => {
    const requestId = await askBoth(await cancelled());
    expect(await balance()).toEqual({ available: WEEKLY, committed: 0n });
    const [second, third] = [await staff(2), await staff(3)];
    const answers = await Promise.allSettled([
      lively.ordering.answerCover(second, { requestId, accept: true }),
      lively.ordering.answerCover(third, { requestId, accept: true }),
      lively.ordering.answerCover(second, { requestId, accept: true }),
    ]);
    expect(await balance()).toEqual({ available: WEEKLY - OTHERS, committed: OTHERS });
    const { rows } = await database.superuser.query<{ provider: string; status: string; placed_by: string }>(
      `select o.provider_id as provider, o.status, o.placed_by from ordering.cover_request r join ordering."order" o on o.id = r.order_id where r.id = $1 and r.status = 'FILLED'`,
      [requestId],
    );
    expect(rows).toEqual([{ provider: expect.any(String), status: 'ACCEPTED', placed_by: id('holder', holder) }]);
    const winner = rows[0]?.provider === id('provider', 2) ? 'second' : 'third';
    expect(await asks(requestId)).toEqual({ second: 'LAPSED', third: 'LAPSED', [winner]: 'ACCEPTED' });
    const [, lost] = answers;
    if (winner === 'second') expect(lost).toMatchObject({ status: 'rejected', reason: { code: 'WRONG_STATE' } });
    const all = await database.superuser.query(
      `select count(*)::int as orders from ordering."order" where $1 = any (participant_ids) and status = 'ACCEPTED'`,
      [id('holder', holder)],
    );
    expect(all.rows).toEqual([{ orders: 1 }]);
  });

  it('everybody says no, or nobody answers: it is unfilled, said once, and may be asked anew', async () => {
    const occurrenceId = await cancelled();
    const requestId = await askBoth(occurrenceId);
    await lively.ordering.answerCover(await staff(2), { requestId, accept: false, reason: 'Full.' });
    expect(await unfilled(requestId)).toBe(0);
    await lively.ordering.answerCover(await staff(3), { requestId, accept: false, reason: 'Full too.' });
    expect(await unfilled(requestId)).toBe(1);
    const again = await askBoth(occurrenceId);
    expect(again).not.toBe(requestId);
    lively.clock.moveTo(new Date('2026-03-12T08:00:00Z'));
    await Promise.all([lively.ordering.lapseCover(), lively.ordering.lapseCover()]);
    expect(await unfilled(again)).toBe(1);
    await expect(lively.ordering.answerCover(await staff(2), { requestId: again, accept: true })).rejects.toMatchObject(
      {
        code: 'WRONG_STATE',
      },
    );
    expect(await balance()).toEqual({ available: WEEKLY, committed: 0n });
  });

  it('a yes without the money leaves no order and frees the request for the others', async () => {
    const requestId = await askBoth(await cancelled());
    await lively.order(holder, key().idempotencyKey, { quantity: '40', oneOff: { date: '2026-03-13' } });
    const before = await balance();
    await expect(lively.ordering.answerCover(await staff(2), { requestId, accept: true })).rejects.toMatchObject({
      code: 'BUDGET_SHORTFALL',
    });
    expect(await balance()).toEqual(before);
    expect(await asks(requestId)).toEqual({ second: 'FAILED', third: 'ASKED' });
    await expect(lively.ordering.answerCover(await staff(1), { requestId, accept: true })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});
