import { describe, expect, it } from '@jest/globals';
import { canonicalOf, listingData, providerData, serviceData } from './structured-data.js';

const provider = {
  id: 'p',
  name: 'Marl Vale',
  kind: 'COMPANY' as const,
  description: 'Home care.',
  postcodeDistrict: 'MB1',
  phone: '01632 960100',
  email: 'hello@marl.example',
  website: null,
  cqcLocationId: null,
  opening: null,
  checks: null,
  acceptedBy: [],
  cqcRating: 'Good',
  languages: [],
};
const price = {
  unitPricePence: 2200,
  publicUnitPricePence: 2405,
  ownMoneyPence: 0,
  kind: 'FIXED' as const,
  orderable: true,
  reasons: [],
};
const variant = {
  id: 'v',
  name: '1 hour',
  unit: 'HOUR' as const,
  dayType: 'WEEKDAY' as const,
  timeBand: null,
  ratio: '1:1',
  typicalQuantity: '1.0000',
};
const service = {
  id: 's',
  name: 'Morning care',
  summary: 'Help to get up.',
  description: '',
  whoFor: [],
  languages: [],
  genderOfWorker: 'any',
  accessNeeds: [],
  regulatedActivity: true,
  districts: [],
  radiusMiles: null,
  minimumAge: null,
  maximumAge: null,
  start: { state: 'NOT_SAID' as const, on: null, toldOn: null, toldWeeksAgo: null },
  photos: [],
  supportType: { slug: 'personal-care', name: 'Personal care', group: 'home' },
  provider,
  wards: [{ id: 'w', name: 'Northgate' }],
  variants: [
    { ...variant, price },
    { ...variant, id: 'q', name: 'A plan', price: { ...price, kind: 'QUOTE' as const } },
  ],
  questions: [],
  rating: { score: '4.6', count: 12, averages: null },
  ratings: [],
};

describe('what search engines are told', () => {
  it('of a service is its public price, though the reader pays another', () => {
    const data = serviceData(service, 'https://c.example/services/s');
    expect(data).toEqual({
      '@context': 'https://schema.org',
      '@type': 'Service',
      name: 'Morning care',
      description: 'Help to get up.',
      serviceType: 'Personal care',
      url: 'https://c.example/services/s',
      provider: { '@type': 'Organization', name: 'Marl Vale', telephone: '01632 960100', email: 'hello@marl.example' },
      areaServed: ['Northgate'],
      offers: [{ '@type': 'Offer', name: '1 hour', price: '24.05', priceCurrency: 'GBP' }],
      aggregateRating: { '@type': 'AggregateRating', ratingValue: '4.6', reviewCount: 12 },
    });
    expect(JSON.stringify(data)).not.toContain('22.00');
  });

  it('of a store with hours is when it is open; of a person, when to ring', () => {
    const opening = {
      byAppointment: false,
      closedOnBankHolidays: true,
      spans: [{ weekday: 'MO', opensAt: '09:00', closesAt: '12:00' }],
    };
    const hours = [
      {
        '@type': 'OpeningHoursSpecification',
        opens: '09:00',
        closes: '12:00',
        dayOfWeek: ['https://schema.org/Monday'],
      },
    ];
    const store = {
      ...provider,
      opening,
      rating: { score: null, count: 0, averages: null },
      ratings: [],
      services: [],
    };
    expect(providerData(store, 'https://c.example/p')).toMatchObject({
      '@type': 'LocalBusiness',
      openingHoursSpecification: hours,
    });
    expect(providerData({ ...store, kind: 'PERSONAL_ASSISTANT' }, 'https://c.example/p')).toMatchObject({
      '@type': 'Person',
      contactPoint: { '@type': 'ContactPoint', hoursAvailable: hours },
    });
    expect(serviceData({ ...service, provider: { ...provider, opening } }, 'https://c.example/s')).toMatchObject({
      hoursAvailable: hours,
    });
  });

  it('of somebody who works alone is not where they are', () => {
    const data = providerData(
      {
        ...provider,
        kind: 'PERSONAL_ASSISTANT',
        rating: { score: '5.0', count: 3, averages: null },
        ratings: [],
        services: [],
      },
      'https://c.example/providers/p',
    );
    expect(data).toMatchObject({ '@type': 'Person', name: 'Marl Vale' });
    expect(JSON.stringify(data)).not.toContain('MB1');
  });

  it('of a group is when it meets next, or what it offers', () => {
    const listing = {
      id: 'l',
      kind: 'OFFER' as const,
      organisationName: 'Quay Street Hall',
      title: 'Tea and talk',
      description: 'Come along.',
      supportTypeSlug: 'befriending',
      placeName: 'Quay Street Hall',
      postcodeDistrict: 'MB2',
      ward: { name: 'Quayside' },
      costPence: 0,
      stale: false,
      whenInWords: 'Every Tuesday',
      nextDates: ['2027-03-09T10:00:00Z'],
    };
    expect(listingData(listing, 'https://c.example/community/l')).toMatchObject({
      '@type': 'Event',
      startDate: '2027-03-09T10:00:00Z',
      isAccessibleForFree: true,
      location: { name: 'Quay Street Hall', address: 'Quayside, MB2' },
      offers: [{ price: '0.00' }],
    });
    const always = listingData({ ...listing, nextDates: [], costPence: 250 }, 'https://c.example/community/l');
    expect(always).toMatchObject({ '@type': 'Service', offers: [{ price: '2.50' }] });
    expect(always).not.toHaveProperty('startDate');
  });

  it('has one address, whoever it is looked at for', () => {
    expect(canonicalOf(new Request('https://c.example/services/s.data?for=1&_routes=x'))).toBe(
      'https://c.example/services/s',
    );
  });
});
