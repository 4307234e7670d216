import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Refusal } from '@owncourse/kernel/contract';
import { verifyLedger } from '@owncourse/ledger/verify';
import { id, PASSWORD, PUBLIC_PENCE } from '../src/testing/small-world.js';
import { CardWorld } from './fixtures/card-world.js';
import { TODAY } from './fixtures/lively-world.js';

const HOURS = 2n * PUBLIC_PENCE;

let world: CardWorld;
let number = -1;
let passwordHash = '';

const buyer = () => id('buyer', number);
const actor = () => world.lively.world.actor('buyer', number);

beforeAll(async () => {
  world = await CardWorld.open();
  passwordHash = await world.lively.world.identity.hashPassword(PASSWORD);
  await world.onboarded();
});

afterAll(async () => {
  expect(await verifyLedger(world.lively.house.database.auditorUrl)).toMatchObject({
    sumPence: 0,
    breaches: 0,
    first: null,
  });
  await world.close();
});

/** Somebody who has never bought anything: they have no purse yet. */
beforeEach(async () => {
  number += 1;
  await world.lively.world.identity.registerPeople(await world.lively.world.actor('operator'), [
    {
      id: buyer(),
      name: `Buyer ${number}`,
      email: `buyer${number}@first.example`,
      passwordHash,
      roles: [{ role: 'SELF_FUNDER' }],
    },
  ]);
  const url = await world.cards.startKeepingCard(await actor(), { idempotencyKey: world.key() });
  await world.cards.settlePage(await actor(), (await world.visit(url)) ?? '');
});

async function place(): Promise<string> {
  const { orderId } = await world.lively.ordering.placeOrder(await actor(), {
    idempotencyKey: world.key(),
    personId: buyer(),
    variantId: world.lively.world.variantId,
    quantity: '2',
    startTime: '08:00',
    oneOff: { date: TODAY },
    place: 'My house',
    shownUnitPricePence: PUBLIC_PENCE,
    ownPurchase: { rightsRead: true, asksToStartEarly: true },
  });
  return orderId;
}

/** The codes of those that were refused; anything else that went wrong is thrown. */
async function refusals(doings: readonly Promise<unknown>[]): Promise<string[]> {
  const settled = await Promise.allSettled(doings);
  return settled.flatMap((one) => {
    if (one.status === 'fulfilled') return [];
    if (one.reason instanceof Refusal) return [one.reason.code];
    throw one.reason as Error;
  });
}

const sums = async (orderId: string) =>
  (
    await world.query<{ state: string; owed: string; hold: string; posted: string }>(
      `select m.state, m.owed_pence::text as owed, h.state as hold,
         (select coalesce(sum(case t.kind when 'OWN_MONEY' then t.amount_pence else -t.amount_pence end), 0) from ledger.transfer t where t.hold_id = h.id)::text as posted
       from ledger.hold h join ledger.own_money m on m.id = h.id where h.order_id = $1`,
      [orderId],
    )
  )[0];

describe('a purse under many hands', () => {
  it('is made once by five first orders at once, and all of them are held', async () => {
    const orderIds = await Promise.all(Array.from({ length: 5 }, place));
    expect(new Set(orderIds).size).toBe(5);
    const [made] = await world.query<{ purses: string; held: string }>(
      `select (select count(*) from ledger.budget where person_id = $1)::text as purses,
         (select sum(h.remaining_pence) from ledger.hold h join ledger.budget b on b.id = h.budget_id where b.person_id = $1)::text as held`,
      [buyer()],
    );
    expect(made).toEqual({ purses: '1', held: (5n * HOURS).toString() });
  });

  it('a visit that is confirmed by two at once is owed once', async () => {
    const orderId = await place();
    await world.lively.accept(orderId);
    const deliveryId = await world.lively.deliver(0, orderId);
    const confirm = async (key: string) => world.lively.ordering.confirmDeliveries(await actor(), [deliveryId], key);
    expect(await refusals([confirm(world.key()), confirm(world.key())])).toEqual(['WRONG_STATE']);
    expect(await sums(orderId)).toEqual({
      state: 'OWED',
      owed: HOURS.toString(),
      hold: 'CLOSED',
      posted: HOURS.toString(),
    });
  });

  it.each(Array.from({ length: 5 }, (_, turn) => turn))(
    'said yes to and cancelled at once: it stands or it is off, and the money agrees (%i)',
    async () => {
      const orderId = await place();
      const cancel = async () =>
        world.lively.ordering.cancelOrder(await actor(), { orderId, idempotencyKey: world.key(), agreedFeePence: 0n });
      await refusals([world.lively.accept(orderId), cancel()]);
      const [order] = await world.query<{ status: string }>('select status from ordering."order" where id = $1', [
        orderId,
      ]);
      const seen = await sums(orderId);
      expect({ status: order?.status, ...seen }).toEqual(
        order?.status === 'CANCELLED'
          ? { status: 'CANCELLED', state: 'GIVEN_BACK', owed: '0', hold: 'CLOSED', posted: '0' }
          : { status: 'ACCEPTED', state: 'AGREED', owed: '0', hold: 'HELD', posted: '0' },
      );
    },
  );

  it('two who settle a question at once give back once', async () => {
    const orderId = await place();
    await world.lively.accept(orderId);
    const deliveryId = await world.lively.deliver(0, orderId);
    const person = await actor();
    await world.lively.ordering.confirmDeliveries(person, [deliveryId], world.key());
    await world.lively.ordering.disputeDelivery(person, {
      deliveryId,
      idempotencyKey: world.key(),
      reason: 'An hour only.',
    });
    await world.lively.ordering.settleDispute(await world.staff(), {
      deliveryId,
      idempotencyKey: world.key(),
      quantity: '1',
    });
    const [thread] = await world.query<{ id: string }>('select id from ordering.dispute where delivery_id = $1', [
      deliveryId,
    ]);
    const close = () =>
      world.lively.ordering.closeDispute(person, {
        disputeId: thread?.id ?? '',
        idempotencyKey: world.key(),
        agreedPence: PUBLIC_PENCE,
      });
    expect(await refusals([close(), close()])).toEqual(['WRONG_STATE']);
    await world.noted(orderId, `owed_pence = ${PUBLIC_PENCE.toString()}`);
    expect(await sums(orderId)).toEqual({
      state: 'OWED',
      owed: PUBLIC_PENCE.toString(),
      hold: 'CLOSED',
      posted: PUBLIC_PENCE.toString(),
    });
  });
});
