-- Who looks after people, by the council that they do it for; nobody where none is named.
create function identity.care_managers(p_people uuid[]) returns table (council_id uuid, person_id uuid, care_manager_id uuid)
language sql stable security definer set search_path = pg_catalog as $$
  select c.council_id, c.person_id, c.care_manager_id from identity.client_record c where c.person_id = any (p_people) and c.care_manager_id is not null
$$;
grant execute on function identity.care_managers to owncourse_app;
