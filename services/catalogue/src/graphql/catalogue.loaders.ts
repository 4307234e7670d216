import { inOrderOf, type OperationContext } from '@owncourse/kernel/contract';
import {
  catalogueReads,
  type PlaceRow,
  type PriceTimesRow,
  type ProviderRow,
  type ServiceRow,
  type SupportTypeRow,
  type VariantRow,
  type WardRow,
} from '../persistence/catalogue.repository.js';

const PROVIDER = Symbol('Provider by id');
const SERVICE = Symbol('Service by id');
const VARIANT = Symbol('Variant by id');
const PLACE = Symbol('Place by id');
const PRICE_TIMES = Symbol('Days and hours by variant');
const WARD = Symbol('Ward by id');
const SUPPORT_TYPE = Symbol('Support type by slug');
const SERVICES_OF_PROVIDER = Symbol('Services by provider');
const VARIANTS_OF_SERVICE = Symbol('Variants by service');
const WARDS_OF_SERVICE = Symbol('Wards by service');

export function grouped<Row>(ids: readonly string[], rows: readonly Row[], idOf: (row: Row) => string): Row[][] {
  const groups = new Map<string, Row[]>(ids.map((id) => [id, []]));
  for (const row of rows) groups.get(idOf(row))?.push(row);
  return ids.map((id) => groups.get(id) ?? []);
}

const byId = (row: { readonly id: string }): string => row.id;

export function loadProvider(context: OperationContext, id: string): Promise<ProviderRow | null> {
  return context
    .loader<ProviderRow>(PROVIDER, async (ids, { reads }) =>
      inOrderOf(ids, await catalogueReads.providers(reads, ids), byId),
    )
    .load(id);
}

export function loadService(context: OperationContext, id: string): Promise<ServiceRow | null> {
  return context
    .loader<ServiceRow>(SERVICE, async (ids, { reads }) =>
      inOrderOf(ids, await catalogueReads.services(reads, ids), byId),
    )
    .load(id);
}

export function loadVariant(context: OperationContext, id: string): Promise<VariantRow | null> {
  return context
    .loader<VariantRow>(VARIANT, async (ids, { reads }) =>
      inOrderOf(ids, await catalogueReads.variants(reads, ids), byId),
    )
    .load(id);
}

/** Of a service or listing that search found. */
export function loadPlace(context: OperationContext, id: string): Promise<PlaceRow | null> {
  return context
    .loader<PlaceRow & { readonly id: string }>(PLACE, async (ids, { reads }) =>
      inOrderOf(ids, await catalogueReads.places(reads, ids), byId),
    )
    .load(id);
}

export function loadPriceTimes(context: OperationContext, variantId: string): Promise<PriceTimesRow | null> {
  return context
    .loader<PriceTimesRow>(PRICE_TIMES, async (ids, { reads }) =>
      inOrderOf(ids, await catalogueReads.priceTimes(reads, ids), byId),
    )
    .load(variantId);
}

export function loadWard(context: OperationContext, id: string): Promise<WardRow | null> {
  return context
    .loader<WardRow>(WARD, async (ids, { reads }) => inOrderOf(ids, await catalogueReads.wardsById(reads, ids), byId))
    .load(id);
}

/** About forty terms: one read gives them all. */
export function loadSupportType(context: OperationContext, slug: string): Promise<SupportTypeRow | null> {
  return context
    .loader<SupportTypeRow>(SUPPORT_TYPE, async (slugs, { reads }) =>
      inOrderOf(slugs, await catalogueReads.supportTypes(reads), (row) => row.slug),
    )
    .load(slug);
}

export async function loadServicesOfProvider(
  context: OperationContext,
  providerId: string,
): Promise<readonly ServiceRow[]> {
  const rows = await context
    .loader<ServiceRow[]>(SERVICES_OF_PROVIDER, async (ids, { reads }) =>
      grouped(ids, await catalogueReads.servicesOf(reads, ids), (row) => row.providerId),
    )
    .load(providerId);
  return rows ?? [];
}

export async function loadVariantsOfService(
  context: OperationContext,
  serviceId: string,
): Promise<readonly VariantRow[]> {
  const rows = await context
    .loader<VariantRow[]>(VARIANTS_OF_SERVICE, async (ids, { reads }) =>
      grouped(ids, await catalogueReads.variantsOf(reads, ids), (row) => row.serviceId),
    )
    .load(serviceId);
  return rows ?? [];
}

export async function loadWardsOfService(context: OperationContext, serviceId: string): Promise<readonly WardRow[]> {
  const rows = await context
    .loader<(WardRow & { serviceId: string })[]>(WARDS_OF_SERVICE, async (ids, { reads }) =>
      grouped(ids, await catalogueReads.wardsOf(reads, ids), (row) => row.serviceId),
    )
    .load(serviceId);
  return rows ?? [];
}
