import { type Pence, type Queries, statement } from '@owncourse/kernel/contract';
import type { OpeningInput } from '../contract/opening.js';

export interface ShownChecksRow {
  readonly safeguardingStatement: string | null;
  readonly safeguardingUntil: string | null;
  readonly safeguardingInDate: boolean;
  readonly insurer: string | null;
  readonly insuredUntil: string | null;
  readonly insuranceInDate: boolean;
  readonly dbsOn: string | null;
  readonly dbsUntil: string | null;
  readonly dbsInDate: boolean;
}

export interface AcceptedByRow {
  readonly providerId: string;
  readonly councilKey: string;
  readonly councilName: string;
  readonly acceptedOn: string;
}

export interface OwnStoreRow {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly description: string;
  readonly postcodeDistrict: string;
  readonly phone: string;
  readonly email: string;
  readonly website: string | null;
  readonly cqcLocationId: string | null;
  readonly vatStatus: string;
  readonly languages: readonly string[];
  readonly onShow: boolean;
  readonly policyNumber: string | null;
}

export interface OpeningRow extends OpeningInput {
  readonly providerId: string;
}

export interface CouncilDecisionRow {
  readonly councilName: string;
  readonly accepted: boolean;
  readonly reason: string | null;
  readonly decidedAt: Date;
  readonly waits: boolean;
}

export interface OwnServiceRow {
  readonly id: string;
  readonly state: string;
  readonly publishOn: string | null;
  readonly unready: string | null;
  readonly supportTypeSlug: string;
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly whoFor: readonly string[];
  readonly languages: readonly string[];
  readonly genderOfWorker: string;
  readonly accessNeeds: readonly string[];
  readonly regulatedActivity: boolean;
  readonly wardIds: readonly string[];
  readonly radiusMiles: number | null;
  readonly nextAvailableOn: string | null;
  readonly districts: readonly string[];
  readonly minimumAge: number | null;
  readonly maximumAge: number | null;
}

export interface OwnVariantRow {
  readonly id: string;
  readonly serviceId: string;
  readonly name: string;
  readonly unit: string;
  readonly dayType: string;
  readonly timeBand: string | null;
  readonly ratio: string;
  readonly vatTreatment: string;
  readonly publicPricePence: Pence;
  readonly minimumQuantity: string;
  readonly typicalQuantity: string;
  readonly durationMinutes: number | null;
  readonly onSale: boolean;
}

export interface PhotoRow {
  readonly id: string;
  readonly serviceId: string;
  readonly alt: string;
  readonly width: number;
  readonly height: number;
}

export interface StoreToCheckRow extends ShownChecksRow {
  readonly providerId: string;
  readonly name: string;
  readonly kind: string;
  readonly cqcLocationId: string | null;
  readonly sellsRegulated: boolean;
  readonly checkNumber: number;
  readonly policyNumber: string | null;
  readonly saidAt: Date;
  readonly wasAccepted: boolean | null;
}

const CHECKS = `c.safeguarding_statement as "safeguardingStatement", c.safeguarding_until as "safeguardingUntil", c.insurer,
  c.insured_until as "insuredUntil", c.dbs_on as "dbsOn", c.dbs_until as "dbsUntil"`;

const SHOWN_CHECKS = statement(
  'catalogue.shown-checks',
  `select c.id, ${CHECKS}, c.safeguarding_in_date as "safeguardingInDate", c.insurance_in_date as "insuranceInDate", c.dbs_in_date as "dbsInDate"
   from catalogue.shown_checks($1::uuid[], $2) c`,
);
const ACCEPTED_BY = statement(
  'catalogue.accepted-by',
  `select a.provider_id as "providerId", k.key as "councilKey", k.name as "councilName", a.accepted_on as "acceptedOn"
   from catalogue.accepted_by($1::uuid[], $2) a
   join identity.council_names(array(select x.council_id from catalogue.accepted_by($1::uuid[], $2) x)) k on k.id = a.council_id
   order by k.name, k.id`,
);
const OPENINGS = statement(
  'catalogue.openings',
  `select o.provider_id as "providerId", o.by_appointment as "byAppointment", o.closed_on_bank_holidays as "closedOnBankHolidays",
     coalesce((select json_agg(json_build_object('weekday', s.weekday, 'opensAt', to_char(s.opens_at, 'HH24:MI'), 'closesAt', to_char(s.closes_at, 'HH24:MI')))
       from catalogue.opening_span s where s.provider_id = o.provider_id), '[]') as spans
   from catalogue.opening o where o.provider_id = any ($1::uuid[])`,
);
const OWN_STORE = statement(
  'catalogue.own-store',
  `select p.id, p.name, p.kind, p.description, p.postcode_district as "postcodeDistrict", p.phone, p.email, p.website,
     p.cqc_location_id as "cqcLocationId", p.vat_status as "vatStatus", p.languages, p.status = 'PUBLISHED' as "onShow",
     (select c.policy_number from catalogue.provider_check c where c.provider_id = p.id order by c.number desc limit 1) as "policyNumber"
   from catalogue.provider p where p.id = $1`,
);
const DECISIONS = statement(
  'catalogue.council-decisions',
  `select k.name as "councilName", d.accepted, d.reason, d.decided_at as "decidedAt",
     d.check_number < (select max(c.number) from catalogue.provider_check c where c.provider_id = $1) as waits
   from (select distinct on (council_id) * from catalogue.council_check where provider_id = $1 order by council_id, number desc) d
   join identity.council_names(array(select council_id from catalogue.council_check where provider_id = $1)) k on k.id = d.council_id
   order by k.name, k.id`,
);
const OWN_SERVICE = `select s.id, case when s.status = 'DRAFT' and s.publish_on is not null then 'SCHEDULED' else s.status end as state,
     s.publish_on as "publishOn", catalogue.unready_because(s.id) as unready, s.support_type_slug as "supportTypeSlug", s.name, s.summary, s.description,
     s.who_for as "whoFor", s.languages, s.gender_of_worker as "genderOfWorker", s.access_needs as "accessNeeds",
     s.regulated_activity as "regulatedActivity", array(select w.ward_id from catalogue.service_ward w where w.service_id = s.id and not exists (
       select from catalogue.service_district d join catalogue.postcode_district k on k.outcode = d.outcode where d.service_id = s.id and k.ward_id = w.ward_id) order by 1) as "wardIds",
     array(select d.outcode from catalogue.service_district d where d.service_id = s.id order by 1) as districts, s.minimum_age as "minimumAge",
     s.maximum_age as "maximumAge",
     s.radius_miles as "radiusMiles", s.next_available_on as "nextAvailableOn"
   from catalogue.service s where s.provider_id = $1`;
const OWN_SERVICES = statement(
  'catalogue.own-services',
  `${OWN_SERVICE} order by array_position(array['DRAFT', 'PUBLISHED', 'RETIRED'], s.status), s.name, s.id limit 1000`,
);
const OWN_SERVICE_BY_ID = statement('catalogue.own-service', `${OWN_SERVICE} and s.id = $2`);
const OWN_VARIANTS = statement(
  'catalogue.own-variants',
  `select v.id, v.service_id as "serviceId", v.name, v.unit, v.day_type as "dayType", v.time_band as "timeBand", v.ratio, v.vat_treatment as "vatTreatment",
     v.public_unit_price_pence as "publicPricePence", trim_scale(v.minimum_quantity) as "minimumQuantity", trim_scale(v.typical_quantity) as "typicalQuantity",
     v.duration_minutes as "durationMinutes", v.status = 'PUBLISHED' as "onSale"
   from catalogue.variant v where v.service_id = any ($1::uuid[]) order by v.service_id, v.status = 'PUBLISHED' desc, v.position, v.id`,
);
const GUIDE_ANSWERS = statement(
  'catalogue.guide-answers',
  `select a.key as name, a.value from catalogue.guide_draft g, jsonb_each_text(g.answers) a where g.provider_id = $1 order by a.key`,
);
const PHOTOS = statement(
  'catalogue.photos-of-services',
  `select id, service_id as "serviceId", alt, width, height from catalogue.service_photo where service_id = any ($1::uuid[]) order by service_id, number`,
);
const TO_LOOK_AT = statement(
  'catalogue.checks-to-look-at',
  `select c.provider_id as "providerId", c.name, c.kind, c.cqc_location_id as "cqcLocationId", c.sells_regulated as "sellsRegulated",
     c.check_number as "checkNumber", ${CHECKS}, c.policy_number as "policyNumber", c.said_at as "saidAt", c.was_accepted as "wasAccepted",
     coalesce(c.safeguarding_until >= $2::date, false) as "safeguardingInDate", coalesce(c.insured_until >= $2::date, false) as "insuranceInDate",
     coalesce(c.dbs_until >= $2::date, false) as "dbsInDate"
   from catalogue.checks_to_look_at($1, $2::date) c`,
);

/** What a store's own people, its readers and the officers who check it read; days are compared with the London day that is given. */
export const storeReads = {
  openings: (queries: Queries, providerIds: readonly string[]) => queries.query<OpeningRow>(OPENINGS, [providerIds]),
  shownChecks: (queries: Queries, ids: readonly string[], today: string) =>
    queries.query<ShownChecksRow & { readonly id: string }>(SHOWN_CHECKS, [ids, today]),
  acceptedBy: (queries: Queries, ids: readonly string[], today: string) =>
    queries.query<AcceptedByRow>(ACCEPTED_BY, [ids, today]),
  ownStore: (queries: Queries, organisationId: string) => queries.query<OwnStoreRow>(OWN_STORE, [organisationId]),
  decisions: (queries: Queries, organisationId: string) =>
    queries.query<CouncilDecisionRow>(DECISIONS, [organisationId]),
  ownServices: (queries: Queries, organisationId: string) =>
    queries.query<OwnServiceRow>(OWN_SERVICES, [organisationId]),
  ownService: (queries: Queries, organisationId: string, id: string) =>
    queries.query<OwnServiceRow>(OWN_SERVICE_BY_ID, [organisationId, id]),
  ownVariants: (queries: Queries, serviceIds: readonly string[]) =>
    queries.query<OwnVariantRow>(OWN_VARIANTS, [serviceIds]),
  photos: (queries: Queries, serviceIds: readonly string[]) => queries.query<PhotoRow>(PHOTOS, [serviceIds]),
  guideAnswers: (queries: Queries, organisationId: string) =>
    queries.query<{ readonly name: string; readonly value: string }>(GUIDE_ANSWERS, [organisationId]),
  toLookAt: (queries: Queries, councilId: string, today: string) =>
    queries.query<StoreToCheckRow>(TO_LOOK_AT, [councilId, today]),
};
