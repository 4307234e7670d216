import { type Pence, type Queries, statement } from '@owncourse/kernel/contract';
import type { StartWord } from '../contract/search.port.js';

export interface SupportTypeRow {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly group: string;
}

export interface WardRow {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly councilKey: string;
}

export interface ProviderRow {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly description: string;
  readonly postcodeDistrict: string;
  readonly phone: string;
  readonly email: string;
  readonly website: string | null;
  readonly cqcRating: string | null;
  readonly cqcLocationId: string | null;
  readonly languages: readonly string[];
}

export interface ServiceRow {
  readonly id: string;
  readonly providerId: string;
  readonly supportTypeSlug: string;
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly whoFor: readonly string[];
  readonly languages: readonly string[];
  readonly genderOfWorker: string;
  readonly accessNeeds: readonly string[];
  readonly regulatedActivity: boolean;
  readonly nextAvailableOn: string | null;
  readonly districts: readonly string[];
  readonly radiusMiles: number | null;
  readonly minimumAge: number | null;
  readonly maximumAge: number | null;
}

export interface VariantRow {
  readonly id: string;
  readonly serviceId: string;
  readonly name: string;
  readonly unit: string;
  readonly dayType: string;
  readonly timeBand: string | null;
  readonly ratio: string;
  readonly minimumQuantity: string;
  readonly typicalQuantity: string;
  readonly publicPricePence: Pence;
}

/** The days and hours that a price is for; London's clock, "06:00". */
export interface PriceTimesRow {
  readonly id: string;
  readonly weekdays: readonly string[];
  readonly bankHolidaysOnly: boolean;
  readonly startsFrom: string | null;
  readonly startsBefore: string | null;
}

/** How many visits a provider can make at once, and who said so when. */
export interface CapacityRow {
  readonly visitsAtOnce: number | null;
  readonly mostAtOnce: number;
  readonly saidAt: Date | null;
  readonly saidByName: string | null;
}

export interface ListingRow {
  readonly id: string;
  readonly organisationName: string;
  readonly title: string;
  readonly description: string;
  readonly supportTypeSlug: string;
  readonly wardId: string;
  readonly placeName: string;
  readonly postcodeDistrict: string;
  readonly costPence: Pence;
  readonly recurrence: string | null;
  readonly firstOn: string | null;
  readonly startTime: string | null;
  readonly durationMinutes: number | null;
  readonly notOn: readonly string[];
  readonly alsoOn: readonly string[];
  readonly contactPhone: string | null;
  readonly contactEmail: string | null;
  readonly accessNotes: string | null;
  readonly lastCheckedOn: string;
  readonly status: string;
  readonly stale: boolean;
  readonly savedAt: Date;
  /** Why it is not on show. */
  readonly reason: string | null;
  readonly kind: 'OFFER' | 'WANTED';
  /** The last London day of a wish. */
  readonly shownUntil: string | null;
}

/** What a provider said last about when somebody new can start. */
export interface StartRow extends StartWord {
  readonly serviceId: string;
}

export interface PlaceRow {
  readonly postcodeDistrict: string;
  readonly latitude: number;
  readonly longitude: number;
}

const SERVICE = `s.id, s.provider_id as "providerId", s.support_type_slug as "supportTypeSlug", s.name, s.summary, s.description, s.who_for as "whoFor", s.languages,
  s.gender_of_worker as "genderOfWorker", s.access_needs as "accessNeeds", s.regulated_activity as "regulatedActivity", s.next_available_on as "nextAvailableOn",
  array(select d.outcode from catalogue.service_district d where d.service_id = s.id order by 1) as districts, s.radius_miles as "radiusMiles",
  s.minimum_age as "minimumAge", s.maximum_age as "maximumAge"`;
const VARIANT = `v.id, v.service_id as "serviceId", v.name, v.unit, v.day_type as "dayType", v.time_band as "timeBand", v.ratio,
  trim_scale(v.minimum_quantity) as "minimumQuantity", trim_scale(v.typical_quantity) as "typicalQuantity", v.public_unit_price_pence as "publicPricePence"`;
export const LISTING = `l.id, l.organisation_name as "organisationName", l.title, l.description, l.support_type_slug as "supportTypeSlug", l.ward_id as "wardId",
  l.place_name as "placeName", l.postcode_district as "postcodeDistrict", l.cost_pence as "costPence", l.recurrence, l.first_on as "firstOn",
  l.start_time::text as "startTime", l.duration_minutes as "durationMinutes", l.contact_phone as "contactPhone", l.contact_email as "contactEmail",
  l.access_notes as "accessNotes", l.last_checked_on as "lastCheckedOn", l.status, l.last_checked_on < s.day as stale, l.not_on::text[] as "notOn",
  l.also_on::text[] as "alsoOn", l.saved_at as "savedAt", case when l.status <> 'PUBLISHED' then l.moderation_reason end as reason,
  l.kind, l.shown_until as "shownUntil"`;
/** One look at the policy for each council, not for each listing. $1 is the London day. */
export const STALE = `(select k.council_id, catalogue.stale_before(k.council_id, $1::date) as day from (select distinct council_id from catalogue.ward) k)`;

const SUPPORT_TYPES = statement(
  'catalogue.support-types',
  'select slug, name, description, group_name as "group" from catalogue.support_type order by name',
);
const WARDS = statement(
  'catalogue.wards',
  'select id, code, name, council_key as "councilKey" from catalogue.ward where $1::text is null or council_key = $1 order by council_key, name',
);
const WARDS_BY_ID = statement(
  'catalogue.wards-by-id',
  'select id, code, name, council_key as "councilKey" from catalogue.ward where id = any ($1::uuid[])',
);
const PROVIDERS = statement(
  'catalogue.providers-by-id',
  `select id, name, kind, description, postcode_district as "postcodeDistrict", phone, email, website, cqc_rating as "cqcRating",
     cqc_location_id as "cqcLocationId", languages
   from catalogue.provider where id = any ($1::uuid[])`,
);
const SERVICES = statement(
  'catalogue.services-by-id',
  `select ${SERVICE} from catalogue.service s where s.id = any ($1::uuid[])`,
);
const SERVICES_OF = statement(
  'catalogue.services-of-providers',
  `select ${SERVICE} from catalogue.service s where s.provider_id = any ($1::uuid[]) and s.status = 'PUBLISHED' order by s.name, s.id`,
);
const STARTS = statement(
  'catalogue.starts',
  `select s.id as "serviceId", s.next_available_on as "nextAvailableOn", k.said_on as "toldOn", coalesce(k.is_old, false) as "isOld"
   from catalogue.service s left join catalogue.start_word k on k.service_id = s.id where s.id = any ($1::uuid[]) and s.next_available_on is not null`,
);
const VARIANTS = statement(
  'catalogue.variants-by-id',
  `select ${VARIANT} from catalogue.variant v where v.id = any ($1::uuid[])`,
);
const VARIANTS_OF = statement(
  'catalogue.variants-of-services',
  `select ${VARIANT} from catalogue.variant v where v.service_id = any ($1::uuid[]) and v.status = 'PUBLISHED' order by v.service_id, v.position, v.id`,
);
const PRICE_TIMES = statement(
  'catalogue.price-times',
  `select variant_id as id, weekdays, bank_holidays_only as "bankHolidaysOnly", to_char(starts_from, 'HH24:MI') as "startsFrom",
     to_char(starts_before, 'HH24:MI') as "startsBefore" from catalogue.price_times($1::uuid[])`,
);
const WARDS_OF = statement(
  'catalogue.wards-of-services',
  `select sw.service_id as "serviceId", w.id, w.code, w.name, w.council_key as "councilKey"
   from catalogue.service_ward sw join catalogue.ward w on w.id = sw.ward_id where sw.service_id = any ($1::uuid[]) order by w.name`,
);
const CAPACITY = statement(
  'catalogue.capacity-of-organisation',
  `select case m.most when 1 then 1 else c.visits_at_once end as "visitsAtOnce", m.most as "mostAtOnce", c.said_at as "saidAt",
     (select n.name from identity.person_names(array[c.said_by]) n) as "saidByName"
   from catalogue.provider p cross join lateral catalogue.most_at_once(p.kind) m (most)
   left join lateral (select s.visits_at_once, s.said_at, s.said_by from catalogue.capacity s where s.provider_id = p.id order by s.number desc limit 1) c on true
   where p.id = $1`,
);
const LISTINGS = statement(
  'catalogue.listings-by-id',
  `select ${LISTING} from catalogue.community_listing l join ${STALE} s using (council_id) where l.id = any ($2::uuid[])`,
);
const LISTINGS_OF = statement(
  'catalogue.listings-of-organisation',
  `select ${LISTING} from catalogue.community_listing l join ${STALE} s using (council_id) where l.organisation_id = $2 order by l.saved_at desc, l.id limit 200`,
);
const WANTED_OF = statement(
  'catalogue.wanted-of-person',
  `select ${LISTING} from catalogue.wanted_writer w join catalogue.community_listing l on l.council_id = w.council_id and l.id = w.listing_id
   join ${STALE} s on s.council_id = l.council_id where w.person_id = $2 order by l.saved_at desc, l.id limit 50`,
);
const LISTINGS_WAITING = statement(
  'catalogue.listings-waiting',
  `select ${LISTING} from catalogue.community_listing l join ${STALE} s using (council_id)
   left join catalogue.listing_change c on c.council_id = l.council_id and c.listing_id = l.id and c.status = 'WAITING'
   where l.council_id = $2 and (l.status = 'WAITING' or c.listing_id is not null) order by coalesce(c.saved_at, l.saved_at), l.id limit 200`,
);
/** Of what search can find. */
const PLACES = statement(
  'catalogue.places-of-search-documents',
  `select d.id, coalesce(p.postcode_district, l.postcode_district) as "postcodeDistrict", d.latitude, d.longitude
   from catalogue.search_document d
   left join catalogue.provider p on p.id = d.owner_id and d.kind = 'PAID' left join catalogue.community_listing l on l.id = d.id
   where d.id = any ($1::uuid[])`,
);
const DISTRICTS = statement(
  'catalogue.postcode-districts',
  `select d.outcode as "postcodeDistrict", d.latitude, d.longitude from catalogue.postcode_district d
   where $1::text is null or d.council_id = (select w.council_id from catalogue.ward w where w.council_key = $1 limit 1)
   order by d.outcode limit 200`,
);

/** What the catalogue reads, as the one who asks: row-level security decides which drafts and waiting listings are there. */
export const catalogueReads = {
  supportTypes: (queries: Queries) => queries.query<SupportTypeRow>(SUPPORT_TYPES),
  wards: (queries: Queries, councilKey: string | null) => queries.query<WardRow>(WARDS, [councilKey]),
  wardsById: (queries: Queries, ids: readonly string[]) => queries.query<WardRow>(WARDS_BY_ID, [ids]),
  places: (queries: Queries, ids: readonly string[]) =>
    queries.query<PlaceRow & { readonly id: string }>(PLACES, [ids]),
  districts: (queries: Queries, councilKey: string | null) => queries.query<PlaceRow>(DISTRICTS, [councilKey]),
  providers: (queries: Queries, ids: readonly string[]) => queries.query<ProviderRow>(PROVIDERS, [ids]),
  starts: (queries: Queries, ids: readonly string[]) => queries.query<StartRow>(STARTS, [ids]),
  services: (queries: Queries, ids: readonly string[]) => queries.query<ServiceRow>(SERVICES, [ids]),
  servicesOf: (queries: Queries, providerIds: readonly string[]) =>
    queries.query<ServiceRow>(SERVICES_OF, [providerIds]),
  variants: (queries: Queries, ids: readonly string[]) => queries.query<VariantRow>(VARIANTS, [ids]),
  variantsOf: (queries: Queries, serviceIds: readonly string[]) => queries.query<VariantRow>(VARIANTS_OF, [serviceIds]),
  priceTimes: (queries: Queries, variantIds: readonly string[]) =>
    queries.query<PriceTimesRow>(PRICE_TIMES, [variantIds]),
  wardsOf: (queries: Queries, serviceIds: readonly string[]) =>
    queries.query<WardRow & { readonly serviceId: string }>(WARDS_OF, [serviceIds]),
  capacity: (queries: Queries, organisationId: string) => queries.query<CapacityRow>(CAPACITY, [organisationId]),
  listings: (queries: Queries, today: string, ids: readonly string[]) =>
    queries.query<ListingRow>(LISTINGS, [today, ids]),
  listingsOf: (queries: Queries, today: string, organisationId: string) =>
    queries.query<ListingRow>(LISTINGS_OF, [today, organisationId]),
  wantedOf: (queries: Queries, today: string, personId: string) =>
    queries.query<ListingRow>(WANTED_OF, [today, personId]),
  listingsWaiting: (queries: Queries, today: string, councilId: string) =>
    queries.query<ListingRow>(LISTINGS_WAITING, [today, councilId]),
};
