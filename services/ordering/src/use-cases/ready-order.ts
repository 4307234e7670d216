import { addDays, londonDate, type Pence } from '@owncourse/kernel/contract';
import type { Acting } from '@owncourse/ledger/contract';
import type { authorise, NewOrder } from '../persistence/order-writes.js';

/** A mandate's limits look at what an order takes in its first 31 days. */
const LIMIT_DAYS = 31;

/** An order that can be placed, before anything is locked. */
export interface ReadyOrder {
  readonly order: NewOrder;
  readonly acting: Acting;
  /** The telephone call in which it is ordered. */
  readonly callId: string | null;
  readonly at: Date;
}

/** What `authorise` asks for it. */
export function permissionFor({ order, callId, at }: ReadyOrder): Parameters<typeof authorise>[1] {
  return {
    actorId: order.actorId,
    personId: order.personId,
    scope: 'ORDER',
    pence: limitPence(order, londonDate(at)),
    at,
    callId,
    providerIds: [order.providerId],
  };
}

function limitPence(order: NewOrder, today: string): Pence {
  const through = addDays(order.startsOn > today ? order.startsOn : today, LIMIT_DAYS - 1);
  return order.visits.filter((visit) => visit.day <= through).reduce((total, visit) => total + visit.amountPence, 0n);
}
