import { randomBytes } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { errorCodeOf } from '../../runtime/launch.error.js';

const Passwords = z.object({ superuser: z.string(), owner: z.string(), app: z.string(), auditor: z.string() });
export type Passwords = z.infer<typeof Passwords>;

export function passwordsFileIn(dataDir: string): string {
  return join(dataDir, 'postgres-passwords.json');
}

/** The database's passwords, or undefined where none were made yet. */
export async function readPasswords(dataDir: string): Promise<Passwords | undefined> {
  try {
    return Passwords.parse(JSON.parse(await readFile(passwordsFileIn(dataDir), 'utf8')));
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Makes random passwords and has them safely on disk before any cluster is made with them. */
export async function createPasswords(dataDir: string): Promise<Passwords> {
  const random = (): string => randomBytes(24).toString('hex');
  const passwords = { superuser: random(), owner: random(), app: random(), auditor: random() };
  const unfinished = `${passwordsFileIn(dataDir)}.new`;
  const file = await open(unfinished, 'w', 0o600);
  try {
    await file.writeFile(`${JSON.stringify(passwords, undefined, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(unfinished, passwordsFileIn(dataDir));
  return passwords;
}
