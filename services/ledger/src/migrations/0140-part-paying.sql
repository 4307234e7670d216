-- Paying, projecting and looking at parts.

-- Which of these budgets are divided.
create function ledger.divided_budgets(p_budgets uuid[]) returns setof uuid language sql stable security definer set search_path = pg_catalog as $$
  select b.budget_id from ledger.budget_balance b where b.is_split and b.budget_id = any (p_budgets)
$$;

-- Who pays this provider from a budget on a day: of a divided one the part that would be promised.
create function ledger.payer_of(p_budget uuid, p_provider uuid, p_on date) returns table (part_id uuid, route text, payer_id uuid)
language sql stable security definer set search_path = pg_catalog as $$
  select f.part_id, f.route, f.payer_id from ledger.part_for(p_budget, p_provider, p_on) f
$$;

-- The parts of what was confirmed, and who pays for each on its day: by its part, whoever holds that by then. Only of divided
-- budgets. p_causes are deliveries, or visits where a fee is owed.
create function ledger.accrual_payers(p_councils uuid[], p_causes uuid[], p_budgets uuid[], p_days date[])
returns table (cause_id uuid, part_id uuid, route text, payer_id uuid) language sql stable security definer set search_path = pg_catalog as $$
  select g.cause_id, w.part_id, coalesce(h.route, p.route), coalesce(h.payer_id, p.payer_id)
  from unnest(p_councils, p_causes, p_budgets, p_days) as g (council_id, cause_id, budget_id, day)
  join ledger.budget_balance b on b.budget_id = g.budget_id and b.is_split
  join ledger.transfer t on t.council_id = g.council_id and t.id = ledger.caused_id(g.cause_id, 'ACCRUED')
  cross join lateral (select ledger.part_of_account(t.council_id, t.to_account) as part_id) w
  join ledger.part_balance p on p.budget_id = g.budget_id and p.part_id = w.part_id
  left join lateral (
    select h.route, h.payer_id from ledger.holding h where h.budget_id = g.budget_id and h.part_id = w.part_id
    order by h.covers @> g.day desc, lower(h.covers) <= g.day desc, lower(h.covers) desc limit 1
  ) h on true
$$;

drop function ledger.invoice(uuid[], uuid[], uuid[], uuid[], bigint[], uuid[], uuid[], uuid[], date, timestamptz);
drop function ledger.settle(uuid[], uuid[], uuid[], uuid[], bigint[], uuid[], uuid[], uuid[], date, timestamptz);
drop function ledger.recover(uuid[], uuid[], text[], uuid[], uuid[], bigint[], date, timestamptz, ledger.acting);

-- Approved invoices: what was owed becomes payable to their providers, by budget and part (null: the budget's own). An invoice's
-- second posting breaks its key.
create function ledger.invoice(p_councils uuid[], p_invoices uuid[], p_providers uuid[], p_budgets uuid[], p_amounts bigint[], p_actors uuid[], p_on_behalf_of uuid[],
  p_mandates uuid[], p_on date, p_at timestamptz, p_parts uuid[]) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform ledger.lock_budgets(array(select distinct unnest(p_budgets)), false);
  perform ledger.post_all(array(
    select (g.council_id, ledger.caused_id(g.invoice_id, concat_ws(':', 'INVOICED', g.budget_id, nullif(g.part_id, g.budget_id))), null, g.invoice_id, 'INVOICED',
      case when g.part_id is null then b.accrued_account else ledger.part_account(g.council_id, g.budget_id, 'accrued', b.accrued_account, g.part_id) end, 'accrued',
      ledger.account_for(g.council_id, 'invoiced', g.budget_id, g.provider_id, null, g.part_id), 'invoiced', g.amount, g.budget_id, null, null, p_on, p_at,
      g.actor_id, g.on_behalf_of, g.mandate_id, null)::ledger.transfer
    from unnest(p_councils, p_invoices, p_providers, p_budgets, p_amounts, p_actors, p_on_behalf_of, p_mandates, p_parts)
      with ordinality as g (council_id, invoice_id, provider_id, budget_id, amount, actor_id, on_behalf_of, mandate_id, part_id, turn)
    join ledger.budget_balance b on b.budget_id = g.budget_id order by g.turn));
end $$;

-- Settled payments: what was payable is paid.
create function ledger.settle(p_councils uuid[], p_invoices uuid[], p_providers uuid[], p_budgets uuid[], p_amounts bigint[], p_actors uuid[], p_on_behalf_of uuid[],
  p_mandates uuid[], p_on date, p_at timestamptz, p_parts uuid[]) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform ledger.lock_budgets(array(select distinct unnest(p_budgets)), false);
  perform ledger.post_all(array(
    select (g.council_id, ledger.caused_id(g.invoice_id, concat_ws(':', 'PAID', g.budget_id, nullif(g.part_id, g.budget_id))), null, g.invoice_id, 'PAID',
      ledger.account_for(g.council_id, 'invoiced', g.budget_id, g.provider_id, null, g.part_id), 'invoiced', b.paid_account, 'paid', g.amount, g.budget_id, null, null, p_on, p_at,
      g.actor_id, g.on_behalf_of, g.mandate_id, null)::ledger.transfer
    from unnest(p_councils, p_invoices, p_providers, p_budgets, p_amounts, p_actors, p_on_behalf_of, p_mandates, p_parts)
      with ordinality as g (council_id, invoice_id, provider_id, budget_id, amount, actor_id, on_behalf_of, mandate_id, part_id, turn)
    join ledger.budget_balance b on b.budget_id = g.budget_id order by g.turn));
end $$;

-- A provider gave back what it owed for a delivery, to the part that bought it: it was taken off a payment (SET_OFF) or paid back
-- (REFUNDED). Each cause once.
create function ledger.recover(p_councils uuid[], p_causes uuid[], p_kinds text[], p_providers uuid[], p_budgets uuid[], p_amounts bigint[],
  p_on date, p_at timestamptz, p_acting ledger.acting, p_deliveries uuid[]) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform ledger.lock_budgets(array(select distinct unnest(p_budgets)), false);
  perform ledger.post_all(array(
    select (g.council_id, ledger.caused_id(g.cause, g.kind), null, g.cause, g.kind,
      ledger.account_for(g.council_id, 'settlement', null, null, null), 'settlement',
      ledger.account_for(g.council_id, 'invoiced', g.budget_id, g.provider_id, null, g.part_id), 'invoiced', g.amount, g.budget_id, null, null, p_on, p_at,
      p_acting.actor_id, p_acting.on_behalf_of, p_acting.mandate_id, null)::ledger.transfer
    from (
      select g.*, ledger.part_of_account(g.council_id, (select t.to_account from ledger.transfer t where t.council_id = g.council_id and t.id = ledger.caused_id(g.delivery_id, 'ACCRUED'))) as part_id
      from unnest(p_councils, p_causes, p_kinds, p_providers, p_budgets, p_amounts, p_deliveries) with ordinality as g (council_id, cause, kind, provider_id, budget_id, amount, delivery_id, turn)
    ) g
    where g.kind in ('SET_OFF', 'REFUNDED') order by g.turn));
end $$;

-- Money that was paid by whoever holds it, from the part that they hold now, or held then. Refuses BUDGET_CLOSED,
-- OUTSIDE_BUDGET_PERIOD, NOT_HELD_BY_PERSON and BUDGET_SHORTFALL.
create or replace function ledger.record_expense(p_budget uuid, p_id uuid, p_kind text, p_payee text, p_spent_on date, p_amount bigint, p_at timestamptz, p_actor uuid)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  acting ledger.acting := ledger.paying_for(p_budget, p_actor, p_at);
  balance ledger.budget_balance;
  today constant date := (p_at at time zone 'Europe/London')::date;
  part uuid;
  part_left bigint;
begin
  perform ledger.lock_budgets(array[p_budget], false);
  select * into balance from ledger.budget_balance b where b.budget_id = p_budget;
  -- A paused budget still owes the wages of the month before.
  if exists (select 1 from ledger.budget b where b.id = p_budget and b.status = 'CLOSED') then perform kernel.refuse('BUDGET_CLOSED'); end if;
  if not exists (select 1 from ledger.budget_period p where p.budget_id = p_budget and p.covers @> p_spent_on) then
    perform kernel.refuse('OUTSIDE_BUDGET_PERIOD', jsonb_build_object('day', p_spent_on));
  end if;
  if not exists (select 1 from ledger.holding h where h.budget_id = p_budget and h.covers @> p_spent_on
    and h.route in ('DIRECT_PAYMENT', 'REPRESENTATIVE', 'TRUST', 'BROKER')) then
    perform kernel.refuse('NOT_HELD_BY_PERSON');
  end if;
  if not exists (select 1 from ledger.expense_kind k where k.code = p_kind and k.retired_at is null) then
    perform kernel.refuse('INVALID_INPUT', jsonb_build_object('problems', jsonb_build_array(jsonb_build_object('field', 'kind', 'message', 'Choose what it was for.'))));
  end if;
  if balance.is_split then
    perform ledger.follow_splits(p_budget, today, p_at, acting);
    part := ledger.expense_part(p_budget, today, p_spent_on);
  end if;
  part_left := ledger.part_left(p_budget, part);
  if p_amount > part_left then perform ledger.refuse_short(p_budget, part, p_amount, part_left, today); end if;
  perform ledger.post((balance.council_id, p_id, null, p_id, 'EXPENSE', balance.available_account, 'available', balance.paid_account, 'paid', p_amount, p_budget, null, null, p_spent_on, p_at, acting.actor_id, acting.on_behalf_of, acting.mandate_id, null)::ledger.transfer);
  perform ledger.split_accrual(balance.council_id, p_budget, p_id, p_amount, p_spent_on);
  insert into ledger.expense (council_id, id, budget_id, kind, payee, spent_on, amount_pence, recorded_at, recorded_by)
  values (balance.council_id, p_id, p_budget, p_kind, p_payee, p_spent_on, p_amount, p_at, p_actor);
end $$;

-- Looking ahead --------------------------------------------------------------------------------------------------------

-- A divided budget part by part, until a new division: what comes in and what planned visits will take.
create function ledger.projected_parts(p_budget uuid, p_from date, p_to date) returns table (part_id uuid, on_day date, left_pence bigint)
language sql stable security definer set search_path = pg_catalog as $$
  with horizon as (
    select least(p_to, (select min(c.from_on) - 1 from ledger.split_change c where c.budget_id = p_budget and c.applied_at is null and c.from_on > p_from)) as last_day
  ), moves as (
    select s.part_id, greatest(i.due_on, p_from) as day, s.pence
    from horizon z, ledger.instalment i join ledger.budget_balance b on b.budget_id = i.budget_id
    cross join lateral (
      select r.part_id, r.pence from ledger.shared_out(p_budget, i.amount_pence, i.due_on, i.covers_through, b.funded_through) r where i.kind = 'INSTALMENT'
      union all select ledger.rest_part(p_budget, i.due_on), i.amount_pence where i.kind <> 'INSTALMENT'
    ) s
    where i.budget_id = p_budget and i.posted_at is null and i.due_on <= z.last_day
    union all
    select coalesce(f.part_id, ledger.rest_part(p_budget, h.effective_on)), greatest(h.effective_on, p_from), -h.planned_pence
    from horizon z, ledger.hold h left join lateral ledger.part_for(p_budget, h.provider_id, greatest(h.effective_on, p_from)) f on true
    where h.budget_id = p_budget and h.state = 'PLANNED' and h.effective_on <= z.last_day
      and not exists (select 1 from ledger.closed_days c where c.budget_id = p_budget and c.covers @> h.effective_on)
  ), days as (
    select m.part_id, m.day, sum(m.pence) as pence from moves m group by m.part_id, m.day
  )
  select d.part_id, d.day, (p.available_pence + sum(d.pence) over (partition by d.part_id order by d.day))::bigint
  from days d join ledger.part_balance p on p.budget_id = p_budget and p.part_id = d.part_id
$$;

-- As before, and each part by itself: money of one does not pay what another is to pay.
create or replace function ledger.check_projection(p_budget uuid, p_today date, p_needed bigint) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  short record;
begin
  select p.on_day, p.left_pence into short from ledger.projected(p_budget, p_today, p_today + 182) p where p.left_pence < 0 order by p.on_day limit 1;
  if found then
    perform kernel.refuse('BUDGET_SHORTFALL', jsonb_build_object('neededPence', p_needed::text, 'availablePence', greatest(p_needed + short.left_pence, 0)::text,
      'shortWeekStarting', date_trunc('week', short.on_day::timestamp)::date));
  end if;
  if exists (select 1 from ledger.budget_balance b where b.is_split and b.budget_id = p_budget) then
    select p.part_id, p.on_day, p.left_pence into short from ledger.projected_parts(p_budget, p_today, p_today + 182) p where p.left_pence < 0 order by p.on_day, p.part_id limit 1;
    if found then
      perform ledger.refuse_short(p_budget, short.part_id, p_needed, greatest(p_needed + short.left_pence, 0), p_today, date_trunc('week', short.on_day::timestamp)::date);
    end if;
  end if;
end $$;

drop function ledger.fund_emergency(uuid, uuid, uuid, bigint, uuid, date, timestamptz, ledger.acting);
-- What an order of so many pence leaves short, now or in the next 26 weeks, in the part that pays it, comes from the council's
-- emergency money, into that part. Never more than the order itself costs. Send it with the budget locked, before ledger.hold.
-- Gives the pence put in.
create function ledger.fund_emergency(p_council uuid, p_budget uuid, p_order uuid, p_needed bigint, p_group uuid, p_today date, p_at timestamptz, p_acting ledger.acting,
  p_provider uuid default null) returns bigint language plpgsql security definer set search_path = pg_catalog as $$
declare
  balance ledger.budget_balance;
  part uuid;
  free bigint;
  now_left bigint;
  short bigint;
begin
  select * into balance from ledger.budget_balance where budget_id = p_budget and council_id = p_council for update;
  if not found then perform kernel.refuse('NO_BUDGET'); end if;
  now_left := balance.available_pence;
  if balance.is_split then
    perform ledger.follow_splits(p_budget, p_today, p_at, p_acting);
    part := ledger.paying_part(p_budget, p_provider, p_today, array[p_today]);
    now_left := ledger.part_left(p_budget, part);
  end if;
  -- Whatever is short as a whole is short in some part too; the order's own part is what its money has to come to.
  select least(now_left, min(p.left_pence), (select min(q.left_pence) from ledger.projected_parts(p_budget, p_today, p_today + 182) q where q.part_id = part))
  into free from ledger.projected(p_budget, p_today, p_today + 182) p;
  short := p_needed - least(greatest(coalesce(free, now_left), 0), p_needed);
  if short = 0 then return 0; end if;
  perform ledger.post((p_council, ledger.caused_id(p_order, 'EMERGENCY'), null, p_group, 'EMERGENCY',
    ledger.account_for(p_council, 'funder', null, null, 'EMERGENCY'), 'funder',
    case when balance.is_split then ledger.part_account(p_council, p_budget, 'available', balance.available_account, part) else balance.available_account end, 'available',
    short, p_budget, null, p_order, p_today, p_at, p_acting.actor_id, p_acting.on_behalf_of, p_acting.mandate_id, null)::ledger.transfer);
  insert into ledger.emergency_funding (council_id, order_id, budget_id, amount_pence, given_at) values (p_council, p_order, p_budget, short, p_at);
  return short;
end $$;

-- What each part has, how it is held, and the first day of the next 26 weeks on which it will not reach; rows of divided budgets that the reader may see.
create function ledger.parts_of_budgets(p_budgets uuid[], p_today date)
returns table (budget_id uuid, part_id uuid, route text, payer_id uuid, weekly_pence bigint, place int, available_pence bigint, committed_pence bigint, owed_pence bigint, is_over boolean, short_on date)
language sql stable set search_path = pg_catalog as $$
  select p.budget_id, p.part_id, coalesce(h.route, p.route), coalesce(h.payer_id, p.payer_id), h.weekly_pence, p.place, p.available_pence, p.committed_pence,
    p.accrued_pence + p.invoiced_pence, not coalesce(h.covers @> p_today, false),
    (select min(q.on_day) from ledger.projected_parts(p.budget_id, p_today, p_today + 182) q where q.part_id = p.part_id and q.left_pence < 0)
  from ledger.part_balance p
  left join lateral (
    select h.route, h.payer_id, h.weekly_pence, h.covers from ledger.holding h where h.budget_id = p.budget_id and h.part_id = p.part_id and lower(h.covers) <= p_today
    order by lower(h.covers) desc limit 1
  ) h on true
  where p.budget_id = any (p_budgets)
  order by p.budget_id, coalesce(h.covers @> p_today, false) desc, p.place, p.part_id
$$;

-- As before; of a divided budget a provider sees what happened in its own part, in its own days.
create or replace function ledger.funds_held(p_today date)
returns table (budget_id uuid, person_id uuid, council_id uuid, from_on date, until_on date, came_in_pence bigint, bought_pence bigint, left_pence bigint)
language sql stable security definer set search_path = pg_catalog as $$
  select h.budget_id, b.person_id, h.council_id, lower(h.covers), upper(h.covers),
    coalesce(sum(t.amount_pence) filter (where t.to_kind = 'available' and t.from_kind in ('funder', 'person')), 0)::bigint,
    (coalesce(sum(t.amount_pence) filter (where t.to_kind = 'accrued'), 0) - coalesce(sum(t.amount_pence) filter (where t.kind = 'CREDITED'), 0))::bigint,
    case when h.covers @> p_today then coalesce(p.available_pence, v.available_pence) end
  from ledger.holding h
  join ledger.budget b on b.id = h.budget_id
  join ledger.budget_balance v on v.budget_id = h.budget_id
  left join ledger.part_balance p on p.budget_id = h.budget_id and p.part_id = h.part_id
  left join ledger.transfer t on t.budget_id = h.budget_id and h.covers @> t.effective_on
    and (p.part_id is null or ledger.part_of_account(t.council_id, case t.to_kind when 'available' then t.to_account else t.from_account end) = p.part_id)
  where h.route = 'INDIVIDUAL_SERVICE_FUND' and h.payer_id = kernel.scope_organisation() and lower(h.covers) <= p_today
  group by h.budget_id, b.person_id, h.council_id, h.covers, h.part_id, v.available_pence, p.available_pence
  order by lower(h.covers) desc, h.budget_id
$$;

grant execute on function ledger.hold, ledger.plan_visits, ledger.name_payees, ledger.divided_budgets, ledger.payer_of, ledger.accrual_payers, ledger.invoice, ledger.settle, ledger.recover,
  ledger.fund_emergency, ledger.projected_parts, ledger.parts_of_budgets, ledger.splits_to_follow, ledger.follow_splits,
  ledger.set_holding, ledger.split_effect to owncourse_app;
alter function ledger.hold set plan_cache_mode = force_generic_plan;
alter function ledger.invoice set plan_cache_mode = force_generic_plan;
alter function ledger.settle set plan_cache_mode = force_generic_plan;
