import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Actor, Refusal } from '@owncourse/kernel/contract';
import { verifyLedger } from '@owncourse/ledger/verify';
import { AGREED_PENCE, id } from '../src/testing/small-world.js';
import { LivelyWorld, NOW } from './fixtures/lively-world.js';
import { WholeDatabase } from './fixtures/whole-database.js';

const ROUNDS = 4;
/** The trial of two hours, and the standing order's visits of the first week that is in. */
const TRIAL = AGREED_PENCE * 2n;

let lively: LivelyWorld;
let database: WholeDatabase;
let holder = -1;
let keys = 0;

beforeAll(async () => {
  lively = await LivelyWorld.open(0);
  database = await WholeDatabase.open(lively.house.database.superuserUrl);
});

afterAll(async () => {
  expect(await verifyLedger(lively.house.database.auditorUrl)).toMatchObject({ sumPence: 0, breaches: 0, first: null });
  await database.close();
  await lively.house.close();
});

beforeEach(() => lively.clock.moveTo(NOW));

const key = (): string => `trial-races-${(keys += 1)}`;
const person = () => lively.world.actor('holder', holder);
const broker = () => lively.world.actor('broker');

async function moveIn(weekly = 100_000n): Promise<void> {
  holder += 1;
  await lively.world.moveIn([holder], weekly);
}

async function confirmed(): Promise<string> {
  const orderId = await lively.order(holder, key(), { meetFirst: { weekdays: ['TH'], startTime: '10:00' } });
  await lively.accept(orderId);
  await lively.confirm(holder, await lively.deliver(holder, orderId));
  return orderId;
}

/** What it gave, or the code of its refusal. */
async function outcome<Result>(doing: Promise<Result>): Promise<Result | string> {
  try {
    return await doing;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

const yes = (actor: Actor, orderId: string, idempotencyKey = key()): Promise<string> =>
  outcome(lively.ordering.continueTrial(actor, { orderId, idempotencyKey, shownUnitPricePence: AGREED_PENCE }));
const no = async (actor: Actor, orderId: string): Promise<string> =>
  (await outcome(lively.ordering.leaveTrial(actor, { orderId, idempotencyKey: key() }))) ?? 'DONE';

async function standing(): Promise<{ orders: string[]; available: bigint }> {
  const { rows } = await database.superuser.query<{ orders: string[]; available: string }>(
    `select array(select o.id from ordering."order" o where o.kind = 'STANDING' and o.participant_ids[1] = $1) as orders,
       (select available_pence from ledger.budget_balance where budget_id = $2) as available`,
    [id('holder', holder), id('budget', holder)],
  );
  return { orders: rows[0]?.orders ?? [], available: BigInt(rows[0]?.available ?? -1) };
}

describe('a trial that two decide on at once', () => {
  it('two presses, with one key or two, give one order', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      await moveIn();
      const orderId = await confirmed();
      const same = key();
      const actor = await person();
      const given = await Promise.all([
        yes(actor, orderId, same),
        yes(actor, orderId, same),
        yes(actor, orderId),
        yes(actor, orderId),
      ]);
      const { orders, available } = await standing();
      expect(orders).toHaveLength(1);
      expect(new Set(given)).toEqual(new Set(orders));
      expect(available).toBe(100_000n - TRIAL * 2n);
    }
  });

  it('the person and their broker give one order, also where the money is only enough for one', async () => {
    for (const weekly of [100_000n, TRIAL * 2n]) {
      await moveIn(weekly);
      const orderId = await confirmed();
      await lively.mandate(holder, id('brokerage'));
      const given = await Promise.all([yes(await person(), orderId), yes(await broker(), orderId)]);
      const { orders, available } = await standing();
      expect(orders).toHaveLength(1);
      expect(given).toEqual([orders[0], orders[0]]);
      expect(available).toBe(weekly - TRIAL * 2n);
    }
  });

  it('a yes beside a no: one of them counts', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      await moveIn();
      const orderId = await confirmed();
      const actor = await person();
      const doing =
        round % 2 === 0 ? [yes(actor, orderId), no(actor, orderId)] : [no(actor, orderId), yes(actor, orderId)];
      const given = await Promise.all(doing);
      const { orders, available } = await standing();
      const [saidYes, saidNo] = round % 2 === 0 ? given : [given[1], given[0]];
      if (saidNo === 'DONE') {
        expect(saidYes).toBe('WRONG_STATE');
        expect(orders).toEqual([]);
        expect(available).toBe(100_000n - TRIAL);
      } else {
        expect(saidNo).toBe('WRONG_STATE');
        expect(orders).toEqual([saidYes]);
        expect(available).toBe(100_000n - TRIAL * 2n);
      }
    }
  });

  it('a yes while the trial is declined, cancelled or confirmed', async () => {
    const staff = await lively.world.actor('provider-staff', 1);
    for (const how of ['decline', 'cancel', 'confirm'] as const) {
      await moveIn();
      const actor = await person();
      const orderId = await lively.order(holder, key(), { meetFirst: { weekdays: ['TH'] } });
      let deliveryId = '';
      if (how === 'confirm') {
        await lively.accept(orderId);
        deliveryId = await lively.deliver(holder, orderId);
      }
      const ending = {
        decline: () =>
          lively.ordering.declineOrder(staff, { orderId, idempotencyKey: key(), reason: 'We are full this week.' }),
        cancel: () => lively.ordering.cancelOrder(actor, { orderId, idempotencyKey: key(), agreedFeePence: 0n }),
        confirm: () => lively.confirm(holder, deliveryId),
      }[how];
      const [said] = await Promise.all([yes(actor, orderId), ending()]);
      const { orders, available } = await standing();
      // Only what was confirmed before the press can go on.
      if (said === 'WRONG_STATE') expect(orders).toEqual([]);
      else expect([how, orders]).toEqual(['confirm', [said]]);
      const spent = (how === 'confirm' ? TRIAL : 0n) + (orders.length === 1 ? TRIAL : 0n);
      expect(available).toBe(100_000n - spent);
    }
  });
});
