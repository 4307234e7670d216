-- Prices go by the part of a divided budget that pays the provider: a rate card may be for some ways of holding money only.

select ledger.name_payees(array_agg(v.id), array_agg(v.provider_id)) from ordering.occurrence v where v.status in ('PLANNED', 'UNFUNDED', 'HELD', 'DELIVERED', 'DISPUTED');

-- As in 0100.
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
  from ledger.payer_of(p_budget, p_provider, p_starts_on) p, rates.check_price(p_council, p_variant, p_starts_on, p.route, p_shown_pence, p_own_pence is not null) c;
  if not found then
    if exists (select 1 from ledger.divided_budgets(array[p_budget])) then perform kernel.refuse('NO_PART_PAYS'); end if;
    perform kernel.refuse('OUTSIDE_BUDGET_PERIOD', jsonb_build_object('day', p_starts_on));
  end if;
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

-- As in 0100.
create or replace function ordering.insert_version(p_order uuid, p_version int, p_line uuid, p_effective_on date, p_quantity numeric, p_shown_pence bigint, p_line_pence bigint,
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
    select c.* into price from ledger.payer_of(line.budget_id, held.provider_id, p_effective_on) p, rates.check_price(held.council_id, line.variant_id, p_effective_on, p.route, p_shown_pence, p_own_pence is not null) c;
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

-- As in 0100.
create or replace function ordering.plan_prices(p_council uuid, p_budgets uuid[], p_variants uuid[], p_days date[])
returns table (budget_id uuid, variant_id uuid, day date, unit_price_pence bigint, public_unit_price_pence bigint, multiplier_ten_thousandths bigint, bank_holiday text, kind text, orderable boolean,
  reasons text[], rate_card_id uuid, rate_card_version int)
language sql stable security definer set search_path = pg_catalog as $$
  with divided as materialized (
    select d.budget_id from ledger.divided_budgets(p_budgets) as d (budget_id)
  ), sold as (
    select v.id, v.provider_id from catalogue.variants(case when exists (select 1 from divided) then p_variants else '{}' end) v
  ), held as (
    select distinct v.budget_id, v.variant_id, v.day, coalesce(w.route, h.route) as route
    from unnest(p_budgets, p_variants, p_days) as v (budget_id, variant_id, day)
    left join ledger.day_payers(p_budgets, p_days) h on h.budget_id = v.budget_id and h.day = v.day
    left join divided d on d.budget_id = v.budget_id
    left join sold s on s.id = v.variant_id
    left join lateral (select o.route from ledger.payer_of(d.budget_id, s.provider_id, v.day) o where d.budget_id is not null) w on true
  ), alike as (
    select h.route, array_agg(distinct h.variant_id) as variants, array_agg(distinct h.day) as days from held h group by h.route
  )
  select h.budget_id, p.variant_id, p.day, p.unit_price_pence, p.public_unit_price_pence, (p.multiplier * 10000)::bigint, p.bank_holiday, p.kind, p.orderable, p.reasons, p.rate_card_id, p.rate_card_version
  from alike a
  cross join lateral rates.day_prices(p_council, a.variants, a.days, array_fill(a.route, array[cardinality(a.days)])) p
  join held h on h.route is not distinct from a.route and h.variant_id = p.variant_id and h.day = p.day
$$;


alter function ordering.insert_order set plan_cache_mode = force_generic_plan;
alter function ordering.plan_prices set plan_cache_mode = force_generic_plan;
