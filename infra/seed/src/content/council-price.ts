import { ANY_PROVIDER, rateCards } from './rate-cards.js';
import { serviceOf } from './services.js';
import type { CouncilKey, RateCardItem } from './types.js';
import { variantOf } from './variants.js';

/**
 * A simple pick of what a council pays for one unit, used only to shape believable patterns of
 * support. The product's own price rule is the law; this never runs in it.
 */
export interface CouncilPrice {
  readonly unitPricePence: bigint;
  /** A card speaks about it, for this provider or for all. */
  readonly onCard: boolean;
  /** Neither above a cap nor waiting for a quotation: the whole price comes from the budget. */
  readonly wholeFromBudget: boolean;
}

const items = new Map<string, RateCardItem>();
for (const card of rateCards) {
  for (const item of card.items) {
    items.set(
      [card.councilKey, card.providerKey, card.version, item.variantId ?? item.supportTypeSlug].join('|'),
      item,
    );
  }
}

/** The price of a variant under one version of a council's cards. */
export function councilPrice(councilKey: CouncilKey, variantId: string, version: 1 | 2): CouncilPrice {
  const variant = variantOf(variantId);
  const service = serviceOf(variant.serviceId);
  const find = (provider: string, subject: string): RateCardItem | undefined =>
    items.get([councilKey, provider, version, subject].join('|'));
  const item =
    find(service.providerKey, variantId) ??
    find(ANY_PROVIDER, variantId) ??
    find(service.providerKey, service.supportTypeSlug) ??
    find(ANY_PROVIDER, service.supportTypeSlug);
  const open = variant.publicUnitPricePence;
  if (!item) return { unitPricePence: open, onCard: false, wholeFromBudget: true };
  if (item.kind === 'quote') return { unitPricePence: open, onCard: true, wholeFromBudget: false };
  if (item.kind === 'fixed') return { unitPricePence: item.unitPricePence, onCard: true, wholeFromBudget: true };
  const capped = open > item.unitPricePence;
  return { unitPricePence: capped ? item.unitPricePence : open, onCard: true, wholeFromBudget: !capped };
}
