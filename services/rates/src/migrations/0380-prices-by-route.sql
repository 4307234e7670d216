-- A card may hold for some ways of holding money alone. An order is priced by the way of its own day, so what somebody is shown
-- before it has to be, too: by the person, for whom a search, a service's page and a quote are answered.

-- Whether any card of a council holds for some ways of holding money alone; most councils have none, and nothing more is asked.
create function rates.has_cards_by_route(p_council uuid) returns boolean language sql stable security definer set search_path = pg_catalog as $$
  select exists (select 1 from rates.rate_card c where c.council_id = p_council and c.status = 'PUBLISHED' and c.holding_routes <> '{}')
$$;

-- How somebody's money is held on a day, where it matters to a price: no row where it does not. Several: it depends on the provider.
create function rates.route_of(p_council uuid, p_person uuid, p_on date) returns table (route text, several boolean)
language plpgsql stable security definer set search_path = pg_catalog as $$
declare
  held_in uuid;
begin
  if not rates.has_cards_by_route(p_council) then return; end if;
  select b.budget_id into held_in from ledger.budget_for(p_person, null, p_on) b;
  if exists (select 1 from ledger.divided_budgets(array[held_in])) then
    return query select null::text, true;
  else
    return query select p.route, false from ledger.payers(array[held_in], p_on) p;
  end if;
end $$;

-- `day_prices` for one person (null: whoever), each day by the way that their money is held then, as their order would be priced.
create function rates.day_prices_for(p_council uuid, p_person uuid, p_variants uuid[], p_days date[])
returns table (day date, variant_id uuid, unit_price_pence bigint, public_unit_price_pence bigint, own_money_pence bigint, kind text, orderable boolean,
  reasons text[], rate_card_version int, rate_card_id uuid, cancellation_notice_hours int, cancellation_percent numeric, multiplier numeric, bank_holiday text)
language plpgsql stable security definer set search_path = pg_catalog as $$
#variable_conflict use_column
begin
  if p_person is null or not rates.has_cards_by_route(p_council) then
    return query select * from rates.day_prices(p_council, p_variants, p_days, array_fill(null::text, array[cardinality(p_days)]));
    return;
  end if;
  return query
  with budget as materialized (
    select d.day, b.budget_id, exists (select 1 from ledger.divided_budgets(array[b.budget_id])) as is_divided
    from (select distinct unnest(p_days) as day) d left join lateral ledger.budget_for(p_person, null, d.day) b on true
  ), holding as materialized (
    select b.day, b.budget_id, b.is_divided, (select h.route from ledger.payers(array[b.budget_id], b.day) h) as route from budget b
  ), sold as materialized (
    select v.id, v.provider_id from catalogue.variants(p_variants) v
  ), paid as materialized (
    select h.day, s.provider_id, coalesce((select o.route from ledger.payer_of(h.budget_id, s.provider_id, h.day) o where h.is_divided), h.route) as route
    from holding h cross join (select distinct provider_id from sold) s
  ), asked as (
    select p.day, s.id, p.route from paid p join sold s on s.provider_id = p.provider_id
  ), alike as (
    select a.route, array_agg(distinct a.id) as variants, array_agg(distinct a.day) as days from asked a group by a.route
  )
  select r.* from alike k
  cross join lateral rates.day_prices(p_council, k.variants, k.days, array_fill(k.route, array[cardinality(k.days)])) r
  join asked a on a.id = r.variant_id and a.day = r.day and a.route is not distinct from k.route;
end $$;

-- The same for one day.
create function rates.prices_for(p_council uuid, p_person uuid, p_variants uuid[], p_on date)
returns table (variant_id uuid, unit_price_pence bigint, public_unit_price_pence bigint, own_money_pence bigint, kind text, orderable boolean,
  reasons text[], rate_card_version int, rate_card_id uuid, cancellation_notice_hours int, cancellation_percent numeric, multiplier numeric, bank_holiday text)
language sql stable as $$
  select p.variant_id, p.unit_price_pence, p.public_unit_price_pence, p.own_money_pence, p.kind, p.orderable, p.reasons, p.rate_card_version, p.rate_card_id,
    p.cancellation_notice_hours, p.cancellation_percent, p.multiplier, p.bank_holiday
  from rates.day_prices_for(p_council, p_person, p_variants, array[p_on]) p
$$;

grant execute on function rates.route_of, rates.day_prices_for, rates.prices_for to owncourse_app;
