-- The Open Referral UK feed: what of the catalogue everybody may copy, and since when it is as it is. An entry is written in the
-- transaction that changes what it describes, after its search document. Agreed prices are in another room and touch none of this.

-- Who it is for by age, in whole years; null: not said.
alter table catalogue.service
  add column minimum_age int check (minimum_age between 0 and 120),
  add column maximum_age int check (maximum_age between 0 and 120),
  add constraint service_ages_in_order check (minimum_age <= maximum_age);

-- An id that follows from what it names, so that a copy made last year still fits. Shaped as version 8 of RFC 9562.
create function catalogue.derived_id(p_kind text, p_key text) returns uuid language sql immutable parallel safe
return overlay(overlay(md5(p_kind || ':' || p_key) placing '8' from 13 for 1) placing 'a' from 17 for 1)::uuid;

-- The moment of the last change of anything in the feed; one row, locked by every change of the catalogue before anything else. So
-- changes come one after the other: their moments in the order in which readers see them, and no two write one search document at once.
create table catalogue.feed_change (
  only_row boolean primary key default true check (only_row),
  changed_at timestamptz not null
);

insert into catalogue.feed_change (changed_at) values ('epoch');

create table catalogue.feed_entry (
  id uuid primary key,
  kind text not null check (kind in ('SERVICE', 'LISTING')),
  service_at_location_id uuid not null unique,
  -- What was withdrawn keeps its row, so that its moment stays; the app does not see it.
  published boolean not null,
  -- The order of every list. What is new or comes back goes to the end, so that nothing before it moves to another page.
  place bigint not null unique,
  changed_at timestamptz not null,
  source_hash text not null,
  terms text[] not null
);
create sequence catalogue.feed_place owned by catalogue.feed_entry.place;
create index feed_entry_by_term on catalogue.feed_entry using gin (terms);

-- When it happens or can be booked: London's clock, weekly or monthly.
create table catalogue.feed_schedule (
  id uuid primary key,
  entry_id uuid not null references catalogue.feed_entry on delete cascade,
  freq text not null check (freq in ('WEEKLY', 'MONTHLY')),
  -- As in RFC 5545: "TU", "MO,TU", "2WE".
  byday text not null,
  weekdays text[] not null,
  first_on date,
  opens_at time,
  closes_at time,
  -- It ends after midnight.
  overnight boolean not null,
  duration_minutes int
);
create index feed_schedule_of_entry on catalogue.feed_schedule (entry_id);

-- The words of each taxonomy; a key is "taxonomy/word".
create table catalogue.feed_term (
  key text primary key,
  id uuid not null unique,
  taxonomy text not null check (taxonomy in ('support-type', 'who-for', 'language', 'access', 'worker')),
  name text not null,
  description text not null,
  parent_key text references catalogue.feed_term,
  place bigint generated always as identity
);
create index feed_term_of_taxonomy on catalogue.feed_term (taxonomy);

select kernel.protect_table(t::regclass, 'true') from unnest(array['catalogue.feed_change', 'catalogue.feed_schedule', 'catalogue.feed_term']) t;
select kernel.protect_table('catalogue.feed_entry', 'published');
-- When something hidden happens is as hidden.
drop policy app_reads on catalogue.feed_schedule;
create policy app_reads on catalogue.feed_schedule for select to owncourse_app
  using (exists (select from catalogue.feed_entry e where e.id = entry_id));

create function catalogue.in_sentence_case(p_slug text) returns text language sql immutable parallel safe
return upper(left(p_slug, 1)) || replace(substr(p_slug, 2), '-', ' ');

create function catalogue.keep_support_type_terms() returns int language plpgsql security definer set search_path = pg_catalog as $$
declare
  kept int;
begin
  insert into catalogue.feed_term (key, id, taxonomy, name, description)
  select 'support-type/@' || t.group_name, catalogue.derived_id('term', 'support-type/@' || t.group_name), 'support-type',
    catalogue.in_sentence_case(t.group_name), 'Kinds of support: ' || lower(catalogue.in_sentence_case(t.group_name)) || '.'
  from (select distinct group_name from catalogue.support_type) t order by t.group_name
  on conflict do nothing;
  insert into catalogue.feed_term as f (key, id, taxonomy, name, description, parent_key)
  select 'support-type/' || t.slug, catalogue.derived_id('term', 'support-type/' || t.slug), 'support-type', t.name, t.description,
    'support-type/@' || t.group_name
  from catalogue.support_type t order by t.slug
  on conflict (key) do update set name = excluded.name, description = excluded.description, parent_key = excluded.parent_key
  where (f.name, f.description, f.parent_key) is distinct from (excluded.name, excluded.description, excluded.parent_key);
  get diagnostics kept = row_count;
  return kept;
end $$;

create function catalogue.mark_feed_change(p_at timestamptz) returns void language sql security definer set search_path = pg_catalog
begin atomic
  -- Always later than the last one by a second, the least that HTTP can tell.
  update catalogue.feed_change c set changed_at = greatest(p_at, c.changed_at + interval '1 second');
end;

-- Writes the entries of these services and listings anew where anything of them changed; what has no search document is withdrawn.
create function catalogue.refresh_feed(p_ids uuid[], p_at timestamptz) returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  touched int;
begin
  perform from catalogue.feed_change c for update;
  with source as (
    select s.id, 'SERVICE' as kind,
      array['support-type/' || s.support_type_slug]
        || array(select distinct 'who-for/' || w.word from unnest(s.who_for) w (word))
        || array(select distinct 'language/' || l.word from unnest(case when s.languages = '{}' then p.languages else s.languages end) l (word))
        || array(select distinct 'access/' || a.word from unnest(s.access_needs) a (word))
        || case when s.gender_of_worker = 'any' then '{}' else array['worker/' || s.gender_of_worker] end as terms,
      jsonb_build_array(to_jsonb(s) - 'next_available_on', to_jsonb(p), to_jsonb(t), to_jsonb(h),
        (select jsonb_agg(to_jsonb(w) order by w.id) from catalogue.service_ward sw join catalogue.ward w on w.id = sw.ward_id where sw.service_id = s.id),
        (select jsonb_agg(to_jsonb(v) order by v.id) from catalogue.variant v where v.service_id = s.id and v.status = 'PUBLISHED')) as told
    from catalogue.search_document d
    join catalogue.service s on s.id = d.id
    join catalogue.provider p on p.id = s.provider_id
    join catalogue.support_type t on t.slug = s.support_type_slug
    join catalogue.postcode_district o on o.outcode = p.postcode_district
    join catalogue.ward h on h.id = o.ward_id
    where d.id = any (p_ids)
    union all
    select l.id, 'LISTING', array['support-type/' || l.support_type_slug],
      jsonb_build_array(to_jsonb(l) - array['saved_at', 'moderated_by', 'moderated_at', 'moderation_reason'], to_jsonb(t), to_jsonb(w))
    from catalogue.search_document d
    join catalogue.community_listing l on l.id = d.id
    join catalogue.support_type t on t.slug = l.support_type_slug
    join catalogue.ward w on w.id = l.ward_id
    where d.id = any (p_ids)
  ), written as (
    insert into catalogue.feed_entry as e (id, kind, service_at_location_id, published, place, changed_at, source_hash, terms)
    select s.id, s.kind, catalogue.derived_id('service-at-location', s.id::text), true, nextval('catalogue.feed_place'), p_at, md5(s.told::text), s.terms
    from source s order by s.id
    on conflict (id) do update set published = true, source_hash = excluded.source_hash, terms = excluded.terms,
      place = case when e.published then e.place else excluded.place end,
      changed_at = greatest(p_at, e.changed_at + interval '1 second')
    where not e.published or e.source_hash <> excluded.source_hash
    returning e.id
  ), withdrawn as (
    update catalogue.feed_entry e set published = false, source_hash = '', terms = '{}', changed_at = greatest(p_at, e.changed_at + interval '1 second')
    where e.id = any (p_ids) and e.published and not exists (select from catalogue.search_document d where d.id = e.id)
    returning e.id
  )
  select (select count(*) from written) + (select count(*) from withdrawn) into touched;
  if touched = 0 then return; end if;
  insert into catalogue.feed_term (key, id, taxonomy, name, description)
  select k.key, catalogue.derived_id('term', k.key), k.taxonomy, k.word,
    case k.taxonomy when 'who-for' then 'For: ' || k.word || '.' when 'language' then 'Somebody speaks ' || k.word || '.'
      when 'access' then k.word || '.' else 'Ask for the worker you would like: ' || k.word || '.' end
  from (
    select distinct t.key, split_part(t.key, '/', 1) as taxonomy,
      case t.key when 'worker/women-available' then 'Women available' when 'worker/men-available' then 'Men available' else substr(t.key, position('/' in t.key) + 1) end as word
    from catalogue.feed_entry e, unnest(e.terms) t (key) where e.id = any (p_ids)
  ) k
  where k.taxonomy <> 'support-type' order by k.key
  on conflict do nothing;
  perform catalogue.keep_support_type_terms();
  perform catalogue.refresh_feed_schedules(p_ids);
  perform catalogue.mark_feed_change(p_at);
end $$;

create function catalogue.refresh_feed_schedules(p_ids uuid[]) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  delete from catalogue.feed_schedule s where s.entry_id = any (p_ids);
  -- A service can be booked when it has a price for it. Bank holidays are no day of the week.
  insert into catalogue.feed_schedule (id, entry_id, freq, byday, weekdays, opens_at, closes_at, overnight)
  select catalogue.derived_id('schedule', concat_ws('/', t.service_id, array_to_string(t.weekdays, ','), t.starts_from, t.starts_before)),
    t.service_id, 'WEEKLY', array_to_string(t.weekdays, ','), t.weekdays, t.starts_from, t.starts_before, coalesce(t.starts_before <= t.starts_from, false)
  from (
    select distinct v.service_id, x.weekdays, x.starts_from, x.starts_before
    from catalogue.price_times(array(
      select v.id from catalogue.variant v join catalogue.feed_entry e on e.id = v.service_id
      where v.service_id = any (p_ids) and e.published and v.status = 'PUBLISHED'
        and v.unit in ('HOUR', 'VISIT15', 'VISIT30', 'VISIT45', 'VISIT60', 'NIGHT_ASLEEP', 'NIGHT_AWAKE', 'DAY', 'SESSION'))) x
    join catalogue.variant v on v.id = x.variant_id
    where not x.bank_holidays_only and x.weekdays <> '{}'
  ) t;
  insert into catalogue.feed_schedule (id, entry_id, freq, byday, weekdays, first_on, opens_at, closes_at, overnight, duration_minutes)
  select catalogue.derived_id('schedule', l.id::text), l.id, r.parts[1], r.parts[2] || r.parts[3], array[r.parts[3]], l.first_on, l.start_time,
    l.start_time + make_interval(mins => l.duration_minutes), l.start_time + make_interval(mins => l.duration_minutes) <= l.start_time, l.duration_minutes
  from catalogue.community_listing l join catalogue.feed_entry e on e.id = l.id
  cross join lateral regexp_match(l.recurrence, '^FREQ=(WEEKLY|MONTHLY);BYDAY=(-?\d?)([A-Z]{2})$') r (parts)
  where l.id = any (p_ids) and e.published and r.parts is not null;
end $$;

-- Everything of a council's places: its own listings, what serves its wards, and who stands in its postcode districts.
create function catalogue.refresh_feed_of_council(p_council uuid, p_at timestamptz) returns void language sql security definer set search_path = pg_catalog
begin atomic
  select catalogue.refresh_feed(array(
    select l.id from catalogue.community_listing l where l.council_id = p_council
    union select sw.service_id from catalogue.service_ward sw join catalogue.ward w on w.id = sw.ward_id where w.council_id = p_council
    union select s.id from catalogue.service s join catalogue.provider p on p.id = s.provider_id
      join catalogue.postcode_district d on d.outcode = p.postcode_district where d.council_id = p_council), p_at);
end;

-- The catalogue is written through these from now on: what was there before does the work, then the feed follows.
create function catalogue.import_support_types(p_rows jsonb, p_at timestamptz) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform from catalogue.feed_change c for update;
  perform catalogue.import_support_types(p_rows);
  if catalogue.keep_support_type_terms() > 0 then perform catalogue.mark_feed_change(p_at); end if;
  perform catalogue.refresh_feed(array(select d.id from catalogue.search_document d
    join jsonb_to_recordset(p_rows) as r (slug text) on r.slug = d.support_type_slug), p_at);
end $$;

create function catalogue.import_wards(p_council uuid, p_council_key text, p_rows jsonb, p_at timestamptz) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform from catalogue.feed_change c for update;
  perform catalogue.import_wards(p_council, p_council_key, p_rows);
  perform catalogue.refresh_feed_of_council(p_council, p_at);
end $$;

create function catalogue.import_postcode_districts(p_council uuid, p_rows jsonb, p_at timestamptz) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform from catalogue.feed_change c for update;
  perform catalogue.import_postcode_districts(p_council, p_rows);
  perform catalogue.refresh_feed_of_council(p_council, p_at);
end $$;

create function catalogue.import_providers(p_own uuid, p_rows jsonb, p_at timestamptz) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform from catalogue.feed_change c for update;
  perform catalogue.import_providers(p_own, p_rows);
  perform catalogue.refresh_feed(array(select s.id from catalogue.service s join jsonb_to_recordset(p_rows) as r (id uuid) on r.id = s.provider_id), p_at);
end $$;

create function catalogue.import_services(p_own uuid, p_rows jsonb, p_at timestamptz) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform from catalogue.feed_change c for update;
  perform catalogue.import_services(p_own, p_rows);
  begin
    update catalogue.service s set minimum_age = r."minimumAge", maximum_age = r."maximumAge"
    from jsonb_to_recordset(p_rows) as r (id uuid, "minimumAge" int, "maximumAge" int)
    where s.id = r.id and (s.minimum_age, s.maximum_age) is distinct from (r."minimumAge", r."maximumAge");
  exception
    when check_violation then perform catalogue.refuse_unknown('minimumAge', 'Ages are 0 to 120, the lowest first.');
  end;
  perform catalogue.refresh_feed(array(select r.id from jsonb_to_recordset(p_rows) as r (id uuid)), p_at);
end $$;

create function catalogue.import_variants(p_own uuid, p_rows jsonb, p_at timestamptz) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform from catalogue.feed_change c for update;
  perform catalogue.import_variants(p_own, p_rows);
  perform catalogue.refresh_feed(array(select distinct r."serviceId" from jsonb_to_recordset(p_rows) as r ("serviceId" uuid)), p_at);
end $$;

alter function catalogue.save_listing rename to write_listing;
create function catalogue.save_listing(p_id uuid, p_is_new boolean, p_organisation uuid, p_organisation_name text, p_row jsonb, p_on date, p_at timestamptz)
returns uuid language plpgsql security definer set search_path = pg_catalog as $$
declare
  council uuid;
begin
  perform from catalogue.feed_change c for update;
  council := catalogue.write_listing(p_id, p_is_new, p_organisation, p_organisation_name, p_row, p_on, p_at);
  perform catalogue.refresh_feed(array[p_id], p_at);
  return council;
end $$;

alter function catalogue.moderate_listing rename to judge_listing;
create function catalogue.moderate_listing(p_id uuid, p_council uuid, p_publish boolean, p_reason text, p_by uuid, p_at timestamptz)
returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform from catalogue.feed_change c for update;
  perform catalogue.judge_listing(p_id, p_council, p_publish, p_reason, p_by, p_at);
  perform catalogue.refresh_feed(array[p_id], p_at);
end $$;

-- The ways past the feed are closed to the app.
revoke execute on function catalogue.import_support_types(jsonb), catalogue.import_wards(uuid, text, jsonb), catalogue.import_postcode_districts(uuid, jsonb),
  catalogue.import_providers(uuid, jsonb), catalogue.import_services(uuid, jsonb), catalogue.import_variants(uuid, jsonb),
  catalogue.write_listing, catalogue.judge_listing from owncourse_app;
grant execute on function catalogue.import_support_types(jsonb, timestamptz), catalogue.import_wards(uuid, text, jsonb, timestamptz),
  catalogue.import_postcode_districts(uuid, jsonb, timestamptz), catalogue.import_providers(uuid, jsonb, timestamptz),
  catalogue.import_services(uuid, jsonb, timestamptz), catalogue.import_variants(uuid, jsonb, timestamptz), catalogue.save_listing,
  catalogue.moderate_listing to owncourse_app;
grant execute on function catalogue.derived_id to owncourse_app, owncourse_auditor;

-- What is there already comes into the feed with the moment of this migration: nothing says when it was written.
select catalogue.keep_support_type_terms();
select catalogue.refresh_feed(array(select id from catalogue.search_document), now()) where exists (select from catalogue.search_document);
