import { describe, expect, it } from '@jest/globals';
import { readSearch, searchHref, searchInput } from './search-request.js';

const ward = '7b0f6a1e-94a1-5a0e-8f0a-1a2b3c4d5e6f';

describe('the address of a search', () => {
  const address = `words=gardning&type=gardening&ward=${ward}&kind=PAID&unit=HOUR&price=1000-1999&postcode=MB3&within=5&sort=NEAREST&after=abc`;

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
      sort: 'NEAREST',
      councilKey: 'marlbridge',
      forPersonId: null,
    });
  });

  it('leaves out what it cannot mean', () => {
    const search = readSearch(
      new URLSearchParams('ward=1&kind=ALL&unit=PINT&price=cheap&within=7&sort=PAID_FIRST&type=<script>'),
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
});
