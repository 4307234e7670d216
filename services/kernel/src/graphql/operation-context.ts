import DataLoader from 'dataloader';
import type { Actor } from '../context/actor.js';
import { Refusal } from '../errors/refusal.js';
import type { ReadScope } from '../postgres/database.js';

/** The GraphQL context: one for each operation. */
export class OperationContext {
  private readonly loaders = new Map<symbol, unknown>();
  /** `Set-Cookie` values for the answer. */
  readonly cookies: string[] = [];

  constructor(
    /** Null when nobody is signed in. */
    readonly actor: Actor | null,
    /** Reads as the actor, in one lazy read-only transaction. */
    readonly reads: ReadScope,
    readonly request: { readonly id: string; readonly address: string; readonly sessionToken: string | null },
  ) {}

  /** @throws Refusal NOT_SIGNED_IN */
  signedIn(): Actor {
    if (!this.actor) throw new Refusal('NOT_SIGNED_IN');
    return this.actor;
  }

  /** One batching loader for each edge and operation, keyed by id. */
  loader<Value>(
    edge: symbol,
    batch: (ids: readonly string[], context: OperationContext) => Promise<readonly (Value | null)[]>,
  ): DataLoader<string, Value | null> {
    const existing = this.loaders.get(edge);
    if (existing) return existing as DataLoader<string, Value | null>;
    const loader = new DataLoader<string, Value | null>((ids) => batch(ids, this));
    this.loaders.set(edge, loader);
    return loader;
  }
}

/** Puts rows into the order of the ids that were asked for. */
export function inOrderOf<Row>(
  ids: readonly string[],
  rows: readonly Row[],
  idOf: (row: Row) => string,
): (Row | null)[] {
  const byId = new Map(rows.map((row) => [idOf(row), row]));
  return ids.map((id) => byId.get(id) ?? null);
}
