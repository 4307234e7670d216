-- Somebody else for a whole standing order. It is asked as for one visit (0025): the first yes becomes an ordinary order. Where the
-- old order still goes on, that ends from the same day in the same transaction.
drop index ordering.cover_request_to_lapse;
-- Until when an answer counts: the start of the visit; of an order that still goes on, the last moment at which it ends without a fee.
alter table ordering.cover_request rename column starts_at to answer_until;
alter table ordering.cover_request alter column occurrence_id drop not null;
alter table ordering.cover_request add column replaces_order_id uuid;
alter table ordering.cover_request add foreign key (council_id, replaces_order_id) references ordering."order";
alter table ordering.cover_request add check ((occurrence_id is null) = (replaces_order_id is not null));
create index cover_request_to_lapse on ordering.cover_request (answer_until) where status = 'OPEN';
-- An order is replaced once.
create unique index cover_request_replacing on ordering.cover_request (replaces_order_id) where status <> 'LAPSED' and replaces_order_id is not null;

-- What they were shown: the first four weeks, and the days that cost something of their own ([{day, amountPence}]).
alter table ordering.cover_ask add column four_weeks_pence bigint check (four_weeks_pence > 0);
alter table ordering.cover_ask add column shown_days jsonb;

-- What is asked for, as it stood when it was asked; a change of the old order afterwards does not change it.
create table ordering.replacement (
  council_id uuid not null,
  request_id uuid not null,
  order_id uuid not null,
  budget_id uuid not null,
  variant_id uuid not null,
  quantity numeric(14, 4) not null check (quantity > 0),
  recurrence text not null,
  start_time time not null,
  duration_minutes int not null check (duration_minutes > 0),
  first_on date not null,
  ends_on date check (ends_on >= first_on),
  place text not null,
  note text,
  -- The old order still goes on, and ends with the yes.
  takes_over boolean not null,
  primary key (council_id, request_id),
  unique (request_id),
  foreign key (council_id, request_id) references ordering.cover_request,
  foreign key (council_id, order_id) references ordering."order"
);
select kernel.protect_table('ordering.replacement', 'exists (select 1 from ordering."order" o where o.id = order_id)');

-- Whether an order can be replaced: a standing order that goes on or that its provider stopped, with nobody else in it.
create function ordering.can_be_replaced(p_order uuid) returns boolean language sql stable security definer set search_path = pg_catalog as $$
  select exists (
    select 1 from ordering."order" o
    where o.id = p_order and o.kind = 'STANDING' and o.shared_order_id is null
      and (o.status in ('ACCEPTED', 'ACTIVE') or exists (select 1 from ordering.provider_ending e where e.order_id = o.id))
  )
$$;

-- Who else could do it on all of the days, with what each day costs: cheapest first, as for one visit.
create function ordering.replacement_prices(p_council uuid, p_person uuid, p_budget uuid, p_variant uuid, p_days date[])
returns table (place bigint, variant_id uuid, service_id uuid, provider_id uuid, miles text, day date, unit_price_pence bigint, multiplier_ten_thousandths bigint)
language sql stable security definer set search_path = pg_catalog as $$
  with offered as (
    select i.*, row_number() over () as place from ordering.offered_instead(p_council, p_person, p_budget, p_variant, p_days[1]) i
  ), priced as (
    select o.place, o.variant_id, o.service_id, o.provider_id, o.miles, p.day, p.unit_price_pence, p.multiplier_ten_thousandths, p.orderable
    from offered o cross join lateral ordering.visit_prices(p_council, p_budget, o.variant_id, p_days) p
  )
  select p.place, p.variant_id, p.service_id, p.provider_id, p.miles, p.day, p.unit_price_pence, p.multiplier_ten_thousandths
  from priced p
  where p.place in (select w.place from priced w group by w.place having bool_and(w.orderable) and count(*) = cardinality(p_days))
  order by p.place, p.day
$$;

-- {quantity, recurrence, startTime, durationMinutes, firstOn, endsOn, place, note, takesOver, budgetId, variantId}, and those who are asked. More can be
-- asked on the same terms. Refuses WRONG_STATE.
create function ordering.ask_replacement(p_request uuid, p_order uuid, p_terms jsonb, p_asks jsonb, p_until timestamptz, p_at timestamptz, p_actor uuid) returns uuid
language plpgsql security definer set search_path = pg_catalog as $$
declare
  old ordering."order";
  going_on ordering.cover_request;
  terms constant ordering.replacement := jsonb_populate_record(null::ordering.replacement, p_terms);
  asked ordering.replacement;
begin
  select * into old from ordering."order" o where o.id = p_order for update;
  if not found or not ordering.can_be_replaced(p_order) or p_until <= p_at
    or terms.takes_over <> not exists (select 1 from ordering.provider_ending e where e.order_id = p_order) then
    perform kernel.refuse('WRONG_STATE');
  end if;
  select * into going_on from ordering.cover_request r where r.replaces_order_id = p_order and r.status <> 'LAPSED' for update;
  if not found then
    insert into ordering.cover_request (council_id, id, replaces_order_id, person_id, status, asked_at, asked_by, answer_until)
    values (old.council_id, p_request, p_order, old.participant_ids[1], 'OPEN', p_at, p_actor, p_until) returning * into going_on;
    insert into ordering.replacement values (old.council_id, p_request, p_order, terms.budget_id, terms.variant_id, terms.quantity, terms.recurrence, terms.start_time,
      terms.duration_minutes, terms.first_on, terms.ends_on, terms.place, terms.note, terms.takes_over);
  else
    select * into asked from ordering.replacement r where r.request_id = going_on.id;
    if going_on.status <> 'OPEN' or (asked.first_on, asked.quantity, asked.recurrence, asked.start_time) is distinct from
      (terms.first_on, terms.quantity, terms.recurrence, terms.start_time) then
      perform kernel.refuse('WRONG_STATE');
    end if;
  end if;
  insert into ordering.cover_ask (council_id, request_id, person_id, provider_id, service_id, variant_id, unit_price_pence, amount_pence, four_weeks_pence, shown_days, status)
  select going_on.council_id, going_on.id, going_on.person_id, a."providerId", a."serviceId", a."variantId", a."unitPricePence", a."amountPence", a."fourWeeksPence", a."shownDays", 'ASKED'
  from jsonb_to_recordset(p_asks) as a ("providerId" uuid, "serviceId" uuid, "variantId" uuid, "unitPricePence" bigint, "amountPence" bigint, "fourWeeksPence" bigint, "shownDays" jsonb)
  on conflict do nothing;
  return going_on.id;
end $$;

-- What those who are asked see of it, and what becomes an order; only of requests that their own row-level security shows is it ever asked.
create function ordering.replacement_terms(p_requests uuid[])
returns table (request_id uuid, order_id uuid, person_id uuid, budget_id uuid, quantity text, recurrence text, start_time text, duration_minutes int, first_on date, ends_on date,
  place text, note text, takes_over boolean, answer_until timestamptz)
language sql stable security definer set search_path = pg_catalog as $$
  select t.request_id, t.order_id, r.person_id, t.budget_id, trim_scale(t.quantity)::text, t.recurrence, to_char(t.start_time, 'HH24:MI'), t.duration_minutes, t.first_on, t.ends_on,
    t.place, t.note, t.takes_over, r.answer_until
  from ordering.replacement t join ordering.cover_request r on r.council_id = t.council_id and r.id = t.request_id
  where t.request_id = any (p_requests)
$$;

-- Whoever asked, or somebody else who may order for the person, asks no more. The same again changes nothing. Refuses WRONG_STATE once somebody said yes.
create function ordering.withdraw_cover(p_request uuid, p_at timestamptz) returns boolean language plpgsql security definer set search_path = pg_catalog as $$
declare
  request ordering.cover_request;
begin
  select * into request from ordering.cover_request where id = p_request for update;
  if not found or request.status in ('FILLING', 'FILLED') then perform kernel.refuse('WRONG_STATE'); end if;
  if request.status = 'LAPSED' then return false; end if;
  update ordering.cover_request set status = 'LAPSED', ended_at = p_at where id = p_request;
  update ordering.cover_ask set status = 'LAPSED', answered_at = p_at where request_id = p_request and status = 'ASKED';
  return true;
end $$;

-- As in 0025, by the new name of the time limit.
create or replace function ordering.ask_cover(p_request uuid, p_occurrence uuid, p_asks jsonb, p_at timestamptz, p_actor uuid)
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
    insert into ordering.cover_request (council_id, id, occurrence_id, person_id, status, asked_at, asked_by, answer_until)
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

create or replace function ordering.take_cover(p_request uuid, p_provider uuid, p_at timestamptz) returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  request ordering.cover_request;
begin
  select * into request from ordering.cover_request where id = p_request for update;
  if request.status = 'FILLING' and request.provider_id = p_provider then return; end if;
  if not found or request.status <> 'OPEN' or request.answer_until <= p_at
    or not exists (select 1 from ordering.cover_ask a where a.request_id = p_request and a.provider_id = p_provider and a.status = 'ASKED') then
    perform kernel.refuse('WRONG_STATE');
  end if;
  update ordering.cover_request set status = 'FILLING', provider_id = p_provider where id = p_request;
end $$;

drop function ordering.lapse_cover(timestamptz);
create function ordering.lapse_cover(p_at timestamptz) returns table (id uuid, council_id uuid, occurrence_id uuid, replaces_order_id uuid, person_id uuid)
language sql security definer set search_path = pg_catalog as $$
  with lapsed as (
    update ordering.cover_request r set status = 'LAPSED', ended_at = p_at where r.status = 'OPEN' and r.answer_until <= p_at returning r.id, r.council_id, r.occurrence_id, r.replaces_order_id, r.person_id
  ), asks as (
    update ordering.cover_ask a set status = 'LAPSED', answered_at = p_at from lapsed l where a.request_id = l.id and a.status = 'ASKED'
  )
  select * from lapsed
$$;

grant execute on function ordering.can_be_replaced, ordering.replacement_prices, ordering.ask_replacement, ordering.replacement_terms, ordering.withdraw_cover, ordering.lapse_cover
  to owncourse_app;
