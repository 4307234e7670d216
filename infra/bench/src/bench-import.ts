import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createApplication, migrate, SmallWorld } from '@owncourse/app/testing';
import { IMPORTS, type ImportsPort, STORES, type StoresPort } from '@owncourse/catalogue/contract';
import type { Actor } from '@owncourse/kernel/contract';
import { startEmbeddedPostgres } from '@owncourse/kernel/runtime';
import { mostHeld } from './live-memory.js';
import { serviceRows } from './service-rows.js';
import { report, type Run, say } from './statistics.js';

/*
 * A file of services and prices from the first byte to the last row, at two sizes, each in a house of its own: how long a row takes,
 * and how much is held meanwhile. Both should be the same at both sizes. Then the same file again, which changes nothing, and out and in
 * as a workbook.
 */
const SIZES = [Number(process.env['BENCH_ROWS'] ?? 100_000) / 10, Number(process.env['BENCH_ROWS'] ?? 100_000)];
const PENCE = 2000;

interface Measured {
  readonly run: Run;
  readonly heldBytes: number;
}

async function measureAll(rows: number): Promise<Readonly<Record<'first' | 'again' | 'out' | 'workbook', Measured>>> {
  const folder = await mkdtemp(join(tmpdir(), 'owncourse-bench-'));
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'data'), log: () => undefined });
  try {
    await migrate(postgres.ownerUrl);
    const application = await createApplication({ appUrl: postgres.appUrl, demo: true, storefront: false });
    await SmallWorld.create(application, { holders: 1, weeklyPence: 100_000n });
    const imports = application.get<ImportsPort>(IMPORTS);
    const owner: Actor = {
      personId: randomUUID(),
      name: 'Owner',
      email: 'owner@bench.example',
      roles: ['PROVIDER_OWNER'],
      councilId: null,
      organisationId: randomUUID(),
      fundingCouncilId: null,
      mandates: [],
      assignedPeople: [],
    };
    const store = {
      name: 'Many Services',
      kind: 'COMPANY',
      description: 'We do many things.',
      postcodeDistrict: 'MB1',
      phone: '01632 960100',
      email: 'hello@many.example',
      website: null,
      cqcLocationId: null,
      vatStatus: 'EXEMPT_WELFARE',
      languages: ['English'],
    } as const;
    await application.get<StoresPort>(STORES).saveStore(owner, store, randomUUID());
    const measured = async (name: string, work: () => Promise<unknown>): Promise<Measured> => {
      const started = performance.now();
      const { bytes } = await mostHeld(work);
      const seconds = (performance.now() - started) / 1000;
      const perSecond = Math.round(rows / seconds);
      say(`${name}, ${rows} rows: ${perSecond} rows a second, ${Math.round(bytes / 1e6)} MB held at the most`);
      const run = { name: `${name} ${rows}`, concurrency: 1, size: rows, perSecond, p50Ms: 0, p99Ms: 0 };
      return { run, heldBytes: bytes };
    };
    const take = async (content: AsyncIterable<Uint8Array>): Promise<void> => {
      const input = { kind: 'SERVICES', fileName: 'bench', content, checkOnly: false } as const;
      await imports.send(owner, input, randomUUID());
      const batches = await imports.work();
      if (batches < rows / 1000) throw new Error('The rows were not taken.');
    };
    const book = join(folder, 'services.xlsx');
    const result = {
      first: await measured('in', () => take(serviceRows(rows, PENCE))),
      again: await measured('again', () => take(serviceRows(rows, PENCE))),
      out: await measured('out as xlsx', () =>
        pipeline(Readable.from(imports.servicesFile(owner, 'xlsx')), createWriteStream(book)),
      ),
      workbook: await measured('xlsx again', () => take(createReadStream(book))),
    };
    say(`The workbook has ${Math.round((await stat(book)).size / 1e6)} MB.`);
    await application.close();
    return result;
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

const [few = 0, many = 0] = SIZES;
const small = await measureAll(few);
const large = await measureAll(many);
const names = ['first', 'again', 'out', 'workbook'] as const;
report(
  'import',
  names.flatMap((name) => [small[name].run, large[name].run]),
  Object.fromEntries(
    names.flatMap((name) => [
      [`${name}: time of a row, large to small`, small[name].run.perSecond / large[name].run.perSecond],
      [`${name}: held, large to small`, large[name].heldBytes / small[name].heldBytes],
    ]),
  ),
  { megabytesHeld: names.map((name) => [name, Math.round(large[name].heldBytes / 1e6)]) },
);
