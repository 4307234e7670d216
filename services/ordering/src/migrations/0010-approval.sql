-- What the council looks at first: why, how long it may take, and who decided (model.md "Orders").

alter table ordering."order"
  -- Whoever must answer now (approver or provider) has until then. Null when nobody waits, or the policy sets no time.
  add column answer_by timestamptz,
  -- The approver's yes or no.
  add column decided_by uuid,
  add column decided_at timestamptz;

-- Why a version of an order waits for the council. Several may stand at once; details are sums in pence as text.
create table ordering.approval_reason (
  council_id uuid not null,
  order_id uuid not null,
  version int not null,
  code text not null check (code ~ '^[A-Z_]+$'),
  details jsonb not null default '{}',
  at timestamptz not null,
  primary key (council_id, order_id, version, code),
  foreign key (council_id, order_id) references ordering."order"
);
create index approval_reason_of_order on ordering.approval_reason (order_id);
-- The person, whoever acts or cares for them, and the council; not the provider.
select kernel.protect_table('ordering.approval_reason', $$exists (select 1 from ordering."order" o where o.id = order_id
  and (o.participant_ids && (select kernel.scope_people())::uuid[] or o.council_id = (select kernel.scope_wide_council())))$$);

-- A time limit of the council's policy in whole hours, counted from an instant; null where none is set.
create function ordering.time_limit(p_council uuid, p_key text, p_from timestamptz) returns timestamptz
language sql stable security definer set search_path = pg_catalog as $$
  select p_from + make_interval(hours => (identity.policy(p_council, p_key, (p_from at time zone 'Europe/London')::date) #>> '{}')::int)
$$;

-- Visits in one week of a weekly rule, as a share: BYDAY=MO,TH every 2 weeks is one a week. 1 for a one-off.
create function ordering.visits_a_week(p_recurrence text) returns numeric language sql immutable set search_path = pg_catalog as $$
  select coalesce(cardinality(string_to_array(substring(p_recurrence from 'BYDAY=([A-Z,]+)'), ',')), 1)::numeric
    / coalesce(nullif(substring(p_recurrence from 'INTERVAL=([0-9]+)'), '0'), '1')::numeric
$$;

-- The one place where policy decides what the council looks at first. approvalLimitPence: pence for one visit;
-- approvalWeeklyLimitPence: pence for a week of a standing order; offCardRule comes with the price.
create function ordering.approval_reasons(p_council uuid, p_price_reasons text[], p_line_pence bigint, p_recurrence text, p_on date)
returns table (code text, details jsonb) language sql stable security definer set search_path = pg_catalog as $$
  select r.code, r.details from (
    select 'OFF_CARD' as code, '{}'::jsonb as details where 'NEEDS_APPROVAL' = any (p_price_reasons)
    union all
    select 'OVER_LIMIT', jsonb_build_object('limitPence', l.pence::text, 'pence', p_line_pence::text)
    from (select (identity.policy(p_council, 'approvalLimitPence', p_on) #>> '{}')::bigint as pence) l where p_line_pence > l.pence
    union all
    select 'OVER_WEEKLY_LIMIT', jsonb_build_object('limitPence', l.pence::text, 'pence', round(p_line_pence * ordering.visits_a_week(p_recurrence))::bigint::text)
    from (select (identity.policy(p_council, 'approvalWeeklyLimitPence', p_on) #>> '{}')::bigint as pence) l
    where p_recurrence is not null and p_line_pence * ordering.visits_a_week(p_recurrence) > l.pence
  ) r
$$;

create or replace function ordering.insert_order(p_council uuid, p_order uuid, p_line uuid, p_kind text, p_person uuid, p_budget uuid, p_provider uuid, p_service uuid,
  p_variant uuid, p_quantity numeric, p_shown_pence bigint, p_line_pence bigint, p_starts_on date, p_ends_on date, p_start_time time, p_duration_minutes int, p_recurrence text,
  p_place text, p_note text, p_at timestamptz, p_actor uuid, p_mandate uuid, p_event uuid)
returns text language plpgsql security definer set search_path = pg_catalog as $$
declare
  price record;
  reasons jsonb;
  new_status text;
begin
  select c.* into price from ledger.payers(array[p_budget], p_starts_on) p, rates.check_price(p_council, p_variant, p_starts_on, p.route, p_shown_pence) c;
  if not found then perform kernel.refuse('OUTSIDE_BUDGET_PERIOD', jsonb_build_object('day', p_starts_on)); end if;
  select jsonb_agg(r) into reasons from ordering.approval_reasons(p_council, price.reasons, p_line_pence, p_recurrence, p_starts_on) r;
  new_status := case when reasons is null then 'SUBMITTED' else 'AWAITING_APPROVAL' end;
  insert into ordering."order" (council_id, id, kind, status, participant_ids, provider_id, service_id, placed_at, placed_by, mandate_id, answer_by)
  values (p_council, p_order, p_kind, new_status, array[p_person], p_provider, p_service, p_at, p_actor, p_mandate,
    ordering.time_limit(p_council, case when reasons is null then 'answerHours' else 'approvalHours' end, p_at));
  insert into ordering.order_version (council_id, order_id, version, starts_on, ends_on, start_time, duration_minutes, recurrence, place, note, cancellation_notice_hours, cancellation_percent, made_at, made_by)
  values (p_council, p_order, 1, p_starts_on, p_ends_on, p_start_time, p_duration_minutes, p_recurrence, p_place, p_note,
    coalesce(price.cancellation_notice_hours, (identity.policy(p_council, 'cancellationNoticeHours', p_starts_on) #>> '{}')::int, 24), coalesce(price.cancellation_percent, 0), p_at, p_actor);
  insert into ordering.order_line (council_id, id, order_id, version, person_id, budget_id, variant_id, quantity, unit_price_pence, line_pence, price_kind, rate_card_id, rate_card_version)
  values (p_council, p_line, p_order, 1, p_person, p_budget, p_variant, p_quantity, price.unit_price_pence, p_line_pence, price.kind, price.rate_card_id, price.rate_card_version);
  insert into ordering.order_event values (p_council, p_order, p_event, p_at, case new_status when 'SUBMITTED' then 'PLACED' else 'PLACED_FOR_APPROVAL' end, p_actor);
  if reasons is not null then
    insert into ordering.approval_reason (council_id, order_id, version, code, details, at)
    select p_council, p_order, 1, r.code, r.details, p_at from jsonb_to_recordset(reasons) as r (code text, details jsonb);
  end if;
  return new_status;
end $$;

-- Another reason for an order that nobody has answered yet: it waits for the council, whatever else was decided. For
-- rooms that know what ordering does not (a conflict of interest, a contingency, a rise); send it in the transaction
-- that places or changes the order. The same reason twice is one reason. Refuses WRONG_STATE.
create function ordering.ask_approval(p_order uuid, p_code text, p_details jsonb, p_at timestamptz)
returns text language plpgsql security definer set search_path = pg_catalog as $$
declare
  asked ordering."order";
begin
  select * into asked from ordering."order" where id = p_order for update;
  if not found or asked.status not in ('SUBMITTED', 'AWAITING_APPROVAL') then perform kernel.refuse('WRONG_STATE'); end if;
  insert into ordering.approval_reason (council_id, order_id, version, code, details, at)
  values (asked.council_id, p_order, asked.current_version, p_code, p_details, p_at) on conflict do nothing;
  if asked.status = 'SUBMITTED' then
    update ordering."order" set status = 'AWAITING_APPROVAL', answer_by = ordering.time_limit(asked.council_id, 'approvalHours', p_at) where id = p_order;
    update ordering.order_event set code = 'PLACED_FOR_APPROVAL' where order_id = p_order and code = 'PLACED' and at = p_at;
  end if;
  return 'AWAITING_APPROVAL';
end $$;

-- An answer counts to the last instant of its time limit; after that the order ends by itself. Refuses TOO_LATE.
create or replace function ordering.move_order(p_order uuid, p_from text[], p_to text, p_reason text, p_event uuid, p_event_code text, p_at timestamptz, p_actor uuid)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  standing ordering."order";
  by_council boolean;
begin
  select * into standing from ordering."order" where id = p_order for update;
  if not found or standing.status <> all (p_from) then perform kernel.refuse('WRONG_STATE'); end if;
  if standing.answer_by < p_at and p_to in ('SUBMITTED', 'REFUSED', 'ACCEPTED', 'DECLINED') then perform kernel.refuse('TOO_LATE'); end if;
  by_council := standing.status = 'AWAITING_APPROVAL' and p_to in ('SUBMITTED', 'REFUSED');
  update ordering."order" o set status = p_to,
    decline_reason = case when p_to = 'DECLINED' then p_reason else o.decline_reason end,
    refusal_reason = case when p_to = 'REFUSED' then p_reason else o.refusal_reason end,
    answer_by = case when p_to = 'SUBMITTED' then ordering.time_limit(o.council_id, 'answerHours', p_at) end,
    decided_by = case when by_council then p_actor else o.decided_by end,
    decided_at = case when by_council then p_at else o.decided_at end
  where o.id = p_order;
  insert into ordering.order_event values (standing.council_id, standing.id, p_event, p_at, p_event_code, p_actor);
end $$;

-- Orders whose time for an answer ran out, or whose first visit was to begin and nobody had answered.
create or replace function ordering.orders_to_expire(p_at timestamptz) returns table (id uuid, council_id uuid)
language sql stable security definer set search_path = pg_catalog as $$
  select o.id, o.council_id from ordering."order" o
  where o.status in ('SUBMITTED', 'AWAITING_APPROVAL')
    and least(o.answer_by, (select min(c.starts_at) from ordering.occurrence c where c.order_id = o.id)) < p_at
  order by o.id limit 1000
$$;

grant execute on function ordering.ask_approval to owncourse_app;
