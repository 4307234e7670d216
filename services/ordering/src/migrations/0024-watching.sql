-- Whether visits begin, and whether anybody watches them (model.md "Orders": a visit not started within 30 minutes
-- alerts person, provider and on-call, and cannot confirm itself).
create table ordering.visit_start (
  council_id uuid not null,
  occurrence_id uuid not null,
  order_id uuid not null,
  person_id uuid not null,
  provider_id uuid not null,
  worker_name text not null,
  started_at timestamptz not null,
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  primary key (council_id, occurrence_id),
  foreign key (council_id, occurrence_id) references ordering.occurrence
);
create index visit_start_of_person on ordering.visit_start (person_id, started_at desc);
create index visit_start_of_occurrence on ordering.visit_start (occurrence_id);

-- One a visit, ever; what became of the visit says whether it is over.
create table ordering.visit_alert (
  council_id uuid not null,
  occurrence_id uuid not null,
  order_id uuid not null,
  person_id uuid not null,
  provider_id uuid not null,
  starts_at timestamptz not null,
  alerted_at timestamptz not null,
  primary key (council_id, occurrence_id),
  foreign key (council_id, occurrence_id) references ordering.occurrence
);
create index visit_alert_newest on ordering.visit_alert (alerted_at desc);
create index visit_alert_of_occurrence on ordering.visit_alert (occurrence_id);

-- People whose visits never confirm themselves, because nobody watches. No row: the council's days count.
create table ordering.unwatched_person (
  council_id uuid not null,
  person_id uuid not null,
  reason text not null,
  set_at timestamptz not null,
  set_by uuid not null,
  primary key (council_id, person_id)
);
create index unwatched_person_of_person on ordering.unwatched_person (person_id);

create index occurrence_to_start on ordering.occurrence (starts_at) where status = 'HELD';

select kernel.protect_table(t::regclass, 'person_id = any ((select kernel.scope_people())::uuid[]) or provider_id = (select kernel.scope_organisation()) or council_id = (select kernel.scope_wide_council())')
from unnest(array['ordering.visit_start', 'ordering.visit_alert']) t;
select kernel.protect_table('ordering.unwatched_person', 'person_id = any ((select kernel.scope_people())::uuid[]) or council_id = (select kernel.scope_wide_council())');

-- "We have arrived." Once a visit; the row lock is shared with the alert, so that one of the two comes first.
create function ordering.start_visit(p_provider uuid, p_occurrence uuid, p_worker text, p_started_at timestamptz, p_at timestamptz, p_actor uuid)
returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform 1 from ordering.occurrence where id = p_occurrence for update;
  insert into ordering.visit_start (council_id, occurrence_id, order_id, person_id, provider_id, worker_name, started_at, recorded_at, recorded_by)
  select c.council_id, c.id, c.order_id, c.person_id, c.provider_id, p_worker, p_started_at, p_at, p_actor
  from ordering.occurrence c join ordering."order" o on o.council_id = c.council_id and o.id = c.order_id
  where c.id = p_occurrence and c.provider_id = p_provider and c.status = 'HELD' and o.status in ('ACCEPTED', 'ACTIVE')
  on conflict do nothing;
  if not found then perform kernel.refuse('WRONG_STATE'); end if;
end $$;

-- Job: alerts for visits that should have begun and have not; each once, whoever runs beside. A visit that somebody is
-- writing to at this moment is left for the next run. Older visits than p_longest are not news any more.
create function ordering.alert_unstarted(p_at timestamptz, p_usual_minutes int, p_longest interval, p_limit int)
returns table (occurrence_id uuid, council_id uuid, order_id uuid, person_id uuid, provider_id uuid) language sql security definer set search_path = pg_catalog as $$
  with late as (
    select c.council_id, c.id, c.order_id, c.person_id, c.provider_id, c.starts_at
    from ordering.occurrence c
    join ordering."order" o on o.council_id = c.council_id and o.id = c.order_id and o.status in ('ACCEPTED', 'ACTIVE')
    cross join lateral (select identity.policy(c.council_id, 'visitAlertMinutes', c.on_date) as minutes) p
    where c.status = 'HELD' and c.starts_at > p_at - p_longest and c.starts_at <= p_at
      -- The council's minutes, the usual ones, or "never" and any other word for none.
      and c.starts_at <= p_at - make_interval(mins => case when p.minutes is null then p_usual_minutes when jsonb_typeof(p.minutes) = 'number' then (p.minutes #>> '{}')::int end)
      and not exists (select 1 from ordering.visit_start s where s.occurrence_id = c.id)
      and not exists (select 1 from ordering.visit_alert a where a.occurrence_id = c.id)
    order by c.starts_at, c.id limit p_limit for update of c skip locked
  )
  insert into ordering.visit_alert as a (council_id, occurrence_id, order_id, person_id, provider_id, starts_at, alerted_at)
  select l.council_id, l.id, l.order_id, l.person_id, l.provider_id, l.starts_at, p_at from late l
  where not exists (select 1 from ordering.visit_start s where s.occurrence_id = l.id)
  on conflict do nothing
  returning a.occurrence_id, a.council_id, a.order_id, a.person_id, a.provider_id
$$;

-- However a note is entered: it does not confirm itself after an alert, or where nobody watches.
create function ordering.silence_is_no_yes() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  if exists (select 1 from ordering.visit_alert a where a.occurrence_id = new.occurrence_id)
    or exists (select 1 from ordering.unwatched_person u where u.person_id = new.person_id and u.council_id = new.council_id) then
    new.confirms_itself_on := null;
  end if;
  return new;
end $$;
create trigger silence_is_no_yes before insert on ordering.delivery for each row execute function ordering.silence_is_no_yes();

-- Silence counts, or does not. Notes that wait follow at once when it does not; when it does again, only new ones.
create function ordering.set_silence(p_council uuid, p_person uuid, p_confirms boolean, p_reason text, p_at timestamptz, p_actor uuid)
returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  if p_confirms then
    delete from ordering.unwatched_person where council_id = p_council and person_id = p_person;
  else
    insert into ordering.unwatched_person values (p_council, p_person, p_reason, p_at, p_actor)
    on conflict (council_id, person_id) do update set reason = excluded.reason, set_at = excluded.set_at, set_by = excluded.set_by;
    update ordering.delivery set confirms_itself_on = null where council_id = p_council and person_id = p_person and status = 'RECORDED' and confirms_itself_on is not null;
  end if;
end $$;

-- What messages say about an alert, by the visits' ids.
create function ordering.alert_facts(p_ids uuid[])
returns table (occurrence_id uuid, council_id uuid, order_id uuid, person_id uuid, provider_id uuid, service_id uuid, starts_at timestamptz)
language sql stable security definer set search_path = pg_catalog as $$
  select a.occurrence_id, a.council_id, a.order_id, a.person_id, a.provider_id, o.service_id, a.starts_at
  from ordering.visit_alert a join ordering."order" o on o.council_id = a.council_id and o.id = a.order_id where a.occurrence_id = any (p_ids)
$$;

grant execute on function ordering.start_visit, ordering.alert_unstarted, ordering.set_silence, ordering.alert_facts to owncourse_app;
