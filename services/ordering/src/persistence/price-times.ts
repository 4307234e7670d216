import { type Database, type Queries, statement } from '@owncourse/kernel/contract';
import { fitsPrice, type PriceTimes, type SisterPrice, type WishedVisits } from '../domain/price-times.js';

const SISTERS = statement(
  'ordering.sister-prices',
  'select variant_id, name, weekdays, bank_holidays_only, starts_from, starts_before from catalogue.sister_prices($1)',
);
const PRICE_TIMES = statement(
  'ordering.price-times',
  'select variant_id, weekdays, bank_holidays_only, starts_from, starts_before from catalogue.price_times($1::uuid[])',
);

/** The prices of the same service for the same thing, in its own order. */
export function readSisterPrices(database: Database, variantId: string): Promise<SisterPrice[]> {
  return database.call<SisterPrice>(SISTERS, [variantId]);
}

/** The same within a transaction. */
export function sisterPrices(queries: Queries, variantId: string): Promise<SisterPrice[]> {
  return queries.query<SisterPrice>(SISTERS, [variantId]);
}

/** Of what others offer, that whose price is for then. */
export async function onlyFitting<Offer extends { readonly variant_id: string }>(
  queries: Queries,
  offers: readonly Offer[],
  wished: WishedVisits,
): Promise<Offer[]> {
  const ids = [...new Set(offers.map((offer) => offer.variant_id))];
  if (ids.length === 0) return [];
  const rows = await queries.query<PriceTimes & { readonly variant_id: string }>(PRICE_TIMES, [ids]);
  const fitting = new Set(rows.filter((row) => fitsPrice(row, wished)).map((row) => row.variant_id));
  return offers.filter((offer) => fitting.has(offer.variant_id));
}
