/** One rule of some books: a query that gives a row for each breach, with the words to name it. */
export interface Invariant {
  readonly name: string;
  /** Gives `breach` texts. */
  readonly sql: string;
}

interface Reads {
  query(sql: string): Promise<{ readonly rows: readonly { readonly breach: string }[] }>;
}

export interface Breaches {
  readonly breaches: number;
  /** The first in words; null when all is right. */
  readonly first: string | null;
}

const NAMED_AT_MOST = 1000;

/** Asks each rule, and says whether it holds: "right" or "WRONG" with the first breach. */
export async function checkInvariants(
  client: Reads,
  invariants: readonly Invariant[],
  say: (line: string) => void,
): Promise<Breaches> {
  let breaches = 0;
  let first: string | null = null;
  for (const { name, sql } of invariants) {
    const { rows } = await client.query(`${sql} limit ${NAMED_AT_MOST}`);
    say(
      `${rows.length === 0 ? 'right' : 'WRONG'}  ${name}${rows.length === 0 ? '' : `: ${rows.length} times, first: ${rows[0]?.breach ?? ''}`}`,
    );
    breaches += rows.length;
    first ??= rows[0] ? `${name}: ${rows[0].breach}` : null;
  }
  return { breaches, first };
}
