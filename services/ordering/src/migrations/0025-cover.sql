-- When a provider cannot come: why, and finding somebody else (model.md "Orders").
create table ordering.provider_cancellation (
  council_id uuid not null,
  order_id uuid not null,
  occurrence_id uuid not null,
  reason text not null,
  cancelled_at timestamptz not null,
  cancelled_by uuid not null,
  primary key (council_id, occurrence_id),
  foreign key (council_id, occurrence_id) references ordering.occurrence
);
create index provider_cancellation_of_order on ordering.provider_cancellation (order_id);

-- Somebody is looked for, for one visit. No money is promised until one of those asked says yes: then an ordinary order is
-- placed for whoever asked, by all its rules.
create table ordering.cover_request (
  council_id uuid not null,
  id uuid not null,
  occurrence_id uuid not null,
  person_id uuid not null,
  status text not null check (status in ('OPEN', 'FILLING', 'FILLED', 'LAPSED')),
  asked_at timestamptz not null,
  asked_by uuid not null,
  starts_at timestamptz not null,
  -- Whose yes is being turned into an order, and the order.
  provider_id uuid,
  order_id uuid,
  ended_at timestamptz,
  primary key (council_id, id),
  unique (id),
  foreign key (council_id, occurrence_id) references ordering.occurrence,
  check ((status in ('FILLING', 'FILLED')) = (provider_id is not null)),
  check ((status = 'FILLED') = (order_id is not null))
) with (fillfactor = 80);
create unique index cover_request_going_on on ordering.cover_request (occurrence_id) where status <> 'LAPSED';
create index cover_request_of_person on ordering.cover_request (person_id, asked_at desc);
create index cover_request_to_lapse on ordering.cover_request (starts_at) where status = 'OPEN';

create table ordering.cover_ask (
  council_id uuid not null,
  request_id uuid not null,
  person_id uuid not null,
  provider_id uuid not null,
  service_id uuid not null,
  variant_id uuid not null,
  unit_price_pence bigint not null,
  amount_pence bigint not null check (amount_pence > 0),
  status text not null check (status in ('ASKED', 'ACCEPTED', 'DECLINED', 'FAILED', 'LAPSED')),
  -- Why not: the provider's words, or the code of the refusal.
  reason text,
  answered_at timestamptz,
  primary key (council_id, request_id, provider_id),
  foreign key (council_id, request_id) references ordering.cover_request
);
create index cover_ask_of_provider on ordering.cover_ask (provider_id) where status = 'ASKED';
create index cover_ask_of_request on ordering.cover_ask (request_id);

select kernel.protect_table('ordering.provider_cancellation', 'exists (select 1 from ordering."order" o where o.id = order_id)');
select kernel.protect_table('ordering.cover_ask', 'person_id = any ((select kernel.scope_people())::uuid[]) or provider_id = (select kernel.scope_organisation()) or council_id = (select kernel.scope_wide_council())');
select kernel.protect_table('ordering.cover_request', 'person_id = any ((select kernel.scope_people())::uuid[]) or council_id = (select kernel.scope_wide_council()) or exists (select 1 from ordering.cover_ask a where a.request_id = id and a.provider_id = (select kernel.scope_organisation()))');

-- Why a provider cancelled visits, kept with each; the same again changes nothing.
create function ordering.note_cancellation(p_provider uuid, p_occurrences uuid[], p_reason text, p_at timestamptz, p_actor uuid) returns void
language sql security definer set search_path = pg_catalog as $$
  insert into ordering.provider_cancellation
  select c.council_id, c.order_id, c.id, p_reason, p_at, p_actor from ordering.occurrence c
  where c.id = any (p_occurrences) and c.provider_id = p_provider and c.status = 'CANCELLED'
  on conflict do nothing
$$;

-- A visit that needs somebody else: cancelled by its provider, or of an order nobody took, and still to come.
create function ordering.needs_cover(p_occurrence uuid, p_at timestamptz)
returns table (council_id uuid, person_id uuid, budget_id uuid, provider_id uuid, variant_id uuid, on_date date, starts_at timestamptz, ends_at timestamptz, quantity text,
  start_time text, place text, note text)
language sql stable security definer set search_path = pg_catalog as $$
  select c.council_id, c.person_id, c.budget_id, c.provider_id, l.variant_id, c.on_date, c.starts_at, c.ends_at, trim_scale(c.quantity)::text,
    to_char(c.starts_at at time zone 'Europe/London', 'HH24:MI'), v.place, v.note
  from ordering.occurrence c
  join ordering."order" o on o.council_id = c.council_id and o.id = c.order_id
  join ordering.order_version v on v.council_id = o.council_id and v.order_id = o.id and v.version = o.current_version
  join ordering.order_line l on l.council_id = c.council_id and l.id = c.line_id
  where c.id = p_occurrence and c.status = 'CANCELLED' and c.starts_at > p_at
    and (o.status in ('DECLINED', 'EXPIRED') or exists (select 1 from ordering.provider_cancellation p where p.occurrence_id = c.id))
$$;

-- p_asks: {providerId, serviceId, variantId, unitPricePence, amountPence}. More can be asked while nobody has said yes.
create function ordering.ask_cover(p_request uuid, p_occurrence uuid, p_asks jsonb, p_at timestamptz, p_actor uuid)
returns uuid language plpgsql security definer set search_path = pg_catalog as $$
declare
  visit record;
  going_on ordering.cover_request;
begin
  perform 1 from ordering.occurrence where id = p_occurrence for update;
  select * into visit from ordering.needs_cover(p_occurrence, p_at);
  if not found then perform kernel.refuse('WRONG_STATE'); end if;
  select * into going_on from ordering.cover_request r where r.occurrence_id = p_occurrence and r.status <> 'LAPSED' for update;
  if not found then
    insert into ordering.cover_request (council_id, id, occurrence_id, person_id, status, asked_at, asked_by, starts_at)
    values (visit.council_id, p_request, p_occurrence, visit.person_id, 'OPEN', p_at, p_actor, visit.starts_at) returning * into going_on;
  elsif going_on.status <> 'OPEN' then
    perform kernel.refuse('WRONG_STATE');
  end if;
  insert into ordering.cover_ask (council_id, request_id, person_id, provider_id, service_id, variant_id, unit_price_pence, amount_pence, status)
  select going_on.council_id, going_on.id, going_on.person_id, a."providerId", a."serviceId", a."variantId", a."unitPricePence", a."amountPence", 'ASKED'
  from jsonb_to_recordset(p_asks) as a ("providerId" uuid, "serviceId" uuid, "variantId" uuid, "unitPricePence" bigint, "amountPence" bigint)
  on conflict do nothing;
  return going_on.id;
end $$;

-- The first yes takes it; the same provider may come back to finish what was broken off.
create function ordering.take_cover(p_request uuid, p_provider uuid, p_at timestamptz) returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  request ordering.cover_request;
begin
  select * into request from ordering.cover_request where id = p_request for update;
  if request.status = 'FILLING' and request.provider_id = p_provider then return; end if;
  if not found or request.status <> 'OPEN' or request.starts_at <= p_at
    or not exists (select 1 from ordering.cover_ask a where a.request_id = p_request and a.provider_id = p_provider and a.status = 'ASKED') then
    perform kernel.refuse('WRONG_STATE');
  end if;
  update ordering.cover_request set status = 'FILLING', provider_id = p_provider where id = p_request;
end $$;

-- The order stands: everybody else who was asked is free again.
create function ordering.fill_cover(p_request uuid, p_provider uuid, p_order uuid, p_at timestamptz) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  update ordering.cover_request set status = 'FILLED', order_id = p_order, ended_at = p_at where id = p_request and status = 'FILLING' and provider_id = p_provider;
  if not found then perform kernel.refuse('WRONG_STATE'); end if;
  update ordering.cover_ask set status = case when provider_id = p_provider then 'ACCEPTED' else 'LAPSED' end, answered_at = p_at
  where request_id = p_request and status = 'ASKED';
end $$;

-- A no, or a yes that could not be turned into an order. True when nobody is left to answer: then it is unfilled.
create function ordering.leave_cover(p_request uuid, p_provider uuid, p_status text, p_reason text, p_at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog as $$
declare
  request ordering.cover_request;
begin
  select * into request from ordering.cover_request where id = p_request for update;
  if not found or request.status not in ('OPEN', 'FILLING') or (request.status = 'FILLING' and (p_status = 'DECLINED' or request.provider_id <> p_provider)) then
    perform kernel.refuse('WRONG_STATE');
  end if;
  update ordering.cover_ask set status = p_status, reason = p_reason, answered_at = p_at where request_id = p_request and provider_id = p_provider and status = 'ASKED';
  if not found then perform kernel.refuse('WRONG_STATE'); end if;
  if exists (select 1 from ordering.cover_ask a where a.request_id = p_request and a.status = 'ASKED') then
    update ordering.cover_request set status = 'OPEN', provider_id = null where id = p_request;
    return false;
  end if;
  update ordering.cover_request set status = 'LAPSED', provider_id = null, ended_at = p_at where id = p_request;
  return true;
end $$;

-- Job: nobody said yes before the visit was to begin.
create function ordering.lapse_cover(p_at timestamptz) returns table (id uuid, council_id uuid, occurrence_id uuid, person_id uuid)
language sql security definer set search_path = pg_catalog as $$
  with lapsed as (
    update ordering.cover_request r set status = 'LAPSED', ended_at = p_at where r.status = 'OPEN' and r.starts_at <= p_at returning r.id, r.council_id, r.occurrence_id, r.person_id
  ), asks as (
    update ordering.cover_ask a set status = 'LAPSED', answered_at = p_at from lapsed l where a.request_id = l.id and a.status = 'ASKED'
  )
  select * from lapsed
$$;

-- What those who are asked see of the visit; only of requests that their own row-level security shows is it ever asked.
create function ordering.visit_to_cover(p_occurrence uuid)
returns table (id uuid, on_date date, starts_at timestamptz, ends_at timestamptz, quantity text, place text) language sql stable security definer set search_path = pg_catalog as $$
  select c.id, c.on_date, c.starts_at, c.ends_at, trim_scale(c.quantity)::text, v.place from ordering.occurrence c
  join ordering."order" o on o.council_id = c.council_id and o.id = c.order_id
  join ordering.order_version v on v.council_id = o.council_id and v.order_id = o.id and v.version = o.current_version
  where c.id = p_occurrence
$$;

grant execute on function ordering.visit_to_cover, ordering.note_cancellation, ordering.needs_cover, ordering.ask_cover, ordering.take_cover, ordering.fill_cover, ordering.leave_cover,
  ordering.lapse_cover to owncourse_app;
