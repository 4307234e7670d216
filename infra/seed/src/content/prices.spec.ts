import { describe, expect, it } from '@jest/globals';
import {
  ANY_PROVIDER,
  councilPrice,
  providers,
  rateCards,
  services,
  variants,
  type Service,
  type Unit,
  type Variant,
} from './index.js';

const serviceById = new Map(services.map((one) => [one.id, one]));
const providerByKey = new Map(providers.map((one) => [one.key, one]));

function serviceOf(variant: Variant): Service {
  const found = serviceById.get(variant.serviceId);
  if (!found) throw new Error('A variant without a service');
  return found;
}

function outside(slug: string, unit: Unit, least: bigint, most: bigint, ratio = '1:1'): readonly string[] {
  return variants
    .filter((one) => one.unit === unit && one.ratio === ratio && serviceOf(one).supportTypeSlug === slug)
    .filter((one) => providerByKey.get(serviceOf(one).providerKey)?.kind !== 'personal-assistant')
    .filter((one) => one.publicUnitPricePence < least || one.publicUnitPricePence > most)
    .map((one) => `${serviceOf(one).name}, ${one.name}: ${String(one.publicUnitPricePence)}`);
}

describe('public prices', () => {
  it.each<readonly [string, Unit, bigint, bigint]>([
    ['personal-care', 'hour', 2400n, 3400n],
    ['dementia-support', 'hour', 2400n, 3400n],
    ['cleaning', 'hour', 1600n, 2200n],
    ['gardening', 'hour', 2000n, 3000n],
    ['night-support', 'night-asleep', 11000n, 15000n],
    ['night-support', 'night-awake', 19000n, 26000n],
    ['live-in-care', 'week', 115000n, 160000n],
    ['gym-membership', 'month', 2400n, 4500n],
    ['day-opportunities', 'day', 4500n, 9000n],
    ['day-opportunities', 'session', 4500n, 9000n],
    ['befriending', 'hour', 1400n, 1900n],
  ])('%s by the %s costs from %s to %s pence', (slug, unit, least, most) => {
    expect(outside(slug, unit, least, most)).toEqual([]);
    expect(outside(slug, unit, least, most, 'group')).toEqual([]);
  });

  it('of personal assistants are from £13.50 to £18 an hour', () => {
    const assistants = variants.filter(
      (one) => providerByKey.get(serviceOf(one).providerKey)?.kind === 'personal-assistant',
    );
    expect(assistants.filter((one) => one.publicUnitPricePence < 1350n || one.publicUnitPricePence > 1800n)).toEqual(
      [],
    );
  });

  it('are above zero, and dearer for two workers', () => {
    expect(variants.filter((one) => one.publicUnitPricePence <= 0n)).toEqual([]);
    const care = (ratio: string): readonly bigint[] =>
      variants
        .filter(
          (one) => one.ratio === ratio && one.unit === 'hour' && serviceOf(one).supportTypeSlug === 'personal-care',
        )
        .map((one) => one.publicUnitPricePence);
    expect(care('2:1').every((double) => care('1:1').every((single) => double > single))).toBe(true);
  });

  it('name one variant for one way of buying within a service', () => {
    const keys = variants.map((one) => [one.serviceId, one.unit, one.dayType, one.timeBand, one.ratio].join('|'));
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  it('carry the VAT treatment of the supplier', () => {
    const treatments = (status: string): readonly string[] => [
      ...new Set(
        variants
          .filter((one) => providerByKey.get(serviceOf(one).providerKey)?.vatStatus === status)
          .map((one) => one.vatTreatment),
      ),
    ];
    expect(treatments('not-registered')).toEqual(['outside-scope']);
    expect(treatments('exempt-welfare')).toEqual(['exempt']);
    expect(treatments('registered')).not.toContain('outside-scope');
  });

  it('have quantities of at most four decimal places', () => {
    const quantity = /^\d+(\.\d{1,4})?$/;
    expect(
      variants.filter((one) => !quantity.test(one.minimumQuantity) || !quantity.test(one.typicalQuantity)),
    ).toEqual([]);
  });
});

describe('agreed prices', () => {
  it('put a weekday hour of home care at about £24.10', () => {
    const hours = variants.filter(
      (one) =>
        serviceOf(one).supportTypeSlug === 'personal-care' &&
        one.unit === 'hour' &&
        one.dayType === 'weekday' &&
        one.ratio === '1:1',
    );
    const agreed = rateCards
      .filter((card) => card.version === 2 && card.providerKey !== ANY_PROVIDER)
      .flatMap((card) => card.items)
      .filter((item) => hours.some((one) => one.id === item.variantId))
      .map((item) => item.unitPricePence);
    expect(agreed.length).toBeGreaterThan(10);
    expect(agreed.filter((pence) => pence < 2360n || pence > 2460n)).toEqual([]);
  });

  it('are below the public price wherever they are fixed', () => {
    const publicPrice = new Map(variants.map((one) => [one.id, one.publicUnitPricePence]));
    const fixed = rateCards.flatMap((card) => card.items).filter((item) => item.kind === 'fixed');
    expect(
      fixed.filter((item) => item.variantId === null || item.unitPricePence >= (publicPrice.get(item.variantId) ?? 0n)),
    ).toEqual([]);
  });

  it('rose by about 4 % between the two versions', () => {
    const previous = new Map(
      rateCards
        .filter((card) => card.version === 1)
        .flatMap((card) =>
          card.items.map(
            (item) =>
              [`${card.councilKey}/${card.providerKey}/${item.variantId ?? item.supportTypeSlug}`, item] as const,
          ),
        ),
    );
    const wrong = rateCards
      .filter((card) => card.version === 2)
      .flatMap((card) =>
        card.items.map((item) => ({
          item,
          before: previous.get(`${card.councilKey}/${card.providerKey}/${item.variantId ?? item.supportTypeSlug}`),
        })),
      )
      .filter(({ item, before }) => {
        if (before?.kind !== item.kind) return true;
        if (item.kind !== 'fixed') return before.unitPricePence > item.unitPricePence;
        const rise = item.unitPricePence * 1000n - before.unitPricePence * 1040n;
        return rise > 1040n || rise < -1040n;
      });
    expect(wrong).toEqual([]);
  });

  it('never name the same thing twice on one card', () => {
    for (const card of rateCards) {
      const subjects = card.items.map((item) => item.variantId ?? item.supportTypeSlug);
      expect(new Set(subjects).size).toBe(subjects.length);
    }
  });

  it('are agreed with about half of the registered providers or more, and with some others', () => {
    const carded = new Set(rateCards.map((card) => card.providerKey));
    const registered = providers.filter((one) => one.cqcLocationId !== null);
    expect(registered.filter((one) => carded.has(one.key)).length * 2).toBeGreaterThanOrEqual(registered.length);
    expect(providers.some((one) => one.cqcLocationId !== null && !carded.has(one.key))).toBe(true);
  });

  it('show each outcome of the price rule somewhere', () => {
    const seen = variants.map((one) => councilPrice('marlbridge', one.id, 2));
    expect(seen.some((price) => price.onCard && price.wholeFromBudget)).toBe(true);
    expect(seen.some((price) => price.onCard && !price.wholeFromBudget)).toBe(true);
    expect(seen.some((price) => !price.onCard)).toBe(true);
  });
});
