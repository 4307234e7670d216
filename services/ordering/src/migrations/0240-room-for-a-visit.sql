-- Whether a provider has room for one more visit then, whichever council the others are for. Not whether they want it: they say so.
create function ordering.has_room(p_provider uuid, p_starts_at timestamptz, p_ends_at timestamptz) returns boolean
language sql stable security definer set search_path = pg_catalog as $$
  select not exists (select 1 from catalogue.visits_at_once(array[p_provider]) v
    where v.visits_at_once <= (select count(*) from ordering.occurrence c
      where c.provider_id = p_provider and c.status in ('PLANNED', 'HELD') and c.starts_at < p_ends_at and c.ends_at > p_starts_at
        -- The days are what the index knows; no stay is longer than a month.
        and c.on_date between (p_starts_at at time zone 'Europe/London')::date - 31 and (p_ends_at at time zone 'Europe/London')::date))
$$;

-- As in 0096. With the visit's times only those who have room then; without them all whose prices fit.
drop function ordering.offered_instead(uuid, uuid, uuid, uuid, date);
create function ordering.offered_instead(p_council uuid, p_person uuid, p_budget uuid, p_variant uuid, p_on date, p_starts_at timestamptz default null, p_ends_at timestamptz default null)
returns table (variant_id uuid, service_id uuid, provider_id uuid, miles text, unit_price_pence bigint, multiplier_ten_thousandths bigint)
language sql stable security definer set search_path = pg_catalog as $$
  select a.variant_id, a.service_id, a.provider_id, a.miles::text, p.unit_price_pence, p.multiplier_ten_thousandths
  from identity.person_names(array[p_person]) n
  cross join lateral catalogue.alternatives(p_variant, p_on, n.postcode_district) a
  cross join lateral ordering.visit_prices(p_council, p_budget, a.variant_id, array[p_on]) p
  left join lateral ratings.summaries(array[a.provider_id], '{}') r on true
  where p.orderable and not 'NEEDS_APPROVAL' = any (p.reasons) and (p_starts_at is null or ordering.has_room(a.provider_id, p_starts_at, p_ends_at))
  order by p.unit_price_pence, a.miles nulls last, r.score desc nulls last, a.provider_id limit 20
$$;
grant execute on function ordering.offered_instead to owncourse_app;
