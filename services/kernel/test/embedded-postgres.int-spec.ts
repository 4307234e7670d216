import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import {
  findRunningEmbeddedPostgres,
  LaunchError,
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../src/runtime/index.js';

const fixture = fileURLToPath(new URL('./fixtures/hold-embedded-postgres.ts', import.meta.url));
const registerTypeScript = new URL('../../../infra/build/register-typescript.mjs', import.meta.url).href;

let home: string;
let dataDir: string;
let running: EmbeddedPostgres | undefined;

async function start(): Promise<EmbeddedPostgres> {
  running = await startEmbeddedPostgres({ dataDir, durable: false, log: () => undefined });
  return running;
}

async function queryAs(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

/** Starts the database from another Node process and kills that process without warning. */
async function startAndKillParent(): Promise<{ postgresPid: number }> {
  const parent = spawn(process.execPath, ['--import', registerTypeScript, fixture, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const [line] = (await once(parent.stdout, 'data')) as [Buffer];
  const { pid, ownerUrl } = JSON.parse(line.toString('utf8')) as { pid: number; ownerUrl: string };
  await queryAs(ownerUrl, 'insert into public.kept (word) values (clock_timestamp()::text)');
  parent.kill('SIGKILL');
  await once(parent, 'exit');
  return { postgresPid: pid };
}

async function countKept(url: string): Promise<number> {
  const [row] = (await queryAs(url, 'select count(*)::int as kept from public.kept')) as { kept: number }[];
  return row?.kept ?? 0;
}

async function refusal(work: Promise<unknown>): Promise<LaunchError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(LaunchError);
  return error as LaunchError;
}

describe('the built-in database', () => {
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'owncourse-embedded-'));
    // As in root's home, nobody else may walk through the folder above the data.
    await mkdir(join(home, 'closed'), { mode: 0o700 });
    await chmod(join(home, 'closed'), 0o700);
    dataDir = join(home, 'closed', '.data');
    const server = await start();
    await queryAs(server.ownerUrl, `create table public.kept (word text); insert into public.kept values ('first')`);
  });
  afterEach(async () => {
    await running?.stop();
    running = undefined;
  });
  afterAll(() => rm(home, { recursive: true, force: true }));

  it('keeps its data from one start to the next', async () => {
    await running?.stop();
    expect(await countKept((await start()).ownerUrl)).toBe(1);
  });

  it('says where it can be reached while it runs, and only then', async () => {
    const server = await start();
    expect(await findRunningEmbeddedPostgres(dataDir)).toMatchObject({ appUrl: server.appUrl });
    await server.stop();
    expect(await findRunningEmbeddedPostgres(dataDir)).toBeUndefined();
  });

  it('listens on the loopback address only, and sorts by code point everywhere', async () => {
    const { superuserUrl } = await start();
    expect(
      await queryAs(
        superuserUrl,
        `select current_setting('listen_addresses') as addresses, current_setting('unix_socket_directories') as sockets,
           datlocprovider as provider, datlocale as locale from pg_database where datname = current_database()`,
      ),
    ).toEqual([{ addresses: '127.0.0.1', sockets: '.', provider: 'b', locale: 'C.UTF-8' }]);
  });

  it('is reached over the loopback where the path is too long for a socket', async () => {
    const deep = join(home, 'closed', 'a-folder-with-a-long-name-'.repeat(4), '.data');
    running = await startEmbeddedPostgres({ dataDir: deep, durable: false, log: () => undefined });
    expect(await queryAs(running.appUrl, 'select inet_server_addr() is null as over_socket')).toEqual([
      { over_socket: false },
    ]);
  });

  it('gives each role what it needs and no more', async () => {
    const { superuserUrl } = await start();
    expect(
      await queryAs(
        superuserUrl,
        `select rolname as role, rolcanlogin as login, rolsuper or rolcreaterole or rolcreatedb or rolreplication as mighty,
           rolbypassrls as "bypassesRowSecurity",
           (select count(*)::int from pg_database where datdba = r.oid) as databases,
           (select count(*)::int from pg_class where relowner = r.oid)
             + (select count(*)::int from pg_namespace where nspowner = r.oid) as owns
         from pg_roles r where rolname like 'owncourse%' order by 1`,
      ),
    ).toEqual([
      { role: 'owncourse_app', login: true, mighty: false, bypassesRowSecurity: false, databases: 0, owns: 0 },
      { role: 'owncourse_auditor', login: true, mighty: false, bypassesRowSecurity: true, databases: 0, owns: 0 },
      expect.objectContaining({ role: 'owncourse_owner', mighty: false, bypassesRowSecurity: false, databases: 1 }),
    ]);
  });

  it('keeps its passwords from other people', async () => {
    const { mode } = await stat(join(dataDir, 'postgres-passwords.json'));
    expect(mode & 0o777).toBe(0o600);
    const { appUrl } = await start();
    const wrong = new URL(appUrl);
    wrong.password = 'guessed';
    await expect(queryAs(wrong.href, 'select 1')).rejects.toThrow('password authentication failed');
  });

  it('refuses a second start on the same folder with a plain sentence', async () => {
    await start();
    const error = await refusal(startEmbeddedPostgres({ dataDir, durable: false, log: () => undefined }));
    expect(error.code).toBe('already-running');
    expect(error.message).toContain(`already running or starting on ${dataDir} (process ${process.pid})`);
  });

  it('lets exactly one of several starts at once through', async () => {
    const starts = await Promise.allSettled(
      [1, 2, 3].map(() => startEmbeddedPostgres({ dataDir, durable: false, log: () => undefined })),
    );
    const through = starts.filter((outcome) => outcome.status === 'fulfilled');
    expect(through).toHaveLength(1);
    running = through[0]?.value;
    for (const outcome of starts) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'already-running' });
    }
  });

  it('takes over when the Node process was killed and the server lives on', async () => {
    const { postgresPid } = await startAndKillParent();
    expect(() => process.kill(postgresPid, 0)).not.toThrow();
    const server = await start();
    expect(server.pid).not.toBe(postgresPid);
    expect(await countKept(server.ownerUrl)).toBe(2);
  });

  it('recovers when Node and the server were both killed', async () => {
    const { postgresPid } = await startAndKillParent();
    process.kill(postgresPid, 'SIGKILL');
    expect(await countKept((await start()).ownerUrl)).toBe(3);
  });

  it('starts over a pid file whose number now belongs to another program', async () => {
    const { postgresPid } = await startAndKillParent();
    process.kill(postgresPid, 'SIGKILL');
    const pidFile = join(dataDir, 'postgres', 'postmaster.pid');
    const text = await readFile(pidFile, 'utf8');
    await writeFile(pidFile, text.replace(/^\d+/, String(process.pid)));
    expect(await countKept((await start()).ownerUrl)).toBe(4);
  });

  it.each(['a process that is gone', 'a later process with the same number'])(
    'takes over a lock held by %s',
    async (holder) => {
      const lock = { pid: holder.includes('later') ? process.pid : 2 ** 22 + 1, startToken: 'another boot:1' };
      await writeFile(join(dataDir, 'owncourse.lock'), JSON.stringify(lock));
      expect(await countKept((await start()).ownerUrl)).toBe(4);
    },
  );

  it('starts over what a first start left when it was killed half-way', async () => {
    await mkdir(join(dataDir, 'postgres.new', 'base'), { recursive: true });
    const away = `${dataDir}.away`;
    await rename(join(dataDir, 'postgres'), away);
    const server = await start();
    expect(await queryAs(server.ownerUrl, `select to_regclass('public.kept') as kept`)).toEqual([{ kept: null }]);
    await server.stop();
    await rm(join(dataDir, 'postgres'), { recursive: true });
    await rename(away, join(dataDir, 'postgres'));
  });

  it('asks for its passwords file when that is gone', async () => {
    const file = join(dataDir, 'postgres-passwords.json');
    await rename(file, `${file}.away`);
    const error = await refusal(start());
    await rename(`${file}.away`, file);
    expect(error.code).toBe('passwords-missing');
  });

  it('says so when something else is where its folder should be', async () => {
    await writeFile(join(home, 'file'), '');
    const error = await refusal(
      startEmbeddedPostgres({ dataDir: join(home, 'file'), durable: false, log: () => undefined }),
    );
    expect(error.code).toBe('folder-not-writable');
  });

  it('is reached through the socket in its closed folder, with the password, and tidies up what a killed server left', async () => {
    const overSocket = 'select inet_server_addr() is null as over_socket';
    const { postgresPid } = await startAndKillParent();
    process.kill(postgresPid, 'SIGKILL');
    const server = await start();
    expect(await queryAs(server.appUrl, overSocket)).toEqual([{ over_socket: true }]);
    const left = (await readdir(join(dataDir, 'postgres'))).filter((name) => name.startsWith('.s.PGSQL.'));
    expect(left.sort()).toEqual([`.s.PGSQL.${server.port}`, `.s.PGSQL.${server.port}.lock`]);
    const wrong = new URL(server.appUrl);
    wrong.password = 'guessed';
    await expect(queryAs(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
  });
});
