-- What other rooms may ask of identity.

-- Mandates in force for a person on a London day: their own, and those of brokerages they work for.
create function identity.mandates_in_force(p_actor uuid, p_on date) returns setof identity.mandate language sql stable set search_path = pg_catalog as $$
  select m.* from identity.mandate m
  where m.ended_at is null and m.starts_on <= p_on and (m.ends_on is null or m.ends_on >= p_on) and m.actor_person_id = p_actor
  union all
  select m.* from identity.mandate m
  join identity.membership b on b.organisation_id = m.actor_organisation_id and b.person_id = p_actor and b.role = 'BROKER' and b.ended_at is null
  where m.ended_at is null and m.starts_on <= p_on and (m.ends_on is null or m.ends_on >= p_on)
    and m.actor_organisation_id <> '00000000-0000-0000-0000-000000000000'
$$;

create function identity.funding_council(p_person uuid, p_on date) returns uuid language sql stable security definer set search_path = pg_catalog as $$
  select c.council_id from identity.client_record c where c.person_id = p_person and c.covers @> p_on order by c.council_id limit 1
$$;

create function identity.actor(p_person uuid, p_at timestamptz) returns jsonb language sql stable security definer set search_path = pg_catalog as $$
  select jsonb_build_object(
    'personId', p.id, 'name', p.name, 'email', coalesce(a.email, ''),
    'roles', coalesce((select jsonb_agg(distinct m.role) from identity.membership m where m.person_id = p.id and m.ended_at is null), '[]'),
    'councilId', (select m.council_id from identity.membership m where m.person_id = p.id and m.ended_at is null
      and m.council_id <> '00000000-0000-0000-0000-000000000000' order by m.council_id limit 1),
    'organisationId', (select m.organisation_id from identity.membership m where m.person_id = p.id and m.ended_at is null
      and m.organisation_id <> '00000000-0000-0000-0000-000000000000' order by m.organisation_id limit 1),
    'fundingCouncilId', identity.funding_council(p.id, (p_at at time zone 'Europe/London')::date),
    'mandates', coalesce((select jsonb_agg(jsonb_build_object('id', m.id, 'personId', m.person_id, 'scopes', to_jsonb(m.scopes)) order by m.id)
      from identity.mandates_in_force(p.id, (p_at at time zone 'Europe/London')::date) m), '[]'),
    'assignedPeople', coalesce((select jsonb_agg(c.person_id) from identity.client_record c where c.care_manager_id = p.id), '[]'))
  from identity.person p left join identity.user_account a on a.person_id = p.id
  where p.id = p_person
$$;

-- Null when the session is unknown, ended or over. Idle for twelve hours ends it too.
create function identity.session_actor(p_token_hash bytea, p_at timestamptz) returns jsonb language sql stable security definer set search_path = pg_catalog as $$
  select identity.actor(s.person_id, p_at)
  from identity.session s join identity.user_account a on a.person_id = s.person_id and a.disabled_at is null
  where s.token_hash = p_token_hash and s.ended_at is null and s.expires_at > p_at and s.last_seen_at > p_at - interval '12 hours'
$$;

-- Moves "last seen" on, at most every five minutes.
create function identity.touch_session(p_token_hash bytea, p_at timestamptz) returns void language sql security definer set search_path = pg_catalog as $$
  update identity.session set last_seen_at = p_at where token_hash = p_token_hash and ended_at is null and last_seen_at < p_at - interval '5 minutes'
$$;

create function identity.begin_session(p_token_hash bytea, p_person uuid, p_at timestamptz, p_expires_at timestamptz) returns void
language sql security definer set search_path = pg_catalog as $$
  insert into identity.session (token_hash, person_id, created_at, last_seen_at, expires_at) values (p_token_hash, p_person, p_at, p_at, p_expires_at)
$$;

create function identity.end_session(p_token_hash bytea, p_at timestamptz) returns void language sql security definer set search_path = pg_catalog as $$
  update identity.session set ended_at = p_at where token_hash = p_token_hash and ended_at is null
$$;

create function identity.sweep_sessions(p_before timestamptz) returns void language sql security definer set search_path = pg_catalog as $$
  delete from identity.session where expires_at < p_before;
  delete from identity.sign_in_failure where at < p_before;
$$;

create function identity.account(p_email text) returns table (person_id uuid, password_hash text) language sql stable security definer set search_path = pg_catalog as $$
  select person_id, password_hash from identity.user_account where email = lower(p_email) and disabled_at is null
$$;

-- Counts a try before the password is looked at, one try of a subject at a time, so that a hundred at once count as
-- a hundred. Gives the seconds to wait, or null when the try may go on.
create function identity.begin_sign_in(p_subjects text[], p_limits int[], p_at timestamptz) returns int language plpgsql security definer set search_path = pg_catalog as $$
declare
  tries int;
  oldest timestamptz;
  longest int;
begin
  for i in 1 .. cardinality(p_subjects) loop
    perform pg_advisory_xact_lock(hashtextextended(p_subjects[i], 1));
    select count(*), min(f.at) into tries, oldest from identity.sign_in_failure f where f.subject = p_subjects[i] and f.at > p_at - interval '15 minutes';
    if tries >= p_limits[i] then
      longest := greatest(coalesce(longest, 0), ceil(extract(epoch from oldest + interval '15 minutes' - p_at))::int, 1);
    end if;
  end loop;
  if longest is not null then return longest; end if;
  insert into identity.sign_in_failure (subject, at) select unnest(p_subjects), p_at;
  return null;
end $$;

-- A right password takes its own try back.
create function identity.forgive_sign_in(p_subjects text[], p_at timestamptz) returns void language sql security definer set search_path = pg_catalog as $$
  delete from identity.sign_in_failure f where f.id in (
    select distinct on (s.subject) s.id from identity.sign_in_failure s where s.subject = any (p_subjects) and s.at = p_at order by s.subject, s.id desc)
$$;

-- Locks the mandate that lets an actor do something for a person, so that its limits serialise, and counts the sum.
create function identity.use_mandate(p_actor uuid, p_person uuid, p_scope text, p_amount bigint, p_at timestamptz) returns uuid
language plpgsql security definer set search_path = pg_catalog as $$
declare
  today date := (p_at at time zone 'Europe/London')::date;
  this_month date := date_trunc('month', p_at at time zone 'Europe/London')::date;
  chosen uuid;
  held identity.mandate;
  used bigint;
begin
  if p_actor = p_person then return null; end if;
  select m.id into chosen from identity.mandates_in_force(p_actor, today) m where m.person_id = p_person and p_scope = any (m.scopes) order by m.id limit 1;
  if chosen is null then perform kernel.refuse('NO_MANDATE'); end if;
  select * into held from identity.mandate where id = chosen for update;
  -- It may have ended while we waited for the lock.
  if held.ended_at is not null or not (p_scope = any (held.scopes)) then perform kernel.refuse('NO_MANDATE'); end if;
  if p_scope <> 'ORDER' or p_amount = 0 then return chosen; end if;
  if p_amount > held.per_order_limit_pence then
    perform kernel.refuse('OVER_ORDER_LIMIT', jsonb_build_object('limitPence', held.per_order_limit_pence::text, 'amountPence', p_amount::text));
  end if;
  insert into identity.mandate_use as u values (held.council_id, chosen, this_month, p_amount)
  on conflict (council_id, mandate_id, month) do update set used_pence = u.used_pence + p_amount returning u.used_pence into used;
  if used > held.per_month_limit_pence then
    perform kernel.refuse('OVER_MONTH_LIMIT', jsonb_build_object('limitPence', held.per_month_limit_pence::text, 'usedPence', (used - p_amount)::text, 'amountPence', p_amount::text));
  end if;
  return chosen;
end $$;

create function identity.return_mandate_use(p_mandate uuid, p_amount bigint, p_at timestamptz) returns void language sql security definer set search_path = pg_catalog as $$
  update identity.mandate_use set used_pence = greatest(used_pence - p_amount, 0)
  where mandate_id = p_mandate and month = date_trunc('month', p_at at time zone 'Europe/London')::date
$$;

create function identity.policy(p_council uuid, p_key text, p_on date) returns jsonb language sql stable security definer set search_path = pg_catalog as $$
  select value from identity.council_policy where council_id = p_council and key = p_key and covers @> p_on
$$;

create function identity.person_names(p_ids uuid[]) returns table (id uuid, name text, communication_needs text[], postcode_district text)
language sql stable security definer set search_path = pg_catalog as $$
  select id, name, communication_needs, postcode_district from identity.person where id = any (p_ids)
$$;

create function identity.council_names(p_ids uuid[]) returns table (id uuid, key text, name text) language sql stable security definer set search_path = pg_catalog as $$
  select id, key, name from identity.council where id = any (p_ids)
$$;

create function identity.organisation_names(p_ids uuid[]) returns table (id uuid, name text) language sql stable security definer set search_path = pg_catalog as $$
  select id, name from identity.organisation where id = any (p_ids)
$$;

create function identity.client_facts(p_council uuid, p_people uuid[]) returns table (person_id uuid, ward_id uuid, care_group text, age_band text)
language sql stable security definer set search_path = pg_catalog as $$
  select person_id, ward_id, care_group, age_band from identity.client_record where council_id = p_council and person_id = any (p_people)
$$;

create function identity.record_look_up(p_id uuid, p_council uuid, p_person uuid, p_officer uuid, p_role text, p_what text, p_at timestamptz) returns void
language sql security definer set search_path = pg_catalog as $$
  insert into identity.look_up (council_id, id, person_id, officer_id, officer_role, what, at)
  select p_council, p_id, p_person, p_officer, p_role, p_what, p_at
  where not exists (select 1 from identity.look_up l where l.person_id = p_person and l.officer_id = p_officer and l.what = p_what and l.at > p_at - interval '10 minutes')
$$;

create function identity.report_not_safe(p_council uuid, p_id uuid, p_person uuid, p_message text, p_reach text, p_at timestamptz) returns void
language sql security definer set search_path = pg_catalog as $$
  insert into identity.safety_report values (p_council, p_id, p_person, p_message, p_reach, p_at)
$$;

create function identity.grant_mandate(p_mandate jsonb, p_at timestamptz, p_by uuid) returns void language sql security definer set search_path = pg_catalog as $$
  insert into identity.mandate (council_id, id, person_id, actor_person_id, actor_organisation_id, type, scopes, joint, starts_on, ends_on, evidence,
    per_order_limit_pence, per_month_limit_pence, declared_conflict, granted_at, granted_by)
  select m."councilId", m.id, m."personId", coalesce(m."actorPersonId", '00000000-0000-0000-0000-000000000000'),
    coalesce(m."actorOrganisationId", '00000000-0000-0000-0000-000000000000'), m.type, m.scopes, coalesce(m.joint, false), m."startsOn", m."endsOn", m.evidence,
    m."perOrderLimitPence", m."perMonthLimitPence", m."declaredConflict", p_at, p_by
  from jsonb_to_record(p_mandate) as m (id uuid, "councilId" uuid, "personId" uuid, "actorPersonId" uuid, "actorOrganisationId" uuid, type text, scopes text[],
    joint boolean, "startsOn" date, "endsOn" date, evidence text, "perOrderLimitPence" bigint, "perMonthLimitPence" bigint, "declaredConflict" text)
$$;

-- Waits for whoever uses the mandate at this moment; the next request no longer finds it.
create function identity.end_mandate(p_mandate uuid, p_at timestamptz, p_by uuid) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  update identity.mandate set ended_at = p_at, ended_by = p_by where id = p_mandate and ended_at is null;
  if not found then perform kernel.refuse('WRONG_STATE'); end if;
end $$;

-- Somebody a mandate can be given to, by e-mail: the person, and the brokerage they work for.
create function identity.mandate_candidate(p_email text) returns table (person_id uuid, brokerage_id uuid) language sql stable security definer set search_path = pg_catalog as $$
  select a.person_id, (select b.organisation_id from identity.membership b where b.person_id = a.person_id and b.role = 'BROKER' and b.ended_at is null limit 1)
  from identity.user_account a where a.email = lower(p_email) and a.disabled_at is null
$$;

-- Registers many at once: {id, name, communicationNeeds, postcodeDistrict, email, passwordHash, roles: [{role, organisationId, councilId}]}.
create function identity.register_people(p_people jsonb) returns void language sql security definer set search_path = pg_catalog as $$
  insert into identity.person (id, name, communication_needs, postcode_district)
  select p.id, p.name, coalesce(p."communicationNeeds", '{}'), p."postcodeDistrict"
  from jsonb_to_recordset(p_people) as p (id uuid, name text, "communicationNeeds" text[], "postcodeDistrict" text);
  insert into identity.user_account (person_id, email, password_hash)
  select p.id, lower(p.email), p."passwordHash" from jsonb_to_recordset(p_people) as p (id uuid, email text, "passwordHash" text) where p.email is not null;
  insert into identity.membership (person_id, role, organisation_id, council_id)
  select p.id, r.role, coalesce(r."organisationId", '00000000-0000-0000-0000-000000000000'), coalesce(r."councilId", '00000000-0000-0000-0000-000000000000')
  from jsonb_to_recordset(p_people) as p (id uuid, roles jsonb), jsonb_to_recordset(p.roles) as r (role text, "organisationId" uuid, "councilId" uuid);
$$;

create function identity.add_council(p_id uuid, p_key text, p_name text, p_safeguarding_phone text, p_contact_phone text) returns void
language sql security definer set search_path = pg_catalog as $$
  insert into identity.council values (p_id, p_key, p_name, p_safeguarding_phone, p_contact_phone);
  insert into identity.organisation values (p_id, 'COUNCIL', p_name);
$$;

create function identity.add_organisations(p_organisations jsonb) returns void language sql security definer set search_path = pg_catalog as $$
  insert into identity.organisation (id, kind, name) select o.id, o.kind, o.name from jsonb_to_recordset(p_organisations) as o (id uuid, kind text, name text)
$$;

create function identity.add_clients(p_council uuid, p_clients jsonb) returns void language sql security definer set search_path = pg_catalog as $$
  insert into identity.client_record (council_id, person_id, ward_id, care_group, age_band, care_manager_id, covers)
  select p_council, c."personId", c."wardId", c."careGroup", c."ageBand", c."careManagerId", daterange(c."startsOn", c."endsBefore")
  from jsonb_to_recordset(p_clients) as c ("personId" uuid, "wardId" uuid, "careGroup" text, "ageBand" text, "careManagerId" uuid, "startsOn" date, "endsBefore" date)
$$;

-- A policy from a day on; the one before ends there.
create function identity.set_policy(p_council uuid, p_key text, p_value jsonb, p_from date) returns void language sql security definer set search_path = pg_catalog as $$
  delete from identity.council_policy where council_id = p_council and key = p_key and lower(covers) = p_from;
  update identity.council_policy set covers = daterange(lower(covers), p_from) where council_id = p_council and key = p_key and covers @> p_from;
  insert into identity.council_policy values (p_council, p_key, daterange(p_from, null), p_value);
$$;

create function identity.totals() returns table (councils int, people int, organisations int) language sql stable security definer set search_path = pg_catalog as $$
  select (select count(*)::int from identity.council), (select count(*)::int from identity.person), (select count(*)::int from identity.organisation)
$$;

grant execute on function identity.actor, identity.funding_council, identity.session_actor, identity.touch_session, identity.begin_session, identity.end_session,
  identity.sweep_sessions, identity.account, identity.begin_sign_in, identity.forgive_sign_in, identity.use_mandate, identity.return_mandate_use, identity.policy,
  identity.person_names, identity.council_names, identity.organisation_names, identity.client_facts, identity.record_look_up, identity.report_not_safe,
  identity.grant_mandate, identity.end_mandate, identity.mandate_candidate, identity.register_people, identity.add_council, identity.add_organisations,
  identity.add_clients, identity.set_policy, identity.totals to owncourse_app;
