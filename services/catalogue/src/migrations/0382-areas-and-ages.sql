-- Where a service is can be said by areas, by postcode districts, or by miles, and all of them together; and for which ages it is.

create table catalogue.service_district (
  service_id uuid not null references catalogue.service,
  outcode text not null references catalogue.postcode_district,
  primary key (service_id, outcode)
);
-- As hidden as the service.
select kernel.protect_table('catalogue.service_district', 'exists (select from catalogue.service s where s.id = service_id)');

-- As in 0310, with postcode districts and ages; what the row does not name stays. A service is in the areas that were chosen and in
-- those of its districts; where miles alone are said, in those that they reach.
create or replace function catalogue.save_service(p_own uuid, p_row jsonb, p_at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  now_there catalogue.service;
  own_id uuid := (p_row ->> 'id')::uuid;
  districts text[];
  unknown text;
  wards jsonb := p_row -> 'wardIds';
begin
  perform from catalogue.feed_change c for update;
  select * into now_there from catalogue.service s where s.id = own_id;
  if now_there.provider_id <> p_own then perform kernel.refuse('NOT_FOUND'); end if;
  districts := case when p_row ? 'districts' then array(select distinct jsonb_array_elements_text(p_row -> 'districts'))
    else array(select d.outcode from catalogue.service_district d where d.service_id = own_id) end;
  select d.outcode into unknown from unnest(districts) d (outcode) where not exists (select from catalogue.postcode_district k where k.outcode = d.outcode) limit 1;
  if found then perform catalogue.refuse_unknown('districts', format('We do not know the postcode district %s.', unknown)); end if;
  if wards = '[]' and districts = '{}' and p_row ->> 'radiusMiles' is not null then
    select coalesce(jsonb_agg(w), '[]') into wards
    from catalogue.provider p, catalogue.wards_within(p.postcode_district, (p_row ->> 'radiusMiles')::int) w where p.id = p_own;
  else
    select wards || coalesce(jsonb_agg(distinct k.ward_id), '[]') into wards from catalogue.postcode_district k where k.outcode = any (districts);
  end if;
  perform catalogue.import_services(p_own, jsonb_build_array(p_row || jsonb_build_object(
    'wardIds', wards, 'providerId', p_own, 'status', coalesce(now_there.status, 'DRAFT'),
    'minimumAge', case when p_row ? 'minimumAge' then p_row -> 'minimumAge' else to_jsonb(now_there.minimum_age) end,
    'maximumAge', case when p_row ? 'maximumAge' then p_row -> 'maximumAge' else to_jsonb(now_there.maximum_age) end,
    'regulatedActivity', (p_row ->> 'regulatedActivity')::boolean
      or catalogue.is_always_regulated(p_row ->> 'supportTypeSlug'))), p_at);
  delete from catalogue.service_district d where d.service_id = own_id and d.outcode <> all (districts);
  insert into catalogue.service_district (service_id, outcode) select own_id, d.outcode from unnest(districts) d (outcode) on conflict do nothing;
  -- What is on show may not become what it may not show.
  if now_there.status = 'PUBLISHED' then perform catalogue.refuse_unready(now_there.id); end if;
end $$;
