import type { ListingPartsFragment, ProviderStoreQuery, ServicePageQuery } from '../generated/graphql.js';
import { openingData } from './opening.js';

type Service = NonNullable<ServicePageQuery['service']>;
type Provider = NonNullable<ProviderStoreQuery['provider']>;
type Listing = ListingPartsFragment & {
  readonly postcodeDistrict: string;
  readonly ward: { readonly name: string } | null;
};
type Hours = Provider['opening'];
type Thing = Readonly<Record<string, unknown>>;

/** "24.10": schema.org wants pounds with a point. */
function pounds(pence: number): string {
  return `${Math.trunc(pence / 100)}.${String(pence % 100).padStart(2, '0')}`;
}

function ratingOf({ score, count }: { readonly score: string | null; readonly count: number }): Thing {
  return score === null
    ? {}
    : { aggregateRating: { '@type': 'AggregateRating', ratingValue: score, reviewCount: count } };
}

/** When it is open, where it says hours. */
function hoursOf(property: 'hoursAvailable' | 'openingHoursSpecification', opening: Hours): Thing {
  const hours = opening ? openingData(opening) : [];
  return hours.length > 0 ? { [property]: hours } : {};
}

/** A service for search engines: public prices alone, whoever looks. https://schema.org/Service */
export function serviceData(service: Service, url: string): Thing {
  const { provider } = service;
  return {
    '@context': 'https://schema.org',
    '@type': 'Service',
    name: service.name,
    description: service.summary,
    serviceType: service.supportType.name,
    url,
    provider: {
      '@type': provider.kind === 'PERSONAL_ASSISTANT' ? 'Person' : 'Organization',
      name: provider.name,
      telephone: provider.phone,
      email: provider.email,
    },
    areaServed: service.wards.length > 0 ? service.wards.map(({ name }) => name) : [provider.postcodeDistrict],
    offers: service.variants
      .filter(({ price }) => price.kind !== 'QUOTE')
      .map(({ name, price }) => ({
        '@type': 'Offer',
        name,
        price: pounds(price.publicUnitPricePence),
        priceCurrency: 'GBP',
      })),
    ...hoursOf('hoursAvailable', provider.opening),
    ...ratingOf(service.rating),
  };
}

/** A provider with a district, never an address. https://schema.org/Organization */
export function providerData(provider: Provider, url: string): Thing {
  const hasHours = (provider.opening?.spans.length ?? 0) > 0;
  return {
    '@context': 'https://schema.org',
    '@type': provider.kind === 'PERSONAL_ASSISTANT' ? 'Person' : hasHours ? 'LocalBusiness' : 'Organization',
    name: provider.name,
    description: provider.description,
    telephone: provider.phone,
    email: provider.email,
    url,
    ...(provider.kind === 'PERSONAL_ASSISTANT' ? {} : { areaServed: provider.postcodeDistrict }),
    // A place has opening hours; a person has hours at which to ring them.
    ...(provider.kind !== 'PERSONAL_ASSISTANT'
      ? hoursOf('openingHoursSpecification', provider.opening)
      : hasHours
        ? { contactPoint: { '@type': 'ContactPoint', ...hoursOf('hoursAvailable', provider.opening) } }
        : {}),
    ...(provider.kind === 'PERSONAL_ASSISTANT' ? {} : ratingOf(provider.rating)),
  };
}

/** A group's next meeting, or what it offers where it has no times. https://schema.org/Event */
export function listingData(listing: Listing, url: string): Thing {
  const [startDate] = listing.nextDates;
  const about = {
    '@context': 'https://schema.org',
    name: listing.title,
    description: listing.description,
    url,
  };
  const offer = { '@type': 'Offer', price: pounds(listing.costPence), priceCurrency: 'GBP' };
  const organisation = { '@type': 'Organization', name: listing.organisationName };
  if (startDate === undefined) return { ...about, '@type': 'Service', provider: organisation, offers: [offer] };
  return {
    ...about,
    '@type': 'Event',
    startDate,
    organizer: organisation,
    location: {
      '@type': 'Place',
      name: listing.placeName,
      address: [listing.ward?.name, listing.postcodeDistrict].filter(Boolean).join(', '),
    },
    isAccessibleForFree: listing.costPence === 0,
    offers: [offer],
  };
}

/** What a public page tells search engines: its one address, what it is about in a sentence, and its facts. */
export function publicPage(url: string, description: string, data: Thing | null) {
  return [
    { tagName: 'link' as const, rel: 'canonical', href: url },
    { name: 'description', content: description },
    ...(data === null ? [] : [{ 'script:ld+json': data }]),
  ];
}

/** The page's one address: without a person, a filter or a campaign in it. */
export function canonicalOf(request: Request): string {
  const { origin, pathname } = new URL(request.url);
  return `${origin}${pathname.replace(/\.data$/, '')}`;
}
