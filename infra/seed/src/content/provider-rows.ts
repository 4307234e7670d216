import { homeAndThingsRows } from './rows/home-and-things-rows.js';
import { homecareRows } from './rows/homecare-rows.js';
import { learningAndMoneyRows } from './rows/learning-and-money-rows.js';
import { oakhavenRows } from './rows/oakhaven-rows.js';
import type { ProviderRow } from './rows/provider-row.js';
import { socialRows } from './rows/social-rows.js';

export const providerRows: readonly ProviderRow[] = [
  ...homecareRows,
  ...socialRows,
  ...homeAndThingsRows,
  ...learningAndMoneyRows,
  ...oakhavenRows,
];

const byKey: ReadonlyMap<string, ProviderRow> = new Map(providerRows.map((row) => [row.key, row]));

/** The hand-written row of that provider; throws where there is none. */
export function providerRowOf(key: string): ProviderRow {
  const found = byKey.get(key);
  if (!found) throw new Error(`No provider ${key}`);
  return found;
}
