-- Who somebody is, and on what terms a session says so.

-- Mandates in force for a person on a London day: their own, and those of brokerages they work for. Without a search
-- path of its own, so that it becomes part of the statement that asks; only functions that have one may ask.
create function identity.mandates_in_force(p_actor uuid, p_on date) returns setof identity.mandate language sql stable as $$
  select m.* from identity.mandate m
  where m.ended_at is null and m.starts_on <= p_on and (m.ends_on is null or m.ends_on >= p_on)
    and (m.actor_person_id = p_actor
      or m.actor_organisation_id = any (array(
        select b.organisation_id from identity.membership b where b.person_id = p_actor and b.role = 'BROKER' and b.ended_at is null)))
$$;

create function identity.funding_council(p_person uuid, p_on date) returns uuid
language sql stable security definer set search_path = pg_catalog as $$
  select c.council_id from identity.client_record c where c.person_id = p_person and c.covers @> p_on order by c.council_id limit 1
$$;

-- The kernel's Actor as JSON; null for nobody. A person acts in one council and one organisation at a time, and with
-- the roles held there: a role in a second council must never open the first. It runs on every request: a few small
-- statements, each planned once for a connection, were measured at two thirds of the cost of one large one.
create function identity.actor(p_person uuid, p_at timestamptz) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog as $$
declare
  nowhere constant uuid := '00000000-0000-0000-0000-000000000000';
  today constant date := (p_at at time zone 'Europe/London')::date;
  person_name text;
  email text;
  held record;
  roles text[] := '{}';
  works_in uuid;
  works_for uuid;
  funded_by uuid;
  mandates jsonb;
  assigned jsonb;
begin
  select p.name, coalesce(a.email, '') into person_name, email
  from identity.person p left join identity.user_account a on a.person_id = p.id where p.id = p_person;
  if not found then return null; end if;
  for held in
    select m.role, m.council_id, m.organisation_id from identity.membership m where m.person_id = p_person and m.ended_at is null
    order by m.council_id, m.organisation_id, m.role
  loop
    if held.council_id <> nowhere then works_in := coalesce(works_in, held.council_id); end if;
    if held.organisation_id <> nowhere then works_for := coalesce(works_for, held.organisation_id); end if;
    if held.council_id in (nowhere, works_in) and held.organisation_id in (nowhere, works_for) then roles := roles || held.role; end if;
  end loop;
  select c.council_id into funded_by from identity.client_record c where c.person_id = p_person and c.covers @> today order by c.council_id limit 1;
  select jsonb_agg(jsonb_build_object('id', m.id, 'personId', m.person_id, 'scopes', to_jsonb(m.scopes)) order by m.id) into mandates
  from identity.mandates_in_force(p_person, today) m;
  if 'CARE_MANAGER' = any (roles) then
    select jsonb_agg(c.person_id order by c.person_id) into assigned from identity.client_record c
    where c.care_manager_id = p_person and c.council_id = works_in and c.covers @> today;
  end if;
  return jsonb_build_object('personId', p_person, 'name', person_name, 'email', email, 'roles', to_jsonb(roles), 'councilId', works_in,
    'organisationId', works_for, 'fundingCouncilId', funded_by, 'mandates', coalesce(mandates, '[]'), 'assignedPeople', coalesce(assigned, '[]'));
end $$;

-- Null when the session is unknown, ended or over. Twelve idle hours end it too.
create function identity.session_actor(p_token_hash bytea, p_at timestamptz) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog as $$
declare
  whose uuid;
begin
  select s.person_id into whose
  from identity.session s join identity.user_account a on a.person_id = s.person_id and a.disabled_at is null
  where s.token_hash = p_token_hash and s.ended_at is null and s.expires_at > p_at and s.last_seen_at > p_at - interval '12 hours';
  if not found then return null; end if;
  return identity.actor(whose, p_at);
end $$;

-- The same for a request: it also moves "last seen" on, at most every five minutes.
create function identity.resolve_session(p_token_hash bytea, p_at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog as $$
declare
  found_actor constant jsonb := identity.session_actor(p_token_hash, p_at);
begin
  if found_actor is not null then
    update identity.session set last_seen_at = p_at where token_hash = p_token_hash and last_seen_at < p_at - interval '5 minutes';
  end if;
  return found_actor;
end $$;

create function identity.end_session(p_token_hash bytea, p_at timestamptz) returns void
language sql security definer set search_path = pg_catalog as $$
  update identity.session set ended_at = p_at where token_hash = p_token_hash and ended_at is null
$$;

create function identity.sweep_sessions(p_before timestamptz) returns void
language sql security definer set search_path = pg_catalog as $$
  delete from identity.session where expires_at < p_before;
  delete from identity.sign_in_failure where at < p_before;
$$;

create function identity.account(p_email text) returns table (person_id uuid, password_hash text)
language sql stable security definer set search_path = pg_catalog as $$
  select person_id, password_hash from identity.user_account where email = lower(p_email) and disabled_at is null
$$;

-- Seconds until each subject (an e-mail, an address) is below its limit of failures in 15 minutes; null when all are.
create function identity.sign_in_wait(p_subjects text[], p_limits int[], p_at timestamptz) returns int
language sql stable security definer set search_path = pg_catalog as $$
  select max(greatest(1, ceil(extract(epoch from oldest_counting.at + interval '15 minutes' - p_at))::int))
  from unnest(p_subjects, p_limits) as l (subject, most)
  cross join lateral (
    select f.at from identity.sign_in_failure f
    where f.subject = l.subject and f.at > p_at - interval '15 minutes'
    order by f.at desc, f.id desc offset l.most - 1 limit 1
  ) oldest_counting
$$;

-- Ends one try, after the password was looked at: p_person is who it was right for, null when it was wrong. Tries of a
-- subject come here one at a time and are measured again, so that however many guess at once, no more than the limit
-- ever hear an answer; a right password takes nobody else's place. Gives the seconds to wait, or null when it counted.
create function identity.finish_sign_in(p_subjects text[], p_limits int[], p_person uuid, p_token_hash bytea, p_old_token_hash bytea,
  p_at timestamptz, p_expires_at timestamptz) returns int
language plpgsql security definer set search_path = pg_catalog as $$
declare
  seconds int;
begin
  -- The e-mail always before the address, so that two tries never wait for each other in a circle.
  for i in 1 .. cardinality(p_subjects) loop
    perform pg_advisory_xact_lock(hashtextextended(p_subjects[i], i));
  end loop;
  seconds := identity.sign_in_wait(p_subjects, p_limits, p_at);
  if seconds is not null then return seconds; end if;
  if p_person is null then
    insert into identity.sign_in_failure (subject, at) select unnest(p_subjects), p_at;
    return null;
  end if;
  perform identity.end_session(p_old_token_hash, p_at);
  insert into identity.session (token_hash, person_id, created_at, last_seen_at, expires_at) values (p_token_hash, p_person, p_at, p_at, p_expires_at);
  return null;
end $$;

grant execute on function identity.actor, identity.funding_council, identity.session_actor, identity.resolve_session, identity.end_session,
  identity.sweep_sessions, identity.account, identity.sign_in_wait, identity.finish_sign_in to owncourse_app;
