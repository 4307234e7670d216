-- Hospital, a holiday or death: one entry, and every visit that follows from it pauses or ends (model.md "Orders").
create table ordering.interruption (
  council_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  kind text not null check (kind in ('HOSPITAL', 'HOLIDAY', 'DEATH')),
  from_on date not null,
  -- The last day away; null while nobody knows, and for a death. The day before from_on: home before it began.
  to_on date check (to_on >= from_on - 1),
  entered_at timestamptz not null,
  entered_by uuid not null,
  mandate_id uuid,
  came_home_at timestamptz,
  came_home_by uuid,
  primary key (council_id, id),
  unique (id)
);
create index interruption_of_person on ordering.interruption (person_id, from_on desc);
create unique index one_death on ordering.interruption (person_id) where kind = 'DEATH';

-- Visits that it took away. A retainer is what the council lets a provider keep for a place held open in hospital; it
-- falls due when the visit's day has passed, so that nobody pays for a day on which they were home again.
create table ordering.interrupted_visit (
  council_id uuid not null,
  interruption_id uuid not null,
  occurrence_id uuid not null,
  person_id uuid not null,
  on_date date not null,
  fee_pence bigint not null default 0 check (fee_pence >= 0),
  retainer_pence bigint not null default 0 check (retainer_pence >= 0),
  -- The occurrence that carries the retainer as its fee.
  retainer_id uuid,
  -- The person was home: no retainer, and the day has a visit again where its order goes on.
  came_back boolean not null default false,
  primary key (council_id, interruption_id, occurrence_id),
  foreign key (council_id, interruption_id) references ordering.interruption,
  foreign key (council_id, occurrence_id) references ordering.occurrence,
  check (retainer_id is null or not came_back)
);
create index interrupted_visit_retainer on ordering.interrupted_visit (on_date) where retainer_pence > 0 and retainer_id is null and not came_back;

-- Not for providers: they hear that visits are cancelled, never why.
select kernel.protect_table(t::regclass, 'person_id = any ((select kernel.scope_people())::uuid[]) or council_id = (select kernel.scope_wide_council())')
from unnest(array['ordering.interruption', 'ordering.interrupted_visit']) t;

-- Visits from one day through another (null: all later ones) that were not delivered; those that begin after an instant,
-- or every one when it is null. In the order in which their orders are locked.
create function ordering.visits_away(p_person uuid, p_from date, p_to date, p_since timestamptz)
returns table (id uuid, council_id uuid, order_id uuid, budget_id uuid, provider_id uuid, service_id uuid, on_date date, starts_at timestamptz, ends_at timestamptz, amount_pence bigint, status text,
  order_status text, order_kind text, notice_hours int, percent_hundredths bigint)
language sql stable security definer set search_path = pg_catalog as $$
  select c.id, c.council_id, c.order_id, c.budget_id, c.provider_id, o.service_id, c.on_date, c.starts_at, c.ends_at, c.amount_pence, c.status, o.status, o.kind,
    v.cancellation_notice_hours, (v.cancellation_percent * 100)::bigint
  from ordering.occurrence c
  join ordering."order" o on o.council_id = c.council_id and o.id = c.order_id
  join ordering.order_line l on l.council_id = c.council_id and l.id = c.line_id
  join ordering.order_version v on v.council_id = l.council_id and v.order_id = l.order_id and v.version = l.version
  where c.person_id = p_person and c.on_date >= p_from and (p_to is null or c.on_date <= p_to) and (p_since is null or c.starts_at > p_since)
    and c.status in ('PLANNED', 'HELD', 'UNFUNDED') and o.status in ('SUBMITTED', 'AWAITING_APPROVAL', 'ACCEPTED', 'ACTIVE')
  order by c.order_id, c.id
$$;

-- Locks the orders of somebody that can still go on, by id.
create function ordering.lock_orders_of(p_person uuid) returns table (id uuid, kind text, status text)
language sql security definer set search_path = pg_catalog as $$
  select o.id, o.kind, o.status from ordering."order" o
  where o.participant_ids @> array[p_person] and o.status in ('SUBMITTED', 'AWAITING_APPROVAL', 'ACCEPTED', 'ACTIVE') order by o.id for update
$$;

-- Refuses WRONG_STATE after a death.
create function ordering.insert_interruption(p_council uuid, p_id uuid, p_person uuid, p_kind text, p_from date, p_to date, p_at timestamptz, p_actor uuid, p_mandate uuid)
returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  if exists (select 1 from ordering.interruption i where i.person_id = p_person and i.kind = 'DEATH') then perform kernel.refuse('WRONG_STATE'); end if;
  insert into ordering.interruption (council_id, id, person_id, kind, from_on, to_on, entered_at, entered_by, mandate_id)
  values (p_council, p_id, p_person, p_kind, p_from, p_to, p_at, p_actor, p_mandate);
exception when unique_violation then
  perform kernel.refuse('WRONG_STATE');
end $$;

create function ordering.insert_interrupted_visits(p_council uuid, p_interruption uuid, p_person uuid, p_visits uuid[], p_days date[], p_fees bigint[], p_retainers bigint[])
returns void language sql security definer set search_path = pg_catalog as $$
  insert into ordering.interrupted_visit (council_id, interruption_id, occurrence_id, person_id, on_date, fee_pence, retainer_pence)
  select p_council, p_interruption, v.id, p_person, v.day, v.fee, v.retainer from unnest(p_visits, p_days, p_fees, p_retainers) as v (id, day, fee, retainer)
$$;

-- The break of one interruption in one order; its id follows from both, so that ending it touches no other break.
create function ordering.interruption_break(p_interruption uuid, p_order uuid) returns uuid language sql immutable set search_path = pg_catalog as $$
  select md5(p_interruption::text || ':' || p_order)::uuid
$$;

-- Home again from a day on: moves the end of the stay and of its breaks, frees the days, and takes the retainers of those
-- days off. Gives the standing orders whose days are free again, locked. Refuses WRONG_STATE when it is over already.
create function ordering.come_home(p_interruption uuid, p_home_on date, p_at timestamptz, p_actor uuid)
returns table (order_id uuid) language plpgsql security definer set search_path = pg_catalog as $$
declare
  away ordering.interruption;
begin
  select * into away from ordering.interruption i where i.id = p_interruption;
  perform ordering.lock_orders_of(away.person_id);
  select * into away from ordering.interruption i where i.id = p_interruption for update;
  if not found or away.kind = 'DEATH' or away.came_home_at is not null or away.to_on < p_home_on then perform kernel.refuse('WRONG_STATE'); end if;
  update ordering.interruption i set to_on = greatest(p_home_on, away.from_on) - 1, came_home_at = p_at, came_home_by = p_actor where i.id = p_interruption;
  update ordering.interrupted_visit w set came_back = true where w.interruption_id = p_interruption and w.on_date >= p_home_on and w.retainer_id is null;
  update ordering.occurrence c set replaced = true from ordering.interrupted_visit w
  where w.interruption_id = p_interruption and w.came_back and w.fee_pence = 0 and c.council_id = w.council_id and c.id = w.occurrence_id and c.status = 'CANCELLED';
  delete from ordering.order_break b using ordering."order" o
  where b.id = ordering.interruption_break(p_interruption, b.order_id) and o.id = b.order_id and o.participant_ids @> array[away.person_id] and lower(b.covers) >= p_home_on;
  update ordering.order_break b set covers = daterange(lower(b.covers), p_home_on) from ordering."order" o
  where b.id = ordering.interruption_break(p_interruption, b.order_id) and o.id = b.order_id and o.participant_ids @> array[away.person_id];
  return query
    select distinct o.id from ordering.interrupted_visit w
    join ordering.occurrence c on c.council_id = w.council_id and c.id = w.occurrence_id
    join ordering."order" o on o.council_id = c.council_id and o.id = c.order_id
    where w.interruption_id = p_interruption and w.came_back and o.kind = 'STANDING' and o.status in ('ACCEPTED', 'ACTIVE') order by o.id;
end $$;

-- Retainers whose day has passed, oldest first.
create function ordering.retainers_due(p_today date)
returns table (interruption_id uuid, occurrence_id uuid, council_id uuid, order_id uuid, line_id uuid, person_id uuid, budget_id uuid, provider_id uuid, day date,
  starts_at timestamptz, ends_at timestamptz, retainer_pence bigint)
language sql stable security definer set search_path = pg_catalog as $$
  select w.interruption_id, w.occurrence_id, w.council_id, c.order_id, c.line_id, w.person_id, c.budget_id, c.provider_id, w.on_date, c.starts_at, c.ends_at, w.retainer_pence
  from ordering.interrupted_visit w join ordering.occurrence c on c.council_id = w.council_id and c.id = w.occurrence_id
  where w.retainer_pence > 0 and w.retainer_id is null and not w.came_back and w.on_date < p_today
  order by w.on_date, w.occurrence_id limit 1000
$$;

-- Claims a retainer for charging. Refuses WRONG_STATE when it was charged, or the person came home, in between.
create function ordering.claim_retainer(p_interruption uuid, p_visit uuid, p_retainer uuid) returns void
language plpgsql security definer set search_path = pg_catalog as $$
begin
  update ordering.interrupted_visit set retainer_id = p_retainer
  where interruption_id = p_interruption and occurrence_id = p_visit and retainer_id is null and not came_back;
  if not found then perform kernel.refuse('WRONG_STATE'); end if;
end $$;

-- The retainer as a visit that was never to be: cancelled, with all of it as the agreed fee.
create function ordering.charge_retainer(p_retainer uuid, p_at timestamptz) returns void language sql security definer set search_path = pg_catalog as $$
  update ordering.occurrence set status = 'CANCELLED', fee_pence = amount_pence, ended_at = p_at where id = p_retainer and status in ('HELD', 'PLANNED', 'UNFUNDED')
$$;

grant execute on function ordering.visits_away, ordering.lock_orders_of, ordering.insert_interruption, ordering.insert_interrupted_visits, ordering.interruption_break,
  ordering.come_home, ordering.retainers_due, ordering.claim_retainer, ordering.charge_retainer to owncourse_app;
