import { demoId, percentOfPence, slugOf } from './deterministic.js';
import { providerRowOf } from './provider-rows.js';
import { providerOf } from './providers.js';
import { personalAssistantPrices, pricesByService, pricesByType, type PriceLine } from './rows/price-lists.js';
import { services } from './services.js';
import type { Provider, Service, Variant, VatTreatment } from './types.js';

function priceListOf(service: Service, provider: Provider): readonly PriceLine[] {
  if (provider.kind === 'personal-assistant') return personalAssistantPrices;
  const list = pricesByService[service.name] ?? pricesByType[service.supportTypeSlug];
  if (!list) throw new Error(`No prices for ${service.supportTypeSlug}`);
  return list;
}

/** Aids made for disabled people are zero-rated; insurance is exempt by itself; welfare by its supplier's status. */
function vatTreatmentOf(service: Service, provider: Provider): VatTreatment {
  if (provider.vatStatus === 'not-registered') return 'outside-scope';
  if (provider.vatStatus === 'exempt-welfare' || service.supportTypeSlug === 'insurance') return 'exempt';
  return service.supportTypeSlug === 'equipment' || service.supportTypeSlug === 'home-adaptations'
    ? 'zero'
    : 'standard';
}

/** Whole tens of pence for small prices, fifty pence for large ones; mileage stays to the penny. */
function stepFor(pence: bigint): bigint {
  if (pence < 200n) return 1n;
  if (pence < 5_000n) return 5n;
  return pence < 30_000n ? 50n : 500n;
}

function variantsOf(service: Service): readonly Variant[] {
  const provider = providerOf(service.providerKey);
  const percent = BigInt(providerRowOf(service.providerKey).pricePercent);
  return priceListOf(service, provider).map((line) => ({
    id: demoId('variant', `${service.id}/${slugOf(line.name)}`),
    serviceId: service.id,
    name: line.name,
    unit: line.unit,
    dayType: line.dayType,
    timeBand: line.timeBand,
    ratio: line.ratio,
    vatTreatment: vatTreatmentOf(service, provider),
    publicUnitPricePence: percentOfPence(line.pence, percent, stepFor(line.pence)),
    minimumQuantity: line.minimumQuantity,
    typicalQuantity: line.typicalQuantity,
    durationMinutes: line.durationMinutes,
  }));
}

export const variants: readonly Variant[] = services.flatMap(variantsOf);

const byId: ReadonlyMap<string, Variant> = new Map(variants.map((one) => [one.id, one]));

/** The variant of that id; throws where there is none. */
export function variantOf(id: string): Variant {
  const found = byId.get(id);
  if (!found) throw new Error(`No variant ${id}`);
  return found;
}
