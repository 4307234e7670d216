-- Services, prices and registers that come in files: one import for each file, its rows until they are taken, and what is wrong with them.

create table catalogue.import_job (
  id uuid primary key,
  kind text not null check (kind in ('SERVICES', 'REGISTER')),
  -- Whose services; null: an operator's, whose rows say which provider they are of.
  organisation_id uuid,
  -- Whose officer sent a register; null: an operator.
  council_id uuid,
  file_name text not null,
  file_hash text not null default '',
  state text not null check (state in ('READING', 'CHECKING', 'CHECKED', 'IMPORTING', 'DONE')),
  row_count int not null default 0,
  -- Rows before this one are taken.
  next_row int not null default 0,
  added int not null default 0,
  changed int not null default 0,
  unchanged int not null default 0,
  refused int not null default 0,
  -- Of a register: places that no store here has.
  not_here int not null default 0,
  asked_by uuid not null,
  asked_at timestamptz not null,
  moved_at timestamptz not null,
  ended_at timestamptz
);
create index import_job_to_take on catalogue.import_job (asked_at) where state in ('CHECKING', 'IMPORTING');
create index import_job_of_organisation on catalogue.import_job (organisation_id, asked_at desc);
create index import_job_of_council on catalogue.import_job (council_id, asked_at desc);

create table catalogue.import_row (
  job_id uuid not null references catalogue.import_job on delete cascade,
  line int not null,
  -- What the row is of (a service, a place), and which one of it (a price).
  group_key text not null,
  item_key text not null,
  -- In the order of the columns that we know.
  cells text[] not null,
  primary key (job_id, line)
);
create index import_row_by_key on catalogue.import_row (job_id, md5(group_key), line);

create table catalogue.import_problem (
  job_id uuid not null references catalogue.import_job on delete cascade,
  line int not null,
  number int not null,
  column_name text not null,
  value text not null,
  reason text not null,
  primary key (job_id, line, number)
);

-- What a provider calls its services and prices in its files.
create table catalogue.file_reference (
  item_id uuid primary key,
  provider_id uuid not null references catalogue.provider,
  -- The provider of a service, the service of a price.
  parent_id uuid not null,
  reference text not null check (reference <> '' and length(reference) <= 100),
  unique (parent_id, reference)
);

select kernel.protect_table('catalogue.import_job',
  'organisation_id = (select kernel.scope_organisation()) or council_id = (select kernel.scope_council())');
select kernel.protect_table('catalogue.import_row', 'false');
select kernel.protect_table('catalogue.import_problem', 'exists (select from catalogue.import_job j where j.id = job_id)');
select kernel.protect_table('catalogue.file_reference', 'provider_id = (select kernel.scope_organisation())');

-- Makes room for the rows of a file, and forgets what nobody came back to: files whose sending broke off, and old imports.
create function catalogue.start_import(p_id uuid, p_kind text, p_organisation uuid, p_council uuid, p_name text, p_by uuid, p_at timestamptz)
returns void language sql security definer set search_path = pg_catalog
begin atomic
  delete from catalogue.import_job j where (j.state = 'READING' and j.moved_at < p_at - interval '1 hour')
    or (j.state in ('CHECKED', 'DONE') and j.moved_at < p_at - interval '90 days');
  insert into catalogue.import_job (id, kind, organisation_id, council_id, file_name, state, asked_by, asked_at, moved_at)
  values (p_id, p_kind, p_organisation, p_council, p_name, 'READING', p_by, p_at, p_at);
end;

create function catalogue.add_import_rows(p_id uuid, p_rows jsonb, p_at timestamptz) returns void
language sql security definer set search_path = pg_catalog
begin atomic
  insert into catalogue.import_row (job_id, line, group_key, item_key, cells)
  select p_id, (r.value ->> 0)::int, r.value ->> 1, r.value ->> 2, array(select jsonb_array_elements_text(r.value -> 3))
  from jsonb_array_elements(p_rows) r;
  update catalogue.import_job j set row_count = row_count + jsonb_array_length(p_rows), moved_at = p_at where j.id = p_id;
end;

create function catalogue.drop_import(p_id uuid) returns void language sql security definer set search_path = pg_catalog
begin atomic
  delete from catalogue.import_job j where j.id = p_id and j.state = 'READING';
end;

-- The file is whole. The same file of the same sender that is not done yet is the same import: gives its id, and the new rows go.
create function catalogue.finish_import(p_id uuid, p_hash text, p_check boolean, p_at timestamptz) returns uuid
language plpgsql security definer set search_path = pg_catalog as $$
declare
  own catalogue.import_job;
  same uuid;
begin
  select * into strict own from catalogue.import_job j where j.id = p_id for update;
  perform pg_advisory_xact_lock(hashtextextended(concat_ws('/', 'import', own.kind, own.organisation_id, own.council_id, p_hash), 0));
  select j.id into same from catalogue.import_job j
  where j.file_hash = p_hash and j.kind = own.kind and j.organisation_id is not distinct from own.organisation_id
    and j.council_id is not distinct from own.council_id and j.state in ('CHECKING', 'CHECKED', 'IMPORTING') and j.id <> p_id
  order by j.asked_at limit 1;
  if same is not null then
    delete from catalogue.import_job j where j.id = p_id;
    return same;
  end if;
  update catalogue.import_job j set file_hash = p_hash, state = case when p_check then 'CHECKING' else 'IMPORTING' end, moved_at = p_at where j.id = p_id;
  return p_id;
end $$;

-- What was only checked so far is taken in now; NOT_FOUND for somebody else's. Asking again changes nothing.
create function catalogue.begin_import(p_id uuid, p_organisation uuid, p_council uuid, p_at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  own catalogue.import_job;
begin
  select * into own from catalogue.import_job j where j.id = p_id and j.state <> 'READING'
    and j.organisation_id is not distinct from p_organisation and j.council_id is not distinct from p_council for update;
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  if own.state in ('IMPORTING', 'DONE') then return; end if;
  if own.state = 'CHECKING' then perform kernel.refuse('WRONG_STATE'); end if;
  delete from catalogue.import_problem p where p.job_id = p_id;
  update catalogue.import_job j set state = 'IMPORTING', next_row = 0, added = 0, changed = 0, unchanged = 0, refused = 0, not_here = 0, moved_at = p_at
  where j.id = p_id;
end $$;

create function catalogue.imports_to_take() returns table (id uuid) language sql stable security definer set search_path = pg_catalog
begin atomic
  select j.id from catalogue.import_job j where j.state in ('CHECKING', 'IMPORTING') order by j.asked_at, j.id limit 20;
end;

-- For a worker: nothing where another one has it. Everything that is written meanwhile stands still, as for any change of the catalogue.
create function catalogue.take_import(p_id uuid) returns table (kind text, organisation_id uuid, council_id uuid, is_check boolean, next_row int)
language plpgsql security definer set search_path = pg_catalog as $$
begin
  return query select j.kind, j.organisation_id, j.council_id, j.state = 'CHECKING', j.next_row from catalogue.import_job j
    where j.id = p_id and j.state in ('CHECKING', 'IMPORTING') for update skip locked;
  if found then perform from catalogue.feed_change c for update; end if;
end $$;

-- The next rows, to the end of what the last of them is of; with where that begins, and where the same was said before.
create function catalogue.import_rows(p_id uuid, p_from int, p_limit int)
returns table (line int, group_key text, item_key text, cells text[], first_line int, same_line int)
language sql stable security definer set search_path = pg_catalog as $$
  with batch as (
    select r.* from catalogue.import_row r where r.job_id = p_id and r.line >= p_from order by r.line limit p_limit
  ), last_one as (select s.line, s.group_key from batch s order by s.line desc limit 1),
  ends as (
    select coalesce((select min(r.line) from catalogue.import_row r, last_one l where r.job_id = p_id and r.line > l.line and r.group_key <> l.group_key),
      2147483647) as before
  )
  select r.line, r.group_key, r.item_key, r.cells,
    (select min(x.line) from catalogue.import_row x where x.job_id = p_id and md5(x.group_key) = md5(r.group_key) and x.group_key = r.group_key),
    (select min(x.line) from catalogue.import_row x where x.job_id = p_id and md5(x.group_key) = md5(r.group_key) and x.group_key = r.group_key
      and x.item_key = r.item_key and x.line < r.line)
  from catalogue.import_row r, ends e
  where r.job_id = p_id and r.line >= p_from and r.line < e.before and exists (select from batch)
  order by r.line limit p_limit + 5000
$$;

-- What became of the rows before p_next, in the same transaction as what they changed. Nothing left: the import ends.
create function catalogue.move_import(p_id uuid, p_next int, p_counts jsonb, p_problems jsonb, p_at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  own catalogue.import_job;
begin
  insert into catalogue.import_problem (job_id, line, number, column_name, value, reason)
  select p_id, r.line, r.number, r."column", r.value, r.reason
  from jsonb_to_recordset(p_problems) as r (line int, number int, "column" text, value text, reason text)
  -- Whoever has that many to put right looks for one cause of them.
  where (select count(*) from catalogue.import_problem x where x.job_id = p_id) < 10000;
  update catalogue.import_job j set next_row = coalesce(p_next, j.next_row), moved_at = p_at,
    added = j.added + (p_counts ->> 'added')::int, changed = j.changed + (p_counts ->> 'changed')::int,
    unchanged = j.unchanged + (p_counts ->> 'unchanged')::int, refused = j.refused + (p_counts ->> 'refused')::int,
    not_here = j.not_here + (p_counts ->> 'notHere')::int
  where j.id = p_id returning * into own;
  if p_next is not null then return; end if;
  update catalogue.import_job j set state = case when j.state = 'CHECKING' then 'CHECKED' else 'DONE' end, ended_at = p_at where j.id = p_id;
  -- Rows that are in are not kept twice.
  if own.state = 'IMPORTING' then delete from catalogue.import_row r where r.job_id = p_id; end if;
end $$;

-- The services of one provider by what its files call them, as an export writes them. Without references: all of them, ids only.
create function catalogue.services_for_file(p_own uuid, p_references text[], p_ids uuid[])
returns table (id uuid, reference text, support_type text, name text, summary text, description text, who_for text[], languages text[],
  gender_of_worker text, access_needs text[], regulated boolean, areas text[], radius_miles int, next_available_on date, status text,
  minimum_age int, maximum_age int, prices jsonb)
language sql stable security definer set search_path = pg_catalog as $$
  select s.id, coalesce(f.reference, s.id::text), s.support_type_slug, s.name, s.summary, s.description, s.who_for, s.languages,
    s.gender_of_worker, s.access_needs, s.regulated_activity,
    array(select w.council_key || '/' || w.code from catalogue.service_ward sw join catalogue.ward w on w.id = sw.ward_id
      where sw.service_id = s.id order by w.council_key collate "C", w.code collate "C"),
    s.radius_miles, s.next_available_on, s.status, s.minimum_age, s.maximum_age,
    coalesce((select jsonb_agg(jsonb_build_object('id', v.id, 'reference', coalesce(g.reference, v.id::text), 'name', v.name, 'unit', v.unit,
      'dayType', v.day_type, 'timeBand', v.time_band, 'ratio', v.ratio, 'vatTreatment', v.vat_treatment, 'pence', v.public_unit_price_pence::text,
      'minimumQuantity', trim_scale(v.minimum_quantity)::text, 'typicalQuantity', trim_scale(v.typical_quantity)::text,
      'durationMinutes', v.duration_minutes, 'position', v.position, 'onSale', v.status = 'PUBLISHED')
      order by v.position, coalesce(g.reference, v.id::text) collate "C")
      from catalogue.variant v left join catalogue.file_reference g on g.item_id = v.id where v.service_id = s.id), '[]')
  from catalogue.service s left join catalogue.file_reference f on f.item_id = s.id
  where s.provider_id = p_own
    and s.id in (select unnest(p_ids) union all
      select r.item_id from catalogue.file_reference r where r.parent_id = p_own and r.reference = any (p_references))
$$;

-- In the order of a file.
create function catalogue.service_ids_for_file(p_own uuid) returns table (provider_id uuid, id uuid)
language sql stable security definer set search_path = pg_catalog as $$
  select s.provider_id, s.id from catalogue.service s left join catalogue.file_reference f on f.item_id = s.id
  where s.provider_id = coalesce(p_own, s.provider_id) order by s.provider_id, coalesce(f.reference, s.id::text) collate "C"
$$;

-- Where somebody reaches from a store, for these miles, as saving a service by its form has it.
create function catalogue.areas_within(p_own uuid, p_miles int[]) returns table (miles int, areas text[])
language sql stable security definer set search_path = pg_catalog as $$
  select m.miles, array(select w.council_key || '/' || w.code from catalogue.provider p, catalogue.wards_within(p.postcode_district, m.miles) x (id)
    join catalogue.ward w on w.id = x.id where p.id = p_own order by w.council_key collate "C", w.code collate "C")
  from unnest(p_miles) m (miles)
$$;

-- Writes services and prices of one provider, or none of them: gives those that may not be on show as they would be, and why. The caller
-- leaves these out and asks again. Not kept: everything is tried, and taken back.
create function catalogue.write_file_rows(p_own uuid, p_services jsonb, p_variants jsonb, p_references jsonb, p_keep boolean, p_at timestamptz)
returns table (service_id uuid, unready text) language plpgsql security definer set search_path = pg_catalog as $$
declare
  to_show uuid[];
  to_retire uuid[];
  wrong jsonb;
begin
  perform from catalogue.feed_change c for update;
  begin
    to_show := array(select r.id from jsonb_to_recordset(p_services) as r (id uuid, wanted text)
      where r.wanted = 'PUBLISHED' and not exists (select from catalogue.service s where s.id = r.id and s.status = 'PUBLISHED'));
    to_retire := array(select s.id from jsonb_to_recordset(p_services) as r (id uuid, wanted text) join catalogue.service s on s.id = r.id
      where r.wanted = 'RETIRED' and s.status = 'PUBLISHED');
    if p_services <> '[]' then
      perform catalogue.import_services(p_own, (select jsonb_agg(r.value || jsonb_build_object('providerId', p_own,
        'status', coalesce(s.status, case r.value ->> 'wanted' when 'RETIRED' then 'RETIRED' else 'DRAFT' end)))
        from jsonb_array_elements(p_services) r left join catalogue.service s on s.id = (r.value ->> 'id')::uuid), p_at);
    end if;
    if p_variants <> '[]' then perform catalogue.import_variants(p_own, p_variants, p_at); end if;
    insert into catalogue.file_reference (item_id, provider_id, parent_id, reference)
    select r.id, p_own, r.parent, r.reference from jsonb_to_recordset(p_references) as r (id uuid, parent uuid, reference text);
    -- What is on show may not become what it may not show.
    select jsonb_agg(jsonb_build_array(x.id, x.reason)) into wrong
    from (select s.id, catalogue.unready_because(s.id) as reason from catalogue.service s
      where s.id in (select (r.value ->> 'id')::uuid from jsonb_array_elements(p_services) r
          union select (r.value ->> 'serviceId')::uuid from jsonb_array_elements(p_variants) r)
        and (s.id = any (to_show) or (s.status = 'PUBLISHED' and not s.id = any (to_retire)))) x
    where x.reason is not null;
    if wrong is not null or not p_keep then raise exception 'taken back' using errcode = 'OC360'; end if;
    if to_show <> '{}' then perform catalogue.show_services(to_show, p_at); end if;
    if to_retire <> '{}' then
      update catalogue.service s set status = 'RETIRED' where s.id = any (to_retire);
      perform catalogue.refresh_services(to_retire);
      perform catalogue.refresh_feed(to_retire, p_at);
    end if;
  exception when sqlstate 'OC360' then null;
  end;
  return query select (w.value ->> 0)::uuid, w.value ->> 1 from jsonb_array_elements(coalesce(wrong, '[]')) w;
end $$;

-- The stores that stand for these places of a register, as far as this council is concerned with them; null: all.
create function catalogue.stores_of_places(p_council uuid, p_places text[]) returns table (place text, provider_id uuid, rating text)
language sql stable security definer set search_path = pg_catalog as $$
  select p.cqc_location_id, p.id, p.cqc_rating from catalogue.provider p
  where p.cqc_location_id = any (p_places) and (p_council is null or p_council in (select catalogue.councils_of_provider(p.id)))
$$;

-- What a register says of stores that are here. It makes none.
create function catalogue.write_ratings(p_ratings jsonb, p_at timestamptz) returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  services uuid[];
begin
  perform from catalogue.feed_change c for update;
  update catalogue.provider p set cqc_rating = r.rating from jsonb_to_recordset(p_ratings) as r (id uuid, rating text)
  where p.id = r.id and p.cqc_rating is distinct from r.rating;
  services := array(select s.id from catalogue.service s join jsonb_to_recordset(p_ratings) as r (id uuid) on r.id = s.provider_id);
  perform catalogue.refresh_services(services);
  perform catalogue.refresh_feed(services, p_at);
end $$;

-- Kinds of support, with those that are regulated whatever is said.
create function catalogue.kinds_for_file() returns table (slug text, always_regulated boolean)
language sql stable security definer set search_path = pg_catalog as $$
  select t.slug, catalogue.is_always_regulated(t.slug) from catalogue.support_type t
$$;

create function catalogue.stores_for_file(p_ids uuid[]) returns table (id uuid) language sql stable security definer set search_path = pg_catalog as $$
  select p.id from catalogue.provider p where p.id = any (p_ids)
$$;

create index provider_by_cqc_location on catalogue.provider (cqc_location_id) where cqc_location_id is not null;

grant execute on function catalogue.start_import, catalogue.add_import_rows, catalogue.drop_import, catalogue.finish_import, catalogue.begin_import,
  catalogue.imports_to_take, catalogue.take_import, catalogue.import_rows, catalogue.move_import, catalogue.services_for_file,
  catalogue.service_ids_for_file, catalogue.areas_within, catalogue.write_file_rows, catalogue.stores_of_places, catalogue.write_ratings,
  catalogue.kinds_for_file, catalogue.stores_for_file to owncourse_app;

-- For the command line of operators, whose imports are nobody's organisation's.
create function catalogue.import_progress(p_id uuid)
returns table (id uuid, kind text, "fileName" text, state text, rows int, added int, changed int, unchanged int, refused int, "notHere" int)
language sql stable security definer set search_path = pg_catalog as $$
  select j.id, j.kind, j.file_name, j.state, j.row_count, j.added, j.changed, j.unchanged, j.refused, j.not_here
  from catalogue.import_job j where j.id = p_id and j.organisation_id is null and j.council_id is null
$$;
create function catalogue.import_problems(p_id uuid, p_line int, p_number int, p_most int)
returns table ("row" int, number int, "column" text, value text, reason text)
language sql stable security definer set search_path = pg_catalog as $$
  select p.line, p.number, p.column_name, p.value, p.reason from catalogue.import_problem p join catalogue.import_job j on j.id = p.job_id
  where p.job_id = p_id and j.organisation_id is null and j.council_id is null and (p.line, p.number) > (p_line, p_number)
  order by p.line, p.number limit p_most
$$;
grant execute on function catalogue.import_progress, catalogue.import_problems to owncourse_app;
