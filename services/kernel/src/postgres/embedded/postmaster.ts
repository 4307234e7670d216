import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { diskFull, LaunchError, saysDiskFull } from '../../runtime/launch.error.js';
import type { RunAs } from './operating-system-user.js';
import type { PostgresBinaries } from './postgres-binaries.js';
import { isPostmasterOf } from './process-identity.js';

const FAST_SHUTDOWN_MS = 30_000;
const KEPT_LINES = 40;
const SOCKET_PREFIX = '.s.PGSQL.';
/** What the strictest system allows for the path of a socket, in bytes. */
const LONGEST_SOCKET_PATH = 103;

/** Whether a server in this folder can be reached by its socket there, which costs less than the loopback. */
export function hasSocket(clusterFolder: string): boolean {
  const path = join(clusterFolder, `${SOCKET_PREFIX}65535`);
  return process.platform !== 'win32' && Buffer.byteLength(path) <= LONGEST_SOCKET_PATH;
}

export interface PostmasterOptions {
  /** Absolute, without links. */
  readonly clusterFolder: string;
  readonly binaries: PostgresBinaries;
  readonly runAs: RunAs | undefined;
  readonly port: number;
  readonly settings: Readonly<Record<string, string>>;
  readonly log: (line: string) => void;
}

export interface Postmaster {
  readonly pid: number;
  /** Settles when the server has ended, however it ended, with its last words. */
  readonly ended: Promise<readonly string[]>;
  stop(): Promise<void>;
}

/**
 * How to name the cluster's folder to a program that runs inside it. Under another user the folder's parents may be
 * closed (root's home is), so on Linux it is reached as the working folder, which was entered before the user changed.
 */
export function clusterPathFor(folder: string, runAs: RunAs | undefined): string {
  return runAs && process.platform === 'linux' ? '/proc/self/cwd' : folder;
}

/** Only what the server needs: no PG… variable of the person's shell may change how it runs. */
export function environmentForPostgres(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TMPDIR, TEMP } = process.env;
  return { PATH, SystemRoot, TMPDIR, TEMP, LC_ALL: 'C', TZ: 'UTC' };
}

export interface PostmasterFile {
  readonly pid: number;
  readonly port: number;
}

export async function readPostmasterFile(clusterFolder: string): Promise<PostmasterFile | undefined> {
  const text = await readFile(join(clusterFolder, 'postmaster.pid'), 'utf8').catch(() => undefined);
  const lines = text?.split('\n');
  const pid = Number(lines?.[0]);
  return Number.isInteger(pid) && pid > 0 ? { pid, port: Number(lines?.[3]) } : undefined;
}

/**
 * Clears what an earlier start left: a server that outlived its Node process is shut down cleanly; a pid file whose
 * number now belongs to some other program is removed. Of a dead server nothing is touched: the next one recovers.
 */
export async function clearEarlierPostmaster(
  clusterFolder: string,
  binaries: PostgresBinaries,
  log: (line: string) => void,
): Promise<void> {
  const earlier = await readPostmasterFile(clusterFolder);
  if (!earlier) return;
  if (await isPostmasterOf(earlier.pid, clusterFolder)) {
    log(`Stopping a database server that was left running (process ${earlier.pid}).`);
    await shutDown(earlier.pid, clusterFolder, binaries);
  }
  // One that was killed leaves its files, and its number counts as taken until its own parent has heard of its end.
  const sockets = (await readdir(clusterFolder)).filter((name) => name.startsWith(SOCKET_PREFIX));
  for (const name of ['postmaster.pid', ...sockets]) await rm(join(clusterFolder, name), { force: true });
}

async function shutDown(pid: number, clusterFolder: string, binaries: PostgresBinaries): Promise<void> {
  for (const signal of ['INT', 'QUIT'] as const) {
    await send(pid, signal, binaries);
    const deadline = Date.now() + FAST_SHUTDOWN_MS;
    while (Date.now() < deadline) {
      if (!(await isPostmasterOf(pid, clusterFolder))) return;
      await sleep(20);
    }
  }
  throw new LaunchError(
    'already-running',
    `A database server from an earlier start (process ${pid}) does not stop. End that process, then start again.`,
  );
}

async function send(pid: number, signal: 'INT' | 'QUIT', binaries: PostgresBinaries): Promise<void> {
  try {
    // Windows has no such signals; PostgreSQL's own tool carries them there.
    if (process.platform === 'win32') await promisify(execFile)(binaries.pgCtl, ['kill', signal, String(pid)]);
    else process.kill(pid, `SIG${signal}`);
  } catch {
    // It may have ended in between; the caller looks again.
  }
}

/** Starts the server and resolves when it accepts connections, crash recovery included. */
export async function startPostmaster(options: PostmasterOptions): Promise<Postmaster> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startOnce(options);
    } catch (error) {
      // The children of a killed server hold its memory for a moment longer.
      const lingering = error instanceof Error && error.message.includes('pre-existing shared memory block');
      if (!lingering || attempt === 50) throw error;
      await sleep(200);
    }
  }
}

async function startOnce(options: PostmasterOptions): Promise<Postmaster> {
  const settings = {
    port: String(options.port),
    listen_addresses: '127.0.0.1',
    // Beside the loopback, which a file's path may be too long for; "." is the cluster's own folder, closed to others.
    unix_socket_directories: process.platform === 'win32' ? '' : '.',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...options.settings,
  };
  const child = spawn(
    options.binaries.postgres,
    [
      '-D',
      clusterPathFor(options.clusterFolder, options.runAs),
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    {
      cwd: options.clusterFolder,
      env: environmentForPostgres(),
      stdio: ['ignore', 'ignore', 'pipe'],
      // Ctrl-C goes to the whole foreground group; the database must outlive the HTTP server and the worker.
      detached: process.platform !== 'win32',
      ...options.runAs,
    },
  );
  const lines: string[] = [];
  const ended = new Promise<readonly string[]>((resolve) => {
    child.once('error', (error) => resolve([...lines, String(error)]));
    child.once('close', () => resolve(lines));
  });
  const ready = new Promise<void>((resolve) => {
    readLines(child, (line) => {
      lines.push(line);
      if (lines.length > KEPT_LINES) lines.shift();
      options.log(line);
      if (line.includes('database system is ready to accept connections')) resolve();
    });
  });
  const outcome = await Promise.race([ready.then(() => 'ready' as const), ended]);
  if (outcome !== 'ready') throw explain(outcome, options);
  const pid = child.pid;
  if (pid === undefined) throw explain(await ended, options);
  return {
    pid,
    ended,
    async stop() {
      for (const signal of ['INT', 'QUIT'] as const) {
        if (child.exitCode !== null || child.signalCode !== null) break;
        await send(pid, signal, options.binaries);
        const gaveUp = new AbortController();
        await Promise.race([
          ended,
          sleep(FAST_SHUTDOWN_MS, undefined, { signal: gaveUp.signal }).catch(() => undefined),
        ]);
        gaveUp.abort();
      }
      await ended;
    },
  };
}

function readLines(child: ChildProcess, take: (line: string) => void): void {
  let rest = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    parts.forEach(take);
  });
}

function explain(lines: readonly string[], options: PostmasterOptions): Error {
  const said = lines.join('\n');
  if (saysDiskFull(said)) return diskFull(options.clusterFolder);
  if (said.includes('Address already in use')) {
    return new LaunchError('busy-port', `The database's port ${options.port} is already in use by another program.`);
  }
  if (said.includes('incompatible with server')) {
    return new LaunchError(
      'database-stopped',
      `The database in ${options.clusterFolder} was made by another version of PostgreSQL. Start the Owncourse version that made it, or set OWNCOURSE_DATA_DIR to a new folder.`,
    );
  }
  return new Error(`The database did not start:\n${said}`);
}
