import { randomUUID } from 'node:crypto';
import { AGREED_PENCE, id, PASSWORD, RoomsModule } from '@owncourse/app/testing';
import { Database, londonDate, type Queries } from '@owncourse/kernel/contract';
import { IDENTITY, type IdentityPort } from '@owncourse/identity/contract';
import { holdMoney } from '@owncourse/ledger/contract';
import { ORDERING, type OrderingPort } from '@owncourse/ordering/contract';
import { NestFactory } from '@nestjs/core';
import { type RecordedOperation, RecordingDatabase } from './recording-database.js';
import { measure, report, type Run, say } from './statistics.js';
import { Driver, openWorkplace } from './workplace.js';

/*
 * What an order costs over HTTP beside what its statements cost alone. "Raw" sends the very statements of placeOrder,
 * with the same arguments, from Node through pg with prepared statements and the same pipelining, at the same
 * concurrency; "hold" is the bare ledger posting.
 */
const HOLDERS = 64;
const SIZE = Number(process.env['BENCH_SIZE'] ?? 1000);
const CONCURRENCIES = [1, 8, 16];
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

/** Statements of `size` orders, written down by the real use-case. */
async function record(appUrl: string, size: number): Promise<readonly RecordedOperation[]> {
  const database = new RecordingDatabase(appUrl, 2);
  const rooms = await NestFactory.createApplicationContext(
    RoomsModule.with({ kernel: { database }, identity: { demo: true, demoPeople: [], secureCookies: false } }),
    { logger: ['error'] },
  );
  const identity = rooms.get<IdentityPort>(IDENTITY);
  const ordering = rooms.get<OrderingPort>(ORDERING);
  const actors = await Promise.all(
    Array.from({ length: HOLDERS }, (_, number) => identity.actorFor(id('holder', number))),
  );
  database.recording = true;
  for (let number = 0; number < size; number += 1) {
    const actor = actors[number % HOLDERS];
    if (actor) await ordering.placeOrder(actor, { ...input(number), shownUnitPricePence: AGREED_PENCE } as never);
  }
  const { operations } = database;
  await rooms.close();
  await database.close();
  return operations;
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
    standing: false,
    holds: [{ id: holdId, pence: 4820n, day: londonDate(at) }],
    at,
    acting: { actorId: id('holder', number % HOLDERS), onBehalfOf: null, mandateId: null },
  });
}

const median = (values: readonly number[]): number =>
  [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;

const workplace = await openWorkplace(HOLDERS);
const driver = new Driver(workplace.origin, 16);
const raw = new Database(workplace.postgres.appUrl, 16);
try {
  say('Signing in and recording …');
  const cookies: string[] = [];
  for (let number = 0; number < HOLDERS; number += 1)
    cookies.push(await driver.signIn(`holder${number}@first.example`, PASSWORD));
  const placeOrder = async (number: number): Promise<void> => {
    const { body } = await driver.send(
      PLACE,
      { input: { ...input(number), shownUnitPricePence: Number(AGREED_PENCE) } },
      cookies[number % HOLDERS],
    );
    const placed = body.data?.['placeOrder'] as { __typename: string } | undefined;
    if (placed?.__typename !== 'Order') throw new Error(`An order was refused: ${JSON.stringify(body)}`);
  };
  await measure('warm-up', 8, 500, placeOrder);
  const runs: Run[] = [];
  const toRaw: Record<number, number[]> = {};
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const concurrency of CONCURRENCIES) {
      const operations = await record(workplace.postgres.appUrl, SIZE);
      const rawRun = await measure('raw', concurrency, SIZE, async (number) => {
        const operation = operations[number];
        if (operation) await replay(raw, operation);
      });
      const run = await measure('placeOrder', concurrency, SIZE, placeOrder);
      const hold = await measure('hold', concurrency, SIZE, (number) =>
        raw.transaction(
          { personId: '', councilId: '', councilWide: false, organisationId: '', people: [] },
          (queries) => {
            bareHold(queries, number);
          },
        ),
      );
      (toRaw[concurrency] ??= []).push(run.perSecond / rawRun.perSecond);
      runs.push(run, rawRun, hold);
      say(
        `${concurrency} at once: placeOrder ${run.perSecond} a second, raw ${rawRun.perSecond}, bare hold ${hold.perSecond}`,
      );
    }
  }
  report('orders', runs, {
    toRaw: median(toRaw[16] ?? []),
    toRawAt1: median(toRaw[1] ?? []),
    toRawAt8: median(toRaw[8] ?? []),
  });
} finally {
  await driver.close();
  await raw.close();
  await workplace.close();
}
