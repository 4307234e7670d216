-- Acting for somebody else: what a mandate allows is decided here, with its row locked.

-- The mandate that lets an actor do something for a person, locked so that its limits serialise; an order's sum counts
-- towards its month. Null when people act for themselves. Refuses NO_MANDATE, OVER_ORDER_LIMIT, OVER_MONTH_LIMIT.
create function identity.use_mandate(p_actor uuid, p_person uuid, p_scope text, p_amount bigint, p_at timestamptz) returns uuid
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
    select m.id from identity.mandates_in_force(p_actor, today) m where m.person_id = p_person and p_scope = any (m.scopes) order by m.id
  loop
    perform from identity.mandate m where m.id = chosen for update;
    -- It may have ended while we waited for the lock.
    select m.* into held from identity.mandates_in_force(p_actor, today) m where m.id = chosen and p_scope = any (m.scopes);
    exit when found;
    chosen := null;
  end loop;
  if chosen is null then perform kernel.refuse('NO_MANDATE'); end if;
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

-- Gives back to the London month of p_at, which is when the sum was used; never below zero.
create function identity.return_mandate_use(p_mandate uuid, p_amount bigint, p_at timestamptz) returns void
language sql security definer set search_path = pg_catalog as $$
  update identity.mandate_use set used_pence = greatest(used_pence - p_amount, 0)
  where mandate_id = p_mandate and month = date_trunc('month', p_at at time zone 'Europe/London')::date
$$;

create function identity.grant_mandate(p_mandate jsonb, p_at timestamptz, p_by uuid) returns void
language sql security definer set search_path = pg_catalog as $$
  insert into identity.mandate (council_id, id, person_id, actor_person_id, actor_organisation_id, type, scopes, joint, starts_on, ends_on, evidence,
    per_order_limit_pence, per_month_limit_pence, declared_conflict, granted_at, granted_by)
  select m."councilId", m.id, m."personId", coalesce(m."actorPersonId", '00000000-0000-0000-0000-000000000000'),
    coalesce(m."actorOrganisationId", '00000000-0000-0000-0000-000000000000'), m.type, m.scopes, coalesce(m.joint, false), m."startsOn", m."endsOn", m.evidence,
    m."perOrderLimitPence", m."perMonthLimitPence", m."declaredConflict", p_at, p_by
  from jsonb_to_record(p_mandate) as m (id uuid, "councilId" uuid, "personId" uuid, "actorPersonId" uuid, "actorOrganisationId" uuid, type text, scopes text[],
    joint boolean, "startsOn" date, "endsOn" date, evidence text, "perOrderLimitPence" bigint, "perMonthLimitPence" bigint, "declaredConflict" text)
$$;

-- Waits for whoever uses the mandate at this moment; the next request no longer finds it. False when it had ended before.
create function identity.end_mandate(p_mandate uuid, p_at timestamptz, p_by uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog as $$
begin
  update identity.mandate set ended_at = p_at, ended_by = p_by where id = p_mandate and ended_at is null;
  return found;
end $$;

-- Somebody a mandate can be given to, by e-mail: the person, and the brokerage they work for.
create function identity.mandate_candidate(p_email text) returns table (person_id uuid, brokerage_id uuid)
language sql stable security definer set search_path = pg_catalog as $$
  select a.person_id, (select b.organisation_id from identity.membership b
    where b.person_id = a.person_id and b.role = 'BROKER' and b.ended_at is null order by b.organisation_id limit 1)
  from identity.user_account a where a.email = lower(p_email) and a.disabled_at is null
$$;

grant execute on function identity.use_mandate, identity.return_mandate_use, identity.grant_mandate, identity.end_mandate,
  identity.mandate_candidate to owncourse_app;
