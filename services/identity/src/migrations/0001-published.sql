-- What other rooms may ask of identity, and how councils and people come into being.

create function identity.policy(p_council uuid, p_key text, p_on date) returns jsonb
language sql stable security definer set search_path = pg_catalog as $$
  select value from identity.council_policy where council_id = p_council and key = p_key and covers @> p_on
$$;

create function identity.person_names(p_ids uuid[]) returns table (id uuid, name text, communication_needs text[], postcode_district text)
language sql stable security definer set search_path = pg_catalog as $$
  select id, name, communication_needs, postcode_district from identity.person where id = any (p_ids)
$$;

create function identity.council_names(p_ids uuid[]) returns table (id uuid, key text, name text)
language sql stable security definer set search_path = pg_catalog as $$
  select id, key, name from identity.council where id = any (p_ids)
$$;

create function identity.organisation_names(p_ids uuid[]) returns table (id uuid, name text)
language sql stable security definer set search_path = pg_catalog as $$
  select id, name from identity.organisation where id = any (p_ids)
$$;

create function identity.client_facts(p_council uuid, p_people uuid[]) returns table (person_id uuid, ward_id uuid, care_group text, age_band text)
language sql stable security definer set search_path = pg_catalog as $$
  select person_id, ward_id, care_group, age_band from identity.client_record where council_id = p_council and person_id = any (p_people)
$$;

-- One look every ten minutes is enough to show; turning pages is not looking again.
create function identity.record_look_up(p_id uuid, p_council uuid, p_person uuid, p_officer uuid, p_role text, p_what text, p_at timestamptz) returns void
language sql security definer set search_path = pg_catalog as $$
  insert into identity.look_up (council_id, id, person_id, officer_id, officer_role, what, at)
  select p_council, p_id, p_person, p_officer, p_role, p_what, p_at
  where not exists (select from identity.look_up l where l.person_id = p_person and l.officer_id = p_officer and l.what = p_what and l.at > p_at - interval '10 minutes')
$$;

-- Officers who looked at the reader's spending. An exemption hides a look only until its day has come.
create function identity.look_ups_of_reader(p_at timestamptz) returns table (id uuid, officer_id uuid, officer_role text, what text, at timestamptz)
language sql stable security definer set search_path = pg_catalog as $$
  select l.id, l.officer_id, l.officer_role, l.what, l.at from identity.look_up l
  where l.person_id = kernel.scope_person() and (l.exempt_until is null or l.exempt_until <= p_at)
  order by l.at desc, l.id desc limit 50
$$;

create function identity.report_not_safe(p_council uuid, p_id uuid, p_person uuid, p_message text, p_reach text, p_at timestamptz) returns void
language sql security definer set search_path = pg_catalog as $$
  insert into identity.safety_report values (p_council, p_id, p_person, p_message, p_reach, p_at)
$$;

create function identity.refuse_field(p_field text, p_message text) returns void language sql set search_path = pg_catalog as $$
  select kernel.refuse('INVALID_INPUT', jsonb_build_object('problems', jsonb_build_array(jsonb_build_object('field', p_field, 'message', p_message))))
$$;

-- Registers many at once: {id, name, communicationNeeds, postcodeDistrict, email, passwordHash, roles: [{role, organisationId, councilId}]}.
create function identity.register_people(p_people jsonb) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into identity.person (id, name, communication_needs, postcode_district)
  select p.id, p.name, coalesce(p."communicationNeeds", '{}'), p."postcodeDistrict"
  from jsonb_to_recordset(p_people) as p (id uuid, name text, "communicationNeeds" text[], "postcodeDistrict" text);
  insert into identity.user_account (person_id, email, password_hash)
  select p.id, lower(p.email), p."passwordHash" from jsonb_to_recordset(p_people) as p (id uuid, email text, "passwordHash" text) where p.email is not null;
  insert into identity.membership (person_id, role, organisation_id, council_id)
  select p.id, r.role, coalesce(r."organisationId", '00000000-0000-0000-0000-000000000000'), coalesce(r."councilId", '00000000-0000-0000-0000-000000000000')
  from jsonb_to_recordset(p_people) as p (id uuid, roles jsonb), jsonb_to_recordset(p.roles) as r (role text, "organisationId" uuid, "councilId" uuid);
  if exists (
    select from jsonb_to_recordset(p_people) as p (roles jsonb), jsonb_to_recordset(p.roles) as r (role text, "organisationId" uuid, "councilId" uuid)
    left join identity.organisation o on o.id = coalesce(r."organisationId", r."councilId")
    where coalesce(r."organisationId", r."councilId") is not null
      and o.kind is distinct from case when r."councilId" is not null then 'COUNCIL' when r.role = 'BROKER' then 'BROKERAGE'
        when r.role = 'COMMUNITY_GROUP' then 'COMMUNITY' else 'PROVIDER' end
  ) then
    perform kernel.refuse('NOT_FOUND');
  end if;
exception
  when unique_violation then perform identity.refuse_field('email', 'Somebody is registered with this e-mail address or id already.');
  when check_violation then perform identity.refuse_field('roles', 'An officer works for a council, staff for an organisation, everybody else for neither.');
end $$;

-- The very first person. Waits for a copy of itself, so that there is never a second one.
create function identity.register_first_operator(p_people jsonb) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  lock table identity.person in share row exclusive mode;
  if exists (select from identity.person) then perform kernel.refuse('WRONG_STATE'); end if;
  perform identity.register_people(p_people);
end $$;

-- A council is an organisation too, under the same id.
create function identity.add_council(p_id uuid, p_key text, p_name text, p_safeguarding_phone text, p_contact_phone text) returns void
language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into identity.council values (p_id, p_key, p_name, p_safeguarding_phone, p_contact_phone);
  insert into identity.organisation values (p_id, 'COUNCIL', p_name);
exception
  when unique_violation then perform identity.refuse_field('key', 'There is a council with this key or id already.');
  when check_violation then perform identity.refuse_field('key', 'Use small letters, digits and hyphens.');
end $$;

create function identity.add_organisations(p_organisations jsonb) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into identity.organisation (id, kind, name) select o.id, o.kind, o.name from jsonb_to_recordset(p_organisations) as o (id uuid, kind text, name text);
exception
  when unique_violation then perform identity.refuse_field('id', 'There is an organisation with this id already.');
end $$;

create function identity.add_clients(p_council uuid, p_clients jsonb) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  if exists (
    select from jsonb_to_recordset(p_clients) as c ("careManagerId" uuid)
    where c."careManagerId" is not null and not exists (select from identity.membership m
      where m.person_id = c."careManagerId" and m.role = 'CARE_MANAGER' and m.council_id = p_council and m.ended_at is null)
  ) then
    perform identity.refuse_field('careManagerId', 'Choose a care manager of this council.');
  end if;
  insert into identity.client_record (council_id, person_id, ward_id, care_group, age_band, care_manager_id, covers)
  select p_council, c."personId", c."wardId", c."careGroup", c."ageBand", c."careManagerId", daterange(c."startsOn", c."endsBefore")
  from jsonb_to_recordset(p_clients) as c ("personId" uuid, "wardId" uuid, "careGroup" text, "ageBand" text, "careManagerId" uuid, "startsOn" date, "endsBefore" date);
exception
  when unique_violation then perform identity.refuse_field('personId', 'This person is a client of this council already.');
  when foreign_key_violation then perform kernel.refuse('NOT_FOUND');
end $$;

-- A policy from a day on, until the next one that is known; the one before ends there.
create function identity.set_policy(p_council uuid, p_key text, p_value jsonb, p_from date) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  next_from constant date := (select min(lower(covers)) from identity.council_policy where council_id = p_council and key = p_key and lower(covers) > p_from);
begin
  delete from identity.council_policy where council_id = p_council and key = p_key and lower(covers) = p_from;
  update identity.council_policy set covers = daterange(lower(covers), p_from) where council_id = p_council and key = p_key and covers @> p_from;
  insert into identity.council_policy (council_id, key, covers, value) values (p_council, p_key, daterange(p_from, next_from), p_value);
end $$;

create function identity.totals() returns table (councils int, people int, organisations int)
language sql stable security definer set search_path = pg_catalog as $$
  select (select count(*)::int from identity.council), (select count(*)::int from identity.person), (select count(*)::int from identity.organisation)
$$;

grant execute on function identity.policy, identity.person_names, identity.council_names, identity.organisation_names, identity.client_facts,
  identity.record_look_up, identity.look_ups_of_reader, identity.report_not_safe, identity.register_people, identity.register_first_operator,
  identity.add_council, identity.add_organisations, identity.add_clients, identity.set_policy, identity.totals to owncourse_app;
