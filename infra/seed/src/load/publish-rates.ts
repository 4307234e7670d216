import type { RateItemInput } from '@owncourse/rates/contract';
import { addDays, atOnce } from '@owncourse/kernel/contract';
import {
  ANY_PROVIDER,
  councils,
  type CouncilKey,
  providers,
  type RateCard,
  rateCards,
  type Unit,
} from '../content/index.js';
import { things, thingOf } from './bought-things.js';
import { officerOf } from './council-staff.js';
import { unitName } from './fill-catalogue.js';
import { act, type Story } from './story.js';

/** Units in which a support type is sold by providers that have neither their own card nor their own rate on this one. */
function unitsOf(card: RateCard, supportTypeSlug: string, kind: string): readonly Unit[] {
  if (kind === 'quote') return ['item'];
  const named = new Set(card.items.map((item) => item.variantId));
  const carded = new Set(rateCards.filter((one) => one.councilKey === card.councilKey).map((one) => one.providerKey));
  const units = things
    .filter(
      ({ service, provider }) =>
        service.supportTypeSlug === supportTypeSlug && provider.councilKeys.includes(card.councilKey),
    )
    .filter(({ provider, variant }) => !carded.has(provider.key) && !named.has(variant.id))
    .map(({ variant }) => variant.unit);
  return [...new Set(units)];
}

function itemsOf(card: RateCard): readonly RateItemInput[] {
  return card.items.flatMap((item): RateItemInput[] => {
    const price = { kind: item.kind.toUpperCase() as RateItemInput['kind'], unitPricePence: item.unitPricePence };
    if (item.variantId !== null) {
      return [{ ...price, variantId: item.variantId, unit: unitName(thingOf(item.variantId).variant.unit) }];
    }
    return unitsOf(card, item.supportTypeSlug, item.kind).map((unit) => ({
      ...price,
      supportTypeSlug: item.supportTypeSlug,
      unit: unitName(unit),
    }));
  });
}

/** All cards of one version, each council's by its finance officer. The first holds from the founding on. */
export async function publishRates(story: Story, version: 1 | 2, day: string): Promise<void> {
  const { ports, days } = story;
  const cards = rateCards.filter((card) => card.version === version);
  await atOnce(cards, async (card) => {
    const deed = {
      label: `rates/${card.councilKey}/${card.providerKey}/${version}`,
      day,
      time: '11:00',
      personId: officerOf(card.councilKey, 'finance').personId,
    };
    const id = await act(story, deed, (actor) =>
      ports.rates.publishRateCard(actor, {
        councilId: idOf(card.councilKey),
        providerId: card.providerKey === ANY_PROVIDER ? null : providerId(card.providerKey),
        version,
        validFrom: version === 1 ? days.founding : days.newYear,
        validBefore: null,
        bankHolidayMultiplier: card.bankHolidayMultiplier,
        cancellationNoticeHours: card.cancellationNoticeHours,
        cancellationPercent: String(card.cancellationPercent),
        items: itemsOf(card),
      }),
    );
    story.cardIds.set(`${card.councilKey}/${card.providerKey}`, id);
  });
}

/** Next year's rates are known this many days before they count. */
const PUBLISHED_AHEAD_DAYS = 35;

export function newRatesDay(story: Story): string {
  return addDays(story.days.newYear, -PUBLISHED_AHEAD_DAYS);
}

function idOf(key: CouncilKey): string {
  return councils.find((one) => one.key === key)?.id ?? '';
}

function providerId(key: string): string {
  return providers.find((one) => one.key === key)?.id ?? '';
}
