import type { Pence } from '@owncourse/kernel/contract';
import type { MarketReportRow } from '../contract/reports.port.js';

/** Figures about fewer people than this are not shown (model.md "Reports for commissioners"). */
export const FEWEST_PEOPLE = 5;

export interface Group {
  readonly key: string;
  readonly label: string;
  readonly spendPence: Pence;
  readonly orders: number;
  readonly people: number;
  /** Who they are, when they are fewer than five; empty otherwise. They never leave this module. */
  readonly fewPeople: readonly string[];
}

/**
 * Keys of the groups to hide: those of fewer than five people, and as many more as it takes that the hidden ones
 * together are two groups and five different people at least. Otherwise total minus shown would be somebody's own figure.
 */
export function hiddenKeys(groups: readonly Group[]): ReadonlySet<string> {
  const few = groups.filter((group) => group.people < FEWEST_PEOPLE);
  const hidden = new Set(few.map((group) => group.key));
  if (few.length === 0) return hidden;
  const together = new Set(few.flatMap((group) => group.fewPeople));
  const enough = hidden.size >= 2 && together.size >= FEWEST_PEOPLE;
  if (enough) return hidden;
  // Any further group has five people of its own, so one is enough. The smallest is the least to lose.
  const [next] = groups
    .filter((group) => !hidden.has(group.key))
    .sort((left, right) => left.people - right.people || (left.key < right.key ? -1 : 1));
  if (next) hidden.add(next.key);
  return hidden;
}

/**
 * What may be shown. Rows stand in the order of their labels (of their keys for months), because an order by spend
 * would tell how much a hidden row is.
 */
export function shownRows(groups: readonly Group[], orderBy: 'key' | 'label'): MarketReportRow[] {
  const hidden = hiddenKeys(groups);
  return [...groups]
    .sort((left, right) => (left[orderBy] < right[orderBy] ? -1 : 1))
    .map(({ key, label, spendPence, orders, people }) =>
      hidden.has(key)
        ? { key, label, spendPence: null, orders: null, people: null, suppressed: true }
        : { key, label, spendPence, orders, people, suppressed: false },
    );
}

export interface ShownTotal {
  readonly totalSpendPence: Pence | null;
  readonly totalOrders: number | null;
  readonly totalPeople: number | null;
}

/** The total over all rows, hidden ones too; nothing when too few people stand behind it, or behind what it would give away. */
export function shownTotal(
  total: { readonly spendPence: Pence; readonly orders: number; readonly people: number },
  groups: readonly Group[],
): ShownTotal {
  const hidden = hiddenKeys(groups);
  const few = groups.filter((group) => hidden.has(group.key));
  const together = new Set(few.flatMap((group) => group.fewPeople));
  const givenAway =
    few.length > 0 &&
    few.every((group) => group.people < FEWEST_PEOPLE) &&
    (few.length < 2 || together.size < FEWEST_PEOPLE);
  const tooFew = total.people > 0 && total.people < FEWEST_PEOPLE;
  if (givenAway || tooFew) return { totalSpendPence: null, totalOrders: null, totalPeople: null };
  return { totalSpendPence: total.spendPence, totalOrders: total.orders, totalPeople: total.people };
}
