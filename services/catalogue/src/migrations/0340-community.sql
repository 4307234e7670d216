-- Community listings: days that fall out and days of their own, changes that wait beside what is on show, what readers report,
-- and reminders to look again.

alter table catalogue.community_listing
  -- London days on which it does not happen although the rule says so, and days of its own.
  add column not_on date[] not null default '{}',
  add column also_on date[] not null default '{}';
do $$
declare
  old text;
begin
  -- All four or none: by now a listing may have days of its own without a rule.
  select c.conname into strict old from pg_constraint c
  where c.conrelid = 'catalogue.community_listing'::regclass and c.contype = 'c' and pg_get_constraintdef(c.oid) like '%num_nulls(recurrence, first_on%';
  execute format('alter table catalogue.community_listing drop constraint %I', old);
end $$;
alter table catalogue.community_listing
  add check ((recurrence is null) = (first_on is null)),
  add check ((start_time is null) = (duration_minutes is null)),
  add check ((start_time is null) = (recurrence is null and also_on = '{}')),
  add check (recurrence is not null or not_on = '{}'),
  add check (cardinality(not_on) <= 60 and cardinality(also_on) <= 60);
drop index catalogue.community_listing_that_repeats;
create index community_listing_that_happens on catalogue.community_listing (council_id) where status = 'PUBLISHED' and start_time is not null;

-- A change of a listing that is on show. The listing stays as it was until a moderator has looked.
create table catalogue.listing_change (
  council_id uuid not null,
  listing_id uuid not null,
  organisation_id uuid not null,
  -- As catalogue.put_listing reads it.
  row jsonb not null,
  checked_on date not null,
  saved_at timestamptz not null,
  status text not null check (status in ('WAITING', 'REJECTED')),
  reason text,
  decided_by uuid,
  decided_at timestamptz,
  primary key (council_id, listing_id),
  foreign key (council_id, listing_id) references catalogue.community_listing (council_id, id),
  check (status <> 'REJECTED' or reason is not null)
);
create index listing_change_waiting on catalogue.listing_change (council_id, saved_at) where status = 'WAITING';
select kernel.protect_table('catalogue.listing_change',
  'organisation_id = (select kernel.scope_organisation()) or council_id = (select kernel.scope_council())');

-- Somebody says that a listing is wrong. Who it was is not kept, and their words only until a moderator has looked.
create table catalogue.listing_report (
  council_id uuid not null,
  id uuid not null unique,
  listing_id uuid not null,
  kind text not null check (kind in ('OUT_OF_DATE', 'WRONG', 'NOT_RIGHT_HERE')),
  note text check (length(note) between 1 and 500),
  reported_at timestamptz not null,
  settled_at timestamptz,
  settled_by uuid,
  taken_down boolean,
  primary key (council_id, id),
  foreign key (council_id, listing_id) references catalogue.community_listing (council_id, id),
  check (num_nulls(settled_at, settled_by, taken_down) in (0, 3)),
  check (settled_at is null or note is null)
);
create index listing_report_open on catalogue.listing_report (council_id, listing_id) where settled_at is null;
select kernel.protect_table('catalogue.listing_report', 'council_id = (select kernel.scope_council())');

-- How often something open to everybody was done within an hour: a hash of the address and the hour, gone a day later.
create table catalogue.public_act (
  who bytea primary key,
  acts int not null check (acts > 0),
  begun_at timestamptz not null
);
create index public_act_by_age on catalogue.public_act (begun_at);
select kernel.protect_table('catalogue.public_act', 'false');

-- Each reminder once: of which look it reminds, and whether it came before or on the day.
create table catalogue.listing_reminder (
  council_id uuid not null,
  listing_id uuid not null,
  last_checked_on date not null,
  kind text not null check (kind in ('SOON', 'NOW')),
  reminded_at timestamptz not null,
  primary key (council_id, listing_id, last_checked_on, kind),
  foreign key (council_id, listing_id) references catalogue.community_listing (council_id, id)
);
select kernel.protect_table('catalogue.listing_reminder', 'false');

-- Refuses TOO_MANY_TRIES after so many of one address within the hour.
create function catalogue.count_public_act(p_who bytea, p_most int, p_at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  done int;
begin
  delete from catalogue.public_act a where a.begun_at < p_at - interval '1 day';
  insert into catalogue.public_act as a (who, acts, begun_at) values (p_who, 1, p_at)
  on conflict (who) do update set acts = a.acts + 1 returning a.acts into done;
  if done > p_most then perform kernel.refuse('TOO_MANY_TRIES'); end if;
end $$;

create function catalogue.days_in(p_days jsonb) returns date[] language sql immutable set search_path = pg_catalog
return array(select distinct d.day::date from jsonb_array_elements_text(coalesce(p_days, '[]')) d (day) order by 1);

-- Writes the listing itself. Whoever calls this has looked whose it is.
create function catalogue.put_listing(p_council uuid, p_id uuid, p_is_new boolean, p_organisation uuid, p_organisation_name text, p_row jsonb, p_on date,
  p_status text, p_at timestamptz)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  place record;
begin
  select d.* into place from catalogue.postcode_district d where d.outcode = p_row ->> 'postcodeDistrict';
  if not found then perform catalogue.refuse_unknown('postcodeDistrict', 'We do not know this postcode. Give its first half, such as MB1.'); end if;
  insert into catalogue.community_listing (council_id, id, organisation_id, organisation_name, title, description, support_type_slug, ward_id, place_name,
    postcode_district, latitude, longitude, cost_pence, recurrence, first_on, start_time, duration_minutes, not_on, also_on, contact_phone, contact_email,
    access_notes, last_checked_on, status, saved_at)
  values (p_council, p_id, p_organisation, p_organisation_name, p_row ->> 'title', p_row ->> 'description', p_row ->> 'supportTypeSlug',
    (p_row ->> 'wardId')::uuid, p_row ->> 'placeName', p_row ->> 'postcodeDistrict', coalesce((p_row ->> 'latitude')::double precision, place.latitude),
    coalesce((p_row ->> 'longitude')::double precision, place.longitude), (p_row ->> 'costPence')::bigint, p_row ->> 'recurrence',
    (p_row ->> 'firstOn')::date, (p_row ->> 'startTime')::time, (p_row ->> 'durationMinutes')::int, catalogue.days_in(p_row -> 'notOn'),
    catalogue.days_in(p_row -> 'alsoOn'), p_row ->> 'contactPhone', p_row ->> 'contactEmail', p_row ->> 'accessNotes', p_on, p_status, p_at)
  on conflict (council_id, id) do update set organisation_name = excluded.organisation_name, title = excluded.title, description = excluded.description,
    support_type_slug = excluded.support_type_slug, ward_id = excluded.ward_id, place_name = excluded.place_name,
    postcode_district = excluded.postcode_district, latitude = excluded.latitude, longitude = excluded.longitude, cost_pence = excluded.cost_pence,
    recurrence = excluded.recurrence, first_on = excluded.first_on, start_time = excluded.start_time, duration_minutes = excluded.duration_minutes,
    not_on = excluded.not_on, also_on = excluded.also_on, contact_phone = excluded.contact_phone, contact_email = excluded.contact_email,
    access_notes = excluded.access_notes, last_checked_on = excluded.last_checked_on, status = excluded.status, saved_at = excluded.saved_at,
    moderated_by = null, moderated_at = null, moderation_reason = null
  where not p_is_new;
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  perform catalogue.refresh_listings(array[p_id]);
exception
  when unique_violation then perform kernel.refuse('NOT_FOUND');
  when foreign_key_violation then perform catalogue.refuse_unknown('supportTypeSlug', 'Choose a kind of support from the list.');
end $$;

-- As before, but what is on show stays on show: its change is kept beside it.
create or replace function catalogue.write_listing(p_id uuid, p_is_new boolean, p_organisation uuid, p_organisation_name text, p_row jsonb, p_on date, p_at timestamptz)
returns uuid language plpgsql security definer set search_path = pg_catalog as $$
declare
  council uuid;
  current text;
begin
  if not exists (select from catalogue.postcode_district d where d.outcode = p_row ->> 'postcodeDistrict') then
    perform catalogue.refuse_unknown('postcodeDistrict', 'We do not know this postcode. Give its first half, such as MB1.');
  end if;
  select w.council_id into council from catalogue.ward w where w.id = (p_row ->> 'wardId')::uuid;
  if not found then perform catalogue.refuse_unknown('wardId', 'Choose an area from the list.'); end if;
  if not exists (select from catalogue.support_type t where t.slug = p_row ->> 'supportTypeSlug') then
    perform catalogue.refuse_unknown('supportTypeSlug', 'Choose a kind of support from the list.');
  end if;
  if not p_is_new then
    select l.status into current from catalogue.community_listing l
    where l.id = p_id and l.organisation_id = p_organisation and l.council_id = council for update;
    if not found then perform kernel.refuse('NOT_FOUND'); end if;
  end if;
  if current = 'PUBLISHED' then
    insert into catalogue.listing_change (council_id, listing_id, organisation_id, row, checked_on, saved_at, status)
    values (council, p_id, p_organisation, p_row, p_on, p_at, 'WAITING')
    on conflict (council_id, listing_id) do update set row = excluded.row, checked_on = excluded.checked_on, saved_at = excluded.saved_at,
      status = 'WAITING', reason = null, decided_by = null, decided_at = null;
    return council;
  end if;
  perform catalogue.put_listing(council, p_id, p_is_new, p_organisation, p_organisation_name, p_row, p_on, 'WAITING', p_at);
  return council;
end $$;

-- p_seen is when that was saved which the moderator has read; null where nobody says. What was written since is not decided unread.
create or replace function catalogue.judge_listing(p_id uuid, p_council uuid, p_publish boolean, p_reason text, p_by uuid, p_at timestamptz)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  listing catalogue.community_listing;
  change catalogue.listing_change;
begin
  select * into listing from catalogue.community_listing l where l.id = p_id and l.council_id = p_council for update;
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  select * into change from catalogue.listing_change c where c.council_id = p_council and c.listing_id = p_id and c.status = 'WAITING' for update;
  if found and p_publish then
    perform catalogue.put_listing(p_council, p_id, false, listing.organisation_id, listing.organisation_name, change.row, change.checked_on, 'PUBLISHED', change.saved_at);
    delete from catalogue.listing_change c where c.council_id = p_council and c.listing_id = p_id;
    update catalogue.community_listing l set moderated_by = p_by, moderated_at = p_at where l.council_id = p_council and l.id = p_id;
  elsif found then
    update catalogue.listing_change c set status = 'REJECTED', reason = p_reason, decided_by = p_by, decided_at = p_at
    where c.council_id = p_council and c.listing_id = p_id;
  elsif listing.status = 'WAITING' then
    update catalogue.community_listing l
    set status = case when p_publish then 'PUBLISHED' else 'REJECTED' end, moderation_reason = p_reason, moderated_by = p_by, moderated_at = p_at
    where l.council_id = p_council and l.id = p_id;
    perform catalogue.refresh_listings(array[p_id]);
  else
    perform kernel.refuse('WRONG_STATE');
  end if;
end $$;

drop function catalogue.moderate_listing;
create function catalogue.moderate_listing(p_id uuid, p_council uuid, p_publish boolean, p_reason text, p_by uuid, p_at timestamptz, p_seen timestamptz)
returns table (organisation_id uuid, title text) language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
begin
  perform from catalogue.feed_change c for update;
  if p_seen is not null and exists (
    select from catalogue.community_listing l left join catalogue.listing_change c on c.council_id = l.council_id and c.listing_id = l.id and c.status = 'WAITING'
    where l.council_id = p_council and l.id = p_id and coalesce(c.saved_at, l.saved_at) <> p_seen
  ) then perform kernel.refuse('LISTING_CHANGED'); end if;
  perform catalogue.judge_listing(p_id, p_council, p_publish, p_reason, p_by, p_at);
  perform catalogue.refresh_feed(array[p_id], p_at);
  return query select l.organisation_id, l.title from catalogue.community_listing l where l.council_id = p_council and l.id = p_id;
end $$;

-- Its group has looked and says that it is still right. Gives no row where it was looked at that day already.
create function catalogue.confirm_listing(p_id uuid, p_organisation uuid, p_on date, p_at timestamptz) returns table (council_id uuid)
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
  listing catalogue.community_listing;
begin
  perform from catalogue.feed_change c for update;
  select * into listing from catalogue.community_listing l where l.id = p_id and l.organisation_id = p_organisation for update;
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  if listing.status <> 'PUBLISHED' then perform kernel.refuse('WRONG_STATE'); end if;
  if listing.last_checked_on >= p_on then return; end if;
  update catalogue.community_listing l set last_checked_on = p_on where l.council_id = listing.council_id and l.id = p_id;
  perform catalogue.refresh_listings(array[p_id]);
  perform catalogue.refresh_feed(array[p_id], p_at);
  return query select listing.council_id;
end $$;

-- Gives no row where as many reports wait as anybody would read.
create function catalogue.report_listing(p_id uuid, p_listing uuid, p_kind text, p_note text, p_who bytea, p_at timestamptz) returns table (council_id uuid)
language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
  listing catalogue.community_listing;
begin
  perform catalogue.count_public_act(p_who, 20, p_at);
  select * into listing from catalogue.community_listing l where l.id = p_listing and l.status = 'PUBLISHED' for update;
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  if (select count(*) from catalogue.listing_report r where r.council_id = listing.council_id and r.listing_id = p_listing and r.settled_at is null) >= 5
  then return; end if;
  insert into catalogue.listing_report (council_id, id, listing_id, kind, note, reported_at)
  values (listing.council_id, p_id, p_listing, p_kind, p_note, p_at);
  return query select listing.council_id;
end $$;

-- Settles all that was reported about a listing: it stays, or it is taken down with a reason that its group reads.
create function catalogue.settle_listing_reports(p_listing uuid, p_council uuid, p_take_down boolean, p_reason text, p_by uuid, p_at timestamptz)
returns table (organisation_id uuid, title text) language plpgsql security definer set search_path = pg_catalog as $$
#variable_conflict use_column
declare
  listing catalogue.community_listing;
begin
  perform from catalogue.feed_change c for update;
  select * into listing from catalogue.community_listing l where l.id = p_listing and l.council_id = p_council for update;
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  update catalogue.listing_report r set settled_at = p_at, settled_by = p_by, taken_down = p_take_down, note = null
  where r.council_id = p_council and r.listing_id = p_listing and r.settled_at is null;
  if not found then perform kernel.refuse('WRONG_STATE'); end if;
  if p_take_down and listing.status = 'PUBLISHED' then
    update catalogue.community_listing l set status = 'RETIRED', moderation_reason = p_reason, moderated_by = p_by, moderated_at = p_at
    where l.council_id = p_council and l.id = p_listing;
    delete from catalogue.listing_change c where c.council_id = p_council and c.listing_id = p_listing;
    perform catalogue.refresh_listings(array[p_listing]);
    perform catalogue.refresh_feed(array[p_listing], p_at);
  end if;
  return query select listing.organisation_id, listing.title;
end $$;

-- Listings that will be stale within p_days_before, or are by now, and of which nobody has been reminded; each reminder once.
create function catalogue.remind_of_listings(p_on date, p_days_before int, p_at timestamptz)
returns table (listing_id uuid, council_id uuid, organisation_id uuid, title text, kind text, stale_on date)
language sql security definer set search_path = pg_catalog
begin atomic
  with policy as materialized (
    select k.council_id, p_on - catalogue.stale_before(k.council_id, p_on) + 1 as days from (select distinct w.council_id from catalogue.ward w) k
  ), due as (
    select l.council_id, l.id, l.last_checked_on, l.organisation_id, l.title, l.last_checked_on + p.days as stale_on,
      case when l.last_checked_on + p.days <= p_on then 'NOW' else 'SOON' end as kind
    from catalogue.community_listing l join policy p using (council_id)
    where l.status = 'PUBLISHED' and l.last_checked_on + p.days - p_days_before <= p_on
  ), written as (
    insert into catalogue.listing_reminder as r (council_id, listing_id, last_checked_on, kind, reminded_at)
    select d.council_id, d.id, d.last_checked_on, d.kind, p_at from due d order by d.id
    on conflict do nothing
    returning r.listing_id, r.kind
  )
  select d.id, d.council_id, d.organisation_id, d.title, d.kind, d.stale_on from due d join written w on w.listing_id = d.id and w.kind = d.kind order by d.id;
end;

revoke execute on function catalogue.put_listing, catalogue.count_public_act, catalogue.days_in from owncourse_app;
grant execute on function catalogue.moderate_listing, catalogue.confirm_listing, catalogue.report_listing, catalogue.settle_listing_reports,
  catalogue.remind_of_listings to owncourse_app;
