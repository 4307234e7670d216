-- Orders: order → immutable version → line per participant → occurrence with its own hold → delivery (model.md "Orders").
create schema ordering;
grant usage on schema ordering to owncourse_app, owncourse_auditor;

-- council_id is the nil id for an order paid with own money.
create table ordering."order" (
  council_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('ONE_OFF', 'STANDING')),
  status text not null check (status in ('SUBMITTED', 'AWAITING_APPROVAL', 'ACCEPTED', 'DECLINED', 'ACTIVE', 'COMPLETED', 'CANCELLED', 'EXPIRED', 'REFUSED')),
  -- Lead participant first; row-level security looks at all of them.
  participant_ids uuid[] not null check (cardinality(participant_ids) > 0),
  provider_id uuid not null,
  service_id uuid not null,
  current_version int not null default 1,
  placed_at timestamptz not null,
  placed_by uuid not null,
  mandate_id uuid,
  decline_reason text,
  refusal_reason text,
  primary key (council_id, id),
  unique (id)
) with (fillfactor = 80);
create index order_of_person on ordering."order" using gin (participant_ids);
create index order_of_provider on ordering."order" (provider_id, placed_at desc);
create index order_waiting on ordering."order" (council_id, placed_at) where status in ('SUBMITTED', 'AWAITING_APPROVAL');

create table ordering.order_version (
  council_id uuid not null,
  order_id uuid not null,
  version int not null,
  starts_on date not null,
  ends_on date,
  start_time time not null,
  duration_minutes int not null check (duration_minutes > 0),
  -- Null for a one-off.
  recurrence text,
  place text not null,
  note text,
  cancellation_notice_hours int not null,
  cancellation_percent numeric(5, 2) not null,
  made_at timestamptz not null,
  made_by uuid not null,
  primary key (council_id, order_id, version),
  foreign key (council_id, order_id) references ordering."order"
);

create table ordering.order_line (
  council_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  version int not null,
  person_id uuid not null,
  budget_id uuid not null,
  variant_id uuid not null,
  quantity numeric(14, 4) not null check (quantity > 0),
  unit_price_pence bigint not null check (unit_price_pence >= 0),
  line_pence bigint not null check (line_pence > 0),
  price_kind text not null,
  rate_card_id uuid,
  rate_card_version int,
  primary key (council_id, id),
  foreign key (council_id, order_id, version) references ordering.order_version
);
create index order_line_of_order on ordering.order_line (order_id, version);

-- One visit for one participant; its id is also its hold's. Money state (held, planned, unfunded) mirrors the ledger's.
create table ordering.occurrence (
  council_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  line_id uuid not null,
  person_id uuid not null,
  budget_id uuid not null,
  provider_id uuid not null,
  on_date date not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  quantity numeric(14, 4) not null check (quantity > 0),
  unit_price_pence bigint not null,
  amount_pence bigint not null check (amount_pence > 0),
  status text not null check (status in ('PLANNED', 'HELD', 'UNFUNDED', 'DELIVERED', 'CONFIRMED', 'DISPUTED', 'CANCELLED')),
  fee_pence bigint not null default 0 check (fee_pence >= 0),
  ended_at timestamptz,
  primary key (council_id, id),
  unique (id),
  foreign key (council_id, line_id) references ordering.order_line
) with (fillfactor = 80);
create index occurrence_of_order on ordering.occurrence (order_id, starts_at);
create index occurrence_of_person on ordering.occurrence (person_id, on_date);
create index occurrence_of_provider on ordering.occurrence (provider_id, on_date);

-- The delivery note: service (through the order), person, date, place, worker, start and end, and the quantity.
create table ordering.delivery (
  council_id uuid not null,
  id uuid not null,
  occurrence_id uuid not null,
  order_id uuid not null,
  person_id uuid not null,
  budget_id uuid not null,
  provider_id uuid not null,
  on_date date not null,
  place text not null,
  worker_name text not null,
  started_at timestamptz not null,
  ended_at timestamptz not null check (ended_at > started_at),
  quantity numeric(14, 4) not null check (quantity >= 0),
  amount_pence bigint not null check (amount_pence >= 0),
  status text not null check (status in ('RECORDED', 'CONFIRMED', 'DISPUTED')),
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  confirmed_at timestamptz,
  confirmed_by uuid,
  dispute_reason text,
  -- London day on which silence confirms it; null where nobody watches.
  confirms_itself_on date,
  primary key (council_id, id),
  unique (id),
  -- One note for each visit; a dispute changes the note, never adds one.
  unique (council_id, occurrence_id),
  foreign key (council_id, occurrence_id) references ordering.occurrence
) with (fillfactor = 80);
create index delivery_of_person on ordering.delivery (person_id, on_date desc);
create index delivery_of_provider on ordering.delivery (provider_id, on_date desc);
create index delivery_of_order on ordering.delivery (order_id);
create index delivery_confirms_itself on ordering.delivery (confirms_itself_on) where status = 'RECORDED';

-- What happened to an order, for the people concerned to read. Codes, not sentences.
create table ordering.order_event (
  council_id uuid not null,
  order_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  code text not null,
  actor_id uuid not null,
  primary key (council_id, order_id, id),
  foreign key (council_id, order_id) references ordering."order"
);

select kernel.protect_table('ordering."order"', 'participant_ids && (select kernel.scope_people())::uuid[] or provider_id = (select kernel.scope_organisation()) or council_id = (select kernel.scope_wide_council())');
select kernel.protect_table(t::regclass, 'person_id = any ((select kernel.scope_people())::uuid[]) or provider_id = (select kernel.scope_organisation()) or council_id = (select kernel.scope_wide_council())')
from unnest(array['ordering.occurrence', 'ordering.delivery']) t;
select kernel.protect_table(t::regclass, 'exists (select 1 from ordering."order" o where o.id = order_id)')
from unnest(array['ordering.order_version', 'ordering.order_line', 'ordering.order_event']) t;

-- Writes. Each checks the state it starts from with the row locked, and refuses WRONG_STATE otherwise.

-- Places an order: price checked against the price the person was shown, rows written, state decided by policy.
create function ordering.insert_order(p_council uuid, p_order uuid, p_line uuid, p_kind text, p_person uuid, p_budget uuid, p_provider uuid, p_service uuid,
  p_variant uuid, p_quantity numeric, p_shown_pence bigint, p_line_pence bigint, p_starts_on date, p_ends_on date, p_start_time time, p_duration_minutes int, p_recurrence text,
  p_place text, p_note text, p_at timestamptz, p_actor uuid, p_mandate uuid, p_event uuid)
returns text language plpgsql security definer set search_path = pg_catalog as $$
declare
  price record;
  new_status text := 'SUBMITTED';
begin
  select c.* into price from ledger.payers(array[p_budget], p_starts_on) p, rates.check_price(p_council, p_variant, p_starts_on, p.route, p_shown_pence) c;
  if not found then perform kernel.refuse('OUTSIDE_BUDGET_PERIOD', jsonb_build_object('day', p_starts_on)); end if;
  if 'NEEDS_APPROVAL' = any (price.reasons) or p_line_pence > coalesce((identity.policy(p_council, 'approvalLimitPence', p_starts_on) #>> '{}')::bigint, p_line_pence) then
    new_status := 'AWAITING_APPROVAL';
  end if;
  insert into ordering."order" (council_id, id, kind, status, participant_ids, provider_id, service_id, placed_at, placed_by, mandate_id)
  values (p_council, p_order, p_kind, new_status, array[p_person], p_provider, p_service, p_at, p_actor, p_mandate);
  insert into ordering.order_version (council_id, order_id, version, starts_on, ends_on, start_time, duration_minutes, recurrence, place, note, cancellation_notice_hours, cancellation_percent, made_at, made_by)
  values (p_council, p_order, 1, p_starts_on, p_ends_on, p_start_time, p_duration_minutes, p_recurrence, p_place, p_note,
    coalesce(price.cancellation_notice_hours, (identity.policy(p_council, 'cancellationNoticeHours', p_starts_on) #>> '{}')::int, 24), coalesce(price.cancellation_percent, 0), p_at, p_actor);
  insert into ordering.order_line (council_id, id, order_id, version, person_id, budget_id, variant_id, quantity, unit_price_pence, line_pence, price_kind, rate_card_id, rate_card_version)
  values (p_council, p_line, p_order, 1, p_person, p_budget, p_variant, p_quantity, price.unit_price_pence, p_line_pence, price.kind, price.rate_card_id, price.rate_card_version);
  insert into ordering.order_event values (p_council, p_order, p_event, p_at, case new_status when 'SUBMITTED' then 'PLACED' else 'PLACED_FOR_APPROVAL' end, p_actor);
  return new_status;
end $$;

-- After ledger.hold: one occurrence for each hold, with the state the ledger gave it.
create function ordering.insert_occurrences(p_council uuid, p_order uuid, p_line uuid, p_person uuid, p_budget uuid, p_provider uuid, p_quantity numeric,
  p_ids uuid[], p_days date[], p_starts timestamptz[], p_ends timestamptz[], p_unit_prices bigint[], p_amounts bigint[])
returns void language sql security definer set search_path = pg_catalog as $$
  insert into ordering.occurrence (council_id, id, order_id, line_id, person_id, budget_id, provider_id, on_date, starts_at, ends_at, quantity, unit_price_pence, amount_pence, status)
  select p_council, o.id, p_order, p_line, p_person, p_budget, p_provider, o.day, o.starts, o.ends, p_quantity, o.unit_price, o.amount, ledger.hold_state(o.id)
  from unnest(p_ids, p_days, p_starts, p_ends, p_unit_prices, p_amounts) as o (id, day, starts, ends, unit_price, amount)
$$;

-- Locks an order; gives the status it has under the lock.
create function ordering.lock_order(p_order uuid) returns text language sql security definer set search_path = pg_catalog as $$
  select status from ordering."order" where id = p_order for update
$$;

create function ordering.move_order(p_order uuid, p_from text[], p_to text, p_reason text, p_event uuid, p_event_code text, p_at timestamptz, p_actor uuid)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  moved ordering."order";
begin
  update ordering."order" set status = p_to,
    decline_reason = case when p_to = 'DECLINED' then p_reason else decline_reason end,
    refusal_reason = case when p_to = 'REFUSED' then p_reason else refusal_reason end
  where id = p_order and status = any (p_from) returning * into moved;
  if not found then perform kernel.refuse('WRONG_STATE'); end if;
  insert into ordering.order_event values (moved.council_id, moved.id, p_event, p_at, p_event_code, p_actor);
end $$;

-- Ends orders with no visit left to come, to confirm or to settle: completed when one was delivered, cancelled otherwise.
create function ordering.end_orders(p_orders uuid[]) returns void language sql set search_path = pg_catalog as $$
  update ordering."order" o set status = case when exists (select 1 from ordering.occurrence c where c.order_id = o.id and c.status = 'CONFIRMED') then 'COMPLETED' else 'CANCELLED' end
  where o.id = any (p_orders) and o.status in ('SUBMITTED', 'AWAITING_APPROVAL', 'ACCEPTED', 'ACTIVE')
    and not exists (select 1 from ordering.occurrence c where c.order_id = o.id and c.status not in ('CONFIRMED', 'CANCELLED'))
    and not exists (select 1 from ordering.order_version v where v.order_id = o.id and v.version = o.current_version and v.recurrence is not null and v.ends_on is null)
$$;

-- Ends visits that have not been delivered; fees in pence, in the same order. The ids must be exactly what is
-- still open when p_whole is true, so that a visit delivered in between is never lost.
create function ordering.cancel_occurrences(p_order uuid, p_ids uuid[], p_fees bigint[], p_whole boolean, p_at timestamptz)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  changed int;
  still_open int;
begin
  perform 1 from ordering."order" where id = p_order for update;
  update ordering.occurrence o set status = 'CANCELLED', fee_pence = c.fee, ended_at = p_at
  from unnest(p_ids, p_fees) as c (id, fee)
  where o.id = c.id and o.order_id = p_order and o.status in ('PLANNED', 'HELD', 'UNFUNDED');
  get diagnostics changed = row_count;
  select count(*) into still_open from ordering.occurrence where order_id = p_order and status in ('PLANNED', 'HELD', 'UNFUNDED');
  if changed <> cardinality(p_ids) or (p_whole and still_open > 0) then perform kernel.refuse('WRONG_STATE'); end if;
  perform ordering.end_orders(array[p_order]);
end $$;

-- Provider's delivery notes, many at once: {id, occurrenceId, workerName, place, startedAt, endedAt, quantity, amountPence, confirmsItselfOn}.
create function ordering.record_deliveries(p_provider uuid, p_notes jsonb, p_at timestamptz, p_actor uuid)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  recorded int;
  visits constant uuid[] := array(select (n ->> 'occurrenceId')::uuid from jsonb_array_elements(p_notes) n);
  orders constant uuid[] := array(select distinct c.order_id from ordering.occurrence c where c.id = any (visits));
begin
  perform 1 from ordering."order" o where o.id = any (orders) order by o.id for update;
  insert into ordering.delivery (council_id, id, occurrence_id, order_id, person_id, budget_id, provider_id, on_date, place, worker_name, started_at, ended_at,
    quantity, amount_pence, status, recorded_at, recorded_by, confirms_itself_on)
  select c.council_id, n.id, c.id, c.order_id, c.person_id, c.budget_id, c.provider_id, c.on_date, n.place, n."workerName", n."startedAt", n."endedAt",
    n.quantity, n."amountPence", 'RECORDED', p_at, p_actor, n."confirmsItselfOn"
  from jsonb_to_recordset(p_notes) as n (id uuid, "occurrenceId" uuid, "workerName" text, place text, "startedAt" timestamptz, "endedAt" timestamptz,
    quantity numeric, "amountPence" bigint, "confirmsItselfOn" date)
  join ordering.occurrence c on c.id = n."occurrenceId" and c.provider_id = p_provider and c.status = 'HELD'
  join ordering."order" o on o.id = c.order_id and o.status in ('ACCEPTED', 'ACTIVE')
  where c.id = any (visits);
  get diagnostics recorded = row_count;
  if recorded <> jsonb_array_length(p_notes) then perform kernel.refuse('WRONG_STATE'); end if;
  update ordering.occurrence set status = 'DELIVERED' where id = any (visits);
  update ordering."order" set status = 'ACTIVE' where id = any (orders) and status = 'ACCEPTED';
exception when unique_violation then
  perform kernel.refuse('WRONG_STATE');
end $$;

-- Confirms notes, all or nothing; refuses when one was changed since it was read (amounts in the same order).
create function ordering.confirm_deliveries(p_ids uuid[], p_amounts bigint[], p_at timestamptz, p_actor uuid)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  confirmed int;
begin
  perform 1 from ordering."order" where id in (select order_id from ordering.delivery where id = any (p_ids)) order by id for update;
  update ordering.delivery d set status = 'CONFIRMED', confirmed_at = p_at, confirmed_by = p_actor
  from unnest(p_ids, p_amounts) as c (id, amount)
  where d.id = c.id and d.status = 'RECORDED' and d.amount_pence = c.amount;
  get diagnostics confirmed = row_count;
  if confirmed <> cardinality(p_ids) then perform kernel.refuse('WRONG_STATE'); end if;
  update ordering.occurrence set status = 'CONFIRMED', ended_at = p_at where id in (select occurrence_id from ordering.delivery where id = any (p_ids));
  perform ordering.end_orders(array(select distinct d.order_id from ordering.delivery d where d.id = any (p_ids)));
end $$;

create function ordering.dispute_delivery(p_delivery uuid, p_reason text, p_at timestamptz, p_event uuid, p_actor uuid)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  disputed ordering.delivery;
begin
  update ordering.delivery set status = 'DISPUTED', dispute_reason = p_reason where id = p_delivery and status = 'RECORDED' returning * into disputed;
  if not found then perform kernel.refuse('WRONG_STATE'); end if;
  update ordering.occurrence set status = 'DISPUTED' where id = disputed.occurrence_id;
  insert into ordering.order_event values (disputed.council_id, disputed.order_id, p_event, p_at, 'DISPUTED', p_actor);
end $$;

-- The provider's answer to a dispute: what was really delivered. The person confirms it afterwards.
create function ordering.settle_dispute(p_delivery uuid, p_provider uuid, p_quantity numeric, p_amount bigint, p_at timestamptz, p_event uuid, p_actor uuid)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  settled ordering.delivery;
begin
  update ordering.delivery set status = 'RECORDED', quantity = p_quantity, amount_pence = p_amount
  where id = p_delivery and provider_id = p_provider and status = 'DISPUTED' returning * into settled;
  if not found then perform kernel.refuse('WRONG_STATE'); end if;
  update ordering.occurrence set status = 'DELIVERED' where id = settled.occurrence_id;
  insert into ordering.order_event values (settled.council_id, settled.order_id, p_event, p_at, 'DISPUTE_ANSWERED', p_actor);
end $$;

-- Follows the ledger after ledger.enter_hold_window.
create function ordering.follow_holds(p_ids uuid[], p_states text[]) returns void language sql security definer set search_path = pg_catalog as $$
  update ordering.occurrence o set status = h.state from unnest(p_ids, p_states) as h (id, state)
  where o.id = h.id and o.status in ('PLANNED', 'UNFUNDED', 'HELD')
$$;

-- Notes whose day of silence has come, oldest first.
create function ordering.silent_deliveries(p_today date, p_limit int) returns setof ordering.delivery language sql stable security definer set search_path = pg_catalog as $$
  select * from ordering.delivery where status = 'RECORDED' and confirms_itself_on <= p_today order by confirms_itself_on, id limit p_limit
$$;

-- Orders that nobody answered before their first visit was to begin.
create function ordering.orders_to_expire(p_at timestamptz) returns table (id uuid, council_id uuid) language sql stable security definer set search_path = pg_catalog as $$
  select o.id, o.council_id from ordering."order" o
  where o.status in ('SUBMITTED', 'AWAITING_APPROVAL')
    and (select min(c.starts_at) from ordering.occurrence c where c.order_id = o.id) < p_at
  order by o.id limit 1000
$$;

-- Open standing orders whose plan ends before a day; all, or one of them.
create function ordering.plans_to_extend(p_through date, p_order uuid default null)
returns table (order_id uuid, council_id uuid, line_id uuid, person_id uuid, budget_id uuid, provider_id uuid, variant_id uuid, quantity numeric,
  starts_on date, ends_on date, start_time time, duration_minutes int, recurrence text, planned_through date)
language sql stable security definer set search_path = pg_catalog as $$
  select o.id, o.council_id, l.id, l.person_id, l.budget_id, o.provider_id, l.variant_id, l.quantity, v.starts_on, v.ends_on, v.start_time, v.duration_minutes, v.recurrence,
    p.planned_through
  from ordering."order" o
  join ordering.order_version v on v.council_id = o.council_id and v.order_id = o.id and v.version = o.current_version
  join ordering.order_line l on l.council_id = o.council_id and l.order_id = o.id and l.version = o.current_version
  join lateral (select max(c.on_date) as planned_through from ordering.occurrence c where c.order_id = o.id) p on true
  where o.kind = 'STANDING' and o.status in ('ACCEPTED', 'ACTIVE') and (v.ends_on is null or v.ends_on > p.planned_through)
    and p.planned_through <= p_through - 7 and (p_order is null or o.id = p_order)
  order by o.id
$$;

-- Published facts for other services.

create function ordering.ratable_order(p_order uuid, p_person uuid) returns table (council_id uuid, provider_id uuid, service_id uuid)
language sql stable security definer set search_path = pg_catalog as $$
  select o.council_id, o.provider_id, o.service_id from ordering."order" o
  where o.id = p_order and p_person = any (o.participant_ids)
    and exists (select 1 from ordering.delivery d where d.order_id = o.id and d.person_id = p_person and d.status = 'CONFIRMED')
$$;

-- What can be invoiced: confirmed deliveries and agreed fees, by their ids (a fee's id is its occurrence's).
create function ordering.billable(p_ids uuid[])
returns table (id uuid, kind text, council_id uuid, order_id uuid, person_id uuid, budget_id uuid, provider_id uuid, service_id uuid, variant_id uuid, on_date date,
  confirmed_at timestamptz, quantity numeric, unit_price_pence bigint, amount_pence bigint, ordered_pence bigint, rate_card_version int)
language sql stable security definer set search_path = pg_catalog as $$
  select d.id, 'DELIVERY', d.council_id, d.order_id, d.person_id, d.budget_id, d.provider_id, o.service_id, l.variant_id, d.on_date,
    d.confirmed_at, d.quantity, c.unit_price_pence, d.amount_pence, c.amount_pence, l.rate_card_version
  from ordering.delivery d
  join ordering.occurrence c on c.council_id = d.council_id and c.id = d.occurrence_id
  join ordering.order_line l on l.council_id = c.council_id and l.id = c.line_id
  join ordering."order" o on o.council_id = d.council_id and o.id = d.order_id
  where d.id = any (p_ids) and d.status = 'CONFIRMED' and d.amount_pence > 0
  union all
  select c.id, 'FEE', c.council_id, c.order_id, c.person_id, c.budget_id, c.provider_id, o.service_id, l.variant_id, c.on_date,
    c.ended_at, 1, c.fee_pence, c.fee_pence, c.amount_pence, l.rate_card_version
  from ordering.occurrence c
  join ordering.order_line l on l.council_id = c.council_id and l.id = c.line_id
  join ordering."order" o on o.council_id = c.council_id and o.id = c.order_id
  where c.id = any (p_ids) and c.status = 'CANCELLED' and c.fee_pence > 0
$$;

-- Every visit's state, for the audit of the books.
create function ordering.visit_states() returns table (id uuid, status text) language sql stable security definer set search_path = pg_catalog as $$
  select id, status from ordering.occurrence
$$;
grant execute on function ordering.visit_states to owncourse_auditor;

-- Rows for market reports: no name, one row a confirmed delivery or fee.
create function ordering.market_facts(p_council uuid, p_from date, p_to date)
returns table (order_id uuid, person_id uuid, service_id uuid, provider_id uuid, on_date date, amount_pence bigint)
language sql stable security definer set search_path = pg_catalog as $$
  select d.order_id, d.person_id, o.service_id, d.provider_id, d.on_date, d.amount_pence
  from ordering.delivery d join ordering."order" o on o.council_id = d.council_id and o.id = d.order_id
  where d.council_id = p_council and d.on_date between p_from and p_to and d.status = 'CONFIRMED'
  union all
  select c.order_id, c.person_id, o.service_id, c.provider_id, c.on_date, c.fee_pence
  from ordering.occurrence c join ordering."order" o on o.council_id = c.council_id and o.id = c.order_id
  where c.council_id = p_council and c.on_date between p_from and p_to and c.status = 'CANCELLED' and c.fee_pence > 0
$$;

grant execute on function ordering.lock_order, ordering.silent_deliveries, ordering.orders_to_expire, ordering.plans_to_extend, ordering.insert_order, ordering.insert_occurrences, ordering.move_order, ordering.cancel_occurrences, ordering.record_deliveries,
  ordering.confirm_deliveries, ordering.dispute_delivery, ordering.settle_dispute, ordering.follow_holds, ordering.ratable_order, ordering.billable, ordering.market_facts
  to owncourse_app;
