import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { londonInstant, ManualClock } from '@owncourse/kernel/contract';
import { createTestDatabase, type TestDatabase } from '@owncourse/kernel/testing';
import type { DemoSummary } from '@owncourse/seed/contract';
import pg from 'pg';
import { playDemo } from '../src/demo/play-demo.js';
import { signInPeople } from '../src/demo/sign-in-people.js';
import { createApplication } from '../src/server.js';
import { GraphqlClient } from './graphql-client.js';

const ANCHOR = '2026-03-05';
const WEEKS = 4;

const registerTypeScript = new URL('../../../infra/build/register-typescript.mjs', import.meta.url).href;
const verifyLedger = new URL('../../ledger/src/verify/verify-ledger.ts', import.meta.url).href;
const verifyInvoices = new URL('../../invoicing/src/verify/verify-invoices.ts', import.meta.url).href;

interface Loaded {
  readonly database: TestDatabase;
  readonly summary: DemoSummary;
}

async function load(): Promise<Loaded> {
  const database = await createTestDatabase();
  return { database, summary: await playDemo({ appUrl: database.appUrl, anchor: ANCHOR, weeks: WEEKS }) };
}

async function rows<Row extends pg.QueryResultRow>({ database }: Loaded, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: database.superuserUrl });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

/**
 * Where deeds of the same moment are told in the order in which the outbox was read: how many a reader finds gathered in
 * one message follows from that.
 */
const AS_THEY_WERE_READ = ['kernel.outbox', 'kernel.inbox', 'messages.message', 'messages.mail', 'ordering.letter'];

/** What is in each table, whatever the order in which it came there. Passwords are salted anew each time. */
async function contents(loaded: Loaded): Promise<Readonly<Record<string, string>>> {
  const tables = await rows<{ name: string }>(
    loaded,
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname !~ '^(pg_|information_schema|pgboss)' and tablename not in ('consumer', 'schema_migration') order by 1`,
  );
  const digests: Record<string, string> = {};
  for (const { name } of tables) {
    if (AS_THEY_WERE_READ.includes(name)) continue;
    const [row] = await rows<{ digest: string }>(
      loaded,
      `select count(*) || ' ' || coalesce(md5(string_agg(line, '' order by line)), '') as digest
       from (select md5((to_jsonb(t) - array['position', 'transaction_id', 'password_hash'])::text) as line from ${name} t) lines`,
    );
    digests[name] = row?.digest ?? '';
  }
  return digests;
}

describe('the demo, four weeks of it', () => {
  let first: Loaded;
  let second: Loaded;
  let application: NestFastifyApplication;
  let origin: string;

  beforeAll(async () => {
    first = await load();
    second = await load();
    const clock = new ManualClock(londonInstant(ANCHOR, '09:00'));
    application = await createApplication({ appUrl: first.database.appUrl, demo: true, clock, storefront: false });
    await application.listen(0, '127.0.0.1');
    origin = await application.getUrl();
  });

  afterAll(async () => {
    await application.close();
    await first.database.drop();
    await second.database.drop();
  });

  it('is the same every time, to the last id', async () => {
    expect(second.summary).toEqual(first.summary);
    expect(await contents(second)).toEqual(await contents(first));
  });

  it('has a credit note of a whole bill and one of a part of a line, and nobody’s bank details wait', async () => {
    const notes = await rows<{ line: boolean; bill: boolean }>(
      first,
      `select n.credit_pence = l.line_pence as line, n.credit_pence = i.total_pence as bill from invoicing.credit_note n
       join invoicing.invoice_line l on l.billable_id = n.billable_id join invoicing.invoice i on i.id = l.invoice_id order by 1`,
    );
    expect(notes).toEqual([
      { line: false, bill: false },
      { line: true, bill: true },
    ]);
    const open = await rows<{ n: number }>(
      first,
      `select count(*)::int as n from messages.message where kind in ('BANK_DETAILS_ENTERED', 'BANK_DETAILS_TO_CHECK') and settled_at is null
       and at < '2026-02-01'`,
    );
    expect(open).toEqual([{ n: 0 }]);
  });

  it('has two invoices on which a fee and its visit look like one visit charged twice: one is explained, the other waits', async () => {
    const found = await rows<{ twice: number; explained: number; status: string }>(
      first,
      `select count(*) filter (where l.match_problems = '{DUPLICATE_VISIT}')::int as twice, count(a.id)::int as explained, i.status
       from invoicing.invoice i join invoicing.invoice_line l on l.council_id = i.council_id and l.invoice_id = i.id
       left join invoicing.difference_answer a on a.invoice_id = l.invoice_id and a.line_number = l.line_number and a.kind = 'EXPLAINED'
       where exists (select from invoicing.invoice_line x where x.invoice_id = i.id and x.match_problems <> '{}')
       group by i.id, i.status order by explained desc`,
    );
    expect(found.map(({ twice, explained, status }) => [twice, explained, status])).toEqual([
      [2, 2, 'ISSUED'],
      [2, 0, 'ISSUED'],
    ]);
    expect(first.summary.counts['visits called off and wanted after all']).toBe(2);
    expect(first.summary.counts['differences explained']).toBe(1);
  });

  it('has a believable amount of life in it', () => {
    const { counts } = first.summary;
    expect(counts['budgets']).toBe(120);
    expect(counts['listings']).toBeGreaterThanOrEqual(80);
    expect(counts['orders']).toBeGreaterThan(300);
    expect(counts['declined orders']).toBeGreaterThan(5);
    // Nearly two visits a week for each person; who employs an assistant has fewer.
    expect(counts['delivery notes']).toBeGreaterThan(900);
    expect(counts['deliveries confirmed by people']).toBeGreaterThan((counts['delivery notes'] ?? 0) * 0.6);
    expect(counts['disputes']).toBeGreaterThan(3);
    expect(counts['disputes settled']).toBeGreaterThan(0);
    expect(counts['confirmed visits put right']).toBe(2);
    expect(counts['shared orders']).toBe(2);
    expect(counts['cancelled by provider']).toBeGreaterThan(0);
    expect(counts['invoices approved']).toBeGreaterThan(200);
    expect(counts['payment runs released']).toBeGreaterThanOrEqual(2);
    expect(counts['contributions received']).toBeGreaterThan(20);
    expect(counts['ratings published']).toBeGreaterThan(0);
  });

  it('leaves the books right', async () => {
    const script = `const [ledger, invoices, url] = process.argv.slice(1);
      const [{ verifyLedger }, { verifyInvoices }] = await Promise.all([import(ledger), import(invoices)]);
      console.log(JSON.stringify([await verifyLedger(url), await verifyInvoices(url)]));`;
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--import',
      registerTypeScript,
      '--input-type=module',
      '-e',
      script,
      verifyLedger,
      verifyInvoices,
      first.database.auditorUrl,
    ]);
    expect(JSON.parse(stdout)).toMatchObject([
      { sumPence: 0, breaches: 0, first: null },
      { differencePence: '0', breaches: 0, first: null },
    ]);
  });

  it.each(signInPeople)('lets $email in', async ({ email, name }) => {
    const browser = await new GraphqlClient(origin).signIn(email, 'demo');
    expect(await browser.ask('me', '{ me { person { name } } }')).toEqual({ person: { name } });
  });

  it('leaves something to do', async () => {
    const left = await rows<{ what: string; count: number }>(
      first,
      `with person as (select id, name from identity.person), provider as (select id, name from identity.organisation)
       select 'notes for the holder' as what, count(*)::int from ordering.delivery d join person p on p.id = d.person_id where p.name = 'Maureen Blackwood' and d.status = 'RECORDED'
       union all select 'orders of the holder without an answer', count(*)::int from ordering."order" o join person p on p.id = o.participant_ids[1]
         where p.name = 'Maureen Blackwood' and o.status = 'SUBMITTED'
       union all select 'visits of the holder this week', count(*)::int from ordering.occurrence o join person p on p.id = o.person_id
         where p.name = 'Maureen Blackwood' and o.status = 'HELD' and o.on_date between '${ANCHOR}' and '2026-03-08'
       union all select 'trials to decide', count(*)::int from ordering.trial t join person p on p.id = t.person_id
         where p.name = 'Winifred Hartwell' and t.status = 'OPEN' and exists (select 1 from ordering.trial_days(t.order_id))
       union all select 'orders for the large provider', count(*)::int from ordering."order" o join provider p on p.id = o.provider_id
         where p.name like 'Marl Vale%' and o.status = 'SUBMITTED'
       union all select 'visits the large provider has not entered', count(*)::int from ordering.occurrence o join provider p on p.id = o.provider_id
         where p.name like 'Marl Vale%' and o.status = 'HELD' and o.on_date < '${ANCHOR}'
       union all select 'orders for the gardener', count(*)::int from ordering."order" o join provider p on p.id = o.provider_id
         where p.name like 'Wrona%' and o.status = 'SUBMITTED'
       union all select 'invoices to approve', count(*)::int from invoicing.invoice where status = 'ISSUED'
       union all select 'runs to release', count(*)::int from invoicing.payment_run where status = 'PREPARED'
       union all select 'listings to read', count(*)::int from catalogue.community_listing where status = 'WAITING'
       union all select 'ratings to read', count(*)::int from ratings.rating where status = 'WAITING' and may_be_shown`,
    );
    const count = (what: string): number => left.find((one) => one.what === what)?.count ?? 0;
    expect(count('notes for the holder')).toBeGreaterThanOrEqual(2);
    expect(count('orders of the holder without an answer')).toBeGreaterThanOrEqual(1);
    expect(count('trials to decide')).toBe(1);
    expect(count('visits of the holder this week')).toBeGreaterThanOrEqual(1);
    expect(count('orders for the large provider')).toBeGreaterThanOrEqual(2);
    expect(count('visits the large provider has not entered')).toBeGreaterThanOrEqual(2);
    expect(count('orders for the gardener')).toBeGreaterThanOrEqual(1);
    expect(count('invoices to approve')).toBeGreaterThanOrEqual(10);
    expect(count('runs to release')).toBe(2);
    expect(count('listings to read')).toBeGreaterThanOrEqual(2);
    expect(count('ratings to read')).toBeGreaterThanOrEqual(2);
  });
});
