import { execFile } from 'node:child_process';
import { readFile, readlink } from 'node:fs/promises';
import { promisify } from 'node:util';
import { errorCodeOf } from '../../runtime/launch.error.js';

const run = promisify(execFile);

export async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process answers EPERM: it lives.
    return errorCodeOf(error) === 'EPERM';
  }
  // A killed process that nobody collects (common in containers) still has its number, but it holds nothing.
  return !['Z', 'X'].includes((await statusFieldsOf(pid))?.[0] ?? '');
}

/** What Linux says of a process after its number and name: its state first, its start time twentieth. */
async function statusFieldsOf(pid: number): Promise<string[] | undefined> {
  if (process.platform !== 'linux') return undefined;
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // The name stands in brackets and may hold anything, brackets and spaces too.
  return text?.slice(text.lastIndexOf(')') + 2).split(' ');
}

/**
 * Tells one process from a later one that was given the same number. Undefined where the system cannot say.
 */
export async function startTokenOf(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') {
    const [fields, boot] = await Promise.all([
      statusFieldsOf(pid),
      readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => ''),
    ]);
    const startTicks = fields?.[19];
    return startTicks === undefined ? undefined : `${boot.trim()}:${startTicks}`;
  }
  if (process.platform === 'win32') return undefined;
  return run('ps', ['-o', 'lstart=', '-p', String(pid)])
    .then(({ stdout }) => stdout.trim() || undefined)
    .catch(() => undefined);
}

/** Whether process `pid` is a PostgreSQL server that works in `clusterFolder` (an absolute path without links). */
export async function isPostmasterOf(pid: number, clusterFolder: string): Promise<boolean> {
  if (!(await isAlive(pid))) return false;
  if (process.platform === 'linux') {
    // A server's working folder is its data folder. Where it cannot be read, assume it is ours: wrongly
    // waiting is mended by a person, two servers on one folder are not.
    return readlink(`/proc/${pid}/cwd`).then(
      (folder) => folder === clusterFolder,
      (error: unknown) => errorCodeOf(error) !== 'ENOENT',
    );
  }
  if (process.platform === 'win32') return true;
  return run('ps', ['-o', 'command=', '-p', String(pid)])
    .then(({ stdout }) => stdout.includes('postgres') && stdout.includes(clusterFolder))
    .catch(() => false);
}
