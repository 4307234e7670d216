-- Own money above a cap for standing orders: what one visit may take of the person's own money at the most is agreed with the
-- order's terms, and each visit has its own part of it (model.md "Rate cards", "Money").

alter table ordering.order_version
  -- The most that one visit takes of the person's own money, as they agreed to; null where none was asked for. No visit takes
  -- more, whatever prices do; on days on which the council pays more it takes less.
  add column own_money_pence bigint check (own_money_pence >= 0);

update ordering.order_version v set own_money_pence = m.pence
from (
  select m.order_id, max(m.agreed_pence) as pence from ledger.own_money_of_orders(array(select o.id from ordering."order" o)) m group by m.order_id
) m where v.order_id = m.order_id;

-- A bigger own part from a new card, which waits for the person's yes: silence never spends their own money.
create table ordering.own_part_question (
  council_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  -- First visit that would take more.
  from_on date not null,
  before_pence bigint not null,
  -- The most that one visit would take.
  own_money_pence bigint not null check (own_money_pence > before_pence),
  visits int not null check (visits > 0),
  asked_at timestamptz not null,
  answer text not null default 'ASKED' check (answer in ('ASKED', 'AGREED', 'STOPPED', 'REPLACED')),
  answered_at timestamptz,
  answered_by uuid,
  primary key (council_id, id),
  foreign key (council_id, order_id) references ordering."order"
);
create unique index own_part_asked on ordering.own_part_question (order_id) where answer = 'ASKED';
create index own_part_question_of_order on ordering.own_part_question (order_id);
select kernel.protect_table('ordering.own_part_question', 'exists (select 1 from ordering."order" o where o.id = order_id)');

-- Whether a visit of that day waits for the person's answer to a higher price or a bigger own part: until then it is free to
-- cancel. Not a definer of its own, so that it melts into the query that calls it.
create function ordering.price_is_asked(p_order uuid, p_on date) returns boolean language sql stable as $$
  select exists (select 1 from ordering.price_rise r where r.order_id = p_order and r.answer = 'ASKED' and r.from_on <= p_on)
    or exists (select 1 from ordering.own_part_question q where q.order_id = p_order and q.answer = 'ASKED' and q.from_on <= p_on)
$$;
grant execute on function ordering.price_is_asked to owncourse_app;

-- The own part was agreed for what it is on the first day of these terms: all of it for a single visit, the most for a standing
-- order, none for null. Refuses OWN_MONEY_CHANGED {agreedPence, ownPence}, and NOTHING_WITHIN_BUDGET where it is more than
-- before and nobody else is offered within the council's price.
create function ordering.check_own_part(p_council uuid, p_person uuid, p_budget uuid, p_variant uuid, p_quantity numeric, p_on date, p_agreed bigint, p_at_most boolean,
  p_before bigint, p_reasons text[], p_public_unit_pence bigint, p_unit_pence bigint, p_multiplier numeric) returns void language plpgsql stable set search_path = pg_catalog as $$
declare
  own bigint := 0;
begin
  if p_agreed is null then return; end if;
  if 'ABOVE_CAP' = any (p_reasons) then own := ordering.own_part(p_quantity, p_public_unit_pence, round(p_quantity * p_unit_pence * p_multiplier)::bigint); end if;
  if own > p_agreed or (own < p_agreed and not p_at_most) then
    perform kernel.refuse('OWN_MONEY_CHANGED', jsonb_build_object('agreedPence', p_agreed::text, 'ownPence', own::text));
  end if;
  if p_agreed > p_before and not exists (select 1 from ordering.offered_instead(p_council, p_person, p_budget, p_variant, p_on)) then
    perform kernel.refuse('NOTHING_WITHIN_BUDGET');
  end if;
end $$;

-- As in 0096; p_own_pence is the own money that the person agreed to: of the visit, or of one visit at the most where it repeats.
create or replace function ordering.insert_order(p_council uuid, p_order uuid, p_line uuid, p_kind text, p_person uuid, p_budget uuid, p_provider uuid, p_service uuid,
  p_variant uuid, p_quantity numeric, p_shown_pence bigint, p_line_pence bigint, p_starts_on date, p_ends_on date, p_start_time time, p_duration_minutes int, p_recurrence text,
  p_place text, p_note text, p_at timestamptz, p_actor uuid, p_mandate uuid, p_event uuid, p_own_pence bigint default null)
returns text language plpgsql security definer set search_path = pg_catalog as $$
declare
  price record;
  reasons jsonb;
  new_status text;
begin
  select c.* into price
  from ledger.payers(array[p_budget], p_starts_on) p, rates.check_price(p_council, p_variant, p_starts_on, p.route, p_shown_pence, p_own_pence is not null) c;
  if not found then perform kernel.refuse('OUTSIDE_BUDGET_PERIOD', jsonb_build_object('day', p_starts_on)); end if;
  perform ordering.check_own_part(p_council, p_person, p_budget, p_variant, p_quantity, p_starts_on, p_own_pence, p_kind = 'STANDING', 0,
    price.reasons, price.public_unit_price_pence, price.unit_price_pence, price.multiplier);
  select jsonb_agg(r) into reasons from ordering.approval_reasons(p_council, price.reasons, p_line_pence, p_recurrence, p_starts_on) r;
  new_status := case when reasons is null then 'SUBMITTED' else 'AWAITING_APPROVAL' end;
  insert into ordering."order" (council_id, id, kind, status, participant_ids, provider_id, service_id, placed_at, placed_by, mandate_id, answer_by)
  values (p_council, p_order, p_kind, new_status, array[p_person], p_provider, p_service, p_at, p_actor, p_mandate,
    ordering.time_limit(p_council, case when reasons is null then 'answerHours' else 'approvalHours' end, p_at));
  insert into ordering.order_version (council_id, order_id, version, starts_on, ends_on, start_time, duration_minutes, recurrence, place, note, cancellation_notice_hours, cancellation_percent, made_at, made_by, own_money_pence)
  values (p_council, p_order, 1, p_starts_on, p_ends_on, p_start_time, p_duration_minutes, p_recurrence, p_place, p_note,
    coalesce(price.cancellation_notice_hours, (identity.policy(p_council, 'cancellationNoticeHours', p_starts_on) #>> '{}')::int, 24), coalesce(price.cancellation_percent, 0), p_at, p_actor, p_own_pence);
  insert into ordering.order_line (council_id, id, order_id, version, person_id, budget_id, variant_id, quantity, unit_price_pence, line_pence, price_kind, rate_card_id, rate_card_version)
  values (p_council, p_line, p_order, 1, p_person, p_budget, p_variant, p_quantity, price.unit_price_pence, p_line_pence, price.kind, price.rate_card_id, price.rate_card_version);
  insert into ordering.order_event values (p_council, p_order, p_event, p_at, case new_status when 'SUBMITTED' then 'PLACED' else 'PLACED_FOR_APPROVAL' end, p_actor);
  if reasons is not null then
    insert into ordering.approval_reason (council_id, order_id, version, code, details, at)
    select p_council, p_order, 1, r.code, r.details, p_at from jsonb_to_recordset(reasons) as r (code text, details jsonb);
  end if;
  return new_status;
end $$;

drop function ordering.insert_version(uuid, int, uuid, date, numeric, bigint, bigint, date, date, time, int, text, text, text, text, timestamptz, uuid, uuid, uuid, text);

-- As in 0002; p_own_pence is the own money that the person agreed to for one visit of the new terms, null for none.
create function ordering.insert_version(p_order uuid, p_version int, p_line uuid, p_effective_on date, p_quantity numeric, p_shown_pence bigint, p_line_pence bigint,
  p_starts_on date, p_ends_on date, p_start_time time, p_duration_minutes int, p_recurrence text, p_place text, p_note text, p_answer text, p_at timestamptz,
  p_actor uuid, p_mandate uuid, p_event uuid, p_event_code text, p_own_pence bigint)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  held ordering."order";
  before ordering.order_version;
  line ordering.order_line;
  price record;
  rises boolean;
  reasons jsonb;
begin
  select * into held from ordering."order" where id = p_order for update;
  if held.current_version <> p_version - 1 or held.status not in ('SUBMITTED', 'AWAITING_APPROVAL', 'ACCEPTED', 'ACTIVE') then perform kernel.refuse('WRONG_STATE'); end if;
  select * into before from ordering.order_version v where v.council_id = held.council_id and v.order_id = p_order and v.version = held.current_version;
  select * into line from ordering.order_line l where l.council_id = held.council_id and l.order_id = p_order and l.version = held.current_version;
  if p_shown_pence is not null then
    select c.* into price from ledger.payers(array[line.budget_id], p_effective_on) p, rates.check_price(held.council_id, line.variant_id, p_effective_on, p.route, p_shown_pence, p_own_pence is not null) c;
    if not found then perform kernel.refuse('OUTSIDE_BUDGET_PERIOD', jsonb_build_object('day', p_effective_on)); end if;
    perform ordering.check_own_part(held.council_id, line.person_id, line.budget_id, line.variant_id, p_quantity, p_effective_on, p_own_pence, held.kind = 'STANDING',
      coalesce(before.own_money_pence, 0), price.reasons, price.public_unit_price_pence, price.unit_price_pence, price.multiplier);
    update ordering.own_part_question set answer = 'REPLACED', answered_at = p_at where order_id = p_order and answer = 'ASKED';
    rises := p_line_pence > line.line_pence
      or p_line_pence * ordering.visits_a_week(p_recurrence) > line.line_pence * ordering.visits_a_week(before.recurrence);
    select jsonb_agg(r) into reasons from ordering.approval_reasons(held.council_id, price.reasons, p_line_pence, p_recurrence, p_effective_on) r where rises;
    -- An order that goes on cannot wait for the council half; a bigger one is a new order.
    if reasons is not null and held.status in ('ACCEPTED', 'ACTIVE') then perform kernel.refuse('OVER_APPROVAL_LIMIT'); end if;
  else
    select line.unit_price_pence, line.price_kind as kind, line.rate_card_id, line.rate_card_version, before.cancellation_notice_hours, before.cancellation_percent into price;
  end if;
  insert into ordering.order_version (council_id, order_id, version, starts_on, ends_on, start_time, duration_minutes, recurrence, place, note, cancellation_notice_hours,
    cancellation_percent, made_at, made_by, effective_on, answer, mandate_id, own_money_pence)
  values (held.council_id, p_order, p_version, p_starts_on, p_ends_on, p_start_time, p_duration_minutes, p_recurrence, p_place, p_note,
    coalesce(price.cancellation_notice_hours, (identity.policy(held.council_id, 'cancellationNoticeHours', p_effective_on) #>> '{}')::int, 24), coalesce(price.cancellation_percent, 0),
    p_at, p_actor, p_effective_on, p_answer, p_mandate, p_own_pence);
  insert into ordering.order_line (council_id, id, order_id, version, person_id, budget_id, variant_id, quantity, unit_price_pence, line_pence, price_kind, rate_card_id, rate_card_version)
  values (held.council_id, p_line, p_order, p_version, line.person_id, line.budget_id, line.variant_id, p_quantity, price.unit_price_pence, p_line_pence, price.kind,
    price.rate_card_id, price.rate_card_version);
  update ordering."order" set current_version = p_version where council_id = held.council_id and id = p_order;
  insert into ordering.order_event values (held.council_id, p_order, p_event, p_at, p_event_code, p_actor);
  -- What the council looks at already it looks at in the new version too, and at what is new in it.
  if held.status = 'AWAITING_APPROVAL' then
    insert into ordering.approval_reason (council_id, order_id, version, code, details, at)
    select r.council_id, r.order_id, p_version, r.code, r.details, p_at from ordering.approval_reason r
    where r.council_id = held.council_id and r.order_id = p_order and r.version = held.current_version
      and not exists (select 1 from jsonb_array_elements(coalesce(reasons, '[]')) n where n ->> 'code' = r.code);
  end if;
  perform ordering.ask_approval(p_order, r.code, r.details, p_at) from jsonb_to_recordset(coalesce(reasons, '[]')) as r (code text, details jsonb);
end $$;

-- The own part follows the terms that it was agreed with: what changes a visit agrees to it anew.
drop trigger own_money_stands on ordering.occurrence;
drop function ordering.own_money_stands();

drop function ordering.visit_prices(uuid, uuid, uuid, date[]);
drop function ordering.plan_prices(uuid, uuid[], uuid[], date[]);

-- As in 0093, with the public price beside it.
create function ordering.plan_prices(p_council uuid, p_budgets uuid[], p_variants uuid[], p_days date[])
returns table (budget_id uuid, variant_id uuid, day date, unit_price_pence bigint, public_unit_price_pence bigint, multiplier_ten_thousandths bigint, bank_holiday text, kind text, orderable boolean,
  reasons text[], rate_card_id uuid, rate_card_version int)
language sql stable security definer set search_path = pg_catalog as $$
  with held as (
    select distinct v.budget_id, v.variant_id, v.day, h.route
    from unnest(p_budgets, p_variants, p_days) as v (budget_id, variant_id, day)
    left join ledger.day_payers(p_budgets, p_days) h on h.budget_id = v.budget_id and h.day = v.day
  ), alike as (
    select h.route, array_agg(distinct h.variant_id) as variants, array_agg(distinct h.day) as days from held h group by h.route
  )
  select h.budget_id, p.variant_id, p.day, p.unit_price_pence, p.public_unit_price_pence, (p.multiplier * 10000)::bigint, p.bank_holiday, p.kind, p.orderable, p.reasons, p.rate_card_id, p.rate_card_version
  from alike a
  cross join lateral rates.day_prices(p_council, a.variants, a.days, array_fill(a.route, array[cardinality(a.days)])) p
  join held h on h.route is not distinct from a.route and h.variant_id = p.variant_id and h.day = p.day
$$;

-- The same for one order. Not a definer of its own, so that it melts into the query that calls it.
create function ordering.visit_prices(p_council uuid, p_budget uuid, p_variant uuid, p_days date[])
returns table (day date, unit_price_pence bigint, public_unit_price_pence bigint, multiplier_ten_thousandths bigint, bank_holiday text, kind text, orderable boolean, reasons text[],
  rate_card_id uuid, rate_card_version int)
language sql stable as $$
  select p.day, p.unit_price_pence, p.public_unit_price_pence, p.multiplier_ten_thousandths, p.bank_holiday, p.kind, p.orderable, p.reasons, p.rate_card_id, p.rate_card_version
  from ordering.plan_prices(p_council, array_fill(p_budget, array[cardinality(p_days)]), array_fill(p_variant, array[cardinality(p_days)]), p_days) p
$$;

drop function ordering.plans_to_extend(date, uuid);

-- As in 0093, with what one visit may take of the person's own money.
create function ordering.plans_to_extend(p_through date, p_order uuid default null)
returns table (order_id uuid, council_id uuid, line_id uuid, person_id uuid, budget_id uuid, provider_id uuid, variant_id uuid, quantity numeric,
  starts_on date, ends_on date, start_time time, duration_minutes int, recurrence text, planned_through date, budget_ends_before date, break_days jsonb,
  own_money_pence bigint)
language sql stable security definer set search_path = pg_catalog as $$
  select o.id, o.council_id, l.id, l.person_id, l.budget_id, o.provider_id, l.variant_id, l.quantity, v.starts_on, v.ends_on, v.start_time, v.duration_minutes, v.recurrence,
    p.planned_through, e.ends_before, b.days, v.own_money_pence
  from ordering."order" o
  join ordering.order_version v on v.council_id = o.council_id and v.order_id = o.id and v.version = o.current_version
  join ordering.order_line l on l.council_id = o.council_id and l.order_id = o.id and l.version = o.current_version
  join lateral (select max(c.on_date) as planned_through from ordering.occurrence c where c.order_id = o.id) p on true
  cross join lateral ledger.budget_for(l.person_id, l.budget_id, p.planned_through + 1) e
  join lateral (select coalesce(jsonb_agg(jsonb_build_array(lower(b.covers), upper(b.covers) - 1)), '[]') as days from ordering.order_break b where b.order_id = o.id) b on true
  where o.kind = 'STANDING' and o.status in ('ACCEPTED', 'ACTIVE') and (v.ends_on is null or v.ends_on > p.planned_through)
    and p.planned_through <= p_through - 7 and (p_order is null or o.id = p_order)
  order by o.id
$$;

drop function ordering.order_for_letter(uuid, uuid);

-- As in 0013, with the own money of one visit.
create function ordering.order_for_letter(p_order uuid, p_person uuid)
returns table (service_name text, provider_name text, recurrence text, starts_on date, ends_on date, start_time time, duration_minutes int, place text,
  line_pence bigint, notice_hours int, percent_hundredths bigint, status text, own_money_pence bigint)
language sql stable security definer set search_path = pg_catalog as $$
  select s.service_name, s.provider_name, v.recurrence, v.starts_on, v.ends_on, v.start_time, v.duration_minutes, v.place, l.line_pence,
    v.cancellation_notice_hours, (v.cancellation_percent * 100)::bigint, o.status, coalesce(v.own_money_pence, 0)
  from ordering."order" o
  join ordering.order_version v on v.council_id = o.council_id and v.order_id = o.id and v.version = o.current_version
  join ordering.order_line l on l.council_id = o.council_id and l.order_id = o.id and l.version = o.current_version and l.person_id = p_person
  left join catalogue.service_names(array[o.service_id]) s on true
  where o.id = p_order
$$;

-- Who could do an order's visit of a day within its budget, as it stands.
create function ordering.instead_of(p_order uuid, p_on date) returns setof uuid language sql stable set search_path = pg_catalog as $$
  select i.provider_id from ordering."order" o
  join ordering.order_line l on l.council_id = o.council_id and l.order_id = o.id and l.version = o.current_version
  cross join lateral ordering.offered_instead(o.council_id, l.person_id, l.budget_id, l.variant_id, p_on) i
  where o.id = p_order
$$;

-- A question to the person, in place of an earlier one about less. The order's budget is locked. Returns whether it is a new one:
-- a question about more is still the right one when later visits take less, and nobody is asked where nothing within the budget
-- can be offered instead.
create function ordering.ask_own_part(p_order uuid, p_question uuid, p_from date, p_before bigint, p_own bigint, p_visits int, p_at timestamptz, p_event uuid, p_actor uuid)
returns boolean language plpgsql security definer set search_path = pg_catalog as $$
declare
  earlier ordering.own_part_question;
begin
  select * into earlier from ordering.own_part_question where order_id = p_order and answer = 'ASKED' for update;
  if earlier.own_money_pence >= p_own or not exists (select 1 from ordering.instead_of(p_order, p_from)) then return false; end if;
  update ordering.own_part_question set answer = 'REPLACED', answered_at = p_at where council_id = earlier.council_id and id = earlier.id;
  insert into ordering.own_part_question (council_id, id, order_id, from_on, before_pence, own_money_pence, visits, asked_at)
  select o.council_id, p_question, o.id, least(p_from, earlier.from_on), p_before, p_own, p_visits, p_at from ordering."order" o where o.id = p_order;
  insert into ordering.order_event select o.council_id, o.id, p_event, p_at, 'OWN_PART_ASKED', p_actor from ordering."order" o where o.id = p_order;
  return true;
end $$;

-- The yes: from now on one visit may take so much. Refuses WRONG_STATE when it was answered before, OWN_MONEY_CHANGED when it was
-- shown another sum, and NOTHING_WITHIN_BUDGET.
create function ordering.agree_own_part(p_order uuid, p_question uuid, p_agreed bigint, p_at timestamptz, p_actor uuid, p_event uuid) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  asked ordering.own_part_question;
begin
  update ordering.own_part_question set answer = 'AGREED', answered_at = p_at, answered_by = p_actor where id = p_question and order_id = p_order and answer = 'ASKED' returning * into asked;
  if not found then perform kernel.refuse('WRONG_STATE'); end if;
  if asked.own_money_pence <> p_agreed then
    perform kernel.refuse('OWN_MONEY_CHANGED', jsonb_build_object('agreedPence', p_agreed::text, 'ownPence', asked.own_money_pence::text));
  end if;
  if not exists (select 1 from ordering.instead_of(p_order, greatest(asked.from_on, (p_at at time zone 'Europe/London')::date))) then
    perform kernel.refuse('NOTHING_WITHIN_BUDGET');
  end if;
  update ordering.order_version v set own_money_pence = asked.own_money_pence
  from ordering."order" o where o.id = p_order and v.council_id = o.council_id and v.order_id = o.id and v.version = o.current_version;
  insert into ordering.order_event values (asked.council_id, p_order, p_event, p_at, 'OWN_PART_AGREED', p_actor);
end $$;

-- Stopping from the day of a rise, or earlier, is the answer to it.
create or replace function ordering.stop_price_rises(p_order uuid, p_from date, p_at timestamptz, p_actor uuid) returns void
language sql security definer set search_path = pg_catalog as $$
  update ordering.price_rise set answer = 'STOPPED', answered_at = p_at, answered_by = p_actor where order_id = p_order and answer = 'ASKED' and from_on >= p_from;
  update ordering.own_part_question set answer = 'STOPPED', answered_at = p_at, answered_by = p_actor where order_id = p_order and answer = 'ASKED' and from_on >= p_from
$$;

-- With the budget locked: each visit costs what it was shown to cost, bank holidays and new cards included. Refuses PRICE_CHANGED
-- {shownUnitPricePence, unitPricePence, day} for the first visit that does not, and OWN_MONEY_CHANGED {agreedPence, ownPence} where
-- the most that one of them takes of the person's own money is not what they agreed to.
create function ordering.check_visit_prices(p_council uuid, p_budget uuid, p_variant uuid, p_days date[], p_units bigint[], p_multipliers bigint[], p_publics bigint[],
  p_quantity numeric, p_own bigint) returns void language plpgsql stable security definer set search_path = pg_catalog as $$
declare
  other record;
  own bigint;
begin
  select s.day, s.unit, p.unit_price_pence into other
  from unnest(p_days, p_units, p_multipliers, p_publics) as s (day, unit, multiplier, public)
  left join ordering.visit_prices(p_council, p_budget, p_variant, p_days) p on p.day = s.day
  where (p.unit_price_pence, p.multiplier_ten_thousandths) is distinct from (s.unit, s.multiplier)
    or s.public is distinct from case when 'ABOVE_CAP' = any (p.reasons) then p.public_unit_price_pence end
  order by s.day limit 1;
  if found then
    perform kernel.refuse('PRICE_CHANGED', jsonb_build_object('shownUnitPricePence', other.unit::text, 'unitPricePence', coalesce(other.unit_price_pence, other.unit)::text, 'day', other.day));
  end if;
  if p_own is null then return; end if;
  select coalesce(max(ordering.own_part(p_quantity, s.public, round(p_quantity * s.unit * s.multiplier / 10000)::bigint)), 0) into own
  from unnest(p_units, p_multipliers, p_publics) as s (unit, multiplier, public) where s.public is not null;
  if own <> p_own then perform kernel.refuse('OWN_MONEY_CHANGED', jsonb_build_object('agreedPence', p_own::text, 'ownPence', own::text)); end if;
end $$;

grant execute on function ordering.insert_version, ordering.plan_prices, ordering.visit_prices, ordering.plans_to_extend, ordering.order_for_letter, ordering.ask_own_part,
  ordering.agree_own_part, ordering.check_visit_prices to owncourse_app;

alter function ordering.insert_order set plan_cache_mode = force_generic_plan;
alter function ordering.plan_prices set plan_cache_mode = force_generic_plan;
