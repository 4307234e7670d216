-- For rates: the list that a council fills in with agreed prices. Unknown providers and drafts give no row.
create function catalogue.variants_of_provider(p_provider uuid) returns table (id uuid)
language sql stable security definer set search_path = pg_catalog
begin atomic
  select v.id
  from catalogue.variant v join catalogue.service s on s.id = v.service_id join catalogue.provider p on p.id = v.provider_id
  where v.provider_id = p_provider and v.status = 'PUBLISHED' and s.status = 'PUBLISHED' and p.status = 'PUBLISHED';
end;
grant execute on function catalogue.variants_of_provider to owncourse_app;
