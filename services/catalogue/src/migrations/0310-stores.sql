-- A provider keeps its own store: what it sells (drafts, a day to go on show, retired), the papers that show it can be trusted,
-- and which councils have looked at them.

-- A draft goes on show by itself on this London day.
alter table catalogue.service add column publish_on date;
create index service_to_show on catalogue.service (publish_on) where publish_on is not null;

-- Kinds of support that always are a regulated activity in the law of England: whoever sells them needs to be registered, whatever they ticked.
create function catalogue.is_always_regulated(p_slug text) returns boolean language sql immutable parallel safe
return p_slug in ('personal-care', 'medicines-help', 'live-in-care', 'end-of-life-care', 'getting-back-on-your-feet', 'night-support');

-- What a provider says of its papers: each word whole, with who and when; the last one counts.
create table catalogue.provider_check (
  provider_id uuid not null references catalogue.provider,
  number int not null check (number > 0),
  safeguarding_statement text,
  safeguarding_until date,
  insurer text,
  policy_number text,
  insured_until date,
  -- Of somebody who works alone.
  dbs_on date,
  dbs_until date check (dbs_until > dbs_on),
  said_at timestamptz not null,
  said_by uuid not null,
  primary key (provider_id, number),
  constraint safeguarding_whole check (num_nulls(safeguarding_statement, safeguarding_until) in (0, 2)),
  constraint insurance_whole check (num_nulls(insurer, policy_number, insured_until) in (0, 3)),
  constraint dbs_whole check (num_nulls(dbs_on, dbs_until) in (0, 2))
);

-- What a council made of them; the last word counts, of the papers with that number.
create table catalogue.council_check (
  council_id uuid not null,
  provider_id uuid not null,
  number int not null check (number > 0),
  check_number int not null,
  accepted boolean not null,
  reason text,
  decided_at timestamptz not null,
  decided_by uuid not null,
  primary key (council_id, provider_id, number),
  foreign key (provider_id, check_number) references catalogue.provider_check (provider_id, number),
  check (accepted or reason is not null)
);
create index council_check_of_provider on catalogue.council_check (provider_id, council_id, number);

-- Each end of a paper is told once before it comes, and once on its last day.
create table catalogue.check_warning (
  provider_id uuid not null references catalogue.provider,
  paper text not null check (paper in ('INSURANCE', 'SAFEGUARDING', 'DBS')),
  until date not null,
  stage text not null check (stage in ('SOON', 'LAST_DAY')),
  noted_at timestamptz not null,
  primary key (provider_id, paper, until, stage)
);

-- Numbers of policies are between a provider and the councils that look; the public part is in shown_checks.
select kernel.protect_table('catalogue.provider_check', 'provider_id = (select kernel.scope_organisation())');
select kernel.protect_table('catalogue.council_check',
  'provider_id = (select kernel.scope_organisation()) or council_id = (select kernel.scope_council())');
select kernel.protect_table('catalogue.check_warning', 'provider_id = (select kernel.scope_organisation())');

create function catalogue.last_check(p_provider uuid) returns catalogue.provider_check
language sql stable security definer set search_path = pg_catalog as $$
  select c.* from catalogue.provider_check c where c.provider_id = p_provider order by c.number desc limit 1
$$;

-- What everybody may know of a store's papers; one row for each store that is not a draft, and for the reader's own.
create function catalogue.shown_checks(p_providers uuid[], p_on date)
returns table (id uuid, safeguarding_statement text, safeguarding_until date, safeguarding_in_date boolean, insurer text, insured_until date,
  insurance_in_date boolean, dbs_on date, dbs_until date, dbs_in_date boolean)
language sql stable security definer set search_path = pg_catalog as $$
  select p.id, c.safeguarding_statement, c.safeguarding_until, coalesce(c.safeguarding_until >= p_on, false), c.insurer, c.insured_until,
    coalesce(c.insured_until >= p_on, false), c.dbs_on, c.dbs_until, coalesce(c.dbs_until >= p_on, false)
  from catalogue.provider p
  left join lateral (select * from catalogue.provider_check k where k.provider_id = p.id order by k.number desc limit 1) c on true
  where p.id = any (p_providers) and (p.status <> 'DRAFT' or p.id = kernel.scope_organisation())
$$;

-- The last word of each council about each of these stores.
create function catalogue.council_words(p_providers uuid[])
returns table (provider_id uuid, council_id uuid, check_number int, accepted boolean, reason text, decided_at timestamptz)
language sql stable security definer set search_path = pg_catalog as $$
  select distinct on (c.provider_id, c.council_id) c.provider_id, c.council_id, c.check_number, c.accepted, c.reason, c.decided_at
  from catalogue.council_check c where c.provider_id = any (p_providers)
  order by c.provider_id, c.council_id, c.number desc
$$;

-- Published: stores that a council has accepted and whose insurance runs on that day. New papers wait for the council to look
-- again, and what it said stands until then; insurance that ran out ends it at once.
create function catalogue.accepted_providers(p_council uuid, p_on date) returns table (provider_id uuid)
language sql stable security definer set search_path = pg_catalog as $$
  select w.provider_id
  from (select distinct on (c.provider_id) c.provider_id, c.accepted from catalogue.council_check c
        where c.council_id = p_council order by c.provider_id, c.number desc) w
  join catalogue.provider p on p.id = w.provider_id and p.status = 'PUBLISHED'
  where w.accepted and (catalogue.last_check(w.provider_id)).insured_until >= p_on
$$;

-- Published: the councils that have accepted these stores, as accepted_providers has it.
create function catalogue.accepted_by(p_providers uuid[], p_on date) returns table (provider_id uuid, council_id uuid, accepted_on date)
language sql stable security definer set search_path = pg_catalog as $$
  select w.provider_id, w.council_id, (w.decided_at at time zone 'Europe/London')::date
  from catalogue.council_words(p_providers) w join catalogue.provider p on p.id = w.provider_id and p.status = 'PUBLISHED'
  where w.accepted and (catalogue.last_check(w.provider_id)).insured_until >= p_on
$$;

-- A provider's own card. The first one makes the store, as a draft until something of it is on show; its kind stays then.
create function catalogue.save_store(p_own uuid, p_row jsonb, p_at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  now_there catalogue.provider;
begin
  perform from catalogue.feed_change c for update;
  select * into now_there from catalogue.provider p where p.id = p_own;
  if now_there.kind <> p_row ->> 'kind' then
    perform catalogue.refuse_unknown('kind', 'Ask us to change the kind of your store. What you can sell depends on it.');
  end if;
  -- A place that was set on the map stays while the district does.
  perform catalogue.import_providers(p_own, jsonb_build_array(p_row || jsonb_build_object('id', p_own, 'status', coalesce(now_there.status, 'DRAFT'),
    'cqcRating', now_there.cqc_rating,
    'latitude', case when now_there.postcode_district = p_row ->> 'postcodeDistrict' then now_there.latitude end,
    'longitude', case when now_there.postcode_district = p_row ->> 'postcodeDistrict' then now_there.longitude end)), p_at);
end $$;

-- False, and nothing is written, where the last word said the same.
create function catalogue.save_checks(p_own uuid, p_row jsonb, p_at timestamptz, p_by uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog as $$
declare
  before catalogue.provider_check;
  said catalogue.provider_check;
begin
  perform from catalogue.provider p where p.id = p_own for no key update;
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  before := catalogue.last_check(p_own);
  said := row(p_own, coalesce(before.number, 0) + 1, p_row ->> 'safeguardingStatement', (p_row ->> 'safeguardingUntil')::date, p_row ->> 'insurer',
    p_row ->> 'policyNumber', (p_row ->> 'insuredUntil')::date, (p_row ->> 'dbsOn')::date, (p_row ->> 'dbsUntil')::date, p_at, p_by)::catalogue.provider_check;
  if before.number is not null and to_jsonb(before) - array['number', 'said_at', 'said_by'] = to_jsonb(said) - array['number', 'said_at', 'said_by'] then
    return false;
  end if;
  insert into catalogue.provider_check select said.*;
  return true;
end $$;

-- A council concerned is one where the store stands or sells.
create function catalogue.councils_of_provider(p_provider uuid) returns setof uuid
language sql stable security definer set search_path = pg_catalog as $$
  select d.council_id from catalogue.provider p join catalogue.postcode_district d on d.outcode = p.postcode_district where p.id = p_provider
  union
  select w.council_id from catalogue.service s join catalogue.service_ward sw on sw.service_id = s.id join catalogue.ward w on w.id = sw.ward_id
  where s.provider_id = p_provider
$$;

-- For an officer: stores of the council with papers that it has not looked at yet, the longest wait first.
create function catalogue.checks_to_look_at(p_council uuid, p_on date)
returns table (provider_id uuid, name text, kind text, cqc_location_id text, sells_regulated boolean, check_number int, safeguarding_statement text,
  safeguarding_until date, insurer text, policy_number text, insured_until date, dbs_on date, dbs_until date, said_at timestamptz, was_accepted boolean)
language sql stable security definer set search_path = pg_catalog as $$
  select p.id, p.name, p.kind, p.cqc_location_id,
    exists (select from catalogue.service s where s.provider_id = p.id and s.regulated_activity and s.status <> 'RETIRED'),
    c.number, c.safeguarding_statement, c.safeguarding_until, c.insurer, c.policy_number, c.insured_until, c.dbs_on, c.dbs_until, c.said_at, w.accepted
  from catalogue.provider p
  cross join lateral (select * from catalogue.provider_check k where k.provider_id = p.id order by k.number desc limit 1) c
  left join lateral (select d.accepted, d.check_number from catalogue.council_check d where d.council_id = p_council and d.provider_id = p.id
    order by d.number desc limit 1) w on true
  where p.status <> 'RETIRED' and w.check_number is distinct from c.number and p_council in (select catalogue.councils_of_provider(p.id))
  order by c.said_at, p.id limit 200
$$;

-- A council's word about a store's papers. What changed since the officer read them is not accepted unseen: WRONG_STATE.
-- False, and nothing is written, where it said the same of the same papers last.
create function catalogue.decide_checks(p_council uuid, p_provider uuid, p_check int, p_accept boolean, p_reason text, p_on date, p_at timestamptz, p_by uuid)
returns boolean language plpgsql security definer set search_path = pg_catalog as $$
declare
  papers catalogue.provider_check;
  last_word catalogue.council_check;
begin
  perform from catalogue.provider p where p.id = p_provider for no key update;
  if not found or p_council not in (select catalogue.councils_of_provider(p_provider)) then perform kernel.refuse('NOT_FOUND'); end if;
  papers := catalogue.last_check(p_provider);
  if papers.number is null then perform kernel.refuse('NOT_FOUND'); end if;
  if papers.number <> p_check then perform kernel.refuse('WRONG_STATE'); end if;
  if p_accept and coalesce(papers.insured_until < p_on, true) then
    perform catalogue.refuse_unknown('answer', 'Their insurance does not run today, so you cannot accept them. Say no, with the reason.');
  end if;
  select * into last_word from catalogue.council_check c where c.council_id = p_council and c.provider_id = p_provider order by c.number desc limit 1;
  if last_word.check_number = p_check and last_word.accepted = p_accept and last_word.reason is not distinct from p_reason then return false; end if;
  insert into catalogue.council_check
  values (p_council, p_provider, coalesce(last_word.number, 0) + 1, p_check, p_accept, p_reason, p_at, p_by);
  return true;
end $$;

-- Job. Papers that end within 30 days, and again on their last day (or after it, where a run was missed); older ends are no news.
create function catalogue.note_ending_checks(p_on date, p_at timestamptz) returns table (provider_id uuid, paper text, until date, stage text)
language sql security definer set search_path = pg_catalog as $$
  insert into catalogue.check_warning (provider_id, paper, until, stage, noted_at)
  select p.id, x.paper, x.until, case when x.until <= p_on then 'LAST_DAY' else 'SOON' end, p_at
  from catalogue.provider p
  cross join lateral (select * from catalogue.provider_check k where k.provider_id = p.id order by k.number desc limit 1) c
  cross join lateral (values ('INSURANCE', c.insured_until), ('SAFEGUARDING', c.safeguarding_until), ('DBS', c.dbs_until)) x (paper, until)
  where p.status <> 'RETIRED' and x.until between p_on - 30 and p_on + 30
  on conflict do nothing
  returning provider_id, paper, until, stage
$$;

-- The areas that somebody reaches from a postcode district: its own, and those whose middle is no further than that.
create function catalogue.wards_within(p_outcode text, p_miles int) returns setof uuid
language sql stable security definer set search_path = pg_catalog as $$
  select w.id from catalogue.postcode_district d join catalogue.ward w
    on w.id = d.ward_id or catalogue.miles_between(d.latitude, d.longitude, w.latitude, w.longitude) <= p_miles
  where d.outcode = p_outcode
$$;

-- A provider's service as it writes it. Without areas but with miles it is where these reach. A new one is a draft; the change of one on show counts at once.
create function catalogue.save_service(p_own uuid, p_row jsonb, p_at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  now_there catalogue.service;
begin
  perform from catalogue.feed_change c for update;
  select * into now_there from catalogue.service s where s.id = (p_row ->> 'id')::uuid;
  if now_there.provider_id <> p_own then perform kernel.refuse('NOT_FOUND'); end if;
  perform catalogue.import_services(p_own, jsonb_build_array(p_row || jsonb_build_object(
    'wardIds', case when p_row -> 'wardIds' = '[]' and p_row ->> 'radiusMiles' is not null
      then (select coalesce(jsonb_agg(w), '[]') from catalogue.provider p, catalogue.wards_within(p.postcode_district, (p_row ->> 'radiusMiles')::int) w where p.id = p_own)
      else p_row -> 'wardIds' end,
    'providerId', p_own, 'status', coalesce(now_there.status, 'DRAFT'),
    'minimumAge', now_there.minimum_age, 'maximumAge', now_there.maximum_age,
    'regulatedActivity', (p_row ->> 'regulatedActivity')::boolean
      or catalogue.is_always_regulated(p_row ->> 'supportTypeSlug'))), p_at);
  -- What is on show may not become what it may not show.
  if now_there.status = 'PUBLISHED' then perform catalogue.refuse_unready(now_there.id); end if;
end $$;

-- A price of a service of the provider's own; a new one comes last. On sale as soon as its service is. No order that was placed changes.
create function catalogue.save_variant(p_own uuid, p_row jsonb, p_at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  now_there catalogue.variant;
begin
  perform from catalogue.feed_change c for update;
  select * into now_there from catalogue.variant v where v.id = (p_row ->> 'id')::uuid;
  perform catalogue.import_variants(p_own, jsonb_build_array(p_row || jsonb_build_object(
    'position', coalesce(now_there.position, (select max(v.position) + 1 from catalogue.variant v where v.service_id = (p_row ->> 'serviceId')::uuid), 0))), p_at);
  if exists (select from catalogue.service s where s.id = (p_row ->> 'serviceId')::uuid and s.status = 'PUBLISHED')
    and catalogue.unready_because((p_row ->> 'serviceId')::uuid) = 'NO_PRICE' then
    perform catalogue.refuse_unknown('onSale', 'It is on show, so it needs a price. Add another one first, or take the whole service off sale.');
  end if;
end $$;

-- Why a service may not go on show: null when it may, else a word that its people read in full.
create function catalogue.unready_because(p_service uuid) returns text
language sql stable security definer set search_path = pg_catalog as $$
  select case
    when not exists (select from catalogue.variant v where v.service_id = s.id and v.status = 'PUBLISHED') then 'NO_PRICE'
    when not exists (select from catalogue.service_ward w where w.service_id = s.id) then 'NO_AREA'
    -- Somebody whom a person employs themselves need not be registered.
    when s.regulated_activity and p.kind <> 'PERSONAL_ASSISTANT' and p.cqc_location_id is null then 'NOT_REGISTERED'
  end
  from catalogue.service s join catalogue.provider p on p.id = s.provider_id where s.id = p_service
$$;

create function catalogue.refuse_unready(p_service uuid) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  case catalogue.unready_because(p_service)
    when 'NO_PRICE' then perform catalogue.refuse_unknown('variants', 'It needs a price first. Add one, then put it on show.');
    when 'NO_AREA' then perform catalogue.refuse_unknown('wardIds', 'Say where you do this first. Choose one area or more.');
    when 'NOT_REGISTERED' then perform catalogue.refuse_unknown('cqcLocationId',
      'The law asks you to be registered with the Care Quality Commission for this. Add your CQC location number, then put it on show.');
    else null;
  end case;
end $$;

-- On show now; the store with its first service. Search and the feed know it at once.
create function catalogue.show_services(p_services uuid[], p_at timestamptz) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  update catalogue.provider p set status = 'PUBLISHED'
  from catalogue.service s where s.id = any (p_services) and p.id = s.provider_id and p.status = 'DRAFT';
  update catalogue.service s set status = 'PUBLISHED', publish_on = null where s.id = any (p_services);
  perform catalogue.refresh_services(p_services);
  perform catalogue.refresh_feed(p_services, p_at);
end $$;

-- PUBLISH now, SCHEDULE for a day that is to come, UNSCHEDULE, or RETIRE: no new orders; those there are keep its name.
-- Saying what is so already changes nothing. Refuses NOT_FOUND, WRONG_STATE, INVALID_INPUT.
create function catalogue.change_service(p_own uuid, p_service uuid, p_change text, p_publish_on date, p_on date, p_at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  now_there catalogue.service;
begin
  perform from catalogue.feed_change c for update;
  select * into now_there from catalogue.service s where s.id = p_service and s.provider_id = p_own;
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  if p_change = 'PUBLISH' then
    if now_there.status = 'PUBLISHED' then return; end if;
    perform catalogue.refuse_unready(p_service);
    perform catalogue.show_services(array[p_service], p_at);
  elsif p_change = 'RETIRE' then
    if now_there.status = 'RETIRED' then return; end if;
    if now_there.status = 'DRAFT' then perform kernel.refuse('WRONG_STATE'); end if;
    update catalogue.service s set status = 'RETIRED' where s.id = p_service;
    perform catalogue.refresh_services(array[p_service]);
    perform catalogue.refresh_feed(array[p_service], p_at);
  else
    if now_there.status <> 'DRAFT' then perform kernel.refuse('WRONG_STATE'); end if;
    if p_change = 'SCHEDULE' then
      if coalesce(p_publish_on <= p_on, true) then perform catalogue.refuse_unknown('publishOn', 'Choose a day after today.'); end if;
      perform catalogue.refuse_unready(p_service);
    end if;
    update catalogue.service s set publish_on = case when p_change = 'SCHEDULE' then p_publish_on end where s.id = p_service;
  end if;
end $$;

-- Job. What waits for a day that has come goes on show; what may not any more waits on, and its people read why. Gives how many.
create function catalogue.show_due_services(p_on date, p_at timestamptz) returns int language plpgsql security definer set search_path = pg_catalog as $$
declare
  due uuid[];
begin
  if not exists (select from catalogue.service s where s.publish_on <= p_on and s.status = 'DRAFT') then return 0; end if;
  perform from catalogue.feed_change c for update;
  due := array(select s.id from catalogue.service s where s.publish_on <= p_on and s.status = 'DRAFT' and catalogue.unready_because(s.id) is null);
  perform catalogue.show_services(due, p_at);
  return cardinality(due);
end $$;

grant execute on function catalogue.shown_checks, catalogue.accepted_providers, catalogue.accepted_by to owncourse_app, owncourse_auditor;
grant execute on function catalogue.unready_because, catalogue.councils_of_provider, catalogue.save_store, catalogue.save_checks, catalogue.checks_to_look_at, catalogue.decide_checks,
  catalogue.note_ending_checks, catalogue.save_service, catalogue.save_variant, catalogue.change_service, catalogue.show_due_services to owncourse_app;
