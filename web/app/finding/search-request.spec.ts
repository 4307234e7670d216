import { describe, expect, it } from '@jest/globals';
import { isFiltered, noFilters, readSearch, searchHref, searchInput } from './search-request.js';

const ward = '7b0f6a1e-94a1-5a0e-8f0a-1a2b3c4d5e6f';

describe('the address of a search', () => {
  const address = `words=gardning&type=gardening&ward=${ward}&kind=PAID&unit=HOUR&price=1000-1999&postcode=MB3&within=5&language=Polish&worker=women-available&access=Hearing+loop&access=Quiet+room&start=TWO_WEEKS&rating=4&cqc=Good&accepted=marlbridge&sort=NEAREST&view=map&after=abc`;

  it('says everything that was asked, and only that', () => {
    const search = readSearch(new URLSearchParams(address));
    expect(searchHref(search, null, { after: 'abc' })).toBe(`/search?${address}`);
    expect(searchInput(search, 'marlbridge', null)).toEqual({
      words: 'gardning',
      supportTypes: ['gardening'],
      wardIds: [ward],
      kinds: ['PAID'],
      unit: 'HOUR',
      minimumPricePence: 1000,
      maximumPricePence: 1999,
      postcode: 'MB3',
      withinMiles: 5,
      languages: ['Polish'],
      worker: 'women-available',
      accessNeeds: ['Hearing loop', 'Quiet room'],
      canStart: 'TWO_WEEKS',
      minimumRating: 4,
      cqcRatings: ['Good'],
      acceptedBy: ['marlbridge'],
      sort: 'NEAREST',
      councilKey: 'marlbridge',
      forPersonId: null,
    });
  });

  it('leaves out what it cannot mean', () => {
    const search = readSearch(
      new URLSearchParams(
        `ward=1&kind=ALL&unit=PINT&price=cheap&within=7&sort=PAID_FIRST&type=<script>&language=%00&access=${'x'.repeat(101)}&worker=robots&start=SOON&rating=9&cqc=&accepted=A%20B&view=globe`,
      ),
    );
    expect(searchHref(search, null)).toBe('/search');
  });

  it('starts again from the first page when a filter changes, and keeps whom it is for', () => {
    const search = readSearch(new URLSearchParams(address));
    expect(searchHref(search, 'p1', { wards: [], within: null })).not.toContain('after');
    expect(searchHref(search, 'p1')).toContain('for=p1');
  });

  it('leaves the upper bound of the highest price open, and asks for distance only with a postcode', () => {
    const search = readSearch(new URLSearchParams('price=10000-&within=5&sort=NEAREST'));
    expect(searchInput(search, null, null)).toMatchObject({
      minimumPricePence: 10_000,
      maximumPricePence: null,
      withinMiles: null,
      sort: 'BEST_MATCH',
    });
  });

  it('knows whether anything narrows it, whatever it is, and can take all of it off', () => {
    for (const one of [
      'language=Urdu',
      'worker=men-available',
      'access=Ramp',
      'start=NOW',
      'rating=3',
      'cqc=Good',
      'accepted=marlbridge',
      'price=0-0',
    ])
      expect(isFiltered(readSearch(new URLSearchParams(one)))).toBe(true);
    expect(isFiltered(readSearch(new URLSearchParams('words=tea&view=map&sort=RATING')))).toBe(false);
    const search = readSearch(new URLSearchParams(address));
    expect(isFiltered({ ...search, ...noFilters })).toBe(false);
    expect(searchHref({ ...search, ...noFilters }, null)).toBe('/search?words=gardning&view=map');
  });
});
