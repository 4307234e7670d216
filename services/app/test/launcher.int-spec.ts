import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findRunningEmbeddedPostgres } from '@owncourse/kernel/runtime';
import { createEmptyTestDatabase, type TestDatabase } from '@owncourse/kernel/testing';

const fixture = fileURLToPath(new URL('./fixtures/launch-with-stub.ts', import.meta.url));
const registerTypeScript = new URL('../../../infra/build/register-typescript.mjs', import.meta.url).href;
const startScript = fileURLToPath(new URL('../../../infra/build/start.mjs', import.meta.url));

interface Launched {
  readonly child: ChildProcess;
  /** Everything it has said so far. */
  said(): string;
  until(words: string): Promise<void>;
  readonly code: Promise<number | null>;
}

const CHAIN_KEY = '0'.repeat(64);

function run(args: readonly string[], env: Readonly<Record<string, string>>): Launched {
  const { DATABASE_URL: _app, DATABASE_OWNER_URL: _owner, ...rest } = process.env;
  const child = spawn(process.execPath, args, { env: { ...rest, NODE_OPTIONS: '', ...env } });
  let said = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
      listeners.forEach((listener) => listener());
    });
  }
  const code = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    child,
    code,
    said: () => said,
    until: (words) =>
      new Promise((resolve, reject) => {
        const look = (): void => (said.includes(words) ? resolve() : undefined);
        listeners.add(look);
        void code.then(() => (said.includes(words) ? resolve() : reject(new Error(`It ended, having said:\n${said}`))));
        look();
      }),
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe('starting and stopping', () => {
  let home: string;
  let port: number;
  let launched: Launched[];

  const launch = (env: Readonly<Record<string, string>> = {}): Launched => {
    const one = run(['--import', registerTypeScript, fixture], {
      OWNCOURSE_DATA_DIR: join(home, 'data'),
      PORT: String(port),
      ...env,
    });
    launched.push(one);
    return one;
  };

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'owncourse-launcher-'));
  });
  beforeEach(async () => {
    launched = [];
    port = await freePort();
  });
  afterEach(async () => {
    for (const { child, code } of launched) {
      child.kill('SIGTERM');
      await code;
    }
  });
  afterAll(() => rm(home, { recursive: true, force: true }));

  it('shows each step, the address and who can sign in, and stops cleanly when asked', async () => {
    const product = launch();
    await product.until('Press Ctrl-C to stop.');
    expect(await (await fetch(`http://localhost:${port}`)).text()).toBe('demo: true');
    product.child.kill('SIGTERM');
    expect(await product.code).toBe(0);
    const said = product.said().replaceAll(/\(\d+\.\d s\)/g, '(time)');
    expect(said).toBe(
      [
        'Starting the database … done (time)',
        'Loading the product … done (time)',
        'Bringing the tables up to date … done (time)',
        'Looking after the demo data … done (time)',
        'Opening the doors … done (time)',
        '',
        `Owncourse is ready: http://localhost:${port}`,
        '',
        'Sign in as any of these people, with the password "demo":',
        '  holder@marlbridge.example  Budget holder',
        '',
        'Press Ctrl-C to stop.',
        '',
        'Finishing what is under way … done (time)',
        'Stopping the database … done (time)',
        '',
      ].join('\n'),
    );
  });

  it('stops cleanly in the middle of starting', async () => {
    const product = launch();
    await product.until('Starting the database');
    product.child.kill('SIGINT');
    expect(await product.code).toBe(0);
    expect(await findRunningEmbeddedPostgres(join(home, 'data'))).toBeUndefined();
    const again = launch();
    await again.until('Press Ctrl-C to stop.');
  });

  const refusals: [name: string, env: () => Promise<Record<string, string>>, sentence: RegExp][] = [
    ['a wrong setting', () => Promise.resolve({ PORT: 'x' }), /The setting PORT must be a port number/],
    [
      'a database that does not answer',
      async () => {
        const url = `postgres://jo:secret@127.0.0.1:${await freePort()}/owncourse`;
        return { DATABASE_URL: url, DATABASE_OWNER_URL: url, LEDGER_CHAIN_KEY: CHAIN_KEY };
      },
      /No database answers at 127\.0\.0\.1:\d+\. Check that the server is running and that DATABASE_URL is right/,
    ],
    [
      'a file where the data folder should be',
      async () => {
        await writeFile(join(home, 'file'), '');
        return { OWNCOURSE_DATA_DIR: join(home, 'file') };
      },
      /Owncourse needs a folder at .*file, but something else is there/,
    ],
    [
      'an error nobody foresaw',
      () => Promise.resolve({ STUB_FAILS: '1' }),
      /Owncourse could not start\. Error: The stub failed\.\nThe details are in .*last-error\.txt/,
    ],
  ];
  it.each(refusals)('tells of %s in a sentence', async (_name, env, sentence) => {
    const product = launch(await env());
    expect(await product.code).toBe(1);
    expect(product.said()).toMatch(sentence);
    expect(product.said()).not.toMatch(/^\s+at /m);
    expect(product.said()).not.toContain('secret');
  });

  it('keeps the details of what nobody foresaw', async () => {
    expect(await readFile(join(home, 'data', 'last-error.txt'), 'utf8')).toMatch(/The stub failed\.\n\s+at /);
  });

  it('tells of a busy port and what to type instead', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(port, resolve));
    const product = launch();
    expect(await product.code).toBe(1);
    await new Promise((resolve) => other.close(resolve));
    expect(product.said()).toContain(`Port ${port} is already in use by another program.`);
    expect(product.said()).toContain(`PORT=${port + 1} npm start`);
  });

  it('tells that it is running already, on this port or another', async () => {
    await launch().until('Press Ctrl-C to stop.');
    const samePort = launch();
    const otherPort = launch({ PORT: String(await freePort()) });
    expect(await samePort.code).toBe(1);
    expect(await otherPort.code).toBe(1);
    expect(samePort.said()).toContain(`already running on ${join(home, 'data')}`);
    expect(otherPort.said()).toContain(`already running or starting on ${join(home, 'data')}`);
  });

  it('stops with a sentence when the database is killed under it', async () => {
    const product = launch();
    await product.until('Press Ctrl-C to stop.');
    const [pid] = (await readFile(join(home, 'data', 'postgres', 'postmaster.pid'), 'utf8')).split('\n');
    process.kill(Number(pid), 'SIGKILL');
    expect(await product.code).toBe(1);
    expect(product.said()).toContain('The database stopped, so Owncourse stops too.');
  });
});

describe('starting on a server that somebody else runs', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createEmptyTestDatabase();
  });
  afterAll(() => database.drop());

  it('uses it, without demo data unless asked', async () => {
    const port = await freePort();
    const env = {
      PORT: String(port),
      DATABASE_URL: database.appUrl,
      DATABASE_OWNER_URL: database.ownerUrl,
      LEDGER_CHAIN_KEY: CHAIN_KEY,
    };
    const product = run(['--import', registerTypeScript, fixture], env);
    await product.until('Press Ctrl-C to stop.');
    expect(await (await fetch(`http://localhost:${port}`)).text()).toBe('demo: false');
    expect(product.said()).not.toContain('Sign in as');
    product.child.kill('SIGTERM');
    expect(await product.code).toBe(0);
  });

  it('says when the password or the name of the database is wrong', async () => {
    const wrong = new URL(database.appUrl);
    wrong.password = 'secret';
    const missing = new URL(database.appUrl);
    missing.pathname = '/nowhere';
    const start = async (url: string): Promise<string> => {
      const env = {
        PORT: String(await freePort()),
        DATABASE_URL: url,
        DATABASE_OWNER_URL: database.ownerUrl,
        LEDGER_CHAIN_KEY: CHAIN_KEY,
      };
      const product = run(['--import', registerTypeScript, fixture], env);
      expect(await product.code).toBe(1);
      return product.said();
    };
    expect(await start(wrong.href)).toContain('does not accept the user name or password in DATABASE_URL');
    expect(await start(missing.href)).toContain('has no database called "nowhere"');
  });
});

describe('an older Node', () => {
  it.each(['18.20.4', '20.18.3', '6.17.1'])('%s is told which one is needed', async (version) => {
    const pretend = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })`;
    const product = run(['--import', `data:text/javascript,${encodeURIComponent(pretend)}`, startScript], {});
    expect(await product.code).toBe(1);
    expect(product.said().trim()).toBe(
      `Owncourse needs Node 20.19 or later, and this is Node ${version}. Install a newer one from https://nodejs.org, then run "npm ci" and "npm start" again.`,
    );
  });
});
