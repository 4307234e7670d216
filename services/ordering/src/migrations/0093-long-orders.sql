-- What visits cost from their budgets, by the one price rule: of many orders and days in one question. Each row of the arrays is one visit.
-- Days on which money is held alike are priced together.
create function ordering.plan_prices(p_council uuid, p_budgets uuid[], p_variants uuid[], p_days date[])
returns table (budget_id uuid, variant_id uuid, day date, unit_price_pence bigint, multiplier_ten_thousandths bigint, bank_holiday text, kind text, orderable boolean,
  reasons text[], rate_card_id uuid, rate_card_version int)
language sql stable security definer set search_path = pg_catalog as $$
  with held as (
    select distinct v.budget_id, v.variant_id, v.day, h.route
    from unnest(p_budgets, p_variants, p_days) as v (budget_id, variant_id, day)
    left join ledger.day_payers(p_budgets, p_days) h on h.budget_id = v.budget_id and h.day = v.day
  ), alike as (
    select h.route, array_agg(distinct h.variant_id) as variants, array_agg(distinct h.day) as days from held h group by h.route
  )
  select h.budget_id, p.variant_id, p.day, p.unit_price_pence, (p.multiplier * 10000)::bigint, p.bank_holiday, p.kind, p.orderable, p.reasons, p.rate_card_id, p.rate_card_version
  from alike a
  cross join lateral rates.day_prices(p_council, a.variants, a.days, array_fill(a.route, array[cardinality(a.days)])) p
  join held h on h.route is not distinct from a.route and h.variant_id = p.variant_id and h.day = p.day
$$;

-- The same for one order. Not a definer of its own, so that it melts into the query that calls it.
drop function ordering.visit_prices(uuid, uuid, uuid, date[]);
create function ordering.visit_prices(p_council uuid, p_budget uuid, p_variant uuid, p_days date[])
returns table (day date, unit_price_pence bigint, multiplier_ten_thousandths bigint, bank_holiday text, kind text, orderable boolean, reasons text[],
  rate_card_id uuid, rate_card_version int)
language sql stable as $$
  select p.day, p.unit_price_pence, p.multiplier_ten_thousandths, p.bank_holiday, p.kind, p.orderable, p.reasons, p.rate_card_id, p.rate_card_version
  from ordering.plan_prices(p_council, array_fill(p_budget, array[cardinality(p_days)]), array_fill(p_variant, array[cardinality(p_days)]), p_days) p
$$;
-- Open standing orders whose plan ends before a day; all, or one of them. Breaks as pairs of first and last day.
-- None whose budget has no money period after its last visit.
drop function ordering.plans_to_extend(date, uuid);
create function ordering.plans_to_extend(p_through date, p_order uuid default null)
returns table (order_id uuid, council_id uuid, line_id uuid, person_id uuid, budget_id uuid, provider_id uuid, variant_id uuid, quantity numeric,
  starts_on date, ends_on date, start_time time, duration_minutes int, recurrence text, planned_through date, budget_ends_before date, break_days jsonb)
language sql stable security definer set search_path = pg_catalog as $$
  select o.id, o.council_id, l.id, l.person_id, l.budget_id, o.provider_id, l.variant_id, l.quantity, v.starts_on, v.ends_on, v.start_time, v.duration_minutes, v.recurrence,
    p.planned_through, e.ends_before, b.days
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

grant execute on function ordering.plan_prices, ordering.visit_prices, ordering.plans_to_extend to owncourse_app;

-- Whether an order of years is over is asked at each visit, without reading those that are done.
create index occurrence_not_over on ordering.occurrence (order_id) where status not in ('CONFIRMED', 'CANCELLED');

-- These run many times a second on few rows found by key: a plan made once serves all of them, and planning anew for each
-- call would cost more than the work.
alter function ordering.plan_prices set plan_cache_mode = force_generic_plan;
alter function ordering.insert_order set plan_cache_mode = force_generic_plan;
alter function ordering.insert_visits set plan_cache_mode = force_generic_plan;
alter function ordering.record_deliveries set plan_cache_mode = force_generic_plan;
alter function ordering.confirm_deliveries set plan_cache_mode = force_generic_plan;
alter function ordering.cancel_occurrences set plan_cache_mode = force_generic_plan;
