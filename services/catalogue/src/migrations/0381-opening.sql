-- When a store is open: by appointment, or the hours of its days (London's clock), several spans a day. A day without a span is a
-- day it is closed. No row: it has said nothing.
create table catalogue.opening (
  provider_id uuid primary key references catalogue.provider,
  by_appointment boolean not null,
  closed_on_bank_holidays boolean not null,
  said_at timestamptz not null,
  said_by uuid not null
);
create table catalogue.opening_span (
  provider_id uuid not null references catalogue.opening on delete cascade,
  weekday text not null check (weekday in ('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU')),
  opens_at time not null,
  closes_at time not null check (closes_at > opens_at),
  primary key (provider_id, weekday, opens_at)
);
-- As public as the store: a draft's are its own people's alone.
select kernel.protect_table('catalogue.opening', 'exists (select from catalogue.provider p where p.id = provider_id)');
select kernel.protect_table('catalogue.opening_span', 'exists (select from catalogue.provider p where p.id = provider_id)');

-- In the feed beside the hours of its prices.
alter table catalogue.feed_schedule add column is_opening boolean not null default false;

alter function catalogue.refresh_feed_schedules rename to refresh_feed_price_schedules;
create function catalogue.refresh_feed_schedules(p_ids uuid[]) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform catalogue.refresh_feed_price_schedules(p_ids);
  insert into catalogue.feed_schedule (id, entry_id, freq, byday, weekdays, opens_at, closes_at, overnight, is_opening)
  select catalogue.derived_id('opening', concat_ws('/', t.id, array_to_string(t.weekdays, ','), t.opens_at, t.closes_at)), t.id, 'WEEKLY',
    array_to_string(t.weekdays, ','), t.weekdays, t.opens_at, t.closes_at, false, true
  from (
    select s.id, o.opens_at, o.closes_at, array_agg(o.weekday order by array_position(array['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'], o.weekday)) as weekdays
    from catalogue.service s join catalogue.feed_entry e on e.id = s.id and e.published join catalogue.opening_span o on o.provider_id = s.provider_id
    where s.id = any (p_ids) group by s.id, o.opens_at, o.closes_at
  ) t;
end $$;

-- A provider's own hours, whole; nothing said takes them away. False, and nothing is written, where they were so already.
create function catalogue.save_opening(p_own uuid, p_row jsonb, p_at timestamptz, p_by uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog as $$
declare
  services uuid[];
  spans_before jsonb;
  spans_now jsonb;
  says_nothing boolean := not (p_row ->> 'byAppointment')::boolean and p_row -> 'spans' = '[]';
begin
  perform from catalogue.feed_change c for update;
  perform from catalogue.provider p where p.id = p_own for no key update;
  if not found then perform kernel.refuse('NOT_FOUND'); end if;
  select coalesce(jsonb_agg(jsonb_build_array(o.weekday, o.opens_at, o.closes_at) order by o.weekday, o.opens_at), '[]') into spans_before
  from catalogue.opening_span o where o.provider_id = p_own;
  select coalesce(jsonb_agg(jsonb_build_array(r.weekday, r."opensAt", r."closesAt") order by r.weekday, r."opensAt"), '[]') into spans_now
  from jsonb_to_recordset(p_row -> 'spans') as r (weekday text, "opensAt" time, "closesAt" time);
  if says_nothing and not exists (select from catalogue.opening o where o.provider_id = p_own) then return false; end if;
  if spans_now = spans_before and exists (select from catalogue.opening o where o.provider_id = p_own
    and o.by_appointment = (p_row ->> 'byAppointment')::boolean and o.closed_on_bank_holidays = (p_row ->> 'closedOnBankHolidays')::boolean) then
    return false;
  end if;
  delete from catalogue.opening o where o.provider_id = p_own;
  if not says_nothing then
    insert into catalogue.opening values (p_own, (p_row ->> 'byAppointment')::boolean, (p_row ->> 'closedOnBankHolidays')::boolean, p_at, p_by);
    insert into catalogue.opening_span (provider_id, weekday, opens_at, closes_at)
    select p_own, r.weekday, r."opensAt", r."closesAt" from jsonb_to_recordset(p_row -> 'spans') as r (weekday text, "opensAt" time, "closesAt" time);
  end if;
  select coalesce(array_agg(s.id), '{}') into services from catalogue.service s where s.provider_id = p_own;
  -- The hours are in every entry of the feed that is the store's.
  update catalogue.feed_entry e set source_hash = '' where e.id = any (services) and e.published;
  perform catalogue.refresh_feed(services, p_at);
  return true;
end $$;

grant execute on function catalogue.save_opening to owncourse_app;
