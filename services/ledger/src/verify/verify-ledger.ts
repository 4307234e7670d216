import { findRunningEmbeddedPostgres, LaunchError, readConfig, startEmbeddedPostgres } from '@owncourse/kernel/runtime';
import pg from 'pg';
import { INVARIANTS, TOTALS } from './invariants.js';

export interface Verdict {
  readonly accounts: number;
  readonly transfers: number;
  /** All balances together; anything but 0 is a breach. */
  readonly sumPence: number;
  readonly breaches: number;
  /** The first breach in words; null when the books are right. */
  readonly first: string | null;
}

const NAMED_AT_MOST = 1000;

/** Checks every rule of the books in one snapshot, as the read-only auditor. */
export async function verifyLedger(
  auditorUrl: string,
  say: (line: string) => void = () => undefined,
): Promise<Verdict> {
  const client = new pg.Client({ connectionString: auditorUrl });
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    let breaches = 0;
    let first: string | null = null;
    for (const { name, sql } of INVARIANTS) {
      const { rows } = await client.query<{ breach: string }>(`${sql} limit ${NAMED_AT_MOST}`);
      say(
        `${rows.length === 0 ? 'right' : 'WRONG'}  ${name}${rows.length === 0 ? '' : `: ${rows.length} times, first: ${rows[0]?.breach ?? ''}`}`,
      );
      breaches += rows.length;
      first ??= rows[0] ? `${name}: ${rows[0].breach}` : null;
    }
    const { rows } = await client.query<{ accounts: number; transfers: number; sumPence: string }>(TOTALS);
    const totals = rows[0] ?? { accounts: 0, transfers: 0, sumPence: '0' };
    if (totals.sumPence !== '0') {
      breaches += 1;
      first ??= `All balances together are ${totals.sumPence} pence, not 0`;
    }
    return {
      accounts: totals.accounts,
      transfers: totals.transfers,
      sumPence: Number(totals.sumPence),
      breaches,
      first,
    };
  } finally {
    await client.end();
  }
}

/** `npm run verify:ledger`: against the running product, or the stopped one's data, or DATABASE_AUDITOR_URL. */
async function main(): Promise<number> {
  const config = readConfig();
  const running = config.database.kind === 'embedded' ? await findRunningEmbeddedPostgres(config.dataDir) : undefined;
  const own =
    config.database.kind === 'embedded' && !running
      ? await startEmbeddedPostgres({ dataDir: config.dataDir, log: () => undefined })
      : undefined;
  const auditorUrl = config.database.kind === 'server' ? config.database.auditorUrl : (running ?? own)?.auditorUrl;
  if (!auditorUrl)
    throw new LaunchError(
      'settings-wrong',
      'Set DATABASE_AUDITOR_URL to the same database, as the role owncourse_auditor.',
    );
  try {
    const { first, ...verdict } = await verifyLedger(auditorUrl, (line) => process.stdout.write(`${line}\n`));
    if (first !== null) process.stderr.write(`The books are wrong. ${first}\n`);
    process.stdout.write(`${JSON.stringify(verdict)}\n`);
    return verdict.breaches === 0 ? 0 : 1;
  } finally {
    await own?.stop();
  }
}

if (process.argv[1]?.endsWith('verify-ledger.js')) {
  try {
    process.exitCode = await main();
  } catch (error) {
    process.stderr.write(`${error instanceof LaunchError ? error.message : String(error)}\n`);
    process.exitCode = 2;
  }
}
