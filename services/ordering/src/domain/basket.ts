import { formatQuantity, linePence, parseQuantity, type Pence } from '@owncourse/kernel/contract';

/** Things in one basket. */
export const MOST_IN_BASKET = 30;

/** A thing in a basket that is on sale, at its public price of now. */
export interface WantedThing {
  readonly variantId: string;
  readonly serviceId: string;
  readonly providerId: string;
  /** Decimal, of one visit or one purchase. */
  readonly quantity: string;
  readonly unitPricePence: Pence;
}

export interface PricedThing extends WantedThing {
  readonly totalPence: Pence;
}

export interface BasketPart {
  readonly providerId: string;
  readonly lines: readonly PricedThing[];
  readonly totalPence: Pence;
}

export interface PricedBasket {
  readonly parts: readonly BasketPart[];
  readonly totalPence: Pence;
}

function sum(values: readonly { readonly totalPence: Pence }[]): Pence {
  return values.reduce((total, { totalPence }) => total + totalPence, 0n);
}

/** By provider, in the order of what was put in first; each line rounded once, as an order's is. */
export function priceBasket(things: readonly WantedThing[]): PricedBasket {
  const byProvider = new Map<string, PricedThing[]>();
  for (const thing of things) {
    const quantity = parseQuantity(thing.quantity);
    const line = {
      ...thing,
      quantity: formatQuantity(quantity),
      totalPence: linePence(quantity, thing.unitPricePence),
    };
    byProvider.set(thing.providerId, [...(byProvider.get(thing.providerId) ?? []), line]);
  }
  const parts = [...byProvider].map(([providerId, lines]) => ({ providerId, lines, totalPence: sum(lines) }));
  return { parts, totalPence: sum(parts) };
}
