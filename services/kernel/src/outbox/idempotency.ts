import { createHash } from 'node:crypto';
import { Refusal } from '../errors/refusal.js';
import type { Queries } from '../postgres/database.js';
import { statement } from '../postgres/statement.js';

const CLAIM = statement('kernel.claim-key', 'select kernel.claim_key($1, $2, $3, $4, $5, $6)');

export interface ClaimedOperation {
  readonly actorId: string;
  readonly operation: string;
  readonly key: string;
  /** Everything that makes the request what it is, without the key. */
  readonly input: unknown;
  /** Ids made beforehand, given back when the same request comes again. */
  readonly result: Readonly<Record<string, unknown>>;
  readonly at: Date;
}

/** Same input, same hash: keys in order, bigint as text. */
export function inputHash(input: unknown): Buffer {
  const ordered = JSON.stringify(input, (_key, value: unknown) => {
    if (typeof value === 'bigint') return value.toString();
    if (value && typeof value === 'object' && !Array.isArray(value)) {
      return Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)));
    }
    return value;
  });
  return createHash('sha256').update(ordered).digest();
}

const KEY = /^[\x21-\x7e]{8,200}$/;

/**
 * Claims the key inside the caller's transaction; send it after the authorising statement.
 * @throws Refusal IDEMPOTENT_REPLAY (see `orReplay`) or IDEMPOTENCY_CONFLICT
 */
export function claimKey(queries: Queries, claim: ClaimedOperation): Promise<unknown> {
  if (!KEY.test(claim.key))
    throw Refusal.invalid('idempotencyKey', 'Send 8 to 200 letters, digits or signs, without spaces.');
  return queries.query(CLAIM, [
    claim.actorId,
    claim.operation,
    claim.key,
    inputHash(claim.input),
    JSON.stringify(claim.result),
    claim.at,
  ]);
}

export interface Once<Result> {
  readonly replayed: boolean;
  readonly result: Result;
}

/** Runs an operation that claims a key; a repeat of it gives the ids of the first answer. */
export async function orReplay<Result>(
  operation: () => Promise<Result>,
  replay: (stored: Readonly<Record<string, unknown>>) => Result,
): Promise<Once<Result>> {
  try {
    return { replayed: false, result: await operation() };
  } catch (error) {
    if (error instanceof Refusal && error.code === 'IDEMPOTENT_REPLAY')
      return { replayed: true, result: replay(error.details) };
    throw error;
  }
}
