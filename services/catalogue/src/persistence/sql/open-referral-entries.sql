-- Entries of the feed with all that is told of them, services and listings in one shape. Only what everybody may know is named here.
-- $1 ids of entries · $2 ids of their place (service at location)
with entry as (
  select e.* from catalogue.feed_entry e where e.published and (e.id = any ($1::uuid[]) or e.service_at_location_id = any ($2::uuid[]))
), described as (
  select e.id, s.name, s.summary, s.description, s.minimum_age, s.maximum_age,
    p.id as organisation_id, p.name as organisation_name, p.description as organisation_description, p.kind as provider_kind,
    p.phone, p.email, p.website, p.cqc_location_id, p.cqc_rating, null::date as assured_on,
    catalogue.derived_id('location', p.id::text) as location_id, p.name as place_name, w.name as ward_name, p.postcode_district as outcode,
    w.council_id, p.latitude, p.longitude, null as access_notes, s.regulated_activity,
    (select json_agg(json_build_object('id', v.id, 'name', v.name, 'unit', v.unit, 'pence', v.public_unit_price_pence::text) order by v.position, v.id)
     from catalogue.variant v where v.service_id = s.id and v.status = 'PUBLISHED') as prices,
    (select json_agg(json_build_object('id', catalogue.derived_id('area', s.id || '/' || a.id), 'name', a.name, 'code', a.code) order by a.name, a.id)
     from catalogue.service_ward sw join catalogue.ward a on a.id = sw.ward_id where sw.service_id = s.id) as areas
  from entry e
  join catalogue.service s on s.id = e.id and s.status = 'PUBLISHED'
  join catalogue.provider p on p.id = s.provider_id and p.status = 'PUBLISHED'
  join catalogue.postcode_district o on o.outcode = p.postcode_district
  join catalogue.ward w on w.id = o.ward_id
  union all
  select e.id, l.title, null, l.description, null, null,
    l.organisation_id, l.organisation_name, null, null,
    l.contact_phone, l.contact_email, null, null, null, l.last_checked_on,
    catalogue.derived_id('location', l.id::text), l.place_name, w.name, l.postcode_district,
    l.council_id, l.latitude, l.longitude, l.access_notes, false,
    json_build_array(json_build_object('id', catalogue.derived_id('cost', l.id::text), 'name', null, 'unit', null, 'pence', l.cost_pence::text)),
    null
  from entry e
  join catalogue.community_listing l on l.id = e.id and l.status = 'PUBLISHED'
  join catalogue.ward w on w.id = l.ward_id
)
select e.id, e.kind, e.place, e.service_at_location_id as "serviceAtLocationId", e.changed_at as "changedAt",
  d.name, d.summary, d.description, d.minimum_age as "minimumAge", d.maximum_age as "maximumAge",
  d.organisation_id as "organisationId", d.organisation_name as "organisationName", d.organisation_description as "organisationDescription",
  d.provider_kind as "providerKind", d.phone, d.email, d.website, d.cqc_location_id as "cqcLocationId", d.cqc_rating as "cqcRating",
  d.assured_on as "assuredOn", d.location_id as "locationId", d.place_name as "placeName", d.ward_name as "wardName", d.outcode,
  (select c.name from identity.council_names(array[d.council_id]) c) as "councilName", d.latitude, d.longitude, d.access_notes as "accessNotes",
  coalesce(d.prices, '[]') as prices, coalesce(d.areas, '[]') as areas,
  coalesce((select json_agg(json_build_object('id', h.id, 'freq', h.freq, 'byday', h.byday, 'firstOn', h.first_on, 'opensAt', h.opens_at,
      'closesAt', h.closes_at, 'durationMinutes', h.duration_minutes, 'isOpening', h.is_opening) order by h.opens_at, h.byday, h.id)
    from catalogue.feed_schedule h where h.entry_id = e.id), '[]') as schedules,
  coalesce((select json_agg(json_build_object('id', catalogue.derived_id('attribute', e.id || '/' || t.key), 'termId', t.id, 'taxonomy', t.taxonomy,
      'name', t.name, 'description', t.description, 'parentId', p.id) order by t.key)
    from catalogue.feed_term t left join catalogue.feed_term p on p.key = t.parent_key where t.key = any (e.terms)), '[]') as terms,
  catalogue.derived_id('contact', e.id::text) as "contactId", catalogue.derived_id('address', e.id::text) as "addressId",
  catalogue.derived_id('accessibility', e.id::text) as "accessibilityId", catalogue.derived_id('identifier', d.organisation_id::text) as "identifierId",
  catalogue.derived_id('area', e.id::text) as "areaId"
from entry e join described d on d.id = e.id
order by e.place
