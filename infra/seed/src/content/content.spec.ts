import { describe, expect, it } from '@jest/globals';
import {
  addressIn,
  brokerage,
  brokeredNames,
  communityListings,
  communityOrganisations,
  councilPolicies,
  councils,
  demoId,
  demoPeople,
  mandates,
  people,
  providers,
  rateCardDates,
  rateCards,
  ratingTexts,
  representatives,
  searchSynonyms,
  services,
  supportTypes,
  unbrokeredName,
  variants,
} from './index.js';
import { ownDescriptions } from './rows/service-descriptions.js';
import { serviceWords } from './rows/service-words.js';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

function duplicatesOf(values: readonly string[]): readonly string[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}

const slugs = new Set(supportTypes.map((type) => type.slug));
const wardCodes = new Set(councils.flatMap((council) => council.wards.map((ward) => ward.code)));
const outcodes = new Set(councils.flatMap((council) => council.postcodeDistricts.map((district) => district.outcode)));

describe('how much there is', () => {
  it('fills both councils as the demo promises', () => {
    const serving = (key: string): number =>
      providers.filter((one) => one.councilKeys.some((council) => council === key)).length;
    expect(councils.map((council) => council.wards.length)).toEqual([12, 5]);
    expect(supportTypes.length).toBeGreaterThanOrEqual(40);
    expect(providers.length).toBeGreaterThanOrEqual(62);
    expect(serving('marlbridge')).toBeGreaterThanOrEqual(45);
    expect(serving('oakhaven')).toBeGreaterThanOrEqual(12);
    expect(services.length).toBeGreaterThanOrEqual(310);
    expect(variants.length).toBeGreaterThanOrEqual(930);
    expect(communityListings.length).toBeGreaterThanOrEqual(84);
    expect(people).toHaveLength(120);
    expect(ratingTexts.length).toBeGreaterThanOrEqual(60);
    expect(searchSynonyms.length).toBeGreaterThanOrEqual(300);
  });

  it('has providers of every kind and size', () => {
    expect(new Set(providers.map((one) => one.kind))).toEqual(
      new Set(['company', 'charity', 'micro', 'personal-assistant', 'council-run']),
    );
  });

  it('lets every provider with several workers say how many visits it can make at once', () => {
    const worksAlone = (kind: string): boolean => ['micro', 'personal-assistant'].includes(kind);
    expect(providers.filter((one) => (one.visitsAtOnce === null) !== worksAlone(one.kind))).toEqual([]);
    const said = providers.flatMap(({ visitsAtOnce }) => visitsAtOnce ?? []);
    expect(Math.min(...said)).toBeGreaterThanOrEqual(6);
    expect(Math.max(...said)).toBeLessThanOrEqual(120);
  });

  it('offers something of every support type', () => {
    const offered = new Set(services.map((one) => one.supportTypeSlug));
    expect([...slugs].filter((slug) => !offered.has(slug))).toEqual([]);
    expect([...slugs].filter((slug) => !(slug in serviceWords))).toEqual([]);
  });
});

describe('ids and names', () => {
  it('are unique and the same every time', () => {
    const ids = [
      councils.map((one) => one.id),
      providers.map((one) => one.id),
      providers.map((one) => one.staffId),
      services.map((one) => one.id),
      variants.map((one) => one.id),
      rateCards.map((one) => one.id),
      communityListings.map((one) => one.id),
      communityOrganisations.map((one) => one.id),
      [brokerage.id],
      people.map((one) => one.id),
      representatives.map((one) => one.personId),
      mandates.map((one) => one.id),
    ].flat();
    expect(ids.filter((id) => !uuid.test(id))).toEqual([]);
    expect(duplicatesOf(ids)).toEqual([]);
    expect(demoId('person', 'marlbridge/Maureen Blackwood')).toBe(people[0]?.id);
  });

  it('never repeat a description', () => {
    expect(duplicatesOf(providers.map((one) => one.description))).toEqual([]);
    expect(duplicatesOf(services.map((one) => one.description))).toEqual([]);
    expect(duplicatesOf(services.map((one) => one.summary))).toEqual([]);
    expect(duplicatesOf(people.map((one) => one.outcomes))).toEqual([]);
    expect(duplicatesOf(communityListings.map((one) => one.description))).toEqual([]);
    expect(duplicatesOf(people.map((one) => one.name))).toEqual([]);
    expect(duplicatesOf(providers.map((one) => one.name))).toEqual([]);
    expect(duplicatesOf(supportTypes.map((one) => one.slug))).toEqual([]);
    expect(duplicatesOf(searchSynonyms.map((one) => one.words))).toEqual([]);
    expect(duplicatesOf(ratingTexts.map((one) => one.text))).toEqual([]);
  });

  it('use every description written for one service', () => {
    const written = new Set(services.map((one) => `${one.providerKey}/${one.name}`));
    expect(Object.keys(ownDescriptions).filter((key) => !written.has(key))).toEqual([]);
  });

  it('describe a service in two to five sentences', () => {
    const sentences = (text: string): number => text.split(/[.?!](?:\s|$)/).filter((part) => part !== '').length;
    expect(services.filter((one) => sentences(one.description) < 2 || sentences(one.description) > 5)).toEqual([]);
    expect(services.filter((one) => sentences(one.summary) !== 1)).toEqual([]);
    expect(providers.filter((one) => sentences(one.description) < 3)).toEqual([]);
  });

  it('lets somebody who works alone speak for themselves', () => {
    const alone = new Set(providers.filter((one) => one.kind === 'personal-assistant').map((one) => one.key));
    const plural = services.filter((one) => alone.has(one.providerKey) && /\b(we|our|us)\b/i.test(one.description));
    expect(plural.map((one) => one.description)).toEqual([]);
  });
});

describe('what points at what', () => {
  it('joins up', () => {
    const providerKeys = new Set(providers.map((one) => one.key));
    const serviceIds = new Set(services.map((one) => one.id));
    const variantIds = new Set(variants.map((one) => one.id));
    expect(services.filter((one) => !providerKeys.has(one.providerKey) || !slugs.has(one.supportTypeSlug))).toEqual([]);
    expect(variants.filter((one) => !serviceIds.has(one.serviceId))).toEqual([]);
    expect([...serviceIds].filter((id) => !variants.some((one) => one.serviceId === id))).toEqual([]);
    expect(services.flatMap((one) => one.wardCodes).filter((code) => !wardCodes.has(code))).toEqual([]);
    expect(providers.filter((one) => !outcodes.has(one.postcodeDistrict))).toEqual([]);
    expect(searchSynonyms.filter((one) => !slugs.has(one.supportTypeSlug))).toEqual([]);
    expect(
      communityListings.filter((one) => !slugs.has(one.supportTypeSlug) && one.supportTypeSlug !== 'community'),
    ).toEqual([]);
    const cardItems = rateCards.flatMap((card) => card.items);
    expect(cardItems.filter((item) => item.variantId !== null && !variantIds.has(item.variantId))).toEqual([]);
    expect(cardItems.filter((item) => item.supportTypeSlug !== null && !slugs.has(item.supportTypeSlug))).toEqual([]);
  });

  it('asks for registration where the law does', () => {
    const registered = new Map(providers.map((one) => [one.key, one.cqcLocationId !== null]));
    const always = [
      'personal-care',
      'medicines-help',
      'live-in-care',
      'end-of-life-care',
      'getting-back-on-your-feet',
      'night-support',
    ];
    expect(services.filter((one) => one.regulatedActivity && !registered.get(one.providerKey))).toEqual([]);
    expect(services.filter((one) => always.includes(one.supportTypeSlug) && !one.regulatedActivity)).toEqual([]);
    expect(providers.filter((one) => one.cqcRating !== null && one.cqcLocationId === null)).toEqual([]);
  });

  it('shows no home: one-person businesses stand at the middle of their district', () => {
    const districts = councils.flatMap((one) => one.postcodeDistricts);
    const centred = (one: (typeof providers)[number]): boolean =>
      districts.some(
        (district) =>
          district.outcode === one.postcodeDistrict &&
          district.latitude === one.latitude &&
          district.longitude === one.longitude,
      );
    expect(
      providers.filter((one) => (one.kind === 'micro' || one.kind === 'personal-assistant') && !centred(one)),
    ).toEqual([]);
  });

  it('uses only telephone numbers and addresses that belong to nobody', () => {
    const contacts = [...providers, ...communityListings, ...councils, brokerage];
    expect(
      contacts.filter((one) => !/^01632 960\d{3}$/.test(one.phone) || !/^[a-z]+@[a-z0-9-]+\.example$/.test(one.email)),
    ).toEqual([]);
    expect(duplicatesOf(providers.map((one) => one.phone))).toEqual([]);
  });

  it('knows where everybody lives: in their own ward, and the same every time', () => {
    const homes = people.map((one) => addressIn(one.councilKey, one.postcodeDistrict, one.id));
    expect(homes).toEqual(people.map((one) => addressIn(one.councilKey, one.postcodeDistrict, one.id)));
    const wardOf = (code: string) =>
      councils.flatMap(({ wards }) => wards).find((ward) => ward.code === code)?.name ?? '';
    homes.forEach(({ lines, postcode }, index) => {
      expect(lines.at(-2)).toBe(wardOf(people[index]?.wardCode ?? ''));
      expect(postcode).toMatch(/^(MB|OH)\d{1,2} [1-4][A-Z]{2}$/);
      expect(postcode.split(' ')[0]).toBe(people[index]?.postcodeDistrict);
      expect(lines.filter((line) => line.length > 40)).toEqual([]);
    });
    expect(new Set(homes.map(({ lines }) => lines.join())).size).toBe(people.length);
  });
});

describe('sign-ins and mandates', () => {
  it('keeps the names that others rely on', () => {
    const marlbridge = [
      'holder',
      'representative',
      'broker',
      'selffunder',
      'provider',
      'micro',
      'community',
      'caremanager',
    ];
    const officers = ['approver', 'finance', 'finance2', 'commissioner', 'moderator', 'operator'];
    expect(demoPeople.map((one) => one.email)).toEqual([
      ...[...marlbridge, ...officers].map((name) => `${name}@marlbridge.example`),
      ...['holder', 'finance', 'commissioner'].map((name) => `${name}@oakhaven.example`),
    ]);
    expect(duplicatesOf(demoPeople.map((one) => one.personId))).toEqual([]);
  });

  it('gives the broker fourteen people of one council, and not the one who refused', () => {
    const brokered = mandates.filter((one) => one.organisationId === brokerage.id && (one.endsInDays ?? 1) > 0);
    const refused = people.find((one) => one.name === unbrokeredName);
    expect(brokered).toHaveLength(brokeredNames.length);
    expect(brokered.map((one) => one.personId)).not.toContain(refused?.id);
    expect(
      brokered.filter((one) => people.find((person) => person.id === one.personId)?.councilKey !== 'marlbridge'),
    ).toEqual([]);
  });

  it('names one actor for each mandate', () => {
    expect(mandates.filter((one) => (one.actorPersonId === null) === (one.organisationId === null))).toEqual([]);
    expect(mandates.filter((one) => !people.some((person) => person.id === one.personId))).toEqual([]);
  });

  it('gives everybody whose relative holds the money a mandate for that relative', () => {
    const held = people.filter((one) => one.holdingRoute === 'representative');
    expect(
      held.filter((one) => !mandates.some((mandate) => mandate.personId === one.id && mandate.actorPersonId !== null)),
    ).toEqual([]);
  });
});

describe('dates', () => {
  it.each([
    ['2026-04-01', '2026-04-01', '2025-04-01'],
    ['2026-03-31', '2025-04-01', '2024-04-01'],
    ['2026-12-31', '2026-04-01', '2025-04-01'],
  ])('loaded on %s, the current card runs from %s and the one before from %s', (anchor, current, before) => {
    expect(rateCardDates(anchor)).toEqual({
      version1: { validFrom: before, validTo: current },
      version2: { validFrom: current, validTo: null },
    });
  });

  it('has a policy for this financial year and the last at each council', () => {
    expect(councilPolicies.map((one) => `${one.councilKey} ${String(one.financialYearOffset)}`)).toEqual([
      'marlbridge -1',
      'marlbridge 0',
      'oakhaven -1',
      'oakhaven 0',
    ]);
  });
});
