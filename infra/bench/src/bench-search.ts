import { readFile } from 'node:fs/promises';
import { playDemo } from '@owncourse/app/testing';
import { londonDate } from '@owncourse/kernel/contract';
import type { EmbeddedPostgres } from '@owncourse/kernel/runtime';
import { variants } from '@owncourse/seed/contract';
import pg from 'pg';
import { copyCatalogue } from './catalogue-copies.js';
import { type Search, SEARCH_KINDS, SearchMix } from './searches.js';
import { measure, median, report, type Run, say } from './statistics.js';
import { Driver, openWorkplace, type Workplace } from './workplace.js';

/*
 * Searches over HTTP with a page of twenty and all facets, on about 2,000 and on 100,000 variants: each search another one, of the
 * mix that people send. "bare" is the same HTTP, GraphQL and JSON for an answer that needs no search: what is left to be saved.
 */
const SIZE = Number(process.env['BENCH_SIZE'] ?? 2000);
const LARGE = Number(process.env['BENCH_VARIANTS'] ?? 100_000);
const CONCURRENCIES = [1, 16];
const ROUNDS = 3;
const PAGE = 20;
const SMALL_COPIES = 1;
const CHANGES = 20;
const HOLDER = { email: 'holder@marlbridge.example', password: 'demo' };

const SERVICES = await readFile(new URL('../../../docs/api/examples/services.graphql', import.meta.url), 'utf8');
const BARE = '{ supportTypes { slug name description group } }';

async function loadDemo({ appUrl }: EmbeddedPostgres): Promise<void> {
  say('Loading the demo’s catalogue, prices and a week of its life …');
  await playDemo({ appUrl, anchor: londonDate(new Date()), weeks: 1 });
}

async function analyze({ ownerUrl }: EmbeddedPostgres): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query('analyze');
  await owner.end();
}

interface Measured {
  readonly runs: readonly Run[];
  readonly megabytes: number;
  /** The product's rate at sixteen at once. */
  readonly perSecond: number;
  readonly p99Ms: number;
}

async function measureAll({ server }: Workplace, size: number): Promise<Measured> {
  const driver = new Driver(server.origin, 16);
  const cookie = await driver.signIn(HOLDER.email, HOLDER.password);
  const mix = new SearchMix(size);
  const send = async ({ search, signedIn }: Search): Promise<void> => {
    const { body } = await driver.send(SERVICES, { search, first: PAGE }, signedIn ? cookie : '');
    if (body.errors || !body.data) throw new Error(`${JSON.stringify(search)}: ${JSON.stringify(body.errors)}`);
  };
  const bare = async (): Promise<void> => {
    const { body } = await driver.send(BARE, {});
    if (!body.data) throw new Error(JSON.stringify(body.errors));
  };
  const runs: Run[] = [];
  const add = async (name: string, concurrency: number, count: number, work: () => Promise<void>): Promise<Run> => {
    const run = await measure(`${name} on ${size}`, concurrency, count, work);
    runs.push(run);
    return run;
  };
  // Until everything is loaded, and the code is warm.
  await measure('warm-up', 16, SIZE, () => send(mix.any()));
  for (let round = 0; round < ROUNDS; round += 1)
    for (const concurrency of CONCURRENCIES) {
      const run = await add('services', concurrency, SIZE, () => send(mix.any()));
      await add('bare', concurrency, SIZE, bare);
      say(
        `${concurrency} at once: ${run.perSecond} a second, half within ${run.p50Ms} ms, 99 of 100 within ${run.p99Ms} ms`,
      );
    }
  for (const kind of SEARCH_KINDS) await add(`services, ${kind},`, 1, SIZE / 10, () => send(mix.ofKind(kind)));
  const at16 = runs.filter(({ name, concurrency }) => name === `services on ${size}` && concurrency === 16);
  const megabytes = Math.round((await server.memory()) / 1_000_000);
  await driver.close();
  return {
    runs,
    megabytes,
    perSecond: median(at16.map(({ perSecond }) => perSecond)),
    p99Ms: median(at16.map(({ p99Ms }) => p99Ms)),
  };
}

/** From the end of a write in another process to the first search that shows it, in milliseconds: the longest of some. */
async function longestUntilSearchable({ postgres, server }: Workplace): Promise<number> {
  const driver = new Driver(server.origin, 1);
  let longest = 0;
  for (let number = 0; number < CHANGES; number += 1) {
    const copy = 0x8000 + number;
    const search = { words: 'morning and bedtime care' };
    const found = async (): Promise<unknown> =>
      (
        await driver.send(
          'query ($search: ServiceSearchInput) { services(search: $search, first: 1) { totalCount } }',
          { search },
        )
      ).body.data?.['services'];
    const before = JSON.stringify(await found());
    await copyCatalogue(postgres.appUrl, copy, copy);
    const written = performance.now();
    while (JSON.stringify(await found()) === before);
    longest = Math.max(longest, performance.now() - written);
  }
  await driver.close();
  return longest;
}

const workplace = await openWorkplace(loadDemo);
try {
  const few = await copyCatalogue(workplace.postgres.appUrl, 1, SMALL_COPIES);
  await analyze(workplace.postgres);
  await workplace.restart();
  say(`${few} variants:`);
  const small = await measureAll(workplace, few);
  say(`Writing ${LARGE} variants …`);
  const many = await copyCatalogue(
    workplace.postgres.appUrl,
    SMALL_COPIES + 1,
    Math.round(LARGE / variants.length) - 1,
  );
  await analyze(workplace.postgres);
  await workplace.restart();
  say(`${many} variants:`);
  const large = await measureAll(workplace, many);
  const longest = await longestUntilSearchable(workplace);
  report(
    'search',
    [...small.runs, ...large.runs],
    { slowdown100k: small.perSecond / large.perSecond, p99Growth100k: large.p99Ms / small.p99Ms },
    {
      perSecond: { [few]: small.perSecond, [many]: large.perSecond },
      p99Ms: { [few]: small.p99Ms, [many]: large.p99Ms },
      serverMegabytes: { [few]: small.megabytes, [many]: large.megabytes },
      longestUntilSearchableMs: Math.round(longest),
    },
  );
} finally {
  await workplace.close();
}
