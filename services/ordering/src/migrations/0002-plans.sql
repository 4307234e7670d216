-- Orders as plans: versions from a day on, breaks, and each visit at the price of its own day (model.md "Orders").

alter table ordering.order_version
  -- First day this version counts for; null for the first version, which counts from its start.
  add column effective_on date,
  -- What the provider says to a change: it came with the order, needs no answer (a note), is asked, or was answered.
  add column answer text not null default 'WITH_ORDER' check (answer in ('WITH_ORDER', 'NOT_NEEDED', 'ASKED', 'ACCEPTED', 'DECLINED')),
  add column answer_reason text,
  add column mandate_id uuid;

alter table ordering.occurrence
  -- What the day multiplies the line by: a bank holiday, by the rate card in force.
  add column multiplier numeric(6, 4) not null default 1 check (multiplier >= 1),
  add column rate_card_version int,
  -- A cancelled visit whose place a later version of the plan took: its day is free again.
  add column replaced boolean not null default false;

-- Days on which a standing order rests: a holiday, a single visit left out. Ended when the person starts again early.
create table ordering.order_break (
  council_id uuid not null,
  order_id uuid not null,
  id uuid not null,
  covers daterange not null check (not isempty(covers) and not lower_inf(covers)),
  made_at timestamptz not null,
  made_by uuid not null,
  primary key (council_id, id),
  foreign key (council_id, order_id) references ordering."order"
);
create index order_break_of_order on ordering.order_break (order_id);
select kernel.protect_table('ordering.order_break', 'exists (select 1 from ordering."order" o where o.id = order_id)');

-- What each day's visit costs from a budget, by the one price rule.
create function ordering.visit_prices(p_council uuid, p_budget uuid, p_variant uuid, p_days date[])
returns table (day date, unit_price_pence bigint, multiplier_ten_thousandths bigint, bank_holiday text, kind text, orderable boolean, reasons text[],
  rate_card_id uuid, rate_card_version int)
language sql stable security definer set search_path = pg_catalog as $$
  select d.day, p.unit_price_pence, (p.multiplier * 10000)::bigint, p.bank_holiday, p.kind, p.orderable, p.reasons, p.rate_card_id, p.rate_card_version
  from unnest(p_days) as d (day)
  left join lateral (select b.route from ledger.payers(array[p_budget], d.day) b) r on true
  cross join lateral rates.prices(p_council, array[p_variant], d.day, r.route) p
$$;

-- After ledger.hold: one visit for each hold, with the state the ledger gave it.
-- p_visits: {id, day, startsAt, endsAt, unitPricePence, multiplier, rateCardVersion, amountPence}.
create function ordering.insert_visits(p_council uuid, p_order uuid, p_line uuid, p_person uuid, p_budget uuid, p_provider uuid, p_quantity numeric, p_visits jsonb)
returns void language sql security definer set search_path = pg_catalog as $$
  insert into ordering.occurrence (council_id, id, order_id, line_id, person_id, budget_id, provider_id, on_date, starts_at, ends_at, quantity, unit_price_pence,
    multiplier, rate_card_version, amount_pence, status)
  select p_council, v.id, p_order, p_line, p_person, p_budget, p_provider, v.day, v."startsAt", v."endsAt", p_quantity, v."unitPricePence",
    coalesce(v.multiplier, 1), v."rateCardVersion", v."amountPence", ledger.hold_state(v.id)
  from jsonb_to_recordset(p_visits) as v (id uuid, day date, "startsAt" timestamptz, "endsAt" timestamptz, "unitPricePence" bigint, multiplier numeric,
    "rateCardVersion" int, "amountPence" bigint)
$$;

-- A new version of an open order that is locked, from a day on. p_shown_pence null keeps the price of the version before, for changes that
-- do not touch it. Refuses WRONG_STATE when the order is closed or another version came first, PRICE_CHANGED, NOT_ORDERABLE, and
-- OVER_APPROVAL_LIMIT for what the council would have to look at first.
create function ordering.insert_version(p_order uuid, p_version int, p_line uuid, p_effective_on date, p_quantity numeric, p_shown_pence bigint, p_line_pence bigint,
  p_starts_on date, p_ends_on date, p_start_time time, p_duration_minutes int, p_recurrence text, p_place text, p_note text, p_answer text, p_at timestamptz,
  p_actor uuid, p_mandate uuid, p_event uuid, p_event_code text)
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
    select c.* into price from ledger.payers(array[line.budget_id], p_effective_on) p, rates.check_price(held.council_id, line.variant_id, p_effective_on, p.route, p_shown_pence) c;
    if not found then perform kernel.refuse('OUTSIDE_BUDGET_PERIOD', jsonb_build_object('day', p_effective_on)); end if;
    rises := p_line_pence > line.line_pence
      or p_line_pence * ordering.visits_a_week(p_recurrence) > line.line_pence * ordering.visits_a_week(before.recurrence);
    select jsonb_agg(r) into reasons from ordering.approval_reasons(held.council_id, price.reasons, p_line_pence, p_recurrence, p_effective_on) r where rises;
    -- An order that goes on cannot wait for the council half; a bigger one is a new order.
    if reasons is not null and held.status in ('ACCEPTED', 'ACTIVE') then perform kernel.refuse('OVER_APPROVAL_LIMIT'); end if;
  else
    select line.unit_price_pence, line.price_kind as kind, line.rate_card_id, line.rate_card_version, before.cancellation_notice_hours, before.cancellation_percent into price;
  end if;
  insert into ordering.order_version (council_id, order_id, version, starts_on, ends_on, start_time, duration_minutes, recurrence, place, note, cancellation_notice_hours,
    cancellation_percent, made_at, made_by, effective_on, answer, mandate_id)
  values (held.council_id, p_order, p_version, p_starts_on, p_ends_on, p_start_time, p_duration_minutes, p_recurrence, p_place, p_note,
    coalesce(price.cancellation_notice_hours, (identity.policy(held.council_id, 'cancellationNoticeHours', p_effective_on) #>> '{}')::int, 24), coalesce(price.cancellation_percent, 0),
    p_at, p_actor, p_effective_on, p_answer, p_mandate);
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

-- After ledger.amend_holds: open visits as they are now, with the state the ledger gave them. p_line null leaves each with its line.
create function ordering.amend_visits(p_order uuid, p_line uuid, p_quantity numeric, p_visits jsonb) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  changed int;
begin
  update ordering.occurrence o set line_id = coalesce(p_line, o.line_id), quantity = coalesce(p_quantity, o.quantity), on_date = v.day, starts_at = v."startsAt", ends_at = v."endsAt",
    unit_price_pence = v."unitPricePence", multiplier = v.multiplier, rate_card_version = v."rateCardVersion", amount_pence = v."amountPence", status = ledger.hold_state(o.id)
  from jsonb_to_recordset(p_visits) as v (id uuid, day date, "startsAt" timestamptz, "endsAt" timestamptz, "unitPricePence" bigint, multiplier numeric,
    "rateCardVersion" int, "amountPence" bigint)
  where o.id = v.id and o.order_id = p_order and o.status in ('PLANNED', 'HELD', 'UNFUNDED');
  get diagnostics changed = row_count;
  if changed <> jsonb_array_length(p_visits) then perform kernel.refuse('WRONG_STATE'); end if;
end $$;

-- Open visits from a day on under a version that changes neither their day nor their price.
create function ordering.keep_visits(p_order uuid, p_line uuid, p_from date, p_at timestamptz) returns void
language sql security definer set search_path = pg_catalog as $$
  update ordering.occurrence o set line_id = p_line
  where o.order_id = p_order and o.on_date >= p_from and o.starts_at > p_at and o.status in ('PLANNED', 'HELD', 'UNFUNDED')
$$;

-- Visits that the new version has no place for; their days are free again.
create function ordering.drop_visits(p_order uuid, p_ids uuid[], p_at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  changed int;
begin
  update ordering.occurrence o set status = 'CANCELLED', ended_at = p_at, replaced = true
  where o.id = any (p_ids) and o.order_id = p_order and o.status in ('PLANNED', 'HELD', 'UNFUNDED');
  get diagnostics changed = row_count;
  if changed <> cardinality(p_ids) then perform kernel.refuse('WRONG_STATE'); end if;
  perform ordering.end_orders(array[p_order]);
end $$;

-- The provider's answer to the version that asks for one. Refuses WRONG_STATE when it was answered or changed again.
create function ordering.answer_version(p_order uuid, p_version int, p_answer text, p_reason text, p_at timestamptz, p_event uuid, p_event_code text, p_actor uuid) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  held ordering."order";
begin
  select * into held from ordering."order" where id = p_order for update;
  update ordering.order_version v set answer = p_answer, answer_reason = p_reason
  where v.council_id = held.council_id and v.order_id = p_order and v.version = p_version and v.version = held.current_version and v.answer = 'ASKED';
  if not found then perform kernel.refuse('WRONG_STATE'); end if;
  insert into ordering.order_event values (held.council_id, p_order, p_event, p_at, p_event_code, p_actor);
end $$;

-- Days on which the order rests, so that no later version or extension fills them again.
create function ordering.add_break(p_order uuid, p_break uuid, p_from date, p_before date, p_at timestamptz, p_actor uuid) returns void
language sql security definer set search_path = pg_catalog as $$
  insert into ordering.order_break select o.council_id, o.id, p_break, daterange(p_from, p_before), p_at, p_actor from ordering."order" o
  where o.id = p_order and o.kind = 'STANDING'
$$;

-- Starts again: breaks end before the day, and visits cancelled from it on no longer keep their days.
create function ordering.end_breaks(p_order uuid, p_from date) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  update ordering.occurrence c set replaced = true
  from ordering.order_break b
  where b.order_id = p_order and c.order_id = p_order and c.status = 'CANCELLED' and c.on_date >= p_from and b.covers @> c.on_date;
  delete from ordering.order_break b where b.order_id = p_order and lower(b.covers) >= p_from;
  update ordering.order_break b set covers = daterange(lower(b.covers), p_from) where b.order_id = p_order and upper(b.covers) > p_from;
end $$;

create function ordering.event(p_order uuid, p_event uuid, p_code text, p_at timestamptz, p_actor uuid) returns void
language sql security definer set search_path = pg_catalog as $$
  insert into ordering.order_event select o.council_id, o.id, p_event, p_at, p_code, p_actor from ordering."order" o where o.id = p_order
$$;

-- Open standing orders whose plan ends before a day; all, or one of them. Breaks as pairs of first and last day.
drop function ordering.plans_to_extend(date, uuid);
create function ordering.plans_to_extend(p_through date, p_order uuid default null)
returns table (order_id uuid, council_id uuid, line_id uuid, person_id uuid, budget_id uuid, provider_id uuid, variant_id uuid, quantity numeric,
  starts_on date, ends_on date, start_time time, duration_minutes int, recurrence text, planned_through date, route text, break_days jsonb)
language sql stable security definer set search_path = pg_catalog as $$
  select o.id, o.council_id, l.id, l.person_id, l.budget_id, o.provider_id, l.variant_id, l.quantity, v.starts_on, v.ends_on, v.start_time, v.duration_minutes, v.recurrence,
    p.planned_through, r.route, b.days
  from ordering."order" o
  join ordering.order_version v on v.council_id = o.council_id and v.order_id = o.id and v.version = o.current_version
  join ordering.order_line l on l.council_id = o.council_id and l.order_id = o.id and l.version = o.current_version
  join lateral (select max(c.on_date) as planned_through from ordering.occurrence c where c.order_id = o.id) p on true
  left join lateral (select y.route from ledger.payers(array[l.budget_id], p.planned_through + 1) y) r on true
  join lateral (select coalesce(jsonb_agg(jsonb_build_array(lower(b.covers), upper(b.covers) - 1)), '[]') as days from ordering.order_break b where b.order_id = o.id) b on true
  where o.kind = 'STANDING' and o.status in ('ACCEPTED', 'ACTIVE') and (v.ends_on is null or v.ends_on > p.planned_through)
    and p.planned_through <= p_through - 7 and (p_order is null or o.id = p_order)
  order by o.id
$$;

-- What can be invoiced: confirmed deliveries and agreed fees, by their ids (a fee's id is its occurrence's). Each visit has the price of its own day:
-- the unit price of a bank holiday is the multiplied one.
create or replace function ordering.billable(p_ids uuid[])
returns table (id uuid, kind text, council_id uuid, order_id uuid, person_id uuid, budget_id uuid, provider_id uuid, service_id uuid, variant_id uuid, on_date date,
  confirmed_at timestamptz, quantity numeric, unit_price_pence bigint, amount_pence bigint, ordered_pence bigint, rate_card_version int)
language sql stable security definer set search_path = pg_catalog as $$
  select d.id, 'DELIVERY', d.council_id, d.order_id, d.person_id, d.budget_id, d.provider_id, o.service_id, l.variant_id, d.on_date,
    d.confirmed_at, d.quantity, round(c.unit_price_pence * c.multiplier)::bigint, d.amount_pence, c.amount_pence, coalesce(c.rate_card_version, l.rate_card_version)
  from ordering.delivery d
  join ordering.occurrence c on c.council_id = d.council_id and c.id = d.occurrence_id
  join ordering.order_line l on l.council_id = c.council_id and l.id = c.line_id
  join ordering."order" o on o.council_id = d.council_id and o.id = d.order_id
  where d.id = any (p_ids) and d.status = 'CONFIRMED' and d.amount_pence > 0
  union all
  select c.id, 'FEE', c.council_id, c.order_id, c.person_id, c.budget_id, c.provider_id, o.service_id, l.variant_id, c.on_date,
    c.ended_at, 1, c.fee_pence, c.fee_pence, c.amount_pence, coalesce(c.rate_card_version, l.rate_card_version)
  from ordering.occurrence c
  join ordering.order_line l on l.council_id = c.council_id and l.id = c.line_id
  join ordering."order" o on o.council_id = c.council_id and o.id = c.order_id
  where c.id = any (p_ids) and c.status = 'CANCELLED' and c.fee_pence > 0
$$;

grant execute on function ordering.visit_prices, ordering.insert_visits, ordering.insert_version, ordering.amend_visits, ordering.keep_visits, ordering.drop_visits, ordering.answer_version,
  ordering.add_break, ordering.end_breaks, ordering.event, ordering.plans_to_extend to owncourse_app;
