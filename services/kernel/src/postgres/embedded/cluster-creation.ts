import { spawn } from 'node:child_process';
import { chmod, chown, lstat, mkdir, open, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { diskFull, saysDiskFull } from '../../runtime/launch.error.js';
import type { RunAs } from './operating-system-user.js';
import type { PostgresBinaries } from './postgres-binaries.js';
import { clusterPathFor, environmentForPostgres } from './postmaster.js';

export interface ClusterCreation {
  readonly dataDir: string;
  readonly binaries: PostgresBinaries;
  readonly runAs: RunAs | undefined;
  readonly superuserPassword: string;
  readonly durable: boolean;
}

export function clusterFolderIn(dataDir: string): string {
  return join(dataDir, 'postgres');
}

export async function clusterExists(dataDir: string): Promise<boolean> {
  return (await lstat(clusterFolderIn(dataDir)).catch(() => undefined)) !== undefined;
}

/**
 * Makes the cluster beside its place and moves it there when it is whole, so that a start which was killed
 * half-way leaves nothing that looks like a database.
 */
export async function createCluster(creation: ClusterCreation): Promise<void> {
  const { dataDir, runAs } = creation;
  const unfinished = join(dataDir, 'postgres.new');
  const passwordFile = join(dataDir, 'postgres.password');
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  await chmod(unfinished, 0o700);
  await rm(passwordFile, { force: true });
  await writeFile(passwordFile, `${creation.superuserPassword}\n`, { mode: 0o600 });
  if (runAs) await Promise.all([unfinished, passwordFile].map((path) => chown(path, runAs.uid, runAs.gid)));
  try {
    await runInitdb(creation, await realpath(unfinished), passwordFile);
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(unfinished, clusterFolderIn(dataDir));
}

async function runInitdb(creation: ClusterCreation, folder: string, passwordFile: string): Promise<void> {
  const password = await open(passwordFile, 'r');
  try {
    // Another user may not be able to walk to the file; it can read the one that is already open.
    const passwordPath = creation.runAs && process.platform === 'linux' ? '/proc/self/fd/3' : passwordFile;
    const child = spawn(
      creation.binaries.initdb,
      [
        `--pgdata=${clusterPathFor(folder, creation.runAs)}`,
        '--username=postgres',
        `--pwfile=${passwordPath}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        // The bundled ICU is older than most servers' own; the built-in provider sorts the same everywhere.
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--no-instructions',
        ...(creation.durable ? [] : ['--no-sync']),
      ],
      {
        cwd: folder,
        env: environmentForPostgres(),
        stdio: ['ignore', 'pipe', 'pipe', password.fd],
        ...creation.runAs,
      },
    );
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
    child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    if (code === 0) return;
    if (saysDiskFull(said)) throw diskFull(creation.dataDir);
    throw new Error(`The database could not be made (initdb ended with ${code}):\n${said.trim()}`);
  } finally {
    await password.close();
  }
}
