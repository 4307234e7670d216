import { mkdir, realpath } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { resolve as absolute } from 'node:path';
import { errorCodeOf, fileErrorAsLaunchError, folderNotWritable, LaunchError } from '../../runtime/launch.error.js';
import { clusterExists, clusterFolderIn, createCluster } from './cluster-creation.js';
import { findFreePort } from './free-port.js';
import { chooseRunAs } from './operating-system-user.js';
import { createPasswords, passwordsFileIn, readPasswords, type Passwords } from './passwords-file.js';
import { findPostgresBinaries } from './postgres-binaries.js';
import {
  clearEarlierPostmaster,
  hasSocket,
  readPostmasterFile,
  startPostmaster,
  type Postmaster,
} from './postmaster.js';
import { isPostmasterOf } from './process-identity.js';
import { bootstrapDatabase, bootstrapRoles } from './roles-bootstrap.js';
import { takeStartLock } from './start-lock.js';

const DATABASE = 'owncourse';

export interface DatabaseUrls {
  readonly superuserUrl: string;
  /** Runs migrations; owns every schema. */
  readonly ownerUrl: string;
  /** What the product runs as; owns nothing, row-level security holds for it. */
  readonly appUrl: string;
  /** Reads what migrations grant to it, across councils; never writes. */
  readonly auditorUrl: string;
}

export interface EmbeddedPostgres extends DatabaseUrls {
  readonly port: number;
  readonly pid: number;
  /** Settles when the server has ended, wanted or not, with its last lines of log. */
  readonly ended: Promise<readonly string[]>;
  /** A fast, clean shutdown; gives the data folder free for another start. May be called twice. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** The product's data folder; the cluster is in `postgres/` below it. Made if missing. */
  readonly dataDir: string;
  /** On 127.0.0.1; a free one is chosen where none is given. */
  readonly port?: number;
  /** Takes each line the server writes to its log. */
  readonly log: (line: string) => void;
  /** False only for tests: gives up crash safety for speed. Default true. */
  readonly durable?: boolean;
  /** Server settings on top of the defaults, as in postgresql.conf. */
  readonly settings?: Readonly<Record<string, string>>;
}

/**
 * Starts the built-in PostgreSQL on its own data folder, making it on the first start and recovering it after any
 * kind of crash, with database `owncourse` and its roles in place.
 * @throws LaunchError with a sentence for the person who started it
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = absolute(options.dataDir);
  try {
    await makeDataDir(dataDir);
    const lock = await takeStartLock(dataDir);
    try {
      const { postmaster, port, clusterFolder, passwords } = await start(dataDir, options);
      const urls = urlsOf(port, clusterFolder, passwords, DATABASE);
      const { superuserUrl } = urlsOf(port, clusterFolder, passwords, 'postgres');
      try {
        await bootstrapRoles(superuserUrl, passwords);
        await bootstrapDatabase(superuserUrl, DATABASE);
      } catch (error) {
        await postmaster.stop();
        throw error;
      }
      let stopping: Promise<void> | undefined;
      const stop = (): Promise<void> => (stopping ??= postmaster.stop().then(() => lock.release()));
      return { ...urls, port, pid: postmaster.pid, ended: postmaster.ended, stop };
    } catch (error) {
      await lock.release();
      throw error;
    }
  } catch (error) {
    throw fileErrorAsLaunchError(error, dataDir);
  }
}

async function makeDataDir(dataDir: string): Promise<void> {
  await mkdir(dataDir, { recursive: true }).catch((error: unknown) => {
    // Node answers "no such folder" when a new folder is wanted on a disk that may only be read.
    throw errorCodeOf(error) === 'ENOENT' ? folderNotWritable(dataDir, error) : error;
  });
}

async function start(
  dataDir: string,
  options: EmbeddedPostgresOptions,
): Promise<{ postmaster: Postmaster; port: number; clusterFolder: string; passwords: Passwords }> {
  const durable = options.durable ?? true;
  const runAs = await chooseRunAs(clusterFolderIn(dataDir));
  const binaries = await findPostgresBinaries(runAs !== undefined);
  let passwords = await readPasswords(dataDir);
  if (!(await clusterExists(dataDir))) {
    passwords ??= await createPasswords(dataDir);
    await createCluster({ dataDir, binaries, runAs, superuserPassword: passwords.superuser, durable });
  }
  if (!passwords) {
    throw new LaunchError(
      'passwords-missing',
      `The file ${passwordsFileIn(dataDir)} is missing, and the database in ${clusterFolderIn(dataDir)} cannot be opened without it. Put it back from a backup.`,
    );
  }
  const clusterFolder = await realpath(clusterFolderIn(dataDir));
  await clearEarlierPostmaster(clusterFolder, binaries, options.log);
  const settings = {
    ...(durable
      ? { shared_buffers: ownMemory() }
      : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
    ...options.settings,
  };
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await findFreePort());
    try {
      const postmaster = await startPostmaster({ clusterFolder, binaries, runAs, port, settings, log: options.log });
      return { postmaster, port, clusterFolder, passwords };
    } catch (error) {
      // Between finding a free port and using it somebody else may have taken it.
      const taken = errorCodeOf(error) === 'busy-port' && options.port === undefined;
      if (!taken || attempt === 5) throw error;
    }
  }
}

/** An eighth of the machine's memory, 128 to 512 MB: a demo year is larger than the server's default of 128. */
function ownMemory(): string {
  const megabytes = Math.trunc(Math.min(totalmem(), process.constrainedMemory() || totalmem()) / 8 / 1024 ** 2);
  return `${Math.max(128, Math.min(512, megabytes))}MB`;
}

/**
 * The addresses of the built-in database, if one is running on this data folder at this moment (started by another
 * process, say by `npm start` while a tool wants to read).
 */
export async function findRunningEmbeddedPostgres(dataDir: string): Promise<DatabaseUrls | undefined> {
  const folder = await realpath(clusterFolderIn(absolute(dataDir))).catch(() => undefined);
  if (folder === undefined) return undefined;
  const [running, passwords] = [await readPostmasterFile(folder), await readPasswords(absolute(dataDir))];
  if (!running || !passwords || !(await isPostmasterOf(running.pid, folder))) return undefined;
  return urlsOf(running.port, folder, passwords, DATABASE);
}

/** Through the socket in the cluster's folder where there is one, else over the loopback. */
function urlsOf(port: number, clusterFolder: string, passwords: Passwords, database: string): DatabaseUrls {
  const socket = hasSocket(clusterFolder) ? `?host=${encodeURIComponent(clusterFolder)}` : '';
  const url = (role: string, password: string): string =>
    `postgres://${role}:${password}@127.0.0.1:${port}/${database}${socket}`;
  return {
    superuserUrl: url('postgres', passwords.superuser),
    ownerUrl: url('owncourse_owner', passwords.owner),
    appUrl: url('owncourse_app', passwords.app),
    auditorUrl: url('owncourse_auditor', passwords.auditor),
  };
}
