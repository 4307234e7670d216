-- Who looks after a person for a council, for rooms in which a care manager does something in the person's name.

-- The council for which a care manager looks after a person at that moment; null for everybody else.
create function identity.looks_after(p_officer uuid, p_person uuid, p_at timestamptz) returns uuid
language sql stable security definer set search_path = pg_catalog as $$
  select c.council_id from identity.client_record c
  join identity.membership m on m.person_id = c.care_manager_id and m.role = 'CARE_MANAGER' and m.council_id = c.council_id and m.ended_at is null
  where c.person_id = p_person and c.care_manager_id = p_officer and c.covers @> (p_at at time zone 'Europe/London')::date
  order by c.council_id limit 1
$$;

-- Whether somebody acts for a person under a mandate of their own that lets them order or confirm alone.
create function identity.acts_for(p_actor uuid, p_person uuid, p_at timestamptz) returns boolean
language sql stable security definer set search_path = pg_catalog as $$
  select exists (select from identity.mandates_in_force(p_actor, (p_at at time zone 'Europe/London')::date) m
    where m.person_id = p_person and not m.joint and m.scopes && array['ORDER', 'CONFIRM'])
$$;

-- Whether an officer has an interest of their own in what they would do: they work for the provider or its family, or
-- they hold a mandate for the person, with a declared conflict or without.
create function identity.has_own_interest(p_officer uuid, p_person uuid, p_provider uuid, p_at timestamptz) returns boolean
language sql stable security definer set search_path = pg_catalog as $$
  select exists (select from identity.mandates_in_force(p_officer, (p_at at time zone 'Europe/London')::date) m where m.person_id = p_person)
    or exists (select from identity.linked_organisations(p_provider) as l (id)
      join identity.membership m on m.organisation_id = l.id and m.person_id = p_officer and m.ended_at is null)
$$;

grant execute on function identity.looks_after, identity.acts_for, identity.has_own_interest to owncourse_app;
