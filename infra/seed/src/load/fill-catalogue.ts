import type {
  DayTypeName,
  PriceUnitName,
  ProviderKindName,
  SupportTypeInput,
  VatStatusName,
  VatTreatmentName,
} from '@owncourse/catalogue/contract';
import { addDays } from '@owncourse/kernel/contract';
import {
  councils,
  demoId,
  providers,
  searchSynonyms,
  services,
  supportTypes,
  type Unit,
  variants,
} from '../content/index.js';
import { operatorId } from './council-staff.js';
import { act, type Story } from './story.js';

/** One of so many services. */
const STALE_EVERY = 15;

/** 'night-asleep' → 'NIGHT_ASLEEP'. */
function constant(words: string): string {
  return words.toUpperCase().replaceAll('-', '_');
}

export function unitName(unit: Unit): PriceUnitName {
  return constant(unit) as PriceUnitName;
}

export function wardIdOf(code: string): string {
  return demoId('ward', code);
}

const providerIdByKey = new Map(providers.map((provider) => [provider.key, provider.id]));

/** Nobody sells it, so that it is no kind of paid support: chess, a warm room, a bird walk. */
const groupsAndPlaces: SupportTypeInput = {
  slug: 'community',
  name: 'Groups and places to meet',
  description: 'Free or nearly free groups, events and open doors near you, run by neighbours and volunteers.',
  cqcServiceType: null,
  clientLevelDataServiceType: null,
  group: 'out-and-about',
};

/** How many visits each provider with several workers can make at once, in its owner's own words. */
async function sayWhatFits(story: Story): Promise<void> {
  const { ports, days } = story;
  for (const { key, staffId, visitsAtOnce } of providers) {
    if (visitsAtOnce === null) continue;
    const deed = { label: `capacity/${key}`, day: addDays(days.founding, 2), time: '11:00', personId: staffId };
    await act(story, deed, (actor, idempotencyKey) =>
      ports.catalogue.declareCapacity(actor, { visitsAtOnce, idempotencyKey }),
    );
  }
}

/** Terms and places, then providers with what they sell and how much of it they can do at once. */
export async function fillCatalogue(story: Story): Promise<void> {
  const { ports, days } = story;
  const { catalogue } = ports;
  const deed = { label: 'found/catalogue', day: addDays(days.founding, 2), time: '10:00', personId: operatorId() };
  await act(story, deed, async (actor) => {
    await catalogue.importSupportTypes(actor, [...supportTypes, groupsAndPlaces]);
    for (const council of councils) {
      await catalogue.importWards(actor, {
        councilId: council.id,
        councilKey: council.key,
        wards: council.wards.map((ward) => ({ ...ward, id: wardIdOf(ward.code) })),
      });
      await catalogue.importPostcodeDistricts(actor, { councilId: council.id, districts: council.postcodeDistricts });
    }
    await catalogue.importSynonyms(
      actor,
      searchSynonyms.map((one) => ({ phrase: one.words, supportTypeSlug: one.supportTypeSlug })),
    );
    await catalogue.importProviders(
      actor,
      providers.map((one) => ({
        id: one.id,
        name: one.name,
        kind: constant(one.kind) as ProviderKindName,
        description: one.description,
        postcodeDistrict: one.postcodeDistrict,
        latitude: one.latitude,
        longitude: one.longitude,
        phone: one.phone,
        email: one.email,
        website: one.website,
        cqcLocationId: one.cqcLocationId,
        cqcRating: one.cqcRating,
        vatStatus: constant(one.vatStatus) as VatStatusName,
        languages: one.languages,
      })),
    );
    await catalogue.importServices(
      actor,
      services.map((one, index) => ({
        id: one.id,
        providerId: providerIdByKey.get(one.providerKey) ?? '',
        supportTypeSlug: one.supportTypeSlug,
        name: one.name,
        summary: one.summary,
        description: one.description,
        whoFor: one.whoFor,
        languages: one.languages,
        genderOfWorker: one.genderOfWorker,
        accessNeeds: one.accessNeeds,
        regulatedActivity: one.regulatedActivity,
        wardIds: one.wardCodes.map(wardIdOf),
        radiusMiles: one.radiusMiles,
        nextAvailableOn: addDays(days.anchor, one.nextAvailableInDays),
        // Some said it too long ago to count on.
        startSaidOn: addDays(days.anchor, index % STALE_EVERY === 7 ? -45 : -1 - (index % 20)),
        minimumAge: one.minimumAge,
      })),
    );
    await catalogue.importVariants(
      actor,
      variants.map((one) => ({
        ...one,
        unit: unitName(one.unit),
        dayType: constant(one.dayType) as DayTypeName,
        vatTreatment: constant(one.vatTreatment) as VatTreatmentName,
      })),
    );
  });
  await sayWhatFits(story);
}
