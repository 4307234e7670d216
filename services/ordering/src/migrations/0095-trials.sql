-- Meet first: one visit before a long commitment, and what the person would like if it suits (model.md "Orders").
-- The trial itself is an ordinary one-off order; place and note are that order's.
create table ordering.trial (
  council_id uuid not null,
  order_id uuid not null,
  person_id uuid not null,
  provider_id uuid not null,
  budget_id uuid not null,
  variant_id uuid not null,
  -- The standing order that they would like.
  quantity numeric(14, 4) not null check (quantity > 0),
  recurrence text not null,
  start_time time not null,
  -- Not before this day.
  starts_on date not null,
  status text not null default 'OPEN' check (status in ('OPEN', 'CONTINUED', 'NOT_FOR_ME', 'LAPSED', 'CALLED_OFF')),
  reminded_at timestamptz,
  decided_at timestamptz,
  decided_by uuid,
  continued_order_id uuid,
  primary key (council_id, order_id),
  unique (order_id),
  unique (continued_order_id),
  foreign key (council_id, order_id) references ordering."order",
  foreign key (council_id, continued_order_id) references ordering."order",
  check ((status = 'CONTINUED') = (continued_order_id is not null)),
  check ((status = 'OPEN') = (decided_at is null))
) with (fillfactor = 80);
create index trial_of_person on ordering.trial (person_id) where status = 'OPEN';
create index trial_open on ordering.trial (council_id, order_id) where status = 'OPEN';

-- Why it was not for them: the person's own, and the provider's only where the person says so. Never the council's.
create table ordering.trial_reason (
  council_id uuid not null,
  order_id uuid not null,
  person_id uuid not null,
  provider_id uuid not null,
  written_by uuid not null,
  reason text not null,
  provider_may_read boolean not null,
  primary key (council_id, order_id),
  foreign key (council_id, order_id) references ordering.trial
);

select kernel.protect_table('ordering.trial', 'person_id = any ((select kernel.scope_people())::uuid[]) or provider_id = (select kernel.scope_organisation()) or council_id = (select kernel.scope_wide_council())');
select kernel.protect_table('ordering.trial_reason', '(select kernel.scope_person()) in (person_id, written_by) or (provider_may_read and provider_id = (select kernel.scope_organisation()))');

create function ordering.insert_trial(p_council uuid, p_order uuid, p_person uuid, p_provider uuid, p_budget uuid, p_variant uuid, p_quantity numeric, p_recurrence text,
  p_start_time time, p_starts_on date)
returns void language sql security definer set search_path = pg_catalog as $$
  insert into ordering.trial (council_id, order_id, person_id, provider_id, budget_id, variant_id, quantity, recurrence, start_time, starts_on)
  values (p_council, p_order, p_person, p_provider, p_budget, p_variant, p_quantity, p_recurrence, p_start_time, p_starts_on)
$$;

-- The day on which the trial visit was confirmed, in London, and the last day for a yes; no row before that, or where nobody came.
create function ordering.trial_days(p_order uuid) returns table (confirmed_on date, decide_by date)
language sql stable security definer set search_path = pg_catalog as $$
  select c.day, c.day + coalesce((identity.policy(c.council_id, 'trialDecisionDays', c.day) #>> '{}')::int, 28)
  from (
    select d.council_id, (max(d.confirmed_at) at time zone 'Europe/London')::date as day from ordering.delivery d
    where d.order_id = p_order and d.status = 'CONFIRMED' and d.quantity > 0 group by d.council_id
  ) c
$$;

-- An open trial whose visit has happened and whose time is not over, locked. Refuses WRONG_STATE.
create function ordering.lock_trial(p_order uuid, p_at timestamptz) returns ordering.trial language plpgsql set search_path = pg_catalog as $$
declare
  found_trial ordering.trial;
begin
  select * into found_trial from ordering.trial t where t.order_id = p_order for update;
  if found_trial.status is distinct from 'OPEN'
    or not exists (select 1 from ordering.trial_days(p_order) d where d.decide_by >= (p_at at time zone 'Europe/London')::date) then
    perform kernel.refuse('WRONG_STATE');
  end if;
  return found_trial;
end $$;

-- The yes, in the transaction that places the standing order: at most one order comes of a trial. Refuses WRONG_STATE.
create function ordering.continue_trial(p_order uuid, p_continued uuid, p_at timestamptz, p_actor uuid, p_trial_event uuid, p_continued_event uuid)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  held ordering.trial := ordering.lock_trial(p_order, p_at);
begin
  update ordering.trial set status = 'CONTINUED', decided_at = p_at, decided_by = p_actor, continued_order_id = p_continued where order_id = p_order;
  insert into ordering.order_event values (held.council_id, p_order, p_trial_event, p_at, 'TRIAL_CONTINUED', p_actor),
    (held.council_id, p_continued, p_continued_event, p_at, 'AFTER_TRIAL', p_actor);
end $$;

create function ordering.leave_trial(p_order uuid, p_reason text, p_provider_may_read boolean, p_at timestamptz, p_actor uuid, p_event uuid)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  held ordering.trial := ordering.lock_trial(p_order, p_at);
begin
  update ordering.trial set status = 'NOT_FOR_ME', decided_at = p_at, decided_by = p_actor where order_id = p_order;
  if p_reason is not null then
    insert into ordering.trial_reason values (held.council_id, p_order, held.person_id, held.provider_id, p_actor, p_reason, p_provider_may_read);
  end if;
  insert into ordering.order_event values (held.council_id, p_order, p_event, p_at, 'TRIAL_NOT_FOR_ME', p_actor);
end $$;

-- Jobs: trials that wait for a word, told of once; and those whose time is over.
create function ordering.remind_trials(p_at timestamptz, p_today date) returns table (council_id uuid, order_id uuid, person_id uuid)
language sql security definer set search_path = pg_catalog as $$
  update ordering.trial t set reminded_at = p_at
  where t.status = 'OPEN' and t.reminded_at is null and exists (
    select 1 from ordering.trial_days(t.order_id) d
    where d.confirmed_on + coalesce((identity.policy(t.council_id, 'trialReminderDays', d.confirmed_on) #>> '{}')::int, 3) <= p_today and d.decide_by >= p_today
  )
  returning t.council_id, t.order_id, t.person_id
$$;

-- CALLED_OFF where the visit never happened and nobody need hear of it.
create function ordering.lapse_trials(p_at timestamptz, p_today date, p_actor uuid) returns table (council_id uuid, order_id uuid, person_id uuid, status text)
language sql security definer set search_path = pg_catalog as $$
  update ordering.trial t set status = case when d.decide_by is null then 'CALLED_OFF' else 'LAPSED' end, decided_at = p_at, decided_by = p_actor
  from ordering.trial w
  join ordering."order" o on o.council_id = w.council_id and o.id = w.order_id
  left join lateral ordering.trial_days(w.order_id) d on true
  where w.status = 'OPEN' and (d.decide_by < p_today or (d.decide_by is null and o.status not in ('SUBMITTED', 'AWAITING_APPROVAL', 'ACCEPTED', 'ACTIVE')))
    and t.council_id = w.council_id and t.order_id = w.order_id and t.status = 'OPEN'
  returning t.council_id, t.order_id, t.person_id, t.status
$$;

grant execute on function ordering.insert_trial, ordering.trial_days, ordering.continue_trial, ordering.leave_trial, ordering.remind_trials, ordering.lapse_trials to owncourse_app;
