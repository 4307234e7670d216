import type { Queries } from '@owncourse/kernel/contract';
import { agreeOwnMoney } from '@owncourse/ledger/contract';
import { authorise, type NewOrder } from './order-writes.js';

/**
 * A person's own money is not their budget's: whoever acts for them needs their word on paying, beside that on ordering.
 * Refuses as `authorise`.
 */
export function authoriseOwnPart(queries: Queries, order: NewOrder): void {
  const { actorId, personId, ownMoneyPence, at } = order;
  if (ownMoneyPence) authorise(queries, { actorId, personId, scope: 'PAY', pence: ownMoneyPence, at });
}

/** Agrees to the own part of the only visit, once the budget's part is held. */
export function agreeOwnPart(queries: Queries, order: NewOrder): void {
  const [visit] = order.visits;
  if (!order.ownMoneyPence || !visit) return;
  void agreeOwnMoney(queries, {
    holdId: visit.id,
    personId: order.personId,
    providerId: order.providerId,
    pence: order.ownMoneyPence,
    at: order.at,
    actorId: order.actorId,
  });
}
