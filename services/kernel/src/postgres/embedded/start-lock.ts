import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { errorCodeOf, LaunchError } from '../../runtime/launch.error.js';
import { isAlive, startTokenOf } from './process-identity.js';

const Holder = z.object({ pid: z.number().int().positive(), startToken: z.string().optional() });

export interface StartLock {
  release(): Promise<void>;
}

async function isHeld(text: string): Promise<number | undefined> {
  const holder = Holder.safeParse(parseJson(text));
  if (!holder.success || !(await isAlive(holder.data.pid))) return undefined;
  const { pid, startToken } = holder.data;
  const token = await startTokenOf(pid);
  return startToken === undefined || token === undefined || token === startToken ? pid : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Keeps a data folder for one running product. The lock is a file that names its holder, so it survives
 * nothing: a holder that was killed is seen to be gone, and the next start takes over.
 * @throws LaunchError `already-running` while another live process holds it
 */
export async function takeStartLock(dataDir: string): Promise<StartLock> {
  const lockFile = join(dataDir, 'owncourse.lock');
  const mine = join(dataDir, `owncourse.lock.${randomUUID()}`);
  const content = JSON.stringify({ pid: process.pid, startToken: await startTokenOf(process.pid), id: randomUUID() });
  await writeFile(mine, content, { mode: 0o600 });
  try {
    for (;;) {
      try {
        // A hard link is made whole or not at all, so nobody ever reads a half-written lock.
        await link(mine, lockFile);
        break;
      } catch (error) {
        if (errorCodeOf(error) !== 'EEXIST') throw error;
      }
      const found = await readFile(lockFile, 'utf8').catch(() => undefined);
      if (found === undefined) continue;
      const pid = await isHeld(found);
      if (pid !== undefined) {
        throw new LaunchError(
          'already-running',
          `Owncourse is already running or starting on ${dataDir} (process ${pid}). Stop that one first, or set OWNCOURSE_DATA_DIR to another folder.`,
        );
      }
      await removeStale(lockFile, found);
    }
  } finally {
    await rm(mine, { force: true });
  }
  return {
    async release() {
      const found = await readFile(lockFile, 'utf8').catch(() => undefined);
      if (found === content) await rm(lockFile, { force: true });
    },
  };
}

/** Two starts may find the same stale lock; the slower one must not throw away the quicker one's new lock. */
async function removeStale(lockFile: string, stale: string): Promise<void> {
  const aside = `${lockFile}.${randomUUID()}`;
  try {
    await rename(lockFile, aside);
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT') return;
    throw error;
  }
  if ((await readFile(aside, 'utf8')) !== stale) await link(aside, lockFile).catch(() => undefined);
  await rm(aside, { force: true });
}
