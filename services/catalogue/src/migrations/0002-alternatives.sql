-- Who else could do the same on a day: the same kind of support, counted the same way, for the same time of the week and
-- number of people, in one of the same wards, from another provider that has room by then. Nearest first.
create function catalogue.alternatives(p_variant uuid, p_on date, p_outcode text)
returns table (variant_id uuid, service_id uuid, provider_id uuid, miles numeric)
language sql stable security definer set search_path = pg_catalog as $$
  select distinct on (p.id) v.id, s.id, p.id,
    (select round(catalogue.miles_between(d.latitude, d.longitude, p.latitude, p.longitude)::numeric, 1) from catalogue.postcode_district d where d.outcode = p_outcode)
  from catalogue.variant w
  join catalogue.service t on t.id = w.service_id
  join catalogue.service s on s.support_type_slug = t.support_type_slug and s.status = 'PUBLISHED' and s.provider_id <> t.provider_id
    and (s.next_available_on is null or s.next_available_on <= p_on)
    and exists (select 1 from catalogue.service_ward a join catalogue.service_ward b on b.ward_id = a.ward_id where a.service_id = t.id and b.service_id = s.id)
  join catalogue.provider p on p.id = s.provider_id and p.status = 'PUBLISHED'
  join catalogue.variant v on v.service_id = s.id and v.status = 'PUBLISHED' and v.unit = w.unit and v.day_type = w.day_type and v.ratio = w.ratio
    and v.time_band is not distinct from w.time_band
  where w.id = p_variant
  order by p.id, v.public_unit_price_pence, v.id
$$;
grant execute on function catalogue.alternatives to owncourse_app;
