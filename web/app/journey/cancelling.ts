import type { OccurrenceStatus, OrderStatus } from '../generated/graphql.js';

const openOrders: readonly OrderStatus[] = ['SUBMITTED', 'AWAITING_APPROVAL', 'ACCEPTED', 'ACTIVE'];
const openVisits: readonly OccurrenceStatus[] = ['PLANNED', 'HELD', 'UNFUNDED'];

/** True for a visit that has not happened yet, of an order that goes on. The service has the last word. */
export function canStillCancel(
  order: { readonly status: OrderStatus },
  visit: { readonly status: OccurrenceStatus },
): boolean {
  return openOrders.includes(order.status) && openVisits.includes(visit.status);
}
