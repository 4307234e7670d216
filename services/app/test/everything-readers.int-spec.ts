import { type ClientRequest, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { unzipSync } from 'fflate';
import { registerEverything } from '../src/server/everything-about-me.js';
import { id } from '../src/testing/small-world.js';
import { openTransactions, transactionsAre } from './fixtures/open-transactions.js';
import { WholeDatabase } from './fixtures/whole-database.js';
import type { GraphqlClient } from './graphql-client.js';
import { OPENED, openTestHouse, type TestHouse } from './test-house.js';

const PATH = '/files/everything-about-me.zip';
/** So much for each that it does not fit into what a connection takes at once: a reader who takes nothing keeps it open. */
const [PHOTOS, PHOTO_BYTES] = [5, 4_000_000];
const HOLDERS = 5;

let house: TestHouse;
let whole: WholeDatabase;
let people: GraphqlClient[];
const servers: FastifyInstance[] = [];

/** The download alone, with limits of its own. @returns where it is */
async function serve(limits: { mostAtOnce: number; patienceMilliseconds: number }): Promise<string> {
  const server = Fastify();
  registerEverything(server, house.application, limits);
  await server.listen({ host: '127.0.0.1', port: 0 });
  servers.push(server);
  return `http://127.0.0.1:${(server.server.address() as AddressInfo).port}${PATH}`;
}

/** Begins a download and takes nothing of it. */
function begin(url: string, holder: number): Promise<{ request: ClientRequest; answer: IncomingMessage }> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent: false, headers: people[holder]?.headers ?? {} }, (answer) => {
      resolve({ request, answer });
    }).on('error', reject);
  });
}

async function photosOf(url: string, holder: number): Promise<number> {
  const answer = await fetch(url, { headers: people[holder]?.headers ?? {} });
  if (answer.status !== 200) return answer.status;
  const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
  return Object.keys(files).filter((name) => name.startsWith('receipts/')).length;
}

beforeAll(async () => {
  house = await openTestHouse({ holders: HOLDERS, weeklyPence: 100n });
  whole = await WholeDatabase.open(house.database.superuserUrl);
  for (let holder = 0; holder < HOLDERS; holder += 1) {
    const values = [
      house.world.councilId,
      id('receipt-of', holder),
      house.world.budgetOf(holder),
      OPENED,
      id('holder', holder),
    ];
    await whole.superuser.query(
      `insert into ledger.expense (council_id, id, budget_id, kind, payee, spent_on, amount_pence, recorded_at, recorded_by)
       values ($1, $2, $3, 'OTHER', 'Ann Baker', '2026-03-10', 1, $4, $5)`,
      values,
    );
    await whole.superuser.query(
      `insert into ledger.receipt (council_id, id, budget_id, expense_id, content_type, byte_size, content, added_at, added_by)
       select $1, gen_random_uuid(), $3, $2, 'application/pdf', $7, decode(repeat('25', $7), 'hex'), $4, $5 from generate_series(1, $6::int)`,
      [...values, PHOTOS, PHOTO_BYTES],
    );
  }
  people = await Promise.all(
    Array.from({ length: HOLDERS }, (_, holder) => house.client(`holder${holder}@first.example`)),
  );
});

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

afterAll(async () => {
  await whole.close();
  await house.close();
});

describe('readers of everything about themselves', () => {
  it('are four at once; the fifth is told to come back, and nothing more is read for them', async () => {
    const url = `${house.origin}${PATH}`;
    const readers = await Promise.all([0, 1, 2, 3].map((holder) => begin(url, holder)));
    expect(readers.map(({ answer }) => answer.statusCode)).toEqual([200, 200, 200, 200]);
    await transactionsAre(whole, 4);
    const fifth = await fetch(url, { headers: people[4]?.headers ?? {} });
    expect([fifth.status, fifth.headers.get('retry-after'), await fifth.text()]).toEqual([
      429,
      '60',
      'Many people are getting their files just now. Nothing is lost. Try again in a minute.',
    ]);
    expect(await openTransactions(whole)).toBe(4);
    // One of them takes it all after all; its place is free.
    const pieces: Buffer[] = [];
    for await (const piece of readers[0]?.answer ?? []) pieces.push(piece as Buffer);
    expect(unzipSync(Buffer.concat(pieces))['read-me-first.html']?.length).toBeGreaterThan(0);
    await transactionsAre(whole, 3);
    expect(await photosOf(url, 4)).toBe(PHOTOS);
    for (const { request } of readers) request.on('error', () => undefined).destroy();
    await transactionsAre(whole, 0);
  });

  it('lose their place when they take nothing for long; one who is slow keeps it', async () => {
    const url = await serve({ mostAtOnce: 2, patienceMilliseconds: 1_500 });
    const stalled = await begin(url, 0);
    const broken = new Promise((resolve) => stalled.answer.once('error', resolve));
    const slow = await begin(url, 1);
    const pieces: Buffer[] = [];
    for await (const piece of slow.answer) {
      pieces.push(piece as Buffer);
      // Some four seconds in all, more than twice what a reader may take nothing for.
      if (pieces.length % 8 === 0) await sleep(100);
    }
    expect(Object.keys(unzipSync(Buffer.concat(pieces))).filter((name) => name.startsWith('receipts/'))).toHaveLength(
      PHOTOS,
    );
    await transactionsAre(whole, 0);
    stalled.answer.resume();
    expect(await broken).toMatchObject({ code: 'ECONNRESET' });
    // Whoever lost it begins again.
    expect(await photosOf(url, 0)).toBe(PHOTOS);
    await transactionsAre(whole, 0);
  });
});
