import { addDays, formatPounds, londonDate, londonInstant } from '@owncourse/kernel/contract';
import type { FeedObject } from '../contract/open-referral.port.js';
import type { PriceUnitName, ProviderKindName } from '../contract/words.js';
import { datesBetween, listingWhenInWords, type Schedule } from './listing-times.js';
import { taxonomyOf, termObject, type TermRow } from './open-referral-taxonomies.js';

export interface FeedSchedule {
  readonly id: string;
  readonly freq: 'WEEKLY' | 'MONTHLY';
  readonly byday: string;
  /** Null for a service: it goes on all year. */
  readonly firstOn: string | null;
  readonly opensAt: string | null;
  readonly closesAt: string | null;
  readonly durationMinutes: number | null;
  /** The store's hours, not those of a price. */
  readonly isOpening: boolean;
}

/** A public service or a community listing with all that the feed tells of it. */
export interface FeedEntry {
  readonly id: string;
  readonly kind: 'SERVICE' | 'LISTING';
  readonly serviceAtLocationId: string;
  readonly changedAt: Date;
  readonly name: string;
  readonly summary: string | null;
  readonly description: string;
  readonly minimumAge: number | null;
  readonly maximumAge: number | null;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly organisationDescription: string | null;
  /** Null for a listing's group. */
  readonly providerKind: ProviderKindName | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly website: string | null;
  readonly cqcLocationId: string | null;
  readonly cqcRating: string | null;
  readonly assuredOn: string | null;
  readonly locationId: string;
  readonly placeName: string;
  readonly wardName: string;
  readonly outcode: string;
  readonly councilName: string | null;
  readonly latitude: number;
  readonly longitude: number;
  readonly accessNotes: string | null;
  /** Public prices in pence; without a name and unit for a listing. */
  readonly prices: readonly {
    readonly id: string;
    readonly name: string | null;
    readonly unit: PriceUnitName | null;
    readonly pence: string;
  }[];
  readonly areas: readonly { readonly id: string; readonly name: string; readonly code: string }[];
  readonly schedules: readonly FeedSchedule[];
  readonly terms: readonly (TermRow & { readonly id: string })[];
  readonly contactId: string;
  readonly addressId: string;
  readonly accessibilityId: string;
  readonly identifierId: string;
  readonly areaId: string;
}

const UNIT_WORDS: Readonly<Record<PriceUnitName, string>> = {
  HOUR: 'an hour',
  VISIT15: 'a visit of 15 minutes',
  VISIT30: 'a visit of 30 minutes',
  VISIT45: 'a visit of 45 minutes',
  VISIT60: 'a visit of an hour',
  NIGHT_ASLEEP: 'a night, asleep',
  NIGHT_AWAKE: 'a night, awake',
  DAY: 'a day',
  SESSION: 'a session',
  WEEK: 'a week',
  MONTH: 'a month',
  YEAR: 'a year',
  MILE: 'a mile',
  ITEM: 'each',
};

/** The standard leaves out what is not there, instead of null and "". */
function present(fields: FeedObject): FeedObject {
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) =>
        value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0),
    ),
  );
}

/** A personal assistant is a person: the feed tells what they do and leads to their page, and leaves name and numbers there. */
function isPerson(entry: FeedEntry): boolean {
  return entry.providerKind === 'PERSONAL_ASSISTANT';
}

function worksAlone(entry: FeedEntry): boolean {
  return isPerson(entry) || entry.providerKind === 'MICRO';
}

function organisationName(entry: FeedEntry): string {
  return isPerson(entry) ? `Personal assistant, ${entry.wardName}` : entry.organisationName;
}

function organisationOf(entry: FeedEntry, site: string): FeedObject {
  const isGroup = entry.kind === 'LISTING';
  const description = isPerson(entry)
    ? 'Works alone, for people who choose their own support. Name and numbers are on the page.'
    : entry.organisationDescription;
  return present({
    id: entry.organisationId,
    name: organisationName(entry),
    description: description ?? `A community group in the area of ${entry.councilName ?? entry.wardName}.`,
    email: isPerson(entry) ? null : entry.email,
    website: isPerson(entry) ? null : entry.website,
    uri: isGroup ? null : `${site}/providers/${entry.organisationId}`,
  });
}

function nestedOrganisationOf(entry: FeedEntry, site: string): FeedObject {
  const identifiers =
    entry.cqcLocationId === null || isPerson(entry)
      ? []
      : [
          {
            id: entry.identifierId,
            organization_id: entry.organisationId,
            identifier_type: 'CQC location ID',
            identifier: entry.cqcLocationId,
          },
        ];
  return { ...organisationOf(entry, site), ...present({ organization_identifiers: identifiers }) };
}

function pounds(pence: string): number {
  const whole = pence.padStart(3, '0');
  // A JSON number with two decimals, read from its digits.
  return Number(`${whole.slice(0, -2)}.${whole.slice(-2)}`);
}

function feesOf(entry: FeedEntry): string | null {
  const words = entry.prices.map(({ name, unit, pence }) => {
    const price = pence === '0' ? 'Free' : formatPounds(BigInt(pence));
    return name === null || unit === null ? price : `${name}: ${price} ${UNIT_WORDS[unit]}`;
  });
  return words.length === 0 ? null : words.join('. ');
}

/** An assistant may have written their whole name into their own words; the first is enough. */
function inFeedWords(entry: FeedEntry, text: string): string {
  const wholeName = entry.organisationName.split(',')[0]?.trim() ?? '';
  if (!isPerson(entry) || wholeName === '') return text;
  return text.replaceAll(wholeName, wholeName.split(/\s+/)[0] ?? '');
}

function describe(entry: FeedEntry): string {
  const words = entry.summary === null ? entry.description : `${entry.summary}\n\n${entry.description}`;
  return inFeedWords(entry, words);
}

/** What a service has once; lists tell no more. */
export function serviceFacts(entry: FeedEntry, site: string): FeedObject {
  return present({
    id: entry.id,
    organization_id: entry.organisationId,
    name: inFeedWords(entry, entry.name),
    description: describe(entry),
    url: `${site}/${entry.kind === 'SERVICE' ? 'services' : 'community'}/${entry.id}`,
    email: isPerson(entry) ? null : entry.email,
    status: 'active',
    fees: feesOf(entry),
    accreditations: entry.cqcRating === null ? null : `Care Quality Commission: ${entry.cqcRating}`,
    minimum_age: entry.minimumAge,
    maximum_age: entry.maximumAge,
    assured_date: entry.assuredOn,
    last_modified: entry.changedAt.toISOString(),
  });
}

const FAR_ENOUGH_DAYS = 70;

/** The first day on which it really happens: a rule holds from the day it was written down. */
function firstDay(schedule: Schedule, firstOn: string): string | null {
  const from = new Date(londonInstant(firstOn, '00:00').getTime() - 1);
  const [first] = datesBetween(schedule, from, addDays(firstOn, FAR_ENOUGH_DAYS), 1);
  return first ? londonDate(first) : null;
}

function scheduleObject(entry: FeedEntry, row: FeedSchedule): FeedObject {
  const { firstOn, opensAt, closesAt, durationMinutes } = row;
  const event: Schedule | null =
    firstOn === null || opensAt === null || durationMinutes === null
      ? null
      : { recurrence: `FREQ=${row.freq};BYDAY=${row.byday}`, firstOn, startTime: opensAt, durationMinutes };
  return present({
    id: row.id,
    service_id: entry.id,
    dtstart: event && firstOn && firstDay(event, firstOn),
    freq: row.freq,
    interval: 1,
    byday: row.byday,
    description: event
      ? listingWhenInWords(event)
      : opensAt && closesAt
        ? row.isOpening
          ? `Open from ${opensAt.slice(0, 5)} to ${closesAt.slice(0, 5)}.`
          : `Visits can start from ${opensAt.slice(0, 5)} to ${closesAt.slice(0, 5)}.`
        : 'At a time that you agree.',
    opens_at: opensAt,
    closes_at: closesAt,
  });
}

function areaObjects(entry: FeedEntry): readonly FeedObject[] {
  if (entry.kind === 'LISTING')
    return entry.councilName === null
      ? []
      : [{ id: entry.areaId, service_id: entry.id, name: entry.councilName, service_area: entry.councilName }];
  return entry.areas.map(({ id, name, code }) => ({
    id,
    service_id: entry.id,
    name,
    service_area: name,
    ...(/^[EWSN]\d{8}$/.test(code) ? { uri: `http://statistics.data.gov.uk/id/statistical-geography/${code}` } : {}),
  }));
}

function attributeObjects(entry: FeedEntry): readonly FeedObject[] {
  return entry.terms.map((term) => ({
    id: term.id,
    link_id: entry.id,
    taxonomy_term_id: term.termId,
    link_type: taxonomyOf(term.taxonomy).linkType,
    taxonomy_term: termObject(term),
  }));
}

/** What a service has many of. Its profile has no place for a language's name or a phone: attributes and the contact carry them. */
function serviceParts(entry: FeedEntry, site: string): FeedObject {
  return present({
    schedules: entry.schedules.map((row) => scheduleObject(entry, row)),
    service_areas: areaObjects(entry),
    languages: entry.terms
      .filter(({ taxonomy }) => taxonomy === 'language')
      .map(({ id }) => ({ id, service_id: entry.id })),
    organization: nestedOrganisationOf(entry, site),
    cost_options: entry.prices.map(({ id, name, unit, pence }) =>
      present({
        id,
        service_id: entry.id,
        option: name ?? (pence === '0' ? 'Free' : 'Each time'),
        amount: pounds(pence),
        amount_description: unit && UNIT_WORDS[unit],
      }),
    ),
    contacts:
      isPerson(entry) || entry.phone === null
        ? []
        : [
            {
              id: entry.contactId,
              service_id: entry.id,
              name: entry.organisationName,
              title: `Telephone ${entry.phone}`,
            },
          ],
    attributes: attributeObjects(entry),
  });
}

/** Where it is. Whoever works alone stands in the middle of a postcode district, and nobody's house is known here. */
function locationFacts(entry: FeedEntry): FeedObject {
  const alone = worksAlone(entry);
  return present({
    id: entry.locationId,
    location_type: 'physical',
    name: alone ? `${entry.wardName} (${entry.outcode})` : entry.placeName,
    description: alone
      ? 'Comes to people in this area. The point is the middle of the postcode district, nobody’s address.'
      : `${entry.wardName}, ${entry.outcode}`,
    latitude: entry.latitude,
    longitude: entry.longitude,
  });
}

/** With the address of a hall or a library as far as a group told it; providers have none in the catalogue. */
function locationObject(entry: FeedEntry): FeedObject {
  if (entry.kind === 'SERVICE') return locationFacts(entry);
  const address = {
    id: entry.addressId,
    location_id: entry.locationId,
    address_1: entry.placeName,
    city: entry.wardName,
    state_province: entry.councilName ?? entry.wardName,
    postal_code: entry.outcode,
    country: 'GB',
    address_type: 'physical',
  };
  const accessibility = {
    id: entry.accessibilityId,
    location_id: entry.locationId,
    description: entry.accessNotes,
    accessibility: entry.accessNotes,
  };
  return present({
    ...locationFacts(entry),
    addresses: [address],
    accessibility: entry.accessNotes ? [accessibility] : [],
  });
}

export function listedService(entry: FeedEntry, site: string): FeedObject {
  return { ...serviceFacts(entry, site), organization: organisationOf(entry, site) };
}

export function wholeService(entry: FeedEntry, site: string): FeedObject {
  const place = {
    id: entry.serviceAtLocationId,
    service_id: entry.id,
    location_id: entry.locationId,
    location: locationObject(entry),
  };
  return { ...serviceFacts(entry, site), ...serviceParts(entry, site), service_at_locations: [place] };
}

export function listedPlace(entry: FeedEntry, site: string): FeedObject {
  return {
    id: entry.serviceAtLocationId,
    service_id: entry.id,
    location_id: entry.locationId,
    location: locationFacts(entry),
    service: listedService(entry, site),
  };
}

export function wholePlace(entry: FeedEntry, site: string): FeedObject {
  return {
    ...listedPlace(entry, site),
    location: locationObject(entry),
    service: { ...serviceFacts(entry, site), ...serviceParts(entry, site) },
  };
}
