-- The one way money moves. Everything below calls ledger.post; nothing else inserts a transfer.

-- Who acts, for the columns of every transfer.
create type ledger.acting as (actor_id uuid, on_behalf_of uuid, mandate_id uuid);

create function ledger.post(p_transfer ledger.transfer) returns bigint language plpgsql set search_path = pg_catalog as $$
declare
  left_pence bigint;
begin
  if p_transfer.budget_id is not null then
    update ledger.budget_balance b set
      available_pence = b.available_pence + case 'available' when p_transfer.to_kind then p_transfer.amount_pence when p_transfer.from_kind then -p_transfer.amount_pence else 0 end,
      committed_pence = b.committed_pence + case 'committed' when p_transfer.to_kind then p_transfer.amount_pence when p_transfer.from_kind then -p_transfer.amount_pence else 0 end,
      accrued_pence = b.accrued_pence + case 'accrued' when p_transfer.to_kind then p_transfer.amount_pence when p_transfer.from_kind then -p_transfer.amount_pence else 0 end,
      invoiced_pence = b.invoiced_pence + case 'invoiced' when p_transfer.to_kind then p_transfer.amount_pence when p_transfer.from_kind then -p_transfer.amount_pence else 0 end,
      paid_pence = b.paid_pence + case 'paid' when p_transfer.to_kind then p_transfer.amount_pence when p_transfer.from_kind then -p_transfer.amount_pence else 0 end,
      reclaimed_pence = b.reclaimed_pence + case 'reclaimed' when p_transfer.to_kind then p_transfer.amount_pence when p_transfer.from_kind then -p_transfer.amount_pence else 0 end
    where b.budget_id = p_transfer.budget_id and b.council_id = p_transfer.council_id
    returning b.available_pence into left_pence;
    if not found then perform kernel.refuse('NO_BUDGET'); end if;
  end if;
  insert into ledger.transfer (council_id, id, posting_group, kind, from_account, from_kind, to_account, to_kind, amount_pence, budget_id,
    hold_id, order_id, effective_on, recorded_at, actor_id, on_behalf_of, mandate_id, available_after_pence)
  values (p_transfer.council_id, p_transfer.id, p_transfer.posting_group, p_transfer.kind, p_transfer.from_account, p_transfer.from_kind,
    p_transfer.to_account, p_transfer.to_kind, p_transfer.amount_pence, p_transfer.budget_id, p_transfer.hold_id, p_transfer.order_id,
    p_transfer.effective_on, p_transfer.recorded_at, p_transfer.actor_id, p_transfer.on_behalf_of, p_transfer.mandate_id, left_pence);
  return left_pence;
end $$;

-- A transfer's id follows from what caused it, so that the same cause can never post twice.
create function ledger.caused_id(p_cause uuid, p_kind text) returns uuid language sql immutable parallel safe
  return md5(p_cause::text || ':' || p_kind)::uuid;

create function ledger.account_for(p_council uuid, p_kind text, p_budget uuid, p_provider uuid, p_funding_kind text)
returns uuid language plpgsql set search_path = pg_catalog as $$
declare
  found_id uuid;
  wanted_budget uuid := coalesce(p_budget, '00000000-0000-0000-0000-000000000000');
  wanted_provider uuid := coalesce(p_provider, '00000000-0000-0000-0000-000000000000');
begin
  select a.id into found_id from ledger.account a
  where a.council_id = p_council and a.kind = p_kind and a.budget_id = wanted_budget and a.provider_id = wanted_provider and a.funding_kind = coalesce(p_funding_kind, '');
  if found then return found_id; end if;
  insert into ledger.account (council_id, id, kind, budget_id, provider_id, funding_kind)
  values (p_council, md5(concat_ws(':', p_council, p_kind, wanted_budget, wanted_provider, p_funding_kind))::uuid, p_kind, wanted_budget, wanted_provider, coalesce(p_funding_kind, ''))
  on conflict do nothing;
  select a.id into found_id from ledger.account a
  where a.council_id = p_council and a.kind = p_kind and a.budget_id = wanted_budget and a.provider_id = wanted_provider and a.funding_kind = coalesce(p_funding_kind, '');
  return found_id;
end $$;

-- Locks budgets in the order of their ids and refuses closed or paused ones.
create function ledger.lock_budgets(p_budgets uuid[], p_open_only boolean default true) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  locked int := 0;
  one record;
begin
  for one in
    select b.status from ledger.budget_balance v join ledger.budget b on b.id = v.budget_id
    where v.budget_id = any (p_budgets) order by v.budget_id for update of v
  loop
    locked := locked + 1;
    if p_open_only and one.status <> 'ACTIVE' then perform kernel.refuse('BUDGET_CLOSED'); end if;
  end loop;
  if locked <> cardinality(array(select distinct unnest(p_budgets))) then perform kernel.refuse('NO_BUDGET'); end if;
end $$;

create function ledger.open_budget(p_council uuid, p_budget uuid, p_person uuid, p_covers daterange, p_interval_weeks int,
  p_weekly_pence bigint, p_route text, p_payer uuid, p_sources jsonb, p_contribution_pence bigint, p_netting text, p_at timestamptz)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  source record;
begin
  insert into ledger.budget values (p_council, p_budget, p_person, 'ACTIVE', p_at);
  insert into ledger.budget_period values (p_council, p_budget, p_budget, p_covers, p_interval_weeks);
  insert into ledger.budget_step values (p_council, p_budget, lower(p_covers), p_weekly_pence);
  insert into ledger.holding values (p_council, p_budget, p_route, p_payer, p_covers);
  for source in select * from jsonb_to_recordset(p_sources) as s (kind text, weight int) loop
    insert into ledger.funding_source values (p_council, p_budget, source.kind, source.weight, p_covers);
  end loop;
  if p_contribution_pence > 0 then
    insert into ledger.contribution_assessment values (p_council, p_budget, p_covers, p_contribution_pence, p_netting);
  end if;
  insert into ledger.budget_balance (council_id, budget_id, available_account, committed_account, accrued_account, paid_account, reclaimed_account, person_account)
  values (p_council, p_budget,
    ledger.account_for(p_council, 'available', p_budget, null, null), ledger.account_for(p_council, 'committed', p_budget, null, null),
    ledger.account_for(p_council, 'accrued', p_budget, null, null), ledger.account_for(p_council, 'paid', p_budget, null, null),
    ledger.account_for(p_council, 'reclaimed', p_budget, null, null), ledger.account_for(p_council, 'person', p_budget, null, null));
end $$;

-- Puts instalments on the plan: {id, kind, fundingKind, dueOn, coversThrough, amountPence}.
create function ledger.schedule_instalments(p_council uuid, p_budget uuid, p_instalments jsonb) returns void
language sql security definer set search_path = pg_catalog as $$
  insert into ledger.instalment (council_id, id, budget_id, kind, funding_kind, due_on, covers_through, amount_pence)
  select p_council, i.id, p_budget, i.kind, i."fundingKind", i."dueOn", i."coversThrough", i."amountPence"
  from jsonb_to_recordset(p_instalments) as i (id uuid, kind text, "fundingKind" text, "dueOn" date, "coversThrough" date, "amountPence" bigint)
$$;

-- Posts what is due for one budget, each once. Instalments come from the funder on their day; contributions
-- from the person, and only when somebody says that they were received (p_kinds).
create function ledger.post_due_instalments(p_budget uuid, p_on date, p_kinds text[], p_at timestamptz, p_acting ledger.acting) returns int
language plpgsql security definer set search_path = pg_catalog as $$
declare
  due ledger.instalment;
  balance ledger.budget_balance;
  posted int := 0;
begin
  select * into balance from ledger.budget_balance where budget_id = p_budget for update;
  for due in select * from ledger.instalment where budget_id = p_budget and kind = any (p_kinds) and posted_at is null and due_on <= p_on
    order by due_on, id for update loop
    perform ledger.post((due.council_id, due.id, null, due.id, due.kind,
      case due.kind when 'CONTRIBUTION' then balance.person_account else ledger.account_for(due.council_id, 'funder', null, null, due.funding_kind) end,
      case due.kind when 'CONTRIBUTION' then 'person' else 'funder' end,
      balance.available_account, 'available', due.amount_pence, p_budget, null, null, due.due_on, p_at,
      p_acting.actor_id, p_acting.on_behalf_of, p_acting.mandate_id, null)::ledger.transfer);
    update ledger.instalment set posted_at = p_at where council_id = due.council_id and id = due.id;
    update ledger.budget_balance set funded_through = greatest(funded_through, due.covers_through) where budget_id = p_budget and due.kind = 'INSTALMENT';
    posted := posted + 1;
  end loop;
  return posted;
end $$;

-- Budgets with something due, for the job.
create function ledger.budgets_due(p_on date) returns setof uuid language sql stable security definer set search_path = pg_catalog as $$
  select distinct i.budget_id from ledger.instalment i join ledger.budget b on b.id = i.budget_id and b.status = 'ACTIVE'
  where i.posted_at is null and i.kind <> 'CONTRIBUTION' and i.due_on <= p_on order by 1
$$;

-- Sets money aside for each occurrence. A one-off is held at once; a standing order's occurrence is held
-- when it is inside the funded weeks and planned otherwise. Refuses BUDGET_SHORTFALL {neededPence, availablePence}.
create function ledger.hold(p_council uuid, p_budget uuid, p_order uuid, p_holds uuid[], p_amounts bigint[], p_days date[],
  p_standing boolean, p_group uuid, p_at timestamptz, p_acting ledger.acting)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  balance ledger.budget_balance;
  covers daterange;
  needed bigint := 0;
  now_held boolean[];
begin
  select * into balance from ledger.budget_balance where budget_id = p_budget and council_id = p_council for update;
  if not found then perform kernel.refuse('NO_BUDGET'); end if;
  for i in 1 .. cardinality(p_holds) loop
    if not exists (select 1 from ledger.budget_period p where p.budget_id = p_budget and p.covers @> p_days[i]) then
      perform kernel.refuse('OUTSIDE_BUDGET_PERIOD', jsonb_build_object('day', p_days[i]));
    end if;
    now_held[i] := not p_standing or p_days[i] <= coalesce(balance.funded_through, '-infinity'::date);
    if now_held[i] then needed := needed + p_amounts[i]; end if;
  end loop;
  if needed > balance.available_pence then
    perform kernel.refuse('BUDGET_SHORTFALL', jsonb_build_object('neededPence', needed::text, 'availablePence', balance.available_pence::text));
  end if;
  for i in 1 .. cardinality(p_holds) loop
    insert into ledger.hold (council_id, id, budget_id, order_id, state, planned_pence, remaining_pence, effective_on)
    values (p_council, p_holds[i], p_budget, p_order, case when now_held[i] then 'HELD' else 'PLANNED' end, p_amounts[i],
      case when now_held[i] then p_amounts[i] else 0 end, p_days[i]);
    if now_held[i] then
      perform ledger.post((p_council, p_holds[i], null, p_group, 'HELD', balance.available_account, 'available', balance.committed_account, 'committed',
        p_amounts[i], p_budget, p_holds[i], p_order, p_days[i], p_at, p_acting.actor_id, p_acting.on_behalf_of, p_acting.mandate_id, null)::ledger.transfer);
    end if;
  end loop;
end $$;

-- Day by day: what comes in and what planned visits will take, from today to 26 weeks on or the budget's end.
create function ledger.projected(p_budget uuid, p_from date, p_to date)
returns table (on_day date, coming_in_pence bigint, planned_pence bigint, left_pence bigint)
language sql stable security definer set search_path = pg_catalog as $$
  select day, coming, planned,
    (b.available_pence + sum(coming - planned) over (order by day))::bigint
  from (
    select day, sum(coming)::bigint as coming, sum(planned)::bigint as planned from (
      select greatest(due_on, p_from) as day, amount_pence as coming, 0::bigint as planned from ledger.instalment
      where budget_id = p_budget and posted_at is null and due_on <= p_to
      union all
      select greatest(effective_on, p_from), 0, planned_pence from ledger.hold
      where budget_id = p_budget and state = 'PLANNED' and effective_on <= p_to
    ) moves group by day
  ) days, ledger.budget_balance b where b.budget_id = p_budget
  order by day
$$;

-- Any order must leave every one of the next 26 weeks at or above zero, planned visits counted (model.md "Standing orders").
create function ledger.check_projection(p_budget uuid, p_today date, p_needed bigint) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  short record;
begin
  select p.on_day, p.left_pence into short from ledger.projected(p_budget, p_today, p_today + 182) p where p.left_pence < 0 order by p.on_day limit 1;
  if found then
    perform kernel.refuse('BUDGET_SHORTFALL', jsonb_build_object('neededPence', p_needed::text, 'availablePence', greatest(p_needed + short.left_pence, 0)::text,
      'shortWeekStarting', date_trunc('week', short.on_day::timestamp)::date));
  end if;
end $$;

-- Moves planned visits that entered the hold window from planned to held, oldest first, or to unfunded.
create function ledger.enter_hold_window(p_budget uuid, p_group uuid, p_at timestamptz, p_acting ledger.acting)
returns table (hold_id uuid, order_id uuid, state text) language plpgsql security definer set search_path = pg_catalog as $$
declare
  balance ledger.budget_balance;
  one ledger.hold;
begin
  select * into balance from ledger.budget_balance b where b.budget_id = p_budget for update;
  for one in
    select h.* from ledger.hold h where h.budget_id = p_budget and h.state in ('PLANNED', 'UNFUNDED') and h.effective_on <= balance.funded_through
    order by h.effective_on, h.id for update
  loop
    if one.planned_pence <= balance.available_pence then
      balance.available_pence := ledger.post((one.council_id, one.id, null, p_group, 'HELD', balance.available_account, 'available', balance.committed_account,
        'committed', one.planned_pence, p_budget, one.id, one.order_id, one.effective_on, p_at, p_acting.actor_id, p_acting.on_behalf_of, p_acting.mandate_id, null)::ledger.transfer);
      update ledger.hold h set state = 'HELD', remaining_pence = one.planned_pence where h.council_id = one.council_id and h.id = one.id;
      hold_id := one.id; order_id := one.order_id; state := 'HELD';
      return next;
    elsif one.state = 'PLANNED' then
      update ledger.hold h set state = 'UNFUNDED' where h.council_id = one.council_id and h.id = one.id;
      hold_id := one.id; order_id := one.order_id; state := 'UNFUNDED';
      return next;
    end if;
  end loop;
end $$;

-- Budgets with visits that should have entered the hold window, for the job; a stop half-way leaves them here. In a settled
-- order, because what each is given follows from its turn.
create function ledger.budgets_to_enter() returns setof uuid language sql stable security definer set search_path = pg_catalog as $$
  select distinct h.budget_id from ledger.hold h join ledger.budget_balance b on b.budget_id = h.budget_id
  where h.effective_on <= b.funded_through and (h.state = 'PLANNED' or (h.state = 'UNFUNDED' and h.planned_pence <= b.available_pence))
  order by 1
$$;

create function ledger.hold_state(p_hold uuid) returns text language sql stable security definer set search_path = pg_catalog as $$
  select state from ledger.hold where id = p_hold
$$;

-- Splits an accrual among the funders in force on the delivery day: the total delivered since the shares last changed
-- is split by largest remainder and the earlier parts taken off, so that parts always add up to the penny. What was
-- delivered under other shares stays as it was split then.
create function ledger.split_accrual(p_council uuid, p_budget uuid, p_transfer uuid, p_amount bigint, p_on date) returns void
language plpgsql set search_path = pg_catalog as $$
declare
  sources int;
  shares_stand daterange;
begin
  select count(*) into sources from ledger.funding_source where budget_id = p_budget and covers @> p_on;
  if sources <= 1 then
    insert into ledger.accrual_share
    select p_council, p_transfer, p_budget, coalesce((select kind from ledger.funding_source where budget_id = p_budget and covers @> p_on), 'SOCIAL_CARE'), p_amount;
    return;
  end if;
  select daterange(max(edge) filter (where edge <= p_on), min(edge) filter (where edge > p_on)) into shares_stand
  from ledger.funding_source f cross join lateral (values (lower(f.covers)), (upper(f.covers))) as e (edge)
  where f.budget_id = p_budget;
  insert into ledger.accrual_share
  with source as (
    select f.kind, f.weight, sum(f.weight) over () as weights,
      coalesce((select sum(s.amount_pence) from ledger.accrual_share s
        join ledger.transfer t on t.council_id = s.council_id and t.id = s.transfer_id and shares_stand @> t.effective_on
        where s.budget_id = p_budget and s.funding_kind = f.kind), 0) as earlier
    from ledger.funding_source f where f.budget_id = p_budget and f.covers @> p_on
  ), whole as (
    select *, (sum(earlier) over () + p_amount) as total from source
  ), fair as (
    select *, floor(total * weight / weights) as low, (total * weight) % weights as rest from whole
  ), target as (
    select *, low + case when row_number() over (order by rest desc, kind) <= (total - sum(low) over ()) then 1 else 0 end as cumulative from fair
  ), part as (
    -- Largest remainder can take a penny back from one of three or more; what was frozen stays, and the others bear less now.
    select *, greatest(cumulative - earlier, 0) as due, sum(greatest(cumulative - earlier, 0)) over () as dues from target
  ), fitted as (
    select *, floor(due * p_amount / dues) as base, (due * p_amount) % dues as leftover from part
  )
  select p_council, p_transfer, p_budget, kind,
    (base + case when row_number() over (order by leftover desc, kind) <= (p_amount - sum(base) over ()) then 1 else 0 end)::bigint
  from fitted;
end $$;

-- Delivered and confirmed: what was delivered becomes owed, what was not goes back. p_causes are the deliveries' ids;
-- a hold that is its own cause is a fee.
create function ledger.accrue(p_holds uuid[], p_causes uuid[], p_amounts bigint[], p_group uuid, p_on date, p_at timestamptz, p_acting ledger.acting)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  one ledger.hold;
  balance ledger.budget_balance;
  accrual uuid;
begin
  for i in 1 .. cardinality(p_holds) loop
    select b.* into balance from ledger.budget_balance b where b.budget_id = (select h.budget_id from ledger.hold h where h.id = p_holds[i]) for update;
    select * into one from ledger.hold where id = p_holds[i] for update;
    if not found or one.state <> 'HELD' then perform kernel.refuse('WRONG_STATE'); end if;
    if coalesce(p_amounts[i], -1) < 0 then raise exception 'A delivery or fee of % pence cannot be posted.', p_amounts[i]; end if;
    if p_amounts[i] > one.remaining_pence then
      perform kernel.refuse('MORE_THAN_HELD', jsonb_build_object('heldPence', one.remaining_pence::text, 'amountPence', p_amounts[i]::text));
    end if;
    if p_amounts[i] > 0 then
      accrual := ledger.caused_id(p_causes[i], 'ACCRUED');
      perform ledger.post((one.council_id, accrual, null, p_group, case when p_causes[i] = one.id then 'FEE' else 'CONFIRMED' end, balance.committed_account, 'committed', balance.accrued_account, 'accrued',
        p_amounts[i], one.budget_id, one.id, one.order_id, one.effective_on, p_at, p_acting.actor_id, p_acting.on_behalf_of, p_acting.mandate_id, null)::ledger.transfer);
      perform ledger.split_accrual(one.council_id, one.budget_id, accrual, p_amounts[i], one.effective_on);
    end if;
    if one.remaining_pence > p_amounts[i] then
      perform ledger.post((one.council_id, ledger.caused_id(p_causes[i], 'RELEASED'), null, p_group, 'RELEASED', balance.committed_account, 'committed', balance.available_account,
        'available', one.remaining_pence - p_amounts[i], one.budget_id, one.id, one.order_id, p_on, p_at, p_acting.actor_id, p_acting.on_behalf_of, p_acting.mandate_id, null)::ledger.transfer);
    end if;
    update ledger.hold set state = 'CLOSED', remaining_pence = 0 where council_id = one.council_id and id = one.id;
  end loop;
end $$;

-- Cancelled, declined or expired: everything goes back but the agreed fees (0 for most).
create function ledger.release(p_holds uuid[], p_fees bigint[], p_group uuid, p_on date, p_at timestamptz, p_acting ledger.acting)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  one ledger.hold;
begin
  for i in 1 .. cardinality(p_holds) loop
    select * into one from ledger.hold where id = p_holds[i];
    if not found or one.state = 'CLOSED' then perform kernel.refuse('WRONG_STATE'); end if;
    if one.state = 'HELD' then
      perform ledger.accrue(array[one.id], array[one.id], array[p_fees[i]], p_group, p_on, p_at, p_acting);
    else
      if p_fees[i] > 0 then perform kernel.refuse('WRONG_STATE'); end if;
      update ledger.hold set state = 'CLOSED' where council_id = one.council_id and id = one.id and state = one.state;
      if not found then perform kernel.refuse('WRONG_STATE'); end if;
    end if;
  end loop;
end $$;

-- An approved invoice: what was owed becomes payable to that provider, one transfer for each budget.
create function ledger.invoice(p_council uuid, p_invoice uuid, p_provider uuid, p_budgets uuid[], p_amounts bigint[], p_on date, p_at timestamptz, p_acting ledger.acting)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  balance ledger.budget_balance;
begin
  perform ledger.lock_budgets(p_budgets, false);
  for i in 1 .. cardinality(p_budgets) loop
    select * into balance from ledger.budget_balance where budget_id = p_budgets[i];
    perform ledger.post((p_council, ledger.caused_id(p_invoice, 'INVOICED:' || p_budgets[i]), null, p_invoice, 'INVOICED', balance.accrued_account, 'accrued',
      ledger.account_for(p_council, 'invoiced', p_budgets[i], p_provider, null), 'invoiced', p_amounts[i], p_budgets[i], null, null, p_on, p_at,
      p_acting.actor_id, p_acting.on_behalf_of, p_acting.mandate_id, null)::ledger.transfer);
  end loop;
end $$;

-- A settled payment: one transfer for each invoice and budget.
create function ledger.settle(p_council uuid, p_invoice uuid, p_provider uuid, p_budgets uuid[], p_amounts bigint[], p_on date, p_at timestamptz, p_acting ledger.acting)
returns void language plpgsql security definer set search_path = pg_catalog as $$
declare
  balance ledger.budget_balance;
begin
  perform ledger.lock_budgets(p_budgets, false);
  for i in 1 .. cardinality(p_budgets) loop
    select * into balance from ledger.budget_balance where budget_id = p_budgets[i];
    perform ledger.post((p_council, ledger.caused_id(p_invoice, 'PAID:' || p_budgets[i]), null, p_invoice, 'PAID',
      ledger.account_for(p_council, 'invoiced', p_budgets[i], p_provider, null), 'invoiced', balance.paid_account, 'paid', p_amounts[i], p_budgets[i], null, null, p_on, p_at,
      p_acting.actor_id, p_acting.on_behalf_of, p_acting.mandate_id, null)::ledger.transfer);
  end loop;
end $$;

-- Who pays for what a budget buys on a day; council-managed money is the council's to pay.
create function ledger.payers(p_budgets uuid[], p_on date) returns table (budget_id uuid, council_id uuid, route text, payer_id uuid)
language sql stable security definer set search_path = pg_catalog as $$
  select distinct on (h.budget_id) h.budget_id, h.council_id, h.route, h.payer_id
  from ledger.holding h where h.budget_id = any (p_budgets) and h.covers @> p_on
  order by h.budget_id, case h.route when 'COUNCIL_MANAGED' then 0 else 1 end, h.route
$$;

-- The budget that pays for something on a day: the one named, or the person's active one. No row when there is none.
create function ledger.budget_for(p_person uuid, p_budget uuid, p_on date)
returns table (council_id uuid, budget_id uuid, ends_before date) language sql stable security definer set search_path = pg_catalog as $$
  select b.council_id, b.id, upper(p.covers) from ledger.budget b join ledger.budget_period p on p.budget_id = b.id
  where b.person_id = p_person and (p_budget is null or b.id = p_budget) and p.covers @> p_on
  order by b.status = 'ACTIVE' desc, b.id limit 1
$$;

create function ledger.held_for_orders(p_orders uuid[]) returns table (order_id uuid, held_pence bigint)
language sql stable security definer set search_path = pg_catalog as $$
  select h.order_id, sum(h.remaining_pence)::bigint from ledger.hold h where h.order_id = any (p_orders) and h.state <> 'CLOSED' group by h.order_id
$$;

grant execute on function ledger.budgets_to_enter, ledger.budget_for, ledger.held_for_orders, ledger.lock_budgets, ledger.open_budget, ledger.schedule_instalments, ledger.post_due_instalments, ledger.budgets_due, ledger.hold,
  ledger.projected, ledger.check_projection, ledger.enter_hold_window, ledger.hold_state, ledger.accrue, ledger.release, ledger.invoice, ledger.settle, ledger.payers
  to owncourse_app;
