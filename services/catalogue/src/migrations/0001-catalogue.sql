-- What there is to buy, who sells it, where, and the free community listings beside it.
create schema catalogue;
grant usage on schema catalogue to owncourse_app, owncourse_auditor;

create table catalogue.support_type (
  slug text primary key,
  name text not null,
  description text not null,
  cqc_service_type text,
  client_level_data_service_type text,
  group_name text not null
);

-- council_key is the stable short name of the council, so that a list of wards needs nobody else's table.
create table catalogue.ward (
  id uuid primary key,
  council_id uuid not null,
  council_key text not null,
  code text not null,
  name text not null,
  latitude double precision not null check (latitude between -90 and 90),
  longitude double precision not null check (longitude between -180 and 180),
  unique (council_id, code),
  unique (council_id, id)
);
create index ward_by_council_key on catalogue.ward (council_key);

create table catalogue.postcode_district (
  outcode text primary key check (outcode ~ '^[A-Z]{1,2}[0-9][0-9A-Z]?$'),
  latitude double precision not null check (latitude between -90 and 90),
  longitude double precision not null check (longitude between -180 and 180),
  ward_id uuid not null,
  council_id uuid not null,
  foreign key (council_id, ward_id) references catalogue.ward (council_id, id)
);

-- There is no column for a street or a house: a one-person provider's place is the middle of its postcode district.
create table catalogue.provider (
  id uuid primary key,
  name text not null,
  kind text not null check (kind in ('COMPANY', 'CHARITY', 'MICRO', 'PERSONAL_ASSISTANT', 'COUNCIL_RUN')),
  description text not null,
  postcode_district text not null references catalogue.postcode_district,
  latitude double precision not null,
  longitude double precision not null,
  phone text not null,
  email text not null,
  website text check (website ~ '^https?://'),
  cqc_location_id text,
  cqc_rating text,
  vat_status text not null check (vat_status in ('REGISTERED', 'NOT_REGISTERED', 'EXEMPT_WELFARE')),
  languages text[] not null,
  status text not null check (status in ('DRAFT', 'PUBLISHED', 'RETIRED'))
);

create table catalogue.service (
  id uuid primary key,
  provider_id uuid not null references catalogue.provider,
  support_type_slug text not null references catalogue.support_type,
  name text not null,
  summary text not null,
  description text not null,
  who_for text[] not null,
  languages text[] not null,
  gender_of_worker text not null check (gender_of_worker in ('any', 'women-available', 'men-available')),
  access_needs text[] not null,
  regulated_activity boolean not null,
  radius_miles int check (radius_miles > 0),
  next_available_on date,
  status text not null check (status in ('DRAFT', 'PUBLISHED', 'RETIRED')),
  unique (provider_id, id)
);

create table catalogue.service_ward (
  service_id uuid not null references catalogue.service,
  ward_id uuid not null references catalogue.ward,
  primary key (service_id, ward_id)
);

-- What is priced. Prices are gross pence for one unit.
create table catalogue.variant (
  id uuid primary key,
  service_id uuid not null,
  provider_id uuid not null,
  name text not null,
  unit text not null check (unit in ('HOUR', 'VISIT15', 'VISIT30', 'VISIT45', 'VISIT60', 'NIGHT_ASLEEP', 'NIGHT_AWAKE', 'DAY', 'SESSION',
    'WEEK', 'MONTH', 'YEAR', 'MILE', 'ITEM')),
  day_type text not null check (day_type in ('WEEKDAY', 'SATURDAY', 'SUNDAY', 'BANK_HOLIDAY')),
  time_band text check (time_band in ('day', 'evening', 'night')),
  ratio text not null check (ratio in ('1:1', '2:1', 'group')),
  vat_treatment text not null check (vat_treatment in ('EXEMPT', 'STANDARD', 'ZERO', 'OUTSIDE_SCOPE')),
  public_unit_price_pence bigint not null check (public_unit_price_pence >= 0),
  minimum_quantity numeric(12, 4) not null check (minimum_quantity > 0),
  typical_quantity numeric(12, 4) not null check (typical_quantity >= minimum_quantity),
  -- Length of one unit that happens at a time of day; null for things such as a month or an item.
  duration_minutes int check (duration_minutes > 0),
  position int not null,
  status text not null check (status in ('DRAFT', 'PUBLISHED', 'RETIRED')),
  foreign key (provider_id, service_id) references catalogue.service (provider_id, id)
);
create index variant_by_service on catalogue.variant (service_id, position);

create table catalogue.community_listing (
  council_id uuid not null,
  id uuid not null unique,
  organisation_id uuid not null,
  organisation_name text not null,
  title text not null,
  description text not null,
  support_type_slug text not null references catalogue.support_type,
  ward_id uuid not null,
  place_name text not null,
  postcode_district text not null references catalogue.postcode_district,
  latitude double precision not null,
  longitude double precision not null,
  cost_pence bigint not null check (cost_pence >= 0),
  -- When it happens: an RRULE in London time from a first day; all four or none.
  recurrence text,
  first_on date,
  start_time time,
  duration_minutes int check (duration_minutes > 0),
  contact_phone text,
  contact_email text,
  access_notes text,
  last_checked_on date not null,
  status text not null check (status in ('WAITING', 'PUBLISHED', 'REJECTED', 'RETIRED')),
  moderated_by uuid,
  moderated_at timestamptz,
  moderation_reason text,
  saved_at timestamptz not null,
  primary key (council_id, id),
  foreign key (council_id, ward_id) references catalogue.ward (council_id, id),
  check (num_nulls(recurrence, first_on, start_time, duration_minutes) in (0, 4)),
  check (status <> 'REJECTED' or moderation_reason is not null)
);
create index community_listing_of_organisation on catalogue.community_listing (organisation_id);
create index community_listing_waiting on catalogue.community_listing (council_id, saved_at) where status = 'WAITING';
create index community_listing_that_repeats on catalogue.community_listing (council_id) where status = 'PUBLISHED' and recurrence is not null;

-- Places and terms are nobody's data.
select kernel.protect_table(t::regclass, 'true') from unnest(array['catalogue.support_type', 'catalogue.ward', 'catalogue.postcode_district']) t;
-- A draft is seen by its own organisation alone. What was retired can still be read by id, because old orders name it; no list or search shows it.
select kernel.protect_table('catalogue.provider', 'status <> ''DRAFT'' or id = (select kernel.scope_organisation())');
select kernel.protect_table('catalogue.service',
  'provider_id = (select kernel.scope_organisation()) or (status <> ''DRAFT'' and exists (select from catalogue.provider p where p.id = provider_id))');
select kernel.protect_table('catalogue.variant',
  'provider_id = (select kernel.scope_organisation()) or (status <> ''DRAFT'' and exists (select from catalogue.service s where s.id = service_id))');
select kernel.protect_table('catalogue.service_ward', 'exists (select from catalogue.service s where s.id = service_id)');
select kernel.protect_table('catalogue.community_listing',
  'status = ''PUBLISHED'' or organisation_id = (select kernel.scope_organisation()) or council_id = (select kernel.scope_council())');

-- For rates, ordering and invoicing: what is on sale. Unknown, draft and retired ids give no row.
create function catalogue.variants(p_ids uuid[])
returns table (id uuid, service_id uuid, provider_id uuid, support_type_slug text, unit text, day_type text, name text, service_name text,
  minimum_quantity numeric, public_unit_price_pence bigint, vat_treatment text, vat_status text)
language sql stable security definer set search_path = pg_catalog
begin atomic
  select v.id, v.service_id, v.provider_id, s.support_type_slug, v.unit, v.day_type, v.name, s.name,
    v.minimum_quantity, v.public_unit_price_pence, v.vat_treatment, p.vat_status
  from catalogue.variant v join catalogue.service s on s.id = v.service_id join catalogue.provider p on p.id = v.provider_id
  where v.id = any (p_ids) and v.status = 'PUBLISHED' and s.status = 'PUBLISHED' and p.status = 'PUBLISHED';
end;

create function catalogue.variants_of_services(p_services uuid[]) returns table (id uuid, service_id uuid)
language sql stable security definer set search_path = pg_catalog
begin atomic
  select v.id, v.service_id
  from catalogue.variant v join catalogue.service s on s.id = v.service_id join catalogue.provider p on p.id = v.provider_id
  where v.service_id = any (p_services) and v.status = 'PUBLISHED' and s.status = 'PUBLISHED' and p.status = 'PUBLISHED';
end;

-- Names and kinds for what was ordered or rated, on sale or not any more. Drafts give no row.
create function catalogue.services(p_ids uuid[])
returns table (id uuid, name text, support_type_slug text, provider_id uuid, provider_name text, provider_kind text)
language sql stable security definer set search_path = pg_catalog
begin atomic
  select s.id, s.name, s.support_type_slug, p.id, p.name, p.kind
  from catalogue.service s join catalogue.provider p on p.id = s.provider_id
  where s.id = any (p_ids) and s.status <> 'DRAFT' and p.status <> 'DRAFT';
end;

create function catalogue.providers(p_ids uuid[]) returns table (id uuid, name text, kind text, vat_status text)
language sql stable security definer set search_path = pg_catalog
begin atomic
  select p.id, p.name, p.kind, p.vat_status from catalogue.provider p where p.id = any (p_ids) and p.status <> 'DRAFT';
end;

create function catalogue.service_names(p_ids uuid[]) returns table (service_id uuid, service_name text, provider_name text)
language sql stable security definer set search_path = pg_catalog
begin atomic
  select s.id, s.name, s.provider_name from catalogue.services(p_ids) s;
end;

create function catalogue.provider_names(p_ids uuid[]) returns table (id uuid, name text)
language sql stable security definer set search_path = pg_catalog
begin atomic
  select p.id, p.name from catalogue.providers(p_ids) p;
end;

-- For reports: the terms and places that rows are grouped by.
create function catalogue.support_type_names() returns table (slug text, name text, group_name text)
language sql stable security definer set search_path = pg_catalog
begin atomic
  select t.slug, t.name, t.group_name from catalogue.support_type t;
end;

create function catalogue.ward_names(p_council uuid) returns table (id uuid, code text, name text)
language sql stable security definer set search_path = pg_catalog
begin atomic
  select w.id, w.code, w.name from catalogue.ward w where w.council_id = p_council;
end;

-- The ward of a postcode district, for a person of whom only the district is told.
create function catalogue.ward_of_outcode(p_outcode text) returns uuid
language sql stable security definer set search_path = pg_catalog
begin atomic
  select d.ward_id from catalogue.postcode_district d where d.outcode = p_outcode;
end;

grant execute on function catalogue.variants, catalogue.variants_of_services, catalogue.services, catalogue.providers, catalogue.service_names,
  catalogue.provider_names, catalogue.support_type_names,
  catalogue.ward_names, catalogue.ward_of_outcode to owncourse_app, owncourse_auditor;
