import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Actor, NOBODY, type RowScope, rowScope, statement } from '@owncourse/kernel/contract';
import { IdentityHouse, NOW } from './fixtures/identity-house.js';
import type { Residents } from './fixtures/residents.js';

/** Open to everybody, as the signs on their doors are. */
const PUBLIC = ['capital_limit', 'organisation_link', 'council', 'organisation'];
/** For functions alone; the app itself never reads them. */
const SHUT = ['joining', 'mandate_notice', 'safety_report', 'session', 'sign_in_failure', 'user_account'];

describe('whose rows one sees', () => {
  let house: IdentityHouse;
  let residents: Residents;
  let tables: string[];
  let actors: Record<
    | 'ada'
    | 'bert'
    | 'rita'
    | 'bob'
    | 'pat'
    | 'careManager'
    | 'finance'
    | 'otherFinance'
    | 'commissioner'
    | 'operator'
    | 'dora',
    Actor
  >;
  let adaToRita: string;
  let adaToBrokerage: string;
  let doraToBrokerage: string;

  beforeAll(async () => {
    house = await IdentityHouse.open();
    ({ residents } = house);
    const { ada, dora, rita, brokerage, first, second, finance, otherFinance } = residents;
    adaToRita = await house.layMandate({ personId: ada, actorPersonId: rita, councilId: first });
    adaToBrokerage = await house.layMandate({
      personId: ada,
      actorOrganisationId: brokerage,
      councilId: first,
      scopes: ['ORDER'],
    });
    doraToBrokerage = await house.layMandate({ personId: dora, actorOrganisationId: brokerage, councilId: second });
    for (const id of [adaToRita, doraToBrokerage]) {
      await house.rows(
        'insert into identity.mandate_use select council_id, id, $2, 100 from identity.mandate where id = $1',
        [id, '2026-03-01'],
      );
    }
    for (const [councilId, personId, mandateId] of [
      [first, ada, adaToRita],
      [second, dora, doraToBrokerage],
    ] as const) {
      const about = [councilId, randomUUID(), personId, NOW];
      await house.rows(
        `insert into identity.life_record values ($1, $2, $3, 'CAPACITY_REGAINED', '2026-03-01', 'Seen', $4, $3)`,
        about,
      );
      await house.rows(`insert into identity.mandate_question values ($1, $2, $5, $3, 'Why?', true, $4)`, [
        ...about,
        mandateId,
      ]);
      await house.rows('insert into identity.mandate_notice values ($1, 7, $2)', [mandateId, NOW]);
    }
    await house.rows(`insert into identity.organisation_link values ($1, $2, 'OWNS', $3, $4)`, [
      brokerage,
      residents.provider,
      NOW,
      finance,
    ]);
    await house.identity.setPolicy(await residents.actor(finance), first, [
      { key: 'reserveWeeks', value: 8, from: '2025-04-01' },
    ]);
    await house.identity.setPolicy(await residents.actor(otherFinance), second, [
      { key: 'reserveWeeks', value: 4, from: '2025-04-01' },
    ]);
    for (const [councilId, personId, officerId] of [
      [first, ada, finance],
      [second, dora, otherFinance],
    ] as const) {
      await house.rows('select identity.record_look_up($1, $2, $3, $4, $5, $6, $7)', [
        randomUUID(),
        councilId,
        personId,
        officerId,
        'FINANCE_OFFICER',
        'BUDGET',
        NOW,
      ]);
      await house.rows('select identity.report_not_safe($1, $2, $3, $4, null, $5)', [
        councilId,
        randomUUID(),
        personId,
        'I am afraid',
        NOW,
      ]);
    }
    await house.rows(
      `insert into identity.joining values ($1, $2, $3, 'Jo Novak', 'jo@novak.example', 'Novak Help', 'hash', $4, $5, $5)`,
      [randomUUID(), randomUUID(), randomUUID(), Buffer.from('token'), NOW],
    );
    await house.signing
      .run('ada@first.example', 'wrong', { address: '192.0.2.1', oldToken: null })
      .catch(() => undefined);
    await house.signing.run('ada@first.example', 'a long enough password', { address: '192.0.2.1', oldToken: null });
    tables = (
      await house.rows<{ name: string }>(
        `select relname as name from pg_class where relnamespace = 'identity'::regnamespace and relkind = 'r' order by 1`,
      )
    ).map((row) => row.name);
    const names = [
      'ada',
      'bert',
      'rita',
      'bob',
      'pat',
      'careManager',
      'finance',
      'otherFinance',
      'commissioner',
      'operator',
      'dora',
    ] as const;
    actors = Object.fromEntries(
      await Promise.all(names.map(async (name) => [name, await residents.actor(residents[name])] as const)),
    ) as typeof actors;
  });
  afterAll(() => house.close());

  async function seen<Row = Record<string, unknown>>(scope: RowScope, table: string, columns = '*'): Promise<Row[]> {
    const reads = house.database.reads(scope);
    try {
      return await reads.query<Row>(statement(`test.${table}.${columns}`, `select ${columns} from identity.${table}`));
    } finally {
      await reads.close();
    }
  }

  const people = async (actor: Actor) =>
    (await seen<{ id: string }>(rowScope(actor), 'person', 'id')).map((row) => row.id).sort();
  const mandates = async (actor: Actor) =>
    (await seen<{ id: string }>(rowScope(actor), 'mandate', 'id')).map((row) => row.id).sort();
  const sorted = (...ids: string[]) => [...ids].sort();

  it('every table has rows here, forced row-level security, and no way for the app to write', async () => {
    expect(tables).toHaveLength(20);
    for (const table of tables) {
      const [row] = await house.rows<{ n: number }>(`select count(*)::int as n from identity.${table}`);
      expect([table, row?.n]).not.toEqual([table, 0]);
      const [rights] = await house.rows(
        `select relrowsecurity and relforcerowsecurity as closed, has_table_privilege('owncourse_app', oid, 'insert, update, delete, truncate') as app_writes,
           has_table_privilege('owncourse_auditor', oid, 'insert, update, delete, truncate') as auditor_writes from pg_class where oid = $1::regclass`,
        [`identity.${table}`],
      );
      expect([table, rights]).toEqual([table, { closed: true, app_writes: false, auditor_writes: false }]);
    }
  });

  it('without a scope there are no rows, but of what is public', async () => {
    for (const table of tables.filter((name) => !PUBLIC.includes(name)))
      expect([table, await seen(NOBODY, table)]).toEqual([table, []]);
  });

  it('nobody reads passwords, sessions, failed tries or safety reports', async () => {
    for (const actor of Object.values(actors)) {
      for (const table of SHUT) expect([table, await seen(rowScope(actor), table)]).toEqual([table, []]);
    }
  });

  it('people: oneself, those one acts for, looks after, or whose council’s money one answers for', async () => {
    const { ada, bert, cyd, dora, rita, bob, pat, careManager, finance, otherFinance, commissioner, operator } =
      residents;
    expect(await people(actors.ada)).toEqual([ada]);
    expect(await people(actors.rita)).toEqual(sorted(rita, ada));
    // A mandate without VIEW shows nothing.
    expect(await people(actors.bob)).toEqual(sorted(bob, dora));
    expect(await people(actors.pat)).toEqual([pat]);
    expect(await people(actors.careManager)).toEqual(sorted(careManager, ada, bert));
    expect(await people(actors.finance)).toEqual(sorted(finance, ada, bert, cyd));
    expect(await people(actors.otherFinance)).toEqual(sorted(otherFinance, dora));
    expect(await people(actors.commissioner)).toEqual([commissioner]);
    expect(await people(actors.operator)).toEqual([operator]);
  });

  it('mandates: whoever gave or holds them, the care manager, finance of the council; not others who act for the same person', async () => {
    expect(await mandates(actors.ada)).toEqual(sorted(adaToRita, adaToBrokerage));
    expect(await mandates(actors.rita)).toEqual([adaToRita]);
    expect(await mandates(actors.bob)).toEqual(sorted(adaToBrokerage, doraToBrokerage));
    expect(await mandates(actors.careManager)).toEqual(sorted(adaToRita, adaToBrokerage));
    expect(await mandates(actors.finance)).toEqual(sorted(adaToRita, adaToBrokerage));
    expect(await mandates(actors.otherFinance)).toEqual([doraToBrokerage]);
    for (const actor of [actors.bert, actors.pat, actors.commissioner, actors.operator])
      expect(await mandates(actor)).toEqual([]);
  });

  it('addresses: the person, who may look for them, their care manager, finance of the council that knows; nobody else', async () => {
    const addresses = async (actor: Actor) =>
      (await seen<{ lines: string[] }>(rowScope(actor), 'postal_address', 'lines')).map(({ lines }) => lines[0]);
    for (const actor of [actors.ada, actors.rita, actors.careManager, actors.finance])
      expect(await addresses(actor)).toEqual(['1 Ada Lane']);
    // A mandate of another person's, with VIEW.
    for (const actor of [actors.dora, actors.bob, actors.otherFinance])
      expect(await addresses(actor)).toEqual(['1 Dora Lane']);
    for (const actor of [actors.bert, actors.pat, actors.commissioner, actors.operator])
      expect(await addresses(actor)).toEqual([]);
    // Whoever works for a council sees nothing that another knows, not even of somebody they look after.
    const elsewhere = { ...rowScope(actors.careManager), councilId: residents.second };
    expect(await seen(elsewhere, 'postal_address')).toEqual([]);
  });

  it('what was used of a mandate goes with the mandate', async () => {
    const used = async (actor: Actor) =>
      (await seen<{ mandate_id: string }>(rowScope(actor), 'mandate_use', 'mandate_id')).map((row) => row.mandate_id);
    expect(await used(actors.rita)).toEqual([adaToRita]);
    expect(await used(actors.otherFinance)).toEqual([doraToBrokerage]);
    expect(await used(actors.bert)).toEqual([]);
  });

  it('look-ups: only the person looked at; never who acts for them, nor the officer, nor finance', async () => {
    expect(await seen(rowScope(actors.ada), 'look_up', 'person_id')).toEqual([{ person_id: residents.ada }]);
    for (const actor of [
      actors.rita,
      actors.bob,
      actors.careManager,
      actors.finance,
      actors.otherFinance,
      actors.bert,
      actors.operator,
    ]) {
      expect(await seen(rowScope(actor), 'look_up')).toEqual([]);
    }
  });

  it('one council’s officers reach nothing of another’s, in any table', async () => {
    const scope = rowScope(actors.otherFinance);
    const secrets = [residents.ada, residents.bert, residents.cyd, adaToRita, adaToBrokerage];
    for (const table of tables.filter((name) => !PUBLIC.includes(name))) {
      const rows = inspect(await seen(scope, table), { depth: null, maxArrayLength: null });
      for (const secret of [...secrets, residents.first])
        expect([table, rows.includes(secret)]).toEqual([table, false]);
    }
    expect(await seen(scope, 'council_policy', 'value')).toEqual([{ value: 4 }]);
  });

  it('functions that are nobody’s business cannot be called by the app', async () => {
    const open = await house.rows<{ name: string }>(
      `select p.proname as name from pg_proc p where p.pronamespace = 'identity'::regnamespace and has_function_privilege('owncourse_app', p.oid, 'execute') order by 1`,
    );
    expect(open.map((row) => row.name)).not.toContain('mandates_in_force');
    expect(open.map((row) => row.name)).not.toContain('refuse_field');
    const loose = await house.rows(
      `select p.proname from pg_proc p where p.pronamespace = 'identity'::regnamespace and has_function_privilege('owncourse_app', p.oid, 'execute')
         and (not p.prosecdef or not 'search_path=pg_catalog' = any (coalesce(p.proconfig, '{}')))`,
    );
    expect(loose).toEqual([]);
  });
});
