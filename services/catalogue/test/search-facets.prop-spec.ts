import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Actor, NIL_ID } from '@owncourse/kernel/contract';
import fc from 'fast-check';
import type { FacetValue, PriceUnitName, SearchInput, SearchKindName } from '../src/contract/index.js';
import { type AgreedPrice, CatalogueHouse } from './fixtures/catalogue-house.js';

const TYPES = ['cleaning', 'gardening', 'shopping'] as const;
const UNITS = ['HOUR', 'SESSION', 'WEEK'] as const satisfies readonly PriceUnitName[];
const BANDS: readonly (readonly [value: string, from: bigint, to: bigint | null])[] = [
  ['0-0', 0n, 0n],
  ['1-999', 1n, 999n],
  ['1000-1999', 1000n, 1999n],
  ['2000-2999', 2000n, 2999n],
  ['3000-4999', 3000n, 4999n],
  ['5000-9999', 5000n, 9999n],
  ['10000-', 10000n, null],
];

interface Priced {
  readonly unit: PriceUnitName | null;
  readonly pence: bigint;
}

interface Item {
  readonly id: string;
  readonly kind: SearchKindName;
  readonly type: string;
  readonly wards: readonly string[];
  readonly councils: readonly string[];
  readonly prices: readonly Priced[];
}

const pence = fc.bigInt({ min: 0n, max: 12_000n });
const variantArbitrary = fc.record({ unit: fc.constantFrom(...UNITS), pence, agreed: fc.option(pence) });
const catalogueArbitrary = fc.record({
  services: fc.array(
    fc.record({
      type: fc.constantFrom(...TYPES),
      wards: fc.subarray([0, 1, 2, 3, 4]),
      variants: fc.array(variantArbitrary, { maxLength: 3 }),
    }),
    { minLength: 8, maxLength: 16 },
  ),
  listings: fc.array(fc.record({ type: fc.constantFrom(...TYPES), ward: fc.nat(4), pence }), { maxLength: 6 }),
  caps: fc.array(fc.record({ type: fc.constantFrom(...TYPES), unit: fc.constantFrom(...UNITS), pence }), {
    maxLength: 4,
  }),
});
const some = <Value>(values: readonly Value[]): fc.Arbitrary<Value[] | null> =>
  fc.option(fc.subarray([...values], { minLength: 1 }));

/** A filter on everything but the ids of wards, which are chosen by place. */
const filterArbitrary = fc.record({
  types: some(TYPES),
  wards: some([0, 1, 2, 3, 4]),
  unit: fc.option(fc.constantFrom(...UNITS)),
  least: fc.option(pence),
  most: fc.option(pence),
  kinds: some(['PAID', 'COMMUNITY'] as const),
  council: fc.constantFrom(null, 'northam', 'southam'),
  funded: fc.boolean(),
});
type Filter = typeof filterArbitrary extends fc.Arbitrary<infer Value> ? Value : never;

/** Counted one by one, straight from the words of the contract; nothing of the product's SQL is used. */
class Counting {
  constructor(
    private readonly items: readonly Item[],
    private readonly filter: Filter,
    private readonly wardIds: readonly string[],
  ) {}

  private rightPrice(price: Priced): boolean {
    return (
      (this.filter.least === null || price.pence >= this.filter.least) &&
      (this.filter.most === null || price.pence <= this.filter.most)
    );
  }

  private rightUnit(price: Priced): boolean {
    return this.filter.unit === null || price.unit === this.filter.unit;
  }

  private passes(item: Item, without: 'type' | 'ward' | 'kind' | 'price' | null): boolean {
    const { types, wards, kinds, council, unit, least, most } = this.filter;
    if (council !== null && !item.councils.includes(council)) return false;
    if (without !== 'type' && types && !types.some((type) => type === item.type)) return false;
    if (without !== 'ward' && wards && !wards.some((place) => item.wards.includes(this.wardIds[place] ?? '')))
      return false;
    if (without !== 'kind' && kinds && !kinds.includes(item.kind)) return false;
    if (without === 'price' || (unit === null && least === null && most === null)) return true;
    return item.prices.some((price) => this.rightUnit(price) && this.rightPrice(price));
  }

  found(): string[] {
    return this.items.filter((item) => this.passes(item, null)).map((item) => item.id);
  }

  private count(
    without: 'type' | 'ward' | 'kind' | 'price',
    valuesOf: (item: Item) => readonly string[],
  ): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const item of this.items.filter((one) => this.passes(one, without))) {
      for (const value of new Set(valuesOf(item))) counts[value] = (counts[value] ?? 0) + 1;
    }
    return counts;
  }

  facets(councilWards: readonly string[]): Record<string, Record<string, number>> {
    return {
      supportTypes: this.count('type', (item) => [item.type]),
      wards: this.count('ward', (item) => item.wards.filter((ward) => councilWards.includes(ward))),
      kinds: this.count('kind', (item) => [item.kind]),
      units: this.count('price', (item) =>
        item.prices.filter((price) => this.rightPrice(price)).flatMap((price) => price.unit ?? []),
      ),
      priceBands: this.count('price', (item) =>
        item.prices
          .filter((price) => this.rightUnit(price))
          .map(
            (price) =>
              BANDS.find(([, from, to]) => price.pence >= from && (to === null || price.pence <= to))?.[0] ?? '',
          ),
      ),
    };
  }
}

function asCounts(values: readonly FacetValue[]): Record<string, number> {
  return Object.fromEntries(values.map((value) => [value.value, value.count]));
}

describe('facets of a search', () => {
  let house: CatalogueHouse;
  let wardIds: readonly string[];
  let holder: Actor;

  beforeAll(async () => {
    house = await CatalogueHouse.open();
    wardIds = [...house.north.wardIds, ...house.south.wardIds];
    holder = house.funded(house.north);
    await house.policy(house.north, 'offCardRule', 'allow');
  });
  afterAll(() => house.close());

  const councilsOf = (wards: readonly string[]): string[] =>
    [house.north, house.south]
      .filter((council) => wards.some((ward) => council.wardIds.includes(ward)))
      .map((council) => council.key);

  /** Loads a catalogue instead of the one before. @returns the items at public and at agreed prices */
  async function load(
    content: typeof catalogueArbitrary extends fc.Arbitrary<infer Value> ? Value : never,
  ): Promise<{ open: Item[]; agreed: Item[] }> {
    await house.owner.query(
      'truncate catalogue.variant, catalogue.service_ward, catalogue.service, catalogue.provider, catalogue.community_listing, catalogue.search_document cascade',
    );
    await house.owner.query(
      `alter table rates.rate_item disable trigger user; alter table rates.rate_card disable trigger user; delete from rates.rate_item; delete from rates.rate_card;
         alter table rates.rate_item enable trigger user; alter table rates.rate_card enable trigger user`,
    );
    const providerId = await house.provider();
    const open: Item[] = [];
    const agreed: Item[] = [];
    const card: AgreedPrice[] = [];
    const caps = new Map<string, bigint>();
    for (const cap of content.caps)
      if (!caps.has(`${cap.type}/${cap.unit}`)) caps.set(`${cap.type}/${cap.unit}`, cap.pence);
    for (const [key, cap] of caps) {
      const [supportTypeSlug = '', unit = 'HOUR'] = key.split('/');
      card.push({ supportTypeSlug, unit: unit as PriceUnitName, kind: 'CAPPED', pence: cap });
    }
    const services = content.services.map((one) => ({
      one,
      input: house.serviceInput(providerId, {
        supportTypeSlug: one.type,
        wardIds: one.wards.map((place) => wardIds[place] ?? ''),
      }),
    }));
    const variants = services.flatMap(({ one, input }) =>
      one.variants.map((variant) => ({
        one,
        variant,
        input: house.variantInput(input.id, variant.pence, { unit: variant.unit }),
      })),
    );
    await house.catalogue.importServices(
      house.operator,
      services.map(({ input }) => input),
    );
    await house.catalogue.importVariants(
      house.operator,
      variants.map(({ input }) => input),
    );
    for (const { variant, input } of variants) {
      if (variant.agreed !== null)
        card.push({ variantId: input.id, unit: variant.unit, kind: 'FIXED', pence: variant.agreed });
    }
    if (card.length > 0) await house.agree(house.north, card);
    const priceOf = (type: string, { variant }: (typeof variants)[number]): bigint => {
      const cap = caps.get(`${type}/${variant.unit}`);
      if (variant.agreed !== null) return variant.agreed;
      return cap !== undefined && cap < variant.pence ? cap : variant.pence;
    };
    for (const { one, input } of services) {
      const own = variants.filter((variant) => variant.input.serviceId === input.id);
      const item = {
        id: input.id,
        kind: 'PAID' as const,
        type: one.type,
        wards: input.wardIds,
        councils: councilsOf(input.wardIds),
      };
      open.push({ ...item, prices: own.map(({ variant }) => ({ unit: variant.unit, pence: variant.pence })) });
      agreed.push({
        ...item,
        prices: own.map((variant) => ({ unit: variant.variant.unit, pence: priceOf(one.type, variant) })),
      });
    }
    const group = await house.communityGroup();
    for (const listing of content.listings) {
      const wardId = wardIds[listing.ward] ?? '';
      const id = await house.catalogue.saveCommunityListing(group, {
        title: 'Tea',
        description: 'Tea.',
        supportTypeSlug: listing.type,
        wardId,
        placeName: 'Hall',
        postcodeDistrict: 'NO1',
        costPence: listing.pence,
        contactPhone: '1',
      });
      const council = house.north.wardIds.includes(wardId) ? house.north : house.south;
      await house.catalogue.moderateListing(house.officer(council), { id, publish: true, reason: null });
      const item: Item = {
        id,
        kind: 'COMMUNITY',
        type: listing.type,
        wards: [wardId],
        councils: [council.key],
        prices: [{ unit: null, pence: listing.pence }],
      };
      open.push(item);
      agreed.push(item);
    }
    return { open, agreed };
  }

  it('are what counting one by one gives, under every combination of the other filters, at the price the reader pays', async () => {
    let searches = 0;
    await fc.assert(
      fc.asyncProperty(
        catalogueArbitrary,
        fc.array(filterArbitrary, { minLength: 40, maxLength: 40 }),
        async (content, filters) => {
          const { open, agreed } = await load(content);
          for (const filter of filters) {
            searches += 1;
            const counting = new Counting(filter.funded ? agreed : open, filter, wardIds);
            const input: SearchInput = {
              supportTypes: filter.types,
              wardIds: filter.wards?.map((place) => wardIds[place] ?? NIL_ID) ?? null,
              unit: filter.unit,
              minimumPricePence: filter.least,
              maximumPricePence: filter.most,
              kinds: filter.kinds,
              councilKey: filter.council,
              first: 100,
            };
            const answer = await house.search(input, filter.funded ? holder : null);
            expect(answer.hits.map((hit) => hit.id).sort()).toEqual(counting.found().sort());
            expect(answer.totalCount).toBe(counting.found().length);
            const councilWards =
              filter.council === null
                ? wardIds
                : filter.council === 'northam'
                  ? house.north.wardIds
                  : house.south.wardIds;
            const facets: [string, readonly FacetValue[]][] = Object.entries(answer.facets ?? {});
            expect(Object.fromEntries(facets.map(([name, values]) => [name, asCounts(values)]))).toEqual(
              counting.facets(councilWards),
            );
          }
        },
      ),
      { numRuns: 12 },
    );
    expect(searches).toBeGreaterThanOrEqual(480);
  });
});
