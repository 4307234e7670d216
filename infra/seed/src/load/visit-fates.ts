import { type OpenVisit } from '@owncourse/ordering/contract';
import { formatQuantity, parseQuantity } from '@owncourse/kernel/contract';
import { pickNumber, pickOne } from '../content/index.js';
import { isVisit, thingOf } from './bought-things.js';
import type { PlannedOrder } from './plan-orders.js';
import { disputeReasons, personCancels, providerCancels } from './story-words.js';

/** What becomes of one visit. */
export type Fate =
  | { readonly kind: 'delivered'; readonly quantity: string }
  | { readonly kind: 'disputed'; readonly reason: string; readonly quantity: string; readonly settledAs: string }
  | { readonly kind: 'cancelled'; readonly by: 'person-early' | 'person-late' | 'provider'; readonly reason: string };

const HALF = 2n;
const HALF_AN_HOUR = 5_000n;
const ONE_HOUR_AND_A_HALF = 15_000n;

/** Half of it. */
export function lessThan(quantity: string): string {
  return formatQuantity(parseQuantity(quantity) / HALF);
}

/** Drawn from the order and the day alone, so that it is the same whoever asks and whenever. */
export function fateOf(order: PlannedOrder, visit: Pick<OpenVisit, 'onDate' | 'quantity'>): Fate {
  const key = `${order.key}/${visit.onDate}`;
  const drawn = pickNumber(`fate/${key}`, 1000);
  const thing = thingOf(order.variantId);
  const whole: Fate = { kind: 'delivered', quantity: visit.quantity };
  if (!isVisit(thing)) return whole;
  if (drawn < 9) return { kind: 'cancelled', by: 'person-early', reason: pickOne(`cancel/${key}`, personCancels) };
  if (drawn < 14) return { kind: 'cancelled', by: 'person-late', reason: pickOne(`cancel/${key}`, personCancels) };
  if (drawn < 20) return { kind: 'cancelled', by: 'provider', reason: pickOne(`cancel/${key}`, providerCancels) };
  if (drawn < 33) {
    const reason = pickOne(`dispute/${key}`, disputeReasons);
    return {
      kind: 'disputed',
      reason,
      quantity: visit.quantity,
      settledAs: reason.startsWith('Nobody') ? '0' : lessThan(visit.quantity),
    };
  }
  const quantity = parseQuantity(visit.quantity);
  if (drawn < 62 && thing.variant.unit === 'hour' && quantity >= ONE_HOUR_AND_A_HALF) {
    return { kind: 'delivered', quantity: formatQuantity(quantity - HALF_AN_HOUR) };
  }
  return whole;
}
