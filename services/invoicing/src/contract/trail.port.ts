import type { Actor } from '@owncourse/kernel/contract';

export const TRAIL = Symbol('TrailPort');

export type TrailOf = 'VISIT' | 'INVOICE' | 'PAYMENT_RUN' | 'BANK_PAYMENT' | 'MONEY_IN';

/** The trail of a pound as a file; on screen it is the query `trail`. */
export interface TrailPort {
  /** CSV, whole, made as it is read; null for what is not there or not the actor's to see. An officer's look at one person's money is recorded. */
  file(actor: Actor, of: TrailOf, id: string): Promise<AsyncIterable<Uint8Array> | null>;
}
