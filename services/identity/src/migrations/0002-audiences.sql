-- Who is to hear of something, and whether they still may: for messages. Ids and addresses, never what anybody may read.

-- Everybody who may look at a person's affairs under a mandate in force on a day, with what else it allows.
create function identity.people_acting_for(p_people uuid[], p_on date) returns table (person_id uuid, actor_id uuid, scopes text[])
language sql stable security definer set search_path = pg_catalog as $$
  select m.person_id, coalesce(b.person_id, m.actor_person_id), m.scopes
  from identity.mandate m
  left join identity.membership b on b.organisation_id = m.actor_organisation_id and b.role = 'BROKER' and b.ended_at is null
  where m.person_id = any (p_people) and 'VIEW' = any (m.scopes)
    and m.ended_at is null and m.starts_on <= p_on and (m.ends_on is null or m.ends_on >= p_on)
    and (m.actor_organisation_id = '00000000-0000-0000-0000-000000000000' or b.person_id is not null)
$$;

create function identity.staff_of(p_organisations uuid[]) returns table (organisation_id uuid, person_id uuid, role text)
language sql stable security definer set search_path = pg_catalog as $$
  select m.organisation_id, m.person_id, m.role from identity.membership m
  where m.organisation_id = any (p_organisations) and m.organisation_id <> '00000000-0000-0000-0000-000000000000' and m.ended_at is null
$$;

create index membership_of_council on identity.membership (council_id) where council_id <> '00000000-0000-0000-0000-000000000000';

create function identity.officers_of(p_councils uuid[]) returns table (council_id uuid, person_id uuid, role text)
language sql stable security definer set search_path = pg_catalog as $$
  select m.council_id, m.person_id, m.role from identity.membership m
  where m.council_id = any (p_councils) and m.council_id <> '00000000-0000-0000-0000-000000000000' and m.ended_at is null
$$;

-- Null e-mail: no sign-in that works, so nothing can be sent.
create function identity.mail_addresses(p_people uuid[]) returns table (person_id uuid, name text, email text, communication_needs text[])
language sql stable security definer set search_path = pg_catalog as $$
  select p.id, p.name, a.email, p.communication_needs
  from identity.person p left join identity.user_account a on a.person_id = p.id and a.disabled_at is null
  where p.id = any (p_people) and p.erased_at is null
$$;

-- Whether somebody still stands to what a message is about as when it was written.
create function identity.still_stands(p_person uuid, p_standing text, p_about uuid, p_organisation uuid, p_council uuid, p_roles text[], p_on date)
returns boolean language sql stable security definer set search_path = pg_catalog as $$
  select case p_standing
    when 'SELF' then true
    when 'MANDATE' then exists (select from identity.people_acting_for(array[p_about], p_on) a where a.actor_id = p_person)
    when 'STAFF' then exists (select from identity.staff_of(array[p_organisation]) s where s.person_id = p_person and s.role = any (p_roles))
    else exists (select from identity.officers_of(array[p_council]) o where o.person_id = p_person and o.role = any (p_roles))
  end
$$;

create function identity.mandate_facts(p_ids uuid[])
returns table (id uuid, council_id uuid, person_id uuid, actor_person_id uuid, actor_organisation_id uuid, type text, starts_on date, ends_on date,
  ended_at timestamptz, ended_by uuid, granted_by uuid)
language sql stable security definer set search_path = pg_catalog as $$
  select m.id, m.council_id, m.person_id, nullif(m.actor_person_id, '00000000-0000-0000-0000-000000000000'),
    nullif(m.actor_organisation_id, '00000000-0000-0000-0000-000000000000'), m.type, m.starts_on, m.ends_on, m.ended_at, m.ended_by, m.granted_by
  from identity.mandate m where m.id = any (p_ids)
$$;

grant execute on function identity.people_acting_for, identity.staff_of, identity.officers_of, identity.mail_addresses, identity.still_stands,
  identity.mandate_facts to owncourse_app;
