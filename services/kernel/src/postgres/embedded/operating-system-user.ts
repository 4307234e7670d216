import { readFile, stat } from 'node:fs/promises';
import { LaunchError } from '../../runtime/launch.error.js';

/** The user PostgreSQL runs as, where that is not the user who runs Node. */
export interface RunAs {
  readonly uid: number;
  readonly gid: number;
}

/**
 * PostgreSQL refuses to run as root, so root hands it to another user: the one who owns the cluster already,
 * else `postgres`, else `nobody`. The user must be in the system's list (initdb looks its name up), and none
 * is made: starting a product is no reason to change a machine's accounts.
 */
export async function chooseRunAs(clusterFolder: string): Promise<RunAs | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const users = parseUsers(await readFile('/etc/passwd', 'utf8').catch(() => ''));
  const owner = await stat(clusterFolder).catch(() => undefined);
  const present = owner && owner.uid !== 0 ? users.find((user) => user.uid === owner.uid) : undefined;
  const chosen =
    present ?? users.find((user) => user.name === 'postgres') ?? users.find((user) => user.name === 'nobody');
  if (!chosen || chosen.uid === 0) {
    throw new LaunchError(
      'platform-not-supported',
      'PostgreSQL does not run as root, and this machine has neither a user "postgres" nor a user "nobody". Start Owncourse as an ordinary user.',
    );
  }
  return { uid: chosen.uid, gid: chosen.gid };
}

function parseUsers(passwd: string): { name: string; uid: number; gid: number }[] {
  return passwd
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 4)
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
}
