import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { projectRoot, runNode, SmallHouse, type Outcome } from './small-house.js';

const lawful: readonly [what: string, file: string, content: string][] = [
  ['its own tables', 'some.sql', 'select * from ordering.placed_order join ordering.line using (order_id)'],
  ['functions of others', 'some.sql', 'select identity.check_mandate($1), kernel.day() from ledger.holds_of($2) h'],
  [
    'functions of others in a join',
    'some.sql',
    'select 1 from ordering.line l join lateral ledger.hold_of(l.id) h on identity.may(l.id)',
  ],
  ['functions of others, the bracket on its own line', 'some.sql', 'select\n  ledger.hold\n  ($1)'],
  ['a name in a comment', 'some.sql', '-- not identity.person\nselect 1 /* nor ledger.account */ from ordering.line'],
  ['settings of the transaction', 'some.sql', `select set_config('app.person_id', $1, true)`],
  ['a column called like a schema', 'some.sql', 'select l.identity.x, o.ledger from ordering.line l'],
  ['rights on functions', 'some.sql', 'grant execute on function ordering.place(uuid) to owncourse_app'],
  ['names of events', 'some.ts', `emit('identity.mandate-ended');`],
  ['members of an object', 'some.ts', 'ledger.account.close();'],
  ['words', 'some.ts', `say('Select it from the ledger. Then go on.');`],
  ['tests', 'some.int-spec.ts', `query('select 1 from identity.person');`],
];

const breaches: readonly [what: string, file: string, content: string, name: string][] = [
  ['reading', 'some.sql', 'select 1\nfrom identity.person', 'identity.person'],
  ['joining', 'some.sql', 'select 1 from ordering.line l\njoin ledger.account a on true', 'ledger.account'],
  ['inserting', 'some.sql', 'select 1;\ninsert into ledger.transfer (id) values ($1)', 'ledger.transfer'],
  ['referring', 'some.sql', 'create table ordering.x (\nid uuid references identity.person (id))', 'identity.person'],
  ['making', 'some.sql', '\ncreate table if not exists ledger.mine (id uuid)', 'ledger.mine'],
  ['indexing', 'some.sql', 'create unique index mine\non ledger.account (id)', 'ledger.account'],
  ['quoting', 'some.sql', 'select 1\nfrom "identity"."person"', 'identity."person"'],
  ['casting', 'some.sql', `select 1,\n'identity.person'::regclass`, 'identity.person'],
  ['dynamic SQL', 'some.sql', `do $$ begin\nexecute 'delete from identity.person'; end $$`, 'identity.person'],
  ["the job queue's tables", 'some.sql', 'select 1\nfrom pgboss.job', 'pgboss.job'],
  ["the kernel's tables", 'some.sql', 'insert into\nkernel.outbox (id) values (1)', 'kernel.outbox'],
  ['a string', 'some.ts', `\nconst sql = 'select 1 from identity.person';`, 'identity.person'],
  ['a template', 'some.ts', '\nconst sql = `select 1 from identity.person where id = ${1}`;', 'identity.person'],
  ['a made-up name', 'some.ts', '\nconst sql = `select 1 from identity.${table}`;', 'identity.placeholder'],
  ['an entity', 'some.ts', `\nEntity({ name: 'person', schema: 'identity' });`, 'identity.table'],
];

const folderOf = (kind: string, index: number): string => `services/ordering/src/${kind}-${index}`;

describe('whose tables SQL may name', () => {
  let house: SmallHouse;
  let before: Outcome;
  let after: Outcome;
  const check = (): Promise<Outcome> =>
    runNode([join(projectRoot, 'infra/check/schema-names.mjs'), house.root], house.root);

  beforeAll(async () => {
    house = await SmallHouse.build(['kernel', 'identity', 'ledger', 'ordering', 'worker']);
    for (const [index, [, file, content]] of lawful.entries()) {
      await house.write({ [`${folderOf('lawful', index)}/${file}`]: content });
    }
    await house.write({ 'services/worker/src/jobs.sql': 'select 1 from pgboss.job' });
    before = await check();
    for (const [index, [, file, content]] of breaches.entries()) {
      await house.write({ [`${folderOf('breach', index)}/${file}`]: content });
    }
    await house.write({
      'services/ordering/src/path.sql': 'alter function ordering.f() set search_path = ordering, identity',
    });
    after = await check();
  });
  afterAll(() => house.tearDown());

  it('succeeds where nothing is wrong', () => {
    expect(before).toMatchObject({ code: 0, errors: '' });
  });

  it.each(lawful.map(([what], index) => [what, index] as const))('lets through %s', (_what, index) => {
    expect(after.errors).not.toContain(`${folderOf('lawful', index)}/`);
  });

  it('fails where something is wrong', () => {
    expect(after.code).toBe(1);
  });

  it.each(breaches.map(([what, file, , name], index) => [what, `${folderOf('breach', index)}/${file}`, name] as const))(
    'stops %s and says where',
    (_what, file, name) => {
      expect(after.errors).toContain(`${file}:2 names ${name}, which belongs to`);
    },
  );

  it('stops a search path through which names need no schema', () => {
    expect(after.errors).toContain('services/ordering/src/path.sql:1 puts schema identity on the search path.');
  });
});
