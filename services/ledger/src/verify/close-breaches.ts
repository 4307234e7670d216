import type pg from 'pg';
import { isSignedBy } from '../chain/close-key.js';
import { balanceText, type TrialBalanceLine } from '../domain/trial-balance.js';

interface Closed {
  readonly council_id: string;
  readonly month: string;
  readonly document: string;
  readonly signature: string;
  readonly public_key: string;
}

const CLOSED = `select council_id, to_char(month, 'YYYY-MM-DD') as month, document, signature, public_key from ledger.month_close
  where status = 'SIGNED' order by council_id, month`;
const BALANCE = `select kind, funding_kind, opening_pence::text as opening, in_pence::text as came, out_pence::text as went, closing_pence::text as closing
  from ledger.trial_balance($1, $2)`;

/**
 * Each closed month: what was signed is signed, by the key of these books where it is there, and the books still say the same.
 * @param client inside the snapshot that everything is verified in @param publicKey null where the key is not there
 */
export async function* closeBreaches(client: pg.Client, publicKey: string | null): AsyncGenerator<string> {
  const { rows } = await client.query<Closed>(CLOSED);
  for (const closed of rows) {
    const where = `${closed.month.slice(0, 7)} of council ${closed.council_id}`;
    if (publicKey !== null && closed.public_key !== publicKey) yield `${where} is signed with another key`;
    else if (!isSignedBy(closed.public_key, closed.document, closed.signature))
      yield `what was signed of ${where} was changed, or its signature`;
    const lines = (
      await client.query<Record<'kind' | 'funding_kind' | 'opening' | 'came' | 'went' | 'closing', string>>(BALANCE, [
        closed.council_id,
        closed.month,
      ])
    ).rows.map((row): TrialBalanceLine => ({
      kind: row.kind,
      fundingKind: row.funding_kind,
      openingPence: BigInt(row.opening),
      inPence: BigInt(row.came),
      outPence: BigInt(row.went),
      closingPence: BigInt(row.closing),
    }));
    if (!closed.document.endsWith(`(pence)\n${balanceText(lines)}\n`))
      yield `the books of ${where} are not what was signed`;
    const together = lines.reduce((sum, line) => sum + line.closingPence, 0n);
    if (together !== 0n) yield `all closing sums of ${where} together are ${together} pence, not 0`;
  }
}
