import type { Actor } from '@owncourse/kernel/contract';

export const OWN_DATA = Symbol('OwnDataPort');

/** What this room holds about somebody's buying with their own money, for them to keep. */
export interface OwnDataPort {
  /** CSV: what is in the actor's basket, then each order with its visits. Their own alone, whatever else they may see; with nothing to tell, its first line. */
  ownPurchases(actor: Actor): Promise<string>;
}
