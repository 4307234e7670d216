import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { until } from './until.js';

const registerTypeScript = new URL('../../../../infra/build/register-typescript.mjs', import.meta.url).href;
/** Longer than statements that were sent before take to reach the server. */
const REACHED_MS = 40;

/**
 * When a process dies: before it sends a statement of this number (from 1), or right after it has sent it and before it hears the answer.
 * Null: not at all.
 */
export interface Death {
  readonly at: number;
  readonly unheard: boolean;
}

/** What a child is told: how to die, and what to do. */
interface Told {
  readonly death: Death | null;
  readonly given: unknown;
}

export interface Ended {
  readonly killed: boolean;
  /** Statements that it sent, where it came to its end. */
  readonly statements: number;
  readonly said: string;
}

/** Does the deed of a module made with `doToldDeed`, in a process of its own that may be killed (SIGKILL) in the middle of it. */
export async function killedDoing(module: URL, given: object, death: Death | null): Promise<Ended> {
  const told: Told = { death, given };
  const child = spawn(process.execPath, ['--import', registerTypeScript, fileURLToPath(module), JSON.stringify(told)], {
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  if (signal !== 'SIGKILL' && code !== 0) throw new Error(`It ended by itself:\n${said}`);
  return { killed: signal === 'SIGKILL', statements: Number(/statements: (\d+)/.exec(said)?.[1] ?? 0), said };
}

/** In the child: does what it was told, and dies where it was told to. */
export async function doToldDeed(deed: (given: unknown) => Promise<unknown>): Promise<void> {
  const { death, given } = JSON.parse(process.argv[2] ?? '') as Told;
  const sent = countStatements(death);
  await deed(given);
  process.stdout.write(`statements: ${sent()}\n`, () => process.exit(0));
}

function countStatements(death: Death | null): () => number {
  let count = 0;
  const prototype = pg.Client.prototype as unknown as { query: (...args: unknown[]) => unknown };
  const { query } = prototype;
  prototype.query = function counted(this: unknown, ...args: unknown[]): unknown {
    count += 1;
    if (death === null || count < death.at) return query.apply(this, args);
    if (count === death.at) {
      if (death.unheard) void (query.apply(this, args) as Promise<unknown>);
      setTimeout(() => process.kill(process.pid, 'SIGKILL'), REACHED_MS);
    }
    return new Promise(() => undefined);
  };
  return () => count;
}

/** Waits until the server has noticed that everybody but those it knew before is gone, and has rolled back what they left. */
export async function untilGone(superuser: pg.Client, stays: readonly number[]): Promise<void> {
  await until('A process that was killed is still at the database.', async () =>
    (await backends(superuser)).every((pid) => stays.includes(pid)),
  );
}

/** Who is at the database of this connection now. */
export async function backends(superuser: pg.Client): Promise<number[]> {
  const { rows } = await superuser.query<{ pid: number }>(
    `select pid from pg_stat_activity where datname = current_database() and backend_type = 'client backend'`,
  );
  return rows.map((row) => row.pid);
}
