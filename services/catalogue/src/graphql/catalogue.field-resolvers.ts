import type { Type } from '@nestjs/common';
import { ResolveField, Resolver } from '@nestjs/graphql';
import type { OperationContext } from '@owncourse/kernel/contract';
import type { ServiceCard } from '../contract/search.port.js';
import {
  catalogueReads,
  type ProviderRow,
  type ServiceRow,
  type SupportTypeRow,
  type VariantRow,
} from '../persistence/catalogue.repository.js';
import {
  loadPlace,
  loadPriceTimes,
  loadProvider,
  loadService,
  loadServicesOfProvider,
  loadSupportType,
  loadVariant,
  loadVariantsOfService,
  loadWardsOfService,
} from './catalogue.loaders.js';

/** A whole row, or only the id that another service's row carries. */
type Known<Row> = Partial<Row> & { readonly id: string };
type FieldResolver = (parent: never, args: unknown, context: OperationContext) => unknown;

/** What the parent carries is given at once; the rest comes through the loader, one batch for all parents. */
function fields<Row>(
  names: readonly (keyof Row & string)[],
  load: (context: OperationContext, id: string) => Promise<Row | null>,
): Record<string, FieldResolver> {
  const resolve = (name: keyof Row) => async (id: string, context: OperationContext) =>
    (await load(context, id))?.[name] ?? null;
  return Object.fromEntries(
    names.map((name) => {
      const later = resolve(name);
      return [
        name,
        (parent: Known<Row>, _args: unknown, context: OperationContext) =>
          name in parent ? parent[name] : later(parent.id, context),
      ];
    }),
  );
}

async function whole<Row>(
  parent: Known<Row>,
  key: keyof Row,
  context: OperationContext,
  load: (context: OperationContext, id: string) => Promise<Row | null>,
): Promise<Known<Row>> {
  return key in parent ? parent : (((await load(context, parent.id)) as Known<Row> | null) ?? parent);
}

/**
 * A Nest resolver made of plain functions. Without parameter decorators Nest calls them as they are, which matters for
 * the three hundred scalars of a page of results.
 */
function resolverOf(type: string, resolvers: Readonly<Record<string, FieldResolver>>): Type {
  class FieldsResolver {
    readonly type = type;
  }
  for (const [name, value] of Object.entries(resolvers)) {
    const property = { value, writable: true, configurable: true };
    Object.defineProperty(FieldsResolver.prototype, name, property);
    ResolveField(name)(FieldsResolver.prototype, name, property);
  }
  Object.defineProperty(FieldsResolver, 'name', { value: `${type}FieldsResolver` });
  Resolver(type)(FieldsResolver);
  return FieldsResolver;
}

export const SearchEdgeFieldsResolver = resolverOf('SearchEdge', {
  place: (parent: { readonly node: { readonly id: string } }, _args, context) => loadPlace(context, parent.node.id),
});

export const SearchConnectionFieldsResolver = resolverOf('SearchConnection', {
  districts: (parent: { readonly councilKey: string | null }, _args, { reads }) =>
    catalogueReads.districts(reads, parent.councilKey),
});

export const ProviderFieldsResolver = resolverOf('Provider', {
  ...fields<ProviderRow>(
    [
      'name',
      'kind',
      'description',
      'postcodeDistrict',
      'phone',
      'email',
      'website',
      'cqcRating',
      'cqcLocationId',
      'languages',
    ],
    loadProvider,
  ),
  services: (parent: { id: string }, _args, context) => loadServicesOfProvider(context, parent.id),
});

async function providerOf(service: Known<ServiceRow>, context: OperationContext): Promise<ProviderRow | null> {
  const { providerId } = await whole(service, 'providerId', context, loadService);
  return providerId === undefined ? null : loadProvider(context, providerId);
}

async function supportTypeOf(service: Known<ServiceRow>, context: OperationContext): Promise<SupportTypeRow | null> {
  const { supportTypeSlug } = await whole(service, 'supportTypeSlug', context, loadService);
  return supportTypeSlug === undefined ? null : loadSupportType(context, supportTypeSlug);
}

export const ServiceFieldsResolver = resolverOf('Service', {
  ...fields<ServiceRow>(
    [
      'name',
      'summary',
      'description',
      'whoFor',
      'languages',
      'genderOfWorker',
      'accessNeeds',
      'regulatedActivity',
      'nextAvailableOn',
      'districts',
      'radiusMiles',
      'minimumAge',
      'maximumAge',
    ],
    loadService,
  ),
  provider: (parent: Known<ServiceRow> & Partial<ServiceCard>, _args, context) =>
    parent.provider ?? providerOf(parent, context),
  supportType: (parent: Known<ServiceRow> & Partial<ServiceCard>, _args, context) =>
    parent.supportType ?? supportTypeOf(parent, context),
  variants: (parent: { id: string }, _args, context) => loadVariantsOfService(context, parent.id),
  wards: (parent: { id: string }, _args, context) => loadWardsOfService(context, parent.id),
});

export const VariantFieldsResolver = resolverOf('Variant', {
  ...fields<VariantRow>(
    ['name', 'unit', 'dayType', 'timeBand', 'ratio', 'minimumQuantity', 'typicalQuantity', 'publicPricePence'],
    loadVariant,
  ),
  service: async (parent: Known<VariantRow>, _args, context) => {
    const { serviceId } = await whole(parent, 'serviceId', context, loadVariant);
    return serviceId === undefined ? null : loadService(context, serviceId);
  },
  times: (parent: { id: string }, _args, context) => loadPriceTimes(context, parent.id),
});
