-- For rates: the list that a council fills in with agreed prices. Unknown providers and drafts give no row.
create function catalogue.variants_of_provider(p_provider uuid) returns table (id uuid)
language sql stable security definer set search_path = pg_catalog
begin atomic
  select v.id
  from catalogue.variant v join catalogue.service s on s.id = v.service_id join catalogue.provider p on p.id = v.provider_id
  where v.provider_id = p_provider and v.status = 'PUBLISHED' and s.status = 'PUBLISHED' and p.status = 'PUBLISHED';
end;
-- All who sell something, by name.
create function catalogue.providers_on_sale() returns table (id uuid, name text)
language sql stable security definer set search_path = pg_catalog
begin atomic
  select p.id, p.name from catalogue.provider p
  where p.status = 'PUBLISHED' and exists (select from catalogue.variant v join catalogue.service s on s.id = v.service_id
    where v.provider_id = p.id and v.status = 'PUBLISHED' and s.status = 'PUBLISHED')
  order by p.name, p.id;
end;
grant execute on function catalogue.variants_of_provider, catalogue.providers_on_sale to owncourse_app;
