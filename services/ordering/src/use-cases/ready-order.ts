import { addDays, londonDate, type Pence, type Queries, Refusal } from '@owncourse/kernel/contract';
import type { Acting } from '@owncourse/ledger/contract';
import type { MeetFirstInput } from '../contract/order-inputs.js';
import { authorise, type NewOrder } from '../persistence/order-writes.js';
import { authoriseOwnPart } from '../persistence/own-part-writes.js';

/** A mandate's limits look at what an order takes in its first 31 days. */
const LIMIT_DAYS = 31;

/** An order that can be placed, before anything is locked. */
export interface ReadyOrder {
  readonly order: NewOrder;
  /** What they would like if it suits, where it is a trial. */
  readonly meetFirst: MeetFirstInput | null;
  readonly acting: Acting;
  /** The telephone call in which it is ordered. */
  readonly callId: string | null;
  readonly at: Date;
}

/**
 * The right to place it: to order, by a mandate or in a telephone call, and to pay where a part is the person's own money.
 * A call alone never pays own money. Refuses as `authorise`.
 */
export function authoriseOrder(queries: Queries, { order, callId, at }: ReadyOrder): void {
  const { pence, ownPence } = countedPence(order, at);
  authorise(queries, {
    actorId: order.actorId,
    personId: order.personId,
    scope: 'ORDER',
    pence,
    at,
    callId,
    providerIds: [order.providerId],
  });
  authoriseOwnPart(queries, order, ownPence);
}

/** What counts against a mandate's limits, and what of it is the person's own money. */
export function countedPence(order: NewOrder, at: Date): { readonly pence: Pence; readonly ownPence: Pence } {
  const today = londonDate(at);
  const pence = limitPence(order, today, (visit) => visit.amountPence);
  // Where no budget pays, all of it is the person's own.
  return { pence, ownPence: order.ownPurchase ? pence : limitPence(order, today, (visit) => visit.ownPence) };
}

/** Somebody agreed to another sum of own money than it is. */
export function ownMoneyChanged(agreedPence: Pence, ownPence: Pence): Refusal {
  return new Refusal('OWN_MONEY_CHANGED', { agreedPence: agreedPence.toString(), ownPence: ownPence.toString() });
}

function limitPence(order: NewOrder, today: string, penceOf: (visit: NewOrder['visits'][number]) => Pence): Pence {
  const through = addDays(order.startsOn > today ? order.startsOn : today, LIMIT_DAYS - 1);
  return order.visits.filter((visit) => visit.day <= through).reduce((total, visit) => total + penceOf(visit), 0n);
}
