import { readFile } from 'node:fs/promises';
import { createApplication, playDemo } from '@owncourse/app/testing';
import { Database, londonDate } from '@owncourse/kernel/contract';
import type { EmbeddedPostgres } from '@owncourse/kernel/runtime';
import { variants } from '@owncourse/seed/contract';
import pg from 'pg';
import { copyCatalogue } from './catalogue-copies.js';
import { type RecordedOperation, RecordingDatabase } from './recording-database.js';
import { type Search, searches } from './searches.js';
import { measure, report, type Run, say, median } from './statistics.js';
import { Driver, openWorkplace, type Workplace } from './workplace.js';

/*
 * What a search over HTTP costs beside what its statements cost alone, on the demo's catalogue and on one twice as
 * large. "Raw" sends the very statements of the `services` operation, with the same arguments, from Node through pg
 * with prepared statements, all in one flush, at the same concurrency; "statement" is the one search statement.
 */
const SIZE = Number(process.env['BENCH_SIZE'] ?? 400);
const CONCURRENCIES = [1, 8, 16];
const ROUNDS = 3;
const PAGE = 20;
const HOLDER = { email: 'holder@marlbridge.example', password: 'demo' };

const SERVICES = await readFile(new URL('../../../docs/api/examples/services.graphql', import.meta.url), 'utf8');

async function loadDemo({ appUrl, ownerUrl }: EmbeddedPostgres): Promise<void> {
  say('Loading the demo’s catalogue, prices and a week of its life …');
  await playDemo({ appUrl, anchor: londonDate(new Date()), weeks: 1 });
  await analyze(ownerUrl);
}

async function analyze(ownerUrl: string): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query('analyze');
  await owner.end();
}

/** The statements of each search, written down by the whole product while it answers it. */
async function record(appUrl: string): Promise<readonly RecordedOperation[]> {
  const database = new RecordingDatabase(appUrl, 2);
  const application = await createApplication({ appUrl, database, demo: true, storefront: false });
  await application.listen(0, '127.0.0.1');
  const driver = new Driver(await application.getUrl(), 1);
  const cookie = await driver.signIn(HOLDER.email, HOLDER.password);
  database.recording = true;
  for (const one of searches) await search(driver, one, cookie);
  await driver.close();
  await application.close();
  return database.operations;
}

async function search(driver: Driver, { search, signedIn }: Search, cookie: string): Promise<void> {
  const { body } = await driver.send(SERVICES, { search, first: PAGE }, signedIn ? cookie : '');
  const found = body.data?.['services'] as { totalCount: number } | undefined;
  if (body.errors || !found?.totalCount)
    throw new Error(`${JSON.stringify(search)} found nothing: ${JSON.stringify(body.errors)}`);
}

async function replay(database: Database, { calls, scope, statements }: RecordedOperation): Promise<void> {
  const reads = database.reads(scope);
  await Promise.all([
    ...calls.map((call) => database.call(call.statement, call.values)),
    ...statements.map((sent) => reads.query(sent.statement, sent.values)),
  ]);
  await reads.close();
}

function onlySearch(operation: RecordedOperation): RecordedOperation {
  return {
    ...operation,
    calls: [],
    statements: operation.statements.filter((sent) => sent.statement.name === 'search'),
  };
}

/** The item of a list that is this operation's turn. */
function turn<Item>(items: readonly Item[], number: number): Item {
  const item = items[number % items.length];
  if (item === undefined) throw new Error('Nothing to do.');
  return item;
}

interface Measured {
  readonly runs: readonly Run[];
  /** The product's rate at a concurrency. */
  readonly rate: (concurrency: number) => number;
  readonly toRaw: (concurrency: number) => number;
}

async function measureAll(workplace: Workplace, driver: Driver, raw: Database, size: string): Promise<Measured> {
  const operations = await record(workplace.postgres.appUrl);
  const statementsAlone = operations.map(onlySearch);
  const cookie = await driver.signIn(HOLDER.email, HOLDER.password);
  const services = (number: number): Promise<void> => search(driver, turn(searches, number), cookie);
  const runs: Run[] = [];
  const add = async (
    name: string,
    concurrency: number,
    count: number,
    work: (number: number) => Promise<void>,
  ): Promise<Run> => {
    const run = await measure(name, concurrency, count, work);
    runs.push(run);
    return run;
  };
  await measure('warm-up', 8, searches.length * 6, services);
  await measure('warm-up', 8, searches.length * 6, (number) => replay(raw, turn(operations, number)));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const concurrency of CONCURRENCIES) {
      const rawRun = await add(`raw${size}`, concurrency, SIZE, (number) => replay(raw, turn(operations, number)));
      const run = await add(`services${size}`, concurrency, SIZE, services);
      const alone = await add(`statement${size}`, concurrency, SIZE, (number) =>
        replay(raw, turn(statementsAlone, number)),
      );
      say(
        `${concurrency} at once: services ${run.perSecond} a second, raw ${rawRun.perSecond}, search statement ${alone.perSecond}`,
      );
    }
  }
  for (const kind of new Set(searches.map((one) => one.kind))) {
    const ofKind = searches.filter((one) => one.kind === kind);
    await add(`services${size}: ${kind}`, 1, ofKind.length * 10, (number) =>
      search(driver, turn(ofKind, number), cookie),
    );
  }
  const rates = (name: string, concurrency: number): number[] =>
    runs.filter((run) => run.name === name && run.concurrency === concurrency).map((run) => run.perSecond);
  const rate = (concurrency: number): number => median(rates(`services${size}`, concurrency));
  return {
    runs,
    rate,
    toRaw: (concurrency) => {
      const raws = rates(`raw${size}`, concurrency);
      return median(
        rates(`services${size}`, concurrency).map((perSecond, round) => perSecond / (raws[round] ?? perSecond)),
      );
    },
  };
}

const workplace = await openWorkplace(loadDemo);
const driver = new Driver(workplace.origin, 16);
const raw = new Database(workplace.postgres.appUrl, 16);
try {
  say(`${variants.length} variants:`);
  const demo = await measureAll(workplace, driver, raw, '');
  const larger = await copyCatalogue(workplace.postgres.appUrl);
  await analyze(workplace.postgres.ownerUrl);
  say(`${larger} variants:`);
  const twice = await measureAll(workplace, driver, raw, ` on ${larger}`);
  report(
    'search',
    [...demo.runs, ...twice.runs],
    {
      toRaw: demo.toRaw(16),
      toRawAt1: demo.toRaw(1),
      toRawAt8: demo.toRaw(8),
      toRawTwiceTheCatalogue: twice.toRaw(16),
      slowdownTwiceTheCatalogue: demo.rate(16) / twice.rate(16),
      slowdownTwiceTheCatalogueAt1: demo.rate(1) / twice.rate(1),
    },
    { variants: variants.length, variantsTwice: larger },
  );
} finally {
  await driver.close();
  await raw.close();
  await workplace.close();
}
