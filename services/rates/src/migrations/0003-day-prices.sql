-- The one price rule over many days at once, so that a year of visits is priced by one statement and not by one a day.

-- What one unit of each variant costs somebody this council funds, on each delivery day (each named once), and what that day
-- multiplies a line by. p_routes says for each day how the money is held then; null leaves out what cards say of routes.
-- A line is round(quantity × unit price × multiplier), rounded once. The nil council asks for public prices. Picks (variant, provider), (variant, any), (support type, provider), (support type, any), in that order.
-- A variant that is itself sold for bank holidays has its own price and no multiplier.
create function rates.day_prices(p_council uuid, p_variants uuid[], p_days date[], p_routes text[])
returns table (day date, variant_id uuid, unit_price_pence bigint, public_unit_price_pence bigint, own_money_pence bigint, kind text, orderable boolean,
  reasons text[], rate_card_version int, rate_card_id uuid, cancellation_notice_hours int, cancellation_percent numeric, multiplier numeric, bank_holiday text)
language sql stable security definer set search_path = pg_catalog as $$
  with wanted as (
    select d.day, d.route, v.id, v.provider_id, v.support_type_slug, v.unit, v.day_type, v.public_unit_price_pence as public_pence
    from catalogue.variants(p_variants) v, unnest(p_days, p_routes) as d (day, route)
  ), fitting as (
    -- Two joins on equality in place of one with "or", which would try every item for every variant.
    select w.day, w.route, w.id, w.provider_id as own_provider_id, i.council_id, i.card_id, i.provider_id, i.kind, i.unit_price_pence, true as for_variant
    from wanted w join rates.rate_item i on i.variant_id = w.id
    where i.council_id = p_council and i.published and i.valid @> w.day
    union all
    select w.day, w.route, w.id, w.provider_id, i.council_id, i.card_id, i.provider_id, i.kind, i.unit_price_pence, false
    from wanted w join rates.rate_item i on i.support_type_slug = w.support_type_slug and i.unit = w.unit
    where i.council_id = p_council and i.published and i.valid @> w.day and i.variant_id = '00000000-0000-0000-0000-000000000000' and i.support_type_slug <> ''
  ), item as (
    select distinct on (f.id, f.day) f.id, f.day, f.kind, f.unit_price_pence, f.for_variant, c.version, c.id as card_id, c.cancellation_notice_hours, c.cancellation_percent,
      c.bank_holiday_multiplier
    from fitting f join rates.rate_card c on c.council_id = f.council_id and c.id = f.card_id
    where p_council <> '00000000-0000-0000-0000-000000000000' and f.provider_id in (f.own_provider_id, '00000000-0000-0000-0000-000000000000')
      and (f.route is null or c.holding_routes = '{}' or f.route = any (c.holding_routes))
    order by f.id, f.day, f.for_variant desc, (f.provider_id = f.own_provider_id) desc
  )
  select w.day, w.id,
    case i.kind when 'FIXED' then i.unit_price_pence when 'CAPPED' then least(w.public_pence, i.unit_price_pence) else w.public_pence end,
    w.public_pence,
    case when i.kind = 'CAPPED' then greatest(w.public_pence - i.unit_price_pence, 0) else 0 end,
    case when p_council = '00000000-0000-0000-0000-000000000000' then 'PUBLIC' else coalesce(i.kind, 'OFF_CARD') end,
    case when p_council = '00000000-0000-0000-0000-000000000000' then false
      when i.kind = 'FIXED' then true
      when i.kind = 'CAPPED' then w.public_pence <= i.unit_price_pence
      when i.kind = 'QUOTE' then false
      else o.rule <> 'refuse' end,
    case when p_council = '00000000-0000-0000-0000-000000000000' then array['PUBLIC_PRICE']
      when i.kind = 'FIXED' then array['AGREED_PRICE', case when i.for_variant then 'AGREED_FOR_THIS' else 'AGREED_FOR_SUPPORT_TYPE' end]
      when i.kind = 'CAPPED' and w.public_pence > i.unit_price_pence then array['ABOVE_CAP']
      when i.kind = 'CAPPED' then array['WITHIN_CAP']
      when i.kind = 'QUOTE' then array['QUOTE_FIRST']
      when o.rule = 'refuse' then array['NOT_ON_CARD']
      when o.rule = 'allow-with-approval' then array['OFF_CARD', 'NEEDS_APPROVAL']
      else array['OFF_CARD'] end || case when d.multiplier <> 1 then array['BANK_HOLIDAY'] else '{}' end,
    i.version, i.card_id, i.cancellation_notice_hours, i.cancellation_percent, d.multiplier, case when d.multiplier <> 1 then h.name end
  from wanted w left join item i on i.id = w.id and i.day = w.day left join rates.bank_holiday h on h.on_date = w.day
  left join lateral (
    select coalesce(identity.policy(p_council, 'offCardRule', w.day) #>> '{}', 'refuse') as rule
    -- Asked only where no card says anything; "offset 0" keeps it one question a row.
    where i.kind is null and p_council <> '00000000-0000-0000-0000-000000000000' offset 0
  ) o on true
  cross join lateral (
    select case when i.kind in ('FIXED', 'CAPPED') and h.name is not null and w.day_type <> 'BANK_HOLIDAY' then i.bank_holiday_multiplier else 1 end as multiplier
  ) d
$$;

-- The same for one day. Not a definer of its own, so that it melts into the query that calls it.
drop function rates.prices(uuid, uuid[], date, text);
create function rates.prices(p_council uuid, p_variants uuid[], p_on date, p_route text default null)
returns table (variant_id uuid, unit_price_pence bigint, public_unit_price_pence bigint, own_money_pence bigint, kind text, orderable boolean,
  reasons text[], rate_card_version int, rate_card_id uuid, cancellation_notice_hours int, cancellation_percent numeric, multiplier numeric, bank_holiday text)
language sql stable as $$
  select p.variant_id, p.unit_price_pence, p.public_unit_price_pence, p.own_money_pence, p.kind, p.orderable, p.reasons, p.rate_card_version, p.rate_card_id,
    p.cancellation_notice_hours, p.cancellation_percent, p.multiplier, p.bank_holiday
  from rates.day_prices(p_council, p_variants, array[p_on], array[p_route]) p
$$;

grant execute on function rates.day_prices, rates.prices to owncourse_app;
