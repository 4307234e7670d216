import type { OccurrenceStatus, OrderStatus, PriceUnit } from '../../generated/graphql.js';

interface Visit {
  readonly status: OccurrenceStatus;
  readonly endsAt: string;
  readonly order: { readonly status: OrderStatus };
}

const underWay: readonly OrderStatus[] = ['ACCEPTED', 'ACTIVE'];

/** True for a visit of an order that the provider has said yes to and that has not been cancelled. */
export function isOn({ status, order }: Visit): boolean {
  return underWay.includes(order.status) && status !== 'CANCELLED' && status !== 'UNFUNDED';
}

/** True for a visit that is over and that the provider has not entered yet. `now` is an ISO instant. */
export function isToEnter(visit: Visit, now: string): boolean {
  return isOn(visit) && visit.status === 'HELD' && Date.parse(visit.endsAt) <= Date.parse(now);
}

/** The unit that the visit is counted in. */
export function unitOf(order: {
  readonly lines: readonly { readonly variant: { readonly unit: PriceUnit } }[];
}): PriceUnit {
  return order.lines[0]?.variant.unit ?? 'HOUR';
}

/** Rows under their day, days in their order. */
export function byDay<Row extends { readonly onDate: string }>(
  rows: readonly Row[],
): readonly (readonly [string, readonly Row[]])[] {
  const days = new Map<string, Row[]>();
  for (const row of rows) days.set(row.onDate, [...(days.get(row.onDate) ?? []), row]);
  return [...days].sort(([first], [second]) => (first < second ? -1 : 1));
}
