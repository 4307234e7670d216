-- How many visits a provider can make at one time; null where nobody can say. Somebody who works alone is in one place.
create function catalogue.visits_at_once(p_providers uuid[]) returns table (id uuid, visits_at_once int)
language sql stable security definer set search_path = pg_catalog
begin atomic
  select p.id, case when p.kind in ('PERSONAL_ASSISTANT', 'MICRO') then 1 end from catalogue.provider p where p.id = any (p_providers);
end;
