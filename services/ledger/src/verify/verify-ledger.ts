import { asAuditor, checkInvariants, type Config, LaunchError, readConfig } from '@owncourse/kernel/runtime';
import pg from 'pg';
import { readHeads } from '../chain/chain-heads.js';
import { findChainKey } from '../chain/chain-key.js';
import { closeBreaches } from './close-breaches.js';
import { CREDIT_INVARIANTS } from './credit-invariants.js';
import { INVARIANTS, TOTALS } from './invariants.js';
import { OWN_MONEY_INVARIANTS } from './own-money-invariants.js';
import { PART_INVARIANTS } from './part-invariants.js';
import { SPENDING_INVARIANTS } from './spending-invariants.js';
import { chainBreaches, type ChainProof } from './verify-chain.js';

export interface Verdict {
  readonly accounts: number;
  readonly transfers: number;
  /** All balances together; anything but 0 is a breach. */
  readonly sumPence: number;
  readonly breaches: number;
  /** The first breach in words; null when the books are right. */
  readonly first: string | null;
}

const CHAIN_BREACHES_SAID = 20;

/**
 * Checks every rule of the books in one snapshot, as the read-only auditor.
 * @param proof the chain's key and heads; without them only what the database says of its own chain is checked
 */
export async function verifyLedger(
  auditorUrl: string,
  say: (line: string) => void = () => undefined,
  proof: ChainProof | null = null,
): Promise<Verdict> {
  const client = new pg.Client({ connectionString: auditorUrl });
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const books = await checkInvariants(
      client,
      [...INVARIANTS, ...SPENDING_INVARIANTS, ...OWN_MONEY_INVARIANTS, ...CREDIT_INVARIANTS, ...PART_INVARIANTS],
      say,
    );
    let { breaches, first } = books;
    const found = [
      ...(proof ? [await countBreaches(CHAIN, chainBreaches(client, proof), say)] : []),
      await countBreaches(CLOSED_MONTHS, closeBreaches(client, proof?.key.closeKey.publicKey ?? null), say),
    ];
    for (const one of found) {
      breaches += one.breaches;
      first ??= one.first;
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

const CLOSED_MONTHS = 'Every closed month is signed, and the books still say what was signed';
const CHAIN = 'Every link of the chain follows from the one before, and no exported head is missing';

async function countBreaches(
  rule: string,
  found: AsyncIterable<string>,
  say: (line: string) => void,
): Promise<{ breaches: number; first: string | null }> {
  let breaches = 0;
  let first: string | null = null;
  for await (const breach of found) {
    breaches += 1;
    if (breaches <= CHAIN_BREACHES_SAID) say(`WRONG  ${breach}`);
    first ??= `${rule}: ${breach}`;
  }
  say(breaches === 0 ? `right  ${rule}` : `WRONG  ${rule}: ${breaches} times`);
  return { breaches, first };
}

/** `npm run verify:ledger`: against the running product, or the stopped one's data, or DATABASE_AUDITOR_URL. */
function main(): Promise<number> {
  const config = readConfig();
  return asAuditor(config, async (auditorUrl) => {
    const { first, ...verdict } = await verifyLedger(
      auditorUrl,
      (line) => process.stdout.write(`${line}\n`),
      await chainProof(config, auditorUrl),
    );
    if (first !== null) process.stderr.write(`The books are wrong. ${first}\n`);
    process.stdout.write(`${JSON.stringify(verdict)}\n`);
    return verdict.breaches === 0 ? 0 : 1;
  });
}

/** @returns null before anything was sealed */
async function chainProof({ ledgerChain }: Config, auditorUrl: string): Promise<ChainProof | null> {
  const key = await findChainKey(ledgerChain.key);
  if (key) return { key, headsFile: ledgerChain.headsFile };
  const client = new pg.Client({ connectionString: auditorUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from ledger.seal limit 1');
    const exported = await readHeads(ledgerChain.headsFile).next();
    if (rowCount === 0 && exported.done === true) return null;
  } finally {
    await client.end();
  }
  throw new LaunchError(
    'settings-wrong',
    'The key of the ledger’s chain is not there, so nobody can prove that it was not changed. Put the file ledger-chain.key back into the data folder, or set LEDGER_CHAIN_KEY.',
  );
}

// Run as a command: then the path is its first argument. A test that only imports it may pass on its address.
if (/^(?!file:).*verify-ledger\.[jt]s$/.test(process.argv[1] ?? '')) {
  try {
    process.exitCode = await main();
  } catch (error) {
    process.stderr.write(`${error instanceof LaunchError ? error.message : String(error)}\n`);
    process.exitCode = 2;
  }
}
