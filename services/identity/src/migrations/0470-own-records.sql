-- What is held about somebody and no role may read from the tables: for the person themselves alone, without what would let anybody in.
create function identity.own_account() returns table (email text, disabled_at timestamptz)
language sql stable security definer set search_path = pg_catalog as $$
  select a.email, a.disabled_at from identity.user_account a where a.person_id = kernel.scope_person()
$$;

create function identity.own_sessions() returns table (created_at timestamptz, last_seen_at timestamptz, expires_at timestamptz, ended_at timestamptz)
language sql stable security definer set search_path = pg_catalog as $$
  select s.created_at, s.last_seen_at, s.expires_at, s.ended_at from identity.session s where s.person_id = kernel.scope_person()
$$;

-- All of what look_ups_of_reader shows the newest fifty of. A look under an exemption that still runs is not among them.
create function identity.own_look_ups(p_at timestamptz) returns table (id uuid, officer_id uuid, officer_role text, what text, at timestamptz)
language sql stable security definer set search_path = pg_catalog as $$
  select l.id, l.officer_id, l.officer_role, l.what, l.at from identity.look_up l
  where l.person_id = kernel.scope_person() and (l.exempt_until is null or l.exempt_until <= p_at)
$$;

create function identity.own_joining() returns table (id uuid, person_name text, email text, organisation_name text, asked_at timestamptz, confirmed_at timestamptz)
language sql stable security definer set search_path = pg_catalog as $$
  select j.id, j.person_name, j.email, j.organisation_name, j.asked_at, j.confirmed_at from identity.joining j
  where j.person_id = kernel.scope_person() and j.confirmed_at is not null
$$;

grant execute on function identity.own_account, identity.own_sessions, identity.own_look_ups, identity.own_joining to owncourse_app;
