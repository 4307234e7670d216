-- What becomes of mandates: joint ones, those that lapse, those that end soon, and conflicts of interest.

alter table identity.mandate
  -- Null for one that runs, or that was ended before reasons were kept.
  add column end_reason text check (end_reason in ('ENDED', 'CAPACITY_LOST', 'DIED')),
  add column conflict_declared_by uuid,
  add column conflict_declared_at timestamptz;
create index mandate_that_ends on identity.mandate (ends_on) where ended_at is null and ends_on is not null;

-- What a council recorded of a person's life and what it saw for it. Never changed: what was wrong is followed by what is right.
create table identity.life_record (
  council_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  kind text not null check (kind in ('CAPACITY_LOST', 'CAPACITY_REGAINED', 'DIED')),
  on_date date not null,
  evidence text not null,
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  primary key (council_id, id)
);
create index life_record_of_person on identity.life_record (person_id, recorded_at desc, id desc);
-- The person, and the care manager who looks after them. Nobody who acts for them.
select kernel.protect_table('identity.life_record', $$
  person_id = (select kernel.scope_person())
  or exists (select from identity.client_record c where c.person_id = life_record.person_id and c.care_manager_id = (select kernel.scope_person()))$$);

-- Which notice of a mandate's end went out: days before its last day, or -1 when it is over.
create table identity.mandate_notice (
  mandate_id uuid not null references identity.mandate (id),
  days int not null,
  at timestamptz not null,
  primary key (mandate_id, days)
);
select kernel.protect_table('identity.mandate_notice', 'false');

-- A person's question about somebody who acts for them. In private: the person and their care manager alone.
create table identity.mandate_question (
  council_id uuid not null,
  id uuid not null,
  mandate_id uuid not null,
  person_id uuid not null,
  message text not null,
  wants_advocate boolean not null,
  at timestamptz not null,
  primary key (council_id, id)
);
create index mandate_question_of_person on identity.mandate_question (person_id, at desc);
select kernel.protect_table('identity.mandate_question', $$
  person_id = (select kernel.scope_person())
  or exists (select from identity.client_record c where c.person_id = mandate_question.person_id and c.care_manager_id = (select kernel.scope_person()))$$);

-- Organisations that are the same, or of which one owns the other. Nobody's secret.
create table identity.organisation_link (
  organisation_id uuid not null references identity.organisation,
  related_id uuid not null references identity.organisation,
  kind text not null check (kind in ('SAME', 'OWNS')),
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  primary key (organisation_id, related_id),
  check (organisation_id <> related_id)
);
create index organisation_link_back on identity.organisation_link (related_id);
select kernel.protect_table('identity.organisation_link', 'true');

-- Everything that belongs together with an organisation, itself included, over any number of steps.
create function identity.linked_organisations(p_organisation uuid) returns setof uuid
language sql stable security definer set search_path = pg_catalog as $$
  with recursive family (id) as (
    select p_organisation
    union
    select case when l.organisation_id = f.id then l.related_id else l.organisation_id end
    from family f join identity.organisation_link l on f.id in (l.organisation_id, l.related_id)
  )
  select id from family
$$;

-- Of many: organisations that a person or a brokerage has a stake in, as pairs. For showing conflicts before an order.
create function identity.stakes(p_holders uuid[]) returns table (holder_id uuid, organisation_id uuid)
language sql stable security definer set search_path = pg_catalog as $$
  select distinct h.id, l.linked
  from unnest(p_holders) as h (id)
  cross join lateral (
    select h.id as place union select m.organisation_id from identity.membership m
    where m.person_id = h.id and m.ended_at is null and m.organisation_id <> '00000000-0000-0000-0000-000000000000'
  ) o
  cross join lateral identity.linked_organisations(o.place) as l (linked)
  join identity.organisation n on n.id = l.linked and n.kind = 'PROVIDER'
$$;

create function identity.link_organisations(p_organisation uuid, p_related uuid, p_kind text, p_at timestamptz, p_by uuid) returns void
language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into identity.organisation_link values (p_organisation, p_related, p_kind, p_at, p_by)
  on conflict (organisation_id, related_id) do update set kind = excluded.kind, recorded_at = excluded.recorded_at, recorded_by = excluded.recorded_by;
exception
  when foreign_key_violation then perform kernel.refuse('NOT_FOUND');
end $$;

-- Whether an actor orders from an organisation of their own for somebody else, and a mandate of theirs says so. Refuses
-- UNDECLARED_CONFLICT where none does.
create function identity.conflict_of(p_actor uuid, p_person uuid, p_provider uuid, p_at timestamptz) returns boolean
language plpgsql stable security definer set search_path = pg_catalog as $$
declare
  today constant date := (p_at at time zone 'Europe/London')::date;
begin
  if p_actor = p_person then return false; end if;
  perform from identity.linked_organisations(p_provider) as l (id)
  where exists (select from identity.membership m where m.person_id = p_actor and m.organisation_id = l.id and m.ended_at is null);
  if not found then return false; end if;
  perform from identity.mandates_in_force(p_actor, today) m where m.person_id = p_person and 'ORDER' = any (m.scopes) and m.declared_conflict is not null;
  if not found then perform kernel.refuse('UNDECLARED_CONFLICT'); end if;
  return true;
end $$;

-- Null takes the declaration back. False when there is no such mandate that runs.
create function identity.declare_conflict(p_mandate uuid, p_declaration text, p_at timestamptz, p_by uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog as $$
begin
  update identity.mandate set declared_conflict = p_declaration, conflict_declared_by = p_by, conflict_declared_at = p_at
  where id = p_mandate and ended_at is null;
  return found;
end $$;

create function identity.has_died(p_person uuid) returns boolean language sql stable security definer set search_path = pg_catalog as $$
  select exists (select from identity.life_record l where l.person_id = p_person and l.kind = 'DIED')
$$;

create function identity.has_capacity(p_person uuid) returns boolean language sql stable security definer set search_path = pg_catalog as $$
  select coalesce((select l.kind = 'CAPACITY_REGAINED' from identity.life_record l
    where l.person_id = p_person and l.kind in ('CAPACITY_LOST', 'CAPACITY_REGAINED') order by l.recorded_at desc, l.id desc limit 1), true)
$$;

-- Records what happened, and ends the mandates of the given types (null: all) in the same step. Orders that run go on.
-- Gives the mandates that ended. A mandate that is being given meanwhile waits, and is looked at again.
create function identity.record_life(p_council uuid, p_id uuid, p_person uuid, p_kind text, p_on date, p_evidence text, p_ends_types text[], p_at timestamptz, p_by uuid)
returns table (mandate_id uuid, council_id uuid) language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform from identity.person where id = p_person for no key update;
  insert into identity.life_record values (p_council, p_id, p_person, p_kind, p_on, p_evidence, p_at, p_by);
  if p_kind = 'CAPACITY_REGAINED' then return; end if;
  perform from identity.mandate m where m.person_id = p_person and m.ended_at is null order by m.id for update;
  return query
    update identity.mandate m set ended_at = p_at, ended_by = p_by, end_reason = p_kind
    where m.person_id = p_person and m.ended_at is null and (p_ends_types is null or m.type = any (p_ends_types))
    returning m.id, m.council_id;
end $$;

-- As before, and: nobody acts for the dead, and what stands on a person's word alone needs a person who can give it.
-- Refuses PERSON_HAS_DIED, NEEDS_CAPACITY.
create or replace function identity.grant_mandate(p_mandate jsonb, p_at timestamptz, p_by uuid) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  whose constant uuid := (p_mandate ->> 'personId')::uuid;
begin
  perform from identity.person where id = whose for share;
  if identity.has_died(whose) then perform kernel.refuse('PERSON_HAS_DIED'); end if;
  if p_mandate ->> 'type' in ('NOMINEE', 'BROKER') and not identity.has_capacity(whose) then perform kernel.refuse('NEEDS_CAPACITY'); end if;
  insert into identity.mandate (council_id, id, person_id, actor_person_id, actor_organisation_id, type, scopes, joint, starts_on, ends_on, evidence,
    per_order_limit_pence, per_month_limit_pence, declared_conflict, conflict_declared_by, conflict_declared_at, granted_at, granted_by)
  select m."councilId", m.id, m."personId", coalesce(m."actorPersonId", '00000000-0000-0000-0000-000000000000'),
    coalesce(m."actorOrganisationId", '00000000-0000-0000-0000-000000000000'), m.type, m.scopes, coalesce(m.joint, false), m."startsOn", m."endsOn", m.evidence,
    m."perOrderLimitPence", m."perMonthLimitPence", m."declaredConflict",
    case when m."declaredConflict" is not null then p_by end, case when m."declaredConflict" is not null then p_at end, p_at, p_by
  from jsonb_to_record(p_mandate) as m (id uuid, "councilId" uuid, "personId" uuid, "actorPersonId" uuid, "actorOrganisationId" uuid, type text, scopes text[],
    joint boolean, "startsOn" date, "endsOn" date, evidence text, "perOrderLimitPence" bigint, "perMonthLimitPence" bigint, "declaredConflict" text);
end $$;

create or replace function identity.end_mandate(p_mandate uuid, p_at timestamptz, p_by uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog as $$
begin
  update identity.mandate set ended_at = p_at, ended_by = p_by, end_reason = 'ENDED' where id = p_mandate and ended_at is null;
  return found;
end $$;

-- As before, and: a joint mandate lets its holder look alone, and nothing else. One that is not joint is used first.
-- Refuses JOINT_MANDATE too.
create or replace function identity.use_mandate(p_actor uuid, p_person uuid, p_scope text, p_amount bigint, p_at timestamptz) returns uuid
language plpgsql security definer set search_path = pg_catalog as $$
declare
  today constant date := (p_at at time zone 'Europe/London')::date;
  this_month constant date := date_trunc('month', p_at at time zone 'Europe/London')::date;
  chosen uuid;
  held identity.mandate;
  used bigint;
begin
  if p_amount < 0 then raise exception 'A mandate is used for zero pence or more, not for %.', p_amount; end if;
  if p_actor = p_person then return null; end if;
  for chosen in
    select m.id from identity.mandates_in_force(p_actor, today) m
    where m.person_id = p_person and p_scope = any (m.scopes) and (not m.joint or p_scope = 'VIEW') order by m.id
  loop
    perform from identity.mandate m where m.id = chosen for update;
    -- It may have ended while we waited for the lock.
    select m.* into held from identity.mandates_in_force(p_actor, today) m where m.id = chosen and p_scope = any (m.scopes);
    exit when found;
    chosen := null;
  end loop;
  if chosen is null then
    perform from identity.mandates_in_force(p_actor, today) m where m.person_id = p_person and p_scope = any (m.scopes) and m.joint;
    perform kernel.refuse(case when found then 'JOINT_MANDATE' else 'NO_MANDATE' end);
  end if;
  if p_scope <> 'ORDER' or p_amount = 0 then return chosen; end if;
  if p_amount > held.per_order_limit_pence then
    perform kernel.refuse('OVER_ORDER_LIMIT', jsonb_build_object('limitPence', held.per_order_limit_pence::text, 'amountPence', p_amount::text));
  end if;
  insert into identity.mandate_use as u values (held.council_id, chosen, this_month, p_amount)
  on conflict (council_id, mandate_id, month) do update set used_pence = u.used_pence + p_amount returning u.used_pence into used;
  if used > held.per_month_limit_pence then
    perform kernel.refuse('OVER_MONTH_LIMIT', jsonb_build_object('limitPence', held.per_month_limit_pence::text,
      'usedPence', (used - p_amount)::text, 'amountPence', p_amount::text));
  end if;
  return chosen;
end $$;

-- Mandates that end soon (by the council's policy, days before the last one; usually 28 and 7), or that are over, each
-- told once. A house that tells for the first time goes back four weeks.
create function identity.due_mandate_notices(p_on date, p_at timestamptz) returns table (mandate_id uuid, council_id uuid, person_id uuid, is_over boolean)
language sql security definer set search_path = pg_catalog as $$
  with ending as (
    select m.id, m.ends_on - p_on as days_left, n.days
    from identity.mandate m
    cross join lateral (
      select (d #>> '{}')::int as days
      from jsonb_array_elements(coalesce(identity.policy(m.council_id, 'mandateReminderDays', p_on), '[28, 7]')) d
      union select -1
    ) n
    where m.ended_at is null and m.ends_on >= p_on - 28
  ), noted as (
    insert into identity.mandate_notice as n (mandate_id, days, at)
    select e.id, e.days, p_at from ending e where e.days_left <= e.days and (e.days_left < 0) = (e.days = -1)
    on conflict do nothing returning n.mandate_id
  )
  select distinct m.id, m.council_id, m.person_id, m.ends_on < p_on from noted n join identity.mandate m on m.id = n.mandate_id
$$;

create function identity.ask_about_mandate(p_council uuid, p_id uuid, p_mandate uuid, p_person uuid, p_message text, p_wants_advocate boolean, p_at timestamptz)
returns void language sql security definer set search_path = pg_catalog as $$
  insert into identity.mandate_question values (p_council, p_id, p_mandate, p_person, p_message, p_wants_advocate, p_at)
$$;

-- Everybody who could act under mandates, whether they still can or not: for showing what each did.
create function identity.mandate_actors(p_mandates uuid[]) returns table (mandate_id uuid, person_id uuid)
language sql stable security definer set search_path = pg_catalog as $$
  select m.id, coalesce(b.person_id, m.actor_person_id)
  from identity.mandate m
  left join identity.membership b on b.organisation_id = m.actor_organisation_id and b.role = 'BROKER' and m.actor_person_id = '00000000-0000-0000-0000-000000000000'
  where m.id = any (p_mandates)
$$;

drop function identity.mandate_facts(uuid[]);
create function identity.mandate_facts(p_ids uuid[])
returns table (id uuid, council_id uuid, person_id uuid, actor_person_id uuid, actor_organisation_id uuid, type text, starts_on date, ends_on date,
  ended_at timestamptz, ended_by uuid, end_reason text, granted_by uuid, conflict_declared_by uuid, care_manager_id uuid)
language sql stable security definer set search_path = pg_catalog as $$
  select m.id, m.council_id, m.person_id, nullif(m.actor_person_id, '00000000-0000-0000-0000-000000000000'),
    nullif(m.actor_organisation_id, '00000000-0000-0000-0000-000000000000'), m.type, m.starts_on, m.ends_on, m.ended_at, m.ended_by, m.end_reason, m.granted_by,
    m.conflict_declared_by, (select c.care_manager_id from identity.client_record c where c.council_id = m.council_id and c.person_id = m.person_id)
  from identity.mandate m where m.id = any (p_ids)
$$;

-- Nothing is sent to somebody who has died.
create or replace function identity.mail_addresses(p_people uuid[]) returns table (person_id uuid, name text, email text, communication_needs text[])
language sql stable security definer set search_path = pg_catalog as $$
  select p.id, p.name, a.email, p.communication_needs
  from identity.person p left join identity.user_account a on a.person_id = p.id and a.disabled_at is null
  where p.id = any (p_people) and p.erased_at is null and not identity.has_died(p.id)
$$;

-- As before, with "joint" for each mandate.
create or replace function identity.actor(p_person uuid, p_at timestamptz) returns jsonb
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
  select jsonb_agg(jsonb_build_object('id', m.id, 'personId', m.person_id, 'scopes', to_jsonb(m.scopes), 'joint', m.joint) order by m.id) into mandates
  from identity.mandates_in_force(p_person, today) m;
  if 'CARE_MANAGER' = any (roles) then
    select jsonb_agg(c.person_id order by c.person_id) into assigned from identity.client_record c
    where c.care_manager_id = p_person and c.council_id = works_in and c.covers @> today;
  end if;
  return jsonb_build_object('personId', p_person, 'name', person_name, 'email', email, 'roles', to_jsonb(roles), 'councilId', works_in,
    'organisationId', works_for, 'fundingCouncilId', funded_by, 'mandates', coalesce(mandates, '[]'), 'assignedPeople', coalesce(assigned, '[]'));
end $$;

grant execute on function identity.mandate_facts, identity.stakes, identity.link_organisations, identity.conflict_of, identity.declare_conflict, identity.has_capacity,
  identity.has_died, identity.record_life, identity.due_mandate_notices, identity.ask_about_mandate, identity.mandate_actors to owncourse_app;
