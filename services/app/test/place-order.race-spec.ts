import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { verifyLedger } from '@owncourse/ledger/verify';
import { AGREED_PENCE, id, type SmallWorld } from '../src/testing/small-world.js';
import type { GraphqlClient } from './graphql-client.js';
import { openTestHouse, type TestHouse } from './test-house.js';

const PLACE = `mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) {
  __typename ... on Order { id status heldPence } ... on BudgetShortfall { neededPence availablePence } ... on NotAllowed { reason } } }`;
const BUDGET = 'query ($id: ID!) { budget(id: $id) { availablePence committedPence } }';
const TWO_HOURS = Number(2n * AGREED_PENCE);

interface Placed {
  readonly __typename: string;
  readonly id?: string;
  readonly heldPence?: number;
}

let house: TestHouse;
let world: SmallWorld;
let provider: GraphqlClient;

beforeAll(async () => {
  // Enough for seven orders of two hours and a little more.
  house = await openTestHouse({ holders: 5, weeklyPence: 7n * 2n * AGREED_PENCE + 100n });
  ({ world } = house);
  provider = await house.client('provider@first.example');
});

afterAll(() => house.close());

function input(holder: number, key: string, changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    idempotencyKey: key,
    personId: id('holder', holder),
    variantId: world.variantId,
    quantity: '2',
    startTime: '23:00',
    oneOff: { date: world.today },
    place: 'At home',
    shownUnitPricePence: Number(AGREED_PENCE),
    ...changes,
  };
}

function holderClient(number: number): Promise<GraphqlClient> {
  return house.client(`holder${number}@first.example`);
}

async function booksAreRight(): Promise<void> {
  expect(await verifyLedger(house.database.auditorUrl)).toMatchObject({ sumPence: 0, breaches: 0, first: null });
}

describe('orders at once', () => {
  it('50 orders on a budget that can pay for 7: exactly 7', async () => {
    const client = await holderClient(0);
    const results = await Promise.all(
      Array.from({ length: 50 }, (_, number) =>
        client.ask<Placed>('placeOrder', PLACE, { input: input(0, `one-of-fifty-${number}`) }),
      ),
    );
    expect(results.filter((result) => result.__typename === 'Order')).toHaveLength(7);
    expect(results.filter((result) => result.__typename === 'BudgetShortfall')).toHaveLength(43);
    expect(await client.ask('budget', BUDGET, { id: world.budgetOf(0) })).toEqual({
      availablePence: 100,
      committedPence: 7 * TWO_HOURS,
    });
    await booksAreRight();
  });

  it('the same key 20 times at once: one order, one answer', async () => {
    const client = await holderClient(1);
    const results = await Promise.all(
      Array.from({ length: 20 }, () => client.ask<Placed>('placeOrder', PLACE, { input: input(1, 'the-same-key') })),
    );
    expect(new Set(results.map((result) => result.id)).size).toBe(1);
    expect(results.every((result) => result.heldPence === TWO_HOURS)).toBe(true);
    expect(await client.ask('budget', BUDGET, { id: world.budgetOf(1) })).toMatchObject({ committedPence: TWO_HOURS });
  });

  it('the same key with another input: an error, and nothing more is held', async () => {
    const client = await holderClient(1);
    expect(await client.ask('placeOrder', PLACE, { input: input(1, 'the-same-key', { quantity: '3' }) })).toEqual({
      __typename: 'IdempotencyConflict',
    });
    expect(await client.ask('budget', BUDGET, { id: world.budgetOf(1) })).toMatchObject({ committedPence: TWO_HOURS });
  });

  it('accept and cancel at once: one wins or the cancellation comes after; the books are right', async () => {
    const client = await holderClient(2);
    for (let round = 0; round < 6; round += 1) {
      const order = await client.ask<Placed>('placeOrder', PLACE, { input: input(2, `accept-cancel-${round}`) });
      const [accepted, cancelled] = await Promise.all([
        provider.ask<{ __typename: string }>(
          'acceptOrder',
          'mutation ($id: ID!, $key: String!) { acceptOrder(orderId: $id, idempotencyKey: $key) { __typename } }',
          { id: order.id, key: `accept-${round}` },
        ),
        client.ask<{ __typename: string }>(
          'cancelOrder',
          'mutation ($input: CancelOrderInput!) { cancelOrder(input: $input) { __typename ... on NotAllowed { reason } } }',
          {
            input: { orderId: order.id, idempotencyKey: `cancel-${round}`, agreedFeePence: 0 },
          },
        ),
      ]);
      // The fee changes with acceptance, so that a free cancellation never passes an acceptance.
      expect([accepted.__typename, cancelled.__typename].filter((name) => name === 'Order')).toHaveLength(1);
      const status = await client.ask<{ status: string }>('order', 'query ($id: ID!) { order(id: $id) { status } }', {
        id: order.id,
      });
      expect(status.status).toBe(accepted.__typename === 'Order' ? 'ACCEPTED' : 'CANCELLED');
    }
    await booksAreRight();
  });

  it('confirm and dispute at once: the question is always heard, before the confirmation or after it', async () => {
    const client = await holderClient(3);
    const order = await client.ask<Placed & { nextOccurrences: { id: string; startsAt: string }[] }>(
      'placeOrder',
      'mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { __typename ... on Order { id nextOccurrences { id startsAt } } } }',
      { input: input(3, 'confirm-dispute', { startTime: '00:00', quantity: '0.5' }) },
    );
    await provider.ask(
      'acceptOrder',
      'mutation ($id: ID!) { acceptOrder(orderId: $id, idempotencyKey: "accept-it") { __typename } }',
      { id: order.id },
    );
    const startedAt = order.nextOccurrences[0]?.startsAt ?? '';
    const delivery = await provider.ask<{ id: string }>(
      'recordDelivery',
      'mutation ($input: RecordDeliveryInput!) { recordDelivery(input: $input) { __typename ... on Delivery { id } } }',
      {
        input: {
          occurrenceId: order.nextOccurrences[0]?.id,
          idempotencyKey: 'record-it',
          workerName: 'Wren',
          place: 'At home',
          startedAt,
          endedAt: new Date(Date.parse(startedAt) + 60_000).toISOString(),
          quantity: '0.5',
        },
      },
    );
    const [confirmed, disputed] = await Promise.all([
      client.ask<{ __typename: string }>(
        'confirmDelivery',
        'mutation ($id: ID!) { confirmDelivery(deliveryId: $id, idempotencyKey: "confirm-it") { __typename } }',
        { id: delivery.id },
      ),
      client.ask<{ __typename: string }>(
        'disputeDelivery',
        'mutation ($id: ID!) { disputeDelivery(deliveryId: $id, idempotencyKey: "dispute-it", reason: "Nobody came") { __typename } }',
        { id: delivery.id },
      ),
    ]);
    // What is confirmed may be questioned; what is questioned cannot be confirmed.
    expect(disputed.__typename).toBe('Delivery');
    expect(['Delivery', 'NotAllowed']).toContain(confirmed.__typename);
    const budget = await client.ask<{ accruedPence: number }>(
      'budget',
      'query ($id: ID!) { budget(id: $id) { accruedPence } }',
      { id: id('budget', 3) },
    );
    expect(budget.accruedPence).toBe(confirmed.__typename === 'Delivery' ? TWO_HOURS / 4 : 0);
    await booksAreRight();
  });
});
