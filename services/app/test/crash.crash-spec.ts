import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, londonDate } from '@owncourse/kernel/contract';
import { findRunningEmbeddedPostgres } from '@owncourse/kernel/runtime';
import { verifyLedger } from '@owncourse/ledger/verify';
import pg from 'pg';
import { AGREED_PENCE, id, PASSWORD } from '../src/testing/small-world.js';
import { LaunchedProduct } from './fixtures/launched-product.js';
import { GraphqlClient } from './graphql-client.js';
import { freePort } from './fixtures/free-port.js';

const ROUNDS = 3;
const HOLDERS = [0, 1, 2, 3];
/** Enough for the stream never to end before the crash. */
const MOST_ORDERS = 400;
const PLACE = `mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { __typename ... on Order { id } } }`;

interface Sent {
  readonly holder: number;
  /** The order's id, once somebody was told that it is placed. */
  acknowledged: string | null;
}

interface Kept {
  readonly id: string;
  readonly holds: number;
  readonly held: number;
  readonly transfers: number;
}

let dataDir: string;
let port: number;
let product: LaunchedProduct | undefined;
const clients = new Map<number, GraphqlClient>();
const sent = new Map<string, Sent>();
const day = addDays(londonDate(new Date()), 2);

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'owncourse-crash-'));
  port = await freePort();
  product = await LaunchedProduct.start(dataDir, port);
  for (const holder of HOLDERS) {
    clients.set(
      holder,
      await new GraphqlClient(`http://127.0.0.1:${port}`).signIn(`holder${holder}@first.example`, PASSWORD),
    );
  }
}, 120_000);

afterAll(async () => {
  await product?.stop();
  await rm(dataDir, { recursive: true, force: true });
}, 60_000);

/** @returns the order's id @throws Error when the answer never came, or was no order */
async function place(holder: number, key: string): Promise<string> {
  const input = {
    idempotencyKey: key,
    personId: id('holder', holder),
    variantId: id('variant', 1),
    quantity: '1',
    startTime: '09:00',
    oneOff: { date: day },
    place: 'At home',
    shownUnitPricePence: Number(AGREED_PENCE),
  };
  const placed = await clients.get(holder)?.ask<{ __typename: string; id?: string }>('placeOrder', PLACE, { input });
  if (placed?.id === undefined) throw new Error(`${key} was answered with ${placed?.__typename ?? 'nothing'}.`);
  return placed.id;
}

/** Orders one after another until the line goes dead. */
async function stream(holder: number, round: number, acknowledged: () => void): Promise<void> {
  for (let number = 0; number < MOST_ORDERS; number += 1) {
    const key = `crash-${round}-${holder}-${number}`;
    const order: Sent = { holder, acknowledged: null };
    sent.set(key, order);
    try {
      order.acknowledged = await place(holder, key);
    } catch {
      return;
    }
    acknowledged();
  }
}

async function kept(): Promise<Kept[]> {
  const urls = await findRunningEmbeddedPostgres(dataDir);
  const superuser = new pg.Client({ connectionString: urls?.superuserUrl });
  await superuser.connect();
  try {
    const { rows } = await superuser.query<Kept>(
      `select o.id, count(h.id)::int as holds, count(h.id) filter (where h.state = 'HELD' and h.remaining_pence = $1)::int as held, count(t.id)::int as transfers
       from ordering."order" o left join ledger.hold h on h.order_id = o.id left join ledger.transfer t on t.hold_id = h.id
       group by o.id`,
      [AGREED_PENCE.toString()],
    );
    return rows;
  } finally {
    await superuser.end();
  }
}

async function booksAreRight(): Promise<void> {
  const urls = await findRunningEmbeddedPostgres(dataDir);
  expect(await verifyLedger(urls?.auditorUrl ?? '')).toMatchObject({ sumPence: 0, breaches: 0, first: null });
}

describe('when everything is killed in the middle of orders', () => {
  it.each(Array.from({ length: ROUNDS }, (_, round) => round))(
    'nothing acknowledged is lost and nothing is there twice (round %i)',
    async (round) => {
      const enough = 20 + Math.trunc(Math.random() * 60);
      let acknowledged = 0;
      let strike: () => void = () => undefined;
      const struck = new Promise<void>((resolve) => (strike = resolve));
      const streams = HOLDERS.map((holder) =>
        stream(holder, round, () => {
          acknowledged += 1;
          if (acknowledged === enough) strike();
        }),
      );
      await Promise.race([struck, Promise.all(streams)]);
      await sleep(Math.random() * 30);
      await product?.kill();
      await Promise.all(streams);
      expect(acknowledged).toBeGreaterThanOrEqual(enough);

      product = await LaunchedProduct.start(dataDir, port);
      const found = new Map((await kept()).map((order) => [order.id, order]));
      const promised = [...sent.values()].flatMap((order) => order.acknowledged ?? []);
      expect(promised.filter((one) => found.get(one)?.held !== 1 || found.get(one)?.holds !== 1)).toEqual([]);
      await booksAreRight();

      // Everybody tries again what they sent, as a browser would that heard no answer; they are still signed in.
      for (const [key, order] of sent) {
        const again = await place(order.holder, key);
        expect(again).toBe(order.acknowledged ?? again);
        order.acknowledged = again;
      }
      const whole = await kept();
      expect(new Set(whole.map((order) => order.id))).toEqual(
        new Set([...sent.values()].map((order) => order.acknowledged)),
      );
      expect(whole).toHaveLength(sent.size);
      expect(whole.filter((order) => order.holds !== 1 || order.held !== 1 || order.transfers !== 1)).toEqual([]);
      await booksAreRight();
    },
    180_000,
  );
});
