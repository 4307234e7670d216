import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Database, ManualClock, statement } from '@owncourse/kernel/contract';
import pg from 'pg';
import { ChainKey, findChainKey } from '../src/chain/chain-key.js';
import { SEALED_COLUMNS } from '../src/domain/chain-text.js';
import { SealTransfers } from '../src/use-cases/seal-transfers.js';
import { type Verdict, verifyLedger } from '../src/verify/verify-ledger.js';
import { AT, LedgerRoom, TODAY } from './fixtures/ledger-room.js';

const CHAIN = 'Every link of the chain follows from the one before, and no exported head is missing';
const WAITING = statement('test.waiting', 'select count(*)::int as waiting from ledger.unsealed');

let room: LedgerRoom;
let superuser: pg.Client;
let folder: string;
let budgetId: string;
let sealer: SealTransfers;
const openHold = randomUUID();

const keyFile = (): string => join(folder, 'ledger-chain.key');
const headsFile = (): string => join(folder, 'ledger-heads.jsonl');

function sealerWith(key: ConstructorParameters<typeof SealTransfers>[2]): SealTransfers {
  return new SealTransfers(room.app, new ManualClock(AT), key);
}

/** Seals everything; transactions of tests beside this one may hold it back for a moment. */
async function sealAll(by = sealer): Promise<number> {
  let sealed = 0;
  for (let tries = 0; tries < 3000; tries += 1) {
    sealed += await by.run();
    const [left] = await room.superuser.call<{ waiting: number }>(WAITING);
    if (left?.waiting === 0) return sealed;
    await sleep(20);
  }
  throw new Error('Something still waits for its seal.');
}

async function verify(): Promise<Verdict & { readonly said: readonly string[] }> {
  const said: string[] = [];
  const key = await findChainKey({ kind: 'file', path: keyFile() });
  if (!key) throw new Error('There is no key.');
  const verdict = await verifyLedger(room.test.auditorUrl, (line) => said.push(line), { key, headsFile: headsFile() });
  return { ...verdict, said: said.filter((line) => line.startsWith('WRONG  ')) };
}

/** Seven transfers in three transactions, all sealed, and the head exported. */
beforeEach(async () => {
  room = await LedgerRoom.open();
  superuser = new pg.Client({ connectionString: room.test.superuserUrl });
  await superuser.connect();
  folder = await mkdtemp(join(tmpdir(), 'owncourse-chain-'));
  sealer = sealerWith({ key: { kind: 'file', path: keyFile() }, headsFile: headsFile() });
  budgetId = await room.openBudget();
  const [delivered, invoiceId] = [randomUUID(), randomUUID()];
  await room.instalment(budgetId, 100_000n, '2026-12-31');
  await room.hold(budgetId, false, [
    { id: openHold, pence: 10_000n, day: TODAY },
    { id: delivered, pence: 8000n, day: TODAY },
  ]);
  await room.accrue([{ holdId: delivered, pence: 6000n }]);
  await room.invoice(invoiceId, budgetId, 5000n);
  await room.settle(invoiceId, budgetId, 5000n);
  expect(await sealAll()).toBe(7);
});

afterEach(async () => {
  await superuser.end();
  await room.close();
  await rm(folder, { recursive: true, force: true });
});

/** What somebody with the whole database in their hands could do. */
async function tamper(...changes: readonly string[]): Promise<void> {
  await superuser.query('set session_replication_role = replica');
  for (const sql of changes) expect((await superuser.query(sql)).rowCount).toBeGreaterThan(0);
}

async function linked(sequence: number): Promise<{ id: string; position: string }> {
  const { rows } = await superuser.query<{ id: string; position: string }>(
    'select t.id, t.position from ledger.seal s join ledger.transfer t on t.id = s.transfer_id where s.sequence = $1',
    [sequence],
  );
  return rows[0] ?? { id: '', position: '' };
}

const link = (sequence: number): string => `link ${sequence} of council ${room.councilId}`;

describe('the hash chain', () => {
  it('is whole after everything was sealed, and covers every column of a transfer', async () => {
    expect(await verify()).toMatchObject({ transfers: 7, sumPence: 0, breaches: 0, first: null, said: [] });
    const { rows } = await superuser.query<{ name: string }>(
      `select attname as name from pg_attribute where attrelid = 'ledger.transfer'::regclass and attnum > 0 and not attisdropped order by attnum`,
    );
    expect(rows.map((row) => row.name)).toEqual([...SEALED_COLUMNS]);
  });

  it('keeps its key and its heads outside the database, for their owner only', async () => {
    expect((await stat(keyFile())).mode & 0o777).toBe(0o600);
    expect(await readFile(keyFile(), 'utf8')).toMatch(/^[0-9a-f]{64}\n$/);
    const { rows } = await superuser.query<{ code: string; there: boolean }>(
      `select encode(code, 'hex') as code, strpos(encode(key_check, 'hex'), $1) > 0 as there from ledger.chain`,
      [(await readFile(keyFile(), 'utf8')).trim()],
    );
    expect(rows[0]?.there).toBe(false);
    const heads = (await readFile(headsFile(), 'utf8')).split('\n').map((line) => JSON.parse(line) as unknown);
    expect(heads.at(-1)).toEqual({
      councilId: room.councilId,
      sequence: '7',
      code: rows[0]?.code,
      at: AT.toISOString(),
    });
  });

  it('says what was sealed, and that nothing more waits', async () => {
    expect(await sealer.run()).toBe(0);
    await room.instalment(budgetId, 1n, '2026-12-31');
    expect(await verify()).toMatchObject({ transfers: 8, breaches: 0 });
    expect(await sealAll()).toBe(1);
    expect(await verify()).toMatchObject({ transfers: 8, breaches: 0 });
  });

  it('two sealers at once give each transfer one link', async () => {
    for (let pence = 1n; pence <= 20n; pence += 1n) await room.instalment(budgetId, pence, '2026-12-31');
    const other = sealerWith({ key: { kind: 'file', path: keyFile() }, headsFile: headsFile() });
    await Promise.all([sealer.run(), other.run(), sealer.run(), other.run()]);
    await sealAll();
    expect(await verify()).toMatchObject({ transfers: 27, breaches: 0 });
    const { rows } = await superuser.query(
      'select count(*)::int as links, max(sequence)::int as last from ledger.seal',
    );
    expect(rows).toEqual([{ links: 27, last: 27 }]);
  });

  it('waits for a transaction that began before and is still running, and then seals what it wrote', async () => {
    const late = new pg.Client({ connectionString: room.test.superuserUrl });
    await late.connect();
    try {
      await late.query('begin');
      // Takes an early position and an early transaction, and commits after the others.
      await late.query(
        `insert into ledger.transfer (council_id, id, posting_group, kind, from_account, from_kind, to_account, to_kind, amount_pence, effective_on, recorded_at, actor_id)
         select council_id, gen_random_uuid(), posting_group, 'LATE', to_account, to_kind, from_account, from_kind, 1, effective_on, recorded_at, actor_id
         from ledger.transfer where kind = 'INSTALMENT'`,
      );
      await room.instalment(budgetId, 5n, '2026-12-31');
      expect(await sealer.run()).toBe(0);
      await late.query('commit');
      expect(await sealAll()).toBe(2);
      const { rows } = await superuser.query<{ kind: string }>(
        'select t.kind from ledger.seal s join ledger.transfer t on t.id = s.transfer_id where s.sequence > 7 order by s.sequence',
      );
      expect(rows.map((row) => row.kind)).toEqual(['LATE', 'INSTALMENT']);
    } finally {
      await late.end();
    }
  });

  it('is not continued with another key, nor without the one it began with', async () => {
    const hex = '0'.repeat(64);
    const another = sealerWith({ key: { kind: 'given', hex }, headsFile: headsFile() });
    await expect(another.run()).rejects.toThrow('made with another key');
    const lost = sealerWith({ key: { kind: 'file', path: join(folder, 'elsewhere.key') }, headsFile: headsFile() });
    await expect(lost.run()).rejects.toThrow('is gone. Put it back');
    await expect(stat(join(folder, 'elsewhere.key'))).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await verify()).toMatchObject({ breaches: 0 });
  });

  it('cannot be touched by the role that the product runs as', async () => {
    const app = new Database(room.test.appUrl, 1);
    try {
      for (const text of [
        'delete from ledger.seal',
        'update ledger.chain set sequence = 0',
        'delete from ledger.unsealed',
      ])
        await expect(app.call({ name: '', text })).rejects.toMatchObject({ code: '42501' });
      expect(await app.call({ name: '', text: 'select 1 from ledger.seal' })).toEqual([]);
      await expect(superuser.query('delete from ledger.seal')).rejects.toThrow('append-only');
    } finally {
      await app.close();
    }
  });
});

describe('verify says where the chain was broken', () => {
  it('a changed penny, in columns that no sum depends on too', async () => {
    const changed = await linked(4);
    await tamper(`update ledger.transfer set amount_pence = amount_pence + 1 where id = '${changed.id}'`);
    const found = `transfer ${changed.id} at position ${changed.position} is not what was sealed there: changed, moved or put in (${link(4)})`;
    expect((await verify()).said).toContain(`WRONG  ${found}`);
    await tamper(`update ledger.transfer set amount_pence = amount_pence - 1 where id = '${changed.id}'`);
    expect(await verify()).toMatchObject({ breaches: 0 });
    for (const change of [
      `actor_id = '${randomUUID()}'`,
      `recorded_at = recorded_at + interval '1 microsecond'`,
      `effective_on = effective_on + 1`,
      `mandate_id = '${randomUUID()}'`,
    ]) {
      await superuser.query('begin');
      await superuser.query(`update ledger.transfer set ${change} where id = '${changed.id}'`);
      await superuser.query('commit');
      expect(await verify()).toMatchObject({ breaches: 1, first: `${CHAIN}: ${found}` });
      await superuser.query(
        `update ledger.transfer set (actor_id, recorded_at, effective_on, mandate_id) = (select o.actor_id, o.recorded_at, o.effective_on, o.mandate_id
           from ledger.transfer o where o.hold_id = $2 limit 1) where id = $1`,
        [changed.id, openHold],
      );
      expect(await verify()).toMatchObject({ breaches: 0 });
    }
  });

  it('a removed row', async () => {
    const removed = await linked(2);
    await tamper(`delete from ledger.transfer where id = '${removed.id}'`);
    expect((await verify()).said).toContain(
      `WRONG  transfer ${removed.id} was removed after it was sealed (${link(2)})`,
    );
  });

  it('a row removed together with its link', async () => {
    const [removed, next] = [await linked(3), await linked(4)];
    await tamper(
      `delete from ledger.transfer where id = '${removed.id}'`,
      `delete from ledger.seal where transfer_id = '${removed.id}'`,
    );
    const { said } = await verify();
    expect(said).toContain(`WRONG  links 3 to 3 of council ${room.councilId} are gone, before transfer ${next.id}`);
    expect(said).toContain(
      `WRONG  transfer ${next.id} at position ${next.position} is not what was sealed there: changed, moved or put in (${link(4)})`,
    );
  });

  it('reordered rows', async () => {
    const [one, other] = [await linked(5), await linked(6)];
    await superuser.query('alter table ledger.transfer alter column position drop identity');
    await tamper(
      `update ledger.transfer set position = case id when '${one.id}' then ${other.position} else ${one.position} end where id in ('${one.id}', '${other.id}')`,
    );
    const { said } = await verify();
    for (const [id, position, sequence] of [
      [one.id, other.position, 5],
      [other.id, one.position, 6],
    ] as const) {
      expect(said).toContain(
        `WRONG  transfer ${id} at position ${position} is not what was sealed there: changed, moved or put in (${link(sequence)})`,
      );
    }
  });

  it('reordered links', async () => {
    const [one, other] = [await linked(5), await linked(6)];
    await tamper(
      'update ledger.seal set sequence = sequence + 100 where sequence in (5, 6)',
      'update ledger.seal set sequence = 111 - sequence where sequence > 100',
    );
    const verdict = await verify();
    // A head that was exported in between, where sealing had to wait, is one more.
    expect([3, 4]).toContain(verdict.breaches);
    expect(verdict).toMatchObject({
      first: `${CHAIN}: transfer ${other.id} at position ${other.position} is not what was sealed there: changed, moved or put in (${link(5)})`,
      said: expect.arrayContaining([expect.stringContaining(`transfer ${one.id} at position ${one.position}`)]),
    });
  });

  const SLIP_IN = `insert into ledger.transfer (council_id, id, posting_group, kind, from_account, from_kind, to_account, to_kind, amount_pence, effective_on, recorded_at, actor_id)
    select council_id, '00000000-0000-4000-8000-00000000000f', posting_group, 'SLIPPED', to_account, to_kind, from_account, from_kind, 1, effective_on, recorded_at, actor_id
    from ledger.transfer where kind = 'INSTALMENT'`;

  it('a row slipped in', async () => {
    await tamper(SLIP_IN);
    expect(await verify()).toMatchObject({
      breaches: 1,
      first: expect.stringMatching(
        /^Each transfer is in its chain or waits for it: transfer 00000000-0000-4000-8000-00000000000f at position \d+ was put in past the ledger$/,
      ),
    });
  });

  it('a row slipped in with a link made up for it', async () => {
    await tamper(
      SLIP_IN,
      `insert into ledger.seal select council_id, 8, '00000000-0000-4000-8000-00000000000f', decode(repeat('ab', 32), 'hex') from ledger.chain`,
      `update ledger.chain set sequence = 8, code = decode(repeat('ab', 32), 'hex')`,
    );
    expect(await verify()).toMatchObject({
      breaches: 1,
      first: expect.stringMatching(
        /transfer 00000000-0000-4000-8000-00000000000f at position \d+ is not what was sealed/,
      ),
    });
  });

  it('a tail cut off, transfers, links, end and all', async () => {
    await tamper(
      'delete from ledger.transfer where id in (select transfer_id from ledger.seal where sequence > 6)',
      'delete from ledger.seal where sequence > 6',
      'update ledger.chain c set (sequence, code) = (select s.sequence, s.code from ledger.seal s where s.sequence = 6)',
      `update ledger.budget_balance set invoiced_pence = invoiced_pence + 5000, paid_pence = 0`,
    );
    // All sums are right again: only the head that was exported knows.
    expect(await verify()).toMatchObject({
      transfers: 6,
      breaches: 1,
      first: `${CHAIN}: the chain of council ${room.councilId} ends before link 7, which was there when its head was exported`,
    });
  });

  it('a chain that was wholly written again without the key', async () => {
    const forged = new ChainKey('f'.repeat(64));
    await tamper(
      `update ledger.transfer set actor_id = '${randomUUID()}' where kind = 'PAID'`,
      'delete from ledger.seal',
    );
    await superuser.query('delete from ledger.chain');
    await superuser.query(
      'insert into ledger.unsealed (council_id, transfer_id, position) select council_id, id, position from ledger.transfer',
    );
    await superuser.query('set session_replication_role = origin');
    const forger = sealerWith({ key: { kind: 'given', hex: 'f'.repeat(64) }, headsFile: join(folder, 'forged.jsonl') });
    expect(await sealAll(forger)).toBe(7);
    // With the forger's key and heads everything looks right.
    const fooled = { key: forged, headsFile: join(folder, 'forged.jsonl') };
    expect(await verifyLedger(room.test.auditorUrl, undefined, fooled)).toMatchObject({ breaches: 0 });
    const first = await linked(1);
    expect(await verify()).toMatchObject({
      // Seven links, and the head.
      breaches: 8,
      first: `${CHAIN}: transfer ${first.id} at position ${first.position} is not what was sealed there: changed, moved or put in (${link(1)})`,
    });
  });

  it('every head that was ever exported, whatever else is in the file', async () => {
    await room.instalment(budgetId, 1n, '2026-12-31');
    await sealAll();
    await appendFile(headsFile(), '\n{"councilId":"half a li');
    await room.instalment(budgetId, 1n, '2026-12-31');
    await sealAll();
    expect(await verify()).toMatchObject({ transfers: 9, breaches: 0 });
    const lines = (await readFile(headsFile(), 'utf8')).split('\n');
    expect(lines.filter((line) => line.endsWith('}'))).toHaveLength(lines.length - 1);
    await writeFile(headsFile(), (await readFile(headsFile(), 'utf8')).replace(/"code":"../, '"code":"zz'));
    expect(await verify()).toMatchObject({
      breaches: 1,
      first: expect.stringMatching(
        /^Every link.*link \d+ of council .* is not the one whose head was exported \(transfer /,
      ),
    });
  });
});

describe('npm run verify:ledger', () => {
  const command = new URL('../src/verify/verify-ledger.ts', import.meta.url).pathname;
  const registerTypeScript = new URL('../../../infra/build/register-typescript.mjs', import.meta.url).href;

  async function run(key: string): Promise<{ code: number | null; lines: readonly string[]; wrong: string }> {
    const { appUrl, ownerUrl, auditorUrl } = room.test;
    const child = spawn(process.execPath, ['--import', registerTypeScript, command], {
      env: {
        PATH: process.env['PATH'],
        DATABASE_URL: appUrl,
        DATABASE_OWNER_URL: ownerUrl,
        DATABASE_AUDITOR_URL: auditorUrl,
        OWNCOURSE_DATA_DIR: folder,
        LEDGER_HEADS_FILE: headsFile(),
        ...(key === '' ? {} : { LEDGER_CHAIN_KEY: key }),
      },
    });
    const [said, wrong, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close') as Promise<[number | null]>,
    ]);
    return { code, lines: said.trimEnd().split('\n'), wrong: wrong.trimEnd() };
  }

  const key = async (): Promise<string> => (await readFile(keyFile(), 'utf8')).trim();

  it('ends well, with the sums of the books as its last line', async () => {
    const { code, lines, wrong } = await run(await key());
    expect(wrong).toBe('');
    expect(JSON.parse(lines.at(-1) ?? '')).toEqual({
      accounts: expect.any(Number) as unknown,
      transfers: 7,
      sumPence: 0,
      breaches: 0,
    });
    expect(lines.slice(0, -1).filter((line) => !line.startsWith('right  '))).toEqual([]);
    expect(code).toBe(0);
  });

  it('fails where a penny was changed, and names what is wrong first', async () => {
    await tamper('update ledger.transfer set amount_pence = amount_pence + 1 where amount_pence = 6000');
    const { code, lines, wrong } = await run(await key());
    expect(wrong).toMatch(/^The books are wrong\. .+: /);
    expect(lines.filter((line) => line.startsWith('WRONG  ')).length).toBeGreaterThan(0);
    const { breaches } = JSON.parse(lines.at(-1) ?? '') as { breaches: number };
    expect(breaches).toBeGreaterThan(0);
    expect(code).toBe(1);
  });

  it('says what to do where the key of the chain is lost', async () => {
    await rm(keyFile());
    const { code, lines, wrong } = await run('');
    expect(wrong).toContain('Put the file ledger-chain.key back into the data folder, or set LEDGER_CHAIN_KEY.');
    expect(lines).toEqual(['']);
    expect(code).toBe(2);
  });
});
