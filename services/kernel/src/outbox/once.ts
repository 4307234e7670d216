import { type Actor, rowScope } from '../context/actor.js';
import type { Database, Queries } from '../postgres/database.js';
import { claimKey, orReplay } from './idempotency.js';

/** One request of an actor: sent twice, the second gives the id of the first. */
export interface OneRequest {
  readonly operation: string;
  readonly key: string;
  /** Everything that makes the request what it is, without the key. */
  readonly input: unknown;
  /** Made beforehand; what the request gives back. */
  readonly id: string;
  readonly at: Date;
  /** Locks what allows it, such as a mandate, before the key is claimed and so before anything is replayed. */
  readonly authorise?: (queries: Queries) => Promise<unknown>;
}

/**
 * Claims the key and does the work in one transaction of the actor's scope; the same request again does nothing.
 * @returns the id of the first answer
 * @throws Refusal IDEMPOTENCY_CONFLICT, and whatever the work refuses
 */
export async function onceInTransaction(
  database: Database,
  actor: Actor,
  { operation, key, input, id, at, authorise }: OneRequest,
  work: (queries: Queries) => Promise<unknown>,
): Promise<string> {
  const done = await orReplay(
    () =>
      database.transaction(rowScope(actor), async (queries) => {
        void authorise?.(queries);
        void claimKey(queries, { actorId: actor.personId, operation, key, input, result: { id }, at });
        await work(queries);
        return id;
      }),
    // One id is all that is stored; older answers have it under another name.
    (stored) => String(Object.values(stored)[0]),
  );
  return done.result;
}
