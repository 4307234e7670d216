import { type Queries, statement } from '@owncourse/kernel/contract';
import { openPurse } from '@owncourse/ledger/contract';
import type { NewOrder } from './order-writes.js';

const NOTE = statement('ordering.note-own-purchase', 'select ordering.note_own_purchase($1, $2, $3, $4)');
const AGREE = statement('ordering.agree-own-purchases', 'select * from ordering.agree_own_purchases($1::uuid[], $2)');

/** The purse, before the order is written; nothing where a budget pays. */
export function openPurseFor(queries: Queries, { ownPurchase, personId, at }: NewOrder): void {
  if (ownPurchase) void openPurse(queries, personId, at);
}

/** What they were told and asked for, with the order. */
export function noteOwnPurchase(queries: Queries, { ownPurchase, orderId, personId, at }: NewOrder): void {
  if (ownPurchase) void queries.query(NOTE, [orderId, personId, ownPurchase.asksToStartEarly, at]);
}

export interface AgreedPurchase {
  readonly order_id: string;
  readonly person_id: string;
}

/** The provider said yes to these orders. @returns those that somebody pays themselves */
export function agreeOwnPurchases(queries: Queries, orderIds: readonly string[], at: Date): Promise<AgreedPurchase[]> {
  return queries.query<AgreedPurchase>(AGREE, [orderIds, at]);
}
