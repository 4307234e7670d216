-- Everybody somebody may look at under a mandate, once each: what they may do alone, and when the last permission ends
-- (null: no end).
create function identity.people_of_actor(p_actor uuid, p_on date) returns table (person_id uuid, name text, scopes text[], ends_on date)
language sql stable security definer set search_path = pg_catalog as $$
  select m.person_id, p.name,
    array(select distinct s from identity.mandates_in_force(p_actor, p_on) o, unnest(o.scopes) s
      where o.person_id = m.person_id and (not o.joint or s = 'VIEW') order by s),
    nullif(max(coalesce(m.ends_on, 'infinity')), 'infinity')
  from identity.mandates_in_force(p_actor, p_on) m join identity.person p on p.id = m.person_id
  where 'VIEW' = any (m.scopes)
  group by m.person_id, p.name
$$;
grant execute on function identity.people_of_actor to owncourse_app;
