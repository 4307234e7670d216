import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { addDays } from '@owncourse/kernel/contract';
import pg from 'pg';
import { AGREED_PENCE, id } from '../src/testing/small-world.js';
import { LivelyWorld, TODAY } from './fixtures/lively-world.js';
import type { GraphqlClient } from './graphql-client.js';

interface Act {
  readonly actorName: string;
  readonly words: string;
  readonly pence: number | null;
  readonly isEach: boolean;
}

const ACTS = `query ($mandateId: ID, $first: Int, $after: String) { actsForMe(mandateId: $mandateId, first: $first, after: $after) {
  edges { cursor node { id at actorName words pence isEach order { id service { name } provider { name } } } }
  pageInfo { hasNextPage endCursor } } }`;
const TWO_HOURS = 2n * AGREED_PENCE;

let lively: LivelyWorld;
let holder: GraphqlClient;
let brokered: string;

beforeAll(async () => {
  lively = await LivelyWorld.open(2);
  brokered = await lively.mandate(0, id('brokerage'));
  holder = await lively.signInAs('holder0@first.example');
});

afterAll(() => lively.house.close());

async function acts(client = holder, variables: Record<string, unknown> = {}): Promise<Act[]> {
  const page = await client.ask<{ edges: { node: Act }[] }>('actsForMe', ACTS, { first: 100, ...variables });
  return page.edges.map(({ node }) => node);
}

function told(all: readonly Act[]): string[] {
  return all
    .map(
      (act) => `${act.actorName} ${act.words}${act.pence === null ? '' : ` ${act.pence}${act.isEach ? ' each' : ''}`}`,
    )
    .sort();
}

async function brokerOrders(key: string, changes: Record<string, unknown> = {}): Promise<string> {
  const { orderId } = await lively.ordering.placeOrder(await lively.world.actor('broker'), {
    idempotencyKey: `acts-${key}`,
    personId: id('holder', 0),
    variantId: lively.world.variantId,
    quantity: '2',
    startTime: '08:00',
    oneOff: { date: TODAY },
    place: 'At home',
    shownUnitPricePence: AGREED_PENCE,
    ...changes,
  });
  return orderId;
}

describe('what others did for a person', () => {
  it('their own doing is not in it', async () => {
    await lively.confirm(0, await lively.deliver(0, await accepted(await lively.order(0, 'own'))));
    expect(await acts()).toEqual([]);
  });

  it('orders, confirmations, questions and cancellations, by whom and for how much', async () => {
    const broker = await lively.world.actor('broker');
    const first = await accepted(await brokerOrders('confirmed'));
    await lively.ordering.confirmDeliveries(broker, [await lively.deliver(0, first)], 'acts-confirm-it');
    const second = await accepted(await brokerOrders('questioned'));
    await lively.ordering.disputeDelivery(broker, {
      deliveryId: await lively.deliver(0, second),
      idempotencyKey: 'acts-dispute-it',
      reason: 'Nobody came.',
    });
    const standing = await brokerOrders('standing', {
      oneOff: null,
      standing: { startsOn: addDays(TODAY, 7), endsOn: addDays(TODAY, 21), weekdays: ['TU'] },
    });
    await lively.ordering.cancelOrder(broker, {
      orderId: standing,
      idempotencyKey: 'acts-cancel-it',
      agreedFeePence: 0n,
    });
    expect(told(await acts())).toEqual([
      'Bo Broker cancelled the order',
      `Bo Broker confirmed a visit ${TWO_HOURS}`,
      `Bo Broker ordered ${TWO_HOURS}`,
      `Bo Broker ordered ${TWO_HOURS}`,
      `Bo Broker ordered ${TWO_HOURS} each`,
      'Bo Broker questioned a visit',
    ]);
  });

  it('by mandate: whoever could act under it, also when it has ended; nothing under another', async () => {
    const other = await lively.mandate(0, id('brokerage', 1), ['VIEW']);
    expect(await acts(holder, { mandateId: other })).toEqual([]);
    await lively.world.identity.endMandate(await lively.world.actor('holder', 0), brokered);
    expect(await acts(holder, { mandateId: brokered })).toHaveLength(6);
  });

  it('is the person’s own: nobody else sees it, those who acted neither', async () => {
    for (const email of [
      'broker@first.example',
      'holder1@first.example',
      'caremanager@first.example',
      'provider@first.example',
    ])
      expect(await acts(await lively.signInAs(email), { mandateId: brokered })).toEqual([]);
  });

  it('pages without gaps, and asks as often for many as for few', async () => {
    const queries = jest.spyOn(pg.Client.prototype, 'query');
    const counted = async (first: number): Promise<[ids: string[], statements: number]> => {
      const ids: string[] = [];
      let statements = 0;
      let after: string | null = null;
      do {
        queries.mockClear();
        const page: { edges: { node: { id: string } }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } =
          await holder.ask('actsForMe', ACTS, { first, after });
        statements = Math.max(statements, queries.mock.calls.length);
        ids.push(...page.edges.map(({ node }) => node.id));
        after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
      } while (after !== null);
      return [ids, statements];
    };
    await counted(2);
    const [few, statementsForFew] = await counted(2);
    const [many, statementsForMany] = await counted(100);
    expect(few).toEqual(many);
    expect(many).toHaveLength(6);
    expect(statementsForMany).toBe(statementsForFew);
    queries.mockRestore();
  });
});

async function accepted(orderId: string): Promise<string> {
  await lively.accept(orderId);
  return orderId;
}
