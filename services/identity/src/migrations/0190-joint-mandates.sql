-- Acting jointly: whoever holds a joint mandate orders only when all who hold one say yes (ADR 25).

-- Everybody who must say yes to an order for a person: the joint mandates in force that are for ordering, one for each
-- holder (a person, or an organisation). Without a search path of its own, as mandates_in_force.
create function identity.joint_mandates(p_person uuid, p_on date) returns setof identity.mandate language sql stable as $$
  select distinct on (m.actor_person_id, m.actor_organisation_id) m.* from identity.mandate m
  where m.person_id = p_person and m.joint and 'ORDER' = any (m.scopes)
    and m.ended_at is null and m.starts_on <= p_on and (m.ends_on is null or m.ends_on >= p_on)
  order by m.actor_person_id, m.actor_organisation_id, m.id
$$;

-- For asking: each of them, who may answer under it (one person, or all brokers of a brokerage), and whether the actor may.
create function identity.joint_holders(p_actor uuid, p_person uuid, p_on date) returns table (mandate_id uuid, actor_ids uuid[], is_actors boolean)
language sql stable security definer set search_path = pg_catalog as $$
  select m.id, w.ids, p_actor = any (w.ids)
  from identity.joint_mandates(p_person, p_on) m
  cross join lateral (select case when m.actor_organisation_id = '00000000-0000-0000-0000-000000000000' then array[m.actor_person_id]
    else array(select b.person_id from identity.membership b
      where b.organisation_id = m.actor_organisation_id and b.role = 'BROKER' and b.ended_at is null order by b.person_id) end as ids) w
  order by m.id
$$;

-- Which of these mandates an actor may use together with the others.
create function identity.joint_mandates_of(p_actor uuid, p_mandates uuid[], p_on date) returns uuid[]
language sql stable security definer set search_path = pg_catalog as $$
  select array(select m.id from identity.mandates_in_force(p_actor, p_on) m where m.id = any (p_mandates) and m.joint and 'ORDER' = any (m.scopes) order by m.id)
$$;

-- Locks the mandates of all who act together, by id, and looks again; a sum counts against the limits of each. Refuses
-- JOINT_MANDATE_ENDED where one of them is over or lacks a scope, JOINT_MANDATE_ADDED where somebody who was not asked has to
-- say yes by now, OVER_ORDER_LIMIT and OVER_MONTH_LIMIT.
create function identity.use_joint_mandates(p_person uuid, p_mandates uuid[], p_scopes text[], p_amount bigint, p_at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  today constant date := (p_at at time zone 'Europe/London')::date;
  this_month constant date := date_trunc('month', p_at at time zone 'Europe/London')::date;
  held identity.mandate;
  used bigint;
  usable int := 0;
begin
  if p_amount < 0 then raise exception 'A mandate is used for zero pence or more, not for %.', p_amount; end if;
  perform from identity.mandate m where m.id = any (p_mandates) order by m.id for update;
  select count(*) into usable from identity.mandate m
  where m.id = any (p_mandates) and m.person_id = p_person and m.joint and p_scopes <@ m.scopes
    and m.ended_at is null and m.starts_on <= today and (m.ends_on is null or m.ends_on >= today)
    and (m.actor_organisation_id = '00000000-0000-0000-0000-000000000000' or exists (
      select from identity.membership b where b.organisation_id = m.actor_organisation_id and b.role = 'BROKER' and b.ended_at is null));
  if usable <> cardinality(p_mandates) then perform kernel.refuse('JOINT_MANDATE_ENDED'); end if;
  perform from identity.joint_mandates(p_person, today) j where not exists (select from identity.mandate m
    where m.id = any (p_mandates) and m.actor_person_id = j.actor_person_id and m.actor_organisation_id = j.actor_organisation_id);
  if found then perform kernel.refuse('JOINT_MANDATE_ADDED'); end if;
  if p_amount = 0 then return; end if;
  for held in select m.* from identity.mandate m where m.id = any (p_mandates) order by m.id loop
    if p_amount > held.per_order_limit_pence then
      perform kernel.refuse('OVER_ORDER_LIMIT', jsonb_build_object('limitPence', held.per_order_limit_pence::text, 'amountPence', p_amount::text));
    end if;
    insert into identity.mandate_use as u values (held.council_id, held.id, this_month, p_amount)
    on conflict (council_id, mandate_id, month) do update set used_pence = u.used_pence + p_amount returning u.used_pence into used;
    if used > held.per_month_limit_pence then
      perform kernel.refuse('OVER_MONTH_LIMIT', jsonb_build_object('limitPence', held.per_month_limit_pence::text,
        'usedPence', (used - p_amount)::text, 'amountPence', p_amount::text));
    end if;
  end loop;
end $$;

-- What costs nobody anything, one of those who act together may do alone: the mandate, locked; null for the person. Refuses
-- NO_MANDATE.
create function identity.use_free_mandate(p_actor uuid, p_person uuid, p_scope text, p_at timestamptz) returns uuid
language plpgsql security definer set search_path = pg_catalog as $$
declare
  today constant date := (p_at at time zone 'Europe/London')::date;
  chosen uuid;
begin
  if p_actor = p_person then return null; end if;
  for chosen in select m.id from identity.mandates_in_force(p_actor, today) m where m.person_id = p_person and p_scope = any (m.scopes) order by m.joint, m.id loop
    perform from identity.mandate m where m.id = chosen for update;
    perform from identity.mandates_in_force(p_actor, today) m where m.id = chosen and p_scope = any (m.scopes);
    if found then return chosen; end if;
  end loop;
  perform kernel.refuse('NO_MANDATE');
end $$;

grant execute on function identity.joint_holders, identity.joint_mandates_of, identity.use_joint_mandates, identity.use_free_mandate to owncourse_app;
