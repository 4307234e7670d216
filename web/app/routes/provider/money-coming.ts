import type { MoneyComingFragment } from '../../generated/graphql.js';

/** The sum of a list of invoices in whole pence; null when the list goes on beyond what was read. */
export function sumPence({ edges, pageInfo }: MoneyComingFragment): number | null {
  return pageInfo.hasNextPage ? null : edges.reduce((sum, { node }) => sum + node.totalPence, 0);
}
