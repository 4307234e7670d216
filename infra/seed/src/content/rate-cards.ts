import { demoId, percentOfPence, pickNumber } from './deterministic.js';
import { providerRowOf } from './provider-rows.js';
import { providerOf, providers } from './providers.js';
import { regulatedSlugs, services } from './services.js';
import type { CouncilKey, Provider, RateCard, RateCardItem, Unit, Variant } from './types.js';
import { variants } from './variants.js';

/** The provider key of a card that speaks for every provider. */
export const ANY_PROVIDER = 'ANY';

type TypeRate = readonly [supportTypeSlug: string, kind: 'fixed' | 'capped' | 'quote', pence: bigint];

/** The most a council pays for a unit of these, whoever provides it; smaller units cost their public price. */
const marlbridgeTypeRates: readonly TypeRate[] = [
  ['personal-care', 'capped', 2720n],
  ['help-at-home', 'capped', 2200n],
  ['meals', 'capped', 2400n],
  ['medicines-help', 'capped', 1700n],
  ['cleaning', 'capped', 2060n],
  ['gardening', 'capped', 2600n],
  ['shopping', 'capped', 2150n],
  ['dementia-support', 'capped', 2900n],
  ['night-support', 'capped', 21500n],
  ['supported-living', 'capped', 2500n],
  ['personal-assistant', 'capped', 1750n],
  ['getting-out-and-about', 'capped', 2400n],
  ['befriending', 'capped', 1750n],
  ['day-opportunities', 'capped', 6900n],
  ['sport-and-swimming', 'capped', 2700n],
  ['short-breaks', 'capped', 2450n],
  ['carers-support', 'capped', 4800n],
  ['employment', 'capped', 3200n],
  ['talking-and-wellbeing', 'capped', 5100n],
  ['support-planning', 'capped', 3700n],
  ['home-adaptations', 'quote', 0n],
];

const oakhavenTypeRates: readonly TypeRate[] = [
  ['personal-care', 'capped', 2680n],
  ['help-at-home', 'capped', 2200n],
  ['meals', 'capped', 2350n],
  ['cleaning', 'capped', 2050n],
  ['gardening', 'capped', 2600n],
  ['shopping', 'capped', 2100n],
  ['personal-assistant', 'capped', 1750n],
  ['getting-out-and-about', 'capped', 2400n],
  ['befriending', 'capped', 1750n],
  ['day-opportunities', 'capped', 6800n],
  ['sport-and-swimming', 'capped', 2800n],
  ['short-breaks', 'capped', 2400n],
  ['social-trips', 'capped', 5600n],
  ['transport', 'capped', 4500n],
  ['gym-membership', 'capped', 3400n],
  ['learning', 'capped', 3300n],
  ['arts-and-crafts', 'capped', 3500n],
  ['music', 'capped', 3400n],
  ['carers-support', 'capped', 4800n],
  ['talking-and-wellbeing', 'capped', 4800n],
  ['internet-and-tv', 'capped', 4000n],
  ['alarms-and-sensors', 'capped', 4000n],
  ['pet-care', 'capped', 1600n],
  ['home-adaptations', 'quote', 0n],
];

/** Price agreed for an hour of home care is about £24.10 when its usual public price is £27.50. */
const AGREED_PERCENT_OF_USUAL = 88n;
const OTHER_AGREED_PERCENT = 94n;

/** What the card before paid: about 4 % less. */
function yearBefore(pence: bigint): bigint {
  return (pence * 100n + 52n) / 104n;
}

/** The price agreed for a variant in the current year, always below its public price. */
function agreedPrice(variant: Variant, provider: Provider, isRegulated: boolean): bigint {
  const step = variant.publicUnitPricePence < 5_000n ? 1n : 50n;
  if (!isRegulated) return percentOfPence(variant.publicUnitPricePence, OTHER_AGREED_PERCENT, step);
  const percent = BigInt(providerRowOf(provider.key).pricePercent);
  const usual = (variant.publicUnitPricePence * 100n) / percent;
  const negotiated = 990n + BigInt(pickNumber(`agreed/${provider.key}`, 21));
  return percentOfPence((usual * negotiated) / 1000n, AGREED_PERCENT_OF_USUAL, step);
}

const servicesById = new Map(services.map((one) => [one.id, one]));

function itemsFor(provider: Provider, version: 1 | 2): readonly RateCardItem[] {
  return variants.flatMap((variant): readonly RateCardItem[] => {
    const service = servicesById.get(variant.serviceId);
    if (service?.providerKey !== provider.key) return [];
    const current = agreedPrice(variant, provider, regulatedSlugs.includes(service.supportTypeSlug));
    return [
      {
        variantId: variant.id,
        supportTypeSlug: null,
        kind: 'fixed',
        unitPricePence: version === 2 ? current : yearBefore(current),
      },
    ];
  });
}

const largeUnits: readonly Unit[] = ['day', 'week', 'month', 'year', 'item'];

/** Long or larger things, for which a rate spoken about an hour or a visit makes no sense. */
function isOtherScale(variant: Variant, rate: TypeRate): boolean {
  const [, kind, pence] = rate;
  if (kind === 'quote') return variant.unit !== 'item';
  return largeUnits.includes(variant.unit) || variant.publicUnitPricePence * 4n > pence * 5n;
}

/**
 * Rates for a support type whoever provides it, and beside them a rate of its own for each variant
 * on another scale (a day, a year, two workers), which is paid up to its public price.
 */
function anyProviderItems(councilKey: CouncilKey, rates: readonly TypeRate[], version: 1 | 2): readonly RateCardItem[] {
  const forTypes = rates.map(([supportTypeSlug, kind, pence]): RateCardItem => ({
    variantId: null,
    supportTypeSlug,
    kind,
    unitPricePence: version === 2 ? pence : yearBefore(pence),
  }));
  const rateOf = new Map(rates.map((rate) => [rate[0], rate]));
  const forVariants = variants.flatMap((variant): readonly RateCardItem[] => {
    const service = servicesById.get(variant.serviceId);
    const rate = service ? rateOf.get(service.supportTypeSlug) : undefined;
    if (!service || !rate || !isOtherScale(variant, rate)) return [];
    const provider = providerOf(service.providerKey);
    if (!provider.councilKeys.includes(councilKey) || providerRowOf(provider.key).hasRateCard) return [];
    return [
      { variantId: variant.id, supportTypeSlug: null, kind: 'capped', unitPricePence: variant.publicUnitPricePence },
    ];
  });
  return [...forTypes, ...forVariants];
}

interface Terms {
  readonly cancellationNoticeHours: number;
  readonly cancellationPercent: number;
}

const terms: Readonly<Record<CouncilKey, Terms>> = {
  marlbridge: { cancellationNoticeHours: 24, cancellationPercent: 50 },
  oakhaven: { cancellationNoticeHours: 48, cancellationPercent: 100 },
};

function card(councilKey: CouncilKey, providerKey: string, version: 1 | 2, items: readonly RateCardItem[]): RateCard {
  return {
    id: demoId('rate-card', `${councilKey}/${providerKey}/${version}`),
    councilKey,
    providerKey,
    version,
    items,
    bankHolidayMultiplier: '1.5',
    ...terms[councilKey],
  };
}

function cardsOf(councilKey: CouncilKey, rates: readonly TypeRate[]): readonly RateCard[] {
  const versions = [1, 2] as const;
  const carded = providers.filter((one) => one.councilKeys.includes(councilKey) && providerRowOf(one.key).hasRateCard);
  return [
    ...versions.map((version) => card(councilKey, ANY_PROVIDER, version, anyProviderItems(councilKey, rates, version))),
    ...carded.flatMap((one) => versions.map((version) => card(councilKey, one.key, version, itemsFor(one, version)))),
  ];
}

export const rateCards: readonly RateCard[] = [
  ...cardsOf('marlbridge', marlbridgeTypeRates),
  ...cardsOf('oakhaven', oakhavenTypeRates),
];

/**
 * First days of the two versions for content loaded on `anchorDate` ('YYYY-MM-DD'): version 2 runs
 * from 1 April of the financial year of that day, version 1 from 1 April a year before until then.
 */
export function rateCardDates(anchorDate: string): {
  readonly version1: { readonly validFrom: string; readonly validTo: string };
  readonly version2: { readonly validFrom: string; readonly validTo: null };
} {
  const match = /^(\d{4})-(\d{2})-\d{2}$/.exec(anchorDate);
  if (!match) throw new Error(`Not a date: ${anchorDate}`);
  const year = Number(match[1]) - (Number(match[2]) < 4 ? 1 : 0);
  return {
    version1: { validFrom: `${year - 1}-04-01`, validTo: `${year}-04-01` },
    version2: { validFrom: `${year}-04-01`, validTo: null },
  };
}
