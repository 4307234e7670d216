import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { addDays } from '@owncourse/kernel/contract';
import { verifyLedger } from '@owncourse/ledger/verify';
import { id, PUBLIC_PENCE } from '../src/testing/small-world.js';
import { LivelyWorld, NOW } from './fixtures/lively-world.js';
import { foundThirdProvider, thirdHands } from './fixtures/third-provider.js';
import { outcome } from './fixtures/two-at-once.js';
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

const key = () => ({ idempotencyKey: `room-key-${(keys += 1)}` });
const person = () => lively.world.actor('holder', holder);
const staff = (number: number) => lively.world.actor('provider-staff', number);
/** Each test has a day of its own, so that nobody is busy with another's visits. */
const day = (): string => addDays('2026-03-12', holder);

/** A visit from 8 to 10 that its provider cancelled. */
async function cancelled(): Promise<string> {
  const orderId = await lively.order(holder, key().idempotencyKey, { oneOff: { date: day() } });
  await lively.accept(orderId);
  const visits = await lively.ordering.visitsToDeliver(await staff(1), day());
  await lively.ordering.cancelAsProvider(await staff(1), { orderId, ...key(), reason: 'Two of us are ill.' });
  return visits.find((one) => one.orderId === orderId)?.occurrenceId ?? '';
}

async function balance(): Promise<{ available: bigint; committed: bigint }> {
  const { rows } = await database.superuser.query<{ available: string; committed: string }>(
    'select available_pence as available, committed_pence as committed from ledger.budget_balance where budget_id = $1',
    [id('budget', holder)],
  );
  return { available: BigInt(rows[0]?.available ?? -1), committed: BigInt(rows[0]?.committed ?? -1) };
}

async function unfilled(requestId: string): Promise<number> {
  const { rows } = await database.superuser.query<{ told: number }>(
    `select count(*)::int as told from kernel.outbox where type = 'ordering.cover-unfilled' and payload ->> 'requestId' = $1::text`,
    [requestId],
  );
  return rows[0]?.told ?? -1;
}

/** The provider says it at once; who is one person says nothing. */
async function atOnce(number: number, visitsAtOnce: number): Promise<void> {
  await lively.catalogue.declareCapacity(await staff(number), { visitsAtOnce, ...key() });
}

/** Two visits at the same time, each cancelled; only the third provider is asked about them. */
async function twoQuestions(): Promise<[string, string]> {
  const ask = async (): Promise<string> =>
    lively.ordering.askForCover(await person(), {
      occurrenceId: await cancelled(),
      variantIds: [id('variant', 3)],
      ...key(),
    });
  return [await ask(), await ask()];
}

async function stateOf(requestId: string): Promise<{ status: string; provider: string | null; ask: string }> {
  const { rows } = await database.superuser.query<{ status: string; provider: string | null; ask: string }>(
    `select r.status, r.provider_id as provider, a.status as ask from ordering.cover_request r
     join ordering.cover_ask a on a.request_id = r.id and a.provider_id = $2 where r.id = $1`,
    [requestId, id('provider', 3)],
  );
  return rows[0] ?? { status: '', provider: null, ask: '' };
}

async function ordersOfThird(): Promise<{ id: string; status: string }[]> {
  const { rows } = await database.superuser.query<{ id: string; status: string }>(
    `select id, status from ordering."order" where provider_id = $1 and $2 = any (participant_ids) order by placed_at, id`,
    [id('provider', 3), id('holder', holder)],
  );
  return rows;
}

describe('room for a visit', () => {
  it('of several workers leaves out who is full at any one moment of the visit, and nobody else', async () => {
    await atOnce(3, 2);
    const occurrenceId = await cancelled();
    const offered = async (): Promise<boolean> =>
      (await lively.ordering.coverOptions(await person(), occurrenceId)).some(
        ({ provider_id }) => provider_id === id('provider', 3),
      );
    const busy = async (startTime: string): Promise<string> =>
      lively.order(holder, `third-${startTime}`, {
        variantId: id('variant', 3),
        oneOff: { date: day() },
        quantity: '1',
        startTime,
        shownUnitPricePence: PUBLIC_PENCE,
      });
    // Two that follow each other touch the visit from 8 to 10, but one goes on at a time.
    await busy('08:00');
    await busy('09:00');
    expect(await offered()).toBe(true);
    await busy('09:30');
    expect(await offered()).toBe(false);
    await atOnce(3, 3);
    expect(await offered()).toBe(true);
  });

  describe('who works alone and is asked about two visits at the same time', () => {
    beforeEach(() => thirdHands(lively, 'MICRO'));
    afterEach(() => thirdHands(lively, 'COMPANY'));

    it.each([
      ['the first', 0, 1],
      ['the second', 1, 0],
    ] as const)('may say yes to %s, and is told why not to the other', async (_which, sooner, later) => {
      const requests = await twoQuestions();
      const yes = async (which: 0 | 1): Promise<void> =>
        lively.ordering.answerCover(await staff(3), { requestId: requests[which], accept: true });
      await yes(sooner);
      expect(await balance()).toEqual({ available: WEEKLY - OTHERS, committed: OTHERS });
      await expect(yes(later)).rejects.toMatchObject({ code: 'NO_ROOM' });
      // Nothing is left of it: no order, no money, and the question stands.
      expect(await balance()).toEqual({ available: WEEKLY - OTHERS, committed: OTHERS });
      expect(await ordersOfThird()).toMatchObject([{ status: 'ACCEPTED' }]);
      expect(await stateOf(requests[later])).toEqual({ status: 'OPEN', provider: null, ask: 'ASKED' });
      expect(await unfilled(requests[later])).toBe(0);
      // With room again the same yes counts.
      const [taken] = await ordersOfThird();
      await lively.ordering.cancelAsProvider(await staff(3), { orderId: taken?.id ?? '', ...key(), reason: 'Ill.' });
      await yes(later);
      expect(await stateOf(requests[later])).toEqual({
        status: 'FILLED',
        provider: id('provider', 3),
        ask: 'ACCEPTED',
      });
      expect(await balance()).toEqual({ available: WEEKLY - OTHERS, committed: OTHERS });
    });

    it('a new order at that time fills it too; after a no to that the yes counts', async () => {
      const [requestId] = await twoQuestions();
      const orderId = await lively.order(holder, key().idempotencyKey, {
        variantId: id('variant', 3),
        oneOff: { date: day() },
        startTime: '09:00',
        shownUnitPricePence: PUBLIC_PENCE,
      });
      const yes = async (): Promise<void> => lively.ordering.answerCover(await staff(3), { requestId, accept: true });
      await expect(yes()).rejects.toMatchObject({ code: 'NO_ROOM' });
      await lively.ordering.declineOrder(await staff(3), { orderId, ...key(), reason: 'I would rather step in.' });
      await yes();
      expect(await stateOf(requestId)).toMatchObject({ status: 'FILLED', ask: 'ACCEPTED' });
    });

    it.each([1, 2, 3, 4, 5, 6])('both yeses at the same moment: exactly one counts (%p)', async (round) => {
      const requests = await twoQuestions();
      const third = await staff(3);
      const order = round % 2 === 0 ? requests : requests.toReversed();
      const outcomes = await Promise.all(
        [...order, ...order].map((requestId) =>
          outcome(lively.ordering.answerCover(third, { requestId, accept: true })),
        ),
      );
      expect(new Set(outcomes)).toEqual(new Set(['DONE', 'NO_ROOM']));
      expect(await balance()).toEqual({ available: WEEKLY - OTHERS, committed: OTHERS });
      expect(await ordersOfThird()).toMatchObject([{ status: 'ACCEPTED' }]);
      expect((await Promise.all(requests.map(stateOf))).map(({ status, ask }) => [status, ask]).sort()).toEqual([
        ['FILLED', 'ACCEPTED'],
        ['OPEN', 'ASKED'],
      ]);
    });
  });

  it('two workers may say yes to two at the same moment, and not to a third', async () => {
    await atOnce(3, 2);
    const requests = [...(await twoQuestions()), ...(await twoQuestions())].slice(0, 3);
    const third = await staff(3);
    const outcomes = await Promise.all(
      requests.map((requestId) => outcome(lively.ordering.answerCover(third, { requestId, accept: true }))),
    );
    expect(outcomes.sort()).toEqual(['DONE', 'DONE', 'NO_ROOM']);
    expect(await balance()).toEqual({ available: WEEKLY - 2n * OTHERS, committed: 2n * OTHERS });
    await atOnce(3, 2000);
  });
});
