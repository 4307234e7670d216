-- For letters: whom to ring.
create function identity.council_contact(p_council uuid) returns table (name text, contact_phone text)
language sql stable security definer set search_path = pg_catalog as $$
  select name, contact_phone from identity.council where id = p_council
$$;
grant execute on function identity.council_contact to owncourse_app;
