import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApplication, id, migrate, SmallWorld } from '@owncourse/app/testing';
import { INVOICING, type InvoicingPort } from '@owncourse/invoicing/contract';
import { sqlFile } from '@owncourse/kernel/contract';
import { startEmbeddedPostgres } from '@owncourse/kernel/runtime';
import pg from 'pg';
import { mostHeld } from './live-memory.js';
import { median, report, type Run, say } from './statistics.js';

/*
 * A month of confirmed visits becomes invoices: onto the pile as the outbox would bring them, twenty thousand at a time, then numbered, taxed and
 * matched, provider by provider in two transactions beside each other, as the job does it. Beside it a plain insert of the same invoices and
 * lines into tables of the same shape.
 */
const PEOPLE = Number(process.env['BENCH_PEOPLE'] ?? 10_000);
const VISITS = 20;
const PROVIDERS = 100;
const AT_ONCE = 20_000;
const PENCE = 4820;
const MONTH = sqlFile(import.meta.url, './month.sql');
/** The first day of a month that is over. */
const FIRST_DAY = '2026-02-01';

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

const folder = await mkdtemp(join(tmpdir(), 'owncourse-bench-'));
const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'data'), log: () => undefined });
try {
  await migrate(postgres.ownerUrl);
  const application = await createApplication({ appUrl: postgres.appUrl, demo: true, storefront: false });
  await SmallWorld.create(application, { holders: 1, weeklyPence: 100_000n });
  const invoicing = application.get<InvoicingPort>(INVOICING);
  const superuser = new pg.Client({ connectionString: postgres.superuserUrl });
  const app = new pg.Client({ connectionString: postgres.appUrl });
  await Promise.all([superuser.connect(), app.connect()]);
  const count = async (table: string): Promise<number> =>
    Number((await superuser.query<{ n: string }>(`select count(*) as n from ${table}`)).rows[0]?.n);

  say(`Writing ${PEOPLE * VISITS} confirmed visits of ${PEOPLE} people …`);
  await superuser.query('begin');
  const settings = {
    council: id('council', 1),
    service: id('service', 1),
    variant: id('variant', 1),
    budgets: PEOPLE,
    visits: VISITS,
    providers: PROVIDERS,
    pence: PENCE,
    month: FIRST_DAY,
  };
  for (const [name, value] of Object.entries(settings))
    await superuser.query('select set_config($1, $2, true)', [`app.${name}`, String(value)]);
  await superuser.query(MONTH.text);
  await superuser.query('commit');
  await superuser.query('vacuum analyze');
  // Here and before the plain insert: neither has to write down what came before it.
  await superuser.query('checkpoint');
  const { rows: notes } = await superuser.query<{ id: string }>(
    `select id from ordering.delivery where on_date >= $1 order by on_date, id`,
    [FIRST_DAY],
  );

  const { result, bytes } = await mostHeld(async () => {
    const taking = await timed(async () => {
      for (let from = 0; from < notes.length; from += AT_ONCE) {
        await app.query({
          name: 'take',
          text: 'select invoicing.take_billables($1::uuid[])',
          values: [notes.slice(from, from + AT_ONCE).map((note) => note.id)],
        });
        if (from % (AT_ONCE * 2) === 0) say(`${from} of ${notes.length} on the pile`);
      }
    });
    const looking = setInterval(() => {
      void count('invoicing.invoice').then((made) => {
        say(`${made} invoices made`);
      });
    }, 1000);
    const making = await timed(() => invoicing.makeInvoices()).finally(() => {
      clearInterval(looking);
    });
    return { taking, making };
  });
  const lines = await count('invoicing.invoice_line');
  const invoices = await count('invoicing.invoice');
  if (lines !== notes.length || (await count('invoicing.billable_item')) > 0)
    throw new Error('Not every visit is invoiced.');
  const unmatched = await count(`invoicing.invoice_line where match_problems <> '{}'`);

  // Three times, and the middle one counts: it takes a second and a half, and whatever else the machine does then is a large part of that.
  const insertions: number[] = [];
  for (let time = 0; time < 3; time += 1) {
    await superuser.query('drop table if exists bench_invoice, bench_invoice_line');
    await superuser.query('create table bench_invoice (like invoicing.invoice including all)');
    await superuser.query('create table bench_invoice_line (like invoicing.invoice_line including all)');
    await superuser.query('checkpoint');
    insertions.push(
      await timed(async () => {
        await superuser.query('insert into bench_invoice select * from invoicing.invoice');
        await superuser.query('insert into bench_invoice_line select * from invoicing.invoice_line');
      }),
    );
  }
  say(`plain insert: ${insertions.map((ms) => Math.round(ms)).join(', ')} ms`);
  const inserting = median(insertions);
  say(`${invoices} invoices of ${lines} lines, ${unmatched} of them not matched`);
  const run = (name: string, milliseconds: number, concurrency = 1): Run => ({
    name,
    concurrency,
    size: lines,
    perSecond: Math.round(lines / (milliseconds / 1000)),
    p50Ms: 0,
    p99Ms: 0,
  });
  const { taking, making } = result;
  report(
    'invoicing',
    [
      run('onto the pile', taking),
      run('into invoices', making, 2),
      run('both', taking + making),
      run('plain insert', inserting),
    ],
    {
      toInsert: (taking + making) / inserting,
      makingToInsert: making / inserting,
    },
    { megabytesHeld: Math.round(bytes / 1e6), invoices, lines, unmatched },
  );
  await Promise.all([superuser.end(), app.end()]);
  await application.close();
} finally {
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}
