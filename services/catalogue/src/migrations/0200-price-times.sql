-- The days and hours that a price is for, so that nobody buys a Sunday at the price of a Tuesday. The same everywhere: what a
-- council pays differs, when an evening begins does not.
create table catalogue.time_band (
  name text primary key,
  -- London's clock at the start of a visit: from the first, before the second, past midnight where that is earlier.
  starts_from time not null,
  starts_before time not null check (starts_before <> starts_from),
  reason text not null
);
select kernel.protect_table('catalogue.time_band', 'true');
insert into catalogue.time_band values
  ('day', '06:00', '23:00', 'The ordinary price: from the first morning round to the last call at bedtime, less the hours that have a price of their own.'),
  ('evening', '17:00', '23:00', 'From teatime, when day shifts end, to the last call at bedtime.'),
  ('night', '20:00', '06:00', 'A night shift begins at the earliest after the evening meal, and nobody starts one in the morning.');
-- A provider whose price is the same all week need not write it down three times.
alter table catalogue.variant drop constraint variant_day_type_check,
  add constraint variant_day_type_check check (day_type in ('EVERY_DAY', 'WEEKDAY', 'SATURDAY', 'SUNDAY', 'BANK_HOLIDAY'));
alter table catalogue.variant add constraint variant_time_band_known foreign key (time_band) references catalogue.time_band (name);

-- For each variant on sale: the weekdays on which a visit at its price may be, whether they must be bank holidays, and the
-- hours at which it may start (both null: any hour).
-- A price for Saturdays, Sundays, bank holidays, evenings or nights is for them alone. A weekday's price of hours and short visits is for
-- Mondays to Fridays; of what is not counted in time (a trip, a month), and a price for every day, for all days but those that the service
-- sells at a price of their own. So with hours: the price of the day ends where the service's own evening or night begins. What has no
-- band starts at any hour, and so do a day and a month.
create function catalogue.price_times(p_variants uuid[])
returns table (variant_id uuid, weekdays text[], bank_holidays_only boolean, starts_from time, starts_before time)
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return query select v.id,
    case v.day_type when 'SATURDAY' then array['SA'] when 'SUNDAY' then array['SU']
      when 'BANK_HOLIDAY' then array['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
      else array['MO', 'TU', 'WE', 'TH', 'FR']
        || case when own.weekdays_only or 'SATURDAY' = any (own.days) then '{}' else array['SA'] end
        || case when own.weekdays_only or 'SUNDAY' = any (own.days) then '{}' else array['SU'] end
    end,
    v.day_type = 'BANK_HOLIDAY', b.starts_from,
    case when v.time_band = 'day' then coalesce(own.other_hours_from, b.starts_before) else b.starts_before end
  from catalogue.variant v
  left join catalogue.time_band b on b.name = v.time_band and v.unit not in ('DAY', 'WEEK', 'MONTH', 'YEAR', 'MILE', 'ITEM')
  cross join lateral (
    select v.day_type = 'WEEKDAY' and v.unit in ('HOUR', 'VISIT15', 'VISIT30', 'VISIT45', 'VISIT60') as weekdays_only,
      array_agg(o.day_type) filter (where o.time_band is not distinct from v.time_band) as days,
      min(t.starts_from) filter (where o.day_type = v.day_type and o.time_band <> 'day') as other_hours_from
    from catalogue.variant o left join catalogue.time_band t on t.name = o.time_band
    where o.service_id = v.service_id and o.unit = v.unit and o.ratio = v.ratio and o.status = 'PUBLISHED'
  ) own
  where v.id = any (p_variants);
end $$;
-- Asked with each order: planned once a session.
alter function catalogue.price_times set plan_cache_mode = force_generic_plan;

-- The prices that the same service has for the same thing, this one among them, as it shows them.
create function catalogue.sister_prices(p_variant uuid)
returns table (variant_id uuid, name text, weekdays text[], bank_holidays_only boolean, starts_from time, starts_before time)
language sql stable security definer set search_path = pg_catalog as $$
  select o.id, o.name, t.weekdays, t.bank_holidays_only, t.starts_from, t.starts_before
  from catalogue.variant v
  join catalogue.variant o on o.service_id = v.service_id and o.unit = v.unit and o.ratio = v.ratio and o.status = 'PUBLISHED'
  join lateral catalogue.price_times(array[o.id]) t on true
  where v.id = p_variant
  order by o.position, o.id
$$;

grant execute on function catalogue.price_times, catalogue.sister_prices to owncourse_app;
