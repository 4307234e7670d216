import { randomUUID } from 'node:crypto';
import { AGREED_PENCE, id, PASSWORD, RoomsModule } from '@owncourse/app/testing';
import { type Actor, Database, londonDate, NOBODY, type Queries } from '@owncourse/kernel/contract';
import { IDENTITY, type IdentityPort } from '@owncourse/identity/contract';
import { holdMoney } from '@owncourse/ledger/contract';
import { ORDERING, type OrderingPort } from '@owncourse/ordering/contract';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { loadHistory, sizeFor } from './history.js';
import { type RecordedOperation, RecordingDatabase } from './recording-database.js';
import { measure, report, type Run, say, median } from './statistics.js';
import { Driver, openWorkplace, type Workplace } from './workplace.js';

/*
 * What an order costs over HTTP beside what its statements cost alone, with a short history and with a long one. "Raw" sends
 * the very statements of placeOrder, with the same arguments, from Node through pg with prepared statements and the same
 * pipelining, at the same concurrency; "hold" is the bare ledger posting.
 */
const HOLDERS = 64;
const SIZE = Number(process.env['BENCH_SIZE'] ?? 1000);
const [SHORT, LONG] = [1000, Number(process.env['BENCH_HISTORY'] ?? 1_000_000)];
const CONCURRENCIES = [1, 8, 16] as const;
const ROUNDS = 3;

const PLACE =
  'mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { __typename ... on Order { id reference status } } }';

function input(number: number): Record<string, unknown> & { personId: string } {
  return {
    idempotencyKey: randomUUID(),
    personId: id('holder', number % HOLDERS),
    variantId: id('variant', 1),
    quantity: '2',
    startTime: '23:00',
    oneOff: { date: londonDate(new Date()) },
    place: 'At home',
  };
}

/** Writes down the statements of orders as the real use-case sends them. */
class Recorder {
  private constructor(
    private readonly database: RecordingDatabase,
    private readonly rooms: INestApplicationContext,
    private readonly actors: readonly Actor[],
  ) {}

  static async open(appUrl: string): Promise<Recorder> {
    const database = new RecordingDatabase(appUrl, 2);
    const rooms = await NestFactory.createApplicationContext(
      RoomsModule.with({ kernel: { database }, identity: { demo: true, demoPeople: [], secureCookies: false } }),
      { logger: ['error'] },
    );
    const identity = rooms.get<IdentityPort>(IDENTITY);
    const actors = await Promise.all(
      Array.from({ length: HOLDERS }, (_, number) => identity.actorFor(id('holder', number))),
    );
    database.recording = true;
    return new Recorder(database, rooms, actors);
  }

  async record(size: number): Promise<readonly RecordedOperation[]> {
    const ordering = this.rooms.get<OrderingPort>(ORDERING);
    for (let number = 0; number < size; number += 1) {
      const actor = this.actors[number % HOLDERS];
      if (actor) await ordering.placeOrder(actor, { ...input(number), shownUnitPricePence: AGREED_PENCE } as never);
    }
    return this.database.operations.splice(0);
  }

  async close(): Promise<void> {
    await this.rooms.close();
    await this.database.close();
  }
}

async function replay(database: Database, operation: RecordedOperation): Promise<void> {
  await Promise.all(operation.calls.map((call) => database.call(call.statement, call.values)));
  await database.transaction(operation.scope, (queries) => {
    for (const sent of operation.statements) void queries.query(sent.statement, sent.values);
  });
}

function bareHold(queries: Queries, number: number): void {
  const at = new Date();
  const holdId = randomUUID();
  void holdMoney(queries, {
    councilId: id('council', 1),
    budgetId: id('budget', number % HOLDERS),
    orderId: holdId,
    providerId: id('provider', 1),
    standing: false,
    holds: [{ id: holdId, pence: 4820n, day: londonDate(at) }],
    at,
    acting: { actorId: id('holder', number % HOLDERS), onBehalfOf: null, mandateId: null },
  });
}

/** One product on a history of its own. */
class House {
  private constructor(
    readonly transfers: number,
    private readonly workplace: Workplace,
    private readonly driver: Driver,
    private readonly raw: Database,
    private readonly recorder: Recorder,
    private readonly cookies: readonly string[],
  ) {}

  static async open(transfers: number): Promise<House> {
    say(`Making a history of ${transfers} transfers …`);
    const workplace = await openWorkplace(HOLDERS);
    await loadHistory(workplace.postgres.superuserUrl, sizeFor(transfers));
    const driver = new Driver(workplace.server.origin, 16);
    const cookies: string[] = [];
    for (let number = 0; number < HOLDERS; number += 1)
      cookies.push(await driver.signIn(`holder${number}@first.example`, PASSWORD));
    const { appUrl } = workplace.postgres;
    const house = new House(
      transfers,
      workplace,
      driver,
      new Database(appUrl, 16),
      await Recorder.open(appUrl),
      cookies,
    );
    await measure('warm-up', 8, 500, (number) => house.placeOrder(number));
    return house;
  }

  /** The three runs take turns, so that a slow minute of the machine hits all of them. */
  async runs(concurrency: number): Promise<{ readonly placed: Run; readonly raw: Run; readonly hold: Run }> {
    const operations = await this.recorder.record(SIZE);
    const raw = await measure(`raw/${this.transfers}`, concurrency, SIZE, async (number) => {
      const operation = operations[number];
      if (operation) await replay(this.raw, operation);
    });
    const placed = await measure(`placeOrder/${this.transfers}`, concurrency, SIZE, (number) =>
      this.placeOrder(number),
    );
    const hold = await measure(`hold/${this.transfers}`, concurrency, SIZE, (number) =>
      this.raw.transaction(NOBODY, (queries) => {
        bareHold(queries, number);
      }),
    );
    say(
      `${concurrency} at once, ${this.transfers} transfers before: placeOrder ${placed.perSecond} a second (99 % within ${placed.p99Ms} ms), raw ${raw.perSecond}, bare hold ${hold.perSecond}`,
    );
    return { placed, raw, hold };
  }

  async close(): Promise<void> {
    await this.driver.close();
    await this.recorder.close();
    await this.raw.close();
    await this.workplace.close();
  }

  private async placeOrder(number: number): Promise<void> {
    const { body } = await this.driver.send(
      PLACE,
      { input: { ...input(number), shownUnitPricePence: Number(AGREED_PENCE) } },
      this.cookies[number % HOLDERS],
    );
    const placed = body.data?.['placeOrder'] as { __typename: string } | undefined;
    if (placed?.__typename !== 'Order') throw new Error(`An order was refused: ${JSON.stringify(body)}`);
  }
}

const houses: House[] = [];
try {
  for (const transfers of [SHORT, LONG]) houses.push(await House.open(transfers));
  const runs: Run[] = [];
  const toRaw: Record<string, number[]> = {};
  const growth: Record<string, number[]> = {};
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const concurrency of CONCURRENCIES) {
      const p99: number[] = [];
      // One after the other, and the other way round in every second round.
      for (const house of round % 2 === 0 ? houses : houses.toReversed()) {
        const { placed, raw, hold } = await house.runs(concurrency);
        (toRaw[`${concurrency}/${house.transfers}`] ??= []).push(placed.perSecond / raw.perSecond);
        p99[houses.indexOf(house)] = placed.p99Ms;
        runs.push(placed, raw, hold);
      }
      (growth[String(concurrency)] ??= []).push((p99[1] ?? 0) / (p99[0] ?? 1));
    }
  }
  report('orders', runs, {
    toRaw: median(toRaw[`16/${LONG}`] ?? []),
    toRawAt1: median(toRaw[`1/${LONG}`] ?? []),
    toRawAt8: median(toRaw[`8/${LONG}`] ?? []),
    toRawShort: median(toRaw[`16/${SHORT}`] ?? []),
    p99Growth: median(growth['16'] ?? []),
    p99GrowthAt1: median(growth['1'] ?? []),
    p99GrowthAt8: median(growth['8'] ?? []),
  });
} finally {
  for (const house of houses) await house.close();
}
