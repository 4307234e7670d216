-- How the catalogue is written: whole sets at once, each with its search documents in the same transaction.
-- p_own is the organisation a provider writes for; null for an operator.

create function catalogue.refuse_unknown(p_field text, p_message text) returns void language sql security definer set search_path = pg_catalog
begin atomic
  select kernel.refuse('INVALID_INPUT', jsonb_build_object('problems', jsonb_build_array(jsonb_build_object('field', p_field, 'message', p_message))));
end;

create function catalogue.import_support_types(p_rows jsonb) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into catalogue.support_type (slug, name, description, cqc_service_type, client_level_data_service_type, group_name)
  select r.slug, r.name, r.description, r."cqcServiceType", r."clientLevelDataServiceType", r."group"
  from jsonb_to_recordset(p_rows) as r (slug text, name text, description text, "cqcServiceType" text, "clientLevelDataServiceType" text, "group" text)
  on conflict (slug) do update set name = excluded.name, description = excluded.description, cqc_service_type = excluded.cqc_service_type,
    client_level_data_service_type = excluded.client_level_data_service_type, group_name = excluded.group_name;
  perform catalogue.refresh_services(array(select s.id from catalogue.service s join jsonb_to_recordset(p_rows) as r (slug text) on r.slug = s.support_type_slug));
  perform catalogue.refresh_listings(array(select l.id from catalogue.community_listing l join jsonb_to_recordset(p_rows) as r (slug text) on r.slug = l.support_type_slug));
end $$;

create function catalogue.import_wards(p_council uuid, p_council_key text, p_rows jsonb) returns void language sql security definer set search_path = pg_catalog
begin atomic
  insert into catalogue.ward (id, council_id, council_key, code, name, latitude, longitude)
  select r.id, p_council, p_council_key, r.code, r.name, r.latitude, r.longitude
  from jsonb_to_recordset(p_rows) as r (id uuid, code text, name text, latitude double precision, longitude double precision)
  on conflict (council_id, code) do update set name = excluded.name, latitude = excluded.latitude, longitude = excluded.longitude;
end;

create function catalogue.import_postcode_districts(p_council uuid, p_rows jsonb) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into catalogue.postcode_district (outcode, latitude, longitude, ward_id, council_id)
  select r.outcode, r.latitude, r.longitude, w.id, p_council
  from jsonb_to_recordset(p_rows) as r (outcode text, latitude double precision, longitude double precision, "wardCode" text)
  left join catalogue.ward w on w.council_id = p_council and w.code = r."wardCode"
  on conflict (outcode) do update set latitude = excluded.latitude, longitude = excluded.longitude, ward_id = excluded.ward_id, council_id = excluded.council_id;
exception
  when not_null_violation then perform catalogue.refuse_unknown('wardCode', 'There is no such ward in this council.');
end $$;

create function catalogue.import_synonyms(p_rows jsonb) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into catalogue.synonym (phrase, support_type_slug, query)
  select distinct on (phrase, slug) phrase, slug, plainto_tsquery('catalogue.plain_english', phrase)
  from (select array_to_string(catalogue.plain_tokens(r.phrase), ' ') as phrase, r."supportTypeSlug" as slug
        from jsonb_to_recordset(p_rows) as r (phrase text, "supportTypeSlug" text)) s
  on conflict do nothing;
  perform catalogue.learn_words(string_agg(r.phrase, ' ')) from jsonb_to_recordset(p_rows) as r (phrase text);
exception
  when check_violation then perform catalogue.refuse_unknown('phrase', 'A synonym needs a word that says something.');
  when foreign_key_violation then perform catalogue.refuse_unknown('supportTypeSlug', 'There is no such support type.');
end $$;

create function catalogue.import_providers(p_own uuid, p_rows jsonb) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  if p_own is not null and exists (select from jsonb_to_recordset(p_rows) as r (id uuid) where r.id <> p_own) then perform kernel.refuse('NOT_FOUND'); end if;
  insert into catalogue.provider (id, name, kind, description, postcode_district, latitude, longitude, phone, email, website, cqc_location_id, cqc_rating,
    vat_status, languages, status)
  -- A one-person provider may work from home, so that it stands in the middle of its district whatever was sent.
  select r.id, r.name, r.kind, r.description, r."postcodeDistrict",
    case when r.kind in ('MICRO', 'PERSONAL_ASSISTANT') then d.latitude else coalesce(r.latitude, d.latitude) end,
    case when r.kind in ('MICRO', 'PERSONAL_ASSISTANT') then d.longitude else coalesce(r.longitude, d.longitude) end,
    r.phone, r.email, r.website, r."cqcLocationId", r."cqcRating", r."vatStatus", array(select jsonb_array_elements_text(r.languages)), r.status
  from jsonb_to_recordset(p_rows) as r (id uuid, name text, kind text, description text, "postcodeDistrict" text, latitude double precision,
    longitude double precision, phone text, email text, website text, "cqcLocationId" text, "cqcRating" text, "vatStatus" text, languages jsonb, status text)
  left join catalogue.postcode_district d on d.outcode = r."postcodeDistrict"
  on conflict (id) do update set name = excluded.name, kind = excluded.kind, description = excluded.description,
    postcode_district = excluded.postcode_district, latitude = excluded.latitude, longitude = excluded.longitude, phone = excluded.phone,
    email = excluded.email, website = excluded.website, cqc_location_id = excluded.cqc_location_id, cqc_rating = excluded.cqc_rating,
    vat_status = excluded.vat_status, languages = excluded.languages, status = excluded.status;
  perform catalogue.refresh_services(array(select s.id from catalogue.service s join jsonb_to_recordset(p_rows) as r (id uuid) on r.id = s.provider_id));
exception
  when foreign_key_violation or not_null_violation then perform catalogue.refuse_unknown('postcodeDistrict', 'We do not know this postcode district.');
end $$;

create function catalogue.import_services(p_own uuid, p_rows jsonb) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  if exists (
    select from jsonb_to_recordset(p_rows) as r (id uuid, "providerId" uuid) left join catalogue.service s on s.id = r.id
    left join catalogue.provider p on p.id = r."providerId"
    where p.id is null or r."providerId" <> coalesce(p_own, r."providerId") or s.provider_id <> r."providerId"
  ) then perform kernel.refuse('NOT_FOUND'); end if;
  insert into catalogue.service (id, provider_id, support_type_slug, name, summary, description, who_for, languages, gender_of_worker, access_needs,
    regulated_activity, radius_miles, next_available_on, status)
  select r.id, r."providerId", r."supportTypeSlug", r.name, r.summary, r.description, array(select jsonb_array_elements_text(r."whoFor")),
    array(select jsonb_array_elements_text(r.languages)), r."genderOfWorker", array(select jsonb_array_elements_text(r."accessNeeds")),
    r."regulatedActivity", r."radiusMiles", r."nextAvailableOn", r.status
  from jsonb_to_recordset(p_rows) as r (id uuid, "providerId" uuid, "supportTypeSlug" text, name text, summary text, description text, "whoFor" jsonb,
    languages jsonb, "genderOfWorker" text, "accessNeeds" jsonb, "regulatedActivity" boolean, "radiusMiles" int, "nextAvailableOn" date, status text)
  on conflict (id) do update set support_type_slug = excluded.support_type_slug, name = excluded.name, summary = excluded.summary,
    description = excluded.description, who_for = excluded.who_for, languages = excluded.languages, gender_of_worker = excluded.gender_of_worker,
    access_needs = excluded.access_needs, regulated_activity = excluded.regulated_activity, radius_miles = excluded.radius_miles,
    next_available_on = excluded.next_available_on, status = excluded.status;
  delete from catalogue.service_ward w using jsonb_to_recordset(p_rows) as r (id uuid) where w.service_id = r.id;
  insert into catalogue.service_ward (service_id, ward_id)
  select distinct r.id, w.value::uuid from jsonb_to_recordset(p_rows) as r (id uuid, "wardIds" jsonb), jsonb_array_elements_text(r."wardIds") w (value);
  perform catalogue.refresh_services(array(select r.id from jsonb_to_recordset(p_rows) as r (id uuid)));
exception
  when foreign_key_violation then perform catalogue.refuse_unknown('supportTypeSlug', 'The support type or a ward is not known.');
end $$;

create function catalogue.import_variants(p_own uuid, p_rows jsonb) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  if exists (
    select from jsonb_to_recordset(p_rows) as r (id uuid, "serviceId" uuid) left join catalogue.service s on s.id = r."serviceId"
    left join catalogue.variant v on v.id = r.id
    where s.id is null or s.provider_id <> coalesce(p_own, s.provider_id) or v.service_id <> r."serviceId"
  ) then perform kernel.refuse('NOT_FOUND'); end if;
  insert into catalogue.variant (id, service_id, provider_id, name, unit, day_type, time_band, ratio, vat_treatment, public_unit_price_pence,
    minimum_quantity, typical_quantity, duration_minutes, position, status)
  select r.id, s.id, s.provider_id, r.name, r.unit, r."dayType", r."timeBand", r.ratio, r."vatTreatment", r."publicUnitPricePence",
    r."minimumQuantity", r."typicalQuantity", r."durationMinutes", r.position, r.status
  from jsonb_to_recordset(p_rows) as r (id uuid, "serviceId" uuid, name text, unit text, "dayType" text, "timeBand" text, ratio text, "vatTreatment" text,
    "publicUnitPricePence" bigint, "minimumQuantity" numeric, "typicalQuantity" numeric, "durationMinutes" int, position int, status text)
  join catalogue.service s on s.id = r."serviceId"
  on conflict (id) do update set name = excluded.name, unit = excluded.unit, day_type = excluded.day_type, time_band = excluded.time_band,
    ratio = excluded.ratio, vat_treatment = excluded.vat_treatment, public_unit_price_pence = excluded.public_unit_price_pence,
    minimum_quantity = excluded.minimum_quantity, typical_quantity = excluded.typical_quantity, duration_minutes = excluded.duration_minutes,
    position = excluded.position, status = excluded.status;
  perform catalogue.refresh_services(array(select distinct r."serviceId" from jsonb_to_recordset(p_rows) as r ("serviceId" uuid)));
exception
  when check_violation then perform catalogue.refuse_unknown('variants', 'A price, quantity or unit is not allowed.');
end $$;

-- A listing as its group writes it; it waits for a moderator again, and is out of search until then.
-- A group may only write its own: anybody else's id is as unknown as one that does not exist.
create function catalogue.save_listing(p_id uuid, p_is_new boolean, p_organisation uuid, p_organisation_name text, p_row jsonb, p_on date, p_at timestamptz)
returns uuid language plpgsql security definer set search_path = pg_catalog as $$
declare
  place record;
  council uuid;
begin
  select d.* into place from catalogue.postcode_district d where d.outcode = p_row ->> 'postcodeDistrict';
  if not found then perform catalogue.refuse_unknown('postcodeDistrict', 'We do not know this postcode. Give its first half, such as MB1.'); end if;
  select w.council_id into council from catalogue.ward w where w.id = (p_row ->> 'wardId')::uuid;
  if not found then perform catalogue.refuse_unknown('wardId', 'Choose an area from the list.'); end if;
  if not p_is_new then
    perform from catalogue.community_listing l where l.id = p_id and l.organisation_id = p_organisation and l.council_id = council for update;
    if not found then perform kernel.refuse('NOT_FOUND'); end if;
  end if;
  insert into catalogue.community_listing (council_id, id, organisation_id, organisation_name, title, description, support_type_slug, ward_id, place_name,
    postcode_district, latitude, longitude, cost_pence, recurrence, first_on, start_time, duration_minutes, contact_phone, contact_email, access_notes,
    last_checked_on, status, saved_at)
  values (council, p_id, p_organisation, p_organisation_name, p_row ->> 'title', p_row ->> 'description', p_row ->> 'supportTypeSlug',
    (p_row ->> 'wardId')::uuid, p_row ->> 'placeName', p_row ->> 'postcodeDistrict', coalesce((p_row ->> 'latitude')::double precision, place.latitude),
    coalesce((p_row ->> 'longitude')::double precision, place.longitude), (p_row ->> 'costPence')::bigint, p_row ->> 'recurrence',
    (p_row ->> 'firstOn')::date, (p_row ->> 'startTime')::time, (p_row ->> 'durationMinutes')::int, p_row ->> 'contactPhone', p_row ->> 'contactEmail',
    p_row ->> 'accessNotes', p_on, 'WAITING', p_at)
  on conflict (council_id, id) do update set organisation_name = excluded.organisation_name, title = excluded.title, description = excluded.description,
    support_type_slug = excluded.support_type_slug, ward_id = excluded.ward_id, place_name = excluded.place_name,
    postcode_district = excluded.postcode_district, latitude = excluded.latitude, longitude = excluded.longitude, cost_pence = excluded.cost_pence,
    recurrence = excluded.recurrence, first_on = excluded.first_on, start_time = excluded.start_time, duration_minutes = excluded.duration_minutes,
    contact_phone = excluded.contact_phone, contact_email = excluded.contact_email, access_notes = excluded.access_notes,
    last_checked_on = excluded.last_checked_on, status = 'WAITING', saved_at = excluded.saved_at,
    moderated_by = null, moderated_at = null, moderation_reason = null
  where not p_is_new;
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  perform catalogue.refresh_listings(array[p_id]);
  return council;
exception
  when unique_violation then perform kernel.refuse('NOT_FOUND');
  when foreign_key_violation then perform catalogue.refuse_unknown('supportTypeSlug', 'Choose a kind of support from the list.');
end $$;

create function catalogue.moderate_listing(p_id uuid, p_council uuid, p_publish boolean, p_reason text, p_by uuid, p_at timestamptz)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  current text;
begin
  select l.status into current from catalogue.community_listing l where l.id = p_id and l.council_id = p_council for update;
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  if current <> 'WAITING' then perform kernel.refuse('WRONG_STATE'); end if;
  update catalogue.community_listing l
  set status = case when p_publish then 'PUBLISHED' else 'REJECTED' end, moderation_reason = p_reason, moderated_by = p_by, moderated_at = p_at
  where l.council_id = p_council and l.id = p_id;
  perform catalogue.refresh_listings(array[p_id]);
end $$;

grant execute on function catalogue.import_support_types, catalogue.import_wards, catalogue.import_postcode_districts, catalogue.import_synonyms,
  catalogue.import_providers, catalogue.import_services, catalogue.import_variants, catalogue.save_listing, catalogue.moderate_listing to owncourse_app;
