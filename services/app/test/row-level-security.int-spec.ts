import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { id } from '../src/testing/small-world.js';
import { LivelyWorld } from './fixtures/lively-world.js';
import { WholeDatabase } from './fixtures/whole-database.js';

/** Everybody's to read, on purpose. */
const PUBLIC = ['identity.council_policy', 'catalogue.ward', 'catalogue.postcode_district'];
/** Only what was published is everybody's; the small world has nothing published in them. */
const PARTLY_PUBLIC = ['catalogue.community_listing', 'ratings.rating'];

interface Column {
  readonly name: string;
  readonly column: string;
}

let lively: LivelyWorld;
let whole: WholeDatabase;
let app: pg.Client;
let auditor: pg.Client;

beforeAll(async () => {
  lively = await LivelyWorld.open(1);
  const { paidOrder } = await lively.live(0);
  await lively.jointly(0);
  await lively.creditNote(0, paidOrder);
  const { database } = lively.house;
  whole = await WholeDatabase.open(database.superuserUrl);
  app = new pg.Client({ connectionString: database.appUrl });
  auditor = new pg.Client({ connectionString: database.auditorUrl });
  await Promise.all([app.connect(), auditor.connect()]);
});

afterAll(async () => {
  await Promise.all([app.end(), auditor.end()]);
  await whole.close();
  await lively.house.close();
});

async function rows<Row extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
  return (await whole.superuser.query<Row>(sql, [...values])).rows;
}

/** Tables about somebody: with a council, a person, people or an actor in them. */
async function personal(): Promise<string[]> {
  const found = await rows<Column>(
    `select distinct format('%I.%I', n.nspname, c.relname) as name
     from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema', 'pgboss') and not a.attisdropped
       and a.attname in ('council_id', 'person_id', 'person_ids', 'participant_ids', 'actor_id', 'payer_id') order by 1`,
  );
  return found.map((one) => one.name);
}

describe('row-level security', () => {
  it('is on, forced and with policies for every table about somebody', async () => {
    const tables = await personal();
    expect(tables.length).toBeGreaterThan(30);
    const open = await rows<{ name: string }>(
      `select t.name from unnest($1::text[]) as t (name) join pg_class c on c.oid = t.name::regclass
       where not (c.relrowsecurity and c.relforcerowsecurity)
         or not exists (select 1 from pg_policy p where p.polrelid = c.oid and 'owncourse_app'::regrole = any (p.polroles))`,
      [tables],
    );
    expect(open).toEqual([]);
  });

  it('is on for every other table that the app may read and that is not the catalogue or a count', async () => {
    const open = await rows<{ name: string }>(
      `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema', 'pgboss')
         and has_table_privilege('owncourse_app', c.oid, 'select') and not (c.relrowsecurity and c.relforcerowsecurity)`,
    );
    expect(open).toEqual([]);
  });

  it('gives no row of them to the app that has not said for whom it asks', async () => {
    const filled: string[] = [];
    for (const table of await personal()) {
      if (PUBLIC.includes(table)) continue;
      const [there] = await rows<{ count: number }>(`select count(*)::int as count from ${table}`);
      if ((there?.count ?? 0) > 0) filled.push(table);
      const mayRead = await rows<{ may: boolean }>(`select has_table_privilege('owncourse_app', $1, 'select') as may`, [
        table,
      ]);
      if (mayRead[0]?.may)
        expect([table, (await app.query(`select 1 from ${table} limit 1`)).rowCount]).toEqual([table, 0]);
    }
    // Empty tables would prove nothing.
    expect(filled.length).toBeGreaterThan(25);
    expect(PARTLY_PUBLIC.filter((table) => !filled.includes(table))).toEqual([]);
  });

  it('gives no row of the first council to anybody of the second', async () => {
    for (const people of [id('other-holder'), id('finance-second'), id('commissioner-second')]) {
      await app.query('begin');
      await app.query(
        `select set_config('app.person_id', $1, true), set_config('app.council_id', $2, true), set_config('app.council_wide', 'on', true),
           set_config('app.organisation_id', $3, true), set_config('app.people', $4, true)`,
        [people, lively.world.otherCouncilId, lively.world.otherProviderId, `{${people}}`],
      );
      for (const table of await personal()) {
        const columns = await rows<{ name: string }>(
          `select attname as name from pg_attribute where attrelid = $1::regclass and attname = 'council_id' and has_table_privilege('owncourse_app', $1::regclass, 'select')`,
          [table],
        );
        if (columns.length === 0 || PUBLIC.includes(table)) continue;
        const seen = await app.query(`select 1 from ${table} where council_id = $1 limit 1`, [lively.world.councilId]);
        expect([table, seen.rowCount]).toEqual([table, 0]);
      }
      await app.query('rollback');
    }
  });
});

describe('the role that the product runs as', () => {
  it('owns nothing, is no superuser, and passes by no row-level security', async () => {
    expect(
      await rows(
        `select rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolreplication from pg_roles where rolname = 'owncourse_app'`,
      ),
    ).toEqual([
      { rolsuper: false, rolbypassrls: false, rolcreatedb: false, rolcreaterole: false, rolreplication: false },
    ]);
    expect(
      await rows(
        `select relname as name from pg_class where relowner in ('owncourse_app'::regrole, 'owncourse_auditor'::regrole)
         union all select proname from pg_proc where proowner in ('owncourse_app'::regrole, 'owncourse_auditor'::regrole)
         union all select nspname from pg_namespace where nspowner in ('owncourse_app'::regrole, 'owncourse_auditor'::regrole)`,
      ),
    ).toEqual([]);
    expect(
      await rows(
        `select r.rolname from pg_auth_members m join pg_roles r on r.oid = m.roleid
         where m.member in ('owncourse_app'::regrole, 'owncourse_auditor'::regrole)`,
      ),
    ).toEqual([]);
  });

  it('makes no table and changes none', async () => {
    await expect(app.query('create table public.mine (id int)')).rejects.toMatchObject({ code: '42501' });
    await expect(app.query('create schema mine')).rejects.toMatchObject({ code: '42501' });
    await expect(app.query('alter table ledger.transfer disable trigger all')).rejects.toMatchObject({ code: '42501' });
    await expect(app.query('alter table ledger.transfer disable row level security')).rejects.toMatchObject({
      code: '42501',
    });
    await expect(app.query('set role owncourse_owner')).rejects.toMatchObject({ code: '42501' });
    await expect(app.query('set session_replication_role = replica')).rejects.toMatchObject({ code: '42501' });
  });

  it('writes into no table of the ledger itself', async () => {
    const writable = await rows(
      `select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'ledger' and c.relkind in ('r', 'p') and has_table_privilege('owncourse_app', c.oid, 'insert, update, delete, truncate')`,
    );
    expect(writable).toEqual([]);
    await expect(app.query('update ledger.budget_balance set available_pence = available_pence')).rejects.toMatchObject(
      { code: '42501' },
    );
    await expect(app.query('insert into ledger.hold select * from ledger.hold')).rejects.toMatchObject({
      code: '42501',
    });
    await expect(app.query('delete from ledger.transfer')).rejects.toMatchObject({ code: '42501' });
  });

  it('writes into no table of the product itself, only through published functions', async () => {
    const writable = await rows<{ name: string }>(
      `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname not in ('pg_catalog', 'information_schema', 'pgboss') and c.relkind in ('r', 'p')
         and has_table_privilege('owncourse_app', c.oid, 'insert, update, delete, truncate')`,
    );
    expect(writable).toEqual([]);
  });

  it('calls no function that is not published', async () => {
    for (const call of [
      'ledger.post(null::ledger.transfer)',
      `ledger.account_for('${id('council', 1)}', 'paid', null, null, null)`,
      `ledger.split_accrual('${id('council', 1)}', '${id('budget')}', '${id('budget')}', 1, '2026-03-10')`,
      `kernel.protect_table('ledger.transfer', 'true')`,
      `identity.mandates_in_force('${id('broker')}', '2026-03-10')`,
    ]) {
      await expect(app.query(`select ${call}`)).rejects.toMatchObject({ code: '42501' });
    }
  });

  it('every function that runs with its owner’s rights has its search path fixed', async () => {
    const loose = await rows(
      `select p.oid::regprocedure::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema', 'pgboss')
         and not exists (select 1 from unnest(p.proconfig) c where c like 'search_path=%')`,
    );
    expect(loose).toEqual([]);
  });

  it('no function of the product is everybody’s to call', async () => {
    const everybodys = await rows(
      `select p.oid::regprocedure::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where n.nspname not in ('pg_catalog', 'information_schema', 'pgboss', 'public') and (p.proacl is null or exists (select 1 from aclexplode(p.proacl) a where a.grantee = 0))`,
    );
    expect(everybodys).toEqual([]);
  });
});

describe('the auditor', () => {
  it('reads every table of the ledger, across councils', async () => {
    for (const table of (await whole.tables()).filter((name) => name.startsWith('ledger.'))) {
      const [there] = await rows<{ count: number }>(`select count(*)::int as count from ${table}`);
      const { rows: seen } = await auditor.query<{ count: number }>(`select count(*)::int as count from ${table}`);
      expect([table, seen[0]?.count]).toEqual([table, there?.count]);
    }
  });

  it('writes nowhere', async () => {
    const writable = await rows(
      `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname not in ('pg_catalog', 'information_schema') and c.relkind in ('r', 'p') and has_table_privilege('owncourse_auditor', c.oid, 'insert, update, delete, truncate')`,
    );
    expect(writable).toEqual([]);
  });
});
