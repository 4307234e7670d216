import {
  type Provider,
  providers,
  type Service,
  services,
  supportTypes,
  type Variant,
  variants,
} from '../content/index.js';

export interface Thing {
  readonly variant: Variant;
  readonly service: Service;
  readonly provider: Provider;
}

const providerByKey = new Map(providers.map((provider) => [provider.key, provider]));
const serviceById = new Map(services.map((service) => [service.id, service]));
const typeBySlug = new Map(supportTypes.map((type) => [type.slug, type]));

export const things: readonly Thing[] = variants.map((variant) => {
  const service = serviceById.get(variant.serviceId);
  const provider = providerByKey.get(service?.providerKey ?? '');
  if (!service || !provider) throw new Error(`${variant.name} belongs to nobody`);
  return { variant, service, provider };
});

const byVariant = new Map(things.map((thing) => [thing.variant.id, thing]));

/** The variant with its service and provider; throws where there is none. */
export function thingOf(variantId: string): Thing {
  const found = byVariant.get(variantId);
  if (!found) throw new Error(`No variant ${variantId}`);
  return found;
}

/** The group of the support type, such as "at-home". */
export function groupOf(thing: Thing): string {
  return typeBySlug.get(thing.service.supportTypeSlug)?.group ?? 'at-home';
}

const PLACES = new Set([
  'day-opportunities',
  'sport-and-swimming',
  'gym-membership',
  'arts-and-crafts',
  'music',
  'overnight-breaks',
  'learning',
  'english-and-languages',
  'employment',
  'carers-support',
]);

/** Where it happens, without an address: at home, or at the provider's. */
export function placeOf(thing: Thing): string {
  return PLACES.has(thing.service.supportTypeSlug) ? thing.provider.name : 'At home';
}

const UNITS_OF_THE_CLOCK = new Set([
  'hour',
  'visit15',
  'visit30',
  'visit45',
  'visit60',
  'night-asleep',
  'night-awake',
  'day',
  'session',
]);

/** Somebody comes or something takes place; not a month of a gym, a box or a mile. */
export function isVisit(thing: Thing): boolean {
  return UNITS_OF_THE_CLOCK.has(thing.variant.unit);
}

/** The time that somebody would choose, or one in the evening where the price is for evenings alone. */
export function startTimeFor(variantId: string, usual: string): string {
  return thingOf(variantId).variant.timeBand === 'evening' ? '18:00' : usual;
}
