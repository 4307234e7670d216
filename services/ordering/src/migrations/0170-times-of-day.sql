-- Several visits a day inside one order, and single visits beside its pattern (docs/adr/0026). A version's first time stays where it was.
create table ordering.order_time (
  council_id uuid not null,
  order_id uuid not null,
  version int not null,
  place smallint not null check (place between 1 and 25),
  -- The day of a single visit beside the pattern; null on each day of the pattern.
  on_date date,
  start_time time not null,
  duration_minutes int not null check (duration_minutes > 0),
  quantity numeric(14, 4) not null check (quantity > 0),
  -- The budget's part of an ordinary visit.
  line_pence bigint not null check (line_pence > 0),
  primary key (council_id, order_id, version, place),
  unique nulls not distinct (council_id, order_id, version, on_date, start_time),
  foreign key (council_id, order_id, version) references ordering.order_version
);
select kernel.protect_table('ordering.order_time', 'exists (select 1 from ordering."order" o where o.id = order_id)');

-- The times of a version beside its first, earliest first, then its single visits by day:
-- [{onDate, startTime, durationMinutes, quantity, linePence}]. Rows as the reader may see them.
create function ordering.times_of(p_council uuid, p_order uuid, p_version int) returns jsonb language sql stable set search_path = pg_catalog as $$
  select coalesce(jsonb_agg(jsonb_build_object('onDate', t.on_date, 'startTime', to_char(t.start_time, 'HH24:MI'), 'durationMinutes', t.duration_minutes,
    'quantity', trim_scale(t.quantity)::text, 'linePence', t.line_pence::text) order by t.on_date nulls first, t.start_time), '[]')
  from ordering.order_time t where t.council_id = p_council and t.order_id = p_order and t.version = p_version
$$;

create function ordering.insert_times(p_council uuid, p_order uuid, p_version int, p_times jsonb) returns void language plpgsql set search_path = pg_catalog as $$
declare
  own ordering.order_version;
begin
  if jsonb_array_length(p_times) = 0 then return; end if;
  select * into own from ordering.order_version v where v.council_id = p_council and v.order_id = p_order and v.version = p_version;
  if own.recurrence is null or exists (select 1 from jsonb_array_elements(p_times) t where t ->> 'onDate' is null and (t ->> 'startTime')::time = own.start_time) then
    raise exception 'A single visit has one time, and no time of a day comes twice' using errcode = 'check_violation';
  end if;
  insert into ordering.order_time (council_id, order_id, version, place, on_date, start_time, duration_minutes, quantity, line_pence)
  select p_council, p_order, p_version, t.place, (t.item ->> 'onDate')::date, (t.item ->> 'startTime')::time, (t.item ->> 'durationMinutes')::int,
    (t.item ->> 'quantity')::numeric, (t.item ->> 'linePence')::bigint
  from jsonb_array_elements(p_times) with ordinality as t (item, place);
end $$;

-- The dearest visit of a version.
create function ordering.most_pence(p_line_pence bigint, p_times jsonb) returns bigint language sql immutable set search_path = pg_catalog as $$
  select greatest(p_line_pence, (select max((t ->> 'linePence')::bigint) from jsonb_array_elements(p_times) t))
$$;

-- What a version costs in a week: all times of its days, and the single visits of the week that has most of them. Null for one visit.
create function ordering.week_pence(p_recurrence text, p_line_pence bigint, p_times jsonb) returns numeric language sql immutable set search_path = pg_catalog as $$
  select case when p_recurrence is null then null else
    (p_line_pence + coalesce((select sum((t ->> 'linePence')::bigint) from jsonb_array_elements(p_times) t where t ->> 'onDate' is null), 0)) * ordering.visits_a_week(p_recurrence)
    + coalesce((select max(w.pence) from (
        select sum((t ->> 'linePence')::bigint) as pence from jsonb_array_elements(p_times) t where t ->> 'onDate' is not null
        group by date_trunc('week', (t ->> 'onDate')::date::timestamp)) w), 0) end
$$;

drop function ordering.approval_reasons(uuid, text[], bigint, text, date);

-- As in 0010, of the dearest visit and of the whole week.
create function ordering.approval_reasons(p_council uuid, p_price_reasons text[], p_visit_pence bigint, p_week_pence numeric, p_on date)
returns table (code text, details jsonb) language sql stable security definer set search_path = pg_catalog as $$
  select r.code, r.details from (
    select 'OFF_CARD' as code, '{}'::jsonb as details where 'NEEDS_APPROVAL' = any (p_price_reasons)
    union all
    select 'OVER_LIMIT', jsonb_build_object('limitPence', l.pence::text, 'pence', p_visit_pence::text)
    from (select (identity.policy(p_council, 'approvalLimitPence', p_on) #>> '{}')::bigint as pence) l where p_visit_pence > l.pence
    union all
    select 'OVER_WEEKLY_LIMIT', jsonb_build_object('limitPence', l.pence::text, 'pence', round(p_week_pence)::bigint::text)
    from (select (identity.policy(p_council, 'approvalWeeklyLimitPence', p_on) #>> '{}')::bigint as pence) l
    where p_week_pence > l.pence
  ) r
$$;

drop function ordering.insert_order(uuid, uuid, uuid, text, uuid, uuid, uuid, uuid, uuid, numeric, bigint, bigint, date, date, time, int, text, text, text, timestamptz, uuid, uuid, uuid, bigint);

-- As in 0140, with the other times of a day.
create function ordering.insert_order(p_council uuid, p_order uuid, p_line uuid, p_kind text, p_person uuid, p_budget uuid, p_provider uuid, p_service uuid,
  p_variant uuid, p_quantity numeric, p_shown_pence bigint, p_line_pence bigint, p_starts_on date, p_ends_on date, p_start_time time, p_duration_minutes int, p_recurrence text,
  p_place text, p_note text, p_at timestamptz, p_actor uuid, p_mandate uuid, p_event uuid, p_own_pence bigint, p_times jsonb)
returns text language plpgsql security definer set search_path = pg_catalog as $$
declare
  price record;
  reasons jsonb;
  new_status text;
begin
  select c.* into price
  from ledger.payer_of(p_budget, p_provider, p_starts_on) p, rates.check_price(p_council, p_variant, p_starts_on, p.route, p_shown_pence, p_own_pence is not null) c;
  if not found then
    if exists (select 1 from ledger.divided_budgets(array[p_budget])) then perform kernel.refuse('NO_PART_PAYS'); end if;
    perform kernel.refuse('OUTSIDE_BUDGET_PERIOD', jsonb_build_object('day', p_starts_on));
  end if;
  perform ordering.check_own_part(p_council, p_person, p_budget, p_variant, p_quantity, p_starts_on, p_own_pence, p_kind = 'STANDING', 0,
    price.reasons, price.public_unit_price_pence, price.unit_price_pence, price.multiplier);
  select jsonb_agg(r) into reasons from ordering.approval_reasons(p_council, price.reasons, ordering.most_pence(p_line_pence, p_times), ordering.week_pence(p_recurrence, p_line_pence, p_times), p_starts_on) r;
  new_status := case when reasons is null then 'SUBMITTED' else 'AWAITING_APPROVAL' end;
  insert into ordering."order" (council_id, id, kind, status, participant_ids, provider_id, service_id, placed_at, placed_by, mandate_id, answer_by)
  values (p_council, p_order, p_kind, new_status, array[p_person], p_provider, p_service, p_at, p_actor, p_mandate,
    ordering.time_limit(p_council, case when reasons is null then 'answerHours' else 'approvalHours' end, p_at));
  insert into ordering.order_version (council_id, order_id, version, starts_on, ends_on, start_time, duration_minutes, recurrence, place, note, cancellation_notice_hours, cancellation_percent, made_at, made_by, own_money_pence)
  values (p_council, p_order, 1, p_starts_on, p_ends_on, p_start_time, p_duration_minutes, p_recurrence, p_place, p_note,
    coalesce(price.cancellation_notice_hours, (identity.policy(p_council, 'cancellationNoticeHours', p_starts_on) #>> '{}')::int, 24), coalesce(price.cancellation_percent, 0), p_at, p_actor, p_own_pence);
  insert into ordering.order_line (council_id, id, order_id, version, person_id, budget_id, variant_id, quantity, unit_price_pence, line_pence, price_kind, rate_card_id, rate_card_version)
  values (p_council, p_line, p_order, 1, p_person, p_budget, p_variant, p_quantity, price.unit_price_pence, p_line_pence, price.kind, price.rate_card_id, price.rate_card_version);
  perform ordering.insert_times(p_council, p_order, 1, p_times);
  insert into ordering.order_event values (p_council, p_order, p_event, p_at, case new_status when 'SUBMITTED' then 'PLACED' else 'PLACED_FOR_APPROVAL' end, p_actor);
  if reasons is not null then
    insert into ordering.approval_reason (council_id, order_id, version, code, details, at)
    select p_council, p_order, 1, r.code, r.details, p_at from jsonb_to_recordset(reasons) as r (code text, details jsonb);
  end if;
  return new_status;
end $$;
alter function ordering.insert_order set plan_cache_mode = force_generic_plan;

drop function ordering.insert_version(uuid, int, uuid, date, numeric, bigint, bigint, date, date, time, int, text, text, text, text, timestamptz, uuid, uuid, uuid, text, bigint);

-- As in 0140, with the other times of a day and the single visits.
create function ordering.insert_version(p_order uuid, p_version int, p_line uuid, p_effective_on date, p_quantity numeric, p_shown_pence bigint, p_line_pence bigint,
  p_starts_on date, p_ends_on date, p_start_time time, p_duration_minutes int, p_recurrence text, p_place text, p_note text, p_answer text, p_at timestamptz,
  p_actor uuid, p_mandate uuid, p_event uuid, p_event_code text, p_own_pence bigint, p_times jsonb)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  held ordering."order";
  before ordering.order_version;
  line ordering.order_line;
  price record;
  times_before jsonb;
  rises boolean;
  reasons jsonb;
begin
  select * into held from ordering."order" where id = p_order for update;
  if held.current_version <> p_version - 1 or held.status not in ('SUBMITTED', 'AWAITING_APPROVAL', 'ACCEPTED', 'ACTIVE') then perform kernel.refuse('WRONG_STATE'); end if;
  select * into before from ordering.order_version v where v.council_id = held.council_id and v.order_id = p_order and v.version = held.current_version;
  select * into line from ordering.order_line l where l.council_id = held.council_id and l.order_id = p_order and l.version = held.current_version;
  if p_shown_pence is not null then
    select c.* into price from ledger.payer_of(line.budget_id, held.provider_id, p_effective_on) p, rates.check_price(held.council_id, line.variant_id, p_effective_on, p.route, p_shown_pence, p_own_pence is not null) c;
    if not found then perform kernel.refuse('OUTSIDE_BUDGET_PERIOD', jsonb_build_object('day', p_effective_on)); end if;
    perform ordering.check_own_part(held.council_id, line.person_id, line.budget_id, line.variant_id, p_quantity, p_effective_on, p_own_pence, held.kind = 'STANDING',
      coalesce(before.own_money_pence, 0), price.reasons, price.public_unit_price_pence, price.unit_price_pence, price.multiplier);
    update ordering.own_part_question set answer = 'REPLACED', answered_at = p_at where order_id = p_order and answer = 'ASKED';
    -- Single visits that are over do not hide that the next weeks cost more.
    select coalesce(jsonb_agg(t), '[]') into times_before from jsonb_array_elements(ordering.times_of(held.council_id, p_order, held.current_version)) t
    where t ->> 'onDate' is null or (t ->> 'onDate')::date >= (p_at at time zone 'Europe/London')::date;
    rises := ordering.most_pence(p_line_pence, p_times) > ordering.most_pence(line.line_pence, times_before)
      or ordering.week_pence(p_recurrence, p_line_pence, p_times) > ordering.week_pence(before.recurrence, line.line_pence, times_before);
    select jsonb_agg(r) into reasons from ordering.approval_reasons(held.council_id, price.reasons, ordering.most_pence(p_line_pence, p_times), ordering.week_pence(p_recurrence, p_line_pence, p_times), p_effective_on) r where rises;
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
  perform ordering.insert_times(held.council_id, p_order, p_version, p_times);
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

drop function ordering.check_visit_prices(uuid, uuid, uuid, date[], bigint[], bigint[], bigint[], numeric, bigint);

-- As in 0100, each visit with its own quantity.
create function ordering.check_visit_prices(p_council uuid, p_budget uuid, p_variant uuid, p_days date[], p_units bigint[], p_multipliers bigint[], p_publics bigint[],
  p_quantities numeric[], p_own bigint) returns void language plpgsql stable security definer set search_path = pg_catalog as $$
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
  select coalesce(max(ordering.own_part(s.quantity, s.public, round(s.quantity * s.unit * s.multiplier / 10000)::bigint)), 0) into own
  from unnest(p_quantities, p_units, p_multipliers, p_publics) as s (quantity, unit, multiplier, public) where s.public is not null;
  if own <> p_own then perform kernel.refuse('OWN_MONEY_CHANGED', jsonb_build_object('agreedPence', p_own::text, 'ownPence', own::text)); end if;
end $$;

drop function ordering.insert_visits(uuid, uuid, uuid, uuid, uuid, uuid, numeric, jsonb);

-- As in 0002, each visit with its own quantity.
create function ordering.insert_visits(p_council uuid, p_order uuid, p_line uuid, p_person uuid, p_budget uuid, p_provider uuid, p_visits jsonb)
returns void language sql security definer set search_path = pg_catalog as $$
  insert into ordering.occurrence (council_id, id, order_id, line_id, person_id, budget_id, provider_id, on_date, starts_at, ends_at, quantity, unit_price_pence,
    multiplier, rate_card_version, amount_pence, status)
  select p_council, v.id, p_order, p_line, p_person, p_budget, p_provider, v.day, v."startsAt", v."endsAt", v.quantity, v."unitPricePence",
    coalesce(v.multiplier, 1), v."rateCardVersion", v."amountPence", ledger.hold_state(v.id)
  from jsonb_to_recordset(p_visits) as v (id uuid, day date, "startsAt" timestamptz, "endsAt" timestamptz, quantity numeric, "unitPricePence" bigint, multiplier numeric,
    "rateCardVersion" int, "amountPence" bigint)
$$;

drop function ordering.amend_visits(uuid, uuid, numeric, jsonb);

-- As in 0002, each visit with its own quantity.
create function ordering.amend_visits(p_order uuid, p_line uuid, p_visits jsonb) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  changed int;
begin
  update ordering.occurrence o set line_id = coalesce(p_line, o.line_id), quantity = v.quantity, on_date = v.day, starts_at = v."startsAt", ends_at = v."endsAt",
    unit_price_pence = v."unitPricePence", multiplier = v.multiplier, rate_card_version = v."rateCardVersion", amount_pence = v."amountPence", status = ledger.hold_state(o.id)
  from jsonb_to_recordset(p_visits) as v (id uuid, day date, "startsAt" timestamptz, "endsAt" timestamptz, quantity numeric, "unitPricePence" bigint, multiplier numeric,
    "rateCardVersion" int, "amountPence" bigint)
  where o.id = v.id and o.order_id = p_order and o.status in ('PLANNED', 'HELD', 'UNFUNDED');
  get diagnostics changed = row_count;
  if changed <> jsonb_array_length(p_visits) then perform kernel.refuse('WRONG_STATE'); end if;
end $$;

drop function ordering.plans_to_extend(date, uuid);

-- As in 0100, with the other times of a day.
create function ordering.plans_to_extend(p_through date, p_order uuid default null)
returns table (order_id uuid, council_id uuid, line_id uuid, person_id uuid, budget_id uuid, provider_id uuid, variant_id uuid, quantity numeric,
  starts_on date, ends_on date, start_time time, duration_minutes int, recurrence text, planned_through date, budget_ends_before date, break_days jsonb,
  own_money_pence bigint, more_times jsonb)
language sql stable security definer set search_path = pg_catalog as $$
  select o.id, o.council_id, l.id, l.person_id, l.budget_id, o.provider_id, l.variant_id, l.quantity, v.starts_on, v.ends_on, v.start_time, v.duration_minutes, v.recurrence,
    p.planned_through, e.ends_before, b.days, v.own_money_pence, ordering.times_of(o.council_id, o.id, o.current_version)
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

-- As in 0100, with the other times of a day.
create function ordering.order_for_letter(p_order uuid, p_person uuid)
returns table (service_name text, provider_name text, recurrence text, starts_on date, ends_on date, start_time time, duration_minutes int, place text,
  line_pence bigint, notice_hours int, percent_hundredths bigint, status text, own_money_pence bigint, more_times jsonb)
language sql stable security definer set search_path = pg_catalog as $$
  select s.service_name, s.provider_name, v.recurrence, v.starts_on, v.ends_on, v.start_time, v.duration_minutes, v.place, l.line_pence,
    v.cancellation_notice_hours, (v.cancellation_percent * 100)::bigint, o.status, coalesce(v.own_money_pence, 0), ordering.times_of(o.council_id, o.id, o.current_version)
  from ordering."order" o
  join ordering.order_version v on v.council_id = o.council_id and v.order_id = o.id and v.version = o.current_version
  join ordering.order_line l on l.council_id = o.council_id and l.order_id = o.id and l.version = o.current_version and l.person_id = p_person
  left join catalogue.service_names(array[o.service_id]) s on true
  where o.id = p_order
$$;

-- [{startTime, durationMinutes, quantity}], as an order's.
alter table ordering.replacement add column more_times jsonb not null default '[]' check (jsonb_typeof(more_times) = 'array');

-- As in 0151, with the other times of a day.
create or replace function ordering.ask_replacement(p_request uuid, p_order uuid, p_terms jsonb, p_asks jsonb, p_until timestamptz, p_at timestamptz, p_actor uuid) returns uuid
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
      terms.duration_minutes, terms.first_on, terms.ends_on, terms.place, terms.note, terms.takes_over, terms.more_times);
  else
    select * into asked from ordering.replacement r where r.request_id = going_on.id;
    if going_on.status <> 'OPEN' or (asked.first_on, asked.quantity, asked.recurrence, asked.start_time, asked.more_times) is distinct from
      (terms.first_on, terms.quantity, terms.recurrence, terms.start_time, terms.more_times) then
      perform kernel.refuse('WRONG_STATE');
    end if;
  end if;
  insert into ordering.cover_ask (council_id, request_id, person_id, provider_id, service_id, variant_id, unit_price_pence, amount_pence, four_weeks_pence, shown_days, status)
  select going_on.council_id, going_on.id, going_on.person_id, a."providerId", a."serviceId", a."variantId", a."unitPricePence", a."amountPence", a."fourWeeksPence", a."shownDays", 'ASKED'
  from jsonb_to_recordset(p_asks) as a ("providerId" uuid, "serviceId" uuid, "variantId" uuid, "unitPricePence" bigint, "amountPence" bigint, "fourWeeksPence" bigint, "shownDays" jsonb)
  on conflict do nothing;
  return going_on.id;
end $$;

drop function ordering.replacement_terms(uuid[]);

-- As in 0151, with the other times of a day.
create function ordering.replacement_terms(p_requests uuid[])
returns table (request_id uuid, order_id uuid, person_id uuid, budget_id uuid, quantity text, recurrence text, start_time text, duration_minutes int, first_on date, ends_on date,
  place text, note text, takes_over boolean, answer_until timestamptz, more_times jsonb)
language sql stable security definer set search_path = pg_catalog as $$
  select t.request_id, t.order_id, r.person_id, t.budget_id, trim_scale(t.quantity)::text, t.recurrence, to_char(t.start_time, 'HH24:MI'), t.duration_minutes, t.first_on, t.ends_on,
    t.place, t.note, t.takes_over, r.answer_until, t.more_times
  from ordering.replacement t join ordering.cover_request r on r.council_id = t.council_id and r.id = t.request_id
  where t.request_id = any (p_requests)
$$;

alter function ordering.insert_visits set plan_cache_mode = force_generic_plan;
grant execute on function ordering.times_of to owncourse_app, owncourse_auditor;
grant execute on function ordering.insert_order, ordering.insert_version, ordering.check_visit_prices, ordering.insert_visits, ordering.amend_visits, ordering.plans_to_extend,
  ordering.order_for_letter, ordering.replacement_terms to owncourse_app;
